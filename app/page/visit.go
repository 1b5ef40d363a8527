package page

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// VisitTime is when a visit is: "07:30–08:15", "21:45–06:15 +1" when it ends on the next day, or
// its length where the schedule gives no hour.
func VisitTime(w *text.Words, v *care.Visit) string {
	if v.AnyTime {
		if length := v.End.Sub(v.Start); length > 0 {
			return w.Say("visit.any_time_of", "minutes", int(length/time.Minute))
		}
		return w.Say("visit.any_time")
	}
	span := w.Clock(v.Start.In(care.Stockholm)) + "–" + w.Clock(v.End.In(care.Stockholm))
	if v.PassesMidnight() {
		span += " +1"
	}
	return span
}

// VisitWhat is what is done at a visit, each thing on its own: the services first, then what else
// the schedule says. Free text is left out where the identity is covered.
func VisitWhat(w *text.Words, v *care.Visit, covered bool) []string {
	parts := []string{v.Services()}
	if !covered {
		if !slices.Contains(v.Service, v.Name) {
			parts = append([]string{v.Name}, parts...)
		}
		parts = append(parts, v.Text)
		if note := strings.TrimSpace(v.Note); note != "" {
			parts = append(parts, w.Say("visit.note", "text", note))
		}
	}
	return slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" })
}

// VisitDouble says that a visit is double-staffed and, where the other half is known, by whom;
// empty when it isn't.
func VisitDouble(w *text.Words, v *care.Visit, among []*care.Visit) string {
	if v.Double == "" {
		return ""
	}
	if names := care.DoubleStaff(v, among); len(names) > 0 {
		return w.Say("visit.double_with", "names", strings.Join(names, ", "))
	}
	return w.Say("visit.double")
}

// Age says how old the data is: "i dag 06:00 (8 h)". It is empty when none has come in.
func Age(w *text.Words, at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	return w.Say("age.when_span", "when", w.When(at, now), "span", w.Span(now.Sub(at)))
}
