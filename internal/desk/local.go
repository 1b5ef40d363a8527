package desk

import (
	"context"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// Unmatched is a signed entry about somebody whom the binder doesn't know.
type Unmatched struct {
	entry.Tracked
	// PersonID is who in the binder has the number that the author wrote; empty when nobody has.
	PersonID string
	Name     string // of that person
}

// Unmatched lists the entries about persons whom the binder doesn't know, oldest event first, with who it
// may be by now.
func (s *Session) Unmatched() []Unmatched {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	var list []Unmatched
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return local(t) && live(t) && t.PersonID == "" }) {
		u := Unmatched{Tracked: *t}
		if t.Subject.Number != "" {
			if p, err := s.person(t.Subject.Number); err == nil {
				u.PersonID, u.Name = p.ID, p.Name()
			}
		}
		list = append(list, u)
	}
	return list
}

// local tells whether an entry was written about somebody whom the binder didn't know.
func local(t *entry.Tracked) bool {
	return t.Subject != nil && (t.PersonID == "" || !t.MatchedAt.IsZero())
}

// Match says which person of the binder an entry is about. A wrong match is set right by another one;
// what the author wrote stays. Faults: "entry.unknown", "writing.not_local", "person.unknown",
// "person.ambiguous", those of the vault.
func (s *Session) Match(ctx context.Context, entryID, personID string) (entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return entry.Tracked{}, err
	}
	t, ok := s.backlog.Get(strings.TrimSpace(entryID))
	if !ok {
		return entry.Tracked{}, text.NewFault("entry.unknown")
	}
	if !local(t) {
		return entry.Tracked{}, text.NewFault("writing.not_local")
	}
	p, err := s.person(personID)
	if err != nil {
		return entry.Tracked{}, err
	}
	event := entry.Event{Type: entry.EventMatched, PersonID: p.ID, Subject: stamped(p)}
	return s.happens(ctx, t, event, access.ActionMatch)
}
