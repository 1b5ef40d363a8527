package start

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

func TestWhatIsAmissWithThePaperIsSaidWithItsButton(t *testing.T) {
	w := text.For(text.Swedish)
	now := time.Date(2026, 11, 27, 20, 0, 0, 0, care.Stockholm)
	at18 := now.Add(-2 * time.Hour)
	days := []time.Time{care.NextDay(now, 1), care.NextDay(now, 2), care.NextDay(now, 3)}
	for _, c := range []struct {
		name  string
		p     papers
		wants []string
		to    page.Place
	}{
		{"nothing", papers{}, nil, page.Place{}},
		{"a failed print", papers{failed: 1}, []string{"En utskrift kom inte ut"}, page.Place{Page: page.Paper, Part: page.PaperPrint}},
		{"a print that nobody knows of", papers{unknown: 1}, []string{"Det är inte känt om en utskrift kom ut."}, page.Place{Page: page.Paper, Part: page.PaperPrint}},
		{"an evening that was missed", papers{evening: desk.EveningState{On: true, Due: true, Unsaved: true, Since: at18, Days: days}},
			[]string{"Kvällsutskriften för lör 28 nov till mån 30 nov är inte gjord"}, page.Place{Page: page.Paper, Day: at18, Print: desk.PrintWeekend}},
		{"an evening without paper", papers{evening: desk.EveningState{On: true, Due: true, Unprinted: true, Since: at18, Days: days[:1]}},
			[]string{"Kvällsutskriften för lör 28 nov är sparad som fil men inte utskriven"}, page.Place{Page: page.Paper, Day: at18, Print: desk.PrintWeekend}},
		{"an evening that is made", papers{evening: desk.EveningState{On: true, Last: at18, Days: days}}, nil, page.Place{}},
		{"changed sheets", papers{changes: desk.Changes{New: 2, Changed: 3, Gone: 1, Last: at18}}, []string{"5 blad är nya eller ändrade, 1 blad ska bort"},
			page.Place{Page: page.Paper, Print: desk.PrintChanged, Day: now}},
		{"a binder that was never printed", papers{changes: desk.Changes{New: 200}}, nil, page.Place{}},
		{"papers that are missing", papers{slips: custody.Counts{Missing: 2}}, []string{"2 numrerade papper saknas."}, page.Place{Page: page.Paper, Part: page.PaperSlips}},
		{"papers that wait", papers{slips: custody.Counts{ReturnedNow: 1}}, []string{"Ett återlämnat papper väntar"}, page.Place{Page: page.Paper, Part: page.PaperSlips}},
	} {
		got := paperDuties(w, desk.Status{}, c.p, now)
		if len(got) != len(c.wants) {
			t.Errorf("%s: %d duties", c.name, len(got))
			continue
		}
		for i, want := range c.wants {
			if !strings.Contains(got[i].sentence, want) || got[i].button == "" || got[i].to != c.to {
				t.Errorf("%s: %q to %+v", c.name, got[i].sentence, got[i].to)
			}
		}
	}
}
