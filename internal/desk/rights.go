package desk

import (
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// May tells whether the one who opened the binder has a right. Fault "access.not_allowed", which
// names who may.
func (s *Session) May(r access.Right) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.may(r)
}

// may is the first line of every use case. The caller holds the lock.
func (s *Session) may(r access.Right) error {
	if s.user.Role.May(r) {
		return nil
	}
	w := s.desk.Words
	who := s.who(func(u access.User) bool { return u.Role.May(r) })
	if len(who) == 0 {
		who = []string{w.Say("access.nobody")}
	}
	return text.NewFault("access.not_allowed", "right", w.Say("right."+string(r)), "who", strings.Join(who, "; "))
}

// who are the names and titles of the active users that are asked for, by name.
func (s *Session) who(is func(access.User) bool) []string {
	var names []string
	for _, u := range s.active() {
		if is(u) {
			names = append(names, signature(u))
		}
	}
	return names
}

// active are the users who may open the binder now, by name, temporaries last.
func (s *Session) active() []access.User {
	now := s.moment()
	var users []access.User
	for _, u := range s.holders.users {
		if u.Active(now) {
			users = append(users, u)
		}
	}
	slices.SortFunc(users, byName)
	return users
}

func byName(x, y access.User) int {
	if x.Temporary() != y.Temporary() {
		if x.Temporary() {
			return 1
		}
		return -1
	}
	if c := strings.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name)); c != 0 {
		return c
	}
	return strings.Compare(x.Identity, y.Identity)
}

// signature is a user as lists name them: "name, title".
func signature(u access.User) string { return strings.Trim(u.Name+", "+u.Title, ", ") }
