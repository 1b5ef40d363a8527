// Package wording says in words what is known of a person's health care, decisions and absence:
// the same on the screen, on the console and on paper.
//
// It guarantees that no medicine is named without its source's word on whether it is given, and
// that a time that nobody gave is never worked out.
package wording

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"avbrottsparm/internal/care"
)

// Words is the language; *text.Words implements it.
type Words interface {
	Has(key string) bool
	Say(key string, pairs ...any) string
	Count(key string, n int, pairs ...any) string
	Day(t time.Time) string
	DayShort(t time.Time) string
	Clock(t time.Time) string
	Moment(t time.Time) string
	Span(d time.Duration) string
	Weekday(t time.Time) string
}

// Teller says things at a moment.
type Teller struct {
	Words Words
	Now   time.Time
}

func (t Teller) day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return t.Words.Day(at.In(care.Stockholm))
}

// moment is a day with its hour, or a day alone where the source gave no hour.
func (t Teller) moment(at time.Time) string {
	if at.IsZero() || at.Equal(care.Day(at)) {
		return t.day(at)
	}
	return t.Words.Moment(at.In(care.Stockholm))
}

// Period is "från ... till ..." as far as the ends are known.
func (t Teller) Period(from, to time.Time) string {
	var parts []string
	if !from.IsZero() {
		parts = append(parts, t.Words.Say("care.from", "day", t.day(from)))
	}
	if !to.IsZero() {
		parts = append(parts, t.Words.Say("care.to", "day", t.day(to)))
	}
	return strings.Join(parts, " ")
}

// Away is that the person isn't at home, until when and why. The reason stays out where the
// identity is protected: it can say where the person is.
func (t Teller) Away(a *care.Absence, shielded bool) string {
	line := t.Words.Say("care.away", "day", t.Words.DayShort(a.From.In(care.Stockholm)))
	switch {
	case a.To.IsZero():
		line = t.Words.Say("care.away_open", "day", t.Words.DayShort(a.From.In(care.Stockholm)))
	case !care.Day(a.To).Equal(care.Day(a.From)):
		line = t.Words.Say("care.away_until", "day", t.Words.DayShort(a.To.In(care.Stockholm)))
	}
	if shielded {
		return line
	}
	return Joined(", ", line, a.Reason)
}

// AwayWhole is an absence with its first and last day, reason and note.
func (t Teller) AwayWhole(a *care.Absence, shielded bool) string {
	span := t.Period(a.From, a.To)
	if a.To.IsZero() {
		span = Joined(", ", span, t.Words.Say("care.open_end"))
	}
	if shielded {
		return sentences(span)
	}
	return sentences(Joined(", ", span, a.Reason), a.Note)
}

// Outage is a planned stop of a system: when and of what.
func (t Teller) Outage(o *care.PlannedOutage) string {
	start, end := o.Start.In(care.Stockholm), o.End.In(care.Stockholm)
	day := t.Words.DayShort(start)
	switch {
	case o.AllDay && end.Sub(start) > 24*time.Hour:
		return t.Words.Say("care.outage_days", "from", day, "to", t.Words.DayShort(end.Add(-time.Nanosecond)), "what", o.Title)
	case o.AllDay || !o.End.After(o.Start):
		clock := ""
		if !o.AllDay {
			clock = t.Words.Clock(start)
		}
		return t.Words.Say("care.outage", "when", Joined(" ", day, clock), "what", o.Title)
	case care.Day(start).Equal(care.Day(end)):
		return t.Words.Say("care.outage", "when", day+" "+t.Words.Clock(start)+"–"+t.Words.Clock(end), "what", o.Title)
	}
	return t.Words.Say("care.outage", "when", day+" "+t.Words.Clock(start)+"–"+t.Words.DayShort(end)+" "+t.Words.Clock(end), "what", o.Title)
}

// Source is what a format is called; one of a newer version keeps the name that it has in the data.
func (t Teller) Source(format string) string {
	format, _, _ = strings.Cut(format, "#") // the look of a table tells its lists apart, not who says so
	if key := "format." + format; t.Words.Has(key) {
		return t.Words.Say(key)
	}
	return format
}

// sentences puts what is not empty one after the other, each begun with a capital.
func sentences(parts ...string) string {
	begun := make([]string, 0, len(parts))
	for _, part := range parts {
		first, size := utf8.DecodeRuneInString(part)
		if size > 0 {
			part = string(unicode.ToUpper(first)) + part[size:]
		}
		begun = append(begun, part)
	}
	return Joined(". ", begun...)
}

// Joined puts what is not empty together.
func Joined(between string, parts ...string) string {
	kept := slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return strings.TrimSpace(s) == "" })
	return strings.Join(kept, between)
}
