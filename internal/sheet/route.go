package sheet

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// ScheduleByRoute is one route's visits of a day, with what is needed at each door and room to
// write what was done. asOf is when the schedule left Lifecare.
func ScheduleByRoute(s Setting, day time.Time, route care.RouteDay, asOf time.Time) Sheet {
	sh := Sheet{
		Kind:     KindSchedule,
		Title:    s.Words.Say("sheet.route.title", "route", s.routeName(route), "day", s.day(day)),
		Chapter:  s.Words.Say("sheet.chapter.routes"),
		DataAsOf: asOf,
		Key:      keyOfRoute(KindSchedule, route.Route, day),
	}
	if staff := routeStaff(route); staff != "" {
		sh.Subtitle = s.Words.Say("sheet.route.staff", "names", staff)
	}
	if len(route.Visits) == 0 {
		sh.Blocks = []Block{Text{Text: s.nothingOn(day)}}
		return sh
	}
	sh.Blocks = []Block{s.rounds(day, route.Visits, nil), Text{Text: s.Words.Say("sheet.route.explain"), Quiet: true}}
	return sh
}

// rounds are visits one after the other, with what is needed at each door and room to write what was
// done. Whose tells what else stands under the time of a visit; it may be nil.
func (s Setting) rounds(day time.Time, visits []*care.Visit, whose func(*care.Visit) string) Table {
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.route.time"), Width: 34, Lead: true},
		{Title: s.Words.Say("sheet.route.who"), Width: 55, Lead: true},
		{Title: s.Words.Say("sheet.route.what"), Width: 51},
		{Title: s.Words.Say("sheet.route.done"), Width: 33},
	}}
	for _, group := range care.Together(inOrder(visits)) {
		v := group[0]
		when := s.clock(v, day)
		if whose != nil {
			when = lines(when, whose(v))
		}
		row := Row{Cells: []string{when, s.whoAndWhere(v), s.whatOrWork(group), ""}, Height: 14}
		if v.Kind != care.VisitPause {
			row.Marks = s.marks(v)
		} else {
			row.Height = 0
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// routeName is what a route is called on paper; one without a name is what it holds.
func (s Setting) routeName(route care.RouteDay) string {
	switch {
	case route.Route != "":
		return route.Route
	case len(route.Visits) == 0:
		return s.Words.Say("sheet.route.none")
	default:
		return s.Words.Say("sheet.route.unnamed")
	}
}

// keyOfRoute names a sheet of a route and a day, so that a newer one is known to replace it.
func keyOfRoute(kind Kind, route string, day time.Time) string {
	return strings.Join([]string{string(kind), "route", route, dayKey(day)}, "|")
}

func dayKey(day time.Time) string { return day.In(care.Stockholm).Format(time.DateOnly) }

// routeStaff names the staff of a route, unless the route is called after them.
func routeStaff(route care.RouteDay) string {
	var names []string
	for _, name := range care.StaffOf(route.Visits) {
		if name != route.Route {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// visited is the person of a visit; shielded is true where the protected fields stay off paper.
func (s Setting) visited(v *care.Visit) (p *care.Person, shielded bool) {
	if s.Persons != nil {
		if p, ok := s.Persons(v.PersonID); ok {
			return p, p.Protected
		}
	}
	return nil, true
}

// named is a person's name, or the words that say that it is missing.
func (s Setting) named(p *care.Person) string {
	if p == nil || p.Name() == "" {
		return s.Words.Say("sheet.name_missing")
	}
	return p.Name()
}

// awayAt says that the person of a visit isn't at home then; empty otherwise.
func (s Setting) awayAt(v *care.Visit, hidden bool) string {
	if s.Away == nil {
		return ""
	}
	if a := s.Away(v.PersonID, v.Start); a != nil {
		return s.tell().Away(a, hidden)
	}
	return ""
}

// whoAndWhere is the cell with name, address, door code and key.
func (s Setting) whoAndWhere(v *care.Visit) string {
	if v.PersonID == "" {
		return workName(s, v)
	}
	p, hidden := s.visited(v)
	name, away := s.named(p), s.awayAt(v, hidden)
	if hidden {
		return lines(name, away, s.Words.Say("sheet.protected"))
	}
	codes, numbers := doors(p.Address(), v.Keys, p.Keys)
	var ways []string
	if len(codes) > 0 {
		ways = append(ways, s.Words.Say("sheet.route.code", "code", strings.Join(codes, ", ")))
	}
	if len(numbers) > 0 {
		ways = append(ways, s.Words.Say("sheet.route.key", "number", strings.Join(numbers, ", ")))
	}
	return lines(name, away, s.place(p, v), strings.Join(ways, "; "))
}

// place is where a person whose identity isn't protected is visited.
func (s Setting) place(p *care.Person, v *care.Visit) string {
	address := p.Address()
	visiting := address
	visiting.Zip = "" // the post office needs it, the route doesn't
	switch place := visiting.Line(); {
	case address.Protected:
		return s.Words.Say("sheet.address_protected")
	case place == "":
		return s.known(v.Place)
	default:
		return place
	}
}

// workName is what the row of a pause or of other work is called.
func workName(s Setting, v *care.Visit) string {
	switch {
	case v.Name != "":
		return v.Name
	case v.Kind == care.VisitPause:
		return s.Words.Say("sheet.visit.pause")
	default:
		return s.Words.Say("sheet.visit.other")
	}
}

func (s Setting) whatOrWork(group []*care.Visit) string {
	v := group[0]
	if v.PersonID == "" {
		return lines(v.Services(), v.Text, v.Note)
	}
	_, hidden := s.visited(v)
	return s.what(group, hidden)
}
