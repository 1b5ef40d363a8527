package lifecare

import (
	"encoding/json"
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

// flag is a yes or no that some answers write as a word or a digit.
type flag bool

// UnmarshalJSON takes true, "true" and 1, and the same for no; null and "" leave a no.
func (f *flag) UnmarshalJSON(raw []byte) error {
	switch strings.ToLower(strings.Trim(string(raw), `" `)) {
	case "true", "1":
		*f = true
	case "false", "0", "null", "":
		*f = false
	default:
		return &json.UnmarshalTypeError{Value: "string", Type: reflect.TypeFor[bool]()}
	}
	return nil
}

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
// Stockholm, or UTC where the interface says so of the field. An empty one, and the year 1 that
// stands for none, are zero; ok is false when it can't be read.
func readTime(s string, utc bool) (t time.Time, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || strings.HasPrefix(s, "0001-") {
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
