package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/entry"
)

// entryFinder finds by any part of a text, and counts how many it was given.
type entryFinder struct {
	texts map[string]string
	added int
}

func (f *entryFinder) Add(id, text string) {
	if f.texts == nil {
		f.texts = map[string]string{}
	}
	f.texts[id] = strings.ToLower(text)
	f.added++
}

func (f *entryFinder) Drop(id string) { delete(f.texts, id) }

func (f *entryFinder) Find(query string) []string {
	var ids []string
	for id, text := range f.texts {
		if query != "" && strings.Contains(text, strings.ToLower(query)) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func TestEntriesAreFoundByWhatStandsInThem(t *testing.T) {
	u, lena := filled(t)
	said := func(query string) string {
		var list []string
		for _, e := range lena.FindNotes(query, "") {
			list = append(list, e.Headline)
		}
		return strings.Join(list, ", ")
	}
	if got := said("frukost"); got != "" {
		t.Errorf("before anything is written: %s", got)
	}
	signed(t, lena, note(t, lena, "Frukost i går", u.now.Add(-20*time.Hour)))
	signed(t, lena, note(t, lena, "Frukost i dag", u.now.Add(-time.Hour)))
	last := signed(t, lena, note(t, lena, "Promenad", u.now.Add(-2*time.Hour)))
	if got := said("frukost"); got != "Frukost i dag, Frukost i går" {
		t.Errorf("newest first: %s", got)
	}
	if got := said("elsa lund"); got != "Frukost i dag, Promenad, Frukost i går" {
		t.Errorf("by the person: %s", got)
	}
	if _, err := lena.Reenter(t.Context(), last.ID, "4711", ""); err != nil {
		t.Fatal(err)
	}
	if got := lena.FindNotes("promenad", ""); len(got) != 1 || got[0].State != entry.StateEntered {
		t.Errorf("what is in Lifecare is found as it is: %+v", got)
	}
	if got := lena.FindNotes("promenad", "somebody else"); len(got) != 0 {
		t.Errorf("about somebody else: %+v", got)
	}
	if got := said(""); got != "" {
		t.Errorf("nothing asked: %s", got)
	}
	if err := lena.Lock(); err != nil {
		t.Fatal(err)
	}
	lena = u.open("lena")
	if got := said("promenad"); got != "Promenad" {
		t.Errorf("after the next unlock: %s", got)
	}
}
