package vault

import (
	"context"
	"crypto/hpke"
	"database/sql"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"avbrottsparm/internal/text"
)

// Founder is the first user of a new vault. The name only leads to the key; the vault keeps it
// nowhere.
type Founder struct{ Name, Passphrase string }

// surroundings is what tests replace: the clock, the waiting, the cost of a new slot.
type surroundings struct {
	now   func() time.Time
	sleep func(ctx context.Context, d time.Duration) error
	cost  cost
}

func usualSurroundings() surroundings {
	env := surroundings{now: time.Now, sleep: pause, cost: usualCost}
	if testing.Testing() {
		env.cost = testingCost
	}
	return env
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Create makes a new vault in dir and leaves it open. The recovery code opens everything, is
// returned this once and kept nowhere. Faults: vault.exists, vault.weak_passphrase,
// vault.name_missing, and those of Unlock that concern the folder.
func Create(ctx context.Context, dir string, f Founder) (v *Vault, recoveryCode string, err error) {
	return create(ctx, dir, f, usualSurroundings())
}

func create(ctx context.Context, dir string, f Founder, env surroundings) (_ *Vault, _ string, err error) {
	if fold(f.Name) == "" {
		return nil, "", text.NewFault("vault.name_missing")
	}
	if weak(f.Passphrase) {
		return nil, "", text.NewFault("vault.weak_passphrase")
	}
	if Exists(dir) {
		return nil, "", text.NewFault("vault.exists")
	}
	if err := prepare(dir); err != nil {
		return nil, "", err
	}
	v, err := lockFolder(dir, env)
	if err != nil {
		return nil, "", err
	}
	defer func() {
		if err != nil {
			err = also(err, v.abandon())
		}
	}()
	if Exists(dir) {
		return nil, "", text.NewFault("vault.exists")
	}
	code := newRecoveryCode()
	keys, err := v.found(ctx, f, code)
	if err != nil {
		return nil, "", err
	}
	if err := v.openFile(ctx); err != nil {
		return nil, "", err
	}
	if err := v.start(ctx, keys); err != nil {
		return nil, "", err
	}
	return v, code, nil
}

// Unlock opens the vault in dir for a user. An empty name means the only user of the vault.
// Faults: vault.none, vault.in_use, vault.wrong_passphrase (for a wrong name too),
// vault.not_a_vault, vault.newer_format, vault.damaged, vault.not_writable, vault.read_only,
// vault.full, vault.network, vault.busy, vault.disk.
func Unlock(ctx context.Context, dir, name, passphrase string) (*Vault, error) {
	return unlock(ctx, dir, passphraseInput(name, passphrase), usualSurroundings())
}

func passphraseInput(name, passphrase string) secretInput {
	in := secretInput{kind: slotNamed, name: name, secret: passphrase}
	if fold(name) == "" {
		in.kind = slotSole
	}
	return in
}

// UnlockRecovery opens the vault in dir with the recovery code, typed in any case, with or
// without hyphens. Faults: vault.recovery_typo and vault.recovery_length for a slip of the hand,
// vault.wrong_recovery for another vault's code, and those of Unlock.
func UnlockRecovery(ctx context.Context, dir, code string) (*Vault, error) {
	return unlockRecovery(ctx, dir, code, usualSurroundings())
}

func unlockRecovery(ctx context.Context, dir, code string, env surroundings) (*Vault, error) {
	whole, err := parseRecoveryCode(code)
	if err != nil {
		return nil, err
	}
	return unlock(ctx, dir, secretInput{kind: slotRecovery, secret: whole}, env)
}

func unlock(ctx context.Context, dir string, in secretInput, env surroundings) (_ *Vault, err error) {
	if err := inspect(filepath.Join(dir, FileName)); err != nil {
		return nil, err
	}
	v, err := lockFolder(dir, env)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = also(err, v.abandon())
		}
	}()
	if err := v.openFile(ctx); err != nil {
		return nil, err
	}
	if err := v.await(ctx); err != nil {
		return nil, err
	}
	keys, found, err := findSlot(ctx, v.writer, v.id, v.salt, in)
	if err != nil {
		return nil, err
	}
	if err := v.countTry(ctx, found); err != nil {
		return nil, err
	}
	if !found {
		if in.kind == slotRecovery {
			return nil, text.NewFault("vault.wrong_recovery")
		}
		return nil, text.NewFault("vault.wrong_passphrase")
	}
	if err := v.start(ctx, keys); err != nil {
		return nil, err
	}
	return v, nil
}

