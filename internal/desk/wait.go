package desk

import (
	"context"
	"time"
)

// Wait is how long the next try to open the binder in a folder has to wait after wrong ones, the
// same whether a name exists or not; zero also when it can't be told.
func (d *Desk) Wait(ctx context.Context, dir string) time.Duration {
	left, err := d.Vaults.Wait(ctx, dir)
	if err != nil {
		return 0
	}
	return left
}
