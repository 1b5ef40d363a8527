package care

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Name is what an order is called: what its code means, else the first line of its text, else the
// code.
func (o *HealthOrder) Name() string {
	first, _, _ := strings.Cut(o.Text, "\n")
	return cmp.Or(o.Title, first, o.Code)
}

// OrderMoment is when an order is to be carried out on a day.
type OrderMoment struct {
	At time.Time // in Stockholm
	// AnyTime says that only the day is known; At is then midnight.
	AnyTime bool
}

// On are the moments of the day of t at which the order is to be carried out, by time. Known is
// false when what the source gave doesn't tell: a rule of recurrence is never worked out here,
// because a wrong guess is a dose too many or too few. The words of the source are shown instead.
func (o *HealthOrder) On(t time.Time) (moments []OrderMoment, known bool) {
	day := Day(t)
	if !o.Holds(t) {
		return nil, true
	}
	for _, at := range o.Planned {
		if Day(at).Equal(day) {
			moments = append(moments, OrderMoment{at.In(Stockholm), at.Equal(day)})
		}
	}
	byHours, sure := o.byHours(day)
	if sure {
		moments = append(moments, byHours...)
	}
	slices.SortFunc(moments, func(x, y OrderMoment) int { return x.At.Compare(y.At) })
	moments = slices.CompactFunc(moments, func(x, y OrderMoment) bool { return x.At.Equal(y.At) })
	return moments, len(moments) > 0 || o.tells(day)
}

// byHours are the moments that hours and weekdays give. They are sure only as a whole: a list that
// lacked one of the hours would read as if that dose were not to be given.
func (o *HealthOrder) byHours(day time.Time) (moments []OrderMoment, sure bool) {
	if o.skips(day) {
		return nil, false
	}
	for _, ot := range o.Times {
		if len(ot.Days) == 0 && !o.daily() {
			return nil, false
		}
		at, ok := ot.hour(day)
		if !ok {
			return nil, false
		}
		if len(ot.Days) == 0 || slices.Contains(ot.Days, day.Weekday()) {
			moments = append(moments, OrderMoment{At: at})
		}
	}
	return moments, true
}

// tells tells whether the order says about the day that nothing is to be done then.
func (o *HealthOrder) tells(day time.Time) bool {
	if o.AsNeeded {
		return true
	}
	if _, sure := o.byHours(day); sure && len(o.Times) > 0 {
		return true
	}
	var first, last time.Time
	for _, at := range o.Planned {
		if d := Day(at); first.IsZero() || d.Before(first) {
			first = d
		}
		last = maxTime(last, Day(at))
	}
	return !first.IsZero() && !day.Before(first) && !day.After(last)
}

// hour is the hour on a day, if it has the form of one.
func (ot OrderTime) hour(day time.Time) (time.Time, bool) {
	hour, minute, ok := strings.Cut(ot.At, ":")
	h, hourErr := strconv.Atoi(hour)
	m, minuteErr := strconv.Atoi(minute)
	if !ok || hourErr != nil || minuteErr != nil || h < 0 || h > 24 || m < 0 || m > 59 {
		return time.Time{}, false
	}
	return LocalTime(day.Year(), day.Month(), day.Day(), h, m, 0), true
}

// daily tells whether hours without weekdays mean every day: there is no rule, or it says so and
// names no weekdays.
func (o *HealthOrder) daily() bool {
	rule := ruleParts(o.Recurrence)
	return o.Recurrence == "" || rule["FREQ"] == "DAILY" && rule["BYDAY"] == ""
}

// skips tells whether the rule may leave out the day although hour and weekday fit: every second
// week, so many times in all, until a day that has passed.
func (o *HealthOrder) skips(day time.Time) bool {
	if o.Recurrence == "" {
		return false
	}
	rule := ruleParts(o.Recurrence)
	for part, value := range rule {
		switch part {
		case "FREQ", "WKST", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND":
		case "UNTIL":
			if len(value) < len("20060102") || value[:len("20060102")] < day.Format("20060102") {
				return true
			}
		case "INTERVAL":
			if value != "1" {
				return true
			}
		default:
			return true
		}
	}
	return rule["FREQ"] != "DAILY" && rule["FREQ"] != "WEEKLY"
}

// ruleParts are the named parts of a rule of recurrence, as far as it has the form.
func ruleParts(rule string) map[string]string {
	parts := map[string]string{}
	for _, part := range strings.Split(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(rule)), "RRULE:"), ";") {
		if name, value, ok := strings.Cut(strings.TrimSpace(part), "="); ok {
			parts[name] = value
		}
	}
	return parts
}

// Recurs tells that the order comes again by a rule that nothing here says in words or hours: who
// has it must read the order.
func (o *HealthOrder) Recurs() bool {
	return o.Recurrence != "" && o.Summary == "" && len(o.Times) == 0 && len(o.Planned) == 0
}
