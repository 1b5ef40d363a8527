package outage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"avbrottsparm/internal/text"
)

// Files are the files that the catalogue is read from, by name: the same bytes for the same catalogue,
// to be changed in any editor and read again. Answers to open facts are no part of them, nor is what
// points to a contact that the unit has taken away.
func (c Catalogue) Files() map[string][]byte {
	c.keep()
	contacts := slices.Clone(c.Contacts)
	for i := range contacts {
		// A number that the unit has given itself needs no answer any more.
		if contacts[i] = contacts[i].unsettle(c.settled); contacts[i].Number != "" {
			contacts[i].Open = ""
		}
	}
	limits := c.Limits
	limits.Escalations = slices.Clone(list(limits.Escalations))
	for i, e := range limits.Escalations {
		limits.Escalations[i].Call = slices.DeleteFunc(slices.Clone(e.Call), func(id string) bool { return !c.hasContact(id) })
	}
	files := map[string][]byte{
		fileSystems: encode(list(c.Systems)), fileFacts: encode(list(c.Facts)),
		fileContacts: encode(list(contacts)), fileLimits: encode(limits),
	}
	for _, f := range c.failures {
		if !c.hasContact(f.Vendor) {
			f.Vendor = ""
		}
		files[dirFailures+"/"+f.ID+".json"] = encode(f)
	}
	for _, card := range c.cards {
		files[dirCards+"/"+card.ID+".json"] = encode(card)
	}
	return files
}

// list writes an empty list as one.
func list[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

// encode writes one file. Strings, numbers and lists of them can't fail to be written.
func encode(v any) []byte {
	var raw bytes.Buffer
	encoder := json.NewEncoder(&raw)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		panic(fmt.Sprintf("outage: encode %T: %v", v, err))
	}
	return raw.Bytes()
}

// Call is a contact as one to call.
func (c Contact) Call() Call {
	return Call{Who: text.Both{SV: c.Name, EN: or(c.NameEN, c.Name)}, Number: c.Number,
		Note: text.Both{SV: c.Note, EN: or(c.NoteEN, c.Note)}, Hours: c.Hours, Role: c.Role}
}

func or(first, second string) string {
	if first != "" {
		return first
	}
	return second
}
