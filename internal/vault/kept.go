package vault

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/ledger"
)

// The folder of copies beside the vault, and how the names in it are made: the moment in UTC.
const (
	copiesName = "copies"
	copyLayout = "20060102T150405Z"
	copyEnding = ".vault"
)

// How many copies stay: the newest few whatever their day, and then the last one of each day
// before, as far back as the number allows.
const (
	keptCopies = 8
	keptNewest = 4
)

// asideAge is how long a damaged file is kept aside for whoever might read more out of it.
const asideAge = 30 * 24 * time.Hour

// KeepCopy makes a copy in the folder "copies" beside the vault, while others may go on writing,
// and verifies it by opening. Eight are kept: the four newest, and of the rest the last of each
// day (UTC), newest days first, so that damage that was noticed late has a copy from before it.
// The newest copy that verified without any finding is never deleted. Files that are no copies
// stay. Faults: vault.copy_failed, vault.read_only, vault.full, and those of reading.
func (v *Vault) KeepCopy(ctx context.Context, progress func(done, total int)) (ledger.Copy, error) {
	return v.keep(ctx, progress, func(folder string, made ledger.Copy) error {
		all, err := listCopies(ctx, folder)
		if err != nil {
			return err
		}
		var gone []string
		for _, name := range surplus(all) {
			gone = append(gone, filepath.Join(folder, name))
		}
		return storeFault("delete copies", removeFiles(gone...))
	})
}

// RenewCopies makes one copy and then deletes all others, also those of an earlier format and the
// damaged files that were kept aside: after a rotation or a purge they would still hold what is
// to be gone.
func (v *Vault) RenewCopies(ctx context.Context, progress func(done, total int)) (ledger.Copy, error) {
	return v.keep(ctx, progress, func(folder string, made ledger.Copy) error {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return storeFault("delete copies", err)
		}
		var gone []string
		for _, entry := range entries {
			_, copied := copyTime(entry.Name())
			if (copied && entry.Name() != made.File) || isOldFormat(entry.Name()) {
				gone = append(gone, filepath.Join(folder, entry.Name()))
			}
		}
		return storeFault("delete copies", also(removeFiles(gone...), removeAside(v.dir, time.Time{})))
	})
}

// keep makes a copy and lets tidy take away what is no longer wanted.
func (v *Vault) keep(ctx context.Context, progress func(done, total int), tidy func(folder string, made ledger.Copy) error) (_ ledger.Copy, err error) {
	if err := v.enter(); err != nil {
		return ledger.Copy{}, err
	}
	defer v.leave()
	if v.private != nil {
		return ledger.Copy{}, v.barred()
	}
	v.copying.Lock()
	defer v.copying.Unlock()
	ctx, end := v.whileOpen(ctx)
	defer end()
	folder := filepath.Join(v.dir, copiesName)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return ledger.Copy{}, storeFault("make folder", err)
	}
	if err := clearHalf(folder); err != nil {
		return ledger.Copy{}, err
	}
	path, err := freeName(folder, v.env.now())
	if err != nil {
		return ledger.Copy{}, err
	}
	made, err := v.makeCopy(ctx, path, progress)
	if err != nil {
		return ledger.Copy{}, v.ended(err)
	}
	if err := tidy(folder, made); err != nil {
		return made, err
	}
	return made, storeFault("delete old damage", removeAside(v.dir, v.env.now().Add(-asideAge)))
}

// clearHalf takes away what an interrupted copy left; names that are not of our making stay.
func clearHalf(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return storeFault("read copies", err)
	}
	var half []string
	for _, entry := range entries {
		name := strings.TrimSuffix(strings.TrimSuffix(entry.Name(), "-journal"), "-wal")
		whole := strings.TrimSuffix(name, ".new")
		if _, ours := copyTime(whole); whole != name && (ours || isOldFormat(whole)) {
			half = append(half, filepath.Join(folder, entry.Name()))
		}
	}
	return storeFault("delete half copies", removeFiles(half...))
}

