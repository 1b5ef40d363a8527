package desk

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// longestReady is how many characters what is told of a round may have.
const longestReady = 300

// NoteRound notes that somebody looked at an item: who checked, when, and what is missing. Faults:
// "ready.unknown", those of readiness.Item.Check, "ready.long", "ready.person" for words that name
// somebody who is cared for, those of the vault.
func (s *Session) NoteRound(ctx context.Context, item string, told readiness.Told) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return err
	}
	i, known := s.desk.Readiness.Item(item)
	if !known {
		return text.NewFault("ready.unknown")
	}
	told.Part, told.Missing, told.Value = tidy(told.Part), tidy(told.Missing), tidy(told.Value)
	if err := i.Check(told, s.desk.now()); err != nil {
		return err
	}
	if err := s.checkReady(longestReady, told.Part, told.Missing, told.Value); err != nil {
		return err
	}
	return s.tellReady(ctx, i.Event(told), s.line(access.ActionReady, "", "round "+item))
}

// NotHere notes that the unit has no such thing, or that it has after all, for who may change the unit's
// settings. Faults: "ready.unknown", "ready.everywhere" for what every unit has, those of the vault.
func (s *Session) NotHere(ctx context.Context, item string, not bool) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	i, known := s.desk.Readiness.Item(item)
	switch {
	case !known:
		return text.NewFault("ready.unknown")
	case !i.Sites:
		return text.NewFault("ready.everywhere")
	}
	detail := "here " + item
	if not {
		detail = "not_here " + item
	}
	return s.tellReady(ctx, readiness.Event{Type: readiness.EventHere, Item: item, OK: !not}, s.line(access.ActionReady, "", detail))
}

// checkReady refuses words that are too long or name somebody who is cared for: what is told of being
// ready outlives the replica and hangs on a wall.
func (s *Session) checkReady(most int, words ...string) error {
	for _, said := range words {
		if utf8.RuneCountInString(said) > most {
			return text.NewFault("ready.long", "most", most)
		}
		if s.replica.Mentions(said, s.desk.now()) != care.MentionNothing {
			return text.NewFault("ready.person")
		}
	}
	return nil
}

// tellAllReady stores several things that were told beforehand in one step, as tellReady does one. The
// caller holds the lock.
func (s *Session) tellAllReady(ctx context.Context, events []readiness.Event, line access.Event) error {
	records := make([]ledger.Append, len(events))
	for i := range events {
		e := &events[i]
		s.sign(e, s.desk.now())
		var err error
		if records[i], err = record(ledger.StreamMain, access.AreaCommon, ledger.KindReady, e); err != nil {
			return err
		}
	}
	headers, err := s.committedNoted(ctx, ledger.Change{Appends: records}, line)
	if err != nil {
		return err
	}
	for i, e := range events {
		s.ready.Take(e, uint64(headers[i].Clock))
	}
	return nil
}

// sign fills in who tells an event and when.
func (s *Session) sign(e *readiness.Event, now time.Time) {
	e.Told, e.Unsure = now, s.clockUncertain()
	if e.At.IsZero() {
		e.At = now
	}
	e.By = s.by()
}

// HomeFolder is a person's home folder (hemmapärm), as far as the binder was told.
type HomeFolder struct {
	PersonID, Name string
	// Filled is when it was last filled, and By by whom; zero and empty when nobody has said so.
	Filled time.Time
	By     string
	// OK says that it was filled in this calendar month: signing lists are for one month.
	OK bool
}

// HomeFolders lists the home folders of those who receive care, those to be filled first. Nothing for
// who may not read.
func (s *Session) HomeFolders() []HomeFolder {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	list := s.homeFolders(s.desk.now())
	slices.SortStableFunc(list, func(x, y HomeFolder) int {
		switch {
		case x.OK == y.OK:
			return 0
		case y.OK:
			return -1
		}
		return 1
	})
	return list
}

func (s *Session) homeFolders(now time.Time) []HomeFolder {
	var list []HomeFolder
	month := func(t time.Time) (int, time.Month) {
		t = t.In(care.Stockholm)
		return t.Year(), t.Month()
	}
	thisYear, thisMonth := month(now)
	for _, p := range s.receivers() {
		f := HomeFolder{PersonID: p.ID, Name: p.Name()}
		if e, told := s.ready.Folder(p.ID); told {
			f.Filled, f.By = e.At, e.By.Name
			year, m := month(e.At)
			f.OK = e.OK && !e.Unsure && year == thisYear && m == thisMonth
		}
		list = append(list, f)
	}
	return list
}

// NoteHomeFolder notes that a person's home folder holds what it should for this month, or doesn't.
// Faults: "person.unknown", those of the vault.
func (s *Session) NoteHomeFolder(ctx context.Context, personID string, ok bool) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return err
	}
	p, err := s.person(personID)
	if err != nil {
		return err
	}
	return s.tellReady(ctx, readiness.Event{Type: readiness.EventFolder, Item: p.ID, OK: ok}, s.line(access.ActionReady, p.ID, "home_folder"))
}
