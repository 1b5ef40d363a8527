package vault

import (
	"bytes"
	"context"
	"path/filepath"
	"reflect"

	"avbrottsparm/internal/text"
)

// The columns of a slot's row, in the order of the table.
const (
	slotID = iota
	slotKind
	slotOwner
	slotMemory
	slotPasses
	slotLanes
	slotSealed
)

// findTurned opens a slot whose row turned in the file, by a bit or by a hand, so that its
// passphrase no longer leads to it: the copies beside the vault have the same sealed keys under
// another name, kind or cost. The row that opens is put back as they have it. Who was removed, or
// changed the passphrase, has no such row here, and does not come in by an older copy.
func (v *Vault) findTurned(ctx context.Context, in secretInput) (keys slotKeys, found bool, err error) {
	folder := filepath.Join(v.dir, copiesName)
	all, err := listCopies(ctx, folder)
	if err != nil {
		return keys, false, ctx.Err() // then they tell nothing
	}
	here, err := readTable(ctx, v.writer, "slot")
	if err != nil {
		return keys, false, text.Because(bare(err), "vault.damaged")
	}
	for _, c := range all {
		turned := turnedSlots(here, v.slotsOfCopy(ctx, filepath.Join(folder, c.File)))
		if len(turned) == 0 {
			continue
		}
		if keys, found, err = v.tryTurned(ctx, in, turned); found || err != nil {
			return keys, found, err
		}
	}
	return keys, false, ctx.Err()
}

// turnedSlots are the copy's rows whose sealed keys lie here in a row that says something else.
func turnedSlots(here, kept [][]any) (turned [][]any) {
	for _, k := range kept {
		for _, h := range here {
			if bytes.Equal(bytesOf(h[slotSealed]), bytesOf(k[slotSealed])) && !reflect.DeepEqual(h, k) {
				turned = append(turned, k)
			}
		}
	}
	return turned
}

// tryTurned opens the slot that a secret leads to by a copy's rows, and puts it back. Where
// nothing can be written, the next unlock opens it in the same way.
func (v *Vault) tryTurned(ctx context.Context, in secretInput, turned [][]any) (keys slotKeys, found bool, err error) {
	derived := map[cost]stretched{}
	defer func() {
		for _, s := range derived {
			clear(s.key)
		}
	}()
	for _, row := range turned {
		memory, _ := row[slotMemory].(int64)
		passes, _ := row[slotPasses].(int64)
		lanes, _ := row[slotLanes].(int64)
		c, ok := costFrom(memory, passes, lanes)
		if row[slotKind] != int64(in.kind) || !ok {
			continue
		}
		s, done := derived[c]
		if !done {
			if len(derived) == maxCosts || ctx.Err() != nil {
				continue
			}
			s = in.stretch(v.salt, c)
			derived[c] = s
		}
		if !bytes.Equal(s.id[:], bytesOf(row[slotID])) {
			continue
		}
		if keys, err = unsealSlot(v.id, in.kind, c, s, bytesOf(row[slotOwner]), bytes.Clone(bytesOf(row[slotSealed]))); err != nil {
			return slotKeys{}, false, err
		}
		if err = v.putSlotsBack(context.WithoutCancel(ctx), keys.identity, turned); unwritable(err) {
			err = nil
		}
		return keys, true, err
	}
	return slotKeys{}, false, ctx.Err()
}

// putSlotsBack writes the rows of one owner as a copy has them; whose secret was not typed is left
// alone, since the row may have turned in the copy.
func (v *Vault) putSlotsBack(ctx context.Context, owner identityID, turned [][]any) error {
	for _, row := range turned {
		if !bytes.Equal(bytesOf(row[slotOwner]), owner[:]) {
			continue
		}
		if _, err := v.writer.ExecContext(ctx, `UPDATE OR IGNORE slot SET id = ?, kind = ?, identity = ?, memory = ?, passes = ?, lanes = ? WHERE sealed = ?`, row...); err != nil {
			return storeFault("put a slot back", err)
		}
	}
	return nil
}

// slotsOfCopy are the slots of a copy of this vault; one that can't be read gives none.
func (v *Vault) slotsOfCopy(ctx context.Context, path string) [][]any {
	if id, _ := readOrigin(ctx, path); !bytes.Equal(id, v.id[:]) {
		return nil
	}
	db, err := openLone(path, "ro")
	if err != nil {
		return nil
	}
	var rows [][]any
	conn, err := db.Conn(ctx)
	if err == nil {
		rows, err = readTable(ctx, conn, "slot")
		err = also(err, conn.Close())
	}
	if also(err, db.Close()) != nil {
		return nil
	}
	return rows
}
