package desk

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/sheet"
)

// EveryStaff is the staff of an order that makes a sheet for each member of staff, and one for what
// nobody has been set to do.
const EveryStaff = "*"

// planDays is how many days a visit plan shows.
const planDays = 7

// schedules are the days by route and by person; for one person, route or member of staff only
// theirs.
func (c *composing) schedules(days []time.Time) {
	if c.o.Staff != "" {
		c.byStaff(days)
		return
	}
	if !c.one() {
		c.byRoute(days)
	}
	if c.o.Route != "" {
		return
	}
	for _, p := range c.persons {
		d := c.dossier(p.ID, days...)
		if len(d.Visits) > 0 || c.one() {
			c.add(sheet.ScheduleByPerson(c.at, d, days))
		}
	}
}

func (c *composing) byRoute(days []time.Time) {
	for _, day := range days {
		for _, r := range c.routes(day) {
			c.add(sheet.ScheduleByRoute(c.at, day, r, c.roundsAsOf()))
		}
	}
}

// routes are the wanted routes of a day; one without anything where nothing at all is planned, for a
// sheet that says so.
func (c *composing) routes(day time.Time) []care.RouteDay {
	routes := c.s.replica.RoutesOn(day)
	if c.o.Route == "" {
		if len(routes) == 0 {
			return []care.RouteDay{{}}
		}
		return routes
	}
	return slices.DeleteFunc(routes, func(r care.RouteDay) bool { return r.Route != c.o.Route })
}

// byStaff are the days of one member of staff, or of each. A person's name may be typed in small
// letters.
func (c *composing) byStaff(days []time.Time) {
	wanted := strings.TrimSpace(c.o.Staff)
	for _, day := range days {
		for _, staff := range c.s.replica.StaffOn(day) {
			if wanted == EveryStaff || strings.EqualFold(staff.Staff, wanted) {
				c.add(sheet.ScheduleByStaff(c.at, day, staff, c.s.fresh.Oldest(care.KindPerson, care.KindVisit, care.KindShift)))
			}
		}
	}
}

// roundsAsOf is when the oldest of what a route's sheet shows left its source.
func (c *composing) roundsAsOf() time.Time {
	return c.s.fresh.Oldest(care.KindPerson, care.KindVisit)
}

// keys are the routes' doors and keys of a day.
func (c *composing) keys() error {
	c.doc.Subtitle = c.w.Day(c.o.Date)
	c.keysOn([]time.Time{c.day()})
	return nil
}

func (c *composing) keysOn(days []time.Time) {
	for _, day := range days {
		for _, r := range c.routes(day) {
			c.add(sheet.Keys(c.at, day, r, c.roundsAsOf()))
		}
	}
}

// attendance is the routes' times to fill in; blank lists where so many are asked for, or where the
// day has no schedule.
func (c *composing) attendance() error {
	if c.o.Blanks > 0 {
		for range min(c.o.Blanks, MostBlanks) {
			c.add(sheet.BlankAttendance(c.at))
		}
		return nil
	}
	c.doc.Subtitle = c.w.Day(c.o.Date)
	for _, r := range c.routes(c.day()) {
		if len(r.Visits) == 0 {
			c.add(sheet.BlankAttendance(c.at))
			continue
		}
		c.add(sheet.Attendance(c.at, c.day(), r, c.roundsAsOf()))
	}
	return nil
}

// attendanceStock are the blank lists of a stock pack: one for each twelve persons each shift, two at
// least and no more than there is room for.
func (c *composing) attendanceStock(hours, persons, room int) []sheet.Sheet {
	copies := form.Stock{Persons: 12, Hours: UsualHours, Least: 2}.Copies(min(hours, mostStock), min(persons, mostStock))
	lists := make([]sheet.Sheet, max(0, min(copies, room)))
	for i := range lists {
		lists[i] = sheet.BlankAttendance(c.at)
	}
	return lists
}

// visitPlans are persons' visits for a week from the day of the order; of everyone only those who
// have any.
func (c *composing) visitPlans() error {
	days := make([]time.Time, planDays)
	for i := range days {
		days[i] = care.NextDay(c.day(), i)
	}
	c.doc.Subtitle = span(c.w, days)
	for _, p := range c.persons {
		if d := c.dossier(p.ID, days...); c.one() || len(d.Visits) > 0 {
			c.add(sheet.VisitPlan(c.at, d, days))
		}
	}
	return nil
}
