package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// NewUser is somebody who is to have access to the binder.
type NewUser struct {
	Name       string
	Title      string
	Passphrase string
	Role       access.Role
	// Areas are the care areas; nil means the role's usual ones.
	Areas []access.Area
}

// Users are the users who may open the binder, by name, temporaries last.
func (s *Session) Users() []access.User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.active()
}

// AddUser gives somebody a passphrase of their own. Faults: "access.not_allowed",
// "access.no_name", "access.no_title", "access.no_role", "access.same_name",
// "access.not_yours_to_give", those of the vault on passphrases.
func (s *Session) AddUser(ctx context.Context, n NewUser) (access.User, error) {
	s.hold()
	defer s.mu.Unlock()
	u := access.User{Name: tidy(n.Name), Title: tidy(n.Title), Role: n.Role, Areas: areasOf(n.Role, n.Areas)}
	err := cmp.Or(s.may(access.RightUsers), complete(u), s.unused(u.Name, ""), s.mayGive(u.Areas))
	if err != nil {
		return access.User{}, err
	}
	next := s.holders.clone()
	_, _, err = s.store.Enrol(ctx, access.Newcomer{Name: u.Name, Secret: n.Passphrase, Areas: u.Areas}, func(identity string) (ledger.Change, error) {
		u.Identity = identity
		next.users[identity] = u
		return next.since(s.holders)
	})
	if err != nil {
		return access.User{}, err
	}
	s.holders = next
	s.log(ctx, access.ActionUsers, "", "add: "+u.Name)
	return u, nil
}

// RemoveUser takes a user's slot away and makes new keys for every area that they had; Rewrap
// goes through what lies under the older keys afterwards. The name stays in what they wrote.
// Faults: "access.not_allowed", "access.unknown_user", "access.not_self", "access.last_head".
func (s *Session) RemoveUser(ctx context.Context, name string) (access.User, error) {
	s.hold()
	defer s.mu.Unlock()
	u, err := s.other(name)
	if err != nil {
		return access.User{}, err
	}
	if err := s.headLeft(u); err != nil {
		return access.User{}, err
	}
	next := s.holders.clone()
	u.Left = s.moment().UTC()
	next.users[u.Identity] = u
	areas := u.HasAreas()
	for id, g := range next.grants {
		if g.Identity == u.Identity {
			areas = access.Together(areas, []access.Area{g.Area})
			delete(next.grants, id)
		}
	}
	gone := append(next.withdrawMadeBy(u), u.Identity)
	if err := s.rotate(ctx, next, areas, gone...); err != nil {
		return access.User{}, err
	}
	s.log(ctx, access.ActionUsers, "", "remove: "+u.Name)
	return u, nil
}

// withdrawMadeBy takes back the unopened envelopes that a user made, who has seen their codes and
// could come in by one. It gives the identities that go.
func (h *holders) withdrawMadeBy(u access.User) []string {
	var gone []string
	for id, e := range h.envelopes {
		made := e.MadeBy == u.Name || strings.HasPrefix(e.MadeBy, u.Name+", ")
		if made && e.Open(u.Left) {
			e.Withdrawn = u.Left
			h.envelopes[id], gone = e, append(gone, id)
		}
	}
	slices.Sort(gone)
	return gone
}

// RenewUser gives a user who has forgotten the passphrase a new one, with an identity of its own:
// the old passphrase opens nothing. Their drafts stay theirs. Faults: those of AddUser,
// "access.unknown_user", "access.own_passphrase", "access.not_for_temporary".
func (s *Session) RenewUser(ctx context.Context, name, passphrase string) (access.User, error) {
	u, err := s.renewUser(ctx, name, passphrase)
	if err != nil {
		return u, err
	}
	return u, s.outdateCopies(ctx)
}

