package desk

import (
	"context"
	"errors"
	"strconv"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// unlock opens the binder in the folder for a user or with the recovery code.
func (d *Desk) unlock(ctx context.Context, dir string, key access.Key) (*Session, error) {
	return d.mending(ctx, dir, key, func(store Store) (*Session, error) { return d.open(ctx, store) })
}

// mending opens a vault and lets enter make a session of it. When the file is damaged, it is put
// together again first: from the newest copy that opens and every record of the damaged file that
// does. What happened stands in Session.Recovered and in the access log.
func (d *Desk) mending(ctx context.Context, dir string, key access.Key, enter func(Store) (*Session, error)) (*Session, error) {
	met := text.NewFault("vault.damaged")
	if !d.wasHurt(dir) {
		s, err := d.whole(ctx, dir, key, enter)
		if err == nil && s.spoiled && !s.ReadOnly() {
			// It can be read, but takes nothing any more: better mended now than met while writing.
			if err := s.Lock(); err != nil {
				return nil, err
			}
			d.hurtIs(dir)
			if s, err := d.mending(ctx, dir, key, enter); err == nil {
				return s, nil
			}
			d.mended(dir)
			return d.whole(ctx, dir, key, enter)
		}
		if !damaged(err) || !d.HasBinder(dir) {
			return s, err
		}
		errors.As(err, &met)
	}
	store, what, err := d.Vaults.Recover(ctx, dir, key, nil)
	switch {
	case damaged(err): // nothing of it opens: what was met first says it best
		return nil, met
	case text.IsFault(err, "vault.wrong_passphrase"), text.IsFault(err, "vault.wrong_recovery"):
		return nil, text.Because(err, "vault.damaged_key") // right or wrong: the copy may be from before a change
	case err != nil:
		return nil, err
	}
	s, err := enter(store)
	if err != nil {
		return nil, err
	}
	d.mended(dir)
	s.dir = dir
	if !what.At.IsZero() { // otherwise there was nothing to mend any more
		s.mu.Lock()
		defer s.mu.Unlock()
		s.recovered = &what
		s.log(ctx, access.ActionRestore, "", strconv.Itoa(what.Records+what.Items+what.Drafts))
	}
	return s, nil
}

// whole opens a vault as it is.
func (d *Desk) whole(ctx context.Context, dir string, key access.Key, enter func(Store) (*Session, error)) (*Session, error) {
	store, err := d.Vaults.Unlock(ctx, dir, key)
	if err != nil {
		return nil, err
	}
	from, keys, err := d.regainEveryones(ctx, store)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	s, err := enter(store)
	if err != nil {
		return nil, err
	}
	s.dir = dir
	if err := s.regainAtUnlock(ctx, from, keys); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return s, nil
}

// met remembers that an open vault turned out to be damaged, in a part that unlocking does not
// read: the next unlock mends it. It gives the error back.
func (s *Session) met(err error) error {
	if damaged(err) {
		s.desk.hurtIs(s.dir)
	}
	return err
}

func (d *Desk) hurtIs(dir string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hurt[dir] = true
}

func (d *Desk) wasHurt(dir string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.hurt[dir]
}

func (d *Desk) mended(dir string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.hurt, dir)
}

// damaged tells whether a vault's own file is the reason that it does not open.
func damaged(err error) bool {
	return text.IsFault(err, "vault.damaged") || text.IsFault(err, "vault.not_a_vault")
}

// Recovered is what happened when the binder's damaged file was put together again at this
// unlock; nil when it was whole.
func (s *Session) Recovered() *ledger.Recovery { return s.recovered }
