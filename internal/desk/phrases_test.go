package desk_test

import (
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
)

// A unit has phrases from the start, its own once its head says so, and the first ones back when asked.
func TestThePhrasesOfTheUnit(t *testing.T) {
	u, s := filled(t)
	usual := s.Phrases(entry.KindNote)
	if len(usual) < 3 || s.Phrases("key") != nil {
		t.Fatalf("at first: %q, %q", usual, s.Phrases("key"))
	}
	u.must(s.SetPhrases(t.Context(), entry.KindNote, []string{" Sov gott. ", "", "Sov gott.", "Åt frukost."}))
	u.must(s.SetPhrases(t.Context(), "key", []string{"Nyckel tillbaka."}))
	u.must(s.Lock())
	s = u.open("lena")
	if got := s.Phrases(entry.KindNote); !slices.Equal(got, []string{"Sov gott.", "Åt frukost."}) {
		t.Errorf("%q", got)
	}
	u.must(s.SetPhrases(t.Context(), entry.KindNote, []string{}))
	if got := s.Phrases(entry.KindNote); len(got) != 0 {
		t.Errorf("none were wanted: %q", got)
	}
	u.vault.fails = func(ledger.Change) bool { return true }
	if err := s.SetPhrases(t.Context(), entry.KindNote, nil); err == nil || len(s.Phrases(entry.KindNote)) != 0 {
		t.Errorf("changed on a broken disk: %v", err)
	}
	u.vault.fails = nil
	u.must(s.SetPhrases(t.Context(), entry.KindNote, nil))
	if got := s.Phrases(entry.KindNote); !slices.Equal(got, usual) || !slices.Equal(s.Phrases("key"), []string{"Nyckel tillbaka."}) {
		t.Errorf("%q, %q", got, s.Phrases("key"))
	}
	if len(u.logLines(access.ActionPhrases)) != 4 {
		t.Errorf("%d lines", len(u.logLines(access.ActionPhrases)))
	}
}

func TestWhatIsNoPhrase(t *testing.T) {
	u, s := filled(t)
	for code, phrases := range map[string][]string{
		"phrases.long":   {strings.Repeat("å", 301)},
		"phrases.many":   strings.Split(strings.Repeat("a b c d e f g h i j k l m n o p q r s t u v x y z 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 ", 1), " "),
		"phrases.person": {"Elsa Lund sov gott."},
	} {
		fault(t, s.SetPhrases(t.Context(), entry.KindNote, phrases), code)
	}
	fault(t, s.SetPhrases(t.Context(), "brev", []string{"Hej."}), "entry.no_kind")
	fault(t, u.open("sara").SetPhrases(t.Context(), entry.KindNote, []string{"Hej."}), "access.not_allowed")
}
