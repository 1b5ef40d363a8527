package sheet

import (
	"fmt"
	"strings"
	"time"

	"avbrottsparm/internal/outage"
)

// mostYearFailures is how many sorts of failure the year's page lists.
const mostYearFailures = 12

// OutageYear is the page about a year's outages: how many, how long, by what and in which months.
func OutageYear(s Setting, c outage.Catalogue, y outage.YearStats) Sheet {
	w := s.Words
	sh := Sheet{Kind: KindOutage, Key: fmt.Sprintf("%s|year|%d", KindOutage, y.Year), Title: w.Say("sheet.year.title", "year", y.Year),
		Chapter: w.Say("sheet.outage.chapter"), Foot: []string{w.Say("sheet.outage.foot"), w.Say("sheet.outage.foot_rule")}}
	if y.Outages == 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.year.none")},
			Fields{Rows: []Field{{w.Say("sheet.year.drills"), fmt.Sprint(y.Drills)}}})
		return sh
	}
	of := func(n, all int) string { return w.Say("sheet.year.n_of", "n", n, "of", all) }
	sh.Blocks = append(sh.Blocks, Fields{Columns: 2, Rows: []Field{
		{w.Say("sheet.year.outages"), fmt.Sprint(y.Outages)},
		{w.Say("sheet.year.planned"), of(y.Planned, y.Outages)},
		{w.Say("sheet.year.open"), of(y.Open, y.Outages)},
		{w.Say("sheet.year.reviewed"), of(y.Reviewed, y.Reviewed+y.Unreviewed)},
		{w.Say("sheet.year.time"), outage.LongTime(w, y.Time)},
		{w.Say("sheet.year.longest"), outage.LongTime(w, y.Longest)},
		{w.Say("sheet.year.messages"), fmt.Sprint(y.Messages)},
		{w.Say("sheet.year.reports"), fmt.Sprint(y.Reports)},
		{w.Say("sheet.year.unsure"), of(y.Unsure, y.Outages)},
		{w.Say("sheet.year.drills"), fmt.Sprint(y.Drills)},
	}})
	if y.Open > 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.year.open_rule"), Quiet: true})
	}
	sh.Blocks = append(sh.Blocks, Heading{w.Say("sheet.year.failures")}, yearFailures(s, c, y), Heading{w.Say("sheet.year.months")}, yearMonths(s, y))
	return sh
}

func yearFailures(s Setting, c outage.Catalogue, y outage.YearStats) Block {
	w := s.Words
	table := Table{Columns: []Column{{Title: w.Say("sheet.year.failure"), Width: 60}, {Title: w.Say("sheet.year.times"), Width: 15, Align: Right},
		{Title: w.Say("sheet.year.span"), Width: 25, Align: Right}}}
	for i, f := range y.ByFailure {
		if i == mostYearFailures {
			table.Rows = append(table.Rows, Row{Cells: []string{w.Count("sheet.outage.more_failures", len(y.ByFailure)-i), "", ""}})
			break
		}
		table.Rows = append(table.Rows, Row{Cells: []string{cut(w, c.NameOf(w, outage.Broken{Failure: f.Failure}), mostCase), fmt.Sprint(f.Times), outage.LongTime(w, f.Time)}})
	}
	return table
}

// yearMonths is how many began in each month, in two rows of six.
func yearMonths(s Setting, y outage.YearStats) Block {
	var table Table
	names, counts := make([]string, 12), make([]string, 12)
	for m := range 12 {
		day := s.Words.DayShort(time.Date(y.Year, time.Month(m+1), 1, 0, 0, 0, 0, time.UTC))
		names[m] = day[strings.LastIndex(day, " ")+1:]
		counts[m] = fmt.Sprint(y.ByMonth[m])
		table.Columns = append(table.Columns, Column{Title: names[m], Width: 1, Align: Center})
	}
	table.Rows = []Row{{Cells: counts}}
	return table
}
