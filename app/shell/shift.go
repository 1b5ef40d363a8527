package shell

import "time"

// shiftWarning is how long before the end of a temporary's shift the window says so.
const shiftWarning = 15 * time.Minute

// shiftLeft is how long a temporary still has. The seconds that the window itself has counted
// hold too, so that a clock that is set back prolongs nothing.
func (w *Window) shiftLeft() time.Duration {
	o := w.real()
	byClock := o.ends.Sub(o.session.Now())
	return min(byClock, o.shift-time.Duration(o.seconds)*time.Second)
}

// shiftOver counts a second of a temporary's shift and tells whether it has ended. The minutes
// that are left are said anew when they change.
func (w *Window) shiftOver() bool {
	o := w.real()
	if o.ends.IsZero() {
		return false
	}
	o.seconds++
	left := w.shiftLeft()
	if left <= 0 {
		return true
	}
	if minutes := wholeMinutes(left); left <= shiftWarning && minutes != o.minutes {
		o.minutes = minutes
		w.open.frame.strips.update()
		w.open.frame.content.Refresh()
	}
	return false
}

// wholeMinutes is a length of time in minutes, begun ones counted.
func wholeMinutes(d time.Duration) int { return int((d + time.Minute - 1) / time.Minute) }
