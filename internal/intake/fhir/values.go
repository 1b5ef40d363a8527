package fhir

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"avbrottsparm/internal/care"
)

// readTime reads an instant, a dateTime or a date. A date without a clock is midnight in
// Stockholm; of a year or a month alone it is the first day, or the last where the end of
// something is meant. A clock without a zone, which FHIR forbids, is Stockholm's. An empty one is
// zero; ok is false when it can't be read.
func readTime(s string, end bool) (t time.Time, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.In(care.Stockholm), sane(t)
		}
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01", "2006"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		switch {
		case end && layout == "2006":
			t = t.AddDate(1, 0, -1)
		case end && layout == "2006-01":
			t = t.AddDate(0, 1, -1)
		}
		return care.LocalTime(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second()), sane(t)
	}
	return time.Time{}, false
}

func sane(t time.Time) bool { return t.Year() >= 1850 && t.Year() <= 2200 }

func dateOnly(s string) bool { return !strings.Contains(s, "T") }

func dayOf(t time.Time) time.Time { return care.Day(t) }

// when reads an optional time and warns when it can't be read.
func (g *group) when(e *entry, field, s string, end bool) time.Time {
	t, ok := readTime(s, end)
	if !ok {
		g.warn(e, field, "unknown_value")
		return time.Time{}
	}
	return t
}

// cut is a text of at most so many bytes, whole characters only; a mark shows that there was more.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit] + "…"
}

// line is a text on one line, in one form of each letter and without control characters.
func line(s string) string { return strings.Join(strings.Fields(plain(cut(s, maxLine))), " ") }

// clean keeps line breaks.
func clean(s string) string { return plain(cut(s, maxText)) }

var oneBreak = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ", "\u2028", "\n", "\u2029", "\n")

// plain makes line breaks and letters of one form, and takes off control characters.
func plain(s string) string {
	if strings.IndexFunc(s, func(c rune) bool { return c < ' ' || c > '~' }) < 0 {
		return strings.TrimSpace(s) // as most texts are
	}
	s = oneBreak.Replace(s)
	s = strings.Map(func(c rune) rune {
		switch {
		case c == '\n':
			return c
		case unicode.Is(unicode.Zs, c):
			return ' '
		case unicode.IsControl(c), unicode.Is(unicode.Cf, c):
			return -1
		}
		return c
	}, s)
	return strings.TrimSpace(norm.NFC.String(s))
}

var (
	tags     = regexp.MustCompile(`<[^<>]*>`)
	breaks   = regexp.MustCompile(`(?i)</(p|div|li|tr|h[1-6])>|<br ?/?>`)
	entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#39;", "'", "&apos;", "'", "&nbsp;", " ", "&#160;", " ", "&amp;", "&")
)

// narrative is the text of an XHTML narrative.
func narrative(div string) string {
	div = cut(div, maxText)
	said := entities.Replace(tags.ReplaceAllString(breaks.ReplaceAllString(div, "\n"), " "))
	var rows []string
	for row := range strings.Lines(clean(said)) {
		rows = append(rows, line(row))
	}
	return joinLines(rows...)
}
