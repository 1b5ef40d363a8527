package desk

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// The catalogue is the program's until the unit has brought its own; contacts and limits can be changed
// apart from it. Each of these is an item of the settings, and so that nothing is lost when two laptops
// meet, each contact is one too (ledger.Share).

// Kinds of the items of the unit's own catalogue.
const (
	kindCatalogue = ledger.CatalogueKind
	kindContact   = ledger.OwnContactKind
	kindLimits    = ledger.LimitsKind
)

// contactsFile is the file of a catalogue in which names and numbers belong: staff may be called as a
// cared-for person is, and a telephone number may look like an identity number. Its notes are looked at as
// those of the contact book.
const contactsFile = "contacts.json"

// mostCatalogue is how much the files of a catalogue hold at most, in bytes.
const mostCatalogue = 4 << 20

// ownCatalogue is what the unit has of its own instead of what the program brings.
type ownCatalogue struct {
	files map[string]string // nil for the program's
	read  outage.Catalogue  // what the files say
	ready *readiness.List   // what readiness.json among them says; nil for the program's
	// fault says why the unit's own can't be read by this program, which then goes by its own.
	fault    error
	contacts map[string]ownContact // by the contact's id
	limits   *outage.Limits
	// settled is the catalogue with all of this and with what is settled; nil until somebody asks.
	settled *outage.Catalogue
}

func newOwnCatalogue() ownCatalogue {
	return ownCatalogue{contacts: map[string]ownContact{}}
}

// takeCatalogue takes in the items of the unit's own catalogue.
func (s *Session) takeCatalogue(item ledger.Item) (taken bool, err error) {
	switch item.Kind {
	case kindCatalogue:
		var files map[string]string
		if err := decode(item.Body, &files); err != nil {
			return true, err
		}
		s.own.files = files
		s.own.read, s.own.ready, s.own.fault = readOwn(files)
	case kindContact:
		var own ownContact
		if err := decode(item.Body, &own); err != nil {
			return true, err
		}
		s.own.contacts[own.ID] = own
	case kindLimits:
		s.own.limits = new(outage.Limits)
		return true, decode(item.Body, s.own.limits)
	default:
		return false, nil
	}
	return true, nil
}

// Catalogue is what is known of systems, failures and whom to call: the unit's own or the program's, with
// what has been settled of the open facts.
func (s *Session) Catalogue() outage.Catalogue {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.catalogue()
}

func (s *Session) catalogue() outage.Catalogue {
	if s.own.settled == nil {
		c := s.baseCatalogue().With(s.settledFacts())
		s.own.settled = &c
	}
	return *s.own.settled
}

// baseCatalogue is the catalogue without what is settled: that stays a fact of its own, which can be
// taken back.
func (s *Session) baseCatalogue() outage.Catalogue {
	c := s.broughtCatalogue()
	c.Contacts = bookOf(c.Contacts, s.own.contacts)
	if s.own.limits != nil {
		c.Limits = *s.own.limits
	}
	return c
}

// broughtCatalogue is what the files say: the unit's own, or the program's.
func (s *Session) broughtCatalogue() outage.Catalogue {
	if s.own.files != nil && s.own.fault == nil {
		return s.own.read
	}
	return s.desk.Catalogue
}

// CatalogueFault says why the unit's own catalogue can't be read by this program, which then goes by the
// one that it brings; nil normally.
func (s *Session) CatalogueFault() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.own.fault
}

// OwnCatalogue tells whether the unit has a catalogue of its own.
func (s *Session) OwnCatalogue() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.own.files != nil
}

// ExportCatalogue is the catalogue as files, by their name in its folder, as ImportCatalogue takes them
// back: without what has been settled, which stays in the binder's ledger.
func (s *Session) ExportCatalogue() map[string][]byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.catalogueFiles()
}

// catalogueFiles are all files of the catalogue as it is now.
func (s *Session) catalogueFiles() map[string][]byte {
	files := s.baseCatalogue().Files()
	list := s.readyList()
	if raw, err := list.File(); err == nil && len(list.Items) > 0 { // a list that was read can be written
		files[readiness.ListFile] = raw
	}
	return files
}

