package vault

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Arrive turns the envelope that opened the vault into a personal slot of the same identity, so
// that the code opens nothing any more, and stores the change with it. Faults:
// vault.not_allowed when no envelope opened the vault, and those of Enrol.
func (v *Vault) Arrive(ctx context.Context, name, passphrase string, change ledger.Change) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	if err := presentable(name, passphrase); err != nil {
		return err
	}
	self, via := v.opener()
	if via.kind != slotEnvelope {
		return text.NewFault("vault.not_allowed")
	}
	slot, err := makeSlot(v.id, v.salt, self.cost, secretInput{kind: slotNamed, name: name, secret: passphrase}, self)
	if err != nil {
		return err
	}
	err = v.step(ctx, func(w *writing) (ledger.Change, error) {
		if n, err := w.dropSlots(self.identity, slotEnvelope); err != nil || n == 0 {
			return ledger.Change{}, text.Because(err, "vault.not_allowed")
		}
		return change, slot.store(w.ctx, v.writer)
	})
	if err == nil {
		v.cameBy(secretInput{kind: slotNamed, name: name})
	}
	return err
}

// cameBy remembers under what the opener's slot lies now.
func (v *Vault) cameBy(in secretInput) {
	v.writing.Lock()
	defer v.writing.Unlock()
	v.via = in
}

// dropSlots takes slots of a kind away and tells how many there were.
func (w *writing) dropSlots(id identityID, kind byte) (int64, error) {
	done, err := w.v.writer.ExecContext(w.ctx, `DELETE FROM slot WHERE identity = ? AND kind = ?`, id[:], kind)
	if err != nil {
		return 0, storeFault("drop slot", err)
	}
	return done.RowsAffected()
}

// Redeem opens an envelope inside an open vault: the keys that it has and the opener lacks are
// wrapped to the opener and used from now on, and the envelope is gone. with gets its identity
// and the areas that the opener gains, and may refuse; it must not write into the vault itself.
// Faults: vault.envelope_typo, vault.envelope_length, vault.wrong_envelope, and those of Commit.
func (v *Vault) Redeem(ctx context.Context, code string, with func(identity string, areas []access.Area) (ledger.Change, error)) error {
	in, err := inputOf(access.Key{Envelope: code})
	if err != nil {
		return err
	}
	var inside slotKeys
	found := false
	err = v.read(ctx, func(bare context.Context, conn *sql.Conn) (err error) {
		inside, found, err = findSlot(bare, conn, v.id, v.salt, in)
		return err
	})
	if err != nil {
		return err
	}
	defer inside.wipe()
	if !found {
		return in.wrong()
	}
	return v.step(ctx, func(w *writing) (ledger.Change, error) {
		if inside.identity == v.self.identity {
			return ledger.Change{}, text.NewFault("vault.not_allowed")
		}
		theirs, err := w.keysInside(inside)
		if err != nil {
			return ledger.Change{}, err
		}
		had := v.ring.areas()
		gained := slices.DeleteFunc(theirs.areas(), func(a access.Area) bool { return slices.Contains(had, a) })
		change, err := with(inside.identity.String(), gained)
		if err != nil {
			return ledger.Change{}, err
		}
		if err := w.takeOver(theirs, gained); err != nil {
			return ledger.Change{}, err
		}
		return change, w.forget(inside.identity)
	})
}

// keysInside are the area keys that an envelope holds.
func (w *writing) keysInside(inside slotKeys) (*keyring, error) {
	_, kind, err := readIdentity(w.ctx, w.v.writer, w.v.marks, inside.identity)
	if errors.Is(err, errUnmarked) || (err == nil && kind != identityEnvelope) {
		return nil, text.Because(err, "vault.wrong_envelope") // used between the look and now
	}
	if err != nil {
		return nil, err
	}
	private, err := kem().NewPrivateKey(inside.private)
	if err != nil {
		return nil, text.Because(err, "vault.damaged")
	}
	theirs, _, _, err := w.v.readKeys(w.ctx, w.v.writer, inside.identity, private)
	return theirs, err
}

// takeOver wraps another ring's keys of areas to the opener, who uses them from now on.
func (w *writing) takeOver(theirs *keyring, areas []access.Area) error {
	v := w.v
	me, _, err := readIdentity(w.ctx, v.writer, v.marks, v.self.identity)
	if err != nil {
		return err
	}
	for _, area := range areas {
		for _, k := range theirs.all(area) {
			if err := addAreaKey(w.ctx, v.writer, v.id, v.marks, k, me); err != nil {
				return err
			}
			v.ring.add(k)
		}
	}
	return nil
}
