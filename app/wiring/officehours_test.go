package wiring

import (
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// From the fourth Sunday of Advent to after Epiphany the program's own calendar tells whom to call: the
// service desk first on days that are worked, the unit's own instruction first on all others.
func TestWhomToCallOverChristmas(t *testing.T) {
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	c := d.Catalogue
	worked := map[string]bool{"2026-12-21": true, "2026-12-22": true, "2026-12-23": true, "2026-12-28": true, "2026-12-29": true, "2026-12-30": true,
		"2027-01-04": true, "2027-01-05": true, "2027-01-07": true}
	for day := time.Date(2026, 12, 20, 0, 0, 0, 0, care.Stockholm); day.Before(time.Date(2027, 1, 8, 0, 0, 0, 0, care.Stockholm)); day = care.NextDay(day, 1) {
		for hour, open := range map[int]bool{7: false, 10: true, 16: true, 17: false} {
			at := day.Add(time.Duration(hour) * time.Hour)
			want := outage.ContactAfterHours
			if open && worked[day.Format(time.DateOnly)] {
				want = outage.ContactServiceDesk
			}
			calls := c.Calls([]outage.Broken{{Failure: "lifecare", Since: at}}, at, d.Working)
			if len(calls) == 0 || calls[0].Role != want {
				t.Errorf("%s: %+v first, want %s", at.Format("2006-01-02 15:04"), calls, want)
			}
		}
	}
}
