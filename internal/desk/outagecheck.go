package desk

import (
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// Bounds of what is told of an outage, beside those of outage.Book.Check.
const (
	mostBroken  = 60  // failures in one event
	longestOf   = 200 // characters that say which bank or place
	longestSent = 200 // characters of a recipient group
	outageID    = 32  // characters
)

// checkKnown sees that what an event points to is known, or it would be without name, steps and effects,
// and that nothing in it is without end. Faults: "outage.no_failure", "outage.no_system", "outage.no_step",
// "outage.text_long",
// "outage.future".
func (s *Session) checkKnown(e outage.Event) error {
	if err := bounded(e); err != nil {
		return err
	}
	if err := s.nearNow(e); err != nil {
		return err
	}
	if _, err := hex.DecodeString(e.Outage); err != nil || len(e.Outage) != outageID {
		return text.NewFault("outage.unknown")
	}
	if _, known := s.planned(e.Planned); e.Planned != "" && !known {
		return text.NewFault("planned.unknown")
	}
	c := s.catalogue()
	switch e.Type {
	case outage.EventStart, outage.EventBreak:
		return knownBroken(c, e.Broken)
	case outage.EventTick, outage.EventUntick:
		if o, _ := s.outages.Get(e.Outage); e.Type == outage.EventUntick && !o.Ticks[e.Step].At.IsZero() {
			return nil // of a catalogue that has changed since
		}
		failure, step, _ := strings.Cut(e.Step, "/")
		f, known := c.Failure(failure)
		if !known || !slices.ContainsFunc(f.Steps, func(s outage.Step) bool { return s.ID == step }) {
			return text.NewFault("outage.no_step")
		}
	case outage.EventEscalate:
		if !slices.ContainsFunc(c.Limits.Escalations, func(x outage.Escalation) bool { return x.ID == e.Step }) {
			return text.NewFault("outage.no_step")
		}
	}
	return nil
}

// furthestAhead is how far ahead of all that is known a time may lie: whoever tells it may know better than
// a laptop whose clock is wrong, and an outage may be expected to last for months, not for years.
const furthestAhead = 366 * 24 * time.Hour

// nearNow sees that no time of an event is a slip of the keyboard by years.
func (s *Session) nearNow(e outage.Event) error {
	latest := s.moment().Add(furthestAhead)
	times := []time.Time{e.At, e.Expected}
	for _, b := range e.Broken {
		times = append(times, b.Since, b.Until)
	}
	for _, at := range times {
		if at.After(latest) {
			return text.NewFault("outage.future")
		}
	}
	return nil
}

func knownBroken(c outage.Catalogue, broken []outage.Broken) error {
	for _, b := range broken {
		if _, known := c.Failure(b.Failure); !known {
			return text.NewFault("outage.no_failure")
		}
		for _, id := range b.Systems {
			if _, known := c.System(id); !known {
				return text.NewFault("outage.no_system")
			}
		}
	}
	return nil
}

func bounded(e outage.Event) error {
	long := func(said string, most int) bool { return utf8.RuneCountInString(said) > most }
	if len(e.Broken) > mostBroken {
		return text.NewFault("outage.text_long", "most", mostBroken)
	}
	for _, b := range e.Broken {
		if long(b.Of, longestOf) || len(b.Systems) > mostBroken {
			return text.NewFault("outage.text_long", "most", longestOf)
		}
	}
	if m := e.Message; m != nil && (long(m.Text, outage.MostText) || long(m.Group, longestSent)) {
		return text.NewFault("outage.text_long", "most", outage.MostText)
	}
	return nil
}

// tidyOutage is an event as it is kept: without spaces around its words, and without what its type has no
// use for.
func tidyOutage(e outage.Event) outage.Event {
	switch e.Type {
	case outage.EventTick, outage.EventUntick, outage.EventEscalate:
	default:
		e.Step = ""
	}
	if e.Type != outage.EventJoin {
		e.Other = ""
	}
	if e.Type != outage.EventStart {
		e.Planned = ""
	}
	for _, field := range []*string{&e.Title, &e.Touched, &e.Value, &e.Case} {
		*field = tidy(*field)
	}
	for _, field := range []*string{&e.Text, &e.Incidents} {
		*field = strings.TrimSpace(*field)
	}
	return e
}

// wordsOf is everything in an event that a person typed.
func wordsOf(e outage.Event) string {
	said := []string{e.Title, e.Touched, e.Text, e.Value, e.Case, e.Incidents, e.Reading, e.To}
	for _, b := range e.Broken {
		said = append(said, b.Of)
	}
	if e.Message != nil {
		said = append(said, e.Message.Text, e.Message.Group)
	}
	return strings.Join(said, "\n")
}
