package readiness

import (
	"time"

	"avbrottsparm/internal/care"
)

// clockSlack is how far in the future a moment may lie and still be now: clocks of two laptops differ.
const clockSlack = 10 * time.Minute

// due is the start of the first day in Stockholm on which what was looked at is late; zero for what has
// no rhythm. What is done each day is due on the whole of the next: days are counted by the calendar, so
// that the days of 23 and 25 hours count as one as well.
func due(at time.Time, days int) time.Time {
	if days <= 0 {
		return time.Time{}
	}
	return care.NextDay(at, days+1)
}

// isLate tells whether so many whole days have gone by after the day of at; never with a rhythm of less
// than nothing, and not for what has none.
func isLate(at time.Time, days int, now time.Time) bool {
	return days > 0 && !now.Before(due(at, days))
}

// daysBetween is how many days by the calendar lie between two moments.
func daysBetween(at, now time.Time) int {
	from, to := care.Day(at), care.Day(now)
	utc := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return max(int(utc(to).Sub(utc(from))/(24*time.Hour)), 0)
}

// unsure is StateOpen for what was told at a moment that can't be right: then nobody knows how old it is.
func unsure(e Event, now time.Time) State {
	if e.Unsure || e.At.After(now.Add(clockSlack)) {
		return StateOpen
	}
	return StateOK
}
