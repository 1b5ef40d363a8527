package sheet_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

var outageBegan = time.Date(2026, 11, 24, 2, 14, 0, 0, care.Stockholm)

// dark is a small catalogue: two systems, two failures, one contact.
func dark() outage.Catalogue {
	both := func(s string) text.Both { return text.Both{SV: s, EN: s} }
	return outage.Catalogue{
		Systems: []outage.System{
			{ID: "lifecare_hsl", Place: 6, Name: both("Lifecare HSL"), Functions: []outage.Function{{ID: "work", What: both("Arbeta")}}, Needs: []outage.Need{{AnyOf: []string{"lifecare"}}}},
			{ID: "safety_alarms", Place: 14, Name: both("Trygghetslarm"), Functions: []outage.Function{{ID: "server", What: both("Server")}}},
		},
		Failures: []outage.Failure{
			{ID: "lifecare", Place: 1, Name: both("Lifecare är nere"), Steps: []outage.Step{{ID: "paper", Text: both("Skriv för hand.")}}},
			{ID: "power", Place: 2, Name: both("Strömavbrott"), Effects: []outage.Effect{{System: "safety_alarms", Function: "server", Still: outage.StillUntil, Minutes: 30}}},
		},
		Contacts: []outage.Contact{{ID: "service_desk", Role: outage.ContactServiceDesk, Name: "IT servicedesk", Number: "0121-18499"}},
	}
}

// nightDark is what was told of a night, in steps of minutes; open leaves its end out.
func nightDark(t *testing.T, open bool) outage.Outage {
	t.Helper()
	b, clock := outage.NewBook(), uint64(0)
	id := strings.Repeat("1", 32)
	tell := func(minutes int, e outage.Event) {
		clock++
		e.Outage, e.At = id, outageBegan.Add(time.Duration(minutes)*time.Minute)
		if e.Told.IsZero() {
			e.Told = e.At
		}
		e.By = outage.By{Identity: "lena", Name: "Lena Ström", Title: "undersköterska"}
		b.Take(e, clock)
	}
	tell(0, outage.Event{Type: outage.EventStart, Broken: []outage.Broken{{Failure: "lifecare"}}, Touched: "Västra hemtjänsten", Told: outageBegan.Add(20 * time.Minute)})
	tell(5, outage.Event{Type: outage.EventReport, To: "service_desk", Case: "INC-4711", Text: "Ingen kommer in."})
	tell(10, outage.Event{Type: outage.EventMessage, Message: &outage.Sent{Kind: outage.MessageFirst, Channel: outage.ChannelSMS, Group: "Hemtjänst", Text: "AVBROTT: Lifecare är nere."}})
	tell(12, outage.Event{Type: outage.EventTick, Step: "lifecare/paper"})
	tell(15, outage.Event{Type: outage.EventExpect, Expected: outageBegan.Add(3 * time.Hour)})
	tell(30, outage.Event{Type: outage.EventBreak, Broken: []outage.Broken{{Failure: "power"}}, Unsure: true})
	if !open {
		tell(90, outage.Event{Type: outage.EventMend, Broken: []outage.Broken{{Failure: "power"}}})
		tell(192, outage.Event{Type: outage.EventEnd})
		tell(700, outage.Event{Type: outage.EventReview, Incidents: "En dörr gick inte att öppna.", Text: "Fler laddare i bilarna."})
	}
	o, _ := b.Get(id)
	return o
}

func TestAnOutageIsPutOnPaper(t *testing.T) {
	s := sheettest.New().Setting()
	s.Now = outageBegan.Add(24 * time.Hour)
	english := s
	english.Words = text.For(text.English)
	c, over, open := dark(), nightDark(t, false), nightDark(t, true)
	counts := outage.Counts{Known: true, Persons: 7, Entries: 12, Entered: 9, Waiting: 2, Other: 1, Late: 1, Hidden: 4}
	report := over.Report(c, counts, s.Now)
	going := open.Report(c, outage.Counts{}, outageBegan.Add(time.Hour))
	draft := func(s sheet.Setting, lang text.Lang, kind outage.CyberKind, r outage.Report) sheet.Sheet {
		return sheet.Cyber(s, r.ID, outage.CyberDraft(text.For(lang), kind, c, r))
	}
	for name, sh := range map[string]sheet.Sheet{
		"outage_report":         sheet.OutageReport(s, c, report),
		"outage_report_open":    sheet.OutageReport(s, c, going),
		"outage_report_english": sheet.OutageReport(english, c, report),
		"outage_timeline":       sheet.OutageTimeline(s, c, over),
		"outage_timeline_none":  sheet.OutageTimeline(s, c, outage.Outage{ID: over.ID, Began: over.Began}),
		"outage_year":           sheet.OutageYear(s, c, outage.StatsOf([]outage.Outage{over, open}, 2026)),
		"outage_year_none":      sheet.OutageYear(s, c, outage.StatsOf(nil, 2026)),
		"outage_cyber_early":    draft(s, text.Swedish, outage.CyberEarly, going),
		"outage_cyber_notice":   draft(s, text.Swedish, outage.CyberNotice, report),
		"outage_cyber_final":    draft(english, text.English, outage.CyberFinal, going),
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, sh)
			if sh.PersonID != "" || !sh.DataAsOf.IsZero() || len(sh.Foot) != 2 || sh.Key == "" || strings.Contains(written(sh), "[[") {
				t.Errorf("%+v", sh)
			}
		})
	}
}

func TestADrillIsNeverTakenForAnOutageOnPaper(t *testing.T) {
	s := sheettest.New().Setting()
	drill := nightDark(t, false)
	drill.Drill = true
	r := drill.Report(dark(), outage.Counts{}, s.Now)
	for _, sh := range []sheet.Sheet{sheet.OutageReport(s, dark(), r), sheet.OutageTimeline(s, dark(), drill),
		sheet.Cyber(s, drill.ID, outage.CyberDraft(text.For(text.Swedish), outage.CyberEarly, dark(), r))} {
		if !strings.Contains(written(sh), "ÖVNING") {
			t.Errorf("%q doesn't say that it is a drill", sh.Title)
		}
	}
}
