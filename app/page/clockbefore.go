package page

import (
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/internal/care"
)

// ClockBefore is the clock of a field as the newest moment that is not after now, or zero time where the
// field is empty: who types 23:50 at ten past midnight means yesterday.
func ClockBefore(f *control.TimeField, now time.Time) (at time.Time, ok bool) {
	if f.Text == "" {
		return time.Time{}, true
	}
	hour, minute, ok := f.Clock()
	if !ok {
		return time.Time{}, false
	}
	now = now.In(care.Stockholm)
	at = time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, care.Stockholm)
	if at.After(now.Add(time.Minute)) {
		at = time.Date(now.Year(), now.Month(), now.Day()-1, hour, minute, 0, 0, care.Stockholm)
	}
	if at.After(now) {
		at = now
	}
	return at, true
}
