package desk_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// events puts events of entries into the vault as another session would have.
func (u *unit) events(events ...entry.Event) {
	u.t.Helper()
	var change ledger.Change
	for _, e := range events {
		raw, err := json.Marshal(e)
		u.must(err)
		change.Appends = append(change.Appends, ledger.Append{Stream: ledger.StreamMain, Area: access.AreaSocial, Kind: ledger.KindEntry, Body: raw})
	}
	_, err := u.vault.Commit(u.t.Context(), change)
	u.must(err)
}

var lena = entry.Author{Identity: "lena", Name: "Lena Ek", Title: "undersköterska"}

func signedEvent(id string, at time.Time) entry.Event {
	e := entry.Entry{ID: id, Kind: entry.KindNote, PersonID: "p", EventTime: at, WrittenTime: at, Author: lena, Headline: "Tillsyn", Text: "Sov lugnt."}
	return entry.Event{Type: entry.EventSigned, ID: id, At: at, By: lena, Entry: &e}
}

func enteredEvent(id string, at time.Time, reference string) entry.Event {
	return entry.Event{Type: entry.EventEntered, ID: id, At: at, By: lena, Reference: reference}
}

// grown is a closed binder with many notes, all but the last three of them entered.
func grown(t *testing.T) *unit {
	u, s := filled(t)
	var events []entry.Event
	for i := range 1200 {
		id, at := fmt.Sprintf("n%04d", i), u.now.Add(time.Duration(i-1300)*time.Minute)
		events = append(events, signedEvent(id, at))
		if i < 1197 {
			events = append(events, enteredEvent(id, at.Add(time.Hour), "4711"))
		}
	}
	u.events(events...)
	u.must(s.Lock())
	return u
}

// queue is what waits, by id, and how much is entered.
func queue(s *desk.Session) string {
	var ids []string
	for _, e := range s.Queue(false) {
		ids = append(ids, e.ID)
	}
	return fmt.Sprintf("%s and %d", strings.Join(ids, " "), s.Counts().Entered)
}

// Given years of notes, when the binder is opened again, then what they came to is at hand and
// they are not read one by one.
func TestABinderThatHasGrownOpensFromItsCheckpoint(t *testing.T) {
	u := grown(t)
	s := u.open("lena")
	want, fresh := queue(s), s.Fresh()
	u.must(s.Lock())
	if want != "n1197 n1198 n1199 and 1197" || len(u.vault.kept) == 0 {
		t.Fatalf("%s, %d parts", want, len(u.vault.kept))
	}
	for i, r := range u.vault.records {
		if r.Stream == ledger.StreamMain {
			u.vault.records[i].Body = []byte("ingen läser detta")
		}
	}
	s = u.open("lena")
	if got := queue(s); got != want || len(s.Fresh()) != len(fresh) || !s.Fresh()[care.KindPerson].Equal(fresh[care.KindPerson]) {
		t.Errorf("%s, %v, want %s, %v", got, s.Fresh(), want, fresh)
	}
	_, err := s.Reenter(t.Context(), "n1198", "4712", "")
	u.must(err)
	if s = u.open("lena"); queue(s) != "n1197 n1199 and 1198" {
		t.Errorf("after one more: %s", queue(s))
	}
	again, err := s.Entry("n1198")
	if u.must(err); again.Reference != "4712" || again.Text != "Sov lugnt." {
		t.Errorf("%+v", again)
	}
}

func TestACheckpointIsLeftAloneWhile(t *testing.T) {
	for name, c := range map[string]func(u *unit){
		"the disk is full":             func(u *unit) { u.vault.strained = true },
		"nothing can be written":       func(u *unit) { u.vault.readOnly = true },
		"the binder was altered":       func(u *unit) { u.vault.altered = true },
		"a later program wrote events": func(u *unit) { u.events(entry.Event{Type: "later", ID: "n0001"}) },
		"a later program wrote notes": func(u *unit) {
			later := signedEvent("later", u.now)
			later.Entry.Kind = "later"
			u.events(later)
		},
	} {
		t.Run(name, func(t *testing.T) {
			u := grown(t)
			c(u)
			s := u.open("lena")
			if got := queue(s); !strings.HasSuffix(got, "and 1197") {
				t.Errorf("opened with %s", got)
			}
			u.must(s.Lock())
			if u.vault.kept != nil {
				t.Error("a checkpoint was kept")
			}
		})
	}
	u, s := filled(t)
	u.events(signedEvent("n1", u.now))
	u.must(s.Lock())
	u.must(u.open("lena").Lock())
	if u.vault.kept != nil {
		t.Error("a checkpoint was made of a few records")
	}
}

// A session that itself wrote much leaves a checkpoint behind when it is locked.
func TestLockingAfterMuchWorkLeavesACheckpoint(t *testing.T) {
	u, s := filled(t)
	for range 1010 {
		u.write(s, entry.KindNote)
	}
	u.must(s.Lock())
	if len(u.vault.kept) == 0 {
		t.Fatal("none was kept")
	}
	if s = u.open("lena"); s.Counts().Waiting != 1010 {
		t.Errorf("%d wait", s.Counts().Waiting)
	}
}

