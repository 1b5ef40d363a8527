package outage

import (
	"strings"
	"unicode"
)

// Digits of numbers as they are dialled: short ones (112, 1177, 116 117), Swedish ones with area code
// and those with a country's code (E.164).
const (
	leastShort, mostShort = 3, 6
	leastArea, mostArea   = 8, 10
	leastWorld, mostWorld = 8, 15
)

// Dialled is a number as a phone dials it: "+46121..." for a Swedish number with area code, and short
// numbers as they are. Empty for what isn't one number: extensions, several numbers, words.
func Dialled(number string) string {
	number = strings.ReplaceAll(strings.TrimSpace(number), "(0)", "")
	var digits strings.Builder
	for i, r := range number {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case r == '+' && i == 0:
		case unicode.IsSpace(r) || strings.ContainsRune("-–‑−./()", r):
		default:
			return ""
		}
	}
	n := digits.String()
	world := strings.HasPrefix(number, "+")
	if !world && strings.HasPrefix(n, "00") {
		n, world = n[2:], true
	}
	switch {
	case world:
		if area, swedish := strings.CutPrefix(n, "46"); swedish {
			return Dialled("0" + strings.TrimPrefix(area, "0"))
		}
		if len(n) < leastWorld || len(n) > mostWorld || n[0] == '0' {
			return ""
		}
		return "+" + n
	case strings.HasPrefix(n, "0"):
		if len(n) < leastArea || len(n) > mostArea {
			return ""
		}
		return "+46" + n[1:]
	case len(n) >= leastShort && len(n) <= mostShort:
		return n
	}
	return ""
}
