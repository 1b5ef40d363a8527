package desk_test

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/desk"
)

// Given a person in the binder, when a fault report names them, then that is asked about: it goes to
// others than those who give the care. Given name or family name alone is nobody's.
func TestANameWhereNobodysBelongsIsAskedAbout(t *testing.T) {
	u, s := filled(t)
	p := s.People("Elsa")[0]
	for said, want := range map[string][]string{
		"Kortet för " + p.Name + " går inte att öppna.": {"tells_who"},
		"Elsas kort går inte att öppna.":                nil,
		"Inget kort går att öppna.":                     nil,
	} {
		e, err := s.Begin(desk.Beginning{Kind: "outage_note"})
		if err != nil {
			t.Fatal(err)
		}
		e.EventTime, e.Headline, e.Text = u.now.Add(-time.Minute), "Lifecare", said
		if got := codes(s, e); !slices.Equal(got, want) {
			t.Errorf("%q asks %v, want %v", said, got, want)
		}
		e.Confirmed = []string{"tells_who"}
		if got := signed(t, s, e); !slices.Equal(got.Confirmed, want) {
			t.Errorf("%q keeps %v, want %v", said, got.Confirmed, want)
		}
	}
}
