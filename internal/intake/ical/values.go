package ical

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/emersion/go-ical"
	"golang.org/x/text/unicode/norm"
)

// unescape makes a value into the text that it stands for. An escape that doesn't exist stays as
// it is written; the library would give up the text.
func unescape(value string) string {
	if !strings.Contains(value, `\`) {
		return value
	}
	var out strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] != '\\' || i+1 == len(value) {
			out.WriteByte(value[i])
			continue
		}
		i++
		switch c := value[i]; c {
		case 'n', 'N':
			out.WriteByte('\n')
		case ',', ';', '\\', ':', '"':
			out.WriteByte(c)
		default:
			out.WriteByte('\\')
			out.WriteByte(c)
		}
	}
	return out.String()
}

// values are the values of a list, cut at the commas that aren't escaped.
func values(props []ical.Prop) []string {
	var list []string
	for _, prop := range props {
		start := 0
		take := func(end int) {
			if part := oneLine(unescape(prop.Value[start:end])); part != "" {
				list = append(list, part)
			}
		}
		for i := 0; i < len(prop.Value); i++ {
			switch prop.Value[i] {
			case '\\':
				i++
			case ',':
				take(i)
				start = i + 1
			}
		}
		take(len(prop.Value))
	}
	return list
}

var (
	lineTags = regexp.MustCompile(`(?i)<\s*/?\s*(?:br|p|div|li|tr)\b[^>]*>`)
	anyTag   = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)
)

// written is a text as a person reads it: line breaks kept, tags taken out where a program put
// HTML into it, in one form of each letter and without control characters.
func written(prop *ical.Prop) string {
	if prop == nil {
		return ""
	}
	s := unescape(prop.Value)
	if lineTags.MatchString(s) || strings.Contains(s, "</") {
		s = html.UnescapeString(anyTag.ReplaceAllString(lineTags.ReplaceAllString(s, "\n"), ""))
	}
	return clean(s)
}

func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

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
	s = strings.TrimSpace(norm.NFC.String(s))
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	return s
}

// stamp is a date or a time as a calendar writes it.
type stamp struct {
	wall   time.Time // date and clock, in UTC whatever the zone
	day    bool      // a date without a clock
	zone   zone
	lost   bool          // its zone is nowhere explained
	length time.Duration // of a period in RDATE; 0 for the event's own
}

func (s stamp) instant() time.Time { return instant(s.zone, s.wall) }

// on is another wall time in the same zone.
func (s stamp) on(wall time.Time) time.Time { return instant(s.zone, wall) }

var stampForm = regexp.MustCompile(`^(\d{8})(?:T(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(Z|[+]\d{4}|[-]\d{4})?)?$`)

// readStamp reads a date or a time with the zone that its line names: none means Stockholm, and
// so does one that neither the world, Windows nor the calendar knows.
func readStamp(prop *ical.Prop, cal *calendar) (stamp, bool) {
	if prop == nil {
		return stamp{}, false
	}
	return parseStamp(prop.Value, prop.Params.Get("TZID"), cal)
}

func parseStamp(value, tzid string, cal *calendar) (stamp, bool) {
	value = strings.ToUpper(strings.TrimSpace(value))
	if at := strings.IndexByte(value, 'T'); at == 10 || at < 0 && len(value) == 10 {
		value = strings.ReplaceAll(value[:10], "-", "") + strings.ReplaceAll(value[10:], ":", "")
	}
	m := stampForm.FindStringSubmatch(value)
	if m == nil {
		return stamp{}, false
	}
	date, err := time.Parse("20060102", m[1])
	if err != nil || date.Year() < 1600 || date.Year() > 2200 {
		return stamp{}, false
	}
	s := stamp{wall: date, day: m[2] == "", zone: stockholm}
	hour, minute, second := number(m[2]), number(m[3]), min(number(m[4]), 59)
	if hour > 24 || minute > 59 || hour == 24 && minute+second > 0 {
		return stamp{}, false
	}
	s.wall = date.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second)
	switch {
	case m[5] == "Z":
		s.zone = worldZone{time.UTC}
	case m[5] != "":
		away, _ := offset(&ical.Prop{Value: m[5]})
		s.wall, s.zone = s.wall.Add(-away), worldZone{time.UTC}
	case tzid != "" && !s.day && cal != nil:
		if z := cal.zoneOf(tzid); z != nil {
			s.zone = z
		} else {
			s.lost = true
		}
	}
	return s, true
}

// readStamps reads EXDATE and RDATE: lists, periods, and lines of which each has its own zone.
// What can't be read is left out.
func readStamps(props []ical.Prop, cal *calendar) []stamp {
	var all []stamp
	for _, prop := range props {
		for value := range strings.SplitSeq(prop.Value, ",") {
			from, to, period := strings.Cut(value, "/")
			s, ok := parseStamp(from, prop.Params.Get("TZID"), cal)
			if !ok || len(all) >= maxDates {
				continue
			}
			if period {
				s.length = periodLength(s, to, prop.Params.Get("TZID"), cal)
			}
			all = append(all, s)
		}
	}
	return all
}

func periodLength(from stamp, to, tzid string, cal *calendar) time.Duration {
	if d, ok := readLength(to); ok {
		return d
	}
	if end, ok := parseStamp(to, tzid, cal); ok && end.wall.After(from.wall) {
		return end.wall.Sub(from.wall)
	}
	return 0
}

// maxLength is the longest that one event may last.
const maxLength = 366 * 24 * time.Hour

var lengthForm = regexp.MustCompile(`^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$`)

// readLength reads a DURATION: "PT45M", "P1D", "P1DT2H". Nothing, and less than nothing, is none.
func readLength(s string) (time.Duration, bool) {
	m := lengthForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(s)))
	if m == nil {
		return 0, false
	}
	d := time.Duration(number(m[1]))*7*24*time.Hour + time.Duration(number(m[2]))*24*time.Hour +
		time.Duration(number(m[3]))*time.Hour + time.Duration(number(m[4]))*time.Minute + time.Duration(number(m[5]))*time.Second
	return d, d > 0 && d <= maxLength
}

// number is for digits that a pattern has vouched for; none are zero.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
