package paper

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

// foundRows is how many persons are seen without scrolling while one is looked for.
const foundRows = 4

// order is the choices of what to print: for whom, and which day.
type order struct {
	host    page.Host
	session *desk.Session
	what    desk.What
	takes   desk.Takes
	said    string // what it is
	person  string // id, when it is for one person
	people  []desk.PersonRow
	latest  *task.Latest[[]desk.PersonRow]
	resized func() // lays out what stands around

	title   *control.Text
	about   *control.Text
	whom    *control.Select
	all     string // the words of the first choice, as of now
	pick    *control.Picker
	ask     *control.Field
	found   fyne.CanvasObject
	single  *fyne.Container // all of the choice of one person
	named   *control.Text
	routes  *control.Select
	route   *control.Field
	day     *control.DateField
	days    *control.Field
	content fyne.CanvasObject
}

func newOrder(h page.Host, session *desk.Session, resized func()) *order {
	w := h.Words()
	o := &order{host: h, session: session, resized: resized, title: control.Title(""), about: control.Quiet(""),
		latest: task.NewLatest[[]desk.PersonRow](h.Runner(), "find person")}
	o.whom = control.NewSelect(nil, "", func(string) { o.show() })
	o.pick = control.NewPicker(w.Say("paperpage.find"), o.find)
	o.pick.OnChosen = func(i int) { o.onlyPerson(o.people[i].ID) }
	o.named = control.NewText("", control.Style{Bold: true, Wrap: true})
	o.ask = control.NewField(w, w.Say("paperpage.person"), "", o.pick.Field)
	o.found = control.Rows(foundRows, o.pick.List)
	o.routes = control.NewSelect(nil, w.Say("paperpage.choose_route"), func(string) { o.route.SetFault("") })
	o.route = control.NewField(w, w.Say("paperpage.route"), "", o.routes)
	o.day = control.NewDateField(w, session.Now)
	o.day.OnChanged = func(string) { o.dayTyped() }
	o.days = control.NewField(w, w.Say("paperpage.day"), "", o.day)
	o.day.SetDay(session.Now())
	choices := control.Even(look.Space, control.NewField(w, w.Say("paperpage.whom"), "", o.whom), o.days)
	o.single = control.Stack(look.Gap, o.ask, o.named, o.found)
	o.content = control.Stack(look.Space-look.Step, control.Stack(look.Step, o.title, o.about), choices, o.route, o.single)
	return o
}

// choose makes the choices fit a kind of sheet.
func (o *order) choose(chosen desk.Offer) {
	w := o.host.Words()
	o.what, o.takes, o.said = chosen.What, chosen.Takes, chosen.About
	o.title.SetText(chosen.Title)
	one, route := w.Say("paperpage.one"), w.Say("paperpage.one_route")
	before := o.whom.Selected
	o.all = w.Say("paperpage.all")
	o.whom.Options = []string{o.all, one}
	if o.takes&desk.TakesRoute != 0 {
		o.whom.Options = append(o.whom.Options, route)
	}
	switch {
	case before == one, before == route && o.takes&desk.TakesRoute != 0:
		o.whom.SetSelected(before)
	default:
		o.whom.SetSelected(o.all)
	}
	o.days.Hidden = o.takes&desk.TakesDay == 0
	o.dayTyped()
	o.show()
}

func (o *order) isOne() bool   { return o.whom.Selected == o.host.Words().Say("paperpage.one") }
func (o *order) isRoute() bool { return o.whom.Selected == o.host.Words().Say("paperpage.one_route") }

// show shows what the choice of whom asks for.
func (o *order) show() {
	o.single.Hidden, o.route.Hidden = !o.isOne(), !o.isRoute()
	o.named.Hidden = o.person == ""
	o.found.Show()
	if o.person != "" {
		o.found.Hide()
	}
	if o.isOne() && o.person == "" {
		o.find(o.pick.Field.Text)
	}
	o.resized()
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
	w := o.host.Words()
	o.days.SetFault("")
	o.about.SetText(o.said)
	day, ok := o.day.Day()
	if !ok {
		return
	}
	o.routes.Options = nil
	for _, r := range o.session.Schedule(day, "").Routes {
		if r.Route != "" {
			o.routes.Options = append(o.routes.Options, r.Route)
		}
	}
	o.routes.Refresh()
	if o.what == desk.PrintWeekend {
		var names []string
		for _, d := range o.session.PrintDays(day) {
			names = append(names, o.session.DayName(d))
		}
		o.about.SetText(w.Count("paperpage.weekend_days", len(names), "days", strings.Join(names, ", ")))
	}
}

// onlyPerson makes the order one for a person.
func (o *order) onlyPerson(id string) {
	o.person = id
	o.named.SetText(o.host.Words().Say("paperpage.for", "name", o.session.Name(id)))
	o.ask.SetFault("")
	o.whom.SetSelected(o.host.Words().Say("paperpage.one"))
	o.show()
}

// onlyRoute makes the order one for a route.
func (o *order) onlyRoute(route string) {
	o.whom.SetSelected(o.host.Words().Say("paperpage.one_route"))
	o.routes.SetSelected(route)
	o.show()
}

// find looks for persons as one types; the one chosen before counts no longer.
func (o *order) find(query string) {
	o.ask.SetFault("")
	if o.person != "" {
		o.person = ""
		o.show()
		return
	}
	o.latest.Ask(func(context.Context) ([]desk.PersonRow, error) { return o.session.People(query), nil },
		func(rows []desk.PersonRow, _ error) {
			o.people = rows
			shown := make([]control.TwoLines, len(rows))
			for i, r := range rows {
				shown[i] = control.TwoLines{Title: r.SortName, Subtitle: r.PersonalID.Written(o.session.Now())}
			}
			o.pick.Show(shown)
		})
}

// read is the order as chosen, or says beside the field what is missing.
func (o *order) read() (desk.Order, bool) {
	defer o.resized()
	w := o.host.Words()
	out := desk.Order{What: o.what}
	if o.takes&desk.TakesDay != 0 {
		day, ok := o.day.Day()
		if !ok {
			o.days.SetFault(w.Say("paperpage.bad_day"))
			o.day.Focus()
			return out, false
		}
		out.Date = day
	}
	if o.isOne() {
		if out.PersonID = o.person; o.person == "" {
			o.ask.SetFault(w.Say("paperpage.no_person"))
			o.pick.Field.Focus()
			return out, false
		}
	}
	if o.isRoute() {
		if out.Route = o.routes.Selected; out.Route == "" {
			o.route.SetFault(w.Say("paperpage.no_route"))
			o.host.Window().Canvas().Focus(o.routes)
			return out, false
		}
	}
	return out, true
}
