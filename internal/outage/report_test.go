package outage_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// anHourDark is an outage of Lifecare with an hour without power in it.
func anHourDark() outage.Outage {
	o, _ := take(inTurn(
		with(starts(firstID, 0, "lifecare"), func(e *outage.Event) { e.Touched = "Västra hemtjänsten" }),
		with(happens(firstID, outage.EventReport, 5), func(e *outage.Event) { e.To, e.Case = "service_desk", "INC-4711" }),
		with(happens(firstID, outage.EventMessage, 10), func(e *outage.Event) {
			e.Message = &outage.Sent{Kind: outage.MessageFirst, Channel: outage.ChannelSMS, Text: "Lifecare är nere", Group: "Hemtjänst"}
		}),
		with(happens(firstID, outage.EventBreak, 30), func(e *outage.Event) { e.Broken = faults("power") }),
		with(happens(firstID, outage.EventMend, 90), func(e *outage.Event) { e.Broken = faults("power") }),
		happens(firstID, outage.EventEnd, 120))).Get(firstID)
	return o
}

func TestTheReportAddsUpWhatBecameOfEachSystem(t *testing.T) {
	r := anHourDark().Report(engine(), outage.Counts{Known: true, Persons: 3, Entries: 5, Entered: 3, Waiting: 1, Other: 1, Late: 1}, after(500))
	if r.Duration != 2*time.Hour || r.Units != "Västra hemtjänsten" || r.Entries != r.Entered+r.Waiting+r.Other {
		t.Errorf("%v, %q, %+v", r.Duration, r.Units, r.Counts)
	}
	got := map[string]string{}
	for _, s := range r.Systems {
		got[s.System.ID] = string(s.Worst) + " " + s.Touched.String() + " " + strings.Join(s.Failures, "+")
	}
	for id, want := range map[string]string{
		"lifecare_hsl": "not 2h0m0s lifecare",
		// The alarm server ran on its UPS for 30 minutes of the hour, and then not.
		"safety_alarms": "not 1h0m0s power",
		"door_locks":    "until 1h0m0s power",
	} {
		if got[id] != want {
			t.Errorf("%s: %q", id, got[id])
		}
	}
	if _, touched := got["phoniro_administration"]; touched {
		t.Errorf("a system that worked is touched: %v", got)
	}
}

func TestAReportOfAnOutageThatGoesOnCountsUntilNow(t *testing.T) {
	o, _ := take(inTurn(starts(firstID, 0, "lifecare"))).Get(firstID)
	r := o.Report(engine(), outage.Counts{}, after(45))
	if r.Duration != 45*time.Minute || r.Systems[0].Touched != 45*time.Minute || r.Units != "" {
		t.Errorf("%v, %+v", r.Duration, r.Systems)
	}
	if early := o.Report(engine(), outage.Counts{}, after(-10)); early.Duration != 0 || len(early.Systems) != 0 {
		t.Errorf("a clock that was set back: %v, %v", early.Duration, early.Systems)
	}
}

// On paper 02:14 until 03:20 is an hour and six minutes, whatever the seconds were.
func TestDurationsAddUpWithTheClocksBesideThem(t *testing.T) {
	o := outage.Outage{ID: firstID, Began: downAt.Add(59 * time.Second), Ended: downAt.Add(66*time.Minute + time.Second),
		Broken: []outage.Broken{{Failure: "lifecare", Since: downAt.Add(59 * time.Second), Until: downAt.Add(66*time.Minute + time.Second)}}}
	r, s := o.Report(engine(), outage.Counts{}, after(90)), outage.StatsOf([]outage.Outage{o}, 2026)
	for _, got := range []time.Duration{r.Duration, r.Systems[0].Touched, s.Time, s.Longest, s.ByFailure[0].Time} {
		if got != 66*time.Minute {
			t.Errorf("%v in %+v", got, s)
		}
	}
}

// On the night when the clocks go back an hour, two o'clock comes twice, and an outage lasts as long as it does.
func TestAnOutageOverAChangeOfTheClocksIsAsLongAsItWas(t *testing.T) {
	began := time.Date(2026, 10, 25, 1, 30, 0, 0, care.Stockholm)
	ended := time.Date(2026, 10, 25, 3, 30, 0, 0, care.Stockholm)
	begin := with(starts(firstID, 0, "power"), func(e *outage.Event) { e.At, e.Told = began, began })
	end := with(happens(firstID, outage.EventEnd, 0), func(e *outage.Event) { e.At, e.Told = ended, ended })
	o, _ := take(inTurn(begin, end)).Get(firstID)
	if r := o.Report(engine(), outage.Counts{}, ended); r.Duration != 3*time.Hour || outage.StatsOf([]outage.Outage{o}, 2026).Time != 3*time.Hour {
		t.Errorf("it lasted %v", r.Duration)
	}
}

