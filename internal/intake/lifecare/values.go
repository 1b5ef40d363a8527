package lifecare

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"avbrottsparm/internal/care"
)

// ident is an id that is a number in some answers and a string in others.
type ident string

// UnmarshalJSON takes a number or a string.
func (i *ident) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		*i = ident(strings.TrimSpace(s))
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(raw, &n); err != nil {
		return err
	}
	*i = ident(n)
	return nil
}

// known is the id, or nothing where the interface writes 0 for none.
func (i ident) known() string {
	if i == "0" {
		return ""
	}
	return string(i)
}

// numbered is an id with what it numbers before it, as health orders and their activities have
// numbers of their own; nothing without a number.
func (i ident) numbered(what string) string {
	if i.known() == "" {
		return ""
	}
	return what + ":" + string(i)
}

// flag is a yes or no that some answers write as a word or a digit.
type flag bool

// UnmarshalJSON takes true, "true" and 1, and the same for no; null and "" leave a no. A yes isn't
// taken back when the field comes twice, because protection and deletion must not get lost.
func (f *flag) UnmarshalJSON(raw []byte) error {
	switch strings.ToLower(strings.Trim(string(raw), `" `)) {
	case "true", "1":
		*f = true
	case "false", "0", "null", "":
	default:
		return &json.UnmarshalTypeError{Value: "string", Type: reflect.TypeFor[bool]()}
	}
	return nil
}

// isNo tells a no that was said from nothing said.
func (f *flag) isNo() bool { return f != nil && !bool(*f) }

// number is a number that may be written as a text, with comma or point.
type number struct {
	value float64
	odd   bool // something stood there that isn't a number of a believable size
}

// UnmarshalJSON never fails: a number that can't be read is worth a warning, not the whole object.
func (n *number) UnmarshalJSON(raw []byte) error {
	s := strings.ReplaceAll(strings.TrimSpace(strings.Trim(string(raw), `"`)), ",", ".")
	if s == "" || s == "null" {
		return nil
	}
	value, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(value) || math.Abs(value) > 1e9 {
		n.odd = true
		return nil
	}
	n.value = value
	return nil
}

// coded is what a code of the interface means: a text with its code, or the text alone.
type coded string

// UnmarshalJSON takes an object with Text or Name, or a text.
func (c *coded) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '{' {
		var wire struct{ Text, Name string }
		if err := json.Unmarshal(raw, &wire); err != nil {
			return err
		}
		*c = coded(cmp.Or(wire.Text, wire.Name))
		return nil
	}
	return json.Unmarshal(raw, (*string)(c))
}

func (c coded) line() string { return line(string(c)) }

// length is a span of time as the interface writes it: "00:30:00", "PT30M" or minutes.
type length struct {
	time.Duration
	known bool
	odd   bool // something stood there that isn't a span of time
}

var (
	clockSpan = regexp.MustCompile(`^(?:(\d{1,3})\.)?(\d{1,3}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$`)
	isoSpan   = regexp.MustCompile(`^P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d+)?S)?)?$`)
)

// UnmarshalJSON never fails: a span that can't be read is worth a warning, not the whole object.
func (l *length) UnmarshalJSON(raw []byte) error {
	s := strings.ToUpper(strings.TrimSpace(strings.Trim(string(raw), `"`)))
	if s == "" || s == "NULL" {
		return nil
	}
	if minutes, err := strconv.ParseFloat(s, 64); err == nil && minutes >= 0 && minutes <= 100_000 {
		l.Duration, l.known = time.Duration(minutes*60)*time.Second, true
		return nil
	}
	for _, pattern := range []*regexp.Regexp{clockSpan, isoSpan} {
		if m := pattern.FindStringSubmatch(s); m != nil && s != "P" && !strings.HasSuffix(s, "T") {
			l.Duration = time.Duration(digits(m[1]))*24*time.Hour + time.Duration(digits(m[2]))*time.Hour +
				time.Duration(digits(m[3]))*time.Minute + time.Duration(digits(m[4]))*time.Second
			l.known = true
			return nil
		}
	}
	l.odd = true
	return nil
}

