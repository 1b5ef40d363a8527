package desk

import (
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// May tells whether the one who opened the binder has a right. Fault "access.not_allowed", which
// names who may.
func (s *Session) May(r access.Right) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.may(r)
}

// Areas are those whose content the opener can read, in order.
func (s *Session) Areas() []access.Area {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.store.Areas()
}

// may is the first line of every use case. The caller holds the lock.
func (s *Session) may(r access.Right) error {
	if s.user.Role.May(r) {
		return nil
	}
	w := s.desk.Words
	who := s.orNobody(s.who(func(u access.User) bool { return u.Role.May(r) }))
	return text.NewFault("access.not_allowed", "right", w.Say("right."+string(r)), "who", strings.Join(who, "; "))
}

// mayOpen tells whether the opener has the key of an area. Fault "access.closed", which names who
// has it.
func (s *Session) mayOpen(area access.Area) error {
	if slices.Contains(s.store.Areas(), area) {
		return nil
	}
	w := s.desk.Words
	return text.NewFault("access.closed", "area", w.Say("area."+area.String()), "who", strings.Join(s.readers(area), "; "))
}

// readers are who may read an area; "nobody at present" when that is so.
func (s *Session) readers(area access.Area) []string {
	return s.orNobody(s.who(func(u access.User) bool {
		return u.Role.May(access.RightRead) && slices.Contains(u.HasAreas(), area)
	}))
}

func (s *Session) orNobody(who []string) []string {
	if len(who) == 0 {
		return []string{s.desk.Words.Say("access.nobody")}
	}
	return who
}

// AuthorOf is the name of an entry's author, with "uppgiven identitet" until somebody vouches.
func AuthorOf(w *text.Words, t entry.Tracked) string {
	if t.Unvouched() {
		return w.Say("access.stated", "name", t.Author.Name)
	}
	return t.Author.Name
}

// WriterOf is the name of who wrote an entry first: on the paper that it was written down from, or else its
// author as AuthorOf tells. Their title is that of its Writer.
func WriterOf(w *text.Words, t entry.Tracked) string {
	if t.Paper != nil && t.Paper.Name != "" {
		return t.Paper.Name
	}
	return AuthorOf(w, t)
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
