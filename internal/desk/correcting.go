package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Correction gives a new version of a signed entry to change, with an id of its own. The old one stays
// as it is until the new one is signed by Correct. Faults: "entry.unknown", "entry.state".
func (s *Session) Correction(id string) (entry.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, err := s.changeable(id, entry.EventCorrected)
	if err != nil {
		return entry.Entry{}, err
	}
	e := copied(old.Entry)
	e.ID, e.Corrects, e.Author, e.Confirmed = newEntryID(), old.ID, s.me(), nil
	return e, nil
}

// copied is an entry that can be changed without changing the one that it came from.
func copied(e entry.Entry) entry.Entry {
	if e.Values != nil {
		values := make(map[string]string, len(e.Values))
		for id, value := range e.Values {
			values[id] = value
		}
		e.Values = values
	}
	if e.Paper != nil {
		paper := *e.Paper
		paper.Pictures = slices.Clone(paper.Pictures)
		e.Paper = &paper
	}
	if e.Subject != nil {
		subject := *e.Subject
		e.Subject = &subject
	}
	e.Confirmed = slices.Clone(e.Confirmed)
	return e
}

// changeable finds a signed entry to which something may happen now, for who may write in its area.
func (s *Session) changeable(id string, event entry.EventType) (*entry.Tracked, error) {
	if err := s.may(access.RightWrite); err != nil {
		return nil, err
	}
	t, ok := s.backlog.Get(strings.TrimSpace(id))
	if !ok {
		return nil, text.NewFault("entry.unknown")
	}
	if err := s.mayOpen(t.Wall()); err != nil {
		return nil, err
	}
	if _, allowed := t.State.After(event); !allowed {
		return nil, text.NewFault("writing.ended")
	}
	return t, nil
}

// Correct signs a new version of an entry, made by Correction, with the reason; the old one stays
// legible. A text that is too long for one entry becomes several, signed together, of which the first takes
// the old one's place. Where the old one is in Lifecare already, changing it there is left to do (Undone). Faults:
// those of Sign, "writing.no_reason", "writing.ended", "writing.long_correction" where one part of a text would
// take several, "writing.other_wall" where the new version would lie behind another wall than the old one.
func (s *Session) Correct(ctx context.Context, e entry.Entry, reason string) (*entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.proven(); err != nil {
		return nil, err
	}
	old, err := s.changeable(e.Corrects, entry.EventCorrected)
	if err != nil {
		return nil, err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return nil, text.NewFault("writing.no_reason")
	}
	w, err := s.readied(ctx, e)
	if err != nil {
		return nil, err
	}
	if len(w.entries) > 1 && old.Parts > 0 { // its number is one of so many
		return nil, text.NewFault("writing.long_correction")
	}
	e = w.entries[0]
	if e.Area != old.Wall() {
		return nil, text.NewFault("writing.other_wall")
	}
	events := w.corrected(old, reason)
	change := ledger.Change{Puts: w.puts, Drops: w.drops}
	for _, event := range events {
		rec, err := record(ledger.StreamMain, e.Area, ledger.KindEntry, event)
		if err != nil {
			return nil, err
		}
		change.Appends = append(change.Appends, rec)
	}
	if _, ok := s.drafts[e.ID]; ok {
		change.DraftDrops = []string{e.ID}
	}
	if err := s.commitSteps(ctx, change, w.slip, []access.Event{s.lineOf(access.ActionCorrect, e, string(e.Kind))}); err != nil {
		return nil, err
	}
	s.picturesMoved(change)
	delete(s.drafts, e.ID)
	for _, event := range events {
		if err := s.backlog.Apply(event); err != nil {
			return nil, err
		}
	}
	t, _ := s.backlog.Get(e.ID)
	return t, nil
}

// corrected are the events of a new version: its first part takes the place of the old entry, and the
// others are signed beside it.
func (w signing) corrected(old *entry.Tracked, reason string) []entry.Event {
	first := &w.entries[0]
	events := []entry.Event{{Type: entry.EventCorrected, ID: old.ID, At: first.WrittenTime, By: first.Author, Reason: reason, Entry: first}}
	for i := 1; i < len(w.entries); i++ {
		w.entries[i].Corrects = ""
		events = append(events, w.signed(i))
	}
	return events
}

