package main

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

type scheduleWord struct {
	binder
	Date  string `required:"" placeholder:"YYYY-MM-DD" help:"${help_date}"`
	Route string `placeholder:"R" help:"${help_route}"`
}

type dayShape struct {
	Day  string `json:"day"`
	AsOf string `json:"as_of"`
	// Outages are the planned stops of systems on the day.
	Outages []outageShape `json:"outages"`
	Routes  []routeShape  `json:"routes"`
}

type routeShape struct {
	Route  string       `json:"route"`
	Visits []visitShape `json:"visits"`
}

// Run shows a day's visits by route, nights whole.
func (c *scheduleWord) Run(a *app) error {
	day, err := dayOf(c.Date, time.Now())
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		sched := s.Schedule(day, c.Route)
		s.NoteList(a.ctx, join(" ", desk.ListSchedule, sched.Day.Format(time.DateOnly), c.Route))
		if a.json {
			a.putJSON(shapeDay(sched))
			return nil
		}
		a.tellDay(s, sched, c.Route)
		return nil
	})
}

func shapeDay(sched desk.Schedule) dayShape {
	shape := dayShape{Day: sched.Day.Format(time.DateOnly), AsOf: stamp(sched.AsOf), Outages: each(sched.Outages, shapeOutage), Routes: []routeShape{}}
	for _, r := range sched.Routes {
		route := routeShape{Route: r.Route, Visits: []visitShape{}}
		for _, v := range r.Visits {
			name, hidden := visited(sched, v)
			one := shapeVisit(v, name, hidden, sched.Day)
			if away := sched.Away[v.PersonID]; away != nil && away.Covers(v.Start) {
				one.Away = shapeAway(away, hidden)
			}
			route.Visits = append(route.Visits, one)
		}
		shape.Routes = append(shape.Routes, route)
	}
	return shape
}

// visited is whom a visit concerns. Somebody who can't be found is treated as protected: nobody
// can tell that the identity isn't.
func visited(sched desk.Schedule, v *care.Visit) (name string, hidden bool) {
	if v.PersonID == "" {
		return "", false
	}
	if p, ok := sched.Persons[v.PersonID]; ok {
		return p.Name(), p.Protected
	}
	return "", true
}

func (a *app) tellDay(s *desk.Session, sched desk.Schedule, route string) {
	p := a.page()
	p.line(a.words.Day(sched.Day))
	p.line(p.age(sched.AsOf))
	for _, o := range sched.Outages {
		p.line(a.tell().Outage(o))
	}
	if len(sched.Routes) == 0 {
		p.gap()
		p.line(a.words.Say("parm.schedule.none"))
		if route != "" {
			a.tellRouteNames(p, s.Schedule(sched.Day, ""))
		}
	}
	for _, r := range sched.Routes {
		name := r.Route
		if name == "" {
			name = a.words.Say("parm.schedule.no_route")
		}
		staff := onlyStaff(r.Visits)
		if staff != r.Route {
			name = join(", ", name, staff)
		}
		p.head(name)
		var rows [][]string
		for _, v := range r.Visits {
			rows = append(rows, a.visitRow(sched, v, staff))
		}
		p.table(nil, rows)
	}
}

func (a *app) tellRouteNames(p *page, sched desk.Schedule) {
	var names []string
	for _, r := range sched.Routes {
		names = append(names, r.Route)
	}
	if len(names) > 0 {
		p.line(a.words.Say("parm.schedule.routes", "names", strings.Join(names, ", ")))
	}
}

// onlyStaff is who makes all the visits; empty when they are several or not named.
func onlyStaff(visits []*care.Visit) string {
	for _, v := range visits {
		if v.Staff != visits[0].Staff {
			return ""
		}
	}
	return visits[0].Staff
}

// visitRow is when, who and where with the ways in, by whom where the headline doesn't say, and
// what.
func (a *app) visitRow(sched desk.Schedule, v *care.Visit, told string) []string {
	when := "  " + a.clock(v)
	if v.Day().After(sched.Day) {
		when += " " + a.words.DayShort(v.Day())
	}
	name, hidden := visited(sched, v)
	staff, what := v.Staff, v.Services()
	if away := sched.Away[v.PersonID]; away != nil && away.Covers(v.Start) {
		what = join("; ", strings.ToUpper(a.tell().Away(away, hidden)), what)
	}
	if staff == told {
		staff = ""
	}
	switch {
	case v.PersonID == "":
		return []string{when, a.work(v), staff, join("; ", what, noteOf(v))}
	case hidden:
		return []string{when, name + ", " + a.words.Say("parm.protected"), staff, join("; ", a.visitMarks(v), what)}
	}
	return []string{when, join(", ", name, a.door(sched.Persons[v.PersonID], v)), staff, join("; ", a.visitMarks(v), what, noteOf(v))}
}

// work is what a pause or other work is called.
func (a *app) work(v *care.Visit) string {
	if v.Name != "" {
		return v.Name
	}
	return a.words.Say("parm.visit." + string(v.Kind))
}

// door is the address with codes and key numbers.
func (a *app) door(p *care.Person, v *care.Visit) string {
	at := p.Address()
	place := at.Line()
	if place == "" {
		place = v.Place
	}
	parts := []string{place}
	if at.EntryCode != "" {
		parts = append(parts, a.words.Say("parm.code", "code", at.EntryCode))
	}
	told := map[string]bool{at.EntryCode: true}
	for _, key := range append(append([]care.KeyInfo{}, p.Keys...), v.Keys...) {
		if told[key.Value] {
			continue
		}
		told[key.Value] = true
		if key.IsNumber() {
			parts = append(parts, a.words.Say("parm.key", "number", key.Value))
		} else {
			parts = append(parts, a.words.Say("parm.code", "code", key.Value))
		}
	}
	return join(", ", parts...)
}

// clock is when a visit is, with a mark when it ends on the next day.
func (a *app) clock(v *care.Visit) string {
	if v.AnyTime {
		return a.words.Say("parm.visit.any_time")
	}
	span := a.words.Clock(v.Start.In(care.Stockholm)) + "–" + a.words.Clock(v.End.In(care.Stockholm))
	if v.PassesMidnight() {
		span += " +1"
	}
	return span
}

func (a *app) visitMarks(v *care.Visit) string {
	var marks []string
	if v.Medical {
		marks = append(marks, a.words.Say("parm.visit.medical"))
	}
	if v.Double != "" {
		marks = append(marks, a.words.Say("parm.visit.double"))
	}
	return strings.Join(marks, ", ")
}
