package paper

import (
	"context"
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

// whom is the choice of whose sheets: everyone's, one person's, a route's, or those of one member of
// staff; of forms, without a name.
type whom struct {
	host    page.Host
	session *desk.Session
	changed func()
	takes   desk.Takes
	person  string // id, when it is for one person
	people  []desk.PersonRow
	latest  *task.Latest[[]desk.PersonRow]

	choice  *control.Select
	field   *control.Field
	pick    *control.Picker
	ask     *control.Field
	found   fyne.CanvasObject
	single  *fyne.Container // all of the choice of one person
	named   *control.Text
	routes  *control.Select
	route   *control.Field
	staff   *control.Select
	member  *control.Field
	content *fyne.Container
}

func newWhom(h page.Host, session *desk.Session, changed func()) *whom {
	w := h.Words()
	o := &whom{host: h, session: session, changed: changed, latest: task.NewLatest[[]desk.PersonRow](h.Runner(), "find person")}
	o.choice = control.NewSelect(nil, "", func(string) { o.changed() })
	o.field = control.NewField(w, w.Say("paperpage.whom"), "", o.choice)
	o.pick = control.NewPicker(w.Say("paperpage.find"), o.find)
	o.pick.OnChosen = func(i int) { o.onlyPerson(o.people[i].ID) }
	o.named = control.NewText("", control.Style{Bold: true, Wrap: true})
	o.ask = control.NewField(w, w.Say("paperpage.person"), "", o.pick.Field)
	o.found = control.Rows(foundRows, o.pick.List)
	o.single = control.Stack(look.Gap, o.ask, o.named, o.found)
	o.routes = control.NewSelect(nil, w.Say("paperpage.choose_route"), func(string) { o.route.SetFault("") })
	o.route = control.NewField(w, w.Say("paperpage.route"), "", o.routes)
	o.staff = control.NewSelect(nil, w.Say("paperpage.choose_staff"), func(string) { o.member.SetFault("") })
	o.member = control.NewField(w, w.Say("paperpage.staff"), "", o.staff)
	o.content = control.Stack(look.Gap, o.route, o.member, o.single)
	return o
}

// choose makes the choices fit what an order takes. The choice made before stays where it can; one
// says that a person is meant.
func (o *whom) choose(takes desk.Takes, one bool) {
	w := o.host.Words()
	before := o.choice.Selected
	if o.takes = takes; one {
		before = w.Say("paperpage.one")
	}
	if before == w.Say("paperpage.all") { // meant for sheets; of forms a pile is asked for anew
		before = ""
	}
	options := o.many(takes)
	if takes&(desk.TakesPerson|desk.NeedsPerson) != 0 {
		options = append(options, w.Say("paperpage.one"))
	}
	if takes&desk.TakesRoute != 0 {
		options = append(options, w.Say("paperpage.one_route"))
	}
	if takes&desk.TakesStaff != 0 {
		options = append(options, w.Say("paperpage.every_staff"), w.Say("paperpage.one_staff"))
	}
	o.field.Hidden = takes&(desk.TakesPerson|desk.NeedsPerson|desk.TakesRoute|desk.TakesStaff) == 0
	o.choice.Options = options
	chosen := options[0]
	for _, option := range options {
		if option == before {
			chosen = before
		}
	}
	o.choice.SetSelected(chosen)
	o.choice.Refresh()
}

// many are the choices that name nobody. Of forms a pile with everyone's names is made only when
// somebody asks for it, but a list of visits is there for the routes first of all.
func (o *whom) many(takes desk.Takes) []string {
	all, nobody := o.host.Words().Say("paperpage.all"), o.host.Words().Say("paperpage.nobody")
	switch {
	case takes&desk.NeedsPerson != 0:
		return nil
	case takes&desk.TakesBlanks == 0:
		return []string{all}
	case takes&desk.TakesAll == 0:
		return []string{nobody}
	case takes&desk.TakesRoute != 0:
		return []string{all, nobody}
	}
	return []string{nobody, all}
}

// everyone lets go of the one that was chosen before.
func (o *whom) everyone() {
	if !o.field.Hidden && len(o.choice.Options) > 0 {
		o.choice.SetSelectedIndex(0)
	}
}

// blank tells that empty forms are wanted.
func (o *whom) blank() bool {
	return o.takes&desk.TakesBlanks != 0 && (o.field.Hidden || o.is("paperpage.nobody"))
}

func (o *whom) is(key string) bool {
	return !o.field.Hidden && o.choice.Selected == o.host.Words().Say(key)
}
func (o *whom) isOne() bool { return o.is("paperpage.one") }

// show shows what the choice asks for.
func (o *whom) show() {
	o.single.Hidden, o.route.Hidden, o.member.Hidden = !o.isOne(), !o.is("paperpage.one_route"), !o.is("paperpage.one_staff")
	o.content.Hidden = o.single.Hidden && o.route.Hidden && o.member.Hidden
	o.named.Hidden = o.person == ""
	o.found.Show()
	if o.person != "" {
		o.found.Hide()
	}
	if o.isOne() && o.person == "" {
		o.find(o.pick.Field.Text)
	}
}

// toDay brings the routes and staff up to date with a day.
func (o *whom) toDay(day time.Time) {
	o.routes.Options, o.staff.Options = nil, nil
	schedule := o.session.Schedule(day, "")
	var visits []*care.Visit
	for _, r := range schedule.Routes {
		if r.Route != "" {
			o.routes.Options = append(o.routes.Options, r.Route)
		}
		visits = append(visits, r.Visits...)
	}
	o.staff.Options = care.StaffOf(visits)
	o.routes.Refresh()
	o.staff.Refresh()
}

// onlyPerson makes the order one for a person.
func (o *whom) onlyPerson(id string) {
	o.person = id
	o.named.SetText(o.host.Words().Say("paperpage.for", "name", o.session.Name(id)))
	o.ask.SetFault("")
	o.choice.SetSelected(o.host.Words().Say("paperpage.one"))
	o.changed()
}

// onlyRoute makes the order one for a route.
func (o *whom) onlyRoute(route string) {
	o.choice.SetSelected(o.host.Words().Say("paperpage.one_route"))
	o.routes.SetSelected(route)
	o.changed()
}

// find looks for persons as one types; the one chosen before counts no longer.
func (o *whom) find(query string) {
	o.ask.SetFault("")
	if o.person != "" {
		o.person = ""
		o.changed()
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

// read puts the choice into an order, or says beside the field what is missing.
func (o *whom) read(out *desk.Order) bool {
	w := o.host.Words()
	canvas := o.host.Window().Canvas()
	switch {
	case o.isOne():
		if out.PersonID = o.person; o.person == "" {
			o.ask.SetFault(w.Say("paperpage.no_person"))
			canvas.Focus(o.pick.Field)
			return false
		}
	case o.is("paperpage.one_route"):
		if out.Route = o.routes.Selected; out.Route == "" {
			o.route.SetFault(w.Say("paperpage.no_route"))
			canvas.Focus(o.routes)
			return false
		}
	case o.is("paperpage.every_staff"):
		out.Staff = desk.EveryStaff
	case o.is("paperpage.one_staff"):
		if out.Staff = o.staff.Selected; out.Staff == "" {
			o.member.SetFault(w.Say("paperpage.no_staff"))
			canvas.Focus(o.staff)
			return false
		}
	}
	return true
}
