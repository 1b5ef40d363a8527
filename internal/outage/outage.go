package outage

import (
	"slices"
	"time"
)

// Outage is a driftavbrott, as what was told of it comes to.
type Outage struct {
	ID    string
	Title string // as somebody named it; empty where nobody did
	// Began and Ended are with zone offset. Ended is zero while it lasts.
	Began, Ended time.Time
	Drill        bool
	Planned      string // id of the planned outage that it is
	Touched      string // who is touched, in words
	// Broken is each failure from its own begin to its own end, in the order in which they were told. One
	// that came back is there twice.
	Broken []Broken
	// Ticks are the steps that are done, by "<failure>/<step>".
	Ticks map[string]Tick
	// Timeline is all that happened, oldest first by when it happened; Messages, Reports and Readings are
	// those among it.
	Timeline, Messages, Reports, Readings []Event
	// LastMessage is when the newest attempt to tell the units was made; zero for never.
	LastMessage time.Time
	// Expected is when it is expected to work; zero for not known.
	Expected  time.Time
	Escalated map[string]bool // ids of escalations that were carried out
	// Joined are the ids of other outages that turned out to be this one.
	Joined []string
	// Unsure says that the laptop's clock could not be trusted when the begin or the end was told.
	Unsure bool
	// Incidents and Improve are what was said afterwards; Reviewed when, zero for not yet.
	Incidents, Improve string
	Reviewed           time.Time
}

// Tick is a step that is done: by whom, and when.
type Tick struct {
	By By
	At time.Time
}

// Open tells whether it lasts.
func (o Outage) Open() bool { return o.Ended.IsZero() }

// Lasted is how long it lasted, or has lasted until a time.
func (o Outage) Lasted(at time.Time) time.Duration {
	if !o.Open() {
		at = o.Ended
	}
	return max(0, at.Sub(o.Began))
}

// Now is what is broken at present, without what works again.
func (o Outage) Now() []Broken {
	return slices.DeleteFunc(slices.Clone(o.Broken), func(b Broken) bool { return !b.Until.IsZero() })
}

// life walks the events of an outage in their order.
type life struct {
	Outage
	moved  bool    // somebody set the begin right
	unsure [2]bool // of begin and end
	spans  []span  // as Broken, with how each came about
}

// span is a failure for a time.
type span struct {
	Broken
	byEnd bool // was closed by the outage's end, not by itself
}

// outage is what the events of a group come to.
func (g group) outage() Outage {
	l := life{Outage: Outage{ID: g.root, Ticks: map[string]Tick{}, Escalated: map[string]bool{}}}
	for _, id := range g.ids {
		if id != g.root {
			l.Joined = append(l.Joined, id)
		}
	}
	for _, e := range g.list {
		if e.Event.Outage == g.root && e.Event.Type == EventStart && l.Title == "" {
			l.Title = e.Event.Title
		}
	}
	for _, e := range g.list {
		if e.Event.Type.known() {
			l.take(e.Event)
			l.Timeline = append(l.Timeline, e.Event)
		}
	}
	return l.done()
}

// take lets one event happen.
func (l *life) take(e Event) {
	if e.Touched != "" {
		l.Touched = e.Touched
	}
	switch e.Type {
	case EventStart:
		l.start(e)
	case EventBreak:
		l.breaks(e)
	case EventMend:
		l.mend(e)
	case EventTick:
		if _, done := l.Ticks[e.Step]; !done {
			l.Ticks[e.Step] = Tick{By: e.By, At: e.At}
		}
	case EventUntick:
		delete(l.Ticks, e.Step)
	case EventEscalate:
		l.Escalated[e.Step] = true
	case EventExpect:
		l.Expected = e.Expected
	case EventMove:
		l.move(e)
	case EventEnd:
		l.end(e)
	case EventReopen:
		l.reopen()
	case EventReview:
		l.review(e)
	}
}

// start begins it, or says on another laptop that it began. The earliest begin counts until somebody
// sets it right.
func (l *life) start(e Event) {
	if l.Began.IsZero() || !l.moved && e.At.Before(l.Began) {
		l.Began, l.unsure[0] = e.At, e.Unsure
	}
	if l.Title == "" {
		l.Title = e.Title
	}
	if l.Planned == "" {
		l.Planned = e.Planned
	}
	l.Drill = l.Drill || e.Drill
	if !e.Expected.IsZero() {
		l.Expected = e.Expected
	}
	l.breaks(e)
}

