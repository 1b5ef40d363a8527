package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func written() *Entries {
	x := NewEntries()
	x.Add("natt", "Sov lugnt. Åt hälften av frukosten klockan 03:10.")
	x.Add("fall", "Föll på väg till toaletten, blåmärke på höger arm. René ringde dottern.")
	x.Add("kväll", "Tog kvällsmedicin. Ville inte ha hjälp med duschen; ber om frukost i morgon.")
	return x
}

func TestEntriesAreFoundByTheirWords(t *testing.T) {
	for query, want := range map[string][]string{
		"":                {},
		" ,. ":            {},
		"frukost":         {"kväll", "natt"}, // the beginning of the last word is enough, last added first
		"FRUKOSTEN":       {"natt"},
		"frukost sov":     nil, // but only of the last one
		"sov frukost":     {"natt"},
		"lugnt, Åt":       {"natt"},
		"at":              nil, // å is no a
		"hälft":           {"natt"},
		"halft":           nil,
		"ha\u0308lft":     {"natt"}, // ä typed as a and its dots
		"foll":            nil,
		"rene":            {"fall"}, // other accents are ignored
		"René ringde":     {"fall"},
		"03 10":           {"natt"},
		"på på på":        {"fall"},
		"ukost":           nil, // the middle of a word is not
		"toaletten mamma": nil,
	} {
		got := written().Find(query)
		if len(got) != len(want) || len(want) > 0 && !slices.Equal(got, want) {
			t.Errorf("Find(%q) = %v, want %v", query, got, want)
		}
	}
}

func TestAnEntryIsReplacedAndDropped(t *testing.T) {
	x := written()
	x.Add("natt", "Vaken hela natten.")
	if got := x.Find("sov"); len(got) != 0 {
		t.Errorf("the old text is found: %v", got)
	}
	if got := x.Find("vaken"); !slices.Equal(got, []string{"natt"}) || x.Len() != 3 {
		t.Errorf("the new text: %v of %d", got, x.Len())
	}
	x.Drop("natt")
	x.Drop("never there")
	if got := x.Find("vaken"); len(got) != 0 || x.Len() != 2 {
		t.Errorf("dropped and found: %v of %d", got, x.Len())
	}
}

// What comes and goes leaves nothing behind: neither words nor lists grow with what was dropped.
func TestTheIndexDoesNotGrowWithWhatWasDropped(t *testing.T) {
	x := NewEntries()
	for round := range 20 {
		for i := range 1000 {
			x.Add(fmt.Sprint(i), fmt.Sprintf("omgång%d nummer%d gemensamt", round, i))
		}
	}
	if x.Len() != 1000 || len(x.ids) > 3000 || len(x.words) > 1100 {
		t.Errorf("%d entries, %d numbers, %d words", x.Len(), len(x.ids), len(x.words))
	}
	if got := x.Find("gemensamt"); len(got) != 1000 || got[0] != "999" || got[999] != "0" {
		t.Errorf("%d found", len(got))
	}
	if got := x.Find("omgång19 nummer7"); len(got) != 111 { // 7, 70-79, 700-799
		t.Errorf("%d found", len(got))
	}
	if got := x.Find("omgång3"); len(got) != 0 {
		t.Errorf("%d of what was dropped", len(got))
	}
}

// The same as looking through every text, whatever comes and goes.
func TestTheIndexFindsWhatAScanFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 11))
	alphabet := []string{"sov", "sova", "sovit", "åt", "ät", "at", "ö", "öra", "örat", "fall", "falla", "7", "70"}
	x, texts := NewEntries(), map[string]string{}
	for step := range 6000 {
		id := fmt.Sprint(random.IntN(2500))
		if random.IntN(4) == 0 {
			x.Drop(id)
			delete(texts, id)
			continue
		}
		var said []string
		for range random.IntN(4) {
			said = append(said, alphabet[random.IntN(len(alphabet))])
		}
		texts[id] = strings.Join(said, " ")
		x.Add(id, texts[id])
		if step%50 > 0 {
			continue
		}
		query := []string{alphabet[random.IntN(len(alphabet))], alphabet[random.IntN(len(alphabet))]}[:1+random.IntN(2)]
		var want []string
		for id, text := range texts {
			words := strings.Fields(text)
			holds := slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, query[len(query)-1]) })
			if holds && (len(query) == 1 || slices.Contains(words, query[0])) {
				want = append(want, id)
			}
		}
		got := x.Find(strings.Join(query, " "))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("step %d, %v: %d found, a scan finds %d", step, query, len(got), len(want))
		}
	}
}

func FuzzEntries(f *testing.F) {
	f.Add("Åt hälften. 03:10", "åt")
	f.Add("a\u030a \u0301x", "\xff")
	f.Add("Ǣ Ǿ", "ä")
	f.Fuzz(func(t *testing.T, text, other string) {
		x := NewEntries()
		x.Add("a", text)
		x.Add("b", other)
		eachWord(text, func(w []byte) {
			if len(w) > longestWord || utf8.ValidString(text) && !utf8.Valid(w) {
				t.Errorf("the word %q", w)
			}
			if !slices.Contains(x.Find(string(w)), "a") {
				t.Errorf("%q is not found by its word %q", text, w)
			}
		})
		x.Drop("a")
		if slices.Contains(x.Find(text), "a") {
			t.Error("dropped and found")
		}
	})
}
