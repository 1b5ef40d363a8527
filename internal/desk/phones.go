package desk

import (
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
)

// OutageDays is how far ahead planned stops of systems are told: vendors give notice two weeks
// before.
const OutageDays = 14

// Phones is the unit's own telephone list: contacts that belong to no person, and the units and
// members of staff that a source gave numbers of.
type Phones struct {
	Contacts []*care.Contact   // by role and name
	Staff    []*care.Reference // by name
}

// Empty tells whether nobody is on the list.
func (p Phones) Empty() bool { return len(p.Contacts)+len(p.Staff) == 0 }

// Phones is the unit's telephone list. Who may not read sees none.
func (s *Session) Phones() Phones {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return Phones{}
	}
	return Phones{Contacts: s.replica.UnitContacts(), Staff: s.replica.Reachable()}
}
