package sheet

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// The unit's own sheets about whom to call and where things are.
const (
	KindContacts Kind = "contacts"
	KindPlaces   Kind = "places"
)

// Contacts is whom the unit calls: the numbers of the routine first, in the order in which they are
// called, then the unit's own contacts and staff. Each number has a code to call it by.
type Contacts struct {
	Calls    []outage.Call
	Contacts []*care.Contact
	Staff    []*care.Reference
	// AsOf is when the oldest of the contacts and staff left their source; zero where none is known.
	AsOf time.Time
}

// Sheet is the telephone list. A protected number is named as such and has no code.
func (l Contacts) Sheet(s Setting) Sheet {
	w := s.Words
	sh := Sheet{Kind: KindContacts, Key: string(KindContacts), Title: w.Say("sheet.phones.title"), Chapter: w.Say("sheet.chapter.unit")}
	if len(l.Contacts)+len(l.Staff) > 0 {
		sh.DataAsOf = l.AsOf
	} else {
		sh.Foot = []string{w.Say("sheet.cards.foot"), w.Say("sheet.cards.rule")}
	}
	if len(l.Calls) > 0 {
		sh.Blocks = append(sh.Blocks, Heading{w.Say("sheet.phones.faults")})
		sh.Blocks = append(sh.Blocks, l.calls(s, func(h outage.Hours) bool { return h != outage.HoursAfter })...)
		// The routine has no number for other hours (3.1.2): each unit has its own.
		evening := l.calls(s, func(h outage.Hours) bool { return h == outage.HoursAfter })
		if len(evening) > 0 {
			sh.Blocks = append(sh.Blocks, Heading{w.Say("sheet.phones.after")})
			sh.Blocks = append(sh.Blocks, evening...)
		} else {
			sh.Blocks = append(sh.Blocks, Lines{Label: w.Say("sheet.phones.evening"), Count: 1})
		}
	}
	sh.Blocks = append(sh.Blocks, Heading{w.Say("sheet.phones.contacts")})
	rows := make([]Row, 0, len(l.Contacts))
	for _, c := range l.Contacts {
		rows = append(rows, s.reach(lines(s.known(c.Name()), c.Role, c.Note, strings.Join(c.Emails, "\n")), c.Phones)...)
	}
	sh.Blocks = append(sh.Blocks, s.phoneTable(rows, "sheet.phones.no_contacts"))
	sh.Blocks = append(sh.Blocks, Heading{w.Say("sheet.phones.staff")})
	rows = nil
	for _, r := range l.Staff {
		rows = append(rows, s.reach(lines(s.known(r.Name), r.Title, strings.Join(r.Emails, "\n")), r.Phones)...)
	}
	sh.Blocks = append(sh.Blocks, s.phoneTable(rows, "sheet.phones.no_staff"))
	return sh
}

// calls are the numbers to call at some hours, with the codes to call them by.
func (l Contacts) calls(s Setting, when func(outage.Hours) bool) []Block {
	var blocks []Block
	for _, call := range l.Calls {
		if when(call.Hours) {
			blocks = append(blocks, cardPage{s: s, lang: s.Words.Lang()}.call(call))
		}
	}
	return blocks
}

// reach is a row for each number that may be printed, so that each has its code.
func (s Setting) reach(who string, phones []care.Phone) []Row {
	var rows []Row
	for _, phone := range phones {
		if number := s.phones([]care.Phone{phone}); number != "" && !phone.Protected {
			rows = append(rows, Row{Cells: []string{who, number}, Code: CallCode(phone.Number)})
		}
	}
	if len(rows) == 0 {
		return []Row{{Cells: []string{who, s.known(s.phones(phones))}}}
	}
	return rows
}

func (s Setting) phoneTable(rows []Row, noneKey string) Block {
	if len(rows) == 0 {
		return Text{Text: s.Words.Say(noneKey)}
	}
	return Table{Rows: rows, Columns: []Column{
		{Title: s.Words.Say("sheet.phones.who"), Width: 50, Lead: true},
		{Title: s.Words.Say("sheet.phones.number"), Width: 50, Lead: true},
	}}
}

// placeLines is how many empty rows the list of places has, for what is written in by hand.
const placeLines = 4

// Places tells where each binder and folder of the unit is kept, and who has the key.
func Places(s Setting) Sheet {
	w := s.Words
	sh := Sheet{Kind: KindPlaces, Key: string(KindPlaces), Title: w.Say("sheet.places.title"), Chapter: w.Say("sheet.chapter.unit"),
		Foot: []string{w.Say("sheet.places.foot"), w.Say("sheet.cards.rule")}}
	table := Table{Columns: []Column{
		{Title: w.Say("sheet.places.what"), Width: 34, Lead: true},
		{Title: w.Say("sheet.places.where"), Width: 40},
		{Title: w.Say("sheet.places.who"), Width: 26},
	}}
	for _, p := range s.Places {
		table.Rows = append(table.Rows, Row{Height: checkHeight, Cells: []string{s.known(p.What), s.known(p.Where), p.Who}})
	}
	if len(s.Places) == 0 {
		sh.Blocks = append(sh.Blocks, Notice{Lines: []string{w.Say("sheet.places.none")}})
	}
	for range placeLines {
		table.Rows = append(table.Rows, Row{Height: checkHeight, Cells: []string{"", "", ""}})
	}
	sh.Blocks = append(sh.Blocks, table, Text{Text: w.Say("sheet.places.rule"), Quiet: true})
	return sh
}
