package care

import "time"

// PrintSpan is the days whose schedules are printed on the day of t (routine 5.4): the day after
// and on through the first working day, so that the last working day before a weekend or holiday
// prints every day up to and including the next working day. working tells of any day whether
// people are at work then; eves that nobody works are not working days.
func PrintSpan(t time.Time, working func(time.Time) bool) []time.Time {
	const longest = 14 // no run of Swedish holidays comes near it; a broken calendar must not loop
	var days []time.Time
	for n := 1; n <= longest; n++ {
		day := NextDay(t, n)
		days = append(days, day)
		if working(day) {
			break
		}
	}
	return days
}
