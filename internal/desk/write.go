package desk

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func (s *Session) loadDrafts(ctx context.Context) error {
	drafts, err := s.store.Drafts(ctx)
	if err := s.alter(err); err != nil {
		return err
	}
	for _, d := range drafts {
		var e entry.Entry
		if err := decode(d.Body, &e); err != nil {
			return err
		}
		if _, signed := s.backlog.Get(e.ID); !signed { // a recovery brings back drafts that were signed since
			s.drafts[e.ID] = e
		}
	}
	return nil
}

// NewNote begins a journal note about a person by the one who opened the binder. Nothing is
// stored until it is saved. The time of the event is left to the author, and so is the kind: it
// is a social note until they say otherwise.
func (s *Session) NewNote(personID string) entry.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return entry.Entry{ID: newEntryID(), Kind: entry.KindNote, PersonID: personID, Author: s.me()}
}

// newEntryID is twelve characters that can be read aloud and typed: 60 random bits.
func newEntryID() string { return strings.ToLower(rand.Text())[:12] }

// SaveDraft keeps a draft, whatever is missing in it, and gives it back with its time of writing.
// It is stored when this returns without an error. Where a choice or a change of rights puts the entry
// behind a wall that is closed to its author, the draft stays where they can go on with it: only signing
// is refused. Faults: "entry.not_yours", "entry.final", "entry.no_kind", "access.closed" for a kind that
// is closed to the author altogether, those of the vault.
func (s *Session) SaveDraft(ctx context.Context, e entry.Entry) (entry.Entry, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.mine(e.ID); err != nil {
		return e, err
	}
	area, err := s.draftArea(e)
	if err != nil {
		return e, err
	}
	s.stamp(&e)
	e.Area = area
	raw, err := json.Marshal(e)
	if err != nil {
		return e, fmt.Errorf("encode draft %s: %w", e.ID, err)
	}
	draft := ledger.Draft{ID: e.ID, Area: e.Area, Body: raw}
	if err := s.commit(ctx, ledger.Change{DraftPuts: []ledger.Draft{draft}}); err != nil {
		return e, err
	}
	s.drafts[e.ID] = e
	return e, nil
}

// draftArea is the wall behind which a draft is kept: the entry's own, else another in which entries of
// its kind can lie, else the one where it was, else the strictest that its author can open.
func (s *Session) draftArea(e entry.Entry) (access.Area, error) {
	own := s.desk.Kinds.Wall(e)
	had, saved := s.drafts[e.ID]
	if own == 0 && !saved {
		return 0, text.NewFault("entry.no_kind")
	}
	places := append([]access.Area{own}, s.desk.Kinds.Walls(e.Kind)...)
	if saved {
		places = append(places, had.Area, access.AreaHealth, access.AreaCaseWork, access.AreaSocial, access.AreaCommon)
	}
	for _, area := range places {
		if area != 0 && s.mayOpen(area) == nil {
			return area, nil
		}
	}
	return 0, s.mayOpen(own)
}

// mine tells whether the draft may be written by the one who opened the binder: a draft belongs
// to its author, and what is signed is final.
func (s *Session) mine(id string) error {
	if err := s.may(access.RightWrite); err != nil {
		return err
	}
	if _, signed := s.backlog.Get(id); signed {
		return text.NewFault("entry.final")
	}
	if d, ok := s.drafts[id]; ok && !s.user.Is(d.Author.Identity) {
		return text.NewFault("entry.not_yours")
	}
	return nil
}

// mayWrite tells whether the entry is the opener's to write, and its area open to them: what
// nobody can read again after signing may not be written.
func (s *Session) mayWrite(e entry.Entry) error {
	if err := s.mine(e.ID); err != nil {
		return err
	}
	area := s.desk.Kinds.Wall(e)
	if area == 0 {
		return text.NewFault("entry.no_kind")
	}
	return s.mayOpen(area)
}

// stamp sets author, time of writing, the state of the clock, and by which form and behind which wall
// it is written.
func (s *Session) stamp(e *entry.Entry) {
	e.Area = s.desk.Kinds.Wall(*e)
	if f, ok := s.desk.Kinds.Form(e.Kind); ok {
		e.Form = f.Version
	}
	e.Author, e.WrittenTime, e.Clock = s.me(), s.desk.now(), entry.ClockTrusted
	if s.clockUncertain() {
		e.Clock = entry.ClockUncertain
	}
}

// clockSlack is how far the computer's clock may be behind what it has already written.
const clockSlack = 2 * time.Minute

// clockUncertain tells that the computer's clock is behind the newest record or the newest data:
// a laptop that lay in a cupboard has lost its time.
func (s *Session) clockUncertain() bool {
	now := s.desk.now()
	newest := s.newest
	for _, at := range s.fresh {
		if at.After(newest) {
			newest = at
		}
	}
	return now.Before(newest.Add(-clockSlack))
}

// ClockUncertain tells that times written now are marked as uncertain.
func (s *Session) ClockUncertain() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clockUncertain()
}

// Drafts are the drafts of the one who opened the binder, newest first.
func (s *Session) Drafts() []entry.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightWrite) != nil {
		return nil
	}
	var mine []entry.Entry
	for _, d := range s.drafts {
		if s.user.Is(d.Author.Identity) {
			mine = append(mine, d)
		}
	}
	slices.SortFunc(mine, func(x, y entry.Entry) int {
		return cmp.Or(y.WrittenTime.Compare(x.WrittenTime), cmp.Compare(x.ID, y.ID))
	})
	return mine
}

// DiscardDraft throws a draft away on its author's word.
func (s *Session) DiscardDraft(ctx context.Context, id string) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.mine(id); err != nil {
		return err
	}
	if _, ok := s.drafts[id]; !ok {
		return nil
	}
	change := ledger.Change{DraftDrops: []string{id}}
	if paper := s.drafts[id].Paper; paper != nil {
		for _, picture := range paper.Pictures {
			if s.pictures[picture] && !s.pictured(picture, id) {
				change.Drops = append(change.Drops, pictureRef(picture))
			}
		}
	}
	if err := s.commit(ctx, change); err != nil {
		return err
	}
	s.picturesMoved(change)
	delete(s.drafts, id)
	return nil
}

// ReadEventTime reads a time as people and scripts write it: "2026-11-22T03:10",
// "2026-11-22 03:10", or with a zone offset. Without one it is Stockholm's wall clock.
// Fault "entry.bad_time".
func ReadEventTime(written string) (time.Time, error) {
	written = strings.TrimSpace(written)
	if t, err := time.Parse(time.RFC3339, written); err == nil {
		return t.In(care.Stockholm), nil
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, written); err == nil {
			return care.LocalTime(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second()), nil
		}
	}
	return time.Time{}, text.NewFault("entry.bad_time")
}
