package outage

import (
	"strings"
	"unicode/utf16"
)

// Lengths of text messages (3GPP TS 23.038 and 23.040): characters of the GSM alphabet, or UTF-16 units
// where a character isn't in it, of a message alone and of a part of one that is longer.
const (
	gsmAlone, gsmPart   = 160, 153
	wideAlone, widePart = 70, 67
)

// MostParts is how many parts a message to the units has at most.
const MostParts = 6

// gsmBasic is the default alphabet, one unit each; gsmMore is its extension, two units each.
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmMore  = "\f^{}\\[~]|€"
)

// SMS is the length of a text message.
type SMS struct {
	Parts int
	Used  int // units of the whole message
	Left  int // units that are left in its last part
	// Wide are the characters, each once, that aren't in the GSM alphabet: one of them more than halves
	// the room.
	Wide []rune
}

// CountSMS counts a text message as a phone sends it.
func CountSMS(text string) SMS {
	var s SMS
	seen := map[rune]bool{}
	for _, r := range text {
		if gsmUnits(r) == 0 && !seen[r] {
			seen[r] = true
			s.Wide = append(s.Wide, r)
		}
	}
	units, alone, part := gsmUnits, gsmAlone, gsmPart
	if len(s.Wide) > 0 {
		units, alone, part = wideUnits, wideAlone, widePart
	}
	for _, r := range text {
		s.Used += units(r)
	}
	if s.Used <= alone {
		s.Parts, s.Left = min(1, s.Used), alone-s.Used
		return s
	}
	s.Parts, s.Left = parts(text, units, part)
	return s
}

// parts fills one part after the other; a character of two units is never split between two.
func parts(text string, units func(rune) int, part int) (n, left int) {
	n, left = 1, part
	for _, r := range text {
		u := units(r)
		if u > left {
			n, left = n+1, part
		}
		left -= u
	}
	return n, left
}

// gsmUnits is how much room a character takes in the GSM alphabet; 0 where it isn't in it.
func gsmUnits(r rune) int {
	switch {
	case strings.ContainsRune(gsmBasic, r):
		return 1
	case strings.ContainsRune(gsmMore, r):
		return 2
	}
	return 0
}

// wideUnits is how much room a character takes in UTF-16.
func wideUnits(r rune) int { return max(1, utf16.RuneLen(r)) }

// plainSigns are what word processors put instead of signs of the GSM alphabet, and those.
var plainSigns = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "‚", "'", "–", "-", "—", "-", "‑", "-", "−", "-",
	"…", "...", "•", "-", "\u00a0", " ", "\u202f", " ", "\u2009", " ", "\t", " ", "\r\n", "\n", "\r", "\n", "\u00ad", "", "\u200b", "", "\ufeff", "")

// PlainSMS is a text with the signs that a phone's own message has: quotation marks, dashes, dots and
// spaces of word processors become the plain ones, so that they don't halve the room. Letters stay as
// they are.
func PlainSMS(text string) string { return plainSigns.Replace(text) }
