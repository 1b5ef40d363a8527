// Package search finds persons in the open replica, and entries by their words, as fast as one types.
//
// Persons are found by a plain scan over folded text in memory: any part of a word matches, every word
// of the query must. Entries have an index of their words. Nothing is written anywhere. å, ä and ö are
// letters of their own; other accents are ignored. Only where no person is found are å, ä, ö and w taken
// for a, o and v.
package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"avbrottsparm/internal/care"
)

// Index finds persons. The zero value is empty; Set fills it. Not safe for concurrent use.
type Index struct {
	rows []row
}

type row struct {
	id     string
	name   string // folded
	number string
	all    string // folded name, number and the rest, separated by line breaks
	loose  string
}

// NewIndex is an empty index.
func NewIndex() *Index { return &Index{} }

// Set replaces what can be found. Results come in Swedish alphabetical order of SortName.
func (x *Index) Set(persons []care.Findable) {
	order := slices.Clone(persons)
	swedish := collate.New(language.Swedish, collate.IgnoreCase)
	var buf collate.Buffer
	keys := make(map[string][]byte, len(order))
	for _, p := range order {
		keys[p.ID] = slices.Clone(swedish.KeyFromString(&buf, p.SortName))
		buf.Reset()
	}
	slices.SortFunc(order, func(a, b care.Findable) int {
		return cmp.Or(slices.Compare(keys[a.ID], keys[b.ID]), cmp.Compare(a.PersonalID, b.PersonalID), cmp.Compare(a.ID, b.ID))
	})
	x.rows = make([]row, 0, len(order))
	for _, p := range order {
		number := strings.ToLower(p.PersonalID)
		short := number
		if len(short) == 12 {
			short = short[2:]
		}
		name := fold(p.Name)
		all := strings.Join([]string{name, number, short, fold(strings.Join(p.Other, "\n"))}, "\n")
		x.rows = append(x.rows, row{id: p.ID, name: name, number: number, all: all, loose: loosen.Replace(all)})
	}
}

// Find gives the ids of those who match every word of the query: names that begin with it first,
// then the others, each group in alphabetical order. An empty query finds everyone.
func (x *Index) Find(query string) []string {
	words := queryWords(query)
	if found := x.scan(words, func(r row) string { return r.all }); len(found) > 0 || len(words) == 0 {
		return found
	}
	for i := range words {
		words[i] = loosen.Replace(words[i])
	}
	return x.scan(words, func(r row) string { return r.loose })
}

func (x *Index) scan(words []string, text func(row) string) []string {
	var first, rest []string
	for _, r := range x.rows {
		hay := text(r)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) }) {
			if len(words) > 0 && beginsName(hay, words[0]) {
				first = append(first, r.id)
			} else {
				rest = append(rest, r.id)
			}
		}
	}
	return append(first, rest...)
}

// beginsName tells whether a word of the name, which is the first line, begins with w.
func beginsName(hay, w string) bool {
	name, _, _ := strings.Cut(hay, "\n")
	return strings.HasPrefix(name, w) || strings.Contains(name, " "+w)
}

// queryWords folds the query and takes the signs out of numbers: "240129-7250".
func queryWords(query string) []string {
	if all := signs.Replace(query); len(all) >= 6 && isNumber(all) {
		return []string{all} // one number, however it is grouped: "070-174 06 05"
	}
	var words []string
	for _, w := range strings.Fields(query) {
		if joined := signs.Replace(w); len(joined) >= 6 && isNumber(joined) {
			w = joined
		}
		words = append(words, strings.Fields(fold(w))...)
	}
	return words
}

// signs are what people put between the digits of a number.
var signs = strings.NewReplacer("-", "", "+", "", " ", "", "\u00a0", "")

func isNumber(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
}

var loosen = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "w", "v")

// fold lowers the case and removes every accent but those of å, ä and ö, whether composed or not.
func fold(s string) string {
	s = strings.ToLower(norm.NFC.String(s))
	var out strings.Builder
	out.Grow(len(s))
	for _, r := range s {
		switch {
		case r == 'å' || r == 'ä' || r == 'ö' || r < unicode.MaxASCII:
			out.WriteRune(r)
		case r == 'ø':
			out.WriteRune('ö')
		case r == 'æ':
			out.WriteRune('ä')
		default:
			for _, part := range norm.NFD.String(string(r)) {
				if !unicode.Is(unicode.Mn, part) {
					out.WriteRune(part)
				}
			}
		}
	}
	return strings.NewReplacer(",", " ", "-", " ", "'", " ").Replace(out.String())
}
