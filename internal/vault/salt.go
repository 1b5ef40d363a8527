package vault

import (
	"bytes"
	"context"
	"database/sql"
	"path/filepath"

	"avbrottsparm/internal/text"
)

// findOwn opens the slot that a secret leads to. The salt lies in the clear and never changes, so
// where no slot answers and the copies beside the vault say another, somebody changed it here: it
// is tried with theirs, on the slots of this file, so that who was removed does not come in by an
// older copy. A slot whose row turned is looked for in the same way. A wrong passphrase costs the
// same for every name, and no more while all agree.
func (v *Vault) findOwn(ctx context.Context, in secretInput) (keys slotKeys, found bool, err error) {
	keys, found, err = findSlot(ctx, v.writer, v.id, v.salt, in)
	if found || err != nil && !text.IsFault(err, "vault.damaged") {
		return keys, found, err
	}
	damage := err
	if other := v.saltOfCopy(ctx); other != nil && damage == nil {
		return v.findBySalt(ctx, other, in)
	}
	keys, found, err = v.findTurned(ctx, in)
	if !found && err == nil {
		err = damage
	}
	return keys, found, err
}

// findBySalt opens a slot by another salt than the file's, which it then keeps.
func (v *Vault) findBySalt(ctx context.Context, salt []byte, in secretInput) (keys slotKeys, found bool, err error) {
	if keys, found, err = findSlot(ctx, v.writer, v.id, salt, in); err != nil || !found {
		return keys, found, err
	}
	v.salt = salt
	if v.private != nil {
		return keys, true, nil
	}
	if err = v.setMeta(context.WithoutCancel(ctx), metaSalt, salt); unwritable(err) {
		err = nil // the next unlock tries again
	}
	return keys, true, err
}

// saltOfCopy is the salt of the newest copy of this vault that has another; nil when there is none.
func (v *Vault) saltOfCopy(ctx context.Context) []byte {
	folder := filepath.Join(v.dir, copiesName)
	all, err := listCopies(ctx, folder)
	if err != nil {
		return nil
	}
	for _, c := range all {
		id, salt := readOrigin(ctx, filepath.Join(folder, c.File))
		if bytes.Equal(id, v.id[:]) && len(salt) == saltSize && !bytes.Equal(salt, v.salt) {
			return salt
		}
	}
	return nil
}

// readOrigin reads a copy's vault id and salt; a copy that can't be read gives none.
func readOrigin(ctx context.Context, path string) (id, salt []byte) {
	if inspect(path) != nil {
		return nil, nil
	}
	db, err := openLone(path, "ro")
	if err != nil {
		return nil, nil
	}
	for name, value := range map[string]*[]byte{metaVault: &id, metaSalt: &salt} {
		var got sql.RawBytes
		rows, failed := db.QueryContext(ctx, `SELECT value FROM meta WHERE name = ?`, name)
		if failed != nil {
			err = failed
			break
		}
		if rows.Next() && rows.Scan(&got) == nil {
			*value = bytes.Clone(got)
		}
		err = also(err, also(rows.Err(), rows.Close()))
	}
	if also(err, db.Close()) != nil {
		return nil, nil
	}
	return id, salt
}