// digits is for digits that a pattern has vouched for; none are zero.
func digits(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

var sinceEpoch = regexp.MustCompile(`^/Date\((-?\d{1,15})(?:[+-]\d{4})?\)/$`) // of older .NET

// readTime reads a time of the interface. Without a zone of its own it is a wall-clock time in
// Stockholm, or UTC where the interface says so of the field. An empty one, and the years 1 and
// 9999 that stand for none, are zero; ok is false when it can't be read.
func readTime(s string, utc bool) (t time.Time, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || strings.HasPrefix(s, "0001-") || strings.HasPrefix(s, "9999-") {
		return time.Time{}, true
	}
	if m := sinceEpoch.FindStringSubmatch(s); m != nil {
		millis, err := strconv.ParseInt(m[1], 10, 64)
		if t := time.UnixMilli(millis).In(care.Stockholm); err == nil && sane(t) {
			return t, true
		}
		return time.Time{}, false
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil && sane(t) {
			if utc {
				return t.UTC(), true
			}
			return t.In(care.Stockholm), true
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02"} {
		t, err := time.Parse(layout, s)
		if err != nil || !sane(t) {
			continue
		}
		if utc {
			return t, true
		}
		return care.LocalTime(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second()), true
	}
	return time.Time{}, false
}

func sane(t time.Time) bool { return t.Year() >= 1900 && t.Year() <= 2200 }

// when reads an optional time and warns when it can't be read.
func (r *run) when(field, s string) time.Time {
	t, ok := readTime(s, false)
	if !ok {
		r.warn(field, "unknown_value")
	}
	return t
}

var hour = regexp.MustCompile(`^([01]?\d|2[0-4])[.:]([0-5]\d)(?:[.:]\d{2})?$`)

// clock reads "HH.mm", as the health answers write hours of the day in Sweden and spans of time;
// "HH:mm" too. Nothing is nothing; ok is false when it can't be read.
func clock(s string) (hours, minutes int, said, ok bool) {
	if s = strings.TrimSpace(s); s == "" {
		return 0, 0, false, true
	}
	m := hour.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, false, false
	}
	return digits(m[1]), digits(m[2]), true, true
}

// hourOfDay is an hour of the day as "HH:MM"; nothing, with a warning, when it can't be read.
func (r *run) hourOfDay(field, s string) string {
	hours, minutes, said, ok := clock(s)
	switch {
	case !ok:
		r.warn(field, "unknown_value")
		return ""
	case !said:
		return ""
	}
	return hourText(hours, minutes)
}

func hourText(hours, minutes int) string { return fmt.Sprintf("%02d:%02d", hours%24, minutes) }

// dayAt is a day, at an hour where one is given.
func (r *run) dayAt(field, day, hourField, hour string) time.Time {
	t := r.when(field, day)
	hours, minutes, said, ok := clock(hour)
	if !ok {
		r.warn(hourField, "unknown_value")
	}
	if t.IsZero() || !said {
		return t
	}
	return care.LocalTime(t.Year(), t.Month(), t.Day(), hours, minutes, 0)
}

// whenUTC reads a moment that the interface gives in UTC; a day without an hour is a day in
// Sweden.
func (r *run) whenUTC(field, s string) time.Time {
	t, ok := readTime(s, len(strings.TrimSpace(s)) > len(time.DateOnly))
	if !ok {
		r.warn(field, "unknown_value")
	}
	if t.IsZero() {
		return t
	}
	return t.In(care.Stockholm)
}

// firstNameFirst turns "Ek, Anna" round.
func firstNameFirst(name string) string {
	family, given, ok := strings.Cut(line(name), ", ")
	if !ok {
		return line(name)
	}
	return given + " " + family
}

// line is a text on one line, in one form of each letter and without control characters.
func line(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// clean keeps line breaks.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(c rune) rune {
		switch {
		case c == '\n':
			return c
		case c == '\t' || unicode.Is(unicode.Zs, c) || c == '\u2028' || c == '\u2029':
			return ' '
		case unicode.IsControl(c) || unicode.Is(unicode.Cf, c):
			return -1
		}
		return c
	}, s)
	return strings.TrimSpace(norm.NFC.String(s))
}

// name is a person's name in the parts that the interface gives; the full name counts only where
// the parts are missing.
func name(first, last, full string) (given, family, whole string) {
	given, family = line(first), line(last)
	if given == "" && family == "" {
		whole = line(full)
	}
	return given, family, whole
}

// key makes the key of a person and warns of a number of unknown form.
func (r *run) key(personID ident, name string) care.PersonKey {
	id, ok := care.ReadPersonalID(line(string(personID)), r.now)
	if !ok {
		r.warn("PersonId", "unknown_id_form")
	}
	return care.PersonKey{PersonalID: id, Name: name}
}
