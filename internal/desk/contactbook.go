package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// Limits of the contact book.
const (
	mostContacts   = 400
	longestContact = 200 // characters of a field
)

// ownContact is a contact as the unit has it: instead of the one of the same id that the catalogue
// brings, or beside those.
type ownContact struct {
	ID      string         `json:"id"`
	Place   int            `json:"place"` // in the order in which they are called
	Removed bool           `json:"removed,omitempty"`
	Contact outage.Contact `json:"contact,omitzero"`
}

// bookOf is the contacts that the catalogue brings with the unit's own, in the order in which they are
// called.
func bookOf(brought []outage.Contact, own map[string]ownContact) []outage.Contact {
	rows := make([]ownContact, 0, len(brought)+len(own))
	for i, c := range brought {
		if _, changed := own[c.ID]; !changed {
			rows = append(rows, ownContact{ID: c.ID, Place: i, Contact: c})
		}
	}
	for _, o := range own {
		if !o.Removed {
			rows = append(rows, o)
		}
	}
	slices.SortFunc(rows, func(x, y ownContact) int {
		return cmp.Or(cmp.Compare(x.Place, y.Place), cmp.Compare(x.ID, y.ID))
	})
	book := make([]outage.Contact, len(rows))
	for i, row := range rows {
		book[i] = row.Contact
	}
	return book
}

// Contacts are whom the unit calls and writes to, in that order, with what has been settled of the open
// facts.
func (s *Session) Contacts() []outage.Contact {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.catalogue().Contacts)
}

// SetContacts makes a list the unit's contact book, in the order in which they are called. A contact
// without id is new. One that is left out is gone. Only what differs is stored, so that two laptops that
// change different contacts keep both. Faults: "contacts.many", "contacts.name" for one without name,
// "contacts.wrong", "contacts.twice" for an id that stands twice, "contacts.long", "contacts.number" for
// what can't be called, "contacts.person" for an identity number or the name of a cared-for person in a
// note, a unit or a group, "access.not_allowed", those of the vault.
func (s *Session) SetContacts(ctx context.Context, contacts []outage.Contact) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	list, err := s.checkedContacts(contacts)
	if err != nil {
		return err
	}
	list, answers := s.answering(list)
	next := ownContacts(s.broughtCatalogue().Contacts, list)
	change, err := s.contactChange(next)
	if err != nil {
		return err
	}
	if change, err = s.factRecords(change, answers); err != nil || change.Empty() {
		return err
	}
	headers, err := s.committedNoted(ctx, change, s.line(access.ActionCatalogue, "", kindContact))
	if err != nil {
		return err
	}
	for i, e := range answers {
		s.ready.Take(e, uint64(headers[i].Clock))
	}
	s.own.contacts, s.own.settled = next, nil
	return nil
}

// answering is a list as the book keeps it, and what it says of open facts: a number that the routine
// leaves open is an answer to that fact, and stands nowhere else.
func (s *Session) answering(list []outage.Contact) ([]outage.Contact, []readiness.Event) {
	shown := map[string]outage.Contact{}
	for _, c := range s.catalogue().Contacts {
		shown[c.ID] = c
	}
	var answers []readiness.Event
	for i, c := range list {
		if c.Open == "" {
			continue
		}
		if c.Number != shown[c.ID].Number {
			e := readiness.Event{Type: readiness.EventFact, Item: c.Open, Value: c.Number}
			if c.Number == "" {
				e.Type = readiness.EventUnfact
			}
			answers = append(answers, e)
		}
		list[i].Number = ""
	}
	return list, answers
}

// ownContacts is what has to be kept of a list so that it comes of what the catalogue brings.
func ownContacts(brought, list []outage.Contact) map[string]ownContact {
	own := map[string]ownContact{}
	for i, c := range list {
		own[c.ID] = ownContact{ID: c.ID, Place: i, Contact: c}
	}
	for i, c := range brought {
		o, stays := own[c.ID]
		switch {
		case !stays:
			own[c.ID] = ownContact{ID: c.ID, Removed: true}
		case o.Place == i && reflect.DeepEqual(o.Contact, c):
			delete(own, c.ID)
		}
	}
	return own
}

// contactChange is what differs from the book as it is kept now.
func (s *Session) contactChange(next map[string]ownContact) (ledger.Change, error) {
	var change ledger.Change
	for _, id := range slices.Sorted(maps.Keys(next)) {
		if old, had := s.own.contacts[id]; had && reflect.DeepEqual(old, next[id]) {
			continue
		}
		body, err := json.Marshal(next[id])
		if err != nil {
			return ledger.Change{}, fmt.Errorf("encode contact %s: %w", id, err)
		}
		change.Puts = append(change.Puts, ledger.Item{Area: access.AreaSettings, Kind: kindContact, ID: s.store.Name(kindContact, id), Body: body})
	}
	for _, id := range slices.Sorted(maps.Keys(s.own.contacts)) {
		if _, stays := next[id]; !stays {
			change.Drops = append(change.Drops, ledger.ItemRef{Kind: kindContact, ID: s.store.Name(kindContact, id)})
		}
	}
	return change, nil
}

