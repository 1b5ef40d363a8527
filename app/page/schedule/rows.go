package schedule

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/care/wording"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// row is one row of the list and whom it leads to.
type row struct {
	control.AgendaRow
	personID string // empty for nobody
}

// same tells whether a row is this one, brought up to date.
func (r row) same(other row) bool {
	return r.Title != "" && r.Kind == other.Kind && r.Time == other.Time && r.Under == other.Under && r.Title == other.Title && r.Aside == other.Aside
}

func head(title, below, personID string) row {
	return row{AgendaRow: control.AgendaRow{Kind: control.AgendaHead, Title: title, Below: below}, personID: personID}
}

// day is all that the list is made of.
type day struct {
	desk.Schedule
	words *text.Words
	now   time.Time
	// place is the persons' order in Swedish lists, by id.
	place map[string]int
	route string // only this one; empty for all
}

func (d *day) today() bool { return d.Day.Equal(care.Day(d.now)) }

// all is every visit of the day, whichever route is shown.
func (d *day) all() []*care.Visit {
	var all []*care.Visit
	for _, r := range d.Routes {
		all = append(all, r.Visits...)
	}
	return all
}

// byRoute is route after route, each with its visits in order of time.
func (d *day) byRoute() []row {
	all := d.all()
	var rows []row
	for _, r := range d.Routes {
		if d.route != "" && r.Route != d.route {
			continue
		}
		var staff []string
		for _, name := range care.StaffOf(r.Visits) {
			if name != r.Route {
				staff = append(staff, name)
			}
		}
		rows = append(rows, head(d.routeName(r.Route), joined("  ·  ", strings.Join(staff, ", "), d.count(r.Visits)), ""))
		rows = append(rows, d.lines(r.Visits, all, true)...)
	}
	return rows
}

// byPerson is person after person in the order of the list of persons.
func (d *day) byPerson() []row {
	all := d.all()
	visits := map[string][]*care.Visit{}
	for _, r := range d.Routes {
		for _, v := range r.Visits {
			if v.PersonID != "" && (d.route == "" || r.Route == d.route) {
				visits[v.PersonID] = append(visits[v.PersonID], v)
			}
		}
	}
	var rows []row
	for _, id := range d.inOrder(visits) {
		slices.SortFunc(visits[id], care.ByStart)
		title, to := d.name(id), ""
		if p, ok := d.Persons[id]; ok {
			title, to = cmp.Or(p.SortName(), title), id
		}
		rows = append(append(rows, head(title, d.count(visits[id]), to)), d.lines(visits[id], all, false)...)
	}
	return rows
}

func (d *day) inOrder(visits map[string][]*care.Visit) []string {
	ids := make([]string, 0, len(visits))
	for id := range visits {
		ids = append(ids, id)
	}
	place := func(id string) int {
		if at, ok := d.place[id]; ok {
			return at
		}
		return len(d.place)
	}
	slices.SortFunc(ids, func(x, y string) int { return cmp.Or(cmp.Compare(place(x), place(y)), cmp.Compare(x, y)) })
	return ids
}

// lines are visits in order, with the line of now between those that have begun and the next.
func (d *day) lines(visits, all []*care.Visit, byRoute bool) []row {
	var rows []row
	var before *care.Visit
	for _, group := range care.Together(visits) {
		v := group[0]
		if d.today() && before != nil && !v.AnyTime && v.Start.After(d.now) && !before.Start.After(d.now) {
			rows = append(rows, row{AgendaRow: control.AgendaRow{Kind: control.AgendaNow, Time: d.words.Say("schedule.now", "time", d.words.Clock(d.now))}})
		}
		line := d.line(v)
		if byRoute {
			line.Under = joined(" · ", d.otherDay(v), d.gap(v, before))
			line.Aside = d.where(v)
			line.Below = joined("  ·  ", d.what(group, all)...)
		} else {
			line.Under = d.otherDay(v)
			line.Aside = strings.Join(care.StaffOf(group), ", ")
			what := d.what(group, all)
			line.Title = ""
			if len(what) > 0 {
				line.Title, line.Below = what[0], joined("  ·  ", what[1:]...)
			}
		}
		rows, before = append(rows, line), v
	}
	return rows
}

