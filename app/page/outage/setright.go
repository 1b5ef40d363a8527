package outage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// moving sets right when the outage began.
type moving struct {
	host    page.Host
	day     *control.DateField
	clock   *control.TimeField
	frame   *control.Field
	asked   *fyne.Container // why it isn't saved, and "Ja, det stämmer" where that is only asked
	content *fyne.Container
	send    func(e outage.Event, anyway bool, failed func(error))
}

func newMoving(h page.Host, send func(outage.Event, bool, func(error))) *moving {
	w := h.Words()
	now := func() time.Time { return h.Session().Now().In(care.Stockholm) }
	m := &moving{host: h, send: send, day: control.NewDateField(w, now), clock: control.NewTimeField(w, now), asked: container.NewStack()}
	m.frame = control.NewField(w, w.Say("outagepage.expect.clock"), "", m.clock)
	m.content = control.Tall(look.Gap, nil, control.Heading(w.Say("outagepage.move.title")), control.Plain(w.Say("outagepage.move.what")),
		control.Flow(look.Space, control.Wide(12, control.NewField(w, w.Say("outagepage.expect.day"), "", m.day)), control.Wide(12, m.frame)),
		m.asked, control.Flow(look.Gap, control.NewButton(w.Say("outagepage.expect.save"), nil, func() { m.save(false) })))
	return m
}

// show begins with what was said before.
func (m *moving) show(o outage.Outage) {
	at := o.Began.In(care.Stockholm)
	m.day.SetDay(at)
	m.clock.SetClock(at.Hour(), at.Minute())
	m.frame.SetFault("")
	m.asked.RemoveAll()
}

func (m *moving) save(anyway bool) {
	at, ok := moment(m.day, m.clock)
	if !ok {
		m.frame.SetFault(m.host.Words().Say("outagepage.clock_unread"))
		return
	}
	m.frame.SetFault("")
	m.send(outage.Event{Type: outage.EventMove, At: at}, anyway, m.failed)
}

// failed says why the time isn't changed; a day that is only asked about can be meant all the same.
func (m *moving) failed(err error) {
	w := m.host.Words()
	buttons := control.Flow(look.Gap)
	if text.IsFault(err, "outage.long_ago") {
		buttons.Add(control.NewButton(w.Say("outagepage.move.anyway"), nil, func() { m.save(true) }))
	}
	m.asked.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneFault, w.Explain(err), buttons)}
	m.content.Refresh()
}

// joining asks whether another outage is this one: it is said first what it means, because they can't be
// parted again.
func joining(w *text.Words, this, other string, join func()) *fyne.Container {
	return control.Tall(look.Gap, nil, control.Heading(w.Say("outagepage.join.title")),
		control.Plain(w.Say("outagepage.join.which", "this", this, "other", other)), control.Plain(w.Say("outagepage.join.what")),
		control.Flow(look.Gap, control.NewButton(w.Say("outagepage.join.do"), nil, join)))
}
