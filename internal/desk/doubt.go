package desk

import (
	"context"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// Doubts lists the questions about who is who that files have left and nobody has answered.
func (s *Session) Doubts() []care.Doubt {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	return s.replica.Doubts()
}

// SettleSame answers a doubt: somebody known only from rows is one whom a register knows. Faults
// "person.no_doubt", "person.doubt_entries", "person.doubt_areas", those of a right that is missing.
func (s *Session) SettleSame(ctx context.Context, personID, otherID string) error {
	if s.hasEntries(personID) {
		return text.NewFault("person.doubt_entries")
	}
	return s.settleDoubt(ctx, otherID, "same", func(r *care.Replica) (care.Changes, bool) {
		return r.Same(personID, otherID, s.store.Name)
	})
}

// hasEntries tells whether something was written about a person: it names them for good.
func (s *Session) hasEntries(personID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.backlog.List(func(t *entry.Tracked) bool { return t.PersonID == personID })) > 0
}

// SettleApart answers a doubt: the person is somebody of their own.
func (s *Session) SettleApart(ctx context.Context, personID string) error {
	return s.settleDoubt(ctx, personID, "apart", func(r *care.Replica) (care.Changes, bool) { return r.Apart(personID) })
}

func (s *Session) settleDoubt(ctx context.Context, personID, detail string, answer func(*care.Replica) (care.Changes, bool)) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightImport); err != nil {
		return err
	}
	if !s.seesAll() { // what the opener can't see would be left with the person who goes
		return text.NewFault("person.doubt_areas")
	}
	changes, asked := answer(s.replica)
	if !asked {
		return text.NewFault("person.no_doubt")
	}
	change, err := settle([]care.Changes{changes})
	if err != nil {
		return err
	}
	if err := s.commit(ctx, change); err != nil {
		return err
	}
	s.replica.Apply(changes)
	s.revision++
	s.refind()
	s.log(ctx, access.ActionImport, personID, detail)
	return nil
}
