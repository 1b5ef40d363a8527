package desk

import (
	"context"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// longestReady is how many characters what is told of a round may have.
const longestReady = 300

// NoteRound notes that somebody looked at an item: who checked, when, and what is missing. Faults:
// "ready.unknown", those of readiness.Item.Check, "ready.long", "ready.person" for words that name
// somebody who is cared for, those of the vault.
func (s *Session) NoteRound(ctx context.Context, item string, told readiness.Told) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return err
	}
	i, known := s.readyList().Item(item)
	if !known {
		return text.NewFault("ready.unknown")
	}
	told.Part, told.Missing, told.Value = tidy(told.Part), tidy(told.Missing), tidy(told.Value)
	if err := i.Check(told, s.desk.now()); err != nil {
		return err
	}
	if err := s.checkReady(longestReady, told.Part, told.Missing, told.Value); err != nil {
		return err
	}
	return s.tellReady(ctx, i.Event(told), s.line(access.ActionReady, "", "round "+item))
}

// NotHere notes that the unit has no such thing, or that it has after all, for who may change the unit's
// settings. Faults: "ready.unknown", "ready.everywhere" for what every unit has, those of the vault.
func (s *Session) NotHere(ctx context.Context, item string, not bool) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	i, known := s.readyList().Item(item)
	switch {
	case !known:
		return text.NewFault("ready.unknown")
	case !i.Sites:
		return text.NewFault("ready.everywhere")
	}
	detail := "here " + item
	if not {
		detail = "not_here " + item
	}
	return s.tellReady(ctx, readiness.Event{Type: readiness.EventHere, Item: item, OK: !not}, s.line(access.ActionReady, "", detail))
}

// checkReady refuses words that are too long or name somebody who is cared for: what is told of being
// ready outlives the replica and hangs on a wall.
func (s *Session) checkReady(most int, words ...string) error {
	for _, said := range words {
		if utf8.RuneCountInString(said) > most {
			return text.NewFault("ready.long", "most", most)
		}
		if s.replica.Mentions(said, s.desk.now()) != care.MentionNothing {
			return text.NewFault("ready.person")
		}
	}
	return nil
}

// tellAllReady stores several things that were told beforehand in one step, as tellReady does one. The
// caller holds the lock.
func (s *Session) tellAllReady(ctx context.Context, events []readiness.Event, line access.Event) error {
	records := make([]ledger.Append, len(events))
	for i := range events {
		e := &events[i]
		s.sign(e, s.desk.now())
		err := e.Check()
		if err != nil {
			return err
		}
		if records[i], err = record(ledger.StreamMain, access.AreaCommon, ledger.KindReady, e); err != nil {
			return err
		}
	}
	headers, err := s.committedNoted(ctx, ledger.Change{Appends: records}, line)
	if err != nil {
		return err
	}
	for i, e := range events {
		s.ready.Take(e, uint64(headers[i].Clock))
	}
	return nil
}

// sign fills in who tells an event and when.
func (s *Session) sign(e *readiness.Event, now time.Time) {
	e.Told, e.Unsure = now, s.clockUncertain()
	if e.At.IsZero() {
		e.At = now
	}
	e.By = s.by()
}
