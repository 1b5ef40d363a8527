package sheet

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// KindWeek is a person's week of health visits and orders, and the nurse's list of a day.
const KindWeek Kind = "week"

// Week is a person's health visits and health orders on the days, by day and hour, without doses
// (routine 5.5).
func Week(s Setting, d *care.Dossier, days []time.Time) Sheet {
	sh := s.aboutPerson(KindWeek, "sheet.week.title", d)
	sh.Chapter = s.Words.Say("sheet.chapter.health")
	sh.Subtitle = s.span(days)
	if len(days) > 0 {
		sh.Key += "|" + dayKey(days[0])
	}
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindWarning, care.KindVisit, care.KindHealthOrder)
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	if shielded(d) {
		sh.Blocks = append(sh.Blocks, s.protectedNotice())
	}
	for _, day := range days {
		sh.Blocks = append(sh.Blocks, s.weekday(d, day)...)
	}
	sh.Blocks = append(sh.Blocks, s.neededBlocks(d, days)...)
	return sh.with(Text{Text: s.Words.Say("sheet.week.explain"), Quiet: true})
}

// HasWeek tells whether a health visit or an order falls on one of the days.
func HasWeek(d *care.Dossier, days []time.Time) bool {
	return slices.ContainsFunc(days, func(day time.Time) bool { return len(medicalOn(d, day))+len(due(d, day)) > 0 }) ||
		len(asNeeded(d, days)) > 0
}

func medicalOn(d *care.Dossier, day time.Time) []*care.Visit {
	return slices.DeleteFunc(slices.Clone(d.Visits), func(v *care.Visit) bool { return !v.Medical || !v.Day().Equal(care.Day(day)) })
}

// weekday is a day of the week: visits and orders in the order of their hours.
func (s Setting) weekday(d *care.Dossier, day time.Time) []Block {
	blocks := []Block{Heading{s.day(day)}}
	if away := s.awayOn(d, day); away != "" {
		blocks = append(blocks, Notice{Lines: []string{away}})
	}
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.week.when"), Width: 24, Lead: true},
		{Title: s.Words.Say("sheet.week.what"), Width: 50, Lead: true},
		{Title: s.Words.Say("sheet.week.who"), Width: 26},
	}}
	visits, orders := care.Together(inOrder(medicalOn(d, day))), due(d, day)
	for len(visits)+len(orders) > 0 {
		if len(orders) == 0 || len(visits) > 0 && (visits[0][0].AnyTime || orders[0].unsure || orders[0].anyTime || !visits[0][0].Start.After(orders[0].at)) {
			v := visits[0][0]
			table.Rows = append(table.Rows, Row{Cells: []string{s.clock(v, day),
				lines(s.Words.Say("sheet.week.visit"), s.services(v)), s.known(strings.Join(care.StaffOf(visits[0]), "\n"))}})
			visits = visits[1:]
			continue
		}
		x := orders[0]
		row := Row{Cells: []string{s.dueAt(x), s.orderBrief(x.order, shielded(d)), s.professions(x.order)}}
		if x.order.OfMedicines() {
			row.Marks = []string{s.Words.Say("sheet.orders.medication")}
		}
		table.Rows = append(table.Rows, row)
		orders = orders[1:]
	}
	if len(table.Rows) == 0 {
		return append(blocks, Text{Text: s.Words.Say("sheet.week.nothing")})
	}
	return append(blocks, table)
}

// professions are who carries an order out, as far as it says.
func (s Setting) professions(o *care.HealthOrder) string {
	names := make([]string, 0, len(o.Professions))
	for _, p := range o.Professions {
		names = append(names, s.Words.Say("profession."+p))
	}
	return strings.Join(names, ", ")
}

// NursesDay is every health visit of a day over all routes, for the nurse: a schedule, which may hold
// several persons. asOf is when the schedule left Lifecare.
func NursesDay(s Setting, day time.Time, visits []*care.Visit, asOf time.Time) Sheet {
	medical := slices.DeleteFunc(slices.Clone(visits), func(v *care.Visit) bool { return !v.Medical || v.Kind != care.VisitVisit })
	sh := Sheet{Kind: KindWeek, Title: s.Words.Say("sheet.week.day_title"), Subtitle: s.day(day), DataAsOf: asOf,
		Chapter: s.Words.Say("sheet.chapter.health"), Key: string(KindWeek) + "|day|" + day.In(care.Stockholm).Format(time.DateOnly)}
	if len(medical) == 0 {
		return sh.with(Text{Text: s.Words.Say("sheet.week.no_visits")})
	}
	who := func(v *care.Visit) string { return strings.Join(care.StaffOf([]*care.Visit{v}), "") }
	return sh.with(s.rounds(day, medical, who), Text{Text: s.Words.Say("sheet.route.explain"), Quiet: true})
}
