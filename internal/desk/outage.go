package desk

import (
	"context"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
)

// StartOutage opens an outage: Broken says what is broken and At since when, zero for now. It asks where
// something speaks against it: the same failure is open already, or it began long ago; who means it goes
// on with TellOutageAnyway. Faults: "outage.person" or "outage.number" where the words say about somebody,
// "outage.no_failure", "outage.no_system", those of outage.Book.Check and Ask, "access.not_allowed", those
// of the vault.
func (s *Session) StartOutage(ctx context.Context, e outage.Event) (outage.Outage, error) {
	e.Type = outage.EventStart
	return s.tellOutage(ctx, e, false)
}

// TellOutage notes something that happened in an outage. At may be earlier than now, zero is now. Faults
// as StartOutage.
func (s *Session) TellOutage(ctx context.Context, e outage.Event) (outage.Outage, error) {
	return s.tellOutage(ctx, e, false)
}

// TellOutageAnyway is StartOutage or TellOutage by somebody who was asked and means it.
func (s *Session) TellOutageAnyway(ctx context.Context, e outage.Event) (outage.Outage, error) {
	return s.tellOutage(ctx, e, true)
}

// EndOutage says that everything works since a moment, zero for now.
func (s *Session) EndOutage(ctx context.Context, id string, at time.Time) (outage.Outage, error) {
	return s.TellOutage(ctx, outage.Event{Outage: id, Type: outage.EventEnd, At: at})
}

// MendOutage says that a failure is gone since a moment, zero for now. When it was the last one, the
// outage's Mended tells, and the window asks whether it is over.
func (s *Session) MendOutage(ctx context.Context, id, failure, of string, at time.Time) (outage.Outage, error) {
	return s.TellOutage(ctx, outage.Event{Outage: id, Type: outage.EventMend, At: at, Broken: []outage.Broken{{Failure: failure, Of: of}}})
}

// TickStep marks a step as done, or as not done. Step is "<failure>/<step>".
func (s *Session) TickStep(ctx context.Context, id, step string, done bool) (outage.Outage, error) {
	e := outage.Event{Outage: id, Type: outage.EventTick, Step: step}
	if !done {
		e.Type = outage.EventUntick
	}
	return s.TellOutage(ctx, e)
}

// tellOutage stores an event with its line of the log, and takes it in.
func (s *Session) tellOutage(ctx context.Context, e outage.Event, anyway bool) (outage.Outage, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return outage.Outage{}, err
	}
	e, err := s.stampOutage(e)
	if err != nil {
		return outage.Outage{}, err
	}
	if err := s.outages.Check(e); err != nil {
		return outage.Outage{}, err
	}
	if err := s.outages.Ask(e); err != nil && !anyway {
		return outage.Outage{}, err
	}
	if err := s.checkKnown(e); err != nil {
		return outage.Outage{}, err
	}
	if err := s.namesNobody(wordsOf(e)); err != nil {
		return outage.Outage{}, err
	}
	rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindOutage, e)
	if err != nil {
		return outage.Outage{}, err
	}
	headers, err := s.committedNoted(ctx, ledger.Change{Appends: []ledger.Append{rec}}, s.line(access.ActionOutage, "", string(e.Type)))
	if err != nil {
		return outage.Outage{}, err
	}
	s.outages.Take(e, uint64(headers[0].Clock))
	o, _ := s.outages.Get(e.Outage)
	return o, nil
}

// momentOf is now for an outage: the clock, or, where that was set back to before the outage began, what was
// told last of it.
func (s *Session) momentOf(id string) time.Time {
	now := s.desk.now()
	o, known := s.outages.Get(id)
	if !known || !now.Before(o.Began) {
		return now
	}
	at := o.Began
	for _, e := range o.Timeline {
		at = newer(at, e.At)
	}
	return at
}

// stampOutage is an event with when it is told and by whom, and an id where an outage begins.
func (s *Session) stampOutage(e outage.Event) (outage.Event, error) {
	now := s.desk.now()
	e.Told, e.Unsure, e.By = now, s.clockUncertain(), s.by()
	if e.At.IsZero() {
		e.At = s.momentOf(e.Outage)
	}
	e.At = e.At.In(care.Stockholm)
	if e.Type == outage.EventStart && e.Outage == "" {
		var err error
		if e.Outage, err = outage.NewID(nil); err != nil {
			return outage.Event{}, err
		}
	}
	return tidyOutage(e), nil
}
