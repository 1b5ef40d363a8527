package main

import (
	"strings"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

type numberShape struct {
	Name   string       `json:"name"`
	Role   string       `json:"role"`
	Kind   string       `json:"kind"` // "contact", "unit" or "staff"
	Phones []phoneShape `json:"phones"`
	Emails []string     `json:"emails"`
	Note   string       `json:"note"`
}

// tellPhones lists the numbers that belong to no person: the unit's own telephone list.
func (a *app) tellPhones(s *desk.Session) {
	phones := s.Phones()
	if a.json {
		shapes := each(phones.Contacts, func(c *care.Contact) numberShape {
			return numberShape{Name: c.Name(), Role: c.Role, Kind: "contact", Phones: shapePhones(unprotected(c.Phones)), Emails: append([]string{}, c.Emails...), Note: c.Note}
		})
		a.putJSON(append(shapes, each(phones.Staff, func(f *care.Reference) numberShape {
			return numberShape{Name: f.Name, Role: f.Title, Kind: string(f.What), Phones: shapePhones(unprotected(f.Phones)), Emails: append([]string{}, f.Emails...)}
		})...))
		return
	}
	p := a.page()
	if phones.Empty() {
		p.line(a.words.Say("parm.phones.none"))
		return
	}
	var rows [][]string
	for _, c := range phones.Contacts {
		rows = append(rows, []string{c.Role, c.Name(), a.phones(unprotected(c.Phones)), strings.Join(c.Emails, ", "), c.Note})
	}
	for _, f := range phones.Staff {
		rows = append(rows, []string{f.Title, f.Name, a.phones(unprotected(f.Phones)), strings.Join(f.Emails, ", "), ""})
	}
	p.table([]string{a.words.Say("parm.phones.role"), a.words.Say("parm.people.name"), a.words.Say("parm.show.phone"),
		a.words.Say("parm.show.email"), a.words.Say("parm.show.note")}, rows)
}

// unprotected are the numbers that may stand in a list.
func unprotected(phones []care.Phone) []care.Phone {
	var kept []care.Phone
	for _, p := range phones {
		if !p.Protected {
			kept = append(kept, p)
		}
	}
	return kept
}

type outageShape struct {
	Start  string `json:"start"`
	End    string `json:"end"`
	AllDay bool   `json:"all_day"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	Place  string `json:"place"`
}

func shapeOutage(o *care.PlannedOutage) outageShape {
	return outageShape{Start: stamp(o.Start), End: stamp(o.End), AllDay: o.AllDay, Title: o.Title, Text: o.Text, Place: o.Place}
}
