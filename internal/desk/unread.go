package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
)

// What a person has read lies in an item of their own, not in the ledger: it proves nothing about care,
// it would be a register of when each of the staff reads that can never be taken away, and the worst
// that losing it does is that something is shown as unread once more. The item names the entries, not a
// time: an entry that another laptop brings later, written before the last reading, is unread.

// kindSeen is the kind of the item, in the settings area, under the reader's identity.
const kindSeen = ledger.SeenKind

// unreadFor is how long an entry counts as news.
const unreadFor = 30 * 24 * time.Hour

// seen is what the opener has read, by seenAs.
type seen map[string]bool

// seenAs is what a reader has read of an entry: one that was struck afterwards is news again.
func seenAs(t *entry.Tracked) string {
	if t.State == entry.StateStruck {
		return t.ID + " " + string(t.State)
	}
	return t.ID
}

// NoteRow is an entry as the outage's notes show it.
type NoteRow struct {
	entry.Tracked
	PersonName string
	Unread     bool
}

// unread tells whether an entry is news to the opener: others wrote or struck it, lately.
func (s *Session) unread(t *entry.Tracked) bool {
	at, by := t.WrittenTime, t.Author
	if t.State == entry.StateStruck {
		at, by = t.EndedAt, t.EndedBy
	}
	return t.State != entry.StateCorrected && !s.user.Is(by.Identity) && at.After(s.desk.now().Add(-unreadFor)) && !s.seen[seenAs(t)]
}

// Unread are the entries that others have written, corrected or struck since the opener last said that
// they had read, newest event first.
func (s *Session) Unread() []entry.Tracked {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []entry.Tracked
	for _, row := range s.notes(func(t *entry.Tracked) bool { return s.unread(t) }) {
		list = append(list, row.Tracked)
	}
	return list
}

// NotesSince are the entries of the unit, or of one person, whose event came at a time or later, newest
// first; the zero time means all.
func (s *Session) NotesSince(since time.Time, personID string) []NoteRow {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.notes(func(t *entry.Tracked) bool {
		return !t.EventTime.Before(since) && (personID == "" || t.PersonID == personID)
	})
}

func (s *Session) notes(keep func(*entry.Tracked) bool) []NoteRow {
	if s.may(access.RightRead) != nil {
		return nil
	}
	list := s.backlog.List(keep)
	slices.SortStableFunc(list, func(x, y *entry.Tracked) int {
		return cmp.Or(y.EventTime.Compare(x.EventTime), y.WrittenTime.Compare(x.WrittenTime), cmp.Compare(x.ID, y.ID))
	})
	names := s.naming()
	rows := make([]NoteRow, len(list))
	for i, t := range list {
		_, name := names.of(t)
		rows[i] = NoteRow{Tracked: *t, PersonName: name, Unread: s.unread(t)}
	}
	return rows
}

// MarkRead remembers that the opener has read these entries; without ids, all that are unread now. The
// log has a line of it.
func (s *Session) MarkRead(ctx context.Context, ids ...string) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return err
	}
	news := s.backlog.List(func(t *entry.Tracked) bool {
		return s.unread(t) && (len(ids) == 0 || slices.Contains(ids, t.ID))
	})
	if len(news) == 0 {
		return nil
	}
	next := seen{}
	for _, t := range s.backlog.List(nil) {
		if key := seenAs(t); s.seen[key] && t.WrittenTime.After(s.desk.now().Add(-2*unreadFor)) {
			next[key] = true
		}
	}
	for _, t := range news {
		next[seenAs(t)] = true
	}
	body, err := json.Marshal(slices.Sorted(maps.Keys(next)))
	if err != nil {
		return fmt.Errorf("encode what was read: %w", err)
	}
	item := ledger.Item{Area: access.AreaSettings, Kind: kindSeen, ID: s.user.Identity, Body: body}
	if err := s.commitNoted(ctx, ledger.Change{Puts: []ledger.Item{item}}, s.line(access.ActionNotes, "", fmt.Sprint(len(news)))); err != nil {
		return err
	}
	s.seen = next
	return nil
}

// takeWriting takes in the items of reading and writing: the unit's phrases, what the opener has read,
// which pictures of papers there are, and the unit's own documents.
func (s *Session) takeWriting(item ledger.Item) (taken bool, err error) {
	switch item.Kind {
	case ledger.ApartKind:
		if isPicture(item.ID) {
			s.pictures[item.ID] = true
		} else if isUnitContent(item.ID) {
			s.takeUnitContent(item.ID)
		}
		return true, nil
	case kindOfUnitDocument:
		return true, s.takeUnitDocument(item)
	case kindPhrases:
		s.phrases = nil
		return true, decode(item.Body, &s.phrases)
	case kindSeen:
		if item.ID != s.store.Identity() {
			return true, nil
		}
		var read []string
		if err := decode(item.Body, &read); err != nil {
			return true, err
		}
		s.seen = seen{}
		for _, key := range read {
			s.seen[key] = true
		}
		return true, nil
	}
	return false, nil
}
