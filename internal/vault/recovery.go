package vault

import (
	"context"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// ReplaceRecovery makes a new recovery identity with the keys of every area, and its code, which
// is returned this once. The old code opens nothing from then on. with gets the new identity and
// must not write into the vault itself. Faults: vault.not_allowed for whoever does not have the
// keys of all areas, and those of Commit.
func (v *Vault) ReplaceRecovery(ctx context.Context, with func(identity string) (ledger.Change, error)) (code string, err error) {
	if err := v.enter(); err != nil {
		return "", err
	}
	defer v.leave()
	if len(v.Areas()) < len(access.Areas()) {
		return "", text.NewFault("vault.not_allowed")
	}
	self, _ := v.opener()
	who, err := freshIdentity(identityRecovery, self.root)
	if err != nil {
		return "", err
	}
	code = recoveryForm.fresh()
	slot, err := makeSlot(v.id, v.salt, self.cost, secretInput{kind: slotRecovery, secret: code}, who.slotKeys)
	if err != nil {
		return "", err
	}
	err = v.step(ctx, func(w *writing) (ledger.Change, error) {
		if err := w.forgetRecovery(); err != nil {
			return ledger.Change{}, err
		}
		if err := w.admit(who, slot, access.Areas()); err != nil {
			return ledger.Change{}, err
		}
		return with(who.id.String())
	})
	if err != nil {
		clear(who.private)
		return "", err
	}
	v.follow(who)
	return code, nil
}

// follow lets a session that the old code opened go on as the new recovery identity.
func (v *Vault) follow(who identity) {
	v.writing.Lock()
	defer v.writing.Unlock()
	if !v.byRecovery {
		clear(who.private)
		return
	}
	who.slotKeys.cost = v.self.cost
	clear(v.self.private)
	v.self = who.slotKeys
	v.gate.Lock()
	defer v.gate.Unlock()
	v.identity = who.id
}

// forgetRecovery takes every recovery identity away, and every slot of that kind.
func (w *writing) forgetRecovery() error {
	old, err := w.recoveryIdentities()
	if err != nil {
		return err
	}
	for _, id := range old {
		if err := w.forget(id); err != nil {
			return err
		}
	}
	_, err = w.v.writer.ExecContext(w.ctx, `DELETE FROM slot WHERE kind = ?`, slotRecovery)
	return storeFault("replace recovery", err)
}

func (w *writing) recoveryIdentities() ([]identityID, error) {
	return w.v.identitiesOf(w.ctx, identityRecovery)
}

// identitiesOf lists the identities of a kind, in whatever state their rows are. It needs the
// writing lock.
func (v *Vault) identitiesOf(ctx context.Context, kind byte) ([]identityID, error) {
	rows, err := v.writer.QueryContext(ctx, `SELECT id FROM identity WHERE kind = ?`, kind)
	if err != nil {
		return nil, storeFault("read identities", err)
	}
	defer rows.Close()
	var ids []identityID
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil || len(id) != len(identityID{}) {
			return nil, text.Because(err, "vault.damaged")
		}
		ids = append(ids, identityID(id))
	}
	return ids, storeFault("read identities", rows.Err())
}

// RecoveryIdentity is the identity of the recovery code, for settings that do not name it yet, as
// in a vault of the first format. It is the only one of its kind that bears the vault's mark;
// when there is none or another, the fault is vault.damaged.
func (v *Vault) RecoveryIdentity(ctx context.Context) (string, error) {
	if err := v.enter(); err != nil {
		return "", err
	}
	defer v.leave()
	v.writing.Lock()
	defer v.writing.Unlock()
	ids, err := v.identitiesOf(ctx, identityRecovery)
	if err != nil {
		return "", err
	}
	ids = slices.DeleteFunc(ids, func(id identityID) bool {
		_, _, err := readIdentity(ctx, v.writer, v.marks, id)
		return err != nil
	})
	if len(ids) != 1 {
		return "", text.NewFault("vault.damaged")
	}
	return ids[0].String(), nil
}