func (s *Session) renewUser(ctx context.Context, name, passphrase string) (access.User, error) {
	s.hold()
	defer s.mu.Unlock()
	u, err := s.other(name)
	switch {
	case text.IsFault(err, "access.not_self"):
		return access.User{}, text.NewFault("access.own_passphrase")
	case err != nil:
		return access.User{}, err
	case u.Temporary():
		return access.User{}, text.NewFault("access.not_for_temporary")
	}
	if err := s.mayGive(u.HasAreas()); err != nil {
		return access.User{}, err
	}
	old := u
	old.Left = s.moment().UTC()
	u.Former, u.Areas = append(slices.Clone(u.Former), u.Identity), u.HasAreas()
	next := s.holders.clone()
	_, _, err = s.store.Enrol(ctx, access.Newcomer{Name: u.Name, Secret: passphrase, Areas: u.Areas}, func(identity string) (ledger.Change, error) {
		u.Identity = identity
		next.users[identity], next.users[old.Identity] = u, old
		return next.since(s.holders)
	})
	if err != nil {
		return access.User{}, err
	}
	s.holders = next
	s.log(ctx, access.ActionUsers, "", "renew: "+u.Name)
	return u, s.dropReplaced(ctx)
}

// dropReplaced takes the slots of identities away that a user had before. What was cut off
// between the two steps of a renewal is done at the next unlock.
func (s *Session) dropReplaced(ctx context.Context) error {
	next := s.holders.clone()
	var gone []string
	for _, u := range s.holders.users {
		for _, former := range u.Former {
			if _, waits := next.users[former]; waits {
				gone = append(gone, former)
				delete(next.users, former)
			}
		}
	}
	return s.drop(ctx, next, gone)
}

// ChangeUser changes a user's title, role and care areas; an empty title or role and nil areas
// stay as they are. An area that is taken away gets a new key, and Rewrap goes through it
// afterwards. Faults: those of AddUser, "access.unknown_user", "access.not_self",
// "access.last_head", "access.not_for_temporary".
func (s *Session) ChangeUser(ctx context.Context, name string, title string, role access.Role, areas []access.Area) (access.User, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUsers); err != nil {
		return access.User{}, err
	}
	was, ok := s.named(name)
	switch {
	case !ok:
		return access.User{}, text.NewFault("access.unknown_user")
	case was.Temporary():
		return access.User{}, text.NewFault("access.not_for_temporary")
	}
	u := was
	u.Title, u.Role = cmp.Or(tidy(title), was.Title), cmp.Or(role, was.Role)
	if areas == nil {
		areas = was.HasAreas()
	}
	u.Areas = u.Role.AreasFor(areas)
	more, fewer := without(u.Areas, was.HasAreas()), without(was.HasAreas(), u.Areas)
	self := was.Identity == s.user.Identity
	switch {
	case self && (u.Role != was.Role || len(more)+len(fewer) > 0):
		return access.User{}, text.NewFault("access.not_self")
	case !u.Role.May(access.RightUsers):
		if err := s.headLeft(was); err != nil {
			return access.User{}, err
		}
	}
	if err := cmp.Or(complete(u), s.mayGive(more)); err != nil {
		return access.User{}, err
	}
	if err := s.change(ctx, u, more, fewer); err != nil {
		return access.User{}, err
	}
	if self {
		s.user = u
	}
	s.log(ctx, access.ActionUsers, "", "change: "+u.Name)
	return u, nil
}

// change stores a user, gives the keys of more areas, and makes new ones for fewer.
func (s *Session) change(ctx context.Context, u access.User, more, fewer []access.Area) error {
	if len(more) > 0 {
		both := s.holders.clone()
		with := u
		with.Areas = access.Together(u.Areas, fewer)
		both.users[u.Identity] = with
		change, err := both.since(s.holders)
		if err != nil {
			return err
		}
		if err := s.store.Grant(ctx, u.Identity, more, change); err != nil {
			return err
		}
		s.holders = both
	}
	next := s.holders.clone()
	next.users[u.Identity] = u
	if len(fewer) > 0 {
		return s.rotate(ctx, next, fewer)
	}
	return s.enter(ctx, next)
}

// EndsAt is when a temporary's shift ends and the binder locks, in UTC; zero for everybody else.
func (s *Session) EndsAt() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.user.Until
}
