package vault

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func TestPrivateCopiesAreTheOwnersAlone(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	_, dir, _ := newVault(t)
	v, err := openPrivate(t.Context(), filepath.Join(dir, FileName), usualSurroundings())
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{v.private.path: 0o700, v.file: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", filepath.Base(path), info.Mode(), err)
		}
	}
	if err := v.abandon(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(v.private.path); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
}

// TestFoldersOfKilledProgramsGo: a program that was killed leaves its folder, the next one that
// needs one takes it away, but never one that is in use or young.
func TestFoldersOfKilledProgramsGo(t *testing.T) {
	temp := t.TempDir()
	long := time.Now().Add(-2 * strayAge)
	folder := func(name string, at time.Time) string {
		path := filepath.Join(temp, name)
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		return path
	}
	used, err := newPrivateFolder(temp)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(used.path, long, long); err != nil {
		t.Fatal(err)
	}
	stray, young, other := folder(privatePrefix+"1", long), folder(privatePrefix+"2", time.Now()), folder("annat", long)
	sweep(temp)
	for path, there := range map[string]bool{used.path: true, stray: false, young: true, other: true} {
		if _, err := os.Stat(path); (err == nil) != there {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	if err := used.remove(); err != nil {
		t.Error(err)
	}
}

func TestNoRoomForAPrivateCopyIsSaid(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	tried := 0
	_, err := inPrivate(func(string) error {
		tried++
		return storeFault("test", syscall.ENOSPC)
	})
	if !text.IsFault(err, "vault.no_room") || tried < 1 {
		t.Errorf("%d places tried: %v", tried, err)
	}
	tried = 0
	p, err := inPrivate(func(string) error {
		if tried++; tried == 1 {
			return storeFault("test", syscall.ENOSPC)
		}
		return nil
	})
	if tried == 2 && err == nil { // where there is a second place
		err = p.remove()
	}
	if err != nil && !text.IsFault(err, "vault.no_room") {
		t.Error(err)
	}
}

func TestATryThatCannotBeCountedKeepsNobodyOut(t *testing.T) {
	v, dir, _ := newVault(t)
	shut(t, v)
	if _, err := Unlock(t.Context(), dir, "", "en annan lösenfras"); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Fatal(err)
	}
	v, err := reach(t.Context(), dir, usualSurroundings())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := v.abandon(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := v.writer.ExecContext(t.Context(), `PRAGMA query_only = ON`); err != nil {
		t.Fatal(err)
	}
	for _, found := range []bool{true, false} {
		if err := v.countTry(t.Context(), found); err != nil {
			t.Errorf("found %v: %v", found, err)
		}
	}
}

func TestACopyOfMeanwhileWrittenFilesIsNotUsed(t *testing.T) {
	v, dir, _ := newVault(t)
	file := filepath.Join(dir, FileName)
	before, err := stampOf(file)
	if err != nil {
		t.Fatal(err)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{{Stream: ledger.StreamMain, Area: access.AreaSocial, Kind: ledger.KindEntry, Body: make([]byte, 1<<16)}}})
	if after, err := stampOf(file); err != nil || after == before {
		t.Errorf("a commit in between is not noticed: %v", err)
	}
}
