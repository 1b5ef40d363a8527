package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
)

var newcomer = care.PersonKey{PersonalID: "192402289223"}

// An entry about somebody who isn't in the binder is signed with name and number as the author wrote them,
// and matched when the person has come in.
func TestALocalPersonIsMatchedLater(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Inflyttad", u.now.Add(-time.Hour))
	e.PersonID, e.Subject = "", &entry.Subject{Name: "  Ny   Person ", Number: " 19240228-9223 "}
	got := signed(t, s, e)
	if got.PersonID != "" || got.Subject.Name != "Ny Person" || got.Subject.Number != "19240228-9223" {
		t.Fatalf("signed about %+v", got.Subject)
	}
	if lines := u.logLines(access.ActionSign); lines[len(lines)-1].PersonName != "Ny Person" {
		t.Errorf("the log: %+v", lines[len(lines)-1])
	}
	if list := s.Unmatched(); len(list) != 1 || list[0].ID != got.ID || list[0].PersonID != "" {
		t.Fatalf("unmatched: %+v", list)
	}
	fields, err := s.CopyFields(t.Context(), got.ID)
	u.must(err)
	if !slices.ContainsFunc(fields, func(f entry.CopyField) bool { return f.Value == "Ny Person" }) {
		t.Errorf("to copy: %+v", fields)
	}
	_, err = s.Match(t.Context(), got.ID, "borta")
	fault(t, err, "person.unknown")
	_, err = s.Match(t.Context(), "borta", elsaOf(s))
	fault(t, err, "entry.unknown")

	batch := register()
	batch.Incoming = append(batch.Incoming, care.Incoming{Row: 5, Whose: newcomer, Item: &care.Person{PersonalID: newcomer.PersonalID, Given: "Nya", Family: "Persson"}})
	u.read(s, "nytt register", batch)
	list := s.Unmatched()
	if len(list) != 1 || list[0].PersonID == "" || list[0].Name != "Nya Persson" {
		t.Fatalf("unmatched: %+v", list)
	}
	id := list[0].PersonID
	u.vault.fails = func(ledger.Change) bool { return true }
	if _, err := s.Match(t.Context(), got.ID, id); err == nil {
		t.Fatal("matched on a broken disk")
	}
	u.vault.fails = nil
	if len(s.Unmatched()) != 1 || len(s.Notes(id)) != 0 {
		t.Fatal("matched although it could not be stored")
	}
	matched, err := s.Match(t.Context(), got.ID, id)
	u.must(err)
	if matched.PersonID != id || matched.Subject.Name != "Ny Person" || matched.MatchedTo.Name != "Nya Persson" || matched.MatchedBy.Name != "Lena Ek" {
		t.Errorf("%+v", matched)
	}
	u.must(s.Lock())
	s = u.open("lena")
	if notes := s.Notes(id); len(notes) != 1 || len(s.Unmatched()) != 0 || notes[0].State != entry.StateSigned {
		t.Errorf("after unlocking again: %+v", notes)
	}
	// A wrong match is set right.
	matched, err = s.Match(t.Context(), got.ID, elsaOf(s))
	u.must(err)
	if matched.PersonID != elsaOf(s) || len(s.Notes(id)) != 0 {
		t.Errorf("matched anew: %+v", matched)
	}
	if len(u.logLines(access.ActionMatch)) != 2 {
		t.Errorf("%d lines", len(u.logLines(access.ActionMatch)))
	}
}

// A number that the binder knows after all is that person; a name alone never is.
func TestWhoIsKnownAfterAll(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Tillsyn", u.now.Add(-time.Hour))
	e.PersonID, e.Subject = "", &entry.Subject{Name: "Elsa", Number: "240129-7250"}
	if got := signed(t, s, e); got.PersonID != elsaOf(s) || got.Subject.Name != "Elsa Lund" {
		t.Errorf("%+v", got.Entry)
	}
	e = note(t, s, "Tillsyn", u.now.Add(-2*time.Hour))
	e.PersonID, e.Subject = "", &entry.Subject{Name: "Elsa Lund"}
	got := signed(t, s, e)
	if got.PersonID != "" || len(s.Unmatched()) != 1 {
		t.Errorf("%+v", got.Entry)
	}
	known := signed(t, s, note(t, s, "Annat", u.now.Add(-time.Hour)))
	_, err := s.Match(t.Context(), known.ID, s.People("Åke")[0].ID)
	fault(t, err, "writing.not_local")
	_, err = s.Strike(t.Context(), got.ID, "fel")
	u.must(err)
	if len(s.Unmatched()) != 0 {
		t.Error("a struck entry waits to be matched")
	}
}

// Errors about persons name nobody.
func TestNoFaultNamesAPerson(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Tillsyn", u.now.Add(-time.Hour))
	e.PersonID, e.Subject = "192402289223", &entry.Subject{Name: "Ny Person", Number: "192402289223"}
	_, err := s.Sign(t.Context(), e)
	if err == nil || strings.Contains(err.Error(), "9223") || strings.Contains(err.Error(), "Ny") {
		t.Errorf("%v", err)
	}
}

// What is about nobody in particular is signed about nobody.
func TestAnEntryOfTheUnit(t *testing.T) {
	u, s := filled(t)
	e := entry.Entry{ID: "avbrott", Kind: "outage_note", EventTime: u.now.Add(-time.Hour), Headline: "Avbrott", Text: "Reservrutin startad.", Values: map[string]string{}}
	for _, p := range s.Check(e) {
		e.Values[p.Field] = "annat"
	}
	if problems := s.Check(e); len(problems) > 0 {
		t.Fatalf("%+v", problems)
	}
	got := signed(t, s, e)
	if got.PersonID != "" || got.Subject != nil || len(s.Unmatched()) != 0 {
		t.Errorf("%+v", got.Entry)
	}
}

// Given a number that is mistyped so that it is somebody else's in the binder, when the name says another
// person, then the entry isn't signed about the wrong one: it waits to be matched, and who has the number is
// suggested.
func TestANumberOfSomebodyWithAnotherNameIsNotTakenForThem(t *testing.T) {
	for said, same := range map[string]bool{"Elsa Lund": true, "lund, elsa": true, "ELSA": true, "": true, "Elsa Lundin": false, "Karin Alm": false} {
		u, s := filled(t)
		e := note(t, s, "Flyttad", u.now.Add(-time.Hour))
		elsa, err := s.Person(elsaOf(s))
		u.must(err)
		e.PersonID, e.Subject = "", &entry.Subject{Name: said, Number: string(elsa.PersonalID)}
		if said == "" {
			e.Subject.Name = elsa.Name()
		}
		got := signed(t, s, e)
		if (got.PersonID != "") != same {
			t.Errorf("%q was signed about %q, %+v", said, got.PersonID, got.Subject)
		}
		if list := s.Unmatched(); !same && (len(list) != 1 || list[0].PersonID != elsa.ID || got.Subject.Name != said) {
			t.Errorf("%q waits as %+v", said, list)
		}
	}
}