// breaks notes what doesn't work. What doesn't work after the end says that it wasn't over: somebody
// who didn't know of the end saw it.
func (l *life) breaks(e Event) {
	for _, b := range e.Broken {
		s := span{Broken: b}
		if b.Since.IsZero() {
			s.Since = e.At
		}
		if !l.Ended.IsZero() && s.Until.IsZero() {
			if s.Since.Before(l.Ended) {
				s.Until, s.byEnd = l.Ended, true
			} else {
				l.reopen()
			}
		}
		l.put(s)
	}
}

// put adds a failure, or takes it into the same one that goes on then.
func (l *life) put(s span) {
	for i := range l.spans {
		if had := &l.spans[i]; had.same(s.Broken) && had.Until.Equal(s.Until) {
			if s.Since.Before(had.Since) {
				had.Since = s.Since
			}
			had.Systems = union(had.Systems, s.Systems)
			return
		}
	}
	s.Systems = slices.Clone(s.Systems)
	l.spans = append(l.spans, s)
}

// same tells whether two failures are of the same thing.
func (b Broken) same(other Broken) bool { return b.Failure == other.Failure && b.Of == other.Of }

// mend lets what goes on end, and never before it began.
func (l *life) mend(e Event) {
	for _, b := range e.Broken {
		until := b.Until
		if until.IsZero() {
			until = e.At
		}
		for i := range l.spans {
			if s := &l.spans[i]; s.same(b) && (s.Until.IsZero() || s.byEnd) {
				s.Until, s.byEnd = latest(until, s.Since), false
			}
		}
	}
}

func latest(x, y time.Time) time.Time {
	if y.After(x) {
		return y
	}
	return x
}

// move sets the begin right: that of the failures which it names, or of the outage with all that began
// when it did.
func (l *life) move(e Event) {
	began := l.Began
	if len(e.Broken) == 0 {
		l.Began, l.moved, l.unsure[0] = e.At, true, e.Unsure
	}
	for i := range l.spans {
		s := &l.spans[i]
		if len(e.Broken) == 0 && s.Since.Equal(began) || slices.ContainsFunc(e.Broken, s.same) {
			s.Since = e.At
			if !s.Until.IsZero() {
				s.Until = latest(s.Until, s.Since)
			}
		}
	}
}

func (l *life) end(e Event) {
	l.Ended, l.unsure[1] = e.At, e.Unsure
	for i := range l.spans {
		if s := &l.spans[i]; s.Until.IsZero() || s.byEnd {
			s.Until, s.byEnd = latest(e.At, s.Since), true
		}
	}
}

// reopen takes the end back, and with it that of all which ended with it.
func (l *life) reopen() {
	l.Ended, l.unsure[1] = time.Time{}, false
	for i := range l.spans {
		if s := &l.spans[i]; s.byEnd {
			s.Until, s.byEnd = time.Time{}, false
		}
	}
}

func (l *life) review(e Event) {
	if e.Incidents != "" {
		l.Incidents = e.Incidents
	}
	if e.Text != "" {
		l.Improve = e.Text
	}
	l.Reviewed = e.At
}

// done puts together what the walk has found.
func (l *life) done() Outage {
	o := l.Outage
	for _, s := range l.spans {
		if !l.moved && s.Since.Before(o.Began) {
			o.Began = s.Since
		}
		o.Broken = append(o.Broken, s.Broken)
	}
	if !o.Ended.IsZero() {
		o.Ended = latest(o.Ended, o.Began)
	}
	o.Unsure = l.unsure[0] || l.unsure[1]
	slices.SortStableFunc(o.Timeline, func(x, y Event) int { return x.At.Compare(y.At) })
	for _, e := range o.Timeline {
		switch e.Type {
		case EventMessage:
			o.Messages = append(o.Messages, e)
			o.LastMessage = latest(o.LastMessage, e.At)
		case EventReport:
			o.Reports = append(o.Reports, e)
		case EventReading:
			o.Readings = append(o.Readings, e)
		}
	}
	return o
}
