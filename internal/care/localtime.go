package care

import "time"

// LocalTime is a wall-clock time in Stockholm as schedules write it. On the two nights when the
// clock changes it is definite: an hour that doesn't exist (02:30 in March) goes forward to
// 03:30, and an hour that comes twice (02:30 in October) means the first. Hour 24 is midnight at
// the end of the day.
func LocalTime(year int, month time.Month, day, hour, minute, second int) time.Time {
	wall := time.Date(year, month, day, hour, minute, second, 0, time.UTC)
	before := offsetAt(wall.Add(-24 * time.Hour))
	for _, offset := range []time.Duration{before, offsetAt(wall.Add(24 * time.Hour))} {
		t := wall.Add(-offset).In(Stockholm)
		if t.Day() == wall.Day() && t.Hour() == wall.Hour() && t.Minute() == wall.Minute() {
			return t
		}
	}
	return wall.Add(-before).In(Stockholm)
}

// offsetAt is Stockholm's offset from UTC at t.
func offsetAt(t time.Time) time.Duration {
	_, seconds := t.In(Stockholm).Zone()
	return time.Duration(seconds) * time.Second
}