// Strike marks an entry as wrongly written, with the reason; it stays legible. Parts of one text are
// struck together. Where it is in Lifecare already, marking it there is left to do (Undone). Faults: "entry.unknown", "writing.ended",
// "writing.no_reason", "pin.needed", those of the vault.
func (s *Session) Strike(ctx context.Context, id, reason string) (entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.proven(); err != nil {
		return entry.Tracked{}, err
	}
	t, err := s.changeable(id, entry.EventStruck)
	if err != nil {
		return entry.Tracked{}, err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return entry.Tracked{}, text.NewFault("writing.no_reason")
	}
	struck := []*entry.Tracked{t}
	for _, part := range s.backlog.List(func(part *entry.Tracked) bool {
		return t.Whole != "" && part.Whole == t.Whole && part.ID != t.ID && live(part)
	}) {
		if part, err = s.changeable(part.ID, entry.EventStruck); err != nil {
			return entry.Tracked{}, err
		}
		struck = append(struck, part)
	}
	return s.happensTo(ctx, struck, entry.Event{Type: entry.EventStruck, Reason: reason}, access.ActionStrike)
}

// Undone notes that an entry which was struck or corrected, or entered twice, was marked or taken out in
// Lifecare, with Lifecare's own time or number. What is left is told by Tracked.ToUndo. Faults: "entry.unknown", "writing.nothing_to_undo", "entry.no_reference", those of the vault.
func (s *Session) Undone(ctx context.Context, id, reference string) (entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightReenter); err != nil {
		return entry.Tracked{}, err
	}
	t, ok := s.backlog.Get(strings.TrimSpace(id))
	if !ok {
		return entry.Tracked{}, text.NewFault("entry.unknown")
	}
	left, there := t.ToUndo()
	if !there {
		return entry.Tracked{}, text.NewFault("writing.nothing_to_undo")
	}
	if reference = strings.TrimSpace(reference); reference == "" {
		return entry.Tracked{}, text.NewFault("entry.no_reference")
	}
	event := entry.Event{Type: entry.EventUndone, Reference: reference, Of: left.Reference}
	return s.happens(ctx, t, event, access.ActionUndone)
}

// Versions are an entry and those that took its place or whose place it took, oldest first: also two that
// two laptops made of one, before they met. Fault "entry.unknown".
func (s *Session) Versions(id string) ([]entry.Tracked, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return nil, err
	}
	t, ok := s.backlog.Get(strings.TrimSpace(id))
	if !ok {
		return nil, text.NewFault("entry.unknown")
	}
	first := s.firstOf(t).ID
	var versions []entry.Tracked
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return t.ID == first || t.Before() != "" && s.firstOf(t).ID == first }) {
		versions = append(versions, *t)
	}
	slices.SortStableFunc(versions, func(x, y entry.Tracked) int {
		return cmp.Or(cmp.Compare(s.generation(x), s.generation(y)), x.WrittenTime.Compare(y.WrittenTime), cmp.Compare(x.ID, y.ID))
	})
	return versions, nil
}

// firstOf is the first version of an entry, as far as the binder has it.
func (s *Session) firstOf(t *entry.Tracked) *entry.Tracked {
	for range s.backlog.Len() { // no chain is longer
		before, there := s.backlog.Get(t.Before())
		if !there {
			break
		}
		t = before
	}
	return t
}

// generation is how many versions there were before this one.
func (s *Session) generation(t entry.Tracked) int {
	n := 0
	for before, there := s.backlog.Get(t.Before()); there && n < s.backlog.Len(); before, there = s.backlog.Get(before.Before()) {
		n++
	}
	return n
}

// Rivals are the other versions of an entry that another laptop made without knowing of it, and the
// original where it was struck there: somebody looks at them side by side and strikes what is wrong.
// None for an entry that isn't known, and for who may not read.
func (s *Session) Rivals(id string) []entry.Tracked {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.backlog.Get(strings.TrimSpace(id))
	if !ok || s.may(access.RightRead) != nil {
		return nil
	}
	var list []entry.Tracked
	for _, rival := range s.backlog.Rivals(t) {
		list = append(list, *rival)
	}
	return list
}
