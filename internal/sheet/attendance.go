package sheet

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// attendanceRows is how many empty rows stand after what was planned: for what comes up. A list
// without a plan fills two pages.
const (
	attendanceRows  = 12
	attendanceBlank = 14
	attendanceRow   = 15.0 // millimetres
)

// AttendanceVersion is raised with every change of what is filled in, for whoever transcribes it.
const AttendanceVersion = 1

// Attendance is where a route's times are written while the phones can't register them (routine
// 4.1): planned time, start and end, done or why not, the second of a double staffing, travel. It
// holds no address, key or free text of the schedule. asOf is when the schedule left Lifecare.
func Attendance(s Setting, day time.Time, route care.RouteDay, asOf time.Time) Sheet {
	sh := s.attendance()
	sh.Title = s.Words.Say("sheet.attendance.title_of", "route", s.routeName(route), "day", s.day(day))
	sh.Key, sh.DataAsOf = keyOfRoute(KindAttendance, route.Route, day), asOf
	if staff := routeStaff(route); staff != "" {
		sh.Subtitle = s.Words.Say("sheet.route.staff", "names", staff)
	}
	table := s.attendanceTable()
	for _, group := range care.Together(inOrder(route.Visits)) {
		if group[0].Kind != care.VisitPause {
			table.Rows = append(table.Rows, s.attended(group, day))
		}
	}
	if len(table.Rows) == 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: s.nothingOn(day)})
	} else {
		sh.Blocks = append(sh.Blocks, table)
	}
	sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.attendance.unplanned")}, s.unplanned(attendanceRows))
	return sh
}

// BlankAttendance is the same list for a day without a schedule.
func BlankAttendance(s Setting) Sheet {
	sh := s.attendance()
	sh.Title = s.Words.Say("sheet.attendance.title")
	sh.Chapter = s.Words.Say("sheet.chapter.forms")
	sh.Blocks = append([]Block{Fields{Columns: 2, Rows: []Field{
		{Label: s.Words.Say("sheet.attendance.route")}, {Label: s.Words.Say("sheet.attendance.day")},
		{Label: s.Words.Say("sheet.attendance.staff")}, {Label: s.Words.Say("sheet.attendance.shift")},
	}}}, append(sh.Blocks, s.unplanned(attendanceBlank))...)
	return sh
}

// attendance is what both have in common.
func (s Setting) attendance() Sheet {
	return Sheet{Kind: KindAttendance, Landscape: true, Blank: true, Counted: true, Version: AttendanceVersion,
		Chapter: s.Words.Say("sheet.chapter.attendance"),
		Blocks:  []Block{Text{Text: s.Words.Say("sheet.attendance.rules"), Quiet: true}}}
}

func (s Setting) attendanceTable() Table {
	table := Table{}
	for _, column := range []struct {
		key   string
		width float64
	}{{"planned", 33}, {"who", 56}, {"times", 28}, {"done", 33}, {"why", 44}, {"second", 30}, {"travel", 19}, {"signature", 22}} {
		table.Columns = append(table.Columns, Column{Title: s.Words.Say("sheet.attendance." + column.key), Width: column.width,
			Lead: column.key == "planned" || column.key == "who"})
	}
	return table
}

// attended is the row of a planned visit, or of other work.
func (s Setting) attended(group []*care.Visit, day time.Time) Row {
	v := group[0]
	who := lines(workName(s, v), s.services(v))
	if v.PersonID != "" {
		p, hidden := s.visited(v)
		number := ""
		if p != nil {
			number = p.PersonalID.Written(s.Now)
		}
		who = lines(s.named(p), number, s.awayAt(v, hidden), s.services(v))
	}
	second := ""
	if v.Double != "" {
		second = lines(strings.Join(s.others(group), ", "), s.Words.Say("sheet.attendance.times_cell"))
	}
	travel := ""
	if v.Travel > 0 {
		travel = s.Words.Say("sheet.attendance.minutes", "n", int(v.Travel/time.Minute))
	}
	cells := s.emptyCells()
	cells[0], cells[1], cells[5], cells[6] = s.clock(v, day), who, second, travel
	return Row{Cells: cells, Marks: s.marks(v), Height: attendanceRow}
}

// others are who else makes a double-staffed visit than the one whose list it is.
func (s Setting) others(group []*care.Visit) []string {
	names := care.StaffOf(s.halves(group))
	return names[min(1, len(names)):]
}

// unplanned are rows for what was not planned.
func (s Setting) unplanned(rows int) Table {
	table := s.attendanceTable()
	for i := range table.Columns {
		table.Columns[i].Lead = false
	}
	for range rows {
		cells := s.emptyCells()
		cells[1] = s.Words.Say("sheet.attendance.who_cell")
		cells[5] = s.Words.Say("sheet.attendance.times_cell")
		table.Rows = append(table.Rows, Row{Cells: cells, Height: attendanceRow})
	}
	return table
}

// emptyCells are a row to fill in, with the small words that tell what goes where.
func (s Setting) emptyCells() []string {
	return []string{"", "", s.Words.Say("sheet.attendance.times_cell"), s.Words.Say("sheet.attendance.done_cell"), "", "", "", ""}
}
