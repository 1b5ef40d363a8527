package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// kindDrop is the item of the settings area that says which folder is watched.
const kindDrop = "drop_folder"

// mostThere is how many files may lie in a folder that is chosen: all of them are taken from it.
const mostThere = 20

// DropFolder is which folder is watched; an empty one when none is.
func (s *Session) DropFolder() ledger.Drop {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.watched
}

// SetDropFolder chooses the folder that is watched, and what becomes of originals; an empty folder
// ends it. Faults: "access.not_allowed", "vault.read_only", those of CheckDrop, "tray.full_folder".
func (s *Session) SetDropFolder(ctx context.Context, d ledger.Drop) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	if s.store.ReadOnly() {
		return text.NewFault("vault.read_only")
	}
	if d.Folder == "" {
		d = ledger.Drop{}
	} else if err := checkNewDrop(s.dir, &d); err != nil {
		return err
	}
	raw, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("encode drop folder: %w", err)
	}
	change := ledger.Change{Puts: []ledger.Item{{Area: access.AreaSettings, Kind: kindDrop, ID: kindDrop, Body: raw}}}
	if err := s.commitNoted(ctx, change, s.line(access.ActionTray, "", "folder")); err != nil {
		return err
	}
	s.watched = d
	return s.store.KeepDrop(d)
}

func checkNewDrop(dir string, d *ledger.Drop) error {
	if err := CheckDrop(dir, d); err != nil {
		return err
	}
	entries, err := os.ReadDir(d.Folder)
	if err != nil {
		return text.Because(pathless(err), "tray.no_folder")
	}
	files := 0
	for _, entry := range entries {
		if !entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
			files++
		}
	}
	if files > mostThere {
		return text.NewFault("tray.full_folder", "n", files)
	}
	return nil
}

// CheckDrop sees that a folder can be watched for the binder in dir: everything that is put there
// is taken from it. The paths become absolute. Faults: "tray.no_folder", "tray.own_folder",
// "tray.wide_folder", "tray.move_folder".
func CheckDrop(dir string, d *ledger.Drop) error {
	folder, err := realFolder(d.Folder)
	if err != nil {
		return text.Because(err, "tray.no_folder")
	}
	own, err := realFolder(dir)
	if err != nil {
		return text.Because(err, "tray.no_folder")
	}
	if within(folder, own) {
		return text.NewFault("tray.own_folder")
	}
	home, err := os.UserHomeDir()
	if err == nil {
		home, err = realFolder(home)
	}
	if folder == filepath.Dir(folder) || err == nil && folder == home {
		return text.NewFault("tray.wide_folder")
	}
	d.Folder = folder
	if d.MoveTo == "" {
		return nil
	}
	to, err := realFolder(d.MoveTo)
	if err != nil || to == folder || within(to, own) {
		return text.Because(err, "tray.move_folder")
	}
	d.MoveTo = to
	return nil
}

// within tells whether a folder is another one or lies in it.
func within(folder, other string) bool {
	below, err := filepath.Rel(other, folder)
	return err == nil && below != ".." && !strings.HasPrefix(below, ".."+string(filepath.Separator))
}

// realFolder is a folder's absolute path without links.
func realFolder(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err == nil {
		path, err = filepath.EvalSymlinks(path)
	}
	if err != nil {
		return "", pathless(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", pathless(err)
	}
	if !info.IsDir() {
		return "", errors.New("not a folder")
	}
	return path, nil
}

// mendDrop writes down anew which folder is watched, when what stands beside the vault is not what
// the settings say: somebody changed it, or a copy was brought in. The caller holds the lock.
func (s *Session) mendDrop(ctx context.Context) error {
	kept, err := s.store.KeptDrop()
	if err == nil && kept == s.watched {
		return nil
	}
	if err != nil && !text.IsFault(err, "vault.drop_unreadable") {
		return err
	}
	if err := s.store.KeepDrop(s.watched); err != nil {
		return err
	}
	if kept.Folder != "" || err != nil { // there was another one
		s.dropMended = true
		s.log(ctx, access.ActionTray, "", "mended")
	}
	return nil
}

// DropMended tells whether another folder than the unit's own stood beside the binder to be
// watched. What came from there is among what arrived.
func (s *Session) DropMended() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dropMended
}

// KeptDrop is which folder is watched for the binder in dir, as a locked program knows it; an empty
// one when none is.
func (d *Desk) KeptDrop(dir string) (ledger.Drop, error) {
	if d.Drops == nil {
		return ledger.Drop{}, nil
	}
	return d.Drops.Kept(dir)
}

// Waiting counts the files that wait, sealed, for the binder in dir to be unlocked.
func (d *Desk) Waiting(dir string) (int, error) {
	if d.Drops == nil {
		return 0, nil
	}
	return d.Drops.Waiting(dir)
}

// Watch seals what settles in the drop folder of a binder until the context ends; it needs no
// unlocked binder and does not mind one. tell hears what happened, on the caller's goroutine.
// Faults: those of CheckDrop, "tray.none_watched".
func (d *Desk) Watch(ctx context.Context, w Watching, tell func(ledger.Dropped)) error {
	if !d.HasBinder(w.Dir) {
		return text.NewFault("vault.none")
	}
	if w.Drop.Folder == "" || d.Drops == nil {
		return text.NewFault("tray.none_watched")
	}
	checked := w.Drop
	switch err := CheckDrop(w.Dir, &checked); {
	case err == nil:
		w.Drop = checked
	case w.Once || !text.IsFault(err, "tray.no_folder"):
		return err // a share may come back, but nothing else mends itself
	}
	w.Limit = MaxFile
	return d.Drops.Watch(ctx, w, tell)
}