// checkedContacts is a list without spaces around what was typed, each with an id.
func (s *Session) checkedContacts(contacts []outage.Contact) ([]outage.Contact, error) {
	if len(contacts) > mostContacts {
		return nil, text.NewFault("contacts.many", "most", mostContacts)
	}
	seen := map[string]bool{}
	list := make([]outage.Contact, len(contacts))
	for i, c := range contacts {
		for _, field := range []*string{&c.Name, &c.Number, &c.Customer, &c.Unit, &c.Carrier, &c.Note} {
			if *field = tidy(*field); utf8.RuneCountInString(*field) > longestContact {
				return nil, text.NewFault("contacts.long", "name", c.Name, "most", longestContact)
			}
		}
		if c.ID == "" {
			c.ID = "own_" + newEntryID()
		}
		if _, asked := s.broughtCatalogue().Fact(c.Open); c.Open != "" && !asked { // its number would go nowhere
			return nil, text.NewFault("contacts.wrong", "name", c.Name)
		}
		if err := s.checkContact(c); err != nil {
			return nil, err
		}
		if seen[c.ID] {
			return nil, text.NewFault("contacts.twice", "name", c.Name)
		}
		seen[c.ID], list[i] = true, c
	}
	return list, nil
}

func (s *Session) checkContact(c outage.Contact) error {
	// Who works here may be called as somebody who is cared for; everything else names nobody.
	words := append([]string{c.Unit, c.Note, c.NoteEN, c.Source}, c.Groups...)
	said := strings.Join(append(slices.Clone(words), c.ID, c.Name, c.NameEN, c.Customer, c.Carrier), " | ")
	switch now := s.desk.now(); {
	case c.Name == "":
		return text.NewFault("contacts.name")
	case c.Number != "" && !(outage.Contact{ID: "a_number", Role: outage.ContactHead, Name: c.Name, Number: c.Number}).Fine():
		return text.NewFault("contacts.number", "name", c.Name)
	case !c.Fine():
		return text.NewFault("contacts.wrong", "name", c.Name)
	case care.TellsPersonalID(said, now), s.isPersonsNumber(c.Number), s.replica.Mentions(strings.Join(words, " | "), now) != care.MentionNothing:
		return text.NewFault("contacts.person")
	}
	return nil
}

// isPersonsNumber tells whether what stands as a telephone number is an identity number: one with a hyphen
// before the last four, or with the century. Ten digits from nought are a telephone number.
func (s *Session) isPersonsNumber(number string) bool {
	return care.TellsPersonalID(number, s.desk.now()) && (!strings.HasPrefix(number, "0") || strings.Contains(number, "-"))
}

// Limits are the unit's own times, or those that the catalogue brings.
func (s *Session) Limits() outage.Limits {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.catalogue().Limits
}

// factOfficeHours is the open fact that the routine says "kontorstid" and no clock (routine 3.1.1).
const factOfficeHours = "office_hours"

// saysOfficeHours is the answer that times give to the open fact of the office hours, where it is another
// than before.
func (s *Session) saysOfficeHours(limits outage.Limits) []readiness.Event {
	said := limits.OfficeFrom + "–" + limits.OfficeTo
	if _, asks := s.baseCatalogue().Fact(factOfficeHours); !asks || s.ready.Facts()[factOfficeHours].Value == said {
		return nil
	}
	return []readiness.Event{{Type: readiness.EventFact, Item: factOfficeHours, Value: said}}
}

// SetLimits makes times the unit's own. Who sets them has said that the office hours are right, which
// settles the open fact. Faults:
// "limits.wrong", "access.not_allowed", those of the vault.
func (s *Session) SetLimits(ctx context.Context, limits outage.Limits) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	limits.Assumed = false
	if !limits.Fine() {
		return text.NewFault("limits.wrong")
	}
	body, err := json.Marshal(limits)
	if err != nil {
		return fmt.Errorf("encode limits: %w", err)
	}
	answers := s.saysOfficeHours(limits)
	item := ledger.Item{Area: access.AreaSettings, Kind: kindLimits, ID: kindLimits, Body: body}
	change, err := s.factRecords(ledger.Change{Puts: []ledger.Item{item}}, answers)
	if err != nil {
		return err
	}
	headers, err := s.committedNoted(ctx, change, s.line(access.ActionCatalogue, "", kindLimits))
	if err != nil {
		return err
	}
	for i, e := range answers {
		s.ready.Take(e, uint64(headers[i].Clock))
	}
	s.own.limits, s.own.settled = &limits, nil
	return nil
}
