package vault

import (
	"context"
	"errors"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// Founder is the first user of a new vault. The name only leads to the key; the vault keeps it
// nowhere.
type Founder struct{ Name, Passphrase string }

// surroundings is what tests replace: the clock, the waiting, the cost of a new vault's slots,
// which is measured where it is not given.
type surroundings struct {
	now   func() time.Time
	sleep func(ctx context.Context, d time.Duration) error
	cost  cost
}

func usualSurroundings() surroundings {
	env := surroundings{now: time.Now, sleep: pause}
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
	if v.env.cost == (cost{}) {
		v.env.cost = calibrate(timed)
	}
	code := recoveryForm.fresh()
	keys, err := v.found(ctx, f, code)
	if err != nil {
		return nil, "", err
	}
	if err := v.openFile(ctx); err != nil {
		return nil, "", err
	}
	if err := v.start(ctx, keys, passphraseInput(f.Name, f.Passphrase)); err != nil {
		return nil, "", err
	}
	return v, code, nil
}

// Open opens the vault in dir with what a person typed. Faults: vault.none, vault.in_use,
// vault.wrong_passphrase (for a wrong name too), vault.wrong_recovery, vault.wrong_envelope (for a
// code that was used or ran out too), vault.recovery_typo, vault.recovery_length,
// vault.envelope_typo and vault.envelope_length for a slip of the hand, vault.not_a_vault,
// vault.newer_format, vault.foreign, vault.damaged, vault.not_writable, vault.read_only,
// vault.full, vault.network, vault.busy, vault.disk.
func Open(ctx context.Context, dir string, key access.Key) (*Vault, error) {
	in, err := inputOf(key)
	if err != nil {
		return nil, err
	}
	return unlock(ctx, dir, in, usualSurroundings())
}

// Unlock opens the vault in dir for a user. An empty name means the only user of the vault.
func Unlock(ctx context.Context, dir, name, passphrase string) (*Vault, error) {
	return Open(ctx, dir, access.Key{Name: name, Passphrase: passphrase})
}

// UnlockRecovery opens the vault in dir with the recovery code.
func UnlockRecovery(ctx context.Context, dir, code string) (*Vault, error) {
	return Open(ctx, dir, access.Key{Recovery: code})
}

// inputOf reads what was typed; a code with a slip is told before anything is derived.
func inputOf(key access.Key) (in secretInput, err error) {
	switch {
	case key.Recovery != "":
		in.kind = slotRecovery
		in.secret, err = recoveryForm.parse(key.Recovery)
	case key.Envelope != "":
		in.kind = slotEnvelope
		in.secret, err = envelopeForm.parse(key.Envelope)
	default:
		in = passphraseInput(key.Name, key.Passphrase)
	}
	return in, err
}

// wrong is the fault for a secret that opens nothing. It is the same for a name that is not
// there, a passphrase that is not that name's, and a user who was removed.
func (in secretInput) wrong() error {
	switch in.kind {
	case slotRecovery:
		return text.NewFault("vault.wrong_recovery")
	case slotEnvelope:
		return text.NewFault("vault.wrong_envelope")
	}
	return text.NewFault("vault.wrong_passphrase")
}

func passphraseInput(name, passphrase string) secretInput {
	in := secretInput{kind: slotNamed, name: name, secret: passphrase}
	if fold(name) == "" {
		in.kind = slotSole
	}
	return in
}

func unlock(ctx context.Context, dir string, in secretInput, env surroundings) (*Vault, error) {
	var waited tries
	for {
		v, earned, err := try(ctx, dir, in, env, waited)
		if err != nil || v != nil {
			return v, err
		}
		// The folder is free while this one waits, for a colleague who has the right passphrase.
		if err := env.sleep(ctx, earned.left(env.now())); err != nil {
			return nil, err
		}
		waited = earned
	}
}

// try opens the vault, unless earlier wrong tries have earned a delay that was not waited yet: then
// it gives them back and nothing is held.
func try(ctx context.Context, dir string, in secretInput, env surroundings, waited tries) (_ *Vault, _ tries, err error) {
	v, err := reach(ctx, dir, env)
	if err != nil {
		return nil, tries{}, err
	}
	open := false
	defer func() {
		if !open {
			err = also(err, v.abandon())
		}
	}()
	earned, err := v.readTries(ctx)
	if err != nil {
		return nil, tries{}, err
	}
	if earned != waited && earned.left(env.now()) > 0 {
		return nil, earned, nil
	}
	keys, found, err := v.findOwn(ctx, in)
	if err != nil {
		return nil, tries{}, err
	}
	if err := v.countTry(ctx, found); err != nil {
		return nil, tries{}, err
	}
	if !found {
		return nil, tries{}, in.wrong()
	}
	if err := v.start(ctx, keys, in); err != nil {
		return nil, tries{}, err
	}
	open = true
	return v, tries{}, nil
}

// start takes the keys of a slot, which it keeps until the vault is closed, and reads the state.
func (v *Vault) start(ctx context.Context, keys slotKeys, in secretInput) error {
	in.secret = ""
	v.identity, v.self, v.via = keys.identity, keys, in
	v.root = rootFrom(keys.root)
	private, err := kem().NewPrivateKey(keys.private)
	if err != nil || identityOf(private.PublicKey().Bytes()) != keys.identity {
		return text.Because(err, "vault.damaged")
	}
	if err := v.loadKeys(ctx, v.writer, private); err != nil {
		return err
	}
	_, kind, err := readIdentity(ctx, v.writer, v.marks, keys.identity)
	if errors.Is(err, errUnmarked) {
		return text.Because(err, "vault.damaged")
	}
	if err != nil {
		return err
	}
	v.byRecovery = kind == identityRecovery
	if v.private == nil {
		if v.device, err = readDevice(v.dir); err != nil {
			return err
		}
	}
	now, err := v.loadState(ctx, v.writer)
	if err != nil {
		return err
	}
	v.state.Store(now)
	return nil
}
