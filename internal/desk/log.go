package desk

import (
	"context"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
)

// log notes who did what about whom (patientdatalagen 4 kap.). Reading is never refused because
// the log can't be written: what couldn't be noted waits in memory and goes with the next note.
// The caller holds the lock, or is the only one who has the session.
func (s *Session) log(ctx context.Context, action access.Action, personID, detail string) {
	s.note(ctx, s.line(action, personID, detail))
}

// line is a line of the log about what the one who opened the binder does now.
func (s *Session) line(action access.Action, personID, detail string) access.Event {
	event := access.Event{Action: action, At: s.desk.now(), Identity: s.user.Identity, Name: s.user.Name, Title: s.user.Title,
		Unit: s.unit.Name, PersonID: personID, Detail: detail, Stated: s.user.Stated()}
	event.PersonNumber, event.PersonName = s.subject(personID)
	return event
}

// note writes a line, and those that wait.
func (s *Session) note(ctx context.Context, event access.Event) {
	s.unlogged = append(s.unlogged, event)
	s.writeLog(ctx)
}

// writeLog writes the lines that wait; they go on waiting when it can't be done.
func (s *Session) writeLog(ctx context.Context) {
	if len(s.unlogged) == 0 || s.storing != nil {
		return
	}
	change, err := noted(ledger.Change{}, s.unlogged)
	if err != nil {
		return
	}
	lines := len(s.unlogged)
	err = s.commit(ctx, change)
	if err == nil {
		s.unlogged = s.unlogged[lines:]
	}
	s.spoiled = s.spoiled || damaged(err)
}

// commitNoted stores a change together with its line in the log, and those that wait: neither is
// there without the other.
func (s *Session) commitNoted(ctx context.Context, change ledger.Change, event access.Event) error {
	_, err := s.committedNoted(ctx, change, event)
	return err
}

// noted is a change with lines of the log in it.
func noted(change ledger.Change, lines []access.Event) (ledger.Change, error) {
	change.Appends = slices.Clone(change.Appends)
	for _, event := range lines {
		rec, err := record(ledger.StreamLog, access.AreaLog, ledger.KindAccess, event)
		if err != nil {
			return ledger.Change{}, err
		}
		change.Appends = append(change.Appends, rec)
	}
	return change, nil
}

// subject is a person's number and name for a line of the log, which must say whom it concerned
// when the replica is long gone. Somebody who is gone from it already is named by their entries.
func (s *Session) subject(personID string) (number, name string) {
	if personID == "" {
		return "", ""
	}
	if p, ok := s.replica.Person(personID); ok {
		return string(p.PersonalID), p.Name()
	}
	for _, t := range s.backlog.List(nil) {
		switch {
		case t.PersonID != personID:
		case !t.MatchedAt.IsZero():
			return t.MatchedTo.Number, t.MatchedTo.Name
		case t.Subject != nil:
			return t.Subject.Number, t.Subject.Name
		}
	}
	return "", ""
}

// Unlogged is how many lines wait because the log couldn't be written.
func (s *Session) Unlogged() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.leftUnlogged()
}

// leftUnlogged counts the lines that could not be written; those that wait for a long change are
// on their way.
func (s *Session) leftUnlogged() int {
	if s.storing != nil {
		return 0
	}
	return len(s.unlogged)
}

// OpenHit is Open for a person whom a search had found: the log tells the two apart.
func (s *Session) OpenHit(ctx context.Context, personID string) (*care.Dossier, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return nil, err
	}
	p, err := s.person(personID)
	if err != nil {
		return nil, err
	}
	s.log(ctx, access.ActionHit, p.ID, "")
	return s.dossier(p.ID), nil
}

// ListPeople, ListSchedule and ListQueue are the lists that NoteList is told of; what was searched
// for, or the day, follows after a space.
const (
	ListPeople   = "people"
	ListSchedule = "schedule"
	ListQueue    = "queue"
	// ListDocuments are documents that hold what was searched for.
	ListDocuments = "documents"
	// ListNotes is what was written during the outage, of the whole unit.
	ListNotes = "notes"
)

// NoteList notes that a list of persons was shown: ListPeople with what was searched for, or
// ListSchedule with the day as YYYY-MM-DD, ListQueue or ListNotes. The same list within a minute is one line, so that
// a screen that draws itself anew doesn't flood the log.
func (s *Session) NoteList(ctx context.Context, what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noteList(ctx, what)
}

func (s *Session) noteList(ctx context.Context, what string) {
	now := s.desk.now()
	for list, at := range s.listed {
		if since := now.Sub(at); since < 0 || since >= listedFor {
			delete(s.listed, list)
		}
	}
	if _, told := s.listed[what]; told {
		return
	}
	if s.listed == nil {
		s.listed = map[string]time.Time{}
	}
	s.listed[what] = now
	s.log(ctx, access.ActionList, "", what)
}

// listedFor is how long a list counts as the same one.
const listedFor = time.Minute
