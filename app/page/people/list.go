package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

// look searches for what stands in the find field; only the latest search is answered.
func (s *screen) look() {
	session, query := s.host.Session(), s.find.Field.Text
	s.search.Ask(func(context.Context) ([]desk.PersonRow, error) { return session.People(query), nil },
		func(rows []desk.PersonRow, err error) {
			if err != nil {
				s.host.Fail(err)
				return
			}
			s.found = rows
			s.narrow()
			s.noting.Touch()
		})
}

// A list is noted in the access log when the typing has rested, so that half a name isn't; whoever
// never rests is noted all the same.
const (
	restsFor    = time.Second
	notesWithin = 5 * time.Second
)

// noteList tells the access log which list is shown.
func (s *screen) noteList() {
	if len(s.found) > 0 {
		s.host.Session().NoteList(context.Background(), strings.TrimSpace(desk.ListPeople+" "+strings.TrimSpace(s.find.Field.Text)))
	}
}

// narrow shows what the filters leave of what was found.
func (s *screen) narrow() {
	s.rows = slices.DeleteFunc(slices.Clone(s.found), func(r desk.PersonRow) bool {
		return (s.warned.Checked && len(r.Warnings) == 0) || (s.covered.Checked && !r.Protected)
	})
	now := s.host.Session().Now()
	lines := make([]control.TwoLines, len(s.rows))
	for i, r := range s.rows {
		lines[i] = s.line(r, now)
	}
	s.find.Show(lines)
	s.tellFound()
	s.top.Refresh()
	if s.openID == "" {
		s.clear()
	}
	if strings.TrimSpace(s.find.Field.Text) == "" {
		s.mark(s.openID)
	}
}

// tellFound says above the list how many there are, or in its place what to do when there is nobody.
func (s *screen) tellFound() {
	count, none := s.words.Count("people.count", len(s.rows)), ""
	if len(s.rows) == 0 {
		count, none = "", s.words.Say("people.empty")
		if strings.TrimSpace(s.find.Field.Text) != "" || s.warned.Checked || s.covered.Checked {
			none = s.words.Say("people.none_found")
		}
	}
	s.count.SetText(count)
	s.none.SetText(none)
}

// mark puts the bar at a person's row, if the row is in the list.
func (s *screen) mark(id string) {
	s.find.Mark(slices.IndexFunc(s.rows, func(r desk.PersonRow) bool { return r.ID == id }))
}

// line is a row of the list. The number stands first on its line and the next visit second, so
// that a long name or street never cuts them.
func (s *screen) line(r desk.PersonRow, now time.Time) control.TwoLines {
	place := r.Address.Street
	if place == "" {
		place = r.Address.Line()
	}
	if r.Protected {
		place = s.words.Say("people.protected")
	}
	parts := []string{r.PersonalID.Written(now), s.next(r.Next, now), place}
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	name := r.SortName
	if name == "" {
		name = s.words.Say("people.no_name")
	}
	return control.TwoLines{Title: name, Subtitle: strings.Join(parts, "  ·  "), Marks: s.marks(r)}
}

// next is when the person is visited next, as people say it.
func (s *screen) next(v *care.Visit, now time.Time) string {
	switch {
	case v == nil:
		return ""
	case v.AnyTime:
		return s.words.DayShort(v.Start.In(care.Stockholm))
	case !v.Start.After(now):
		return s.words.Say("people.now_until", "time", s.words.Clock(v.End.In(care.Stockholm)))
	}
	return s.words.When(v.Start, now)
}

// marks are the most important first, of warnings the gravest alone: the name needs its room.
func (s *screen) marks(r desk.PersonRow) []control.Mark {
	var marks []control.Mark
	if len(r.Warnings) > 0 {
		marks = append(marks, control.Mark{Text: s.words.Say("people.mark." + string(r.Warnings[0])), Color: look.Notice})
	}
	if r.Away != nil {
		marks = append(marks, control.Mark{Text: s.words.Say("people.mark.away"), Color: look.Notice})
	}
	if r.Gone {
		marks = append(marks, control.Mark{Text: s.words.Say("people.mark.gone")})
	} else if r.Inactive {
		marks = append(marks, control.Mark{Text: s.words.Say("people.mark.inactive")})
	}
	if r.Protected {
		marks = append(marks, control.Mark{Text: s.words.Say("people.mark.protected"), Color: look.Notice})
	}
	if r.Notes > 0 {
		marks = append(marks, control.Mark{Text: s.words.Count("people.mark.notes", r.Notes), Color: look.Return})
	}
	return marks
}
