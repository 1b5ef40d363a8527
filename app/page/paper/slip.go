package paper

import (
	"context"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/custody"
)

// slip is one numbered paper: what it is, what happened to it, and what may be noted now.
type slip struct {
	host    page.Host
	moved   func()
	number  string // empty while none is shown
	note    *control.Entry
	noted   *control.Field
	inside  *fyne.Container
	content fyne.CanvasObject
}

func newSlip(h page.Host, moved func()) *slip {
	w := h.Words()
	s := &slip{host: h, moved: moved, inside: control.Stack(look.Space - look.Step)}
	s.note = control.NewEntry("")
	s.note.MaxRunes = custody.LongestNote
	s.noted = control.NewField(w, w.Say("paperpage.slip.note"), w.Say("paperpage.slip.note_hint"), s.note)
	s.note.OnChanged = func(string) { s.noted.SetFault("") }
	s.inside.Add(control.Quiet(w.Say("paperpage.slip.choose")))
	s.content = control.NewScroller(s.inside)
	return s
}

// show shows a paper by its number.
func (s *slip) show(code string) {
	w, session := s.host.Words(), s.host.Session()
	row, events, err := session.Slip(code)
	if err != nil {
		s.host.Fail(err)
		return
	}
	if row.Number.String() != s.number {
		s.note.SetText("")
	}
	s.number = row.Number.String()
	facts := []control.Fact{
		{Label: w.Say("paperpage.slip.state"), Value: w.Say("custody.state." + string(row.State))},
		{Label: w.Say("paperpage.slip.printed"), Value: w.Say("paperpage.slip.by", "moment", w.Moment(row.Issued.In(session.Now().Location())), "who", row.IssuedBy)},
		{Label: w.Say("paperpage.slip.pages"), Value: w.Count("paperpage.pages", row.Pages)},
	}
	if row.Person != "" {
		facts = append([]control.Fact{{Label: w.Say("paperpage.person"), Value: row.Person}}, facts...)
	}
	s.inside.Objects = []fyne.CanvasObject{control.Title(s.number), control.Heading(row.Title), control.NewFieldGrid(w, facts...)}
	if len(events) > 1 {
		history := control.Stack(look.Step)
		for _, e := range events[1:] {
			line := w.Say("paperpage.slip.event", "step", w.Say("custody.step."+string(e.Step)), "moment", w.Moment(e.At.In(session.Now().Location())), "who", e.By)
			if e.Note != "" {
				line += ": " + e.Note
			}
			history.Add(control.Plain(line))
		}
		s.inside.Add(control.NewSection(w.Say("paperpage.slip.history"), history))
	}
	if len(row.Next) == 0 {
		s.inside.Add(control.Quiet(w.Say("paperpage.slip.closed")))
	} else {
		buttons := control.Stack(look.Gap)
		for i, step := range row.Next {
			make1 := control.NewButton
			if i == 0 {
				make1 = control.NewPrimary
			}
			buttons.Add(make1(w.Say("custody.step."+string(step)), nil, func() { s.move(step) }))
		}
		s.inside.Add(s.noted)
		s.inside.Add(buttons)
	}
	s.inside.Refresh()
}

// move notes what became of the paper.
func (s *slip) move(step custody.Step) {
	row, err := s.host.Session().MoveSlip(context.Background(), s.number, step, s.note.Text)
	if err != nil {
		s.noted.SetFault(s.host.Words().Explain(err))
		s.host.Window().Canvas().Focus(s.note)
		return
	}
	s.note.SetText("")
	s.show(row.Number.String())
	s.moved()
}
