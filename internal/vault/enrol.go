package vault

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Areas are those whose content the opener can read, in order.
func (v *Vault) Areas() []access.Area { return v.ring.areas() }

// Enrol makes an identity that opens with n's name and passphrase and has the keys of n's areas,
// and of the settings, and stores with's change in the same transaction. Without name and passphrase it makes an
// envelope and returns its code this once. The second person ends opening without a name. with
// gets the identity and must not write into the vault itself. Faults: vault.name_missing,
// vault.weak_passphrase, vault.name_taken, vault.not_allowed for an area that the opener has no
// key for, and those of Commit.
func (v *Vault) Enrol(ctx context.Context, n access.Newcomer, with func(identity string) (ledger.Change, error)) (identity, code string, err error) {
	if err := v.enter(); err != nil {
		return "", "", err
	}
	defer v.leave()
	in, kind, err := enrolled(n)
	if err != nil {
		return "", "", err
	}
	self, _ := v.opener()
	who, err := freshIdentity(kind, self.root)
	if err != nil {
		return "", "", err
	}
	defer clear(who.private)
	slot, err := makeSlot(v.id, v.salt, self.cost, in, who.slotKeys)
	if err != nil {
		return "", "", err
	}
	err = v.step(ctx, func(w *writing) (ledger.Change, error) {
		if err := w.admit(who, slot, access.Together(n.Areas, []access.Area{access.AreaSettings})); err != nil {
			return ledger.Change{}, err
		}
		if kind == identityPerson {
			if _, err := v.writer.ExecContext(w.ctx, `DELETE FROM slot WHERE kind = ?`, slotSole); err != nil {
				return ledger.Change{}, storeFault("enrol", err)
			}
		}
		return with(who.id.String())
	})
	if err != nil {
		return "", "", err
	}
	if kind == identityEnvelope {
		code = in.secret
	}
	return who.id.String(), code, nil
}

// enrolled is what will open a newcomer's slot.
func enrolled(n access.Newcomer) (in secretInput, kind byte, err error) {
	for _, area := range n.Areas {
		if !area.Valid() {
			return in, 0, fmt.Errorf("vault: enrol: no area %d", area)
		}
	}
	if n.Secret == "" && n.Name == "" {
		return secretInput{kind: slotEnvelope, secret: envelopeForm.fresh()}, identityEnvelope, nil
	}
	return secretInput{kind: slotNamed, name: n.Name, secret: n.Secret}, identityPerson, presentable(n.Name, n.Secret)
}

// presentable refuses what can't be a person's slot.
func presentable(name, passphrase string) error {
	if fold(name) == "" {
		return text.NewFault("vault.name_missing")
	}
	if weak(passphrase) {
		return text.NewFault("vault.weak_passphrase")
	}
	return nil
}

// opener is who opened the vault, and how.
func (v *Vault) opener() (slotKeys, secretInput) {
	v.writing.Lock()
	defer v.writing.Unlock()
	return v.self, v.via
}

// admit stores an identity, what opens it, and its areas' keys.
func (w *writing) admit(who identity, slot slotRow, areas []access.Area) error {
	if err := addIdentity(w.ctx, w.v.writer, w.v.marks, who); err != nil {
		return err
	}
	if err := slot.store(w.ctx, w.v.writer); err != nil {
		return err
	}
	return w.give(who.receiver, areas)
}

// Drop takes identities away, with what opened them, and makes no new keys: for envelopes that
// were used or ran out. The recovery code can't be dropped. One that is gone already is no error.
func (v *Vault) Drop(ctx context.Context, identities []string, change ledger.Change) error {
	ids, err := parseIdentities(identities)
	if err != nil {
		return err
	}
	return v.step(ctx, func(w *writing) (ledger.Change, error) {
		return change, w.keptBySomebody(func() error { return w.forgetAll(ids) })
	})
}

// forgetAll refuses to forget the recovery code: ReplaceRecovery does that.
func (w *writing) forgetAll(ids []identityID) error {
	for _, id := range ids {
		_, kind, err := readIdentity(w.ctx, w.v.writer, w.v.marks, id)
		if err != nil && !errors.Is(err, errUnmarked) {
			return err
		}
		if kind == identityRecovery {
			return errors.New("vault: the recovery code can only be replaced")
		}
		if err := w.forget(id); err != nil {
			return err
		}
	}
	return nil
}

// Grant gives an identity the keys of more areas, of every generation. Fault vault.not_allowed
// for an area that the opener has no key for.
func (v *Vault) Grant(ctx context.Context, identity string, areas []access.Area, change ledger.Change) error {
	id, err := parseIdentity(identity)
	if err != nil {
		return err
	}
	return v.step(ctx, func(w *writing) (ledger.Change, error) {
		to, _, err := readIdentity(w.ctx, v.writer, v.marks, id)
		if err != nil {
			return ledger.Change{}, err
		}
		return change, w.give(to, areas)
	})
}

// Withdraw takes the keys of areas from an identity without making new ones: for a grant that ran
// out. Whoever had them may have kept them; only Rotate ends that. The settings can't be withdrawn.
func (v *Vault) Withdraw(ctx context.Context, identity string, areas []access.Area, change ledger.Change) error {
	id, err := parseIdentity(identity)
	if err != nil {
		return err
	}
	if slices.Contains(areas, access.AreaSettings) {
		return errors.New("vault: nobody opens the vault without the key of its settings")
	}
	return v.step(ctx, func(w *writing) (ledger.Change, error) {
		return change, w.keptBySomebody(func() error {
			for _, area := range areas {
				if _, err := v.writer.ExecContext(w.ctx, `DELETE FROM area_key WHERE area = ? AND identity = ?`, area, id[:]); err != nil {
					return storeFault("withdraw", err)
				}
				if id == v.self.identity {
					v.ring.drop(area)
				}
			}
			return nil
		})
	})
}
