package main

import (
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

type peopleWord struct {
	binder
	Find      string `placeholder:"TEXT" help:"${help_find}"`
	Documents string `placeholder:"TEXT" help:"${help_documents}"`
	Contacts  bool   `help:"${help_contacts}"`
	Doubts    bool   `help:"${help_doubts}"`
	Same      string `placeholder:"ID=ID" help:"${help_same}"`
	Apart     string `placeholder:"ID" help:"${help_apart}"`
}

// Run lists everyone, or those who are found.
func (c *peopleWord) Run(a *app) error {
	if c.Doubts || c.Same != "" || c.Apart != "" {
		return c.settle(a)
	}
	if c.Documents != "" {
		return c.searchDocuments(a)
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.May(access.RightRead); err != nil {
			return err
		}
		if c.Contacts {
			a.tellPhones(s)
			return nil
		}
		rows := s.People(c.Find)
		if len(rows) > 0 {
			s.NoteList(a.ctx, join(" ", desk.ListPeople, c.Find))
		}
		if a.json {
			shapes := make([]personShape, 0, len(rows))
			for _, row := range rows {
				shapes = append(shapes, shapePerson(row))
			}
			a.putJSON(shapes)
			return nil
		}
		a.tellPeople(s, rows)
		a.tellClosed(s)
		return nil
	})
}

func (a *app) tellPeople(s *desk.Session, rows []desk.PersonRow) {
	p := a.page()
	p.line(p.age(s.Fresh()[care.KindPerson]))
	if len(rows) == 0 {
		p.line(a.words.Say("parm.people.none"))
		return
	}
	p.line(a.words.Count("parm.people", len(rows)))
	p.gap()
	lines := make([][]string, 0, len(rows))
	for _, row := range rows {
		lines = append(lines, []string{row.ID, row.SortName, row.PersonalID.Written(p.now), a.whereabouts(row), a.soon(row.Next, p.now), a.marks(row)})
	}
	p.table([]string{a.words.Say("parm.people.id"), a.words.Say("parm.people.name"), a.words.Say("parm.people.number"),
		a.words.Say("parm.people.where"), a.words.Say("parm.people.next"), a.words.Say("parm.people.marks")}, lines)
}

// whereabouts is the street with the number of the key, short enough for a list.
func (a *app) whereabouts(row desk.PersonRow) string {
	if row.Protected {
		return a.words.Say("parm.people.protected")
	}
	street := row.Address.Street
	if street == "" {
		street = row.Address.Line()
	}
	parts := []string{street}
	for _, key := range row.Keys {
		if key.IsNumber() {
			parts = append(parts, key.Value)
		}
	}
	return join("; ", parts...)
}

// marks are the short words that must not be missed.
func (a *app) marks(row desk.PersonRow) string {
	var marks []string
	for _, kind := range row.Warnings {
		marks = append(marks, a.words.Say("parm.warning."+string(kind)))
	}
	if row.Away != nil {
		marks = append(marks, a.tell().Away(row.Away, row.Protected))
	}
	if row.Inactive {
		marks = append(marks, a.words.Say("parm.inactive"))
	}
	if row.Gone {
		marks = append(marks, a.words.Say("parm.gone"))
	}
	if row.Notes > 0 {
		marks = append(marks, a.words.Count("parm.waiting", row.Notes))
	}
	return strings.Join(marks, ", ")
}

// soon is when a visit begins, without the day when it is today.
func (a *app) soon(v *care.Visit, now time.Time) string {
	if v == nil {
		return ""
	}
	start := v.Start.In(care.Stockholm)
	switch {
	case v.AnyTime:
		return a.words.DayShort(start)
	case v.Day().Equal(care.Day(now)):
		return a.words.Clock(start)
	default:
		return a.words.DayShort(start) + " " + a.words.Clock(start)
	}
}

// join leaves out what is empty.
func join(sep string, parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, sep)
}
