package desk

import (
	"slices"
	"unicode/utf8"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// What is printed of the unit's own: whom to call, what to do, where things are.
const (
	PrintContacts What = "contacts"
	PrintCards    What = "cards"
	PrintRoutines What = "routines"
	PrintRunbooks What = "runbooks"
	PrintReadout  What = "readout"
	PrintPlaces   What = "places"
)

// MostMessage is how many characters a message to read out has at most.
const MostMessage = 1500

// unitOffers are the unit's own sheets: telephone lists, routines, cards.
func unitOffers() []offer {
	return []offer{
		{what: PrintContacts, group: GroupUnit, compose: (*composing).contacts},
		{what: PrintCards, group: GroupUnit, compose: cardsOf(outage.KindCard)},
		{what: PrintRoutines, group: GroupUnit, compose: cardsOf(outage.KindRoutine)},
		{what: PrintPlaces, group: GroupUnit, compose: func(c *composing) error {
			c.add(sheet.Places(c.at))
			return nil
		}},
		{what: PrintRunbooks, group: GroupKeys, compose: cardsOf(outage.KindRunbook)},
		{what: PrintReadout, group: GroupOutage, takes: TakesMessage, compose: (*composing).readout},
	}
}

// contacts is the telephone list.
func (c *composing) contacts() error {
	list := sheet.Contacts{Calls: outage.Calls(c.s.catalogue().Cards),
		Contacts: slices.Concat(phoneBook(c.at.Words, c.s.catalogue().Contacts), c.s.replica.UnitContacts()), Staff: c.s.replica.Reachable(),
		AsOf: c.s.fresh.Oldest(care.KindContact, care.KindReference)}
	c.add(list.Sheet(c.at))
	return nil
}

func cardsOf(kind outage.Kind) func(*composing) error {
	return func(c *composing) error {
		for _, card := range outage.Of(c.s.catalogue().Cards, kind) {
			c.add(sheet.Card(c.at, card))
		}
		return nil
	}
}

// readout is the message of the order. It goes to everyone on the shift and out by text message, so it
// says about nobody. Faults: "print.message_long", "print.message_number", "print.message_name".
func (c *composing) readout() error {
	if utf8.RuneCountInString(c.o.Message) > MostMessage {
		return text.NewFault("print.message_long", "most", MostMessage)
	}
	switch c.s.replica.Mentions(c.o.Message, c.at.Now) {
	case care.MentionNumber:
		return text.NewFault("print.message_number")
	case care.MentionName:
		return text.NewFault("print.message_name")
	}
	c.add(sheet.Readout(c.at, c.o.Message))
	return nil
}
