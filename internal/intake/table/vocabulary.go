package table

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// owner is whom a column is about.
type owner string

const (
	ofClient   owner = "client" // also columns that don't say
	ofRelative owner = "relative"
	ofContact  owner = "contact"
	ofStaff    owner = "staff"
)

// vocabulary is the spellings of column headings, folded for comparison.
type vocabulary struct {
	fields  map[string]string // folded heading -> field
	owners  []ownerWord       // longest first, so that "kontaktperson anhörig" wins over "kontaktperson"
	common  map[string]bool   // every word of a heading that is known
	spelled map[string]bool   // every heading that is known, folded
	kinds   []recordKind      // of sheets that hold one sort of record, each with spellings of its own
}

type ownerWord struct {
	folded  string
	owner   owner
	written string
}

// meaning is what a heading says.
type meaning struct {
	field string
	owner owner
	named bool   // the heading itself names its owner
	group int    // 2 of "Telefon 2"; 0 where there is no number
	role  string // of a contact: "God man"
	score int    // 0..100
}

func readVocabulary(raw []byte) (*vocabulary, error) {
	var file struct {
		Fields map[string][]string `json:"fields"`
		Owners map[owner][]string  `json:"owners"`
		Kinds  map[string]struct {
			Needs  [][]string          `json:"needs"`
			Fields map[string][]string `json:"fields"`
		} `json:"kinds"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, err
	}
	v := &vocabulary{fields: map[string]string{}, common: map[string]bool{}, spelled: map[string]bool{}}
	note := func(spelling string) string {
		words := fold(spelling)
		for _, word := range words {
			v.common[word] = true
		}
		v.spelled[joinWords(words)] = true
		return joinWords(words)
	}
	for field, spellings := range file.Fields {
		for _, spelling := range spellings {
			key := note(spelling)
			if other, twice := v.fields[key]; twice && other != field {
				return nil, fmt.Errorf("%q stands under both %s and %s", spelling, other, field)
			}
			v.fields[key] = field
		}
	}
	for who, spellings := range file.Owners {
		for _, spelling := range spellings {
			v.owners = append(v.owners, ownerWord{note(spelling), who, spelling})
		}
	}
	if len(v.fields) == 0 || len(v.owners) == 0 {
		return nil, fmt.Errorf("no spellings")
	}
	for _, k := range recordKinds {
		written, known := file.Kinds[k.name()]
		if !known {
			return nil, fmt.Errorf("no spellings of %s", k.name())
		}
		kind := recordKind{kind: k, needs: written.Needs, fields: map[string]string{}}
		for field, spellings := range written.Fields {
			for _, spelling := range spellings {
				key := note(spelling)
				if other, twice := kind.fields[key]; twice && other != field {
					return nil, fmt.Errorf("%q stands under both %s and %s of %s", spelling, other, field, k.name())
				}
				kind.fields[key] = field
			}
		}
		v.kinds = append(v.kinds, kind)
	}
	slices.SortFunc(v.owners, func(a, b ownerWord) int {
		if d := len(b.folded) - len(a.folded); d != 0 {
			return d
		}
		return strings.Compare(a.folded+string(a.owner), b.folded+string(b.owner))
	})
	return v, nil
}

// fold cuts a heading into words of small letters and digits without accents, so that spaces,
// punctuation, case and å ä ö written as a a o don't matter.
func fold(heading string) []string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(heading)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// joinWords is a folded heading as spellings are looked up.
func joinWords(words []string) string { return strings.Join(words, "") }

const (
	longestHeading = 60 // characters; longer cells are sentences, not headings
	mostWords      = 12
)

// read tells what a heading means; ok is false when it isn't known. An exact spelling counts
// most, then an owner with a field ("Anhörig telefon"), then a spelling among other words
// ("Starttid (planerad)").
func (v *vocabulary) read(heading string) (m meaning, ok bool) {
	if heading == "" || len([]rune(heading)) > longestHeading {
		return meaning{}, false
	}
	words := fold(heading)
	if len(words) == 0 || len(words) > mostWords {
		return meaning{}, false
	}
	joined := strings.Join(words, "")
	if m, ok := v.exact(joined); ok {
		return m, true
	}
	base, number := cutNumber(words)
	if number > 0 {
		if m, ok := v.exact(base); ok {
			m.group, m.score = number, m.score-5
			return m, true
		}
	}
	return v.among(words)
}

// exact matches a whole heading: a field, an owner alone (its name), or both together.
func (v *vocabulary) exact(joined string) (meaning, bool) {
	if field, ok := v.fields[joined]; ok {
		return meaning{field: field, owner: natural(field), score: 100}, true
	}
	for _, word := range v.owners {
		if joined == word.folded {
			return owned("name", word, 100), true
		}
		for _, rest := range besides(joined, word.folded) {
			if field, ok := v.fields[rest]; ok && (word.owner != ofStaff || field != "staff") {
				return owned(field, word, 90), true
			}
		}
	}
	return meaning{}, false
}

// besides are the readings of what stands beside an owner's word, genitive endings cut off.
func besides(joined, word string) []string {
	var rests []string
	if rest, ok := strings.CutPrefix(joined, word); ok {
		for _, ending := range []string{"", "s", "ns", "ens", "es", "as", "till"} {
			if cut, ok := strings.CutPrefix(rest, ending); ok && cut != "" {
				rests = append(rests, cut)
			}
		}
	}
	if rest, ok := strings.CutSuffix(joined, word); ok && rest != "" {
		rests = append(rests, rest, strings.TrimSuffix(rest, "till"))
	}
	return rests
}

func owned(field string, word ownerWord, score int) meaning {
	m := meaning{field: field, owner: word.owner, named: true, score: score}
	if word.owner == ofContact && word.folded != "kontakt" && word.folded != "contact" {
		m.role = word.written
	}
	return m
}

// natural is the owner of a field that only one sort of person has.
func natural(field string) owner {
	switch field {
	case "relation", "first_contact", "night", "order":
		return ofRelative
	case "role":
		return ofContact
	}
	return ofClient
}

// cutNumber takes the number off the end or the middle of a heading: "Telefon 2", "Anhörig 1 tel".
func cutNumber(words []string) (joined string, number int) {
	kept := make([]string, 0, len(words))
	for _, word := range words {
		letters := strings.TrimRight(word, "0123456789")
		digits := word[len(letters):]
		if number == 0 && len(digits) == 1 && digits != "0" {
			number = int(digits[0] - '0')
			word = letters
		}
		kept = append(kept, word)
	}
	return strings.Join(kept, ""), number
}

// wholeOnly tells the fields whose words mean something else in longer headings: "Senast ändrad".
func wholeOnly(field string) bool {
	switch field {
	case "earliest", "latest", "wished", "week", "pattern", "valid_from", "valid_to":
		return true
	}
	return false
}

// among finds the longest spelling that stands as whole words within a heading.
func (v *vocabulary) among(words []string) (meaning, bool) {
	var best meaning
	longest, total := 0, len(strings.Join(words, ""))
	for i := range words {
		for j := i + 1; j <= len(words); j++ {
			part := strings.Join(words[i:j], "")
			if len(part) < 3 || len(part) <= longest {
				continue
			}
			if m, ok := v.exact(part); ok && !wholeOnly(m.field) {
				best, longest = m, len(part)
			}
		}
	}
	if longest == 0 {
		return meaning{}, false
	}
	_, best.group = cutNumber(words)
	best.score = best.score * (40 + 40*longest/total) / 100
	return best, true
}
