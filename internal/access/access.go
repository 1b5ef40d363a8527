// Package access says who may open the binder and which areas of care are held apart.
//
// An area is a wall of keys, not of screens: the vault seals each area under a key of its own.
// The package uses the standard library only.
package access

import "fmt"

// Area is one of the walls inside the vault. The numbers are part of the file format
// (docs/security.md) and never change.
type Area uint8

// The areas of the binder.
const (
	AreaCommon    Area = 1 // persons, contacts, schedules: what everyone on shift needs
	AreaSocial    Area = 2 // SoL and LSS: plans and social notes
	AreaHealth    Area = 3 // HSL: health orders and health notes
	AreaCaseWork  Area = 4 // myndighet: investigations and decisions
	AreaProtected Area = 5 // protected identity: address, phone, door code, key, relatives
	AreaLog       Area = 6 // the access log: everyone adds, only reviewers read
	AreaSettings  Area = 7 // the unit, its users, its passphrase for PDF files
	AreaIntake    Area = 8 // what arrives while the program is locked: anyone seals, users open
	firstArea          = AreaCommon
	lastArea           = AreaIntake
)

// Areas lists every area in the order of its number.
func Areas() []Area {
	var all []Area
	for a := firstArea; a <= lastArea; a++ {
		all = append(all, a)
	}
	return all
}

// Valid tells whether the number names an area.
func (a Area) Valid() bool { return a >= firstArea && a <= lastArea }

// SealedToPublicKey tells whether bodies of the area are sealed to a public key, so that they
// can be added by someone who can't read them: the log, and what arrives while locked.
func (a Area) SealedToPublicKey() bool { return a == AreaLog || a == AreaIntake }

// String is for developers and logs.
func (a Area) String() string {
	names := map[Area]string{
		AreaCommon: "common", AreaSocial: "social", AreaHealth: "health", AreaCaseWork: "casework",
		AreaProtected: "protected", AreaLog: "log", AreaSettings: "settings", AreaIntake: "intake",
	}
	if name, ok := names[a]; ok {
		return name
	}
	return fmt.Sprintf("area %d", uint8(a))
}
