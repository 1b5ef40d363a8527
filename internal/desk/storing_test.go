package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
)

// many is a schedule so long that storing it takes its time.
func many(visits int) care.Batch {
	b := day(monday)
	b.Incoming = nil
	for i := range visits {
		start := care.Day(monday).Add(time.Duration(i) * time.Minute)
		b.Incoming = append(b.Incoming, care.Incoming{Row: i + 2, Whose: elsa, Item: &care.Visit{Kind: care.VisitVisit,
			Route: fmt.Sprintf("Slinga %d", i%7), Start: start, End: start.Add(time.Minute)}})
	}
	return b
}

// While a long file is on its way to the disk the window goes on: what was known is read, and what
// is written is stored after it and not lost.
func TestTheWindowGoesOnWhileALongFileIsStored(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "personer", register())
	p := u.preview(s, "lång", many(1000))
	person := s.People("Elsa")[0].ID
	note := s.NewNote(person)
	begun, goOn := make(chan bool), make(chan bool)
	var drafts int
	u.vault.fails = func(c ledger.Change) bool {
		if len(c.Puts) >= 1000 {
			begun <- true
			<-goOn
			drafts = len(u.vault.drafts)
		}
		return false
	}
	imported, saved := make(chan error), make(chan error)
	go func() { imported <- s.Import(t.Context(), p) }()
	<-begun
	if st := s.Status(); st.VisitsToday != 0 || st.Unlogged != 0 {
		t.Errorf("while it is stored: %d visits, %d lines wait", st.VisitsToday, st.Unlogged)
	}
	if _, err := s.Open(t.Context(), person); err != nil {
		t.Errorf("a person can't be opened meanwhile: %v", err)
	}
	if n := s.Unlogged(); n != 0 {
		t.Errorf("%d lines are told as unwritten", n)
	}
	go func() {
		_, err := s.SaveDraft(t.Context(), note)
		saved <- err
	}()
	stale := u.preview(s, "annan", day(monday))
	goOn <- true
	if err := <-imported; err != nil {
		t.Fatal(err)
	}
	if err := <-saved; err != nil || len(s.Drafts()) != 1 || drafts != 0 {
		t.Errorf("the draft: %v, %d kept, %d in the middle of the file", err, len(s.Drafts()), drafts)
	}
	if n := s.Status().VisitsToday; n < 900 {
		t.Errorf("%d visits came in", n)
	}
	fault(t, s.Import(t.Context(), stale), "desk.preview_old")
	lines, err := s.Log(t.Context(), desk.LogQuery{Action: access.ActionRead})
	if err != nil || len(lines) != 1 {
		t.Errorf("what was read meanwhile stands in the log %d times: %v", len(lines), err)
	}
}

// Given a long file on its way to the disk, when the binder is locked, then what was read meanwhile
// stands in the log all the same.
func TestLockingWhileALongFileIsStoredLosesNoLine(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "personer", register())
	p := u.preview(s, "lång", many(1000))
	person := s.People("Elsa")[0].ID
	begun, goOn := make(chan bool), make(chan bool)
	u.vault.fails = func(c ledger.Change) bool {
		if len(c.Puts) >= 1000 {
			begun <- true
			<-goOn
		}
		return u.vault.closed
	}
	imported, locked := make(chan error), make(chan error)
	go func() { imported <- s.Import(t.Context(), p) }()
	<-begun
	if _, err := s.Open(t.Context(), person); err != nil {
		t.Fatal(err)
	}
	go func() { locked <- s.Lock() }()
	time.Sleep(20 * time.Millisecond) // whoever closes at once has closed by then
	goOn <- true
	if err := <-imported; err != nil {
		t.Fatal(err)
	}
	if err := <-locked; err != nil {
		t.Fatal(err)
	}
	u.vault.fails, u.vault.closed = nil, false
	reads, imports := 0, 0
	for _, line := range u.vault.logged() {
		if strings.Contains(line, `"action":"read"`) {
			reads++
		}
		if strings.Contains(line, `"action":"import"`) {
			imports++
		}
	}
	if reads != 1 || imports != 2 {
		t.Errorf("logged %d reads and %d imports, want 1 and 2", reads, imports)
	}
}

func TestALongFileThatTheDiskRefusesLeavesWhatWasThere(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "personer", register())
	p := u.preview(s, "lång", many(1000))
	u.vault.fails = func(c ledger.Change) bool { return len(c.Puts) >= 1000 }
	if err := s.Import(t.Context(), p); err == nil {
		t.Fatal("the disk refused and nobody said so")
	}
	if n := s.Status().VisitsToday; n != 0 {
		t.Errorf("%d visits are shown that are nowhere", n)
	}
	u.vault.fails = nil
	if err := s.Import(t.Context(), u.preview(s, "lång", many(1000))); err != nil {
		t.Fatal(err)
	}
	if n := s.Status().VisitsToday; n < 900 {
		t.Errorf("the next try brought %d visits", n)
	}
}

// After a purge an export from before it is all that there is: it comes in, also when the binder was
// opened anew in between.
func TestAnOldExportComesInAfterAPurge(t *testing.T) {
	for name, reopen := range map[string]bool{"at once": false, "after opening anew": true} {
		t.Run(name, func(t *testing.T) {
			u := newUnit(t)
			s := u.setUp()
			u.read(s, "personer", register())
			if _, err := s.PurgeReplica(t.Context()); err != nil {
				t.Fatal(err)
			}
			if reopen {
				s = u.open("lena")
			}
			old := register()
			old.AsOf = u.now.Add(-48 * time.Hour)
			if f := u.read(s, "gamla", old); f.New != 3 || f.Older != 0 {
				t.Errorf("new %d, older %d", f.New, f.Older)
			}
		})
	}
}
