package vault

import (
	"context"
	"database/sql"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// ChangePassphrase gives the opener another passphrase, another name, or both. While the vault has
// one user it opens without a name afterwards too. A wrong current passphrase counts as one at the
// lock screen, and waits as there. Faults: vault.wrong_passphrase, vault.name_missing,
// vault.weak_passphrase, vault.name_taken, vault.not_allowed for whoever came with a code, and
// those of Commit.
func (v *Vault) ChangePassphrase(ctx context.Context, name, current, fresh string) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	if err := presentable(name, fresh); err != nil {
		return err
	}
	self, via := v.opener()
	if via.kind != slotNamed && via.kind != slotSole {
		return text.NewFault("vault.not_allowed")
	}
	if err := v.confirm(ctx, via, secretInput{kind: slotNamed, name: name}, current); err != nil {
		return err
	}
	var slots []slotRow
	for _, in := range []secretInput{passphraseInput(name, fresh), passphraseInput("", fresh)} {
		slot, err := makeSlot(v.id, v.salt, self.cost, in, self)
		if err != nil {
			return err
		}
		slots = append(slots, slot)
	}
	err := v.step(ctx, func(w *writing) (ledger.Change, error) {
		return ledger.Change{}, w.replaceSlots(self.identity, slots[0], slots[1])
	})
	if err == nil {
		v.cameBy(secretInput{kind: slotNamed, name: name})
	}
	return err
}

// Confirm sees that a secret is the one that the vault was opened with: the opener's passphrase, or the
// recovery or envelope code. Name is the opener's, for a vault that was opened without one before a second
// user came. Nothing changes but the count of wrong tries, which wait as at the lock screen. Faults:
// vault.wrong_passphrase, vault.wrong_recovery, vault.wrong_envelope, those of a code that was mistyped.
func (v *Vault) Confirm(ctx context.Context, name, secret string) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	key := access.Key{Passphrase: secret}
	_, via := v.opener()
	switch via.kind {
	case slotRecovery:
		key = access.Key{Recovery: secret}
	case slotEnvelope:
		key = access.Key{Envelope: secret}
	}
	in, err := inputOf(key)
	if err != nil {
		return err
	}
	return v.confirm(ctx, via, secretInput{kind: slotNamed, name: name}, in.secret)
}

// confirm sees that the opener knows their own passphrase: under what they came in with, or, when
// the slot without a name went because a second user came, under their name.
func (v *Vault) confirm(ctx context.Context, via, named secretInput, current string) error {
	v.writing.Lock()
	earned, err := v.readTries(ctx)
	v.writing.Unlock()
	if err != nil {
		return err
	}
	if left := earned.left(v.env.now()); left > 0 {
		if err := v.env.sleep(ctx, left); err != nil {
			return err
		}
	}
	inputs := []secretInput{via}
	if via.kind == slotSole {
		inputs = append(inputs, named)
	}
	found := false
	for _, in := range inputs {
		in.secret = current
		err := v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
			keys, opened, err := findSlot(bare, conn, v.id, v.salt, in)
			found = found || (opened && keys.identity == v.self.identity)
			keys.wipe()
			return err
		})
		if err != nil {
			return err
		}
	}
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.countTry(ctx, found); err != nil {
		return err
	}
	if !found {
		return via.wrong()
	}
	return nil
}

// replaceSlots puts a person's slots in the place of the old ones; the one without a name only
// where there was one.
func (w *writing) replaceSlots(id identityID, named, sole slotRow) error {
	if _, err := w.dropSlots(id, slotNamed); err != nil {
		return err
	}
	alone, err := w.dropSlots(id, slotSole)
	if err != nil {
		return err
	}
	if err := named.store(w.ctx, w.v.writer); err != nil || alone == 0 {
		return err
	}
	return sole.store(w.ctx, w.v.writer)
}