// readOwn reads the unit's own files: the catalogue, and the list of readiness where it is among them.
func readOwn(files map[string]string) (outage.Catalogue, *readiness.List, error) {
	read, err := readCatalogue(files)
	raw, brought := files[readiness.ListFile]
	if err != nil || !brought {
		return read, nil, err
	}
	list, err := readiness.ReadList([]byte(raw))
	return read, &list, err
}

// ImportCatalogue makes files the unit's own catalogue, contacts and limits with it; a file that isn't
// among them stays as it is. No files at all bring back what the program brings. With a mistake
// everything stays as it was. Faults: "outage.catalogue" with file, line and reason, "catalogue.large",
// "catalogue.names" for a name that leads out of the folder, "catalogue.person" for a file that names somebody, "access.not_allowed", those of
// SetContacts and of the vault.
func (s *Session) ImportCatalogue(ctx context.Context, files map[string][]byte) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	change, own, err := s.catalogueOf(files)
	if err != nil {
		return err
	}
	for id := range s.own.contacts {
		change.Drops = append(change.Drops, ledger.ItemRef{Kind: kindContact, ID: s.store.Name(kindContact, id)})
	}
	if s.own.limits != nil {
		change.Drops = append(change.Drops, ledger.ItemRef{Kind: kindLimits, ID: kindLimits})
	}
	if change.Empty() {
		return nil
	}
	if err := s.commitNoted(ctx, change, s.line(access.ActionCatalogue, "", fmt.Sprint(len(files)))); err != nil {
		return err
	}
	s.own = own
	return nil
}

// catalogueOf is the change that brings files in, all files together with those that stay, and what they
// say.
func (s *Session) catalogueOf(files map[string][]byte) (ledger.Change, ownCatalogue, error) {
	ref := ledger.ItemRef{Kind: kindCatalogue, ID: kindCatalogue}
	own := newOwnCatalogue()
	if len(files) == 0 {
		if s.own.files == nil {
			return ledger.Change{}, own, nil
		}
		return ledger.Change{Drops: []ledger.ItemRef{ref}}, own, nil
	}
	whole, size := map[string]string{}, 0
	for _, set := range []map[string][]byte{s.catalogueFiles(), files} {
		for name, raw := range set {
			whole[name] = string(raw)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !fs.ValidPath(name) {
			return ledger.Change{}, own, text.NewFault("catalogue.names")
		}
		if name != contactsFile && s.replica.Mentions(string(files[name]), s.desk.now()) != care.MentionNothing {
			return ledger.Change{}, own, text.NewFault("catalogue.person", "file", name)
		}
	}
	for name, raw := range whole {
		if size += len(name) + len(raw); size > mostCatalogue {
			return ledger.Change{}, own, text.NewFault("catalogue.large", "most", mostCatalogue>>20)
		}
	}
	read, ready, err := readOwn(whole)
	if err != nil {
		return ledger.Change{}, own, err
	}
	if len(read.Contacts) > mostContacts { // with more, no change of the book could be saved
		return ledger.Change{}, own, text.NewFault("contacts.many", "most", mostContacts)
	}
	for _, c := range read.Contacts {
		if err := s.checkContact(c); err != nil {
			return ledger.Change{}, own, err
		}
	}
	body, err := json.Marshal(whole)
	if err != nil {
		return ledger.Change{}, own, fmt.Errorf("encode catalogue: %w", err)
	}
	item := ledger.Item{Area: access.AreaSettings, Kind: ref.Kind, ID: ref.ID, Body: body}
	own.files, own.read, own.ready = whole, read, ready
	return ledger.Change{Puts: []ledger.Item{item}}, own, nil
}

// readCatalogue reads files of a catalogue that lie in memory: an archive is the file system for them that
// the standard library has.
func readCatalogue(files map[string]string) (outage.Catalogue, error) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return outage.Catalogue{}, fmt.Errorf("pack catalogue: %w", err)
		}
		if _, err := io.WriteString(f, files[name]); err != nil {
			return outage.Catalogue{}, fmt.Errorf("pack catalogue: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return outage.Catalogue{}, fmt.Errorf("pack catalogue: %w", err)
	}
	r, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		return outage.Catalogue{}, fmt.Errorf("unpack catalogue: %w", err)
	}
	return outage.ReadCatalogue(r)
}
