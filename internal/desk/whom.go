package desk

import (
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// named finds an active user by name.
func (s *Session) named(name string) (access.User, bool) {
	for _, u := range s.active() {
		if access.SameName(u.Name, name) {
			return u, true
		}
	}
	return access.User{}, false
}

// other finds an active user whom the opener may change and who isn't the opener.
func (s *Session) other(name string) (access.User, error) {
	if err := s.may(access.RightUsers); err != nil {
		return access.User{}, err
	}
	u, ok := s.named(name)
	switch {
	case !ok:
		return access.User{}, text.NewFault("access.unknown_user")
	case u.Identity == s.user.Identity:
		return access.User{}, text.NewFault("access.not_self")
	}
	return u, nil
}

// headLeft tells whether somebody beside u may still add and remove users.
func (s *Session) headLeft(u access.User) error {
	for _, x := range s.active() {
		if x.Identity != u.Identity && x.Role.May(access.RightUsers) {
			return nil
		}
	}
	return text.NewFault("access.last_head")
}

// unused tells whether nobody else who may open the binder has the name: two who type the same
// name could not be told apart.
func (s *Session) unused(name, but string) error {
	for _, u := range s.active() {
		if u.Identity != but && access.SameName(u.Name, name) {
			return text.NewFault("access.same_name")
		}
	}
	return nil
}

// mayGive tells whether the opener has the areas that they give: a grant for a night is not
// theirs to hand on.
func (s *Session) mayGive(areas []access.Area) error {
	held := s.store.Areas()
	if !s.store.ByRecovery() {
		held = without(held, without(held, s.user.HasAreas()))
	}
	missing := without(areas, held)
	if len(missing) == 0 {
		return nil
	}
	var words []string
	for _, a := range missing {
		words = append(words, s.desk.Words.Say("area."+a.String()))
	}
	who := s.who(func(u access.User) bool {
		return u.Role.May(access.RightUsers) && len(without(missing, u.HasAreas())) == 0
	})
	return text.NewFault("access.not_yours_to_give", "areas", strings.Join(words, ", "), "who", strings.Join(s.orNobody(who), "; "))
}

// complete tells whether a user has what every user needs.
func complete(u access.User) error {
	switch {
	case u.Name == "":
		return text.NewFault("access.no_name")
	case u.Title == "":
		return text.NewFault("access.no_title")
	case !u.Role.Valid():
		return text.NewFault("access.no_role")
	}
	return nil
}

func areasOf(role access.Role, chosen []access.Area) []access.Area {
	if chosen == nil {
		return role.UsualAreas()
	}
	return role.AreasFor(chosen)
}

// without are the areas that are not among others.
func without(areas, others []access.Area) []access.Area {
	return slices.DeleteFunc(slices.Clone(areas), func(a access.Area) bool { return slices.Contains(others, a) })
}

// tidy is what was typed without stray spaces.
func tidy(typed string) string { return strings.Join(strings.Fields(typed), " ") }
