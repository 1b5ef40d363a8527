package care

import (
	"slices"
	"strings"
	"unicode"
)

// accents are the letters that Swedes read as the plain one; å, ä and ö are letters of their own.
var accents = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "ë", "e", "á", "a", "à", "a", "â", "a",
	"ã", "a", "í", "i", "ì", "i", "î", "i", "ï", "i", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ú", "u",
	"ù", "u", "û", "u", "ü", "u", "ý", "y", "ÿ", "y", "ñ", "n", "ç", "c", "š", "s", "ž", "z", "č", "c",
	"ć", "c", "ł", "l", "ø", "ö", "æ", "ä")

// fold makes spellings comparable: lower case, accents off, only letters and digits kept as words.
func fold(s string) string {
	words := strings.FieldsFunc(accents.Replace(strings.ToLower(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return strings.Join(words, " ")
}

// FoldName makes names comparable however they are written: "Berg, Anna" and "Anna Berg" agree.
func FoldName(name string) string {
	words := strings.Fields(fold(name))
	slices.Sort(words)
	return strings.Join(words, " ")
}

// FoldStreet makes street addresses comparable: case, commas and a flat number written
// "lgh 1102" or "lgh. 1102" don't matter.
func FoldStreet(street string) string { return fold(street) }

// namesAgree tells whether two names can be the same person's: equal, or all of the shorter one's
// words (two at least) in the longer, as when a source leaves out a middle name.
func namesAgree(x, y string) bool {
	wx, wy := strings.Fields(FoldName(x)), strings.Fields(FoldName(y))
	if len(wx) > len(wy) {
		wx, wy = wy, wx
	}
	if len(wx) == 0 {
		return false
	}
	for _, w := range wx {
		if !slices.Contains(wy, w) {
			return false
		}
	}
	return len(wx) == len(wy) || len(wx) >= 2
}
