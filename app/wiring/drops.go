package wiring

import (
	"context"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/inbox"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/vault"
)

// drops watches drop folders and seals what settles there beside the vault.
type drops struct {
	clock inbox.Clock // nil for the computer's
}

func (drops) Kept(dir string) (ledger.Drop, error) { return vault.ReadDrop(dir) }

func (drops) Waiting(dir string) (int, error) { return vault.Waiting(dir) }

func (d drops) Watch(ctx context.Context, what desk.Watching, tell func(ledger.Dropped)) error {
	w := inbox.New(inbox.Params{
		Folder: what.Drop.Folder, MoveTo: what.Drop.MoveTo, Limit: what.Limit, Tell: tell, Clock: d.clock, Between: what.Between,
		Take: func(ctx context.Context, f inbox.File) error {
			_, err := vault.Seal(ctx, what.Dir, f.Label, f.Bytes)
			return err
		},
	})
	if what.Once {
		return w.Once(ctx)
	}
	return w.Run(ctx)
}
