package desk

import (
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
)

// EntryFinder finds entries by the words in them: all words of a query, of the last one the beginning is
// enough.
type EntryFinder interface {
	Add(id, text string)
	Drop(id string)
	Find(query string) []string
}

// entryIndex is what entries are found by, made when somebody first searches and brought up to date when
// somebody searches again.
type entryIndex struct {
	finder  EntryFinder
	holds   map[string]bool
	changes int // of the backlog, as of which it holds
}

// FindNotes are the signed entries of the unit, or of one person, that hold all words of a query, whatever
// became of them, newest event first. None for a query without a word, and for who may not read.
func (s *Session) FindNotes(query, personID string) []NoteRow {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil || s.desk.NewIndex == nil {
		return nil
	}
	s.indexEntries()
	found := map[string]bool{}
	for _, id := range s.indexed.finder.Find(query) {
		found[id] = true
	}
	return s.notes(func(t *entry.Tracked) bool { return found[t.ID] && (personID == "" || t.PersonID == personID) })
}

// indexEntries brings the index up to date. What was signed never changes, so that ids tell all.
func (s *Session) indexEntries() {
	x := &s.indexed
	switch {
	case x.finder == nil:
		x.finder, x.holds = s.desk.NewIndex(), map[string]bool{}
	case x.changes == s.backlog.Changes():
		return
	}
	x.changes = s.backlog.Changes()
	for id := range x.holds {
		if _, there := s.backlog.Get(id); !there {
			x.finder.Drop(id)
			delete(x.holds, id)
		}
	}
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return !x.holds[t.ID] }) {
		x.finder.Add(t.ID, t.Words())
		x.holds[t.ID] = true
	}
}
