package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"avbrottsparm/internal/text"
)

// migration brings a file from the format before it to the format of its number.
type migration struct {
	to         int
	statements string
}

// migrations stand in order, one for every format after the first. A file that was made at once
// in the present format has the same tables: schema ends where the last step ends.
var migrations = []migration{
	{to: 2, statements: format2},
}

// migrate runs every step that the file has not seen, each in a transaction of its own with the
// new number in it, so that a stop in between leaves a whole vault of the format before.
func (v *Vault) migrate(ctx context.Context) error {
	have, err := v.userVersion(ctx)
	if err != nil {
		return err
	}
	if have > schemaVersion {
		return text.NewFault("vault.newer_format")
	}
	for _, step := range migrations {
		if step.to <= have {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := v.stepTo(context.WithoutCancel(ctx), step); err != nil {
			return err
		}
	}
	return nil
}

func (v *Vault) userVersion(ctx context.Context) (int, error) {
	var n int
	err := v.writer.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&n)
	return n, storeFault("read format", err)
}

func (v *Vault) stepTo(ctx context.Context, step migration) error {
	_, err := v.writer.ExecContext(ctx, fmt.Sprintf("BEGIN IMMEDIATE; %s PRAGMA user_version = %d; COMMIT", step.statements, step.to))
	if err != nil {
		return also(storeFault("migrate", err), v.rollback(ctx))
	}
	return nil
}

// keepOldFormat copies a file of an earlier format and its write-ahead log into the folder of
// copies, byte for byte, before SQLite opens it. A copy of the same bytes that an interrupted
// migration left is enough.
func (v *Vault) keepOldFormat(path string) error {
	have, err := formatOf(path)
	if err != nil || have >= schemaVersion {
		return err
	}
	folder := filepath.Join(v.dir, copiesName)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return storeFault("keep the old format", err)
	}
	prefix := fmt.Sprintf("format%d-", have)
	if kept, err := alreadyKept(folder, prefix, path); kept || err != nil {
		return err
	}
	target := filepath.Join(folder, prefix+v.env.now().UTC().Format(copyLayout)+copyEnding)
	// The write-ahead log comes first: the file without it would look whole and be older.
	for _, ending := range []string{"-wal", ""} {
		err := copyFile(target+ending, path+ending)
		if errors.Is(err, os.ErrNotExist) && ending != "" {
			continue
		}
		if err != nil {
			return storeFault("keep the old format", err)
		}
	}
	return storeFault("keep the old format", syncFolder(folder))
}

func alreadyKept(folder, prefix, path string) (bool, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false, storeFault("read copies", err)
	}
	want, err := sumOfFiles(path)
	if err != nil {
		return false, storeFault("read copies", err)
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), prefix) || !strings.HasSuffix(entry.Name(), copyEnding) {
			continue
		}
		have, err := sumOfFiles(filepath.Join(folder, entry.Name()))
		if err == nil && bytes.Equal(have, want) {
			return true, nil
		}
	}
	return false, nil
}

// sumOfFiles hashes a file and its write-ahead log.
func sumOfFiles(path string) ([]byte, error) {
	sum := sha256.New()
	for _, ending := range []string{"", "-wal"} {
		file, err := os.Open(path + ending)
		if errors.Is(err, os.ErrNotExist) && ending != "" {
			continue
		}
		if err != nil {
			return nil, err
		}
		_, err = io.Copy(sum, file)
		if err := also(err, file.Close()); err != nil {
			return nil, err
		}
	}
	return sum.Sum(nil), nil
}