func TestNumbersAreToldWithWhatIsNotKnown(t *testing.T) {
	sv := text.For(text.Swedish)
	said := func(n outage.Counts) string {
		return strings.Join(outage.CountLines(sv, outage.Report{Counts: n}), " | ")
	}
	for want, n := range map[string]outage.Counts{
		"Anteckningarna är inte räknade: den som gjorde rapporten får inte läsa dem.": {Entries: 4},
		"Anteckningar under avbrottet: 0. Personer som de gäller: 0.":                 {Known: true},
		"Anteckningar under avbrottet: 12. Personer som de gäller: 7. | Inne i Lifecare: 9 av 12. Väntar: 2. Avslutade på annat sätt: 1. | Sena, inskrivna eller väntande: 1 av 12. | 4 anteckningar i enhetens pärm är inte med: den som gjorde rapporten får inte läsa dem.": {Known: true, Persons: 7, Entries: 12, Entered: 9, Waiting: 2, Other: 1, Late: 1, Hidden: 4},
	} {
		if got := said(n); got != want {
			t.Errorf("%+v:\n%s\ninstead of\n%s", n, got, want)
		}
	}
}

// lasting is an outage from and until minutes after downAt.
func lasting(id string, from, until int, failures ...string) outage.Outage {
	o, _ := take(inTurn(starts(id, from, failures...), happens(id, outage.EventEnd, until))).Get(id)
	return o
}

func TestTheYearIsCounted(t *testing.T) {
	planned := lasting(secondID, 600, 610, "lifecare")
	planned.Planned, planned.Unsure = "p1", true
	drill := lasting(drillID, 0, 10, "power")
	drill.Drill = true
	open, _ := take(inTurn(starts("44444444444444444444444444444444", 2000, "wifi"))).Get("44444444444444444444444444444444")
	reviewed := lasting("55555555555555555555555555555555", 60, 180, "power", "lifecare")
	reviewed.Reviewed = after(900)
	newYear := lasting("66666666666666666666666666666666", 54*1440, 54*1440+60, "power") // in January
	all := []outage.Outage{lasting(firstID, 0, 120, "lifecare"), planned, drill, open, reviewed, newYear}
	s := outage.StatsOf(all, 2026)
	if s.Outages != 4 || s.Planned != 1 || s.Open != 1 || s.Drills != 1 || s.Reviewed != 1 || s.Unreviewed != 2 || s.Unsure != 1 {
		t.Errorf("%+v", s)
	}
	// 0-120 and 60-180 overlap: three hours and ten minutes, not four hours.
	if s.Time != 190*time.Minute || s.Longest != 2*time.Hour || s.LongestID != firstID || s.ByMonth[10] != 4 {
		t.Errorf("%v, longest %v of %.4s, %v", s.Time, s.Longest, s.LongestID, s.ByMonth)
	}
	if f := s.ByFailure; len(f) != 3 || f[0].Failure != "lifecare" || f[0].Times != 3 || f[0].Time != 250*time.Minute || f[2].Failure != "wifi" || f[2].Time != 0 {
		t.Errorf("%+v", f)
	}
	if next := outage.StatsOf(all, 2027); next.Outages != 1 || next.ByMonth[0] != 1 || next.Time != time.Hour {
		t.Errorf("%+v", next)
	}
	if none := outage.StatsOf(nil, 2026); none.Outages != 0 || none.Time != 0 {
		t.Errorf("%+v", none)
	}
}

// An outage at midnight of New Year belongs to the year of Stockholm and not to that of Greenwich.
func TestTheYearIsThatOfStockholm(t *testing.T) {
	o := outage.Outage{ID: firstID, Began: time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC)}
	if outage.StatsOf([]outage.Outage{o}, 2027).Outages != 1 || outage.StatsOf([]outage.Outage{o}, 2026).Outages != 0 {
		t.Error("counted in Greenwich")
	}
}

