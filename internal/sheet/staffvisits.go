package sheet

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// ScheduleByStaff is what one member of staff does on a day, with what is needed at each door and
// room to write what was done. What nobody has been set to do has a sheet too, so that no visit is
// missed. asOf is when the schedule left Lifecare.
func ScheduleByStaff(s Setting, day time.Time, staff care.StaffDay, asOf time.Time) Sheet {
	name := staff.Staff
	if name == "" {
		name = s.Words.Say("sheet.staff.nobody")
	}
	routes := routesOf(staff.Visits)
	sh := Sheet{
		Kind:     KindSchedule,
		Title:    s.Words.Say("sheet.route.title", "route", name, "day", s.day(day)),
		Subtitle: s.hours(staff, routes),
		Chapter:  s.Words.Say("sheet.chapter.staff"),
		DataAsOf: asOf,
		Key:      strings.Join([]string{string(KindSchedule), "staff", staff.Staff, dayKey(day)}, "|"),
	}
	if len(staff.Visits) == 0 {
		sh.Blocks = []Block{Text{Text: s.nothingOn(day)}}
		return sh
	}
	var whose func(*care.Visit) string
	if len(routes) > 1 {
		whose = func(v *care.Visit) string { return v.Route }
	}
	sh.Blocks = []Block{s.rounds(day, staff.Visits, whose), Text{Text: s.Words.Say("sheet.route.explain"), Quiet: true}}
	return sh
}

// routesOf names the routes of visits, each once, in the order in which they come.
func routesOf(visits []*care.Visit) []string {
	var routes []string
	for _, v := range visits {
		if v.Route != "" && !slices.Contains(routes, v.Route) {
			routes = append(routes, v.Route)
		}
	}
	return routes
}

// hours tells from when to when somebody works, how they get about and on which routes.
func (s Setting) hours(staff care.StaffDay, routes []string) string {
	var parts []string
	for _, shift := range staff.Shifts {
		hours := s.Words.Say("sheet.staff.hours", "from", s.Words.Clock(shift.Start.In(care.Stockholm)), "to", s.Words.Clock(shift.End.In(care.Stockholm)))
		if key := "sheet.staff.transport." + strings.ToLower(shift.Transport); shift.Transport != "" && s.Words.Has(key) {
			hours += ", " + s.Words.Say(key)
		}
		parts = append(parts, hours)
	}
	return strings.Join(append(parts, routes...), " · ")
}
