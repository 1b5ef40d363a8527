package desk

import (
	"slices"
	"strings"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/sheet"
)

// phoneBook are the contacts of the contact book that the telephone list holds beside those to whom faults
// are reported: heads, on-call, vendors with the customer number, and the phones that the units' text
// messages go to, with who carries each. One without a number stands on no paper: the readiness page names
// it.
func phoneBook(w sheet.Words, contacts []outage.Contact) []*care.Contact {
	reports := []outage.ContactRole{outage.ContactServiceDesk, outage.ContactSupport, outage.ContactAfterHours}
	var list []*care.Contact
	for _, c := range contacts {
		if c.Number == "" || slices.Contains(reports, c.Role) {
			continue
		}
		call := c.Call()
		var notes []string
		if c.Carrier != "" {
			notes = append(notes, w.Say("phones.carrier", "who", c.Carrier))
		}
		if c.Customer != "" {
			notes = append(notes, w.Say("phones.customer", "number", c.Customer))
		}
		if note := call.Note.In(w.Lang()); note != "" {
			notes = append(notes, note)
		}
		list = append(list, &care.Contact{Whole: call.Who.In(w.Lang()), Role: w.Say("outage.contact." + string(c.Role)), Note: strings.Join(notes, " "),
			Phones: []care.Phone{{Number: c.Number}}})
	}
	return list
}
