package printer_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/text"
)

func TestAChosenFileIsWrittenWholeAndReplacedOnlyWhenAsked(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "logg.csv")
	if err := printer.SaveAs(path, []byte("one"), false); err != nil {
		t.Fatal(err)
	}
	if err := printer.SaveAs(path, []byte("two"), false); !text.IsFault(err, "printer.exists") {
		t.Errorf("a second time: %v, want printer.exists", err)
	}
	holds(t, path, "one")
	if err := printer.SaveAs(path, []byte("three"), true); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "three")
	if err := printer.SaveAs(filepath.Join(dir, "missing", "logg.csv"), []byte("x"), false); !text.IsFault(err, "printer.not_writable") {
		t.Errorf("in a folder that isn't there: %v, want printer.not_writable", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("%d files are left, %v; want the one", len(left), err)
	}
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v; want %q", filepath.Base(path), got, err, want)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("permissions %v, %v; want 0600", info.Mode(), err)
	}
}

// Given a program that was stopped while it saved open pages, when anything is saved in that folder
// again, then what it left behind goes; what another program is saving just now stays.
func TestWhatAStoppedProgramLeftBehindGoes(t *testing.T) {
	for name, save := range map[string]func(dir string) error{
		"pages": func(dir string) error { _, err := printer.Save(dir, "blad.pdf", []byte("%PDF")); return err },
		"a log": func(dir string) error { return printer.SaveAs(filepath.Join(dir, "logg.csv"), []byte("a"), false) },
	} {
		dir := t.TempDir()
		old, now, other := filepath.Join(dir, ".parm-1.tmp"), filepath.Join(dir, ".parm-2.tmp"), filepath.Join(dir, "egen.tmp")
		for _, path := range []string{old, now, other} {
			if err := os.WriteFile(path, []byte("%PDF Elsa"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		hour := time.Now().Add(-time.Hour)
		for _, path := range []string{old, other} {
			if err := os.Chtimes(path, hour, hour); err != nil {
				t.Fatal(err)
			}
		}
		if err := save(dir); err != nil {
			t.Fatal(err)
		}
		left, err := os.ReadDir(dir)
		if err != nil || len(left) != 3 {
			t.Errorf("%s: %v, %v", name, left, err)
		}
		if _, err := os.Lstat(old); !os.IsNotExist(err) {
			t.Errorf("%s: what was left behind is there: %v", name, err)
		}
	}
}
