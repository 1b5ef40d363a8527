package after

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// Mending asks what works again and since when, one failure after the other: an outage ends when the last
// of them does.
type Mending struct {
	host    page.Host
	since   *control.TimeField
	frame   *control.Field
	list    *fyne.Container
	end     *control.Button
	content *fyne.Container
	tell    func(outage.Event)
}

// NewMending makes the question; tell stores what was answered.
func NewMending(h page.Host, tell func(outage.Event)) *Mending {
	w := h.Words()
	m := &Mending{host: h, tell: tell, list: control.Tall(look.Gap, nil),
		since: control.NewTimeField(w, func() time.Time { return h.Session().Now().In(care.Stockholm) })}
	m.frame = control.NewField(w, w.Say("outagepage.mend.since"), w.Say("outagepage.mend.since_hint"), m.since)
	m.end = control.NewButton(w.Say("outagepage.mend.all"), theme.ConfirmIcon(), func() { m.finish(outage.Event{Type: outage.EventEnd}) })
	m.content = control.Tall(look.Gap, nil, control.Heading(w.Say("outagepage.mend.title")), control.Plain(w.Say("outagepage.mend.what")),
		control.Flow(0, control.Wide(18, m.frame)), m.list, control.Flow(look.Gap, m.end))
	return m
}

// Content is the question.
func (m *Mending) Content() *fyne.Container { return m.content }

// Show lists what is still broken.
func (m *Mending) Show(c outage.Catalogue, o outage.Outage) {
	w := m.host.Words()
	now := m.host.Session().Now()
	m.list.RemoveAll()
	for _, b := range o.Broken {
		if !b.Until.IsZero() {
			continue
		}
		broken := b
		name := control.NewText(w.Say("outagepage.mend.row", "what", c.NameOf(w, b), "since", w.When(b.Since, now)), control.Style{Bold: true, Wrap: true})
		m.list.Add(control.Tall(look.Step, nil, name, control.Flow(look.Gap, control.NewButton(w.Say("outagepage.mend.works"), theme.ConfirmIcon(), func() {
			m.finish(outage.Event{Type: outage.EventMend, Broken: []outage.Broken{{Failure: broken.Failure, Of: broken.Of}}})
		}))))
	}
	if len(m.list.Objects) == 0 {
		m.list.Add(control.Plain(w.Say("outagepage.mend.nothing_left")))
	}
	m.content.Refresh()
}

// finish tells it at the time that was typed, or now.
func (m *Mending) finish(e outage.Event) {
	at, ok := page.ClockBefore(m.since, m.host.Session().Now())
	if !ok {
		m.frame.SetFault(m.host.Words().Say("outagepage.clock_unread"))
		return
	}
	m.frame.SetFault("")
	e.At = at
	m.tell(e)
}
