package paper

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

// order is the choices of what to print: for whom, which day, how many.
type order struct {
	host    page.Host
	session *desk.Session
	offer   desk.Offer
	resized func() // lays out what stands around

	title   *control.Text
	about   *control.Text
	whom    *whom
	day     *control.DateField
	days    *control.Field
	choices *fyne.Container // whom and which day
	amounts *amounts
	words   *said
	outage  string // id of the outage that a place asks for; empty for the newest
	content fyne.CanvasObject
}

func newOrder(h page.Host, session *desk.Session, resized func()) *order {
	w := h.Words()
	o := &order{host: h, session: session, resized: resized, title: control.Title(""), about: control.Quiet("")}
	o.whom = newWhom(h, session, o.show)
	o.amounts = newAmounts(h)
	o.words = newSaid(h)
	o.day = control.NewDateField(w, session.Now)
	o.day.OnChanged = func(string) { o.dayTyped() }
	o.days = control.NewField(w, w.Say("paperpage.day"), "", o.day)
	o.day.SetDay(session.Now())
	o.choices = control.Even(look.Space, o.whom.field, o.days)
	o.content = control.Stack(look.Space-look.Step, control.Stack(look.Step, o.title, o.about), o.choices, o.whom.content,
		o.amounts.content, o.words.content)
	return o
}

func (o *order) takes(what desk.Takes) bool { return o.offer.Takes&what != 0 }

// choose makes the choices fit a kind of sheet; one says that it is meant for a person.
func (o *order) choose(chosen desk.Offer, one bool) {
	o.offer = chosen
	o.title.SetText(chosen.Title)
	o.days.Hidden = !o.takes(desk.TakesDay)
	o.whom.choose(chosen.Takes, one)
	o.dayTyped()
	o.show()
}

// show shows what the choices ask for.
func (o *order) show() {
	if o.whom == nil || o.amounts == nil || o.words == nil {
		return // while it is made
	}
	o.whom.show()
	o.choices.Hidden = o.whom.field.Hidden && o.days.Hidden
	o.amounts.show(o.whom.blank(), o.takes(desk.TakesStock))
	o.words.show(o.takes(desk.TakesMessage), o.takes(desk.NeedsReason))
	o.resized()
}

// controls are what the keyboard can come to.
func (o *order) controls() []control.Followed {
	return []control.Followed{o.whom.choice, o.day, o.whom.routes, o.whom.staff, o.amounts.blanks.entry,
		o.amounts.hours.entry, o.amounts.persons.entry, o.words.message, o.words.reason, o.words.again}
}

// toDay sets the day that a place asks for; zero leaves it, unless it has passed since.
func (o *order) toDay(day time.Time) {
	if today := care.Day(o.session.Now()); day.IsZero() {
		if typed, ok := o.day.Day(); !ok || typed.Before(today) {
			o.day.SetDay(today)
		}
		return
	}
	o.day.SetDay(day)
}

// dayTyped brings up to date what depends on the day: the routes, and the days of the weekend.
func (o *order) dayTyped() {
	o.days.SetFault("")
	o.about.SetText(o.offer.About)
	if view, err := o.session.Outage(o.outage); err == nil && o.takes(desk.TakesOutage) {
		o.about.SetText(o.host.Words().Say("paperpage.of_outage", "about", o.offer.About,
			"what", o.session.Catalogue().TitleOf(o.host.Words(), view.Outage), "day", o.session.DayName(view.Began)))
	}
	day, ok := o.day.Day()
	if !ok {
		return
	}
	o.whom.toDay(day)
	if o.offer.What == desk.PrintWeekend {
		var names []string
		for _, d := range o.session.PrintDays(day) {
			names = append(names, o.session.DayName(d))
		}
		o.about.SetText(o.host.Words().Count("paperpage.weekend_days", len(names), "days", strings.Join(names, ", ")))
	}
}

// read is the order as chosen, or says beside the field what is missing.
func (o *order) read() (desk.Order, bool) {
	defer o.resized()
	out := desk.Order{What: o.offer.What}
	if o.takes(desk.TakesDay) {
		day, ok := o.day.Day()
		if !ok {
			o.days.SetFault(o.host.Words().Say("paperpage.bad_day"))
			o.day.Focus()
			return out, false
		}
		out.Date = day
	}
	if o.takes(desk.TakesOutage) {
		out.Outage = o.outage
	}
	return out, o.whom.read(&out) && o.amounts.read(&out) && o.words.read(&out)
}
