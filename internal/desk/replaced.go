package desk

import (
	"context"
	"fmt"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
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
	done = len(events) / 2
	if err := s.tell(ctx, events, s.line(access.ActionSlip, about, fmt.Sprintf("%s %d", wordShredded, done))); err != nil {
		return 0, err
	}
	return done, nil
}

// wordShredded begins the log's line of forms that were shredded together.
const wordShredded = "shredded"

// shreds are the two steps of each form among the numbers that is replaced now, and the person whom all
// of them are about; empty for several.
func (s *Session) shreds(numbers []custody.Number) (events []custody.Event, about string) {
	had := map[custody.Number]bool{}
	replaced := s.replacedNow()
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
		events = append(events, s.gone(n, s.desk.Words.Say("custody.replaced"), true)...)
	}
	return events, about
}
