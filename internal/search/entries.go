package search

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Entries finds entries by the words in them: all words of a query must stand in an entry, of the last
// one the beginning is enough. å, ä and ö are letters of their own; other accents are ignored. Words
// are runs of letters and digits. It lives in memory only and takes less of it than the texts
// themselves. The zero value isn't usable; not safe for concurrent use.
type Entries struct {
	words map[string]int32 // to its place in lists
	lists []list
	// order are the words, of which the first ripe are in alphabetical order.
	order []word
	ripe  int
	ids   []string         // by number, in the order in which they were added; empty once dropped
	at    map[string]int32 // number of an id
	size  int              // bytes of words, lists and ids
}

type word struct {
	text string
	at   int32
}

// list are the numbers of the entries that hold a word, each as the distance from the one before.
type list struct {
	packed []byte
	last   int32
}

// longestWord is as much of a word as is kept, in bytes. Nobody types more.
const longestWord = 48

// NewEntries is an empty index.
func NewEntries() *Entries {
	return &Entries{words: map[string]int32{}, at: map[string]int32{}}
}

// Len is how many entries can be found.
func (x *Entries) Len() int { return len(x.at) }

// Size is about how many bytes the index takes.
func (x *Entries) Size() int {
	const perWord, perID = 96, 72 // map, headers and places
	return x.size + perWord*len(x.words) + perID*len(x.ids)
}

// Add lets an entry be found by a text; one that was there before is replaced.
func (x *Entries) Add(id, text string) {
	x.Drop(id)
	n := int32(len(x.ids))
	x.ids, x.at[id] = append(x.ids, id), n
	x.size += len(id)
	var delta [binary.MaxVarintLen32]byte
	eachWord(text, func(w []byte) {
		at, known := x.words[string(w)]
		if !known {
			at = int32(len(x.lists))
			said := string(w)
			x.words[said] = at
			x.lists, x.order = append(x.lists, list{last: -1}), append(x.order, word{said, at})
			x.size += len(said)
		}
		l := &x.lists[at]
		if l.last == n {
			return // it stands there already
		}
		size := binary.PutUvarint(delta[:], uint64(n-l.last))
		l.packed, l.last = append(l.packed, delta[:size]...), n
		x.size += size
	})
}

// Drop takes an entry out.
func (x *Entries) Drop(id string) {
	n, known := x.at[id]
	if !known {
		return
	}
	delete(x.at, id)
	x.ids[n] = ""
	if dead := len(x.ids) - len(x.at); dead > 1000 && dead > len(x.ids)/4 {
		x.renumber()
	}
}

// renumber takes what was dropped out of the lists, so that they don't grow for ever.
func (x *Entries) renumber() {
	to := make([]int32, len(x.ids))
	ids := make([]string, 0, len(x.at))
	x.size = 0
	for i, id := range x.ids {
		to[i] = -1
		if id != "" {
			to[i] = int32(len(ids))
			x.at[id] = to[i]
			ids = append(ids, id)
			x.size += len(id)
		}
	}
	x.ids = ids
	kept := make([]list, 0, len(x.lists))
	order := make([]word, 0, len(x.order))
	for _, w := range x.order[:x.ripen()] {
		l := list{last: -1}
		x.lists[w.at].each(func(n int32) {
			if to[n] >= 0 {
				l.packed, l.last = binary.AppendUvarint(l.packed, uint64(to[n]-l.last)), to[n]
			}
		})
		if len(l.packed) == 0 {
			delete(x.words, w.text)
			continue
		}
		w.at = int32(len(kept))
		x.words[w.text] = w.at
		kept, order = append(kept, l), append(order, w)
		x.size += len(w.text) + len(l.packed)
	}
	x.lists, x.order, x.ripe = kept, order, len(order)
}

// ripen brings new words to their places, and answers how many words there are.
func (x *Entries) ripen() int {
	if x.ripe < len(x.order) {
		byText := func(a, b word) int { return cmp.Compare(a.text, b.text) }
		slices.SortFunc(x.order[x.ripe:], byText)
		if x.ripe > 0 {
			slices.SortFunc(x.order, byText) // nearly in order
		}
		x.ripe = len(x.order)
	}
	return x.ripe
}

// each goes through the numbers of a list.
func (l list) each(do func(n int32)) {
	n := int32(-1)
	for rest := l.packed; len(rest) > 0; {
		delta, size := uint64(rest[0]), 1
		if delta >= 0x80 {
			delta, size = binary.Uvarint(rest)
		}
		n += int32(delta)
		do(n)
		rest = rest[size:]
	}
}

// set are numbers, one bit each.
type set []uint64

func (s set) put(n int32)      { s[n>>6] |= 1 << (n & 63) }
func (s set) has(n int32) bool { return s[n>>6]&(1<<(n&63)) != 0 }

// Find gives the ids of the entries that hold every word of the query, last added first; none for a
// query without a word.
func (x *Entries) Find(query string) []string {
	var words []string
	eachWord(query, func(w []byte) { words = append(words, string(w)) })
	if len(words) == 0 || len(x.ids) == 0 {
		return nil
	}
	found := x.beginning(words[len(words)-1])
	for _, w := range words[:len(words)-1] {
		at, known := x.words[w]
		if !known {
			return nil
		}
		both := make(set, len(found))
		x.lists[at].each(func(n int32) {
			if found.has(n) {
				both.put(n)
			}
		})
		found = both
	}
	count := 0
	for _, some := range found {
		count += bits.OnesCount64(some)
	}
	ids := make([]string, 0, count)
	for i := len(found) - 1; i >= 0; i-- {
		for some := found[i]; some != 0; {
			high := 63 - bits.LeadingZeros64(some)
			some &^= 1 << high
			if id := x.ids[i<<6+high]; id != "" {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// beginning are the entries that hold a word that begins so.
func (x *Entries) beginning(prefix string) set {
	found := make(set, (len(x.ids)+63)/64)
	words := x.order[:x.ripen()]
	from, _ := slices.BinarySearchFunc(words, prefix, func(w word, prefix string) int { return cmp.Compare(w.text, prefix) })
	for _, w := range words[from:] {
		if !strings.HasPrefix(w.text, prefix) {
			break
		}
		x.lists[w.at].each(found.put)
	}
	return found
}

// eachWord gives the words of a text, folded, as long as they are kept. The bytes are good until the
// next word.
func eachWord(text string, do func(w []byte)) {
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	var room [longestWord + utf8.UTFMax]byte
	w := room[:0]
	full := false // the rest of the word is passed over
	end := func() {
		if len(w) > 0 {
			do(w)
		}
		w, full = room[:0], false
	}
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'):
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r < utf8.RuneSelf:
			end()
			continue
		case unicode.Is(unicode.M, r):
			continue // an accent that no letter has for its own
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
			continue
		default:
			r = bare(r)
		}
		if full = full || len(w)+utf8.RuneLen(r) > longestWord; !full {
			w = utf8.AppendRune(w, r)
		}
	}
	end()
}

// bare is a letter in small and without its accent, but for å, ä and ö.
func bare(r rune) rune {
	if r = unicode.ToLower(r); r == 'å' || r == 'ä' || r == 'ö' {
		return r
	}
	if d := norm.NFD.PropertiesString(string(r)).Decomposition(); len(d) > 0 {
		r, _ = utf8.DecodeRune(d)
	}
	switch r {
	case 'ø':
		return 'ö'
	case 'æ':
		return 'ä'
	}
	return r
}
