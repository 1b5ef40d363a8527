package vault

import (
	"context"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Everything in this file is a placeholder: KEYS replaces it.

func notBuilt() error { return text.NewFault("vault.not_allowed") }

func Open(ctx context.Context, dir string, key access.Key) (*Vault, error) {
	if key.Recovery != "" {
		return UnlockRecovery(ctx, dir, key.Recovery)
	}
	return Unlock(ctx, dir, key.Name, key.Passphrase)
}
func Wait(ctx context.Context, dir string) (time.Duration, error) { return 0, nil }
func (v *Vault) Areas() []access.Area {
	var areas []access.Area
	for _, a := range access.Areas() {
		if k := v.ring.current[a]; k != nil && (k.public == nil || k.private != nil) {
			areas = append(areas, a)
		}
	}
	return areas
}
func (v *Vault) Enrol(ctx context.Context, n access.Newcomer, with func(string) (ledger.Change, error)) (string, string, error) {
	return "", "", notBuilt()
}
func (v *Vault) Arrive(ctx context.Context, name, passphrase string, change ledger.Change) error {
	return notBuilt()
}
func (v *Vault) Redeem(ctx context.Context, code string, with func(string, []access.Area) (ledger.Change, error)) error {
	return notBuilt()
}
func (v *Vault) ChangePassphrase(ctx context.Context, name, current, fresh string) error {
	return notBuilt()
}
func (v *Vault) ReplaceRecovery(ctx context.Context, with func(string) (ledger.Change, error)) (string, error) {
	return "", notBuilt()
}
func (v *Vault) RecoveryIdentity(ctx context.Context) (string, error) { return "", notBuilt() }
func (v *Vault) Drop(ctx context.Context, identities []string, change ledger.Change) error {
	return notBuilt()
}
func (v *Vault) Grant(ctx context.Context, identity string, areas []access.Area, change ledger.Change) error {
	return notBuilt()
}
func (v *Vault) Withdraw(ctx context.Context, identity string, areas []access.Area, change ledger.Change) error {
	return notBuilt()
}
func (v *Vault) Rotate(ctx context.Context, r access.Rotation, change ledger.Change) error {
	return notBuilt()
}
func (v *Vault) Rewrap(ctx context.Context, progress func(done, total int)) error { return notBuilt() }
func (v *Vault) RewrapLeft(ctx context.Context) (int, error)                      { return 0, nil }
