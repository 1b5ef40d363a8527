package vault

import (
	"bytes"
	"context"
	"database/sql"
	"path/filepath"

	"avbrottsparm/internal/text"
)

// slotLine is all that a row of the slot table says.
type slotLine struct {
	id, identity                []byte
	kind, memory, passes, lanes int64
	sealed                      []byte
}

func (r slotLine) same(other slotLine) bool {
	return bytes.Equal(r.id, other.id) && bytes.Equal(r.identity, other.identity) && r.kind == other.kind &&
		r.memory == other.memory && r.passes == other.passes && r.lanes == other.lanes
}

// findTurned opens a slot whose row turned in the file, by a bit or by a hand, so that its
// passphrase no longer leads to it: the copies beside the vault have the same sealed keys under
// another name, kind or cost. The row is put back as they have it. Who was removed, or changed
// the passphrase, has no such row here, and does not come in by an older copy.
func (v *Vault) findTurned(ctx context.Context, in secretInput) (keys slotKeys, found bool, err error) {
	folder := filepath.Join(v.dir, copiesName)
	all, err := listCopies(ctx, folder)
	if err != nil {
		return keys, false, ctx.Err() // then they tell nothing
	}
	here, err := slotLines(ctx, v.writer)
	if err != nil {
		return keys, false, text.Because(bare(err), "vault.damaged")
	}
	for _, c := range all {
		kept, err := v.slotsOfCopy(ctx, filepath.Join(folder, c.File))
		if err != nil {
			continue
		}
		turned := turnedSlots(here, kept)
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
func turnedSlots(here, kept []slotLine) (turned []slotLine) {
	for _, k := range kept {
		for _, h := range here {
			if bytes.Equal(h.sealed, k.sealed) && !h.same(k) {
				turned = append(turned, k)
			}
		}
	}
	return turned
}

// tryTurned puts rows back, and keeps them when one of them is what the secret opens.
func (v *Vault) tryTurned(ctx context.Context, in secretInput, turned []slotLine) (keys slotKeys, found bool, err error) {
	bare := context.WithoutCancel(ctx)
	if _, err := v.writer.ExecContext(bare, "BEGIN IMMEDIATE"); err != nil {
		if unwritable(err) {
			err = nil // the next who can write here puts them back
		}
		return keys, false, storeFault("begin", err)
	}
	defer func() {
		if !found || err != nil {
			err = also(err, endTransaction(bare, v.writer))
		}
	}()
	for _, row := range turned {
		if _, err := v.writer.ExecContext(bare, `UPDATE slot SET id = ?, kind = ?, identity = ?, memory = ?, passes = ?, lanes = ? WHERE sealed = ?`,
			row.id, row.kind, row.identity, row.memory, row.passes, row.lanes, row.sealed); err != nil {
			return keys, false, storeFault("put a slot back", err)
		}
	}
	if keys, found, err = findSlot(ctx, v.writer, v.id, v.salt, in); err != nil || !found {
		return keys, false, err
	}
	_, err = v.writer.ExecContext(bare, "COMMIT")
	return keys, true, storeFault("commit", err)
}

// slotsOfCopy reads the slots of a copy of this vault.
func (v *Vault) slotsOfCopy(ctx context.Context, path string) (rows []slotLine, err error) {
	if id, _ := readOrigin(ctx, path); !bytes.Equal(id, v.id[:]) {
		return nil, nil
	}
	db, err := openLone(path, "ro")
	if err != nil {
		return nil, err
	}
	defer func() { err = also(err, db.Close()) }()
	return slotLines(ctx, db)
}

// slotLines reads all slots of a file.
func slotLines(ctx context.Context, from interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}) (all []slotLine, err error) {
	rows, err := from.QueryContext(ctx, `SELECT id, kind, identity, memory, passes, lanes, sealed FROM slot`)
	if err != nil {
		return nil, err
	}
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		var r slotLine
		if err := rows.Scan(&r.id, &r.kind, &r.identity, &r.memory, &r.passes, &r.lanes, &r.sealed); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}
