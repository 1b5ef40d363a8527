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
	s.hold()
	defer s.mu.Unlock()
	if s.hasEntries(personID) {
		return text.NewFault("person.doubt_entries")
	}
	return s.settleDoubt(ctx, otherID, "same", func(r *care.Replica) (care.Changes, bool) {
		return r.Same(personID, otherID, s.store.Name)
	})
}

// hasEntries tells whether something was written about a person, or is being written: it names
// them for good. The caller holds the lock.
func (s *Session) hasEntries(personID string) bool {
	for _, draft := range s.drafts {
		if draft.PersonID == personID {
			return true
		}
	}
	return len(s.backlog.List(func(t *entry.Tracked) bool { return t.PersonID == personID })) > 0
}

// SettleApart answers a doubt: the person is somebody of their own.
func (s *Session) SettleApart(ctx context.Context, personID string) error {
	s.hold()
	defer s.mu.Unlock()
	return s.settleDoubt(ctx, personID, "apart", func(r *care.Replica) (care.Changes, bool) { return r.Apart(personID) })
}

// settleDoubt stores an answer together with its line in the log. The caller holds the lock.
func (s *Session) settleDoubt(ctx context.Context, personID, detail string, answer func(*care.Replica) (care.Changes, bool)) error {
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
	if err := s.commitNoted(ctx, change, s.line(access.ActionImport, personID, detail)); err != nil {
		return err
	}
	s.replica.Apply(changes)
	s.revision++
	s.refind()
	return s.shieldDocuments(ctx) // of somebody who turned out to be protected
}
