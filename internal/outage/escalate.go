package outage

import (
	"slices"
	"time"
)

// EscalationAt is an escalation of one outage, with when it is due.
type EscalationAt struct {
	Escalation
	At time.Time
}

// Due is the escalations of an outage that are due and not carried out, shortest first. done holds the
// ids of those that are.
func (l Limits) Due(since time.Time, done map[string]bool, at time.Time) []EscalationAt {
	return slices.DeleteFunc(l.left(since, done), func(e EscalationAt) bool { return e.At.After(at) })
}

// NextEscalation is the next one that isn't due yet; false when none is left.
func (l Limits) NextEscalation(since time.Time, done map[string]bool, at time.Time) (EscalationAt, bool) {
	for _, e := range l.left(since, done) {
		if e.At.After(at) {
			return e, true
		}
	}
	return EscalationAt{}, false
}

// left is the escalations that aren't carried out, shortest first. Minutes are counted on the clock of
// the world, so that a change of the clocks in Stockholm moves none.
func (l Limits) left(since time.Time, done map[string]bool) []EscalationAt {
	var all []EscalationAt
	for _, e := range l.Escalations {
		if !done[e.ID] && !since.IsZero() {
			all = append(all, EscalationAt{Escalation: e, At: since.Add(time.Duration(e.Minutes) * time.Minute)})
		}
	}
	slices.SortStableFunc(all, func(a, b EscalationAt) int { return a.At.Compare(b.At) })
	return all
}

// UpdateDue tells whether it is time for word to the units: so long has passed since the newest message,
// or since the outage began while none has gone out. Never where the unit has set no time.
func (l Limits) UpdateDue(last, at time.Time) bool {
	return l.UpdateMinutes > 0 && !last.IsZero() && at.Sub(last) >= time.Duration(l.UpdateMinutes)*time.Minute
}
