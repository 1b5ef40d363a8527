package desk_test

import (
	"strings"
	"testing"

	"avbrottsparm/internal/care"
)

// Given a schedule that knows an Elsa by name and street only, when somebody says that she is the
// register's Elsa, then the answer and its line in the log are stored together; and nobody may
// say so as long as a note is being written about her.
func TestADoubtIsAnsweredWithItsLineInTheLog(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	visits := day(monday)
	visits.Incoming = visits.Incoming[:1]
	visits.Incoming[0].Whose = care.PersonKey{Street: "Nya vägen 77"}
	registered := s.People("Elsa")[0].ID
	visits.Incoming[0].Whose.Name = s.Name(registered)
	u.read(s, "schema", visits)
	doubts := s.Doubts()
	if len(doubts) != 1 || doubts[0].Others[0].ID != registered {
		t.Fatalf("%d doubts", len(doubts))
	}
	unsure := doubts[0].Person.ID
	draft, err := s.SaveDraft(t.Context(), s.NewNote(unsure))
	if err != nil {
		t.Fatal(err)
	}
	fault(t, s.SettleSame(t.Context(), unsure, registered), "person.doubt_entries")
	if err := s.DiscardDraft(t.Context(), draft.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.SettleSame(t.Context(), unsure, registered); err != nil || len(s.Doubts()) != 0 {
		t.Fatalf("%v, %d doubts left", err, len(s.Doubts()))
	}
	logged := u.vault.logged()
	if last := logged[len(logged)-1]; !strings.Contains(last, `"detail":"same"`) {
		t.Errorf("logged %s", last)
	}
}
