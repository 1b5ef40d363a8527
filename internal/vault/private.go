package vault

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"

	"github.com/gofrs/flock"
)

// privateFolder holds a copy of a vault that is read, and never the vault itself: where its own
// folder can't be written, and for copies, which are never opened in place. It holds what the
// file holds, sealed rows; it is the owner's alone, and goes when the vault is closed.
type privateFolder struct {
	path string
	lock *flock.Flock
}

const (
	privatePrefix = "avbrottsparm-private-"
	// strayAge is how old a folder must be before it counts as left behind by a program that was
	// killed; by then its maker has long locked it.
	strayAge = 10 * time.Minute
)

// privatePlaces are where a private folder may lie, the best first. The later ones are in memory
// on Linux, for a disk that is full.
func privatePlaces() []string {
	places := []string{os.TempDir()}
	if runtime.GOOS == "linux" {
		if own := os.Getenv("XDG_RUNTIME_DIR"); own != "" {
			places = append(places, own)
		}
		places = append(places, "/dev/shm")
	}
	return places
}

// inPrivate makes a private folder and lets fill put files into it; what does not fit in one
// place is tried in the next. Fault: vault.no_room.
func inPrivate(fill func(folder string) error) (*privateFolder, error) {
	var last error
	for _, place := range privatePlaces() {
		p, err := newPrivateFolder(place)
		if err != nil {
			last = err
			continue
		}
		err = fill(p.path)
		if err == nil {
			return p, nil
		}
		err = also(err, p.remove())
		if !text.IsFault(err, "vault.full") {
			return nil, err
		}
		last = err
	}
	return nil, text.Because(last, "vault.no_room")
}

func newPrivateFolder(place string) (*privateFolder, error) {
	sweep(place)
	path, err := os.MkdirTemp(place, privatePrefix)
	if err != nil {
		return nil, storeFault("private folder", err)
	}
	p := &privateFolder{path: path, lock: flock.New(filepath.Join(path, lockName), flock.SetPermissions(0o600))}
	if _, err := p.lock.TryLock(); err != nil {
		return nil, also(storeFault("private folder", err), p.remove())
	}
	return p, nil
}

// remove takes the folder away with everything in it.
func (p *privateFolder) remove() error {
	if p == nil {
		return nil
	}
	return storeFault("private folder", errors.Join(p.lock.Unlock(), os.RemoveAll(p.path)))
}

// sweep takes away the folders of programs that were killed. One that can't go now is met again
// next time, so nothing is told.
func sweep(place string) {
	entries, err := os.ReadDir(place)
	if err != nil {
		return
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !entry.IsDir() || !strings.HasPrefix(entry.Name(), privatePrefix) || time.Since(info.ModTime()) < strayAge {
			continue
		}
		stray := &privateFolder{path: filepath.Join(place, entry.Name())}
		stray.lock = flock.New(filepath.Join(stray.path, lockName), flock.SetPermissions(0o600))
		if got, err := stray.lock.TryLock(); err == nil && got {
			if stray.remove() != nil {
				return
			}
		}
	}
}

// copyVault copies a vault's file and its write-ahead log, without which the newest commits would
// be missing. When another process writes meanwhile, it tries again. Fault: vault.busy.
func copyVault(folder, file string) error {
	for range 5 {
		before, err := stampOf(file)
		if err != nil {
			return storeFault("private copy", err)
		}
		if err := copyWhole(filepath.Join(folder, FileName), file); err != nil {
			return storeFault("private copy", err)
		}
		if after, err := stampOf(file); err == nil && after == before {
			return nil
		}
	}
	return text.NewFault("vault.busy")
}

// copyWhole copies a database and its write-ahead log, if it has one.
func copyWhole(to, from string) error {
	for _, ending := range []string{"", "-wal"} {
		err := copyFile(to+ending, from+ending)
		if errors.Is(err, os.ErrNotExist) && ending != "" {
			err = removeFiles(to + ending)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// stamp tells whether a file and its write-ahead log are still as they were.
type stamp struct {
	size, walSize int64
	time, walTime time.Time
}

func stampOf(file string) (stamp, error) {
	info, err := os.Stat(file)
	if err != nil {
		return stamp{}, err
	}
	s := stamp{size: info.Size(), time: info.ModTime()}
	wal, err := os.Stat(file + "-wal")
	if errors.Is(err, os.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		s.walSize, s.walTime = wal.Size(), wal.ModTime()
	}
	return s, err
}

// unwritable tells whether an error means that a folder can't be written now, so that a private
// copy may still be read.
func unwritable(err error) bool {
	for _, code := range []string{"vault.read_only", "vault.not_writable", "vault.full", "vault.disk"} {
		if text.IsFault(err, code) {
			return true
		}
	}
	return false
}

// openPrivate gives a vault that has a private copy of a file and no keys yet.
func openPrivate(ctx context.Context, file string, env surroundings) (*Vault, error) {
	file = fileOf(file)
	v := newVaultIn(filepath.Dir(file), env)
	if err := v.turnPrivate(ctx, file); err != nil {
		return nil, also(err, v.abandon())
	}
	return v, nil
}

// turnPrivate opens a private copy of a file.
func (v *Vault) turnPrivate(ctx context.Context, file string) error {
	if err := inspect(file); err != nil {
		return err
	}
	var err error
	if v.private, err = inPrivate(func(folder string) error { return copyVault(folder, file) }); err != nil {
		return err
	}
	v.file = filepath.Join(v.private.path, FileName)
	return v.openFile(ctx)
}

// ReadOnly tells that the vault's folder can't be written and that a private copy is read;
// Commit and everything else that writes then gives the fault vault.read_only, or vault.full when
// that was why.
func (v *Vault) ReadOnly() bool { return v.private != nil }

// barred is the fault for whoever writes to a private copy.
func (v *Vault) barred() error {
	if v.full {
		return text.NewFault("vault.full")
	}
	return text.NewFault("vault.read_only")
}

// openCopy opens a copy of a vault as a vault of its own; the file may lie anywhere and stays as
// it is. A zero key means own, the keys of a vault that is open. Faults: vault.other for another
// vault's copy, vault.copy_key when own are not in it, and those of Open.
func openCopy(ctx context.Context, file string, of vaultID, key access.Key, own slotKeys, env surroundings) (_ *Vault, err error) {
	v, err := openPrivate(ctx, file, env)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = also(err, v.abandon())
		}
	}()
	if v.id != of {
		return nil, text.NewFault("vault.other")
	}
	if key != (access.Key{}) {
		return v, v.startWith(ctx, key)
	}
	err = v.start(ctx, own.clone(), secretInput{})
	if errors.Is(err, errUnmarked) {
		err = text.Because(err, "vault.copy_key")
	}
	return v, err
}

// startWith takes the keys that a person's key opens. Faults as Open's.
func (v *Vault) startWith(ctx context.Context, key access.Key) error {
	in, err := inputOf(key)
	if err != nil {
		return err
	}
	keys, found, err := findSlot(ctx, v.writer, v.id, v.salt, in)
	if err == nil && !found {
		err = in.wrong()
	}
	if err != nil {
		return err
	}
	return v.start(ctx, keys, in)
}
