package desk

import (
	"context"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// log notes who did what about whom (patientdatalagen 4 kap.). Reading is never refused because
// the log can't be written: what couldn't be noted waits in memory and goes with the next note.
// The caller holds the lock, or is the only one who has the session.
func (s *Session) log(ctx context.Context, action access.Action, personID, detail string) {
	s.unlogged = append(s.unlogged, access.Event{Action: action, At: s.desk.now(), Identity: s.user.Identity,
		Name: s.user.Name, Title: s.user.Title, Unit: s.unit.Name, PersonID: personID, Detail: detail})
	var change ledger.Change
	for _, event := range s.unlogged {
		rec, err := record(ledger.StreamLog, access.AreaLog, ledger.KindAccess, event)
		if err != nil {
			return
		}
		change.Appends = append(change.Appends, rec)
	}
	if err := s.commit(ctx, change); err == nil {
		s.unlogged = nil
	}
}

// Unlogged is how many lines wait because the log couldn't be written.
func (s *Session) Unlogged() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.unlogged)
}
