package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"avbrottsparm/internal/access"
)

// found writes a whole new vault beside the final name and moves it there, so that a stop half
// way leaves no half vault.
func (v *Vault) found(ctx context.Context, f Founder, code string) (slotKeys, error) {
	final := filepath.Join(v.dir, FileName)
	fresh := final + ".new"
	if err := clearFresh(fresh); err != nil {
		return slotKeys{}, err
	}
	file, err := os.OpenFile(fresh, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return slotKeys{}, storeFault("create", err)
	}
	if err := file.Close(); err != nil {
		return slotKeys{}, storeFault("create", err)
	}
	keys, err := v.lay(ctx, fresh, f, code)
	if err != nil {
		return slotKeys{}, also(err, clearFresh(fresh))
	}
	return keys, storeFault("create", bare(os.Rename(fresh, final)))
}

// clearFresh takes away what an earlier, interrupted creation left.
func clearFresh(path string) error {
	for _, ending := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + ending); err != nil && !errors.Is(err, os.ErrNotExist) {
			return storeFault("create", err)
		}
	}
	return nil
}

// lay creates the tables, the identities, the area keys and the slots in one transaction.
func (v *Vault) lay(ctx context.Context, path string, f Founder, code string) (_ slotKeys, err error) {
	db, err := openDatabase(path)
	if err != nil {
		return slotKeys{}, err
	}
	defer func() { err = also(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return slotKeys{}, storeFault("create", err)
	}
	defer func() { err = also(err, conn.Close()) }()
	id, salt, root := vaultID(randomBytes(16)), randomBytes(saltSize), randomBytes(keySize)
	begin := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; BEGIN IMMEDIATE; %s", applicationID, schemaVersion, schema)
	if _, err := conn.ExecContext(ctx, begin); err != nil {
		return slotKeys{}, storeFault("create", err)
	}
	for name, value := range map[string][]byte{metaVault: id[:], metaSalt: salt} {
		if _, err := conn.ExecContext(ctx, `INSERT INTO meta (name, value) VALUES (?, ?)`, name, value); err != nil {
			return slotKeys{}, storeFault("create", err)
		}
	}
	founder, err := freshIdentity(identityPerson, root)
	if err != nil {
		return slotKeys{}, err
	}
	recovery, err := freshIdentity(identityRecovery, root)
	if err != nil {
		return slotKeys{}, err
	}
	defer clear(recovery.private)
	marks := firstMarks(root)
	for _, who := range []identity{founder, recovery} {
		if err := addIdentity(ctx, conn, marks, who); err != nil {
			return slotKeys{}, err
		}
	}
	if err := addAreas(ctx, conn, id, marks, founder, recovery); err != nil {
		return slotKeys{}, err
	}
	for _, slot := range []struct {
		in   secretInput
		keys slotKeys
	}{
		{passphraseInput(f.Name, f.Passphrase), founder.slotKeys},
		{passphraseInput("", f.Passphrase), founder.slotKeys},
		{secretInput{kind: slotRecovery, secret: code}, recovery.slotKeys},
	} {
		if err := ctx.Err(); err != nil {
			return slotKeys{}, err
		}
		if err := addSlot(ctx, conn, id, salt, v.env.cost, slot.in, slot.keys); err != nil {
			return slotKeys{}, err
		}
	}
	if _, err := conn.ExecContext(ctx, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return slotKeys{}, storeFault("create", err)
	}
	founder.cost = v.env.cost
	return founder.slotKeys, nil
}

// addAreas makes the first key of every area and wraps it to each identity.
func addAreas(ctx context.Context, conn *sql.Conn, id vaultID, m marks, to ...identity) error {
	for _, area := range access.Areas() {
		k, public, err := freshAreaKey(id, area, 1)
		if err != nil {
			return fmt.Errorf("vault: area key: %w", err)
		}
		if err := addArea(ctx, conn, m, k, public); err != nil {
			return err
		}
		for _, receiver := range to {
			if err := addAreaKey(ctx, conn, id, m, k, receiver.receiver); err != nil {
				return err
			}
		}
		clear(k.secret)
	}
	return nil
}
