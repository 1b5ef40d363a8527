package desk

import (
	"context"
	"errors"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// admit tells whether the one who opened the vault may have the binder, and puts the keys in
// order: an envelope only opens for whoever says their name, and a shift that is over or a user
// who left opens nothing although the slot may still be there. Faults: "access.left",
// "access.shift_over", "access.envelope_used".
func (s *Session) admit(ctx context.Context) error {
	if err := s.settle(ctx); err != nil {
		// Reading is never refused because a folder can't be written; the next unlock tries again.
		s.log(ctx, access.ActionUsers, "", "waits")
	}
	u, known := s.holders.users[s.store.Identity()]
	switch {
	case known && u.Temporary() && !u.Active(s.moment()):
		return text.NewFault("access.shift_over")
	case known && !u.Left.IsZero(), !known && !s.store.ByRecovery() && s.altered == nil:
		return text.NewFault("access.left") // whoever the settings don't name has no business here
	}
	return nil
}

// settle puts the keys in order after an unlock: what ran out goes, and a binder of the first
// format learns who holds what. A folder that can't be written is left for the next time.
func (s *Session) settle(ctx context.Context) error {
	if s.store.ReadOnly() {
		return nil
	}
	return errors.Join(s.adopt(ctx), s.dropReplaced(ctx), s.dropLapsed(ctx), s.withdrawLapsed(ctx))
}

// adopt writes down, in a binder of the first format, the identity of the recovery code and the
// founder's areas.
func (s *Session) adopt(ctx context.Context) error {
	if s.holders.keeper.Identity != "" || !s.user.Role.May(access.RightUsers) {
		return nil
	}
	identity, err := s.store.RecoveryIdentity(ctx)
	if err != nil {
		return err
	}
	next := s.holders.clone()
	next.keeper = access.Keeper{Identity: identity, Shown: true}
	for id, u := range next.users {
		u.Areas = u.HasAreas()
		next.users[id] = u
	}
	return s.enter(ctx, next)
}

// dropLapsed takes the slots of shifts that are over and of shift envelopes that nobody used.
func (s *Session) dropLapsed(ctx context.Context) error {
	now := s.moment()
	next := s.holders.clone()
	var gone, told []string
	for id, u := range next.users {
		if u.Left.IsZero() && !u.Active(now) {
			u.Left = u.Until
			next.users[id], gone, told = u, append(gone, id), append(told, u.Name)
		}
	}
	for id, e := range next.envelopes {
		if e.Opened.IsZero() && e.Withdrawn.IsZero() && !e.Open(now) {
			e.Withdrawn = e.Until
			next.envelopes[id], gone, told = e, append(gone, id), append(told, e.ID)
		}
	}
	if err := s.drop(ctx, next, gone); err != nil {
		return err
	}
	slices.Sort(told)
	for _, who := range told {
		s.log(ctx, access.ActionUsers, "", "lapse: "+who)
	}
	return nil
}

// withdrawLapsed takes the keys of areas that were opened for a night, unless the user was given
// the area meanwhile.
func (s *Session) withdrawLapsed(ctx context.Context) error {
	now := s.moment()
	for id, g := range s.holders.grants {
		if g.Active(now) {
			continue
		}
		next := s.holders.clone()
		delete(next.grants, id)
		if slices.Contains(next.of(g.Area, now), g.Identity) {
			if err := s.enter(ctx, next); err != nil {
				return err
			}
			continue
		}
		change, err := next.since(s.holders)
		if err != nil {
			return err
		}
		if err := s.store.Withdraw(ctx, g.Identity, []access.Area{g.Area}, change); err != nil {
			return err
		}
		s.holders = next
		s.log(ctx, access.ActionUsers, "", "lapse: "+next.users[g.Identity].Name)
		if g.Identity == s.user.Identity {
			if err := s.reload(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}
