package desk

import (
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/outage"
)

// Phase is how the unit works now: the one truth for band, start page and console.
type Phase string

// The phases.
const (
	PhaseNormal Phase = "normal"
	PhaseOutage Phase = "outage" // an outage is open
	PhaseReturn Phase = "return" // it is over, and what was written during it waits to be entered
)

// Condition is how the unit works, and because of which outage. Drill and demo stand beside the phase:
// an open drill never makes an outage.
type Condition struct {
	Phase Phase
	// Outage is the newest open one, or, in the return, the last one that is over with entries that
	// wait; nil normally.
	Outage *outage.Outage
	// More is how many other outages are open.
	More int
	// Waiting is how many entries of outages that are over are not in Lifecare. It is told to who may
	// read entries only.
	Waiting int
	Drill   *outage.Outage // the newest open drill
	Demo    bool
	// Unsure says that the laptop's clock is behind what is already written.
	Unsure bool
}

// Condition tells how the unit works now.
func (s *Session) Condition() Condition {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.condition()
}

func (s *Session) condition() Condition {
	c := Condition{Phase: PhaseNormal, Demo: s.unit.Demo, Unsure: s.clockUncertain()}
	for _, o := range s.outages.Open() {
		switch {
		case o.Drill && c.Drill == nil:
			c.Drill = &o
		case o.Drill:
		case c.Outage == nil:
			c.Phase, c.Outage = PhaseOutage, &o
		default:
			c.More++
		}
	}
	last, waiting := s.returning()
	if c.Waiting = waiting; s.may(access.RightRead) != nil {
		c.Waiting = 0
	}
	if c.Outage == nil && waiting > 0 {
		c.Phase, c.Outage = PhaseReturn, last
	}
	return c
}

// returning is how many entries of outages that are over wait to be entered, and the one of these
// outages that ended last.
func (s *Session) returning() (last *outage.Outage, waiting int) {
	var over []outage.Outage
	for _, o := range s.outages.All() {
		if !o.Drill && !o.Open() {
			over = append(over, o)
		}
	}
	if len(over) == 0 {
		return nil, 0
	}
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return t.State.Waits() }) {
		found := false
		for i, o := range over {
			if !during(t, o) {
				continue
			}
			found = true
			if last == nil || o.Ended.After(last.Ended) {
				last = &over[i]
			}
		}
		if found {
			waiting++
		}
	}
	return last, waiting
}

// during tells whether an entry belongs to an outage: what it tells happened, or it was written, while
// the outage lasted.
func during(t *entry.Tracked, o outage.Outage) bool {
	in := func(at time.Time) bool { return !at.Before(o.Began) && (o.Open() || !at.After(o.Ended)) }
	return in(t.EventTime) || in(t.WrittenTime)
}
