package sheet

import (
	"fmt"
	"strings"

	"avbrottsparm/internal/care"
)

// PersonCard is the personkort: warnings first, then where the person lives and how the door is
// opened, relatives in the order in which they are called, and professional contacts.
func PersonCard(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindPerson, "sheet.card.title", d)
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindRelative, care.KindContact, care.KindWarning)
	if len(d.Absences) > 0 {
		sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindRelative, care.KindContact, care.KindWarning, care.KindAbsence)
	}
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	sh.Blocks = append(sh.Blocks, s.away(d)...)
	if d.Person.Inactive {
		sh.Blocks = append(sh.Blocks, Text{Text: s.Words.Say("sheet.card.inactive")})
	}
	if shielded(d) {
		sh.Blocks = append(sh.Blocks, s.protectedNotice())
	} else {
		sh.Blocks = append(sh.Blocks, s.home(d.Person)...)
		sh.Blocks = append(sh.Blocks, s.relatives(d.Relatives)...)
	}
	sh.Blocks = append(sh.Blocks, s.contacts(d.Contacts)...)
	if note := strings.TrimSpace(d.Person.Note); note != "" && !shielded(d) {
		sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.card.note")}, Text{Text: note})
	}
	return sh
}

// home is where the person lives, how to get in and how to get hold of the person.
func (s Setting) home(p *care.Person) []Block {
	address := p.Address()
	line := address.Line()
	if address.Protected {
		line = s.Words.Say("sheet.address_protected")
	}
	codes, numbers := doors(address, p.Keys)
	return []Block{
		Heading{s.Words.Say("sheet.card.home")},
		Fields{Rows: []Field{
			{s.Words.Say("sheet.card.address"), s.known(line)},
			{s.Words.Say("sheet.card.code"), s.known(strings.Join(codes, ", "))},
			{s.Words.Say("sheet.card.key"), s.known(strings.Join(numbers, ", "))},
			{s.Words.Say("sheet.card.phone"), s.known(s.phones(p.Phones))},
			{s.Words.Say("sheet.card.email"), s.known(strings.Join(p.Emails, "\n"))},
		}},
	}
}

// relatives are in the order in which they are called.
func (s Setting) relatives(relatives []*care.Relative) []Block {
	blocks := []Block{Heading{s.Words.Say("sheet.relatives.title")}}
	if len(relatives) == 0 {
		return append(blocks, Text{Text: s.Words.Say("sheet.relatives.none")})
	}
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.relatives.order"), Width: 16},
		{Title: s.Words.Say("sheet.relatives.name"), Width: 34, Lead: true},
		{Title: s.Words.Say("sheet.relatives.night"), Width: 18},
		{Title: s.Words.Say("sheet.relatives.phone"), Width: 32, Lead: true},
	}}
	for i, r := range care.InCallingOrder(relatives) {
		row := Row{Code: firstCode(r.Phones), Cells: []string{fmt.Sprint(i + 1),
			lines(s.known(r.Name()), r.Relation, r.Note),
			s.Words.Say("sheet.night." + nightKey(r.Night)), s.known(s.phones(r.Phones))}}
		if r.FirstContact {
			row.Marks = []string{s.Words.Say("sheet.relatives.first")}
		}
		table.Rows = append(table.Rows, row)
	}
	return append(blocks, table)
}

func nightKey(night *bool) string {
	switch {
	case night == nil:
		return "unknown"
	case *night:
		return "yes"
	default:
		return "no"
	}
}

// contacts are the professionals around the person.
func (s Setting) contacts(contacts []*care.Contact) []Block {
	blocks := []Block{Heading{s.Words.Say("sheet.contacts.title")}}
	if len(contacts) == 0 {
		return append(blocks, Text{Text: s.Words.Say("sheet.contacts.none")})
	}
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.contacts.role"), Width: 32},
		{Title: s.Words.Say("sheet.contacts.name"), Width: 36, Lead: true},
		{Title: s.Words.Say("sheet.contacts.reach"), Width: 32, Lead: true},
	}}
	for _, c := range contacts {
		table.Rows = append(table.Rows, Row{Cells: []string{s.known(c.Role),
			lines(s.known(c.Name()), c.Note), s.known(lines(s.phones(c.Phones), strings.Join(c.Emails, "\n")))}})
	}
	return append(blocks, table)
}

// lines puts what is not empty on lines of its own.
func lines(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "\n")
}
