package desk

import (
	"context"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/readiness"
)

// HomeFolder is a person's home folder (hemmapärm), as far as the binder was told.
type HomeFolder struct {
	PersonID, Name string
	// Filled is when it was last filled, and By by whom; zero and empty when nobody has said so.
	Filled time.Time
	By     string
	// OK says that it was filled in this calendar month: signing lists are for one month.
	OK bool
}

// HomeFolders lists the home folders of those who receive care, those to be filled first. The log has
// that they were listed. Nothing for who may not read.
func (s *Session) HomeFolders() []HomeFolder {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	s.noteList(context.Background(), ListPeople)
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
	persons, err := s.subjects(Order{})
	if err != nil {
		return nil
	}
	for _, p := range persons {
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
