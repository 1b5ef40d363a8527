package access

import (
	"slices"
	"testing"
	"time"
)

var evening = time.Date(2026, 11, 23, 21, 0, 0, 0, time.UTC)

func TestAUserIsActiveUntilTheyLeaveOrTheShiftEnds(t *testing.T) {
	for name, c := range map[string]struct {
		user   User
		active bool
	}{
		"of the unit":            {User{Role: RoleStaff}, true},
		"removed":                {User{Role: RoleStaff, Left: evening.AddDate(0, 0, -1)}, false},
		"on shift":               {User{Role: RoleTemporary, Until: evening.Add(time.Hour)}, true},
		"at the end of it":       {User{Role: RoleTemporary, Until: evening}, false},
		"removed in the middle":  {User{Role: RoleTemporary, Until: evening.Add(time.Hour), Left: evening}, false},
		"another zone, the same": {User{Role: RoleTemporary, Until: evening.In(time.FixedZone("", 3600))}, false},
	} {
		if c.user.Active(evening) != c.active {
			t.Errorf("%s: active %v, want %v", name, !c.active, c.active)
		}
	}
}

func TestATemporaryIsMarkedUntilSomebodyVouches(t *testing.T) {
	u := User{Role: RoleTemporary}
	if !u.Stated() || !u.Temporary() || (User{Role: RoleStaff}).Stated() {
		t.Error("only a temporary states who they are")
	}
	u.VouchedBy = "Lena Ek, undersköterska"
	if u.Stated() || !u.Temporary() {
		t.Error("a colleague's word changes nothing")
	}
}

// The founder of a binder of the first format has no list of areas: a unit head has them all.
func TestAUserWithoutAListHasTheUsualAreas(t *testing.T) {
	if got := (User{Role: RoleUnitHead}).HasAreas(); !slices.Equal(got, Areas()) {
		t.Errorf("the founder has %v", got)
	}
	if got := (User{Role: RoleStaff, Areas: []Area{AreaHealth}}).HasAreas(); !slices.Equal(got, []Area{AreaCommon, AreaHealth, AreaSettings, AreaIntake}) {
		t.Errorf("a nurse has %v", got)
	}
}

func TestAPersonIsTheSameAfterARenewal(t *testing.T) {
	u := User{Identity: "new", Former: []string{"old", "older"}}
	for identity, same := range map[string]bool{"new": true, "old": true, "older": true, "other": false, "": false} {
		if u.Is(identity) != same {
			t.Errorf("%q is hers: %v", identity, !same)
		}
	}
}

func TestNamesAreTheSameToWhoeverTypesThem(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Åsa Öst", "åsa öst", true}, {"Åsa Öst", " ÅSA   ÖST ", true}, {"Åsa Öst", "Asa Ost", false}, {"Anna", "Anna B", false},
	} {
		if SameName(c.a, c.b) != c.same {
			t.Errorf("%q and %q: %v", c.a, c.b, !c.same)
		}
	}
}
