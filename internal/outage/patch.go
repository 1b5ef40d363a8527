package outage

import (
	"time"

	"avbrottsparm/internal/care"
)

// PatchWednesday is the monthly window of the municipality's IT: the second Wednesday, between the two
// clocks in Stockholm, 10 and 12 in the routine (routine 2.2). Limits without clocks give midnight to
// midnight, so that the day is named whatever they say.
func PatchWednesday(year int, month time.Month, l Limits) (from, to time.Time) {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	day := 1 + (int(time.Wednesday)-int(first.Weekday())+7)%7 + 7
	start, begins := clock(l.PatchFrom)
	end, ends := clock(l.PatchTo)
	if !begins || !ends || start >= end {
		start, end = 0, 24*60
	}
	at := func(minutes int) time.Time {
		return care.LocalTime(first.Year(), first.Month(), day, minutes/60, minutes%60, 0)
	}
	return at(start), at(end)
}
