package entry

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// partText is how many characters a part holds: its number takes some room.
const partText = MaxText - 16

// Split cuts an entry whose text is too long for Lifecare into parts, at the end of a paragraph where
// there is one, else of a sentence, a line or a word, and never inside a character. The parts joined
// are the text. Each has Part, Parts and Whole; the first keeps the id, the others are "<id>-2" and on.
// What fits comes back alone, as it is.
func Split(e Entry) []Entry {
	if utf8.RuneCountInString(e.Text) <= MaxText {
		return []Entry{e}
	}
	texts := pieces(e.Text, partText)
	parts := make([]Entry, len(texts))
	for i, text := range texts {
		parts[i] = e
		parts[i].Text, parts[i].Part, parts[i].Parts, parts[i].Whole = text, i+1, len(texts), e.ID
		if i > 0 {
			parts[i].ID = fmt.Sprintf("%s-%d", e.ID, i+1)
		}
	}
	return parts
}

// Numbered are headline and text as they are entered in Lifecare: a part has its number after the
// headline, "Tillsyn (2/3)", or before the text where there is no room.
func (e Entry) Numbered() (headline, text string) {
	if e.Parts == 0 {
		return e.Headline, e.Text
	}
	number := fmt.Sprintf("(%d/%d)", e.Part, e.Parts)
	headline = e.Headline + " " + number
	if e.Headline == "" || utf8.RuneCountInString(headline) > MaxHeadline {
		return e.Headline, number + " " + e.Text
	}
	return headline, e.Text
}

// pieces cuts a text into pieces of at most so many runes.
func pieces(text string, most int) []string {
	var out []string
	for {
		at, runes := len(text), 0
		for i := range text {
			if runes == most {
				at = i
				break
			}
			runes++
		}
		if at == len(text) {
			return append(out, text)
		}
		at = cut(text, at)
		out, text = append(out, text[:at]), text[at:]
	}
}

// cut finds where to end a piece that goes no further than most bytes. A better end counts only in the
// latter half, so that a short first paragraph doesn't make many parts.
func cut(text string, most int) int {
	for _, group := range [][]string{{"\n\n", "\n\r\n"}, {". ", "! ", "? ", ".\n", "!\n", "?\n", ".\r\n", "!\r\n", "?\r\n"}, {"\n"}, {" ", "\t"}} {
		best := 0
		for _, end := range group {
			for at := strings.LastIndex(text[:most], end); at >= 0; at = strings.LastIndex(text[:at], end) {
				if whole(text, at+len(end)) {
					best = max(best, at+len(end))
					break
				}
			}
		}
		if best > most/2 {
			return best
		}
	}
	for at := most; at > most/2; at-- {
		if utf8.RuneStart(text[at]) && whole(text, at) {
			return at
		}
	}
	return most // a character of thousands of runes, or bytes that are none
}

// whole tells whether a text can be cut at a place without taking a character apart: letters keep
// their accents, and signs of several runes stay together.
func whole(text string, at int) bool {
	if at <= 0 || at >= len(text) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	switch {
	case unicode.Is(unicode.M, after) || after == '\u200d' || before == '\u200d', // accents, joined signs
		before == '\r' && after == '\n',
		after >= 0x1f3fb && after <= 0x1f3ff, // the colour of a hand
		after >= 0xe0020 && after <= 0xe007f, // what flag it is
		after >= 0x1160 && after <= 0x11ff:   // the rest of a Korean syllable
		return false
	case regional(before) && regional(after):
		n := 0 // two make a flag
		for rest := text[:at]; ; n++ {
			r, size := utf8.DecodeLastRuneInString(rest)
			if !regional(r) {
				break
			}
			rest = rest[:len(rest)-size]
		}
		return n%2 == 0
	}
	return true
}

func regional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }
