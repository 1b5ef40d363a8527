package vault

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"avbrottsparm/internal/text"
)

// A recovered vault takes the damaged one's place in steps that can be stopped anywhere and gone
// on with: once the file recoveredName is there, whole and on disk, it is the vault, and whoever
// has the folder's lock finishes. Before that the damaged file is the vault still.
const (
	recoveredName = FileName + ".recovered"
	asidePrefix   = "damaged-"
)

func recovered(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, recoveredName))
	return err == nil
}

// finishRecovery puts a recovered vault in its place. The old write-ahead log goes first: SQLite
// would play it into the new file. It was copied aside before.
func finishRecovery(dir string) error {
	if !recovered(dir) {
		return nil
	}
	path := filepath.Join(dir, FileName)
	if err := removeFiles(path+"-wal", path+"-shm", path+"-journal"); err != nil {
		return storeFault("put in place", err)
	}
	if err := syncFolder(dir); err != nil {
		return storeFault("put in place", err)
	}
	if err := os.Rename(filepath.Join(dir, recoveredName), path); err != nil {
		return storeFault("put in place", err)
	}
	return storeFault("put in place", syncFolder(dir))
}

// setAside gives a damaged file and its write-ahead log a second name of their own, or copies them
// where a file can't have two, and answers the file's.
func setAside(dir string, now time.Time) (string, error) {
	name, err := freeAside(dir, now)
	if err != nil {
		return "", err
	}
	from, to := filepath.Join(dir, FileName), filepath.Join(dir, name)
	for _, ending := range []string{"", "-wal"} {
		err := os.Link(from+ending, to+ending)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			err = copyFile(to+ending, from+ending)
		}
		if err != nil && !(ending != "" && errors.Is(err, os.ErrNotExist)) {
			return "", storeFault("keep aside", err)
		}
	}
	return name, nil
}

func freeAside(dir string, now time.Time) (string, error) {
	for at := now.UTC(); ; at = at.Add(time.Second) {
		name := asidePrefix + at.Format(copyLayout) + copyEnding
		_, err := os.Lstat(filepath.Join(dir, name))
		if errors.Is(err, os.ErrNotExist) {
			return name, nil
		}
		if err != nil {
			return "", storeFault("keep aside", err)
		}
	}
}

// removeAside deletes damaged files that were kept aside before a moment; the zero time means
// all of them.
func removeAside(dir string, before time.Time) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var gone []string
	for _, entry := range entries {
		stem, ours := strings.CutPrefix(strings.TrimSuffix(strings.TrimSuffix(entry.Name(), ".new"), "-wal"), asidePrefix)
		at, ok := copyTime(stem)
		if ours && ok && (before.IsZero() || at.Before(before)) {
			gone = append(gone, filepath.Join(dir, entry.Name()))
		}
	}
	return removeFiles(gone...)
}

// Place puts an exported copy into a folder that has no vault; it is unlocked with its own keys
// and goes on under a new device id. The file may be a vault of an earlier format, and its
// write-ahead log is taken along if it lies beside it. Faults: vault.exists, vault.not_a_vault,
// vault.newer_format, vault.damaged, and those that concern the folder.
func Place(ctx context.Context, dir, file string) (err error) {
	if Exists(dir) {
		return text.NewFault("vault.exists")
	}
	file = fileOf(file)
	if err := inspect(file); err != nil {
		return err
	}
	if err := prepare(dir); err != nil {
		return err
	}
	lock, err := seize(dir)
	if err != nil {
		return err
	}
	defer func() { err = also(err, storeFault("place", lock.Unlock())) }()
	if Exists(dir) {
		return text.NewFault("vault.exists")
	}
	final := filepath.Join(dir, FileName)
	fresh := final + ".new"
	if err := clearFresh(fresh); err != nil {
		return err
	}
	if err := copyWhole(fresh, file); err != nil {
		return also(storeFault("place", err), clearFresh(fresh))
	}
	if err := becomeForeign(ctx, fresh); err != nil {
		return also(err, clearFresh(fresh))
	}
	// A write-ahead log without its vault would be played into the new one.
	if err := removeFiles(final+"-wal", final+"-shm", filepath.Join(dir, recoveredName)); err != nil {
		return storeFault("place", err)
	}
	if err := os.Rename(fresh, final); err != nil {
		return storeFault("place", err)
	}
	return storeFault("place", syncFolder(dir))
}

// becomeForeign folds a file's write-ahead log into it, sees that SQLite can read it whole, and
// takes out what tells which laptop it was on.
func becomeForeign(ctx context.Context, path string) (err error) {
	db, err := openDatabase(path)
	if err != nil {
		return err
	}
	defer func() { err = also(err, storeFault("place", db.Close())) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return storeFault("place", err)
	}
	defer func() { err = also(err, storeFault("place", conn.Close())) }()
	if err := checkTables(ctx, conn); err != nil {
		return err
	}
	var found string
	if err := conn.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&found); err != nil {
		return storeFault("place", err)
	}
	if found != "ok" {
		return text.NewFault("vault.damaged")
	}
	_, err = conn.ExecContext(ctx, `DELETE FROM meta WHERE name IN ('device', 'copy'); PRAGMA wal_checkpoint(TRUNCATE)`)
	if err != nil {
		return storeFault("place", err)
	}
	return storeFault("place", syncFile(path))
}
