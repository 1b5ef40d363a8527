package outage

import (
	"slices"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/text"
)

// Bounds of what is told of an outage.
const (
	// MostText is how many characters a text has at most.
	MostText = 2000
	mostLine = 200 // characters of a title or a value

	aheadBy = 5 * time.Minute // laptops' clocks differ by so much
	// LongAgo is how far back an outage begins without being asked about.
	LongAgo = 31 * 24 * time.Hour
)

// Check tells whether an event may be told, by what the book knows and by when it is told. Faults:
// "outage.unknown" where there is no such outage, "outage.over" for what can't happen after its end,
// "outage.not_over", "outage.future", "outage.before_start", "outage.time" without one,
// "outage.nothing_broken", "outage.not_broken", "outage.text_empty", "outage.text_long", "outage.message_long", "outage.join_self",
// "outage.join_drill" and "outage.twice" for a start under an id that is taken. It doesn't ask; Ask does.
func (b *Book) Check(e Event) error {
	if err := e.check(); err != nil {
		return err
	}
	o, there := b.Get(e.Outage)
	switch {
	case e.Type == EventStart && len(b.tracks[e.Outage]) > 0:
		return text.NewFault("outage.twice")
	case e.Type == EventStart:
		return nil
	case !there:
		return text.NewFault("outage.unknown")
	case !e.Expected.IsZero() && e.Expected.Before(o.Began):
		return text.NewFault("outage.before_start")
	}
	return b.fits(o, e)
}

// check is what an event alone must hold.
func (e Event) check() error {
	switch {
	case e.Outage == "" || !e.Type.known():
		return text.NewFault("outage.unknown")
	case e.At.IsZero() || e.Told.IsZero():
		return text.NewFault("outage.time")
	case !e.Unsure && e.At.After(e.Told.Add(aheadBy)): // who knows the time tells it although the laptop doesn't
		return text.NewFault("outage.future")
	}
	for _, b := range e.Broken {
		if b.Failure == "" {
			return text.NewFault("outage.nothing_broken")
		}
		if !e.Unsure && (b.Since.After(e.Told.Add(aheadBy)) || b.Until.After(e.Told.Add(aheadBy))) {
			return text.NewFault("outage.future")
		}
		if !b.Until.IsZero() && b.Until.Before(b.Since) {
			return text.NewFault("outage.before_start")
		}
	}
	return e.says()
}

// says tells whether an event says what its type is for, and no more than has room.
func (e Event) says() error {
	for _, long := range []string{e.Text, e.Touched, e.Incidents} {
		if utf8.RuneCountInString(long) > MostText {
			return text.NewFault("outage.text_long", "most", MostText)
		}
	}
	for _, line := range []string{e.Title, e.Value, e.Case, e.To, e.Step, e.Reading} {
		if utf8.RuneCountInString(line) > mostLine {
			return text.NewFault("outage.text_long", "most", mostLine)
		}
	}
	empty := false
	switch e.Type {
	case EventStart, EventBreak, EventMend:
		if len(e.Broken) == 0 {
			return text.NewFault("outage.nothing_broken")
		}
	case EventNote:
		empty = trimmed(e.Text) == ""
	case EventReading:
		empty = trimmed(e.Value) == "" || e.Reading == ""
	case EventTick, EventUntick, EventEscalate:
		empty = e.Step == ""
	case EventReport:
		empty = trimmed(e.To) == "" && trimmed(e.Text) == ""
	case EventMessage:
		if empty = e.Message == nil || trimmed(e.Message.Text) == ""; !empty && e.Message.Channel == ChannelSMS {
			return fitsParts(e.Message.Text)
		}
	case EventReview:
		empty = trimmed(e.Text) == "" && trimmed(e.Incidents) == ""
	case EventJoin:
		empty = e.Other == ""
	}
	if empty {
		return text.NewFault("outage.text_empty")
	}
	return nil
}

// fits tells whether an event can happen to an outage as it is.
func (b *Book) fits(o Outage, e Event) error {
	switch e.Type {
	case EventBreak, EventExpect, EventEnd, EventEscalate:
		if !o.Open() {
			return text.NewFault("outage.over")
		}
	case EventReopen:
		if o.Open() {
			return text.NewFault("outage.not_over")
		}
	}
	switch e.Type {
	case EventEnd:
		for _, s := range o.Broken {
			if e.At.Before(s.Since) {
				return text.NewFault("outage.before_start")
			}
		}
		if e.At.Before(o.Began) {
			return text.NewFault("outage.before_start")
		}
	case EventMend:
		return mends(o, e)
	case EventMove:
		if !o.Open() && e.At.After(o.Ended) {
			return text.NewFault("outage.before_start")
		}
	case EventJoin:
		other, there := b.Get(e.Other)
		switch {
		case !there:
			return text.NewFault("outage.unknown")
		case other.ID == o.ID:
			return text.NewFault("outage.join_self")
		case other.Drill != o.Drill:
			return text.NewFault("outage.join_drill")
		case other.Open() != o.Open(): // the end of one would end the other
			return text.NewFault("outage.join_over")
		}
	}
	return nil
}

// mends tells whether what is said to work again was broken before. After the end it may be said of what
// ended with the outage: it worked again earlier.
func mends(o Outage, e Event) error {
	for _, b := range e.Broken {
		found := false
		for _, s := range o.Broken {
			if !s.same(b) || !s.Until.Equal(o.Ended) {
				continue
			}
			found = true
			if e.At.Before(s.Since) || !o.Open() && e.At.After(o.Ended) {
				return text.NewFault("outage.before_start")
			}
		}
		if !found {
			return text.NewFault("outage.not_broken")
		}
	}
	return nil
}

// Ask is what to ask before an event is told, which Check has let through; a person may answer that it
// is so. Faults: "outage.already" where an outage with the same failure goes on, "outage.long_ago" for a
// begin further back than LongAgo.
func (b *Book) Ask(e Event) error {
	if e.Type != EventStart && e.Type != EventMove && e.Type != EventBreak {
		return nil
	}
	long := func(at time.Time) bool { return !at.IsZero() && e.Told.Sub(at) > LongAgo }
	if long(e.At) || slices.ContainsFunc(e.Broken, func(b Broken) bool { return long(b.Since) }) {
		return text.NewFault("outage.long_ago", "days", int(LongAgo/(24*time.Hour)))
	}
	if e.Type != EventStart || e.Drill {
		return nil
	}
	if _, there := b.Same(e); there {
		return text.NewFault("outage.already")
	}
	return nil
}

// Same is the outage that goes on with one of the failures that an event tells of, newest first.
func (b *Book) Same(e Event) (Outage, bool) {
	for _, o := range b.Open() {
		if o.Drill != e.Drill {
			continue
		}
		for _, s := range o.Now() {
			for _, broken := range e.Broken {
				if s.same(broken) {
					return o, true
				}
			}
		}
	}
	return Outage{}, false
}
