package lifecare

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// span is a time in which an order has an activity, at its own hours.
type orderSpan struct {
	order        string
	starts, ends time.Time
	rule, said   string
	times        []care.OrderTime
}

// spans gives an activity the hours of the span that holds now. When others are to come, as when
// an hour changes on Monday, or several hold at once, no list of hours would be right for every
// day: then all of them stand in words, and a person reads them.
func (r *run) spans(o *care.HealthOrder, all []wireSpan) {
	var live, ended []orderSpan
	today := care.Day(r.now)
	for _, w := range all {
		s := r.span(w)
		switch {
		case s.order == "":
		case s.ends.IsZero() || !care.Day(s.ends).Before(today):
			live = append(live, s)
		default:
			ended = append(ended, s)
		}
	}
	byStart := func(x, y orderSpan) int { return cmp.Or(x.starts.Compare(y.starts), cmp.Compare(x.order, y.order)) }
	slices.SortStableFunc(live, byStart)
	slices.SortStableFunc(ended, byStart)
	if len(live) == 0 && len(ended) > 0 {
		live = ended[len(ended)-1:]
	}
	if len(live) == 0 {
		return
	}
	first := live[0]
	o.OrderID, o.Starts, o.Ends, o.Recurrence, o.Summary, o.Times = first.order, first.starts, first.ends, first.rule, first.said, first.times
	if differ(live) {
		inWords(o, live)
	}
}

// differ tells whether spans say different things; one in two orders says the same twice.
func differ(spans []orderSpan) bool {
	first := spans[0]
	return slices.ContainsFunc(spans[1:], func(s orderSpan) bool {
		return s.words() != first.words() || s.rule != first.rule
	})
}

func (r *run) span(w wireSpan) orderSpan {
	s := orderSpan{
		order: w.LHslOrderID.numbered(ordered), starts: r.when("StartDate", w.StartDate), ends: r.when("EndDate", w.EndDate),
		rule: strings.TrimSpace(clean(w.RRule)), said: line(w.RRuleSummarySwedish),
	}
	s.times = r.hours(w.Times)
	return s
}

// hours are the hours of an activity. One that can't be read stays as it stands: a list that lacked
// it would read as if nothing were to be done then. Entries of weekdays only are no hours.
func (r *run) hours(all []wireTime) []care.OrderTime {
	var times []care.OrderTime
	unsaid := false
	for _, t := range all {
		hours, minutes, said, ok := clock(t.Time)
		switch {
		case !ok:
			r.warn("Times.Time", "odd_hour")
			times = append(times, care.OrderTime{At: line(t.Time), Days: t.days()})
		case said:
			times = append(times, care.OrderTime{At: hourText(hours, minutes), Days: t.days()})
		default:
			unsaid = true
		}
	}
	if unsaid && len(times) > 0 {
		r.warn("Times.Time", "odd_hour")
		times = append(times, care.OrderTime{At: "?"})
	}
	return times
}

// days are the weekdays of an hour; none when it is all of them, or when nothing is said.
func (t wireTime) days() []time.Weekday {
	var days []time.Weekday
	for i, on := range []flag{t.Monday, t.Tuesday, t.Wednesday, t.Thursday, t.Friday, t.Saturday, t.Sunday} {
		if on {
			days = append(days, time.Weekday((i+1)%7))
		}
	}
	if len(days) == 7 {
		return nil
	}
	return days
}

// inWords tells several spans by Lifecare's own Swedish summaries, each with its days and hours.
func inWords(o *care.HealthOrder, spans []orderSpan) {
	var rules, said []string
	o.Times, o.Ends = nil, spans[0].ends
	for _, s := range spans {
		if s.ends.IsZero() || !o.Ends.IsZero() && s.ends.After(o.Ends) {
			o.Ends = s.ends
		}
		if s.rule != "" {
			rules = append(rules, s.rule)
		}
		said = append(said, s.words())
	}
	o.Recurrence, o.Summary = strings.Join(rules, "\n"), strings.Join(said, "\n")
}

// words are a span as "2026-11-01–2026-11-29: Varje dag, 08:00, mån 20:00".
func (s orderSpan) words() string {
	parts := []string{}
	if s.said != "" {
		parts = append(parts, s.said)
	}
	for _, t := range s.times {
		parts = append(parts, strings.TrimSpace(weekdays(t.Days)+" "+t.At))
	}
	return dayOf(s.starts) + "–" + dayOf(s.ends) + ": " + strings.Join(parts, ", ")
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(care.Stockholm).Format(time.DateOnly)
}

func weekdays(days []time.Weekday) string {
	names := [...]string{"sön", "mån", "tis", "ons", "tors", "fre", "lör"}
	var said []string
	for _, day := range days {
		said = append(said, names[day])
	}
	return strings.Join(said, "+")
}
