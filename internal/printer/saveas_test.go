package printer_test

import (
	"os"
	"path/filepath"
	"testing"

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
