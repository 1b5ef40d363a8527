package desk

import (
	"context"
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
	store, err := d.Vaults.Unlock(ctx, dir, key)
	if err == nil {
		var s *Session
		if s, err = enter(store); err == nil {
			s.dir = dir
			return s, nil
		}
	}
	if !damaged(err) || !d.HasBinder(dir) {
		return nil, err
	}
	store, what, failed := d.Vaults.Recover(ctx, dir, key, nil)
	switch {
	case damaged(failed): // nothing of it opens: what was met first says it best
		return nil, err
	case failed != nil:
		return nil, failed
	}
	s, err := enter(store)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dir, s.recovered = dir, &what
	s.log(ctx, access.ActionRestore, "", strconv.Itoa(what.Records+what.Items+what.Drafts))
	return s, nil
}

// damaged tells whether a vault's own file is the reason that it does not open.
func damaged(err error) bool {
	return text.IsFault(err, "vault.damaged") || text.IsFault(err, "vault.not_a_vault")
}

// Recovered is what happened when the binder's damaged file was put together again at this
// unlock; nil when it was whole.
func (s *Session) Recovered() *ledger.Recovery { return s.recovered }
