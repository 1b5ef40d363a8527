package desk

import (
	"cmp"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// Summed is what can be summed up of a person: the kind of the note that would do it, and how many
// notes on paper it would rest on.
type Summed struct {
	Kind  entry.Kind
	Paper int
}

// ToSum tells what can be summed up of a person from one moment until before another: behind each wall
// by a note of its own, so that nothing of health stands in a social note. None for nothing.
func (s *Session) ToSum(personID string, from, to time.Time) []Summed {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightWrite) != nil {
		return nil
	}
	p, err := s.person(personID)
	if err != nil {
		return nil
	}
	var list []Summed
	for _, kind := range []entry.Kind{entry.KindNote, entry.KindHealthNote} {
		one := Summed{Kind: kind}
		if one.Paper = len(s.summable(p.ID, kind, from, to)); one.Paper > 0 {
			list = append(list, one)
		}
	}
	return list
}

// summable are the notes about a person that a summary of a kind takes in.
func (s *Session) summable(personID string, kind entry.Kind, from, to time.Time) []*entry.Tracked {
	wall := s.desk.Kinds.Wall(entry.Entry{Kind: kind})
	list := s.backlog.Filtered(entry.Filter{PersonID: personID, Kind: kind, Area: wall, From: from, To: to, All: true}, s.desk.Kinds, s.desk.now())
	kept := list[:0]
	for _, t := range list {
		if entry.Sums(kind, t) {
			kept = append(kept, t)
		}
	}
	return kept
}

// SummaryDraft is a draft that sums up what was written on paper about a person: who wrote, over which
// period, and what. It is the opener's to shorten and sign, and is not stored until it
// is saved. An empty kind is the social note; zero times take in everything. Faults: "person.unknown",
// "entry.no_kind", "access.closed", "summary.nothing".
func (s *Session) SummaryDraft(personID string, kind entry.Kind, from, to time.Time) (entry.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return entry.Entry{}, err
	}
	p, err := s.person(personID)
	if err != nil {
		return entry.Entry{}, err
	}
	kind = cmp.Or(kind, entry.KindNote)
	wall := s.desk.Kinds.Wall(entry.Entry{Kind: kind})
	if wall == 0 {
		return entry.Entry{}, text.NewFault("entry.no_kind")
	}
	if err := s.mayOpen(wall); err != nil {
		return entry.Entry{}, err
	}
	draft, found := s.desk.Kinds.Summary(kind, s.summable(p.ID, kind, from, to), s.desk.Words)
	if !found {
		return entry.Entry{}, text.NewFault("summary.nothing")
	}
	draft.ID, draft.PersonID, draft.Author = newEntryID(), p.ID, s.me()
	return draft, nil
}
