package text

import (
	"fmt"
	"strings"
	"time"
)

func (w *Words) list(key string) []string { return strings.Fields(w.Say(key)) }

// Weekday is the short name of a day of the week: "mån", "Mon".
func (w *Words) Weekday(t time.Time) string { return w.list("day.short")[int(t.Weekday())] }

// WeekdayLong is the whole name of a day of the week: "måndag", "Monday".
func (w *Words) WeekdayLong(t time.Time) string { return w.list("day.long")[int(t.Weekday())] }

// Day is a day with weekday and year, in the zone of t: "mån 23 nov 2026".
func (w *Words) Day(t time.Time) string {
	return fmt.Sprintf("%s %d %s %d", w.Weekday(t), t.Day(), w.list("day.months")[t.Month()-1], t.Year())
}

// DayShort is a day without its year: "mån 23 nov".
func (w *Words) DayShort(t time.Time) string {
	return fmt.Sprintf("%s %d %s", w.Weekday(t), t.Day(), w.list("day.months")[t.Month()-1])
}

// Clock is hours and minutes, in the zone of t: "03:10".
func (w *Words) Clock(t time.Time) string { return t.Format("15:04") }

// Moment is day and clock together: "mån 23 nov 2026 03:10".
func (w *Words) Moment(t time.Time) string { return w.Day(t) + " " + w.Clock(t) }

// Span is a length of time in the largest fitting unit: "5 min", "8 h", "3 dygn".
func (w *Words) Span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return w.Say("span.now")
	case d < time.Hour:
		return w.Say("span.minutes", "n", int(d/time.Minute))
	case d < 48*time.Hour:
		return w.Say("span.hours", "n", int(d/time.Hour))
	default:
		return w.Say("span.days", "n", int(d/(24*time.Hour)))
	}
}
