package outage

import (
	"strings"
	"unicode"

	"avbrottsparm/internal/text"
)

// MostLink bounds what the code of a text message holds, in bytes: with more, its dots are too small
// for a phone's camera, on a screen as on paper.
const MostLink = 900

// SMSLink is what a code holds that opens a ready text message on the phone that scans it, for somebody
// to look at and send: "sms:+46...,+46...?&body=...". Without numbers the phone asks whom it goes to.
// The text is percent-encoded UTF-8 (RFC 3986).
//
// Faults: "outage.link_number" where one of the numbers can't be dialled, with how many; then no link is
// made, so that nobody is left out unseen. "outage.link_empty" without a text, "outage.link_long" where a
// phone could not read it: fewer numbers or a shorter text.
func SMSLink(numbers []string, body string) (string, error) {
	to := make([]string, 0, len(numbers))
	for _, number := range numbers {
		if number = Dialled(number); number != "" {
			to = append(to, number)
		}
	}
	if missing := len(numbers) - len(to); missing > 0 {
		return "", text.NewFault("outage.link_number", "n", missing, "total", len(numbers))
	}
	body = CleanText(body)
	if body == "" {
		return "", text.NewFault("outage.link_empty")
	}
	link := "sms:" + strings.Join(to, ",") + "?&body=" + escaped(body)
	if len(link) > MostLink {
		return "", text.NewFault("outage.link_long", "bytes", len(link), "most", MostLink)
	}
	return link, nil
}

// CleanText is a text without control characters; its line breaks stay.
func CleanText(body string) string {
	body = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(body, ""))
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return -1
		}
		return r
	}, body))
}

// bare are the characters beside letters and digits that stand in a query as they are. Signs that mean
// something in forms ("+", "&", "=", ";") aren't among them.
const bare = "-._~!$'()*,:@/?"

// escaped is a text percent-encoded.
func escaped(body string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(body) {
		c := body[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(bare, c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