func TestACheckpointOfAnotherProgramIsPassedOver(t *testing.T) {
	for name, spoil := range map[string]func(parts []ledger.Part){
		"another version": func(parts []ledger.Part) { parts[0].Body = []byte(`{"version":99}`) },
		"no summary":      func(parts []ledger.Part) { parts[0].Body = nil },
		"other entries":   func(parts []ledger.Part) { parts[1].Body = slices.Clone(parts[1].Body[1:]) },
	} {
		u := grown(t)
		u.must(u.open("lena").Lock())
		spoil(u.vault.kept)
		if s := u.open("lena"); queue(s) != "n1197 n1198 n1199 and 1197" {
			t.Errorf("%s: %s", name, queue(s))
		}
	}
}

// Two laptops that were apart may both have entered a note; the first counts, and nobody is kept
// out of the binder.
func TestEventsThatDoNotFitKeepNobodyOut(t *testing.T) {
	u, _ := filled(t)
	u.events(signedEvent("n1", u.now), enteredEvent("n1", u.now, "först"), enteredEvent("n1", u.now, "sist"), enteredEvent("borta", u.now, "x"))
	s := u.open("lena")
	e, err := s.Entry("n1")
	if u.must(err); e.Reference != "först" || s.Counts().Entered != 1 {
		t.Errorf("%+v", e)
	}
}

func TestVerifyHoldsTheCheckpointAgainstTheRecords(t *testing.T) {
	u := grown(t)
	s := u.open("lena")
	u.must(s.Lock())
	codes := func() (codes []string) {
		report, err := u.open("lena").Verify(t.Context(), nil)
		u.must(err)
		for _, f := range report.Faults {
			codes = append(codes, f.Code)
		}
		return codes
	}
	if got := codes(); got != nil {
		t.Errorf("untouched: %v", got)
	}
	raw, err := json.Marshal(signedEvent("n0000", u.now))
	u.must(err)
	for i, r := range u.vault.records {
		if strings.Contains(string(r.Body), `"n0000"`) {
			u.vault.records[i].Body = raw // what the records say, and the checkpoint does not
		}
	}
	if got := codes(); !slices.Equal(got, []string{"checkpoint"}) {
		t.Errorf("with other records: %v", got)
	}
}

// Somebody with the disk took a key's row away: the opener is told what they should be able to
// read, and does not take it for somebody else's area.
func TestALostKeyIsTold(t *testing.T) {
	u, s := filled(t)
	u.add(s, "Maria Ek", "undersköterska", access.RoleStaff)
	m := u.open("Maria Ek")
	if m.Altered() != nil {
		t.Fatalf("before: %v", m.Altered())
	}
	who := u.vault.identities[u.vault.who]
	who.areas = slices.DeleteFunc(who.areas, func(a access.Area) bool { return a == access.AreaSocial })
	m = u.open("Maria Ek")
	if said := text.For(text.Swedish).Explain(m.Altered()); !strings.Contains(said, "En nyckel som du ska ha finns inte i pärmen") {
		t.Errorf("says %q", said)
	}
	report, err := m.Verify(t.Context(), nil)
	if u.must(err); len(report.Faults) != 1 || report.Faults[0].Code != "area" {
		t.Errorf("%+v", report.Faults)
	}
	// A copy that has the key mends that, and only what the settings give her comes back.
	u.vault.keysInCopy = map[string][]access.Area{u.vault.who: {access.AreaSocial, access.AreaHealth}}
	m = u.open("Maria Ek")
	if r := m.Recovered(); m.Altered() != nil || r == nil || r.Keys != 1 || r.Copy == "" || r.Aside != "" {
		t.Errorf("altered %v, recovered %+v", m.Altered(), r)
	}
	if slices.Contains(who.areas, access.AreaHealth) || !slices.Contains(who.areas, access.AreaSocial) {
		t.Errorf("she has %v", who.areas)
	}
	if m = u.open("Maria Ek"); m.Recovered() != nil {
		t.Error("told again")
	}
}

// What the binder does not work without comes back before it is read, and with what an area of a
// colleague needs when the binder is mended by hand.
func TestKeysThatEverybodyNeedsComeBack(t *testing.T) {
	u, s := filled(t)
	u.add(s, "Maria Ek", "undersköterska", access.RoleStaff)
	u.open("Maria Ek")
	maria := u.vault.who
	who := u.vault.identities[maria]
	all := slices.Clone(who.areas)
	u.vault.keysInCopy = map[string][]access.Area{maria: all}
	who.areas = slices.DeleteFunc(who.areas, func(a access.Area) bool { return a == access.AreaCommon })
	m := u.open("Maria Ek")
	if m.Altered() != nil || m.Recovered() == nil || !slices.Contains(who.areas, access.AreaCommon) {
		t.Errorf("altered %v, recovered %+v, has %v", m.Altered(), m.Recovered(), who.areas)
	}
	s = u.open("lena")
	who.areas = slices.DeleteFunc(who.areas, func(a access.Area) bool { return a == access.AreaSocial })
	u.vault.copies = []ledger.Copy{{File: "20260101T000000Z.vault"}}
	d, err := s.Repair(t.Context(), nil)
	if u.must(err); d.Keys != 1 || d.Same || !slices.Contains(who.areas, access.AreaSocial) {
		t.Errorf("repaired %+v, has %v", d, who.areas)
	}
}
