package desk

import (
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// May tells whether the one who opened the binder may do something: nil, or the fault
// "access.not_allowed" with who may.
func (s *Session) May(r access.Right) error {
	role := s.user.Role
	if s.store.ByRecovery() {
		role = access.RoleUnitHead
	}
	if role.May(r) {
		return nil
	}
	var who []string
	for _, u := range s.users {
		if u.Role.May(r) && u.Active(s.desk.now()) {
			who = append(who, u.Name+", "+u.Title)
		}
	}
	return text.NewFault("access.not_allowed", "right", s.desk.Words.Say("right."+string(r)), "who", strings.Join(who, "; "))
}
