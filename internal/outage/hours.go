package outage

import (
	"slices"
	"time"

	"avbrottsparm/internal/care"
)

// Office tells whether it is office hours at a time: a day that is worked, between the unit's clocks in
// Stockholm, the last minute excluded. Without working, Monday to Friday are worked; without clocks it is
// never office hours.
func (l Limits) Office(at time.Time, working func(day time.Time) bool) bool {
	from, opens := clock(l.OfficeFrom)
	to, closes := clock(l.OfficeTo)
	at = at.In(care.Stockholm)
	now := at.Hour()*60 + at.Minute()
	return opens && closes && worked(at, working) && from <= now && now < to
}

// mostClosed is how many days ahead NextOffice looks: no row of days off is longer.
const mostClosed = 30

// NextOffice is when office hours begin next after a time, zero where they never do.
func (l Limits) NextOffice(at time.Time, working func(day time.Time) bool) time.Time {
	from, opens := clock(l.OfficeFrom)
	to, closes := clock(l.OfficeTo)
	if !opens || !closes || from >= to {
		return time.Time{}
	}
	for n := range mostClosed {
		day := care.NextDay(at, n)
		start := care.LocalTime(day.Year(), day.Month(), day.Day(), from/60, from%60, 0)
		if start.After(at) && worked(start, working) {
			return start
		}
	}
	return time.Time{}
}

func worked(day time.Time, working func(day time.Time) bool) bool {
	if working != nil {
		return working(day)
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// clock is the minutes since midnight of a clock such as "08:00".
func clock(s string) (minutes int, ok bool) {
	t, err := time.Parse("15:04", s)
	return t.Hour()*60 + t.Minute(), err == nil
}

// Calls is whom to call about the failures, in order. In office hours: the IT service desk first, the
// support of social services second (routine 3.1.1). Else: what the unit's own instruction says (routine
// 3.1.2), which stands there without a number until somebody has filed it. Who may restart the alarm
// server comes after them where alarms are touched, and last the vendor, with the customer number.
func (c Catalogue) Calls(broken []Broken, at time.Time, working func(day time.Time) bool) []Contact {
	office := c.Limits.Office(at, working)
	roles := []ContactRole{ContactAfterHours, ContactOnCall, ContactServiceDesk, ContactSupport}
	if office {
		roles = []ContactRole{ContactServiceDesk, ContactSupport, ContactOnCall}
	}
	var calls []Contact
	for _, role := range roles {
		found := c.answering(role, office)
		if role == ContactAfterHours && len(found) == 0 {
			found = []Contact{{ID: string(ContactAfterHours), Role: ContactAfterHours, Hours: HoursAfter, Source: "routine 3.1.2"}}
		}
		calls = append(calls, found...)
	}
	if c.alarmsTouched(broken, at) {
		calls = append(calls, c.answering(ContactRestart, office)...)
	}
	return append(calls, slices.DeleteFunc(c.vendorsOf(broken), func(k Contact) bool { return !k.answers(office) })...)
}

// answering is the contacts of a role that answer now, in the catalogue's order.
func (c Catalogue) answering(role ContactRole, office bool) []Contact {
	return slices.DeleteFunc(slices.Clone(c.Contacts), func(k Contact) bool { return k.Role != role || !k.answers(office) })
}

func (c Contact) answers(office bool) bool {
	return c.Hours == HoursAlways || (c.Hours == HoursOffice) == office
}

// alarms is the system whose server may be restarted (routine 4.1).
const alarms = "safety_alarms"

func (c Catalogue) alarmsTouched(broken []Broken, at time.Time) bool {
	return slices.ContainsFunc(c.Now(broken, at), func(s State) bool { return s.System.ID == alarms && s.Still != StillWorks })
}

// vendorsOf are the vendors of the failures that last, each once, whether or not they answer now.
func (c Catalogue) vendorsOf(broken []Broken) []Contact {
	named := map[string]bool{}
	for _, b := range broken {
		if f, known := c.Failure(b.Failure); known && b.Until.IsZero() && f.Vendor != "" {
			named[f.Vendor] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(c.Contacts), func(k Contact) bool { return k.Role != ContactVendor || !named[k.ID] })
}
