package wiring

import (
	"testing"
	"time"

	"avbrottsparm/internal/calendar"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/intake/ical"
	"avbrottsparm/internal/outage"
)

// What the binder writes for other calendars it reads itself: the same outages at the same moments, across
// the change of clocks, with what a person wrote in them, and nothing else.
func TestTheCalendarThatIsWrittenIsReadBack(t *testing.T) {
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 0, 0, 0, care.Stockholm)
	}
	stops := []outage.Planned{
		{ID: "patch-2026-10", Title: "Patchonsdag", Start: at(10, 14, 10), End: at(10, 14, 12), Kind: outage.PlannedPatch, Text: "Spara ofta."},
		{ID: "a1", Title: "Lifecare 7.2; ny version, \"Höst\"", Start: at(10, 24, 22), End: at(10, 25, 5), Kind: outage.PlannedUpgrade,
			Notice: at(10, 10, 0), DayBefore: at(10, 23, 0), Text: "Rad ett\nRad två \\ med snedstreck, komma; och semikolon.\nPåverkar Lifecare myndighet, Lifecare utförare, LMO-appen och läkemedelsskåpen på boendena."},
		{ID: "b2", Title: "Nytt nätverk på Aspgården", Start: at(11, 3, 7), End: at(11, 3, 7).Add(30 * time.Minute), Kind: outage.PlannedOther},
	}
	raw, err := calendar.Write("Planerade avbrott, Hemtjänst Norr", at(10, 1, 9), stops)
	if err != nil {
		t.Fatal(err)
	}
	reader := ical.NewReader()
	if !reader.Recognises("x", raw) {
		t.Fatal("it isn't known as a calendar")
	}
	batches, err := reader.Read(t.Context(), "x", raw, at(10, 1, 10))
	if err != nil || len(batches) != 1 {
		t.Fatal(err)
	}
	b := batches[0]
	if len(b.Incoming) != len(stops) || len(b.Errors) != 0 || len(b.Removed) != 0 {
		t.Fatalf("%d outages, errors %v, warnings %v", len(b.Incoming), b.Errors, b.Warnings)
	}
	for i, in := range b.Incoming {
		got, is := in.Item.(*care.PlannedOutage)
		want := stops[i]
		if !is || got.Title != want.Title || got.Text != want.Text || !got.Start.Equal(want.Start) || !got.End.Equal(want.End) || got.AllDay {
			t.Errorf("%+v, want %+v", in.Item, want)
		}
	}
	ids := map[string]bool{}
	for _, in := range b.Incoming {
		ids[in.Item.ItemMeta().SourceID] = true
	}
	if len(ids) != len(stops) {
		t.Errorf("%d ids of %d outages", len(ids), len(stops))
	}
}
