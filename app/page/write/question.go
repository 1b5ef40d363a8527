package write

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// besides are the questions that are answered by looking at what somebody else wrote.
var besides = []string{"same_dose", "overlap", "same_visit"}

// ask puts a question beside its field, with the button that answers yes. A question about something
// that is no field of the form stands by the time: every entry has one.
func (s *screen) ask(p entry.Problem) {
	yes := control.NewButton(s.words.Say("write.yes"), theme.ConfirmIcon(), func() { s.confirm(p) })
	inside := control.Tall(look.Gap, nil)
	if slices.Contains(besides, p.Code) {
		for _, other := range s.session.Beside(s.read()) {
			inside.Add(s.sideBySide(other))
		}
	}
	inside.Add(control.Flow(look.Gap, yes))
	box := control.NewNoticeBox(control.ToneNotice, s.words.Say("entry."+p.Code), inside)
	control.FollowWith(s.scroll, yes, box)
	s.answers[p.Code] = yes
	s.asked[p.Code] = p.Field
	part := s.blank.part(p.Field)
	if part == nil {
		part = s.blank.part(form.IDEventTime)
	}
	part.ask(p.Code, box)
}

// confirm notes that the author answered yes, and goes on to the next question or to signing.
func (s *screen) confirm(p entry.Problem) {
	if !slices.Contains(s.note.Confirmed, p.Code) {
		s.note.Confirmed = append(slices.Clone(s.note.Confirmed), p.Code)
	}
	for _, part := range s.blank.parts {
		part.ask(p.Code, nil)
	}
	s.keeper.touch()
	left := slices.DeleteFunc(s.session.Check(s.read()), func(p entry.Problem) bool { return !p.Asks || s.answers[p.Code] == nil })
	if len(left) > 0 {
		s.status.Say(control.ToneNotice, s.words.Count("write.asked", len(left)))
		s.focus(s.answers[left[0].Code])
		return
	}
	if s.pointed {
		s.status.Say(control.ToneCalm, s.words.Say("write.answered"))
	}
	s.focus(s.sign)
}

// unconfirm takes back the answers to what was asked about a field that holds something else now. Of a
// draft that was taken up again nobody knows which field an answer was about.
func (s *screen) unconfirm(field string) {
	s.note.Confirmed = slices.DeleteFunc(slices.Clone(s.note.Confirmed), func(code string) bool {
		about, known := s.asked[code]
		return !known || about == field
	})
}

// sideBySide shows what is being written beside what somebody else wrote.
func (s *screen) sideBySide(other entry.Tracked) fyne.CanvasObject {
	w := s.words
	side := func(title string, e entry.Entry) fyne.CanvasObject {
		lines := control.Tall(look.Step, nil, control.NewText(title, control.Style{Bold: true, Wrap: true}))
		if name := s.session.Name(e.PersonID); name != "" {
			lines.Add(control.NewText(name, control.Style{Wrap: true}))
		}
		for _, fact := range page.EntryWhole(s.session, e) {
			lines.Add(control.NewText(w.Say("write.fact", "label", fact.Label, "value", fact.Value), control.Style{Wrap: true}))
		}
		return control.NewCard(lines)
	}
	return control.Even(look.Gap, side(w.Say("write.this_one"), s.read()),
		side(w.Say("write.other_one", "name", desk.WriterOf(w, other), "time", w.When(other.WrittenTime, s.session.Now())), other.Entry))
}
