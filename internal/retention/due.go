package retention

import "time"

// Step is what is to be done about the replica.
type Step int

// The steps.
const (
	StepNothing Step = iota
	StepWarn
	StepPurge
)

// Warned is when people were told that the replica is about to go, as the binder remembers it.
// The zero value means not since the newest data came.
type Warned struct {
	First time.Time `json:"first,omitzero"` // UTC
	// Last is the day, so that there is something new to remember once a day.
	Last time.Time `json:"last,omitzero"` // midnight UTC
	// Again says that the days began anew once after a long silence.
	Again bool `json:"again,omitempty"`
}

// Due is the answer of Rules.Due.
type Due struct {
	Step Step
	// Left is how many days there are until the replica goes if nothing new comes in; at least
	// one while the step is to warn.
	Left int
	// Warned is what to remember.
	Warned Warned
}

const day = 24 * time.Hour

// Due tells what is to be done about a replica whose newest data left its source at newest. It
// goes only when it is older than the limit and people were warned for at least WarnDays.
//
// A clock that was set forward looks like a binder that lay unopened for a long time. Nobody can
// tell the two apart, so a silence longer than the replica may live begins the days of warning
// anew, once: a wrong clock warns and purges nothing, and a binder that is opened a few times a
// year still forgets in the end. A clock that can't be trusted purges nothing at all, and a first
// warning that lies in the future counts as none.
func (r Rules) Due(now, newest time.Time, warned Warned, trusted bool) Due {
	limit, ahead := time.Duration(r.ReplicaDays)*day, time.Duration(r.WarnDays)*day
	age := now.Sub(newest)
	if newest.IsZero() || age < limit-ahead {
		return Due{}
	}
	switch {
	case warned.First.IsZero(), warned.First.After(now), warned.Last.After(now), !warned.First.After(newest):
		warned = Warned{First: now.UTC()}
	case now.Sub(warned.Last) > limit && !warned.Again:
		warned = Warned{First: now.UTC(), Again: true}
	}
	warned.Last = now.UTC().Truncate(day)
	goes := later(newest.Add(limit), warned.First.Add(ahead))
	if trusted && !now.Before(goes) {
		return Due{Step: StepPurge, Warned: warned}
	}
	left := int((goes.Sub(now) + day - 1) / day)
	return Due{Step: StepWarn, Left: max(1, left), Warned: warned}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
