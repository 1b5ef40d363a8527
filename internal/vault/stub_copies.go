package vault

import (
	"context"
	"io"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// Everything in this file is a placeholder: COPIES replaces it.

func (v *Vault) ReadOnly() bool { return false }
func (v *Vault) KeepCopy(ctx context.Context, progress func(done, total int)) (ledger.Copy, error) {
	return ledger.Copy{}, notBuilt()
}
func (v *Vault) RenewCopies(ctx context.Context, progress func(done, total int)) (ledger.Copy, error) {
	return ledger.Copy{}, notBuilt()
}
func (v *Vault) Kept(ctx context.Context) ([]ledger.Copy, error)     { return nil, nil }
func (v *Vault) Export(ctx context.Context, out io.Writer) error { return notBuilt() }
func (v *Vault) Compare(ctx context.Context, file string, key access.Key) (ledger.Difference, error) {
	return ledger.Difference{}, notBuilt()
}
func (v *Vault) Merge(ctx context.Context, file string, key access.Key, progress func(done, total int)) (ledger.Difference, error) {
	return ledger.Difference{}, notBuilt()
}
func Recover(ctx context.Context, dir string, key access.Key, progress func(done, total int)) (*Vault, ledger.Recovery, error) {
	return nil, ledger.Recovery{}, notBuilt()
}
func Place(ctx context.Context, dir, file string) error { return notBuilt() }
