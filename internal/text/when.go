package text

import "time"

// When is a moment as people say it of the last days: "i dag 06:00", "i går 19:02", and further
// away with its day. Both times are read in the zone of now.
func (w *Words) When(t, now time.Time) string {
	t = t.In(now.Location())
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	switch day(now).Sub(day(t)) {
	case 0:
		return w.Say("when.today", "time", w.Clock(t))
	case 24 * time.Hour:
		return w.Say("when.yesterday", "time", w.Clock(t))
	}
	if t.Year() == now.Year() {
		return w.DayShort(t) + " " + w.Clock(t)
	}
	return w.Moment(t)
}
