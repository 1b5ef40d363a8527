package desk

import (
	"context"
	"errors"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// ChangePassphrase gives the one who opened the binder another passphrase. Faults:
// "access.no_passphrase", those of the vault.
func (s *Session) ChangePassphrase(ctx context.Context, current, fresh string) error {
	if err := s.changePassphrase(ctx, current, fresh); err != nil {
		return err
	}
	return s.outdateCopies(ctx)
}

func (s *Session) changePassphrase(ctx context.Context, current, fresh string) error {
	s.hold()
	defer s.mu.Unlock()
	if s.store.ByRecovery() {
		return text.NewFault("access.no_passphrase")
	}
	if err := s.store.ChangePassphrase(ctx, s.user.Name, current, fresh); err != nil {
		return err
	}
	s.log(ctx, access.ActionPassphrase, "", "")
	return nil
}

// outdateCopies makes the copies beside the binder anew after a passphrase was changed: the older
// ones open with the old one, and none with the one that whoever finds the binder damaged will
// type. Where something in the binder does not hold, the older copies are what mends it: then one
// is added, and they stay. What fails now is left to Rewrap, which knows which copies are too old.
func (s *Session) outdateCopies(ctx context.Context) error {
	if s.ReadOnly() {
		return nil
	}
	report, err := s.store.Verify(ctx, nil)
	if err == nil && !report.OK() {
		_, err = s.store.KeepCopy(ctx, nil)
		return s.leftToRewrap(ctx, err)
	}
	if err == nil {
		_, err = s.store.RenewCopies(ctx, nil)
	}
	return s.leftToRewrap(ctx, err)
}

func (s *Session) leftToRewrap(ctx context.Context, failed error) error {
	if failed == nil {
		return nil
	}
	s.hold()
	defer s.mu.Unlock()
	next := s.holders.clone()
	next.keeper.Rotated = s.desk.now().UTC().Truncate(time.Second)
	if err := s.enter(context.WithoutCancel(ctx), next); err != nil {
		return errors.Join(failed, err)
	}
	return nil
}
