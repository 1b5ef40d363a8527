package outage

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

// side is the right column: messages, whom to call, notes and the timeline.
type side struct {
	host     page.Host
	tell     func(outage.Event)
	last     *control.Text
	calls    *fyne.Container
	calling  fyne.CanvasObject // the section around them, while it lasts
	called   string            // the calls that are shown
	record   *recording
	noting   *noting
	timeline *fyne.Container
	events   string // the timeline that is shown
	box      *fyne.Container
}

func newSide(h page.Host, tell func(outage.Event)) *side {
	w := h.Words()
	s := &side{host: h, tell: tell, last: control.Plain(""), calls: control.Tall(look.Gap, nil), timeline: control.Tall(look.Gap, nil)}
	s.record = newRecording(h, tell)
	s.noting = newNoting(h, tell)
	message := control.NewButton(w.Say("outagepage.head.message"), theme.MailSendIcon(), func() {
		h.Show(page.Place{Page: page.Outage, Part: page.OutageMessages})
	})
	text := control.NewButton(w.Say("outagepage.link.report"), theme.DocumentIcon(), func() {
		h.Show(page.Place{Page: page.Outage, Part: page.OutageTrouble, Topic: topicReport})
	})
	s.calling = control.NewSection(w.Say("outagepage.calls.title"), control.Tall(look.Gap, nil, s.calls, s.record.content, control.Flow(look.Gap, text)))
	s.box = control.Tall(look.Space, nil,
		control.NewSection(w.Say("outagepage.messages.title"), control.Tall(look.Gap, nil, s.last, control.Flow(look.Gap, message))),
		s.calling,
		control.NewSection(w.Say("outagepage.note.title"), s.noting.content),
		control.NewSection(w.Say("outagepage.timeline.title"), s.timeline))
	return s
}

func (s *side) show(c outage.Catalogue, v desk.OutageView) {
	w, now := s.host.Words(), s.host.Session().Now()
	s.last.SetText(w.Say("outagepage.messages.never"))
	if !v.LastMessage.IsZero() {
		s.last.SetText(w.Say("outagepage.messages.last", "when", w.When(v.LastMessage, now)))
	}
	if s.calling.Hide(); v.Open() {
		s.calling.Show()
	}
	if calls := fmt.Sprintf("%+v", v.Calls); calls != s.called {
		s.called = calls
		control.KeepFocus(s.host.Window().Canvas(), s.calls, func() {
			s.calls.Objects = []fyne.CanvasObject{callCards(s.host, v.Calls, s.record.begin)}
		})
	}
	if events := fmt.Sprint(len(v.Timeline), now.YearDay()); events != s.events {
		s.events = events
		s.timeline.Objects = timelineOf(w, c, v.Timeline, now)
		s.timeline.Refresh()
	}
	s.box.Refresh()
}

// saved and failed tell the fields how it went.
func (s *side) saved(e outage.Event) {
	switch e.Type {
	case outage.EventNote, outage.EventReading:
		s.noting.saved()
	case outage.EventReport:
		s.record.close()
	}
}

func (s *side) failed(e outage.Event, err error) {
	switch e.Type {
	case outage.EventNote, outage.EventReading:
		s.noting.failed(err)
	case outage.EventReport:
		s.record.failed(err)
	}
}

// recording notes that the fault was reported to somebody, and the number that it got there.
type recording struct {
	host    page.Host
	tell    func(outage.Event)
	to      outage.Contact
	number  *control.Entry
	frame   *control.Field
	content *fyne.Container
}

func newRecording(h page.Host, tell func(outage.Event)) *recording {
	w := h.Words()
	r := &recording{host: h, tell: tell, number: control.NewEntry("")}
	r.frame = control.NewField(w, w.Say("outagepage.record.case"), w.Say("outagepage.record.case_hint"), r.number)
	r.number.OnSubmitted = func(string) { r.save() }
	r.content = control.Tall(look.Gap, nil, r.frame, control.Flow(look.Gap,
		control.NewButton(w.Say("outagepage.record.save"), theme.DocumentSaveIcon(), r.save), control.NewButton(w.Say("outagepage.close"), nil, r.close)))
	r.content.Hide()
	return r
}

// begin asks for the number of the case.
func (r *recording) begin(to outage.Contact) {
	r.to = to
	r.frame.SetLabel(r.host.Words().Say("outagepage.record.case_of", "name", to.Name))
	r.content.Show()
	r.content.Refresh()
	r.number.Focus()
}

func (r *recording) save() {
	r.tell(outage.Event{Type: outage.EventReport, To: r.to.ID, Case: r.number.Text})
}

func (r *recording) close() {
	r.number.SetText("")
	r.frame.SetFault("")
	r.content.Hide()
	r.content.Refresh()
}

func (r *recording) failed(err error) { r.frame.SetFault(r.host.Words().Explain(err)) }
