package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// copiesFolder holds the copies beside the vault.
const copiesFolder = "copies"

// RestoreHere makes a binder of a copy in a folder that has none. It is opened by those who could
// open it when the copy was made. Faults: "vault.exists", "backup.*".
func (d *Desk) RestoreHere(ctx context.Context, dir, file string, opens Opens) (err error) {
	if d.HasBinder(dir) {
		return text.NewFault("vault.exists")
	}
	made, err := ownFolder(dir)
	if err != nil {
		return err
	}
	if made {
		defer func() {
			if err != nil && !d.HasBinder(dir) {
				err = errors.Join(err, dropEmpty(dir))
			}
		}()
	}
	return d.opened(ctx, dir, file, opens, func(path string) error {
		err := d.Vaults.Place(ctx, dir, path)
		switch {
		case text.IsFault(err, "vault.not_a_vault"):
			return text.Because(err, "backup.not_ours")
		case text.IsFault(err, "vault.damaged"):
			return text.Because(err, "backup.cut")
		}
		return err
	})
}

// ownFolder makes a folder for its owner alone, or makes an empty one so.
func ownFolder(dir string) (made bool, err error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		made = true
		err = os.MkdirAll(dir, 0o700)
	case err == nil && len(entries) == 0:
		err = os.Chmod(dir, 0o700)
	}
	if err != nil {
		return false, text.Because(pathless(err), "vault.not_writable")
	}
	return made, nil
}

// dropEmpty takes a folder away that nothing came into.
func dropEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > 0 {
		return pathless(err)
	}
	return pathless(os.Remove(dir))
}

// Compare tells what the copy and this binder have that the other lacks. The key is what opened
// the binder when the copy was made; an empty one means the keys that are open now. Faults:
// "access.not_allowed", "backup.*" ("backup.wrong_key" for the key), "vault.other".
func (s *Session) Compare(ctx context.Context, file string, opens Opens, key access.Key) (d ledger.Difference, err error) {
	if err := s.May(access.RightRestore); err != nil {
		return d, err
	}
	err = s.desk.opened(ctx, s.dir, file, opens, func(path string) error {
		d, err = s.store.Compare(ctx, path, key)
		return s.ofCopy(ctx, err, key)
	})
	return d, err
}

// Merge brings in what the copy has and this binder lacks, and nothing that is here goes. Faults:
// those of Compare, and "vault.read_only".
func (s *Session) Merge(ctx context.Context, file string, opens Opens, key access.Key, progress func(done, total int)) (d ledger.Difference, err error) {
	if err := s.May(access.RightRestore); err != nil {
		return d, err
	}
	if s.store.ReadOnly() {
		return d, text.NewFault("vault.read_only")
	}
	err = s.desk.opened(ctx, s.dir, file, opens, func(path string) error {
		d, err = s.merge(ctx, path, key, progress)
		return err
	})
	return d, err
}

// ofCopy words what is wrong with a copy and not with the binder: the vault's own faults speak of
// the binder. After damage the binder is gone through, to know which of the two it is.
func (s *Session) ofCopy(ctx context.Context, err error, key access.Key) error {
	switch {
	case text.IsFault(err, "vault.wrong_passphrase") && key != (access.Key{}):
		return text.Because(err, "backup.wrong_key")
	case text.IsFault(err, "vault.not_a_vault"):
		return text.Because(err, "backup.not_ours")
	case text.IsFault(err, "vault.damaged"):
		if _, own := s.store.Verify(ctx, nil); own != nil {
			return s.met(own)
		}
		return text.Because(err, "backup.cut")
	}
	return err
}