// freeName is the name for a copy made now; two of one second get different names.
func freeName(folder string, now time.Time) (string, error) {
	for at := now.UTC(); ; at = at.Add(time.Second) {
		path := filepath.Join(folder, at.Format(copyLayout)+copyEnding)
		_, err := os.Lstat(path)
		if errors.Is(err, os.ErrNotExist) {
			return path, nil
		}
		if err != nil {
			return "", storeFault("name copy", err)
		}
	}
}

// copyTime reads the moment out of a copy's name.
func copyTime(name string) (time.Time, bool) {
	stem, ok := strings.CutSuffix(name, copyEnding)
	if !ok {
		return time.Time{}, false
	}
	at, err := time.Parse(copyLayout, stem)
	return at, err == nil
}

func isOldFormat(name string) bool {
	var n int
	rest := ""
	parts, err := fmt.Sscanf(strings.TrimSuffix(name, "-wal"), "format%d-%s", &n, &rest)
	_, ours := copyTime(rest)
	return err == nil && parts == 2 && ours
}

// Kept lists the copies beside the vault, newest first, without opening them. What a copy does
// not say about itself stays zero.
func (v *Vault) Kept(ctx context.Context) ([]ledger.Copy, error) {
	all, err := listCopies(ctx, filepath.Join(v.dir, copiesName))
	kept := make([]ledger.Copy, 0, len(all))
	for _, c := range all {
		kept = append(kept, c.Copy)
	}
	return kept, err
}

// keptCopy is a copy with what its note says.
type keptCopy struct {
	ledger.Copy
	whole bool // verified without any finding
}

func listCopies(ctx context.Context, folder string) ([]keptCopy, error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, storeFault("read copies", err)
	}
	var all []keptCopy
	for _, entry := range entries {
		at, ours := copyTime(entry.Name())
		info, err := entry.Info()
		if !ours || err != nil || !info.Mode().IsRegular() {
			continue
		}
		c := keptCopy{Copy: ledger.Copy{File: entry.Name(), Taken: at, Bytes: info.Size()}}
		if note, ok := readNote(ctx, filepath.Join(folder, entry.Name())); ok {
			raw, err := hex.DecodeString(note.Head)
			if err == nil && len(raw) == len(c.Head) {
				c.Head = ledger.Head(raw)
			}
			c.Records, c.Items, c.whole = note.Records, note.Items, note.Findings == 0
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b keptCopy) int { return b.Taken.Compare(a.Taken) })
	return all, ctx.Err()
}

// readNote reads what a copy says about itself; a copy that can't be read says nothing.
func readNote(ctx context.Context, path string) (note copyNote, ok bool) {
	if inspect(path) != nil {
		return note, false
	}
	db, err := openLone(path, "ro")
	if err != nil {
		return note, false
	}
	var raw sql.RawBytes
	rows, err := db.QueryContext(ctx, `SELECT value FROM meta WHERE name = ?`, metaCopy)
	if err == nil {
		if rows.Next() && rows.Scan(&raw) == nil {
			ok = json.Unmarshal(raw, &note) == nil
		}
		ok = rows.Err() == nil && rows.Close() == nil && ok
	}
	return note, db.Close() == nil && ok
}

// surplus chooses the copies to delete; all stand newest first.
func surplus(all []keptCopy) []string {
	keep := map[string]bool{}
	days := map[string]bool{}
	for n, c := range all {
		if n < keptNewest {
			keep[c.File] = true
			days[c.Taken.Format(time.DateOnly)] = true
		}
	}
	if n := slices.IndexFunc(all, func(c keptCopy) bool { return c.whole }); n >= 0 {
		keep[all[n].File] = true
	}
	for _, c := range all {
		if day := c.Taken.Format(time.DateOnly); len(keep) < keptCopies && !days[day] {
			keep[c.File], days[day] = true, true
		}
	}
	for _, c := range all { // with few days, the newest fill the number
		if len(keep) < keptCopies {
			keep[c.File] = true
		}
	}
	var gone []string
	for _, c := range all {
		if !keep[c.File] {
			gone = append(gone, c.File)
		}
	}
	return gone
}

func encodeHead(h ledger.Head) string { return hex.EncodeToString(h[:]) }
