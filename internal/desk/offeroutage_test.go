package desk_test

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
)

// Given outages one after the other, when their sheets are printed, then it is the one that was asked for,
// or the newest that is open, and never a drill.
func TestTheSheetsOfAnOutage(t *testing.T) {
	u := newUnit(t)
	u.withCards()
	s := u.setUp()
	for _, what := range []desk.What{desk.PrintOutageReport, desk.PrintOutageTimeline, desk.PrintCyber} {
		_, err := s.Print(t.Context(), desk.Order{What: what})
		fault(t, err, "print.nothing")
	}
	first := start("lifecare")
	first.Title = "Natten"
	over := u.began(s, first)
	u.now = u.now.Add(time.Hour)
	if _, err := s.EndOutage(t.Context(), over.ID, time.Time{}); err != nil {
		t.Fatal(err)
	}
	second := start("power")
	second.Title = "Morgonen"
	open := u.began(s, second)
	u.now = u.now.Add(time.Hour)
	drill := start("wifi")
	drill.Title, drill.Drill = "Övning", true
	u.began(s, drill)
	for what, want := range map[desk.What][]string{desk.PrintOutageReport: {"Rapport om avbrott"}, desk.PrintOutageTimeline: {"Tidslinje för avbrott"},
		desk.PrintOutageYear: {"Årets avbrott 2026"}, desk.PrintCyber: {"Första upplysning om incident (24 timmar)", "Incidentanmälan (72 timmar)", "Slutrapport om incident (en månad)"}} {
		o := desk.Order{What: what}
		if _, err := s.Print(t.Context(), o); err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		var titles []string
		for _, sh := range u.last().Sheets {
			titles = append(titles, sh.Title)
			if sh.PersonID != "" || sh.Counted || len(sh.Foot) != 2 {
				t.Errorf("%s: %+v", what, sh)
			}
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%s: %q", what, titles)
		}
		shown, err := s.OutageSheets(o)
		if err != nil || len(shown) != len(want) {
			t.Errorf("%s: %d sheets are shown, %v", what, len(shown), err)
		}
	}
	for id, want := range map[string]string{"": "Morgonen", over.ID: "Natten", open.ID: "Morgonen"} {
		sheets, err := s.OutageSheets(desk.Order{What: desk.PrintOutageReport, Outage: id})
		if err != nil || sheets[0].Subtitle != want {
			t.Errorf("%q: %v, want %s, %v", id, sheets, want, err)
		}
	}
	_, err := s.OutageSheets(desk.Order{What: desk.PrintOutageReport, Outage: "nothing"})
	fault(t, err, "outage.unknown")
	_, err = s.OutageSheets(desk.Order{What: desk.PrintBinder})
	fault(t, err, "print.unknown")
	_, err = s.Print(t.Context(), desk.Order{What: desk.PrintBinder, Outage: open.ID})
	fault(t, err, "print.not_taken")
}

// What is told of an outage names nobody, but the counts in its report rest on what somebody may read: who
// may not read prints it without them, and the drafts for the authority stand in the log as prints.
func TestWhoPrintsTheSheetsOfAnOutage(t *testing.T) {
	u := newUnit(t)
	u.withCards()
	s := u.setUp()
	u.began(s, start("lifecare"))
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintCyber}); err != nil {
		t.Fatal(err)
	}
	if lines := u.logLines(access.ActionPrint); len(lines) == 0 {
		t.Error("the log has no line of the print")
	}
	for _, offer := range s.Offers() {
		if offer.What == desk.PrintCyber && (offer.Group != desk.GroupOutage || offer.Takes&desk.TakesOutage == 0 || offer.Title == "") {
			t.Errorf("%+v", offer)
		}
	}
	if sheets, err := s.OutageSheets(desk.Order{What: desk.PrintOutageTimeline}); err != nil || sheets[0].Kind != sheet.KindOutage {
		t.Errorf("%v, %v", sheets, err)
	}
}