// lockFolder takes the folder and makes a vault that has nothing else yet.
func lockFolder(dir string, env surroundings) (*Vault, error) {
	lock, err := seize(dir)
	if err != nil {
		return nil, err
	}
	v := &Vault{dir: dir, lock: lock, env: env, done: make(chan struct{})}
	v.idle = sync.NewCond(&v.gate)
	return v, nil
}

// openFile opens the database and reads what lies in the clear.
func (v *Vault) openFile(ctx context.Context) error {
	path := filepath.Join(v.dir, FileName)
	if err := inspect(path); err != nil {
		return err
	}
	if err := v.keepOldFormat(path); err != nil {
		return err
	}
	var err error
	if v.db, err = openDatabase(path); err != nil {
		return err
	}
	if v.writer, err = v.db.Conn(ctx); err != nil {
		return storeFault("open", err)
	}
	if err := v.migrate(ctx); err != nil {
		return err
	}
	id, err := v.meta(ctx, metaVault)
	if err != nil {
		return err
	}
	if v.salt, err = v.meta(ctx, metaSalt); err != nil {
		return err
	}
	if len(id) != len(v.id) || len(v.salt) != saltSize {
		return text.NewFault("vault.damaged")
	}
	v.id = vaultID(id)
	return nil
}

// start takes the keys of a slot and reads the state of the vault.
func (v *Vault) start(ctx context.Context, keys slotKeys) error {
	defer clear(keys.private)
	defer clear(keys.root)
	v.identity = keys.identity
	v.root = rootFrom(keys.root)
	private, err := kem().NewPrivateKey(keys.private)
	if err != nil || identityOf(private.PublicKey().Bytes()) != keys.identity {
		return text.Because(err, "vault.damaged")
	}
	if v.byRecovery, err = v.checkIdentity(ctx, private.PublicKey()); err != nil {
		return err
	}
	if err := v.loadKeys(ctx, v.writer, private); err != nil {
		return err
	}
	if v.device, err = readDevice(v.dir); err != nil {
		return err
	}
	now, err := v.loadState(ctx, v.writer)
	if err != nil {
		return err
	}
	v.state.Store(now)
	return nil
}

// checkIdentity tells whether the opener is the recovery identity, from the vault's marked row.
func (v *Vault) checkIdentity(ctx context.Context, public hpke.PublicKey) (recovery bool, err error) {
	var kind byte
	var stored, mark []byte
	err = v.writer.QueryRowContext(ctx, `SELECT kind, public, mark FROM identity WHERE id = ?`, v.identity[:]).Scan(&kind, &stored, &mark)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, storeFault("read identity", err)
	}
	want := v.root.sign("identity", v.identity[:], []byte{kind}, public.Bytes())
	if err != nil || string(stored) != string(public.Bytes()) || string(mark) != string(want) {
		return false, text.Because(err, "vault.damaged")
	}
	return kind == identityRecovery, nil
}

// abandon lets go of everything after a failed opening.
func (v *Vault) abandon() error {
	var errs []error
	if v.writer != nil {
		errs = append(errs, v.writer.Close())
	}
	if v.db != nil {
		errs = append(errs, v.db.Close())
	}
	if v.ring != nil {
		v.ring.wipe()
	}
	v.root.wipe()
	return storeFault("let go", errors.Join(append(errs, v.lock.Unlock())...))
}