// Repair brings in what the newest whole copy beside the vault has and the vault lacks or can no
// longer open: after a verification that found something. Faults: "backup.no_copies", those of Merge;
// after "vault.damaged" the next unlock mends the file.
func (s *Session) Repair(ctx context.Context, progress func(done, total int)) (ledger.Difference, error) {
	if err := s.May(access.RightRestore); err != nil {
		return ledger.Difference{}, err
	}
	if s.store.ReadOnly() {
		return ledger.Difference{}, text.NewFault("vault.read_only")
	}
	_, keys, err := s.regain(ctx)
	if err != nil {
		return ledger.Difference{}, err
	}
	kept, err := s.store.Kept(ctx)
	if err != nil {
		return ledger.Difference{}, err
	}
	broken := text.NewFault("backup.no_copies")
	for _, one := range kept {
		d, err := s.merge(ctx, filepath.Join(s.dir, copiesFolder, one.File), access.Key{}, progress)
		if !text.IsFault(err, "backup.cut") && !text.IsFault(err, "backup.not_ours") {
			d.Keys, d.Same = keys, d.Same && keys == 0
			return d, err
		}
		errors.As(err, &broken)
	}
	return ledger.Difference{}, broken
}

func (s *Session) merge(ctx context.Context, path string, key access.Key, progress func(done, total int)) (ledger.Difference, error) {
	head := s.Head()
	d, err := s.store.Merge(ctx, path, key, progress)
	if err != nil {
		return d, s.ofCopy(ctx, err, key)
	}
	came := Moved{Head: head, Items: d.Items}
	for _, n := range d.Brings() {
		came.Records += n
	}
	s.hold()
	err = s.reload(ctx)
	s.mu.Unlock()
	if err != nil {
		return d, err
	}
	return d, s.noteMove(ctx, came, access.ActionRestore)
}

// front is how SQLite's files begin: a copy that lay beside a vault has no envelope.
var front = []byte("SQLite")

// opened does something with a copy that was taken out of its envelope, or with the folder of a
// binder, whose write-ahead log counts too. What came out is sealed as a vault is; it lies in a
// folder of its owner's alone inside dir, and is gone afterwards.
func (d *Desk) opened(ctx context.Context, dir, file string, opens Opens, use func(path string) error) (err error) {
	bare, err := begins(file, front)
	if err != nil && !(text.IsFault(err, "backup.no_binder") && d.HasBinder(file)) {
		return err
	}
	if bare || err != nil { // a folder that somebody copied as it was is no age file either
		return use(file)
	}
	private, err := d.private(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pathless(os.RemoveAll(private))) }()
	path := filepath.Join(private, "copy.vault")
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return text.Because(pathless(err), "vault.not_writable")
	}
	err = d.Sealer.Open(ctx, file, opens.Passphrase, opens.IdentityFile, out)
	if shut := out.Close(); err == nil {
		err = pathless(shut)
	}
	if err != nil {
		return err
	}
	return use(path)
}

// privateName begins the names of folders in which a copy lies while it is looked at.
const privateName = "opened-"

// private makes such a folder, and clears away those of a program that was killed.
func (d *Desk) private(dir string) (string, error) {
	old, err := filepath.Glob(filepath.Join(dir, privateName+"*"))
	if err != nil {
		return "", fmt.Errorf("look for leftovers: %w", err)
	}
	for _, left := range old {
		if err := os.RemoveAll(left); err != nil {
			return "", text.Because(pathless(err), "vault.not_writable")
		}
	}
	path, err := os.MkdirTemp(dir, privateName) // 0700
	if err != nil {
		return "", text.Because(pathless(err), "vault.not_writable")
	}
	return path, nil
}

func begins(file string, with []byte) (_ bool, err error) {
	f, err := os.Open(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return false, text.Because(pathless(err), "file.missing")
		}
		return false, text.Because(pathless(err), "file.unreadable")
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return false, text.NewFault("backup.no_binder")
	}
	got := make([]byte, len(with))
	_, err = io.ReadFull(f, got)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return false, nil
	case err != nil:
		return false, text.Because(pathless(err), "file.unreadable")
	}
	return bytes.Equal(got, with), nil
}

// pathless takes the path out of an error: folders are often named after people.
func pathless(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
