package sheet

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// ScheduleByPerson is a person's visits on the given days. A day without visits says so.
func ScheduleByPerson(s Setting, d *care.Dossier, days []time.Time) Sheet {
	sh := s.aboutPerson(KindSchedule, "sheet.visits.title", d)
	sh.Subtitle = s.span(days)
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindVisit, care.KindWarning)
	sh.Key = strings.Join([]string{string(KindSchedule), "person", d.Person.ID, daysKey(days)}, "|")
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	if shielded(d) {
		sh.Blocks = append(sh.Blocks, s.protectedNotice())
	}
	for _, day := range days {
		sh.Blocks = append(sh.Blocks, Heading{s.day(day)})
		if away := s.awayOn(d, day); away != "" {
			sh.Blocks = append(sh.Blocks, Notice{Lines: []string{away}})
		}
		var visits []*care.Visit
		for _, v := range d.Visits {
			if v.Day().Equal(care.Day(day)) {
				visits = append(visits, v)
			}
		}
		if len(visits) == 0 {
			sh.Blocks = append(sh.Blocks, Text{Text: s.noVisits(day)})
			continue
		}
		sh.Blocks = append(sh.Blocks, s.dayTable(d, day, visits))
	}
	if len(days) == 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: s.Words.Say("sheet.visits.none")})
	}
	return sh
}

// VisitPlan is a person's visits on the coming days (routine 5.4), however many.
func VisitPlan(s Setting, d *care.Dossier, days []time.Time) Sheet {
	sh := ScheduleByPerson(s, d, days)
	sh.Title = s.Words.Say("sheet.visits.plan_title")
	sh.Chapter = s.Words.Say("sheet.chapter.persons")
	sh.Key = strings.Join([]string{"visits", d.Person.ID, daysKey(days)}, "|")
	return sh
}

// noVisits says that a person has none on a day.
func (s Setting) noVisits(day time.Time) string {
	if s.notIn(day) {
		return s.Words.Say("sheet.visits.unknown")
	}
	return s.Words.Say("sheet.visits.none")
}

// nothingOn says that a route or a member of staff has no visits on a day.
func (s Setting) nothingOn(day time.Time) string {
	if s.notIn(day) {
		return s.Words.Say("sheet.visits.unknown")
	}
	return s.Words.Say("sheet.route.empty")
}

// notIn is true for a day on which nobody has a visit: its schedule hasn't come in, and nobody can tell.
func (s Setting) notIn(day time.Time) bool { return s.Visits != nil && len(s.Visits(day)) == 0 }

// daysKey are the first and the last of the days.
func daysKey(days []time.Time) string {
	switch len(days) {
	case 0:
		return ""
	case 1:
		return dayKey(days[0])
	default:
		return dayKey(days[0]) + "|" + dayKey(days[len(days)-1])
	}
}

func (s Setting) dayTable(d *care.Dossier, day time.Time, visits []*care.Visit) Table {
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.route.time"), Width: 34, Lead: true},
		{Title: s.Words.Say("sheet.route.what"), Width: 62},
		{Title: s.Words.Say("sheet.visits.staff"), Width: 40},
		{Title: s.Words.Say("sheet.route.done"), Width: 37},
	}}
	for _, group := range care.Together(inOrder(visits)) {
		v := group[0]
		table.Rows = append(table.Rows, Row{
			Cells:  []string{s.clock(v, day), s.what(group, shielded(d)), s.known(strings.Join(care.StaffOf(group), "\n")), ""},
			Marks:  s.marks(v),
			Height: 12,
		})
	}
	return table
}

// span names the days: one, or first and last.
func (s Setting) span(days []time.Time) string {
	switch len(days) {
	case 0:
		return ""
	case 1:
		return s.day(days[0])
	default:
		return s.Words.Say("sheet.visits.span", "first", s.day(days[0]), "last", s.day(days[len(days)-1]))
	}
}
