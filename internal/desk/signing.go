package desk

import (
	"context"
	"maps"
	"slices"
	"strings"
	"unicode"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// SignResult is what became of one of several entries. Err is nil for one that is signed.
type SignResult struct {
	ID  string
	Err error
}

// Sign makes an entry final: it can't be changed any more and waits in the backlog. Its draft, if there
// is one, goes in the same step, and so does the word that the numbered paper which it was written down
// from is done. A text that is too long for one entry becomes several, signed together; the first one is
// given back. Faults: "entry.<code>" for what Check tells first, "writing.no_reason" for a correction,
// which Correct signs, "entry.final", "entry.not_yours", "pin.needed", "access.closed", "person.unknown", "custody.unknown", those of the vault.
func (s *Session) Sign(ctx context.Context, e entry.Entry) (*entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.proven(); err != nil {
		return nil, err
	}
	w, err := s.firstVersion(ctx, e)
	if err != nil {
		return nil, err
	}
	if err := s.signAll(ctx, []signing{w}); err != nil {
		return nil, err
	}
	tracked, _ := s.backlog.Get(w.entries[0].ID)
	return tracked, nil
}

// SignMany signs several entries in one step: those that are ready become final together, and the
// others stay as they are, each with its own fault in the results, which are in the order of the
// entries. The error is about the step as a whole: nothing is signed then.
func (s *Session) SignMany(ctx context.Context, entries []entry.Entry) ([]SignResult, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.proven(); err != nil {
		return nil, err
	}
	results := make([]SignResult, len(entries))
	var ready []signing
	with := entry.NewBacklog() // those that are ready already: they are compared with one another, too
	for i, e := range entries {
		results[i].ID = e.ID
		if slices.ContainsFunc(entries[:i], func(before entry.Entry) bool { return before.ID == e.ID }) {
			results[i].Err = text.NewFault("entry.final")
			continue
		}
		w, err := s.firstVersion(ctx, e, with)
		if err != nil {
			results[i].Err = err
			continue
		}
		if err := with.Apply(w.signed(0)); err != nil {
			return nil, err
		}
		ready = append(ready, w)
	}
	if len(ready) == 0 {
		return results, nil
	}
	if err := s.signAll(ctx, ready); err != nil {
		return nil, err
	}
	return results, nil
}

// signing is one entry on its way to be signed, in the parts that its text took.
type signing struct {
	entries []entry.Entry
	slip    []custody.Event // what is told of the paper that it was written down from
	puts    []ledger.Item   // pictures that move to where the entry lies
	drops   []ledger.ItemRef
}

// firstVersion is an entry on its way to be signed that takes no other's place: that needs a reason.
func (s *Session) firstVersion(ctx context.Context, e entry.Entry, with ...*entry.Backlog) (signing, error) {
	if e.Corrects != "" {
		return signing{}, text.NewFault("writing.no_reason")
	}
	return s.readied(ctx, e, with...)
}

// signed is the event that signs a part.
func (w signing) signed(part int) entry.Event {
	e := &w.entries[part]
	return entry.Event{Type: entry.EventSigned, ID: e.ID, At: e.WrittenTime, By: e.Author, Entry: e}
}

// readied is an entry with all that is stamped on it at signing. Nothing is stored yet.
func (s *Session) readied(ctx context.Context, e entry.Entry, with ...*entry.Backlog) (signing, error) {
	if err := s.mayWrite(e); err != nil {
		return signing{}, err
	}
	e = e.Plain()
	if err := entry.Fault(s.problems(e, with...)); err != nil {
		return signing{}, err
	}
	if err := s.subjected(&e); err != nil {
		return signing{}, err
	}
	s.stamp(&e)
	s.prune(&e)
	s.answered(&e, with...)
	var w signing
	if err := s.movePictures(ctx, &e, &w); err != nil {
		return signing{}, err
	}
	var err error
	if e.Paper != nil && strings.TrimSpace(e.Paper.Number) != "" {
		w.slip, err = s.writtenDown(&e)
	}
	w.entries = entry.Split(e)
	return w, err
}

// prune takes away what stands in fields that were not asked for in the end: a reason for cancelling a
// visit that was made after all.
func (s *Session) prune(e *entry.Entry) {
	f, _ := s.desk.Kinds.Form(e.Kind)
	e.Values = maps.Clone(e.Values)
	for again := true; again; {
		again = false
		for _, field := range f.EntryFields() {
			if _, written := e.Values[field.ID]; written && !field.If.Holds(e.Values) {
				delete(e.Values, field.ID)
				again = true // others may have hung on it
			}
		}
	}
}

// answered keeps, of the questions that were answered with yes, those that are asked.
func (s *Session) answered(e *entry.Entry, with ...*entry.Backlog) {
	if len(e.Confirmed) == 0 {
		return // what is asked and not answered was refused before
	}
	open := *e
	open.Confirmed = nil
	var asked []string
	for _, p := range s.problems(open, with...) {
		if p.Asks && !slices.Contains(asked, p.Code) {
			asked = append(asked, p.Code)
		}
	}
	e.Confirmed = asked
}

// subjected stamps whom an entry is about: a person of the binder, or whom the author named.
func (s *Session) subjected(e *entry.Entry) error {
	if e.PersonID == "" && e.Subject != nil {
		named := entry.Subject{Name: strings.Join(strings.Fields(e.Subject.Name), " "), Number: strings.TrimSpace(e.Subject.Number)}
		e.Subject = &named
		if named.Name == "" && named.Number == "" {
			e.Subject = nil
		}
		if p, err := s.person(named.Number); named.Number != "" && err == nil && mayBeNamed(p, named.Name) {
			e.PersonID = p.ID // the binder knows them after all
		}
	}
	if e.PersonID == "" {
		return nil
	}
	p, err := s.person(e.PersonID)
	if old, ok := s.backlog.Get(e.Corrects); err != nil && ok && old.PersonID == e.PersonID && old.Subject != nil {
		number, name := s.subjectOf(old) // the copy of Lifecare is gone, the entry stays about whom it was
		e.Subject = &entry.Subject{Name: name, Number: number}
		return nil
	}
	if err != nil {
		return err
	}
	e.PersonID, e.Subject = p.ID, stamped(p)
	return nil
}

// mayBeNamed tells whether what an author calls somebody fits a person of the binder. A number that is
// mistyped may be somebody else's: who has another name is suggested when the entry is matched.
func mayBeNamed(p *care.Person, said string) bool {
	words := func(name string) []string {
		return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	}
	known := words(p.Name())
	return !slices.ContainsFunc(words(said), func(word string) bool { return !slices.Contains(known, word) })
}

func stamped(p *care.Person) *entry.Subject {
	return &entry.Subject{Name: p.Name(), Number: string(p.PersonalID)}
}

// signAll stores entries, their papers' steps and the lines of the log in one step.
func (s *Session) signAll(ctx context.Context, ready []signing) error {
	var change ledger.Change
	var events []entry.Event
	var steps []custody.Event
	var lines []access.Event
	for _, w := range ready {
		for i := range w.entries {
			e, event := w.entries[i], w.signed(i)
			rec, err := record(ledger.StreamMain, e.Area, ledger.KindEntry, event)
			if err != nil {
				return err
			}
			events, change.Appends = append(events, event), append(change.Appends, rec)
			if _, ok := s.drafts[e.ID]; ok { // that of the first part only
				change.DraftDrops = append(change.DraftDrops, e.ID)
			}
		}
		lines = append(lines, s.lineOf(access.ActionSign, w.entries[0], string(w.entries[0].Kind)))
		change.Puts, change.Drops = append(change.Puts, w.puts...), append(change.Drops, w.drops...)
		steps = append(steps, w.slip...)
	}
	if err := s.commitSteps(ctx, change, steps, lines); err != nil {
		return err
	}
	s.picturesMoved(change)
	for _, event := range events {
		delete(s.drafts, event.ID)
		if err := s.backlog.Apply(event); err != nil {
			return err
		}
	}
	return nil
}

// lineOf is a line of the log about an entry, also one about somebody whom the binder doesn't know.
func (s *Session) lineOf(action access.Action, e entry.Entry, detail string) access.Event {
	line := s.line(action, e.PersonID, detail)
	if line.PersonName == "" && e.Subject != nil {
		line.PersonNumber, line.PersonName = e.Subject.Number, e.Subject.Name
	}
	return line
}

// commitSteps stores a change, steps of numbered papers, lines of the log and what waited for one, all
// or nothing.
func (s *Session) commitSteps(ctx context.Context, change ledger.Change, steps []custody.Event, lines []access.Event) error {
	s.settled()
	told, err := stepRecords(steps)
	if err != nil {
		return err
	}
	before, prints, waiting := len(change.Appends), len(s.unissued), len(s.unlogged)
	change.Appends = append(change.Appends, s.unissued...)
	change.Appends = append(change.Appends, told...)
	change, err = noted(change, append(slices.Clone(s.unlogged), lines...))
	if err != nil {
		return err
	}
	headers, err := s.committed(ctx, change)
	if err != nil {
		return err
	}
	s.unissued, s.unlogged = s.unissued[prints:], s.unlogged[waiting:]
	for i, event := range steps {
		s.slips.Tell(event, uint64(headers[before+prints+i].Clock))
	}
	return nil
}

// writtenDown finds the numbered paper that an entry was written down from, and what to tell of it:
// whoever writes it down has it in their hand, and what stood on it is done.
func (s *Session) writtenDown(e *entry.Entry) ([]custody.Event, error) {
	slip, err := s.slip(e.Paper.Number)
	if err != nil {
		return nil, err
	}
	paper := *e.Paper
	paper.Number = slip.Number.String()
	e.Paper = &paper
	var events []custody.Event
	state := slip.State
	for _, step := range []custody.Step{custody.StepFind, custody.StepReturn, custody.StepTranscribe} {
		if to, ok := state.After(slip.Sort, step); ok && slip.Sort == custody.SortForm {
			events = append(events, custody.Event{Number: slip.Number, Step: step, At: s.desk.now(), By: s.user.Identity})
			state = to
		}
	}
	return events, nil
}
