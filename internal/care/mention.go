package care

import (
	"strings"
	"time"
	"unicode"
)

// Mention is what a text that goes to others says about somebody.
type Mention string

// What a text can say.
const (
	MentionNothing Mention = ""
	MentionNumber  Mention = "number" // an identity number, of whomever
	MentionName    Mention = "name"   // the name of a person of the binder
)

// Mentions tells whether a text that is read out or sent by text message says about whom it is: an
// identity number in any of the ways in which people write them, or given and family name of a
// person of the binder side by side. A name alone is no answer: too many are everyday words.
func (r *Replica) Mentions(message string, today time.Time) Mention {
	if TellsPersonalID(message, today) {
		return MentionNumber
	}
	joined, words := joinedUp(message), wordRow(message)
	found := MentionNothing
	r.Each(KindPerson, func(item Item) {
		p := item.(*Person)
		switch {
		case found == MentionNumber:
		case p.PersonalID.within(joined):
			found = MentionNumber
		case p.namedIn(words):
			found = MentionName
		}
	})
	return found
}

// leastID is how many characters a number must have at least to be looked for: a reserve number of a
// region may be so short that any text holds it.
const leastID = 10

// within tells whether a text without signs between its characters holds the number, with or without
// century.
func (id PersonalID) within(joined string) bool {
	s := string(id)
	if len(s) < leastID {
		return false
	}
	return strings.Contains(joined, s) || (id.Form() != FormUnknown && strings.Contains(joined, s[2:]))
}

// joinedUp is a text in upper case without spaces, hyphens and their like.
func joinedUp(message string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case between(r):
			return -1
		}
		return unicode.ToUpper(r)
	}, message)
}

// between tells whether a sign may stand inside an identity number.
func between(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("-+–—‑−./", r)
}

// TellsPersonalID tells whether a text holds an identity number of anybody, with or without century,
// hyphen and spaces.
func TellsPersonalID(message string, today time.Time) bool {
	for _, groups := range digitGroups(message) {
		for from := range groups {
			joined, sign := groups[from].digits, ""
			for to := from; ; {
				if isPersonalID(joined, groups[from].digits, sign, to-from, today) {
					return true
				}
				if to++; to == len(groups) || len(joined) > 12 {
					break
				}
				joined, sign = joined+groups[to].digits, groups[to].before
			}
		}
	}
	return false
}

// isPersonalID judges digits that were put together from some groups. Written as people write it, with
// one hyphen or plus before the last four, a date is enough: a slip of the pen still points at somebody.
// Otherwise the check digit must agree too, or telephone numbers and times would be taken for it.
func isPersonalID(joined, first, sign string, signs int, today time.Time) bool {
	if len(joined) != 10 && len(joined) != 12 {
		return false
	}
	written := signs == 1 && strings.ContainsAny(sign, "-+–—‑−") && len(first) == len(joined)-4
	if written {
		return dated(joined[len(joined)-10:])
	}
	century := len(joined) - 10
	if n := len(first) - century; n != 2 && n != 6 && n != 10 {
		return false // 070-174 06 51 is a telephone number
	}
	_, ok := ReadPersonalID(joined, today)
	return ok
}

// dated tells whether ten digits begin with a day of some year.
func dated(ten string) bool {
	return !dateOf(2000, ten[2:6]).IsZero()
}

// digitGroup is digits in a row, and the signs before them.
type digitGroup struct{ digits, before string }

// digitGroups are the digits of a text, those together that only spaces, hyphens and their like stand
// between.
func digitGroups(message string) [][]digitGroup {
	var all [][]digitGroup
	var run []digitGroup
	var digits, signs strings.Builder
	endGroup := func() {
		if digits.Len() > 0 {
			run = append(run, digitGroup{digits.String(), signs.String()})
			digits.Reset()
			signs.Reset()
		}
	}
	for _, r := range message + "\x00" {
		if r >= '０' && r <= '９' {
			r += '0' - '０'
		}
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case between(r):
			endGroup()
			signs.WriteRune(r)
		default:
			endGroup()
			if len(run) > 0 {
				all, run = append(all, run), nil
			}
			signs.Reset()
		}
	}
	return all
}

// wordRow is the words of a text in lower case; a hyphen parts words.
func wordRow(message string) []string {
	return strings.FieldsFunc(strings.ToLower(message), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

// namedIn tells whether words hold a given and a family name of the person side by side, in either
// order, with or without the genitive's s.
func (p *Person) namedIn(words []string) bool {
	given, family := wordRow(p.Given), wordRow(p.Family)
	if len(given) == 0 || len(family) == 0 {
		whole := wordRow(p.Name())
		if len(whole) < 2 {
			return false
		}
		given, family = whole[:1], whole[1:]
	}
	for i := 1; i < len(words); i++ {
		if isOne(words[i-1], given) && isOne(words[i], family) || isOne(words[i-1], family) && isOne(words[i], given) {
			return true
		}
	}
	return false
}

func isOne(word string, names []string) bool {
	for _, name := range names {
		if len(name) > 1 && (word == name || word == name+"s") {
			return true
		}
	}
	return false
}
