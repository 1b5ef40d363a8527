package access

import (
	"slices"
	"strings"
	"testing"
)

// rights is who may do what, as the unit reads it: staff, administrator, unit head, steward,
// temporary.
const rights = `
           staff admin head steward temp
read         x     x    x     -      x
write        x     x    x     -      x
print        x     x    x     -      x
reenter      x     x    x     -      x
vouch        x     x    x     -      -
emergency    x     x    x     -      -
import       -     x    x     x      -
backup       -     x    x     x      -
restore      -     -    x     x      -
users        -     -    x     x      -
unit         -     -    x     x      -
review       -     -    x     -      -
retention    -     -    x     -      -
`

func TestWhoMayDoWhat(t *testing.T) {
	roles := []Role{RoleStaff, RoleAdministrator, RoleUnitHead, RoleSteward, RoleTemporary}
	lines := strings.Split(strings.TrimSpace(rights), "\n")[1:]
	count := map[Role]int{}
	for _, line := range lines {
		cells := strings.Fields(line)
		for i, role := range roles {
			may := cells[i+1] == "x"
			if role.May(Right(cells[0])) != may {
				t.Errorf("%s may %s: %v, want %v", role, cells[0], !may, may)
			}
			if may {
				count[role]++
			}
		}
	}
	for _, role := range roles {
		if len(role.Rights()) != count[role] {
			t.Errorf("%s has %d rights, the table has %d", role, len(role.Rights()), count[role])
		}
	}
	if Role("nobody").May(RightRead) || len(Role("nobody").Rights()) != 0 {
		t.Error("a role that is none may do something")
	}
}

func TestOnlyRolesOfTheUnitCanBeGiven(t *testing.T) {
	for role, valid := range map[Role]bool{RoleStaff: true, RoleAdministrator: true, RoleUnitHead: true, RoleSteward: true, RoleTemporary: false, "": false} {
		if role.Valid() != valid {
			t.Errorf("%q can be given: %v", role, !valid)
		}
	}
}

// Rights are handed out as copies: nobody gets more by changing the list.
func TestTheTableCannotBeChangedFromOutside(t *testing.T) {
	given := RoleTemporary.Rights()
	given[0] = RightUsers
	if RoleTemporary.May(RightUsers) || !RoleTemporary.May(RightRead) {
		t.Error("the table follows the list")
	}
}

func TestTheAreasThatARoleGets(t *testing.T) {
	for name, c := range map[string]struct {
		got, want []Area
	}{
		"staff":                        {RoleStaff.UsualAreas(), []Area{AreaCommon, AreaSocial, AreaProtected, AreaSettings, AreaIntake}},
		"a temporary":                  {RoleTemporary.UsualAreas(), []Area{AreaCommon, AreaSocial, AreaSettings, AreaIntake}},
		"the unit head has all":        {RoleUnitHead.UsualAreas(), Areas()},
		"the steward, but for the log": {RoleSteward.UsualAreas(), slices.DeleteFunc(Areas(), func(a Area) bool { return a == AreaLog })},
		"a nurse":                      {RoleStaff.AreasFor([]Area{AreaHealth}), []Area{AreaCommon, AreaHealth, AreaSettings, AreaIntake}},
		"nothing chosen":               {RoleStaff.AreasFor(nil), []Area{AreaCommon, AreaSettings, AreaIntake}},
		"the log can't be chosen":      {RoleStaff.AreasFor([]Area{AreaLog, AreaSocial}), []Area{AreaCommon, AreaSocial, AreaSettings, AreaIntake}},
		"the log comes with review":    {RoleUnitHead.AreasFor([]Area{AreaSocial}), []Area{AreaCommon, AreaSocial, AreaLog, AreaSettings, AreaIntake}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
}

func TestAreasAreNamedByTheirWords(t *testing.T) {
	for _, a := range Areas() {
		if got, ok := AreaNamed(a.String()); !ok || got != a {
			t.Errorf("%s is found as %v, %v", a, got, ok)
		}
	}
	if _, ok := AreaNamed("everything"); ok || Area(0).Valid() || Area(9).Valid() {
		t.Error("an area that is none is found")
	}
	if got := Area(9).String(); got != "area 9" {
		t.Errorf("an unknown area is called %q", got)
	}
	for _, a := range Areas() {
		if want := a == AreaLog || a == AreaIntake; a.SealedToPublicKey() != want {
			t.Errorf("%s is sealed to a public key: %v", a, !want)
		}
	}
}
