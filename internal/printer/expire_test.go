package printer

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestOnlyOldFilesOfTheWordAreTakenAway(t *testing.T) {
	dir := t.TempDir()
	names := []string{"kvallsutskrift-2026-10-25-180000.pdf", "kvallsutskrift-2026-10-25-180000-2.pdf", "kvallsutskrift-2026-10-26-180000.pdf",
		"schema-2026-01-01-180000.pdf", "kvallsutskrift.pdf", "min-kvallsutskrift-2026-01-01-180000.pdf", "kvallsutskrift-2026-01-01-180000.pdf.bak", "brev.odt"}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "kvallsutskrift-2026-01-02-180000.pdf"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Expire(dir, "kvallsutskrift", time.Date(2026, 10, 26, 12, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != len(names)-2+1 {
		t.Errorf("%d are left: %v", len(left), err)
	}
	for _, gone := range names[:2] {
		if slices.ContainsFunc(left, func(f os.DirEntry) bool { return f.Name() == gone }) {
			t.Errorf("%s is still there", gone)
		}
	}
	if err := Expire(filepath.Join(dir, "missing"), "kvallsutskrift", time.Now()); err != nil {
		t.Errorf("a folder that isn't made yet: %v", err)
	}
}
