package access

import (
	"slices"
	"testing"
	"time"
)

func TestAnEnvelopeOpensOnceAndInTime(t *testing.T) {
	for name, c := range map[string]struct {
		envelope Envelope
		open     bool
	}{
		"of this shift":          {Envelope{Use: UseShift, Until: evening.Add(time.Hour)}, true},
		"of the shift before":    {Envelope{Use: UseShift, Until: evening}, false},
		"used":                   {Envelope{Use: UseShift, Until: evening.Add(time.Hour), Opened: evening}, false},
		"taken back":             {Envelope{Use: UseEmergency, Withdrawn: evening}, false},
		"for an emergency, old":  {Envelope{Use: UseEmergency, Made: evening.AddDate(-1, 0, 0)}, true},
		"for an emergency, used": {Envelope{Use: UseEmergency, Opened: evening}, false},
	} {
		if c.envelope.Open(evening) != c.open {
			t.Errorf("%s: opens %v, want %v", name, !c.open, c.open)
		}
	}
}

// Keys made anew go to those whom the settings name at that moment, and to nobody else.
func TestWhoHasTheKeyOfAnArea(t *testing.T) {
	later := evening.Add(time.Hour)
	users := []User{
		{Identity: "head", Role: RoleUnitHead},
		{Identity: "nurse", Role: RoleStaff, Areas: []Area{AreaHealth}},
		{Identity: "staff", Role: RoleStaff},
		{Identity: "left", Role: RoleUnitHead, Left: evening.AddDate(0, 0, -1)},
		{Identity: "temp", Role: RoleTemporary, Until: later},
		{Identity: "overdue", Role: RoleTemporary, Until: evening},
	}
	envelopes := []Envelope{
		{Identity: "waits", Use: UseEmergency, Areas: []Area{AreaHealth}},
		{Identity: "used", Use: UseEmergency, Areas: []Area{AreaHealth}, Opened: evening},
		{Identity: "shift", Use: UseShift, Areas: []Area{AreaSocial}, Until: later},
		{Identity: "lapsed", Use: UseShift, Areas: []Area{AreaSocial}, Until: evening},
	}
	grants := []Grant{
		{Identity: "staff", Area: AreaHealth, Until: later},
		{Identity: "temp", Area: AreaHealth, Until: evening},
	}
	for area, want := range map[Area][]string{
		AreaCommon:    {"code", "head", "nurse", "staff", "temp", "waits", "shift"},
		AreaSocial:    {"code", "head", "staff", "temp", "shift"},
		AreaHealth:    {"code", "head", "nurse", "waits", "staff"},
		AreaCaseWork:  {"code", "head"},
		AreaProtected: {"code", "head", "staff"},
		AreaLog:       {"code", "head"},
		AreaSettings:  {"code", "head", "nurse", "staff", "temp", "waits", "shift"},
	} {
		if got := Holders(area, users, Keeper{Identity: "code"}, envelopes, grants, evening); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", area, got, want)
		}
	}
	if got := Holders(AreaHealth, nil, Keeper{}, nil, nil, evening); len(got) != 0 {
		t.Errorf("nobody is %v", got)
	}
}

func TestANightIsOver(t *testing.T) {
	g := Grant{From: evening, Until: evening.Add(EmergencyHours * time.Hour)}
	if !g.Active(evening) || !g.Active(evening.Add(11*time.Hour)) || g.Active(evening.Add(12*time.Hour)) {
		t.Error("a grant doesn't last twelve hours")
	}
}
