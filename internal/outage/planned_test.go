package outage_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// The second Wednesday is the Wednesday among the days 8 to 14, counted here day by day.
func TestPatchWednesdaysOfTenYears(t *testing.T) {
	l := engine().Limits
	n := 0
	for year := 2026; year < 2036; year++ {
		for month := time.January; month <= time.December; month++ {
			var second time.Time
			wednesdays := 0
			for day := time.Date(year, month, 1, 10, 0, 0, 0, care.Stockholm); day.Month() == month; day = day.AddDate(0, 0, 1) {
				if day.Weekday() == time.Wednesday {
					if wednesdays++; wednesdays == 2 {
						second = day
					}
				}
			}
			from, to := outage.PatchWednesday(year, month, l)
			if !from.Equal(second) || to.Sub(from) != 2*time.Hour || from.In(care.Stockholm).Format("15:04") != "10:00" {
				t.Errorf("%d-%02d: %s to %s, want from %s", year, month, from, to, second)
			}
			n++
		}
	}
	if n != 120 {
		t.Errorf("%d months", n)
	}
	if from, to := outage.PatchWednesday(2026, time.November, outage.Limits{}); to.Sub(from) != 24*time.Hour || from.Day() != 11 {
		t.Errorf("without clocks the day is named: %s to %s", from, to)
	}
}

func listed(list []outage.Planned) string {
	var all []string
	for _, p := range list {
		all = append(all, p.ID)
	}
	return strings.Join(all, " ")
}

func TestPlannedOutagesOfAMonth(t *testing.T) {
	l := engine().Limits
	from, to := clockOn("2026-11-01", "00:00"), clockOn("2026-12-31", "00:00")
	upgrade := outage.Planned{ID: "u1", Title: "Uppgradering av Lifecare", Start: clockOn("2026-12-01", "20:00"), End: clockOn("2026-12-01", "23:00"), Kind: outage.PlannedUpgrade, Source: outage.PlannedUnit}
	got := outage.PlannedBetween(from, to, l, []outage.Planned{upgrade}, nil)
	if listed(got) != "patch-2026-11 u1 patch-2026-12" {
		t.Fatalf("planned: %s", listed(got))
	}
	if got[0].Minutes != 10 || got[0].Source != outage.PlannedRule || !got[0].Notice.IsZero() {
		t.Errorf("a patch Wednesday: %+v", got[0])
	}
	if !got[1].Notice.Equal(clockOn("2026-11-17", "00:00")) || !got[1].DayBefore.Equal(clockOn("2026-11-30", "00:00")) {
		t.Errorf("notice of the upgrade: %+v", got[1])
	}
	// IT's own calendar tells of the same window: it is listed once.
	its := outage.Planned{ID: "cal", Title: "Patchonsdag", Start: clockOn("2026-11-11", "09:00"), End: clockOn("2026-11-11", "12:00"), Source: outage.PlannedCalendar}
	if got := outage.PlannedBetween(from, to, l, nil, []outage.Planned{its}); listed(got) != "cal patch-2026-12" {
		t.Errorf("with a calendar: %s", listed(got))
	}
	if got := outage.PlannedBetween(from, to, l, []outage.Planned{{ID: "own", Start: its.Start, End: its.End, Kind: outage.PlannedPatch}}, nil); listed(got) != "own patch-2026-12" {
		t.Errorf("the unit wrote it itself: %s", listed(got))
	}
	other := its
	other.Title = "Byte av larmtelefoner"
	if got := outage.PlannedBetween(from, to, l, nil, []outage.Planned{other}); listed(got) != "cal patch-2026-11 patch-2026-12" {
		t.Errorf("something else on the same day: %s", listed(got))
	}
	// The unit moves one and takes the other off.
	moved := outage.Planned{ID: "patch-2026-11", Start: clockOn("2026-11-18", "10:00"), End: clockOn("2026-11-18", "12:00"), Kind: outage.PlannedPatch, Source: outage.PlannedUnit}
	off := outage.Planned{ID: "patch-2026-12", Off: true}
	if got := outage.PlannedBetween(from, to, l, []outage.Planned{moved, off}, nil); listed(got) != "patch-2026-11" || got[0].Start.Day() != 18 {
		t.Errorf("moved and taken off: %+v", got)
	}
	// A span of one day has what begins or goes on in it.
	if got := outage.PlannedBetween(clockOn("2026-11-11", "11:00"), clockOn("2026-11-11", "13:00"), l, nil, nil); listed(got) != "patch-2026-11" {
		t.Errorf("in the middle of it: %s", listed(got))
	}
	if got := outage.PlannedBetween(clockOn("2026-11-12", "00:00"), clockOn("2026-11-13", "00:00"), l, []outage.Planned{upgrade}, nil); len(got) != 0 {
		t.Errorf("on a day without any: %s", listed(got))
	}
}

func TestWhatThereIsToDoAboutAPlannedOutage(t *testing.T) {
	l := engine().Limits
	upgrade := outage.Planned{ID: "u1", Start: clockOn("2026-12-01", "20:00"), End: clockOn("2026-12-01", "23:00"), Kind: outage.PlannedUpgrade}.Timed(l)
	patch := outage.PlannedBetween(clockOn("2026-12-09", "00:00"), clockOn("2026-12-10", "00:00"), l, nil, nil)[0]
	for _, a := range []struct {
		p    outage.Planned
		at   string
		want []outage.Duty
	}{
		{upgrade, "2026-11-16 23:59", nil},
		{upgrade, "2026-11-17 00:00", []outage.Duty{outage.DutyNotice}},
		{upgrade, "2026-11-30 07:00", []outage.Duty{outage.DutyDayBefore}},
		{upgrade, "2026-12-01 20:00", []outage.Duty{outage.DutySaveOften}},
		{upgrade, "2026-12-01 23:00", []outage.Duty{outage.DutyDone}},
		{upgrade, "2026-12-02 23:00", nil},
		{patch, "2026-12-08 10:00", nil},
		{patch, "2026-12-09 10:30", []outage.Duty{outage.DutySaveOften}},
		{patch, "2026-12-09 12:00", nil},
	} {
		var got []outage.Duty
		for _, d := range a.p.Duties(clockOn(a.at[:10], a.at[11:])) {
			got = append(got, d.Duty)
		}
		if !slices.Equal(got, a.want) {
			t.Errorf("%s at %s: %v, want %v", a.p.ID, a.at, got, a.want)
		}
	}
	upgrade.Off = true
	if upgrade.Duties(upgrade.Start) != nil {
		t.Error("what isn't held asks for nothing")
	}
}

func TestTheTitleOfACalendarTellsTheKind(t *testing.T) {
	for title, want := range map[string]outage.PlannedKind{"Patchonsdag": outage.PlannedPatch, "Servicefönster IT": outage.PlannedPatch,
		"Uppgradering Lifecare 24.2": outage.PlannedUpgrade, "Phoniro release": outage.PlannedUpgrade, "Elarbete": outage.PlannedOther} {
		if got := outage.KindOfTitle(title); got != want {
			t.Errorf("%s: %s", title, got)
		}
	}
}
