package care

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Every note is looked through for a dose when it is signed, and few say one. The words that one can
// begin with are looked for by hand, and the expressions only run where such a word stands; the answers
// are those that the expressions give when they search the whole text, which tests hold.

var doseHere = regexp.MustCompile(`(?i)^(?:` + amount + `)`)

// numberWords are the beginnings of the words in number.
var numberWords = []string{"en", "halv", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"}

// tellsAmount tells whether an amount stands anywhere in a text, after what is no letter or digit.
func tellsAmount(text string) bool {
	begins := true
	for i, r := range text {
		if begins && startsNumber(r, text[i:]) && doseHere.MatchString(text[i:]) {
			return true
		}
		begins = !unicode.IsLetter(r) && !isDigit(r)
	}
	return false
}

func startsNumber(r rune, text string) bool {
	switch plainLetter(r) {
	case '½', '¼', '¾', '⅓', '⅔':
		return true
	case 'e', 'h', 't', 'f', 's', 'å', 'n':
		for _, word := range numberWords {
			if startsWith(text, word) {
				return true
			}
		}
		return false
	}
	return isDigit(r)
}

// saysDose is what saidOfDose finds. Every match of it has a space before "dos" or "tablett", or a
// sign between digits.
func saysDose(text string) bool {
	for i, r := range text {
		switch {
		case isDigit(r) && timesDigit(text[i+1:]):
			return true
		case isSpace(r) && (startsWith(text[i+1:], "dos") || startsWith(text[i+1:], "tablett")):
			return saidOfDose.MatchString(text)
		}
	}
	return false
}

// timesDigit tells whether a text goes on with "x", "×" or "+" and a digit.
func timesDigit(text string) bool {
	text = strings.TrimLeftFunc(text, isSpace)
	sign, size := utf8.DecodeRuneInString(text)
	if sign != 'x' && sign != 'X' && sign != '×' && sign != '+' {
		return false
	}
	text = strings.TrimLeftFunc(text[size:], isSpace)
	return text != "" && isDigit(rune(text[0]))
}

// startsWith tells whether a text starts with a word in small letters, as (?i) compares.
func startsWith(text, word string) bool {
	for _, want := range word {
		r, size := utf8.DecodeRuneInString(text)
		if size == 0 || plainLetter(r) != want {
			return false
		}
		text = text[size:]
	}
	return true
}

// plainLetter is the small letter that a letter counts as with (?i), of those in the words here: also
// for the long s and the sign of ångström.
func plainLetter(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r == 'ſ':
		return 's'
	case r == 'Å' || r == '\u212b':
		return 'å'
	}
	return r
}

// isDigit and isSpace are \d and \s of the expressions.
func isDigit(r rune) bool { return '0' <= r && r <= '9' }
func isSpace(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' && r != '\v' }
