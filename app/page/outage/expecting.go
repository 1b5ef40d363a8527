package outage

import (
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// expecting asks when it is expected to work again.
type expecting struct {
	host    page.Host
	day     *control.DateField
	clock   *control.TimeField
	frame   *control.Field
	content *fyne.Container
	tell    func(outage.Event)
}

func newExpecting(h page.Host, tell func(outage.Event)) *expecting {
	w := h.Words()
	now := func() time.Time { return h.Session().Now().In(care.Stockholm) }
	x := &expecting{host: h, tell: tell, day: control.NewDateField(w, now).Ahead(), clock: control.NewTimeField(w, now).Ahead()}
	x.frame = control.NewField(w, w.Say("outagepage.expect.clock"), "", x.clock)
	x.content = control.Tall(look.Gap, nil, control.Heading(w.Say("outagepage.expect.title")), control.Plain(w.Say("outagepage.expect.what")),
		control.Flow(look.Space, control.Wide(12, control.NewField(w, w.Say("outagepage.expect.day"), "", x.day)), control.Wide(12, x.frame)),
		control.Flow(look.Gap, control.NewButton(w.Say("outagepage.expect.save"), nil, x.save),
			control.NewButton(w.Say("outagepage.expect.unknown"), nil, func() { x.tell(outage.Event{Type: outage.EventExpect}) })))
	return x
}

// show begins with what is expected now.
func (x *expecting) show(o outage.Outage) {
	at := o.Expected.In(care.Stockholm)
	if o.Expected.IsZero() {
		x.day.SetDay(x.host.Session().Now().In(care.Stockholm))
		x.clock.SetText("")
		return
	}
	x.day.SetDay(at)
	x.clock.SetClock(at.Hour(), at.Minute())
}

func (x *expecting) save() {
	at, ok := moment(x.day, x.clock)
	if !ok {
		x.frame.SetFault(x.host.Words().Say("outagepage.clock_unread"))
		return
	}
	x.frame.SetFault("")
	x.tell(outage.Event{Type: outage.EventExpect, Expected: at})
}

// moment is the day and the clock of two fields, in Stockholm.
func moment(d *control.DateField, c *control.TimeField) (time.Time, bool) {
	day, dayOK := d.Day()
	hour, minute, clockOK := c.Clock()
	if !dayOK || !clockOK {
		return time.Time{}, false
	}
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, care.Stockholm), true
}
