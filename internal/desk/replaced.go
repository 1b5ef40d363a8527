package desk

import (
	"context"
	"fmt"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/ledger"
)

// lying lists the numbered forms that lie in the binder on paper, or would if they were not lost or
// used; none of a print that waits. The caller holds the lock.
func (s *Session) lying() []custody.Slip {
	waiting := s.prints.waiting()
	return s.slips.List(func(slip custody.Slip) bool {
		return slip.Key != (custody.Key{}) && s.binder.ReplacedAt(slip) == 0 && !waiting[slip.Number]
	})
}

// replacedNow tells which papers are forms that a newer print replaced in the binder, and that nobody
// has accounted for; none of a print that waits. The caller holds the lock.
func (s *Session) replacedNow() func(custody.Slip) bool {
	waiting := s.prints.waiting()
	return func(slip custody.Slip) bool {
		return s.binder.Replaced(slip) && !waiting[slip.Number]
	}
}

// ReplacedSlips lists the numbered forms that lay in the binder on paper until a newer print replaced
// them, and that are still out: those that ShredReplaced accounts for. Nothing for who may not read.
func (s *Session) ReplacedSlips() []SlipRow { return s.Slips(SlipQuery{Replaced: true}) }

// ShredReplaced notes of forms that were shredded with the older paper of the binder that they came
// back and were destroyed, and tells how many: all at once or none, with one line in the log. Numbers
// that ReplacedSlips would not list now are passed over, and it gives way to what another laptop tells
// of a form that was written on. Faults: "access.not_allowed", those of the vault.
func (s *Session) ShredReplaced(ctx context.Context, numbers []custody.Number) (done int, err error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightPrint); err != nil {
		return 0, err
	}
	events, about := s.shreds(numbers)
	if len(events) == 0 {
		return 0, nil
	}
	appends := slices.Clone(s.unissued)
	before, lines := len(appends), len(s.unlogged)
	for _, event := range events {
		rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindPaper, event)
		if err != nil {
			return 0, err
		}
		appends = append(appends, rec)
	}
	done = len(events) / 2
	line := s.line(access.ActionSlip, about, fmt.Sprintf("%s %d", wordShredded, done))
	change, err := noted(ledger.Change{Appends: appends}, append(slices.Clone(s.unlogged), line))
	if err != nil {
		return 0, err
	}
	headers, err := s.committed(ctx, change)
	if err != nil {
		return 0, err
	}
	s.unissued, s.unlogged = nil, s.unlogged[lines:]
	for i, event := range events {
		s.slips.Tell(event, uint64(headers[before+i].Clock))
	}
	return done, nil
}

// wordShredded begins the log's line of forms that were shredded together.
const wordShredded = "shredded"

// shreds are the two steps of each form among the numbers that is replaced now, and the person whom all
// of them are about; empty for several.
func (s *Session) shreds(numbers []custody.Number) (events []custody.Event, about string) {
	had := map[custody.Number]bool{}
	replaced, now := s.replacedNow(), s.desk.now()
	for _, n := range numbers {
		slip, known := s.slips.Get(n)
		if !known || had[n] || !replaced(slip) {
			continue
		}
		if had[n] = true; len(events) == 0 {
			about = slip.Person
		} else if about != slip.Person {
			about = ""
		}
		for _, step := range []custody.Step{custody.StepReturn, custody.StepDestroy} {
			events = append(events, custody.Event{Number: n, Step: step, At: now, By: s.user.Identity, Note: s.desk.Words.Say("custody.replaced"), Unused: true})
		}
	}
	return events, about
}
