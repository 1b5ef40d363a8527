package paper

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
)

// slip is one numbered paper: what it is, what happened to it, and what may be noted now.
type slip struct {
	host    page.Host
	moved   func()
	number  string // empty while none is shown
	note    *control.Entry
	noted   *control.Field
	inside  *fyne.Container
	scroll  *control.Scroller
	content fyne.CanvasObject
}

func newSlip(h page.Host, moved func(), above fyne.CanvasObject) *slip {
	w := h.Words()
	s := &slip{host: h, moved: moved, inside: control.Stack(look.Space - look.Step)}
	s.note = control.NewEntry("")
	s.note.MaxRunes = custody.LongestNote
	s.noted = control.NewField(w, w.Say("paperpage.slip.note"), w.Say("paperpage.slip.note_hint"), s.note)
	s.note.OnChanged = func(string) { s.noted.SetFault("") }
	s.inside.Add(control.Quiet(w.Say("paperpage.slip.choose")))
	// The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
	s.scroll = control.NewScroller(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), control.Stack(look.Space, above, s.inside)))
	s.scroll.Follow(s.note)
	s.content = s.scroll
	return s
}

// forget lets the next list choose what is shown.
func (s *slip) forget() {
	s.number = ""
	s.note.SetText("")
	s.inside.Objects = []fyne.CanvasObject{control.Quiet(s.host.Words().Say("paperpage.slip.choose"))}
	s.inside.Refresh()
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
	about := row.Title
	if row.Person != "" {
		about += " · " + row.Person
	}
	// Two lines, so that the button that one came for is in sight in large type too.
	s.inside.Objects = []fyne.CanvasObject{control.Stack(look.Step,
		container.NewBorder(nil, nil, nil, container.NewCenter(control.NewMark(stateMark(w, row.State))), control.Title(s.number)), control.Heading(about))}
	s.ask(row.Next)
	s.inside.Add(control.NewFieldGrid(w,
		control.Fact{Label: w.Say("paperpage.slip.printed"), Value: w.Say("paperpage.slip.by", "moment", w.Moment(row.Issued.In(session.Now().Location())), "who", row.IssuedBy)},
		control.Fact{Label: w.Say("paperpage.slip.pages"), Value: w.Count("paperpage.pages", row.Pages)}))
	if len(events) > 1 {
		s.inside.Add(control.NewSection(w.Say("paperpage.slip.history"), s.history(events[1:])))
	}
	s.inside.Refresh()
}

// ask offers what may be noted now, the usual first: it is what one came for, so it stands above the
// rest.
func (s *slip) ask(next []custody.Step) {
	w := s.host.Words()
	if len(next) == 0 {
		s.inside.Add(control.Quiet(w.Say("paperpage.slip.closed")))
		return
	}
	var buttons []fyne.CanvasObject
	for i, step := range next {
		button := control.NewButton
		if i == 0 {
			button = control.NewPrimary
		}
		b := button(w.Say("custody.step."+string(step)), nil, func() { s.move(step) })
		s.scroll.Follow(b)
		buttons = append(buttons, b)
	}
	s.inside.Add(s.noted)
	s.inside.Add(control.Flow(look.Gap, buttons...))
}

// history is what became of the paper, the oldest first.
func (s *slip) history(events []desk.SlipEvent) fyne.CanvasObject {
	w, here := s.host.Words(), s.host.Session().Now().Location()
	lines := control.Stack(look.Step)
	for _, e := range events {
		line := w.Say("paperpage.slip.event", "step", w.Say("custody.step."+string(e.Step)), "moment", w.Moment(e.At.In(here)), "who", e.By)
		if e.Note != "" {
			line += ": " + e.Note
		}
		lines.Add(control.Plain(line))
	}
	return lines
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
