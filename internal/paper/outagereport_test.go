package paper

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// The board gets one page, however much went wrong and whatever was written of it.
func TestTheReportOnAnOutageIsOnePage(t *testing.T) {
	at := time.Date(2026, 12, 30, 22, 44, 0, 0, time.UTC)
	both := func(s string) text.Both { return text.Both{SV: s, EN: s} }
	var c outage.Catalogue
	var worst outage.Report
	worst.Outage = outage.Outage{ID: strings.Repeat("1", 32), Began: at, Drill: true, Unsure: true, Planned: "p1", Incidents: strings.Repeat("En dörr gick inte att öppna. ", 60),
		Improve: strings.Repeat("Fler laddare i bilarna och en reservnyckel. ", 60)}
	worst.Counts = outage.Counts{Known: true, Persons: 231, Entries: 1264, Entered: 950, Waiting: 310, Other: 4, Late: 103, Hidden: 22}
	worst.Units, worst.Overlaps, worst.At, worst.Duration = strings.Repeat("Västra hemtjänsten och Aspgården, ", 20), 3, at.Add(99*time.Hour), 99*time.Hour
	for i := range 14 {
		c.Systems = append(c.Systems, outage.System{ID: fmt.Sprint("s", i), Place: i + 1, Name: both("Lifecare avgiftshantering och debitering")})
		c.Failures = append(c.Failures, outage.Failure{ID: fmt.Sprint("f", i), Name: both("En plats: Aspgårdens larm och lås går inte att nå, eller bara ibland"), Scope: outage.ScopeSite})
		worst.Broken = append(worst.Broken, outage.Broken{Failure: fmt.Sprint("f", i), Of: strings.Repeat("en plats långt borta ", 9), Since: at.Add(time.Duration(i) * time.Hour)})
		worst.Systems = append(worst.Systems, outage.SystemTime{System: c.Systems[i], Worst: outage.StillNot, Touched: time.Duration(i/3) * time.Hour})
		worst.Reports = append(worst.Reports, outage.Event{Type: outage.EventReport, To: strings.Repeat("IT servicedesk ", 12), Case: strings.Repeat("INC-", 40), At: at})
		worst.Messages = append(worst.Messages, outage.Event{Type: outage.EventMessage})
	}
	empty := outage.Report{Outage: outage.Outage{ID: worst.ID, Began: at, Ended: at.Add(time.Hour), Broken: worst.Broken[:1]}, Duration: time.Hour, At: at.Add(2 * time.Hour)}
	over := worst
	over.Broken = slices.Clone(worst.Broken)
	over.Drill, over.Unsure, over.Ended = false, false, worst.At
	for i := range over.Broken {
		over.Broken[i].Until = worst.At
	}
	setting := sheet.Setting{Words: text.For(text.Swedish), Now: at}
	for name, r := range map[string]outage.Report{"the worst": worst, "the worst that is over": over, "the least": empty} {
		sh := sheet.OutageReport(setting, c, r)
		printed := print(t, document(sh), sheet.Output{})
		if printed.Pages != 1 {
			t.Errorf("%s has %d pages", name, printed.Pages)
		}
	}
	year := outage.YearStats{Year: 2026, Outages: 41, Open: 1, Planned: 12, Reviewed: 20, Unreviewed: 20, Time: 99 * time.Hour}
	for i := range 20 {
		year.ByFailure = append(year.ByFailure, outage.FailureTime{Failure: fmt.Sprint("f", i), Times: i, Time: time.Hour})
	}
	if printed := print(t, document(sheet.OutageYear(setting, c, year)), sheet.Output{}); printed.Pages != 1 {
		t.Errorf("the year has %d pages", printed.Pages)
	}
}
