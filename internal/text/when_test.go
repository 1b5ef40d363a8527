package text

import (
	"testing"
	"time"
)

func TestMomentsOfTheLastDaysAreSaidByTheirDay(t *testing.T) {
	zone := time.FixedZone("CET", 3600)
	now := time.Date(2026, 3, 30, 0, 30, 0, 0, zone)
	w := For(Swedish)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{time.Date(2026, 3, 30, 0, 10, 0, 0, zone), "i dag 00:10"},
		{time.Date(2026, 3, 29, 23, 5, 0, 0, time.UTC), "i dag 00:05"}, // read in the zone of now
		{time.Date(2026, 3, 29, 19, 2, 0, 0, zone), "i går 19:02"},
		{time.Date(2026, 3, 27, 6, 0, 0, 0, zone), "fre 27 mars 06:00"},
		{time.Date(2025, 12, 31, 6, 0, 0, 0, zone), "ons 31 dec 2025 06:00"},
		{time.Date(2026, 3, 31, 6, 0, 0, 0, zone), "tis 31 mars 06:00"},
	} {
		if got := w.When(c.at, now); got != c.want {
			t.Errorf("%v: got %q, want %q", c.at, got, c.want)
		}
	}
}