// line is when and whom; what is done there is what's.
func (d *day) line(v *care.Visit) row {
	line := row{AgendaRow: control.AgendaRow{Time: page.VisitTime(d.words, v), Past: d.now.After(v.End) && !v.AnyTime}}
	if v.PersonID == "" {
		line.Title = d.work(v)
		return line
	}
	line.Title, line.Marks = d.name(v.PersonID), d.marks(v)
	if away := d.away(v); away != "" {
		line.Marks = append(line.Marks, control.Mark{Text: d.words.Say("schedule.away"), Color: look.Notice})
	}
	if d.Persons[v.PersonID] != nil {
		line.personID = v.PersonID
	}
	return line
}

// what is done at a visit whose halves are in the group, each thing on its own, the services first.
func (d *day) what(group, all []*care.Visit) []string {
	v := group[0]
	if v.PersonID == "" {
		return []string{v.Services(), v.Text, v.Note}
	}
	parts := page.VisitWhat(d.words, v, d.covered(v))
	for _, half := range group[1:] {
		if note := strings.TrimSpace(half.Note); note != "" && !d.covered(v) && half.Note != v.Note {
			parts = append(parts, d.words.Say("visit.note", "text", note))
		}
	}
	if double := page.VisitDouble(d.words, v, all); double != "" {
		parts = append(parts, double)
	}
	if away := d.away(v); away != "" {
		parts = append([]string{away}, parts...)
	}
	return parts
}

// away says that the person isn't at home on the day of a visit; empty otherwise.
func (d *day) away(v *care.Visit) string {
	a := d.Away[v.PersonID]
	if a == nil || !a.Covers(v.Start) {
		return ""
	}
	return wording.Teller{Words: d.words, Now: d.now}.Away(a, d.covered(v))
}

func (d *day) marks(v *care.Visit) []control.Mark {
	var marks []control.Mark
	if v.Medical {
		marks = append(marks, control.Mark{Text: d.words.Say("visit.medical"), Color: look.Binder})
	}
	if v.Double != "" {
		marks = append(marks, control.Mark{Text: d.words.Say("schedule.double")})
	}
	if d.covered(v) {
		marks = append(marks, control.Mark{Text: d.words.Say("schedule.protected"), Color: look.Notice})
	}
	return marks
}

// covered tells whether the visit's place and free text stay off the screen. Somebody who can't be
// found counts as protected: nobody can then tell that the identity isn't.
func (d *day) covered(v *care.Visit) bool {
	p, ok := d.Persons[v.PersonID]
	return !ok || p.Protected
}

func (d *day) name(id string) string {
	if p, ok := d.Persons[id]; ok && p.Name() != "" {
		return p.Name()
	}
	return d.words.Say("schedule.no_name")
}

// work is what a pause or other work is called.
func (d *day) work(v *care.Visit) string {
	switch {
	case v.Name != "":
		return v.Name
	case v.Kind == care.VisitPause:
		return d.words.Say("schedule.pause")
	}
	return d.words.Say("schedule.other")
}

// where is the street, as the route needs it.
func (d *day) where(v *care.Visit) string {
	p := d.Persons[v.PersonID]
	if p == nil || p.Protected {
		return ""
	}
	at := p.Address()
	switch {
	case at.Protected:
		return ""
	case at.Street != "":
		return at.Street
	}
	return cmp.Or(at.Line(), v.Place)
}

// otherDay names the day of a visit that isn't the day in hand, as on a night route.
func (d *day) otherDay(v *care.Visit) string {
	if v.Day().Equal(d.Day) {
		return ""
	}
	return d.words.DayShort(v.Day())
}

// gap is the way to a visit, or where the schedule doesn't tell it the time since the one before.
func (d *day) gap(v, before *care.Visit) string {
	if v.Travel > 0 {
		return d.words.Say("schedule.travel", "span", d.words.Span(v.Travel))
	}
	if before == nil || before.AnyTime || v.AnyTime {
		return ""
	}
	if since := v.Start.Sub(before.End); since >= time.Minute {
		return d.words.Say("schedule.gap", "span", d.words.Span(since))
	}
	return ""
}

func (d *day) count(visits []*care.Visit) string {
	n := 0
	for _, group := range care.Together(visits) {
		if group[0].PersonID != "" {
			n++
		}
	}
	return d.words.Count("schedule.visits", n)
}

func (d *day) routeName(route string) string {
	return cmp.Or(route, d.words.Say("schedule.no_route"))
}

// joined puts what is not empty together.
func joined(between string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return strings.TrimSpace(s) == "" }), between)
}
