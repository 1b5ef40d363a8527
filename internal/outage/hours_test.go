package outage_test

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

func clockOn(day string, clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, care.Stockholm)
	if err != nil {
		panic(err)
	}
	return t
}

// worked is Monday to Friday, Christmas apart.
func worked(t time.Time) bool {
	t = t.In(care.Stockholm)
	christmas := t.Month() == time.December && t.Day() >= 24 && t.Day() <= 26
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday && !christmas
}

func TestOfficeHours(t *testing.T) {
	l := engine().Limits
	for _, a := range []struct {
		day, clock string
		open       bool
	}{
		{"2026-11-24", "07:59", false},
		{"2026-11-24", "08:00", true},
		{"2026-11-24", "16:29", true},
		{"2026-11-24", "16:30", false},
		{"2026-11-24", "03:00", false},
		{"2026-11-28", "12:00", false}, // Saturday
		{"2026-12-24", "12:00", false}, // a Thursday that nobody works
		{"2026-12-28", "12:00", true},
		{"2026-10-26", "08:00", true}, // the Monday after the clocks changed
	} {
		if got := l.Office(clockOn(a.day, a.clock), worked); got != a.open {
			t.Errorf("%s %s: %v", a.day, a.clock, got)
		}
		if got := l.Office(clockOn(a.day, a.clock).UTC(), worked); got != a.open {
			t.Errorf("%s %s told in UTC: %v", a.day, a.clock, got)
		}
	}
	if !l.Office(clockOn("2026-12-24", "12:00"), nil) || l.Office(clockOn("2026-11-28", "12:00"), nil) {
		t.Error("without a calendar Monday to Friday are worked")
	}
	if (outage.Limits{}).Office(clockOn("2026-11-24", "12:00"), worked) {
		t.Error("without clocks it is never office hours")
	}
}

func TestOfficesOpenAgainAfterTheHolidays(t *testing.T) {
	l := engine().Limits
	for from, want := range map[string]string{"2026-12-23 17:00": "2026-12-28 08:00", "2026-11-24 03:00": "2026-11-24 08:00", "2026-11-24 08:00": "2026-11-25 08:00"} {
		at := clockOn(from[:10], from[11:])
		if got := l.NextOffice(at, worked); !got.Equal(clockOn(want[:10], want[11:])) {
			t.Errorf("after %s: %s, want %s", from, got, want)
		}
	}
	if !l.NextOffice(night, func(time.Time) bool { return false }).IsZero() || !(outage.Limits{}).NextOffice(night, worked).IsZero() {
		t.Error("offices that never open don't open")
	}
}

func called(contacts []outage.Contact) []string {
	var ids []string
	for _, k := range contacts {
		ids = append(ids, k.ID)
	}
	return ids
}

func TestWhomToCall(t *testing.T) {
	c := engine()
	day, late := clockOn("2026-11-24", "10:00"), night
	for _, a := range []struct {
		name   string
		broken []outage.Broken
		at     time.Time
		want   []string
	}{
		{"in office hours", broken("bankid"), day, []string{"service_desk", "support"}},
		{"the vendor last", broken("lifecare"), day, []string{"service_desk", "support", "vendor_lifecare"}},
		{"at night the unit's own instruction, though it is missing", broken("bankid"), late, []string{"after_hours"}},
		{"who may restart the alarms", broken("power"), late, []string{"after_hours", "restart"}},
		{"on Christmas Eve too", broken("phoniro"), clockOn("2026-12-24", "10:00"), []string{"after_hours", "vendor_phoniro"}},
	} {
		for i := range a.broken {
			a.broken[i].Since = a.at.Add(-time.Minute)
		}
		if got := called(c.Calls(a.broken, a.at, worked)); !slices.Equal(got, a.want) {
			t.Errorf("%s: %v, want %v", a.name, got, a.want)
		}
	}
	missing := c.Calls(broken("bankid"), late, worked)[0]
	if missing.Role != outage.ContactAfterHours || missing.Number != "" {
		t.Errorf("the instruction that nobody has filed: %+v", missing)
	}
	c.Contacts = append(c.Contacts, outage.Contact{ID: "own", Role: outage.ContactAfterHours, Name: "Larmcentralen", Number: "0121-100", Hours: outage.HoursAfter},
		outage.Contact{ID: "on_call", Role: outage.ContactOnCall, Name: "Beredskap", Hours: outage.HoursAfter})
	if got := called(c.Calls(nil, late, worked)); !slices.Equal(got, []string{"own", "on_call"}) {
		t.Errorf("with an instruction: %v", got)
	}
	if got := called(c.Calls(nil, day, worked)); !slices.Equal(got, []string{"service_desk", "support"}) {
		t.Errorf("in office hours: %v", got)
	}
}

func TestEscalations(t *testing.T) {
	l := engine().Limits
	ids := func(after time.Duration, done map[string]bool) []string {
		var all []string
		for _, e := range l.Due(night, done, night.Add(after)) {
			all = append(all, e.ID)
		}
		return all
	}
	if got := ids(2*time.Hour-time.Second, nil); got != nil {
		t.Errorf("before two hours: %v", got)
	}
	if got := ids(25*time.Hour, map[string]bool{"local": true}); !slices.Equal(got, []string{"heads", "paper"}) {
		t.Errorf("after a day: %v", got)
	}
	next, more := l.NextEscalation(night, nil, night.Add(3*time.Hour))
	if !more || next.ID != "local" || !next.At.Equal(night.Add(4*time.Hour)) {
		t.Errorf("the next: %+v", next)
	}
	if _, more := l.NextEscalation(night, nil, night.Add(24*time.Hour)); more {
		t.Error("after the last there is no next")
	}
	// 25 October 2026 has 25 hours: a day of outage is over an hour earlier on the wall.
	long := clockOn("2026-10-24", "12:00")
	if due := l.Due(long, map[string]bool{"heads": true, "local": true}, clockOn("2026-10-25", "11:00")); len(due) != 1 {
		t.Errorf("across the change of the clocks: %+v", due)
	}
	if l.UpdateDue(night, night.Add(59*time.Minute)) || !l.UpdateDue(night, night.Add(time.Hour)) || l.UpdateDue(time.Time{}, night) || (outage.Limits{}).UpdateDue(night, night.Add(time.Hour*9)) {
		t.Error("an hour without word is an hour")
	}
}