func TestDraftsForTheAuthorityAskAndNeverJudge(t *testing.T) {
	r := anHourDark().Report(engine(), outage.Counts{Known: true, Persons: 3, Entries: 5, Entered: 3, Waiting: 1, Other: 1}, after(500))
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		for _, kind := range outage.CyberKinds() {
			for _, of := range []outage.Report{r, {Outage: outage.Outage{Began: downAt, Drill: true, Unsure: true, Expected: after(90)}, At: after(60)}} {
				d := outage.CyberDraft(text.For(lang), kind, engine(), of)
				if !d.Sections[0].Fill || d.DueText == "" || of.Drill == (d.Title == outage.CyberDraft(text.For(lang), kind, engine(), r).Title) {
					t.Errorf("%s %s: %q begins with %+v", lang, kind, d.Title, d.Sections[0])
				}
				fills, all := 0, d.Title+d.DueText
				for _, s := range d.Sections {
					all += s.Heading + s.Text
					if s.Fill {
						fills++
					}
				}
				if fills < 5 || strings.Contains(all, "[[") || strings.Contains(all, "{") {
					t.Errorf("%s %s: %d to fill in, %s", lang, kind, fills, all)
				}
			}
		}
	}
	sv := text.For(text.Swedish)
	var all string
	for _, kind := range outage.CyberKinds() {
		for _, s := range outage.CyberDraft(sv, kind, engine(), r).Sections {
			all += s.Heading + ": " + s.Text + "\n"
		}
	}
	for _, must := range []string{"Är det en betydande incident för kommunen?", "Pärmen kan inte avgöra det.", "INC-4711", "Västra hemtjänsten", "2 h 0 min, som värst ur funktion: ",
		"Inne i Lifecare: 3 av 5.", "1 försök att meddela", "CSIRT-enheten (cybersäkerhetsförordningen 2025:1507, 6 och 31 §§)", "Händelser i verksamheten är inte noterade."} {
		if !strings.Contains(all, must) {
			t.Errorf("no draft says %q", must)
		}
	}
}

func TestTheStepsAreDueInTime(t *testing.T) {
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 30, 0, 0, care.Stockholm)
	}
	for _, c := range []struct {
		kind  outage.CyberKind
		began time.Time
		due   time.Time
	}{
		{outage.CyberEarly, at(11, 24, 2), at(11, 25, 2)},
		{outage.CyberNotice, at(11, 24, 2), at(11, 27, 2)},
		{outage.CyberFinal, at(11, 24, 2), at(12, 27, 2)},
		{outage.CyberFinal, at(1, 28, 2), at(2, 28, 2)}, // 31 January and a month
		{outage.CyberFinal, at(8, 28, 2), at(9, 30, 2)},
		{outage.CyberEarly, at(10, 24, 20), at(10, 25, 19)}, // 24 hours are 24 hours when the clocks change
	} {
		d := outage.CyberDraft(text.For(text.Swedish), c.kind, engine(), outage.Report{Outage: outage.Outage{Began: c.began}, At: c.began})
		if !d.Due.Equal(c.due) {
			t.Errorf("%s of %v is due %v", c.kind, c.began, d.Due)
		}
		if !strings.Contains(d.DueText, text.For(text.Swedish).Moment(c.due)) {
			t.Errorf("%s says %q", c.kind, d.DueText)
		}
	}
}

func TestEveryEventIsToldInWords(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		w := text.For(lang)
		for _, kind := range []outage.EventType{outage.EventStart, outage.EventBreak, outage.EventMend, outage.EventTick, outage.EventUntick, outage.EventNote,
			outage.EventReading, outage.EventReport, outage.EventMessage, outage.EventEscalate, outage.EventExpect, outage.EventMove, outage.EventJoin,
			outage.EventEnd, outage.EventReopen, outage.EventReview, "weather"} {
			for _, full := range []bool{false, true} {
				e := happens(firstID, kind, 5)
				if full {
					e.Broken, e.Step, e.Text, e.Reading, e.Value, e.To, e.Case = faults("lifecare"), "lifecare/stay", "Not", "ups", "20", "service_desk", "INC-1"
					e.Expected, e.Message = after(60), &outage.Sent{Channel: outage.ChannelKanalen, Text: "Nere", Group: "Alla"}
				}
				got := engine().Tells(w, e)
				if strings.Contains(got, "[[") || strings.Contains(got, "{") || got == "" && (full || kind != outage.EventNote) {
					t.Errorf("%s %s: %q", lang, kind, got)
				}
			}
		}
	}
	sv := text.For(text.Swedish)
	tick := with(happens(firstID, outage.EventTick, 5), func(e *outage.Event) { e.Step = "lifecare/stay" })
	if got := engine().Tells(sv, tick); got != "Gjort: Logga inte ut." {
		t.Error(got)
	}
	if got := engine().NamesOf(sv, []outage.Broken{{Failure: "one_app", Of: "lmo_app"}, {Failure: "one_bank", Of: "Sparbanken"}, {Failure: "power"}, {Failure: "power", Since: night}, {Failure: "gone"}}); got != "En app: LMO, En banks BankID är nere: Sparbanken, Strömavbrott, gone" {
		t.Error(got)
	}
	for want, d := range map[string]time.Duration{"0 min": -time.Hour, "59 min": 59 * time.Minute, "3 h 12 min": 192 * time.Minute, "47 h 59 min": 48*time.Hour - time.Minute, "2 dygn 4 h": 52 * time.Hour} {
		if got := outage.LongTime(sv, d); got != want {
			t.Errorf("%v: %s", d, got)
		}
	}
}
