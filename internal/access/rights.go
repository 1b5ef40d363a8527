package access

import "slices"

// Right is something that a role lets a person do. The sentences "right.<right>" word it.
type Right string

// The rights of the binder.
const (
	RightRead      Right = "read"      // open persons, schedules and notes of one's areas
	RightWrite     Right = "write"     // write and sign entries
	RightPrint     Right = "print"     // paper and files
	RightReenter   Right = "reenter"   // enter entries in Lifecare: one's own, or others' with a reason
	RightVouch     Right = "vouch"     // say that a temporary is who they said they were
	RightEmergency Right = "emergency" // open an area with its envelope code, with a reason
	RightImport    Right = "import"    // take in what the systems export
	RightBackup    Right = "backup"    // take a sealed copy off the laptop
	RightRestore   Right = "restore"   // bring a copy in
	RightUsers     Right = "users"     // add and remove users, make envelopes, replace the recovery code
	RightReview    Right = "review"    // read the access log and note reviews
	RightRetention Right = "retention" // decide how long things are kept, and purge
	RightUnit      Right = "unit"      // change the unit's own settings
)

// table is who may do what: the one place, for window and console alike.
//
//	                  staff  administrator  unit head  steward
//	read, write         x          x            x
//	print, re-enter     x          x            x
//	vouch, emergency    x          x            x
//	import                         x            x         x
//	backup                         x            x         x
//	restore                                     x         x
//	users, unit                                 x         x
//	review, retention                           x
//
// A temporary (vikarie) is staff without vouching and emergency codes. Whoever opens with the
// recovery code may do what the unit head may.
var table = map[Role][]Right{
	RoleStaff:         {RightRead, RightWrite, RightPrint, RightReenter, RightVouch, RightEmergency},
	RoleAdministrator: {RightRead, RightWrite, RightPrint, RightReenter, RightVouch, RightEmergency, RightImport, RightBackup},
	RoleUnitHead: {RightRead, RightWrite, RightPrint, RightReenter, RightVouch, RightEmergency, RightImport, RightBackup,
		RightRestore, RightUsers, RightUnit, RightReview, RightRetention},
	RoleSteward:   {RightImport, RightBackup, RightRestore, RightUsers, RightUnit},
	RoleTemporary: {RightRead, RightWrite, RightPrint, RightReenter},
}

// Rights lists what a role may do.
func (r Role) Rights() []Right { return slices.Clone(table[r]) }

// May tells whether a role has a right.
func (r Role) May(right Right) bool { return slices.Contains(table[r], right) }

// Roles lists the roles that a user can be given, in the order in which they are offered.
func Roles() []Role { return []Role{RoleStaff, RoleAdministrator, RoleUnitHead, RoleSteward} }

// Valid tells whether the role is one that a user can be given.
func (r Role) Valid() bool { return slices.Contains(Roles(), r) }

// Everyone are the areas that whoever opens the binder needs for it to work at all.
func Everyone() []Area { return []Area{AreaCommon, AreaSettings, AreaIntake} }

// usual are the areas that a role has when nothing else is said, beside Everyone's.
var usual = map[Role][]Area{
	RoleStaff:         {AreaSocial, AreaProtected},
	RoleAdministrator: {AreaSocial, AreaHealth, AreaCaseWork, AreaProtected},
	RoleUnitHead:      {AreaSocial, AreaHealth, AreaCaseWork, AreaProtected, AreaLog},
	RoleSteward:       {AreaSocial, AreaHealth, AreaCaseWork, AreaProtected},
	RoleTemporary:     {AreaSocial},
}

// UsualAreas are the areas that a role has when nothing else is said, in order. The steward has
// keys but no right to read: they are needed to give them to others.
func (r Role) UsualAreas() []Area { return Together(Everyone(), usual[r]) }

// CareAreas are the areas that can be given or left out, person by person.
func CareAreas() []Area { return []Area{AreaSocial, AreaHealth, AreaCaseWork, AreaProtected} }

// AreasFor are the areas of a role when a person's care areas are chosen: a nurse is staff with
// health. The log comes with the right to review it and with nothing else.
func (r Role) AreasFor(chosen []Area) []Area {
	areas := Everyone()
	for _, a := range chosen {
		if slices.Contains(CareAreas(), a) {
			areas = append(areas, a)
		}
	}
	if r.May(RightReview) {
		areas = append(areas, AreaLog)
	}
	return Together(areas, nil)
}

// Together is the union of areas, in order.
func Together(a, b []Area) []Area {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// AreaNamed finds an area by the word that String gives.
func AreaNamed(word string) (Area, bool) {
	for _, a := range Areas() {
		if a.String() == word {
			return a, true
		}
	}
	return 0, false
}
