package wording

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// OnDay is when an order is carried out on a day: the hours, or that the day has none, or to read
// the order where nothing tells.
func (t Teller) OnDay(o *care.HealthOrder, day time.Time) string {
	moments, known := o.On(day)
	switch {
	case !known:
		return t.Words.Say("care.order.read")
	case o.AsNeeded && len(moments) == 0:
		return t.Words.Say("care.order.as_needed")
	case len(moments) == 0:
		return t.Words.Say("care.order.not_on_day")
	}
	hours := make([]string, 0, len(moments))
	for _, m := range moments {
		if m.AnyTime {
			hours = append(hours, t.Words.Say("care.order.some_time"))
		} else {
			hours = append(hours, t.Words.Clock(m.At))
		}
	}
	return strings.Join(hours, ", ")
}

// Times is how often and when, as the source says it: its own words, the hours with their
// weekdays, the window in the day. A rule that nobody worded is not worked out.
func (t Teller) Times(o *care.HealthOrder) string {
	var window, often, needed string
	switch {
	case o.WindowFrom != "" && o.WindowTo != "":
		window = t.Words.Say("care.order.window", "from", o.WindowFrom, "to", o.WindowTo)
	case o.WindowFrom != "":
		window = t.Words.Say("care.order.window_from", "from", o.WindowFrom)
	case o.WindowTo != "":
		window = t.Words.Say("care.order.window_to", "to", o.WindowTo)
	}
	if o.PerDay > 0 {
		often = t.Words.Count("care.order.per_day", o.PerDay)
	}
	if o.AsNeeded {
		needed = t.Words.Say("care.as_needed")
		if o.Cause != "" {
			needed += ": " + o.Cause
		}
	}
	if o.Recurs() {
		often = Joined(", ", often, t.Words.Say("care.order.recurs"))
	}
	return sentences(needed, o.Summary, Joined(", ", t.hours(o.Times), o.When, often), window)
}

// hours are the hours of the day, those of the same weekdays together.
func (t Teller) hours(times []care.OrderTime) string {
	var order []string
	byDays := map[string][]string{}
	for _, ot := range times {
		days := t.weekdays(ot.Days)
		if byDays[days] == nil {
			order = append(order, days)
		}
		byDays[days] = append(byDays[days], ot.At)
	}
	parts := make([]string, 0, len(order))
	for _, days := range order {
		parts = append(parts, Joined(" ", days, strings.Join(byDays[days], ", ")))
	}
	return strings.Join(parts, "; ")
}

// weekdays are named from Monday on.
func (t Teller) weekdays(days []time.Weekday) string {
	const monday = 5 // of January 2026
	var names []string
	for n := range 7 {
		day := time.Date(2026, time.January, monday+n, 0, 0, 0, 0, time.UTC)
		for _, d := range days {
			if d == day.Weekday() {
				names = append(names, t.Words.Weekday(day))
				break
			}
		}
	}
	return strings.Join(names, " ")
}

// Delegation is who may do it: whose delegation it takes, and which professions.
func (t Teller) Delegation(o *care.HealthOrder) string {
	var mode string
	switch o.Delegation {
	case care.DelegationUnit:
		mode = t.Words.Say("care.delegation.unit")
	case care.DelegationPatient:
		mode = t.Words.Say("care.delegation.patient")
	}
	if len(o.Tasks) > 0 && mode != "" {
		mode = Joined(": ", mode, strings.Join(o.Tasks, ", "))
	}
	who := make([]string, 0, len(o.Professions))
	for _, p := range o.Professions {
		who = append(who, t.Words.Say("profession."+p))
	}
	return sentences(mode, strings.Join(who, ", "))
}

// Ordered is since and until when the order holds, by whom, for whom, and what is measured and
// told. An order that doesn't hold says so first.
func (t Teller) Ordered(o *care.HealthOrder) string {
	var ended, by, measured, feedback, unit string
	if !o.Current(t.Now) {
		ended = t.Words.Say("care.order.ended")
	}
	if o.OrderedBy != "" {
		by = t.Words.Say("care.ordered_by", "who", o.OrderedBy)
	}
	if len(o.Measured) > 0 {
		measured = t.Words.Say("care.order.measure", "what", strings.Join(o.Measured, ", "))
	}
	if o.Feedback != "" {
		feedback = t.Words.Say("care.order.feedback", "text", o.Feedback)
	}
	if o.Unit != "" {
		unit = t.Words.Say("care.order.unit", "unit", o.Unit)
	}
	return sentences(ended, t.Period(o.Starts, o.Ends), by, unit, measured, feedback)
}

// What is the order's text and goals, below its name.
func (t Teller) What(o *care.HealthOrder) string {
	text := o.Text
	if o.Title == "" {
		_, text, _ = strings.Cut(text, "\n")
	}
	return Joined("\n", text, strings.Join(o.Goals, "; "))
}
