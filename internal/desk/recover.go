package desk

import (
	"context"
	"fmt"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// unlock opens the binder in the folder and, when its file is damaged, puts it together again
// first: from the newest copy that opens and every record of the damaged file that does. What
// happened stands in Session.Recovered and in the access log.
func (d *Desk) unlock(ctx context.Context, dir string, key access.Key) (*Session, error) {
	s, err := d.into(ctx, dir, nil, func() (Store, error) { return d.Vaults.Unlock(ctx, dir, key) })
	if !damaged(err) || !d.HasBinder(dir) {
		return s, err
	}
	var what ledger.Recovery
	return d.into(ctx, dir, &what, func() (store Store, err error) {
		store, what, err = d.Vaults.Recover(ctx, dir, key, nil)
		return store, err
	})
}

// into makes a session of a vault in a folder.
func (d *Desk) into(ctx context.Context, dir string, recovered *ledger.Recovery, open func() (Store, error)) (*Session, error) {
	store, err := open()
	if err != nil {
		return nil, err
	}
	s, err := d.open(ctx, store)
	if err != nil {
		return nil, err
	}
	s.dir, s.recovered = dir, recovered
	if recovered != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.log(ctx, access.ActionRestore, "", fmt.Sprint(recovered.Records+recovered.Items+recovered.Drafts))
	}
	return s, nil
}

// damaged tells whether a vault's own file is the reason that it does not open.
func damaged(err error) bool {
	return text.IsFault(err, "vault.damaged") || text.IsFault(err, "vault.not_a_vault")
}

// Recovered is what happened when the binder's damaged file was put together again at this
// unlock; nil when it was whole.
func (s *Session) Recovered() *ledger.Recovery { return s.recovered }
