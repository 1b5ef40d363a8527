package desk

import (
	"context"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// ReplaceRecovery makes a new recovery code, which is returned this once; the old one opens
// nothing, and the areas get new keys, since whoever has the old paper may have a copy of the
// file too. Rewrap goes through what lies under the older keys afterwards. Faults:
// "access.not_allowed", "access.not_yours_to_give" for whoever lacks an area, those of the vault.
func (s *Session) ReplaceRecovery(ctx context.Context) (string, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUsers); err != nil {
		return "", err
	}
	if err := s.mayGive(access.Areas()); err != nil {
		return "", err
	}
	next := s.holders.clone()
	code, err := s.store.ReplaceRecovery(ctx, func(identity string) (ledger.Change, error) {
		next.keeper = access.Keeper{Identity: identity, Made: s.moment().UTC()}
		return next.since(s.holders)
	})
	if err != nil {
		return "", err
	}
	s.holders = next
	if s.store.ByRecovery() {
		s.user.Identity = s.store.Identity()
	}
	detail := "recovery"
	if err := s.rotate(ctx, next.clone(), access.Areas()); err != nil {
		detail = "unrotated" // the new code is on its way to paper, and must be shown
	}
	s.log(ctx, access.ActionUsers, "", detail)
	return code, nil
}

// ConfirmRecovery notes that somebody has the recovery code on paper.
func (s *Session) ConfirmRecovery(ctx context.Context) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUsers); err != nil {
		return err
	}
	next := s.holders.clone()
	next.keeper.Shown = true
	return s.enter(ctx, next)
}

// RecoveryUnconfirmed tells that nobody has confirmed to have the recovery code on paper.
func (s *Session) RecoveryUnconfirmed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.holders.keeper.Identity != "" && !s.holders.keeper.Shown
}

// Rewrap brings what lies under older keys under the newest ones, and makes the copies beside the
// vault anew when all of it is done. It may be stopped at any point and goes on from there. It
// needs no right: it shows and changes nothing, and whoever is at the laptop may let it finish.
func (s *Session) Rewrap(ctx context.Context, progress func(done, total int)) error {
	if err := s.store.Rewrap(ctx, progress); err != nil {
		return err
	}
	_, err := s.store.RenewCopies(ctx, nil)
	return err
}

// RewrapLeft is how many bodies still lie under older keys, and copies beside the vault that those
// keys open; zero also when it can't be told.
func (s *Session) RewrapLeft(ctx context.Context) int {
	s.mu.Lock()
	rotated := s.holders.keeper.Rotated
	s.mu.Unlock()
	left, err := s.store.RewrapLeft(ctx)
	if err != nil || rotated.IsZero() {
		return left
	}
	kept, err := s.store.Kept(ctx)
	if err != nil {
		return left
	}
	for _, c := range kept {
		if c.Taken.Before(rotated.Truncate(time.Second)) { // a copy's name knows seconds only
			left++
		}
	}
	return left
}
