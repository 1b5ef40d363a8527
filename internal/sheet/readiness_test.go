package sheet_test

import (
	"testing"
	"time"

	"avbrottsparm/data"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

// The page for the manager tells the score, what pulls it down and what is in order; the round has a row
// for everything that is looked at, and none for what the unit doesn't have.
func TestTheSheetsOnBeingReadyHoldWhatTheyShould(t *testing.T) {
	s := sheettest.New().Setting()
	english := s
	english.Words = text.For(text.English)
	list, err := readiness.ReadList(data.Readiness())
	if err != nil {
		t.Fatal(err)
	}
	book := readiness.NewBook()
	for i, e := range []readiness.Event{
		{Type: readiness.EventRound, Item: "computers_charged", OK: true},
		{Type: readiness.EventRound, Item: "usb_batteries", Missing: "två av fem är tomma"},
		{Type: readiness.EventRound, Item: "feitian_stock", OK: true, Count: 4},
		{Type: readiness.EventRound, Item: "freja", OK: true, Count: 8, Of: 20},
		{Type: readiness.EventRound, Item: "last_login", Part: "Mobil 1", OK: true, Value: "Karin Sjöholm"},
		{Type: readiness.EventRound, Item: "car_chargers", OK: true, At: s.Now.AddDate(0, -3, 0)},
		{Type: readiness.EventHere, Item: "staff_tag"},
		{Type: readiness.EventReceipt, Item: "outage_plan_known", Part: "it", OK: true},
	} {
		if e.At.IsZero() {
			e.At = s.Now.Add(-time.Hour)
		}
		e.By = outage.By{Identity: "1", Name: "Karin Sjöholm"}
		book.Take(e, uint64(i+1))
	}
	seen := readiness.Seen{Found: map[string]readiness.Found{
		"facts":  {State: readiness.StateOpen, Good: 2, Of: 15, Reason: readiness.Reason{Key: "ready.why.facts", Counted: true, N: 13}},
		"copies": {State: readiness.StateOK, Last: s.Now.Add(-time.Hour), Due: s.Now.Add(47 * time.Hour)},
	}}
	lines := book.Lines(list, seen, s.Now)
	groups := map[string]string{}
	for _, g := range list.Groups {
		groups[g.ID] = g.Title.SV
	}
	page := sheet.Readiness{Score: readiness.ScoreOf(lines), Lines: lines}
	whole := make([]readiness.Line, 0, len(lines)) // of a unit in which everything is in order
	for _, l := range lines {
		l.State, l.Reason, l.Points = readiness.StateOK, readiness.Reason{}, l.Weight*100
		whole = append(whole, l)
	}
	for name, sh := range map[string]sheet.Sheet{
		"readiness":         page.Sheet(s),
		"readiness_english": page.Sheet(english),
		"readiness_whole":   sheet.Readiness{Score: readiness.ScoreOf(whole), Lines: whole}.Sheet(s),
		"checks":            sheet.Checks(s, lines, groups, []string{"Mobil 1"}),
	} {
		golden(t, name, sh)
	}
}
