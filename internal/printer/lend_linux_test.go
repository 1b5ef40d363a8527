package printer

import (
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"avbrottsparm/internal/text"
)

func TestLentPagesArePrivateAndGoWhenTheyAreGivenBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "avbrottsparm", "lent")
	l := NewLender(dir)
	path, err := l.Lend(pdf)
	if err != nil || filepath.Dir(path) != dir || filepath.Ext(path) != ".pdf" {
		t.Fatalf("%s, %v", path, err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != string(pdf) {
		t.Errorf("holds %q, %v", got, err)
	}
	for place, want := range map[string]os.FileMode{path: 0o600, dir: 0o700 | os.ModeDir} {
		if info, err := os.Stat(place); err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v, want %v", filepath.Base(place), info.Mode(), err, want)
		}
	}
	l.Return(path)
	l.Return(path) // no harm in saying it twice
	if left := list(t, dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// The folder can have been there before, open to others, or be a trap.
func TestTheFolderOfLentPagesIsMadePrivate(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := NewLender(dir).Lend(pdf); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	elsewhere, trap := t.TempDir(), filepath.Join(t.TempDir(), "lent")
	if err := os.Symlink(elsewhere, trap); err != nil {
		t.Fatal(err)
	}
	if _, err := NewLender(trap).Lend(pdf); !text.IsFault(err, "printer.not_lent") {
		t.Errorf("through a link: %v", err)
	}
	if left := list(t, elsewhere); len(left) != 0 {
		t.Errorf("written elsewhere: %v", left)
	}
}

// A program that was killed leaves its pages; the next one takes them away when it starts.
func TestSweepTakesWhatAProgramThatWasKilledLeft(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lent")
	if err := NewLender(dir).Sweep(); err != nil {
		t.Errorf("where nothing was lent yet: %v", err)
	}
	for range 3 {
		if _, err := NewLender(dir).Lend(pdf); err != nil {
			t.Fatal(err)
		}
	}
	if err := NewLender(dir).Sweep(); err != nil || len(list(t, dir)) != 0 {
		t.Errorf("%v, left behind: %v", err, list(t, dir))
	}
}

// A viewer on Windows keeps a file that it shows from being removed. It is tried again until the
// viewer has let go, and until then that is said.
func TestAFileThatAViewerHoldsIsTriedAgainUntilItIsGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lent")
	l := NewLender(dir)
	var shown atomic.Bool
	var tries atomic.Int32
	shown.Store(true)
	l.remove = func(path string) error {
		tries.Add(1)
		if shown.Load() {
			return errors.New("sharing violation")
		}
		return os.Remove(path)
	}
	path, err := l.Lend(pdf)
	if err != nil {
		t.Fatal(err)
	}
	l.Return(path)
	if err := l.Sweep(); !text.IsFault(err, "printer.still_open") || tries.Load() < 1+sweepTries {
		t.Errorf("while it is shown: %v after %d tries", err, tries.Load())
	}
	shown.Store(false)
	for range 100 {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			if err := l.Sweep(); err != nil {
				t.Errorf("afterwards: %v", err)
			}
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("it is still there")
}

// Pages that nobody gives back go by themselves.
func TestALoanEnds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lent")
	l := NewLender(dir)
	l.longest = 50 * time.Millisecond
	if _, err := l.Lend(pdf); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if len(list(t, dir)) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("left behind: %v", list(t, dir))
}

func TestAPlaceForLentPagesThatCannotBeUsedIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "Anna Andersson")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := NewLender(filepath.Join(file, "lent")).Lend(pdf)
	if !text.IsFault(err, "printer.not_lent") || text.For(text.Swedish).Explain(err) == "" {
		t.Errorf("got %v", err)
	}
}

func TestLentPagesLieWhereNothingIsBackedUp(t *testing.T) {
	run, cache := t.TempDir(), t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", run)
	t.Setenv("XDG_CACHE_HOME", cache)
	for set, want := range map[string]string{run: run, "": cache, "relative": cache} {
		t.Setenv("XDG_RUNTIME_DIR", set)
		l := NewLender("")
		path, err := l.Lend(pdf)
		if err != nil || filepath.Dir(path) != filepath.Join(want, "avbrottsparm", "lent") {
			t.Errorf("%q: %s, %v", set, path, err)
		}
		if err := l.Sweep(); err != nil {
			t.Error(err)
		}
	}
}
