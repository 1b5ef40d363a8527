package access

import (
	"slices"
	"strings"
	"time"
)

// Role is what a person is in the unit.
type Role string

// The roles of a unit.
const (
	RoleStaff         Role = "staff"
	RoleAdministrator Role = "administrator" // re-enters the backlog
	RoleUnitHead      Role = "unit_head"
	RoleSteward       Role = "steward"   // systemförvaltare
	RoleTemporary     Role = "temporary" // vikarie, for one shift
)

// User is a person who may open the binder, or could once. Identity names the key pair in the
// vault.
type User struct {
	Identity string `json:"identity"` // 32 hex digits
	Name     string `json:"name"`
	Title    string `json:"title"` // "undersköterska", stands beside the name on every note
	Role     Role   `json:"role"`
	// Areas are those whose keys the user was given; none means the role's usual ones, as for
	// the founder of a binder of the first format.
	Areas []Area `json:"areas,omitempty"`
	// Former are identities that the same person had before, so that their drafts stay theirs.
	Former []string `json:"former,omitempty"`
	// Until is when a temporary's shift ends, in UTC; zero for a user of the unit.
	Until time.Time `json:"until,omitzero"`
	// Envelope is the envelope that a temporary came with.
	Envelope string `json:"envelope,omitempty"`
	// VouchedBy is the colleague who said that a temporary is who they said, as "name, title".
	VouchedBy string `json:"vouched_by,omitempty"`
	// Left is when the user was removed, in UTC; zero while they may open the binder.
	Left time.Time `json:"left,omitzero"`
}

// Active tells whether the user may open the binder at a moment.
func (u User) Active(now time.Time) bool {
	return u.Left.IsZero() && (u.Until.IsZero() || now.Before(u.Until))
}

// Temporary tells whether the user came with a shift envelope.
func (u User) Temporary() bool { return u.Role == RoleTemporary }

// Stated tells whether what the user writes is marked "uppgiven identitet": they gave their own
// name and title, and nobody who knows them has vouched yet.
func (u User) Stated() bool { return u.Temporary() && u.VouchedBy == "" }

// HasAreas are the areas whose keys the user was given.
func (u User) HasAreas() []Area {
	if len(u.Areas) == 0 {
		return u.Role.UsualAreas()
	}
	return Together(u.Areas, Everyone())
}

// Is tells whether an identity is or was this person's.
func (u User) Is(identity string) bool {
	return u.Identity == identity || slices.Contains(u.Former, identity)
}

// SameName tells whether two names are the same to a person who types one: case and spaces apart.
func SameName(a, b string) bool {
	fold := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	return fold(a) == fold(b)
}

// Recovery is who acts when the recovery code opened the binder.
const Recovery = "recovery"

// Keeper is the identity of the recovery code, as the unit's settings remember it: keys go to
// whom the settings name, and to nobody whose row merely lies in the file.
type Keeper struct {
	Identity string    `json:"identity"`
	Made     time.Time `json:"made"` // UTC
	// Shown says that somebody confirmed to have the code on paper.
	Shown bool `json:"shown"`
	// Rotated is when an area last got a new key, in UTC: copies of the vault from before are
	// made anew.
	Rotated time.Time `json:"rotated,omitzero"`
}
