package sheet

import (
	"strings"
	"unicode"

	"avbrottsparm/internal/care"
)

// mostCode bounds what a phone code holds, in bytes: with more, its squares are too small for a
// phone's camera on paper that has been folded, at arm's length.
const mostCode = 450

// CallCode is what the code beside a telephone number holds, so that a phone that scans it offers to
// call. It is empty for what isn't one number: extensions, several numbers, words.
func CallCode(number string) string {
	if number = dialled(number); number == "" {
		return ""
	}
	return "tel:" + number
}

// firstCode calls the first of somebody's numbers that can be dialled. A protected number has no code.
func firstCode(phones []care.Phone) string {
	for _, phone := range phones {
		if code := CallCode(phone.Number); code != "" && !phone.Protected {
			return code
		}
	}
	return ""
}

// TextCode is what a code holds that opens a text message on the phone that scans it, for somebody to
// look at and send. No number leaves the choice of whom to the phone. It is empty where a number can't
// be dialled, without a text, and where the text is too long to be scanned.
//
// The form is the SMSTO of ZXing, which the cameras of Android and iPhone know alike; for "sms:" with
// a body they want different signs before it.
func TextCode(numbers []string, body string) string {
	to := make([]string, 0, len(numbers))
	for _, number := range numbers {
		if number = dialled(number); number == "" {
			return ""
		}
		to = append(to, number)
	}
	body = plainText(body)
	code := "SMSTO:" + strings.Join(to, ",") + ":" + body
	if body == "" || len(code) > mostCode {
		return ""
	}
	return code
}

// plainText is a text without control characters; its line breaks stay.
func plainText(body string) string {
	body = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(body, ""))
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return -1
		}
		return r
	}, body))
}

// Digits of numbers as they are dialled: short ones (112, 1177, 116 117), Swedish ones with area code
// and those with a country's code (E.164).
const (
	leastShort, mostShort = 3, 6
	leastArea, mostArea   = 8, 10
	leastWorld, mostWorld = 8, 15
)

// dialled is a number as a phone dials it: "+46121..." for a Swedish number with area code, and short
// numbers as they are. Empty for what isn't a number.
func dialled(number string) string {
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
			return dialled("0" + strings.TrimPrefix(area, "0"))
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
