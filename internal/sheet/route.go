package sheet

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// ScheduleByRoute is one route's visits of a day, with what is needed at each door and room to
// write what was done. asOf is when the schedule left Lifecare.
func ScheduleByRoute(s Setting, day time.Time, route care.RouteDay, asOf time.Time) Sheet {
	name := route.Route
	switch {
	case name != "":
	case len(route.Visits) == 0:
		name = s.Words.Say("sheet.route.none")
	default:
		name = s.Words.Say("sheet.route.unnamed")
	}
	sh := Sheet{
		Kind:     KindSchedule,
		Title:    s.Words.Say("sheet.route.title", "route", name, "day", s.day(day)),
		Chapter:  s.Words.Say("sheet.chapter.routes"),
		DataAsOf: asOf,
	}
	if staff := routeStaff(route); staff != "" {
		sh.Subtitle = s.Words.Say("sheet.route.staff", "names", staff)
	}
	if len(route.Visits) == 0 {
		sh.Blocks = []Block{Text{Text: s.Words.Say("sheet.route.empty")}}
		return sh
	}
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.route.time"), Width: 30, Lead: true},
		{Title: s.Words.Say("sheet.route.who"), Width: 56, Lead: true},
		{Title: s.Words.Say("sheet.route.what"), Width: 53},
		{Title: s.Words.Say("sheet.route.done"), Width: 34},
	}}
	for _, group := range care.Together(inOrder(route.Visits)) {
		v := group[0]
		row := Row{Cells: []string{s.clock(v, day), s.whoAndWhere(v), s.whatOrWork(group), ""}, Height: 14}
		if v.Kind != care.VisitPause {
			row.Marks = s.marks(v)
		} else {
			row.Height = 0
		}
		table.Rows = append(table.Rows, row)
	}
	sh.Blocks = []Block{table, Text{Text: s.Words.Say("sheet.route.explain"), Quiet: true}}
	return sh
}

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

// whoAndWhere is the cell with name, address, door code and key.
func (s Setting) whoAndWhere(v *care.Visit) string {
	if v.PersonID == "" {
		return workName(s, v)
	}
	p, hidden := s.visited(v)
	name := s.Words.Say("sheet.name_missing")
	if p != nil && p.Name() != "" {
		name = p.Name()
	}
	away := ""
	if s.Away != nil {
		if a := s.Away(v.PersonID, v.Start); a != nil {
			away = s.tell().Away(a, hidden)
		}
	}
	if hidden {
		return lines(name, away, s.Words.Say("sheet.protected"))
	}
	address := p.Address()
	visiting := address
	visiting.Zip = "" // the post office needs it, the route doesn't
	place := visiting.Line()
	switch {
	case address.Protected:
		place = s.Words.Say("sheet.address_protected")
	case place == "":
		place = v.Place
	}
	codes, numbers := doors(address, v.Keys, p.Keys)
	var ways []string
	if len(codes) > 0 {
		ways = append(ways, s.Words.Say("sheet.route.code", "code", strings.Join(codes, ", ")))
	}
	if len(numbers) > 0 {
		ways = append(ways, s.Words.Say("sheet.route.key", "number", strings.Join(numbers, ", ")))
	}
	return lines(name, away, s.known(place), strings.Join(ways, "; "))
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
