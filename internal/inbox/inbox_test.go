//go:build unix

package inbox

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/ledger"
)

// tick is a clock that moves only when somebody waits.
type tick struct{ now time.Time }

func (c *tick) Now() time.Time { return c.now }

func (c *tick) After(d time.Duration) <-chan time.Time {
	c.now = c.now.Add(d)
	fired := make(chan time.Time, 1)
	fired <- c.now
	return fired
}

// folder is a drop folder with a watcher over it, and what came of it.
type folder struct {
	*Watcher
	t     *testing.T
	clock *tick
	dir   string
	took  []File
	told  []Notice
	fails error // of the taker
}

func newFolder(t *testing.T) *folder {
	t.Helper()
	f := &folder{t: t, clock: &tick{now: time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)}, dir: t.TempDir()}
	f.Watcher = New(Params{Folder: f.dir, Limit: 1000, Clock: f.clock, Tell: func(n Notice) { f.told = append(f.told, n) },
		Take: func(_ context.Context, file File) error {
			if f.fails != nil {
				return f.fails
			}
			f.took = append(f.took, file)
			return nil
		}})
	return f
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }

func (f *folder) write(name, content string) {
	f.t.Helper()
	if err := os.WriteFile(f.path(name), []byte(content), 0o600); err != nil {
		f.t.Fatal(err)
	}
}

// looks looks so many times, a second apart.
func (f *folder) looks(n int) {
	for range n {
		f.look(f.t.Context())
		f.clock.now = f.clock.now.Add(time.Second)
	}
}

func (f *folder) names() []string {
	var all []string
	for _, file := range f.took {
		all = append(all, file.Name+"="+string(file.Bytes))
	}
	return all
}

func (f *folder) wants(took ...string) {
	f.t.Helper()
	if got := f.names(); !slices.Equal(got, took) {
		f.t.Fatalf("taken %q, want %q", got, took)
	}
}

func (f *folder) whats() []ledger.DropEvent {
	var all []ledger.DropEvent
	for _, n := range f.told {
		all = append(all, n.What)
	}
	return all
}

func (f *folder) left() []string {
	f.t.Helper()
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		f.t.Fatal(err)
	}
	var all []string
	for _, entry := range entries {
		all = append(all, entry.Name())
	}
	return all
}

func TestAFileIsTakenAfterThreeLooksAlike(t *testing.T) {
	f := newFolder(t)
	f.write("slingor.csv", "a;b\n1;2\n")
	f.looks(2)
	f.wants()
	f.looks(1)
	f.wants("slingor.csv=a;b\n1;2\n")
	if left := f.left(); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	if n := f.told[0]; n.What != ledger.DropTaken || n.Ref == "" || n.Size != 8 {
		t.Errorf("told %+v", n)
	}
}

// Looks that come close together, because many events wake the watcher, count as one.
func TestLooksTooCloseTogetherDoNotCount(t *testing.T) {
	f := newFolder(t)
	f.write("a.csv", "a")
	for range 50 {
		f.look(t.Context())
		f.clock.now = f.clock.now.Add(10 * time.Millisecond)
	}
	f.wants()
	f.looks(3)
	f.wants("a.csv=a")
}

func TestAFileThatGrowsIsTakenWhenItIsWhole(t *testing.T) {
	f := newFolder(t)
	f.write("a.csv", "one\n")
	f.looks(2)
	f.write("a.csv", "one\ntwo\n")
	f.looks(2)
	f.write("a.csv", "one\ntwo\nthree\n")
	f.looks(2)
	f.wants()
	f.looks(1)
	f.wants("a.csv=one\ntwo\nthree\n")
}

// A program that saves by renaming leaves its working files alone.
func TestWorkingFilesAreLeftAlone(t *testing.T) {
	f := newFolder(t)
	for _, name := range []string{"~$bok.xlsx", ".~lock.bok.xlsx#", "bok.TMP", "bok.part", "bok.crdownload", ".hidden", "Thumbs.db"} {
		f.write(name, "x")
	}
	f.write("empty.csv", "")
	if err := os.Mkdir(f.path("under"), 0o700); err != nil {
		t.Fatal(err)
	}
	f.write("under/a.csv", "x")
	f.looks(5)
	f.wants()
	if err := os.Rename(f.path("bok.TMP"), f.path("bok.xlsx")); err != nil {
		t.Fatal(err)
	}
	f.looks(3)
	f.wants("bok.xlsx=x")
	if len(f.left()) != 8 {
		t.Errorf("left %v", f.left())
	}
}

// A link, a pipe or a device is told and never opened.
func TestOnlyPlainFilesAreOpened(t *testing.T) {
	f := newFolder(t)
	secret := filepath.Join(t.TempDir(), "hemlig.txt")
	if err := os.WriteFile(secret, []byte("s"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Symlink(secret, f.path("link.csv")), syscall.Mkfifo(f.path("pipe.csv"), 0o600), os.Symlink(f.dir, f.path("loop"))); err != nil {
		t.Fatal(err)
	}
	f.looks(6)
	f.wants()
	if got := f.whats(); !slices.Equal(got, []ledger.DropEvent{ledger.DropOdd, ledger.DropOdd, ledger.DropOdd}) {
		t.Errorf("told %v", got)
	}
	if _, err := openPlain(f.path("link.csv"), true); err == nil {
		t.Error("a link was followed")
	}
}

func TestTheSameContentIsHandedOnOnce(t *testing.T) {
	f := newFolder(t)
	f.write("a.csv", "same")
	f.write("b.csv", "same")
	f.looks(3)
	f.write("c.csv", "same")
	f.looks(3)
	if len(f.took) != 1 || len(f.left()) != 0 {
		t.Errorf("taken %v, left %v", f.names(), f.left())
	}
	if got := f.whats(); !slices.Equal(got, []ledger.DropEvent{ledger.DropTaken, ledger.DropAgain, ledger.DropAgain}) {
		t.Errorf("told %v", got)
	}
}

// Somebody who threw a file away and drops it anew has it back: the binder, which knows what it
// has, is asked again.
func TestTheSameContentIsHandedOnAgainLater(t *testing.T) {
	f := newFolder(t)
	f.write("a.csv", "same")
	f.looks(3)
	f.clock.now = f.clock.now.Add(2 * time.Minute)
	f.write("a.csv", "same")
	f.looks(3)
	f.wants("a.csv=same", "a.csv=same")
}

// What came first is handed on first, whatever the names are.
func TestFilesAreTakenInTheOrderOfTheirTimes(t *testing.T) {
	f := newFolder(t)
	at := time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)
	for i, name := range []string{"c.csv", "a.csv", "b.csv"} {
		f.write(name, name)
		if err := os.Chtimes(f.path(name), at, at.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	f.looks(3)
	f.wants("c.csv=c.csv", "a.csv=a.csv", "b.csv=b.csv")
	if !f.took[0].Arrived.Before(f.took[1].Arrived) || !f.took[1].Arrived.Before(f.took[2].Arrived) {
		t.Error("they arrived in another order")
	}
}

// Where the system tells that a program has the file open for writing, it isn't taken before that
// ends.
func TestAFileThatSomebodyWritesToWaits(t *testing.T) {
	f := newFolder(t)
	w, err := os.Create(f.path("export.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.WriteString("head\n"); err != nil {
		t.Fatal(err)
	}
	whole := []string{"export.csv=head\nrow\n"}
	tells := true
	if known, err := openPlain(f.path("export.csv"), false); err == nil {
		whole = []string{"export.csv=head\n", "export.csv=head\nrow\n"} // it doesn't: see the next test
		f.shut(known)
		tells = false
	}
	f.looks(20)
	if _, err := w.WriteString("row\n"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f.looks(9)
	f.wants(whole...)
	if !tells {
		return
	}
	// Some programs never close what they wrote: after a minute without a change it is taken.
	w, err = os.Create(f.path("log.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.WriteString("line\n"); err != nil {
		t.Fatal(err)
	}
	f.looks(55)
	f.wants(whole...)
	f.looks(20)
	f.wants(append(whole, "log.csv=line\n")...)
}

// A writer that stalls for longer than any rule waits, and then goes on, where the system doesn't
// tell: the longer version comes too, although the original has left the folder.
func TestAWriterThatStallsIsStillHeard(t *testing.T) {
	f := newFolder(t)
	f.opener = func(path string, _ bool) (file, error) { return openPlain(path, true) }
	w, err := os.Create(f.path("export.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	write := func(s string) {
		if _, err := w.WriteString(s); err != nil {
			t.Fatal(err)
		}
	}
	write("head\n")
	f.looks(3)
	f.wants("export.csv=head\n")
	write("row\n")
	f.looks(2)
	write("row\n")
	f.looks(2)
	f.wants("export.csv=head\n")
	f.looks(1)
	f.wants("export.csv=head\n", "export.csv=head\nrow\nrow\n")
	f.looks(70)
	if len(f.held) != 0 {
		t.Error("the file is held for ever")
	}
}

// Somebody writes between the reading and the removing: nothing of it is lost.
func TestWhatIsWrittenAfterTheReadingIsNotRemoved(t *testing.T) {
	f := newFolder(t)
	f.write("a.csv", "short\n")
	f.Take = func(_ context.Context, file File) error {
		f.took = append(f.took, file)
		if len(f.took) == 1 {
			f.write("a.csv", "short\nand longer\n")
		}
		return nil
	}
	f.looks(3)
	if !slices.Equal(f.left(), []string{"a.csv"}) {
		t.Fatalf("left %v", f.left())
	}
	f.looks(3)
	f.wants("a.csv=short\n", "a.csv=short\nand longer\n")
	if len(f.left()) != 0 {
		t.Errorf("left %v", f.left())
	}
}

func TestAFileThatIsLockedIsTriedAgain(t *testing.T) {
	f := newFolder(t)
	f.write("a.csv", "a")
	f.write("b.csv", "b")
	locked := true
	f.opener = func(path string, anyway bool) (file, error) {
		if locked && strings.HasSuffix(path, "a.csv") {
			return nil, &os.PathError{Op: "open", Path: path, Err: syscall.EACCES}
		}
		return openPlain(path, anyway)
	}
	f.looks(20)
	f.wants("b.csv=b")
	if got := f.whats(); !slices.Equal(got, []ledger.DropEvent{ledger.DropShut, ledger.DropTaken}) {
		t.Fatalf("told %v", got)
	}
	if strings.Contains(f.told[0].Err.Error(), f.dir) {
		t.Errorf("the error names the folder: %v", f.told[0].Err)
	}
	locked = false
	f.looks(6)
	f.wants("b.csv=b", "a.csv=a")
}

// When the binder can't take it, the original stays where it is.
func TestNothingIsRemovedBeforeItIsStored(t *testing.T) {
	f := newFolder(t)
	f.fails = errors.New("disk full")
	f.write("a.csv", "a")
	f.looks(100)
	if !slices.Equal(f.left(), []string{"a.csv"}) || !slices.Equal(f.whats(), []ledger.DropEvent{ledger.DropRefused}) {
		t.Fatalf("left %v, told %v", f.left(), f.whats())
	}
	f.fails = nil
	f.looks(31)
	f.wants("a.csv=a")
}

// A file that can't be taken away is told, tried again, and never handed on twice.
func TestAnOriginalThatStaysIsNotHandedOnTwice(t *testing.T) {
	f := newFolder(t)
	f.write("a.csv", "a")
	stuck := true
	f.remove = func(path string) error {
		if stuck {
			return &os.PathError{Op: "remove", Path: path, Err: syscall.EACCES}
		}
		return os.Remove(path)
	}
	f.looks(30)
	f.wants("a.csv=a")
	if !slices.Equal(f.whats(), []ledger.DropEvent{ledger.DropStays}) {
		t.Fatalf("told %v", f.whats())
	}
	stuck = false
	f.looks(6)
	f.wants("a.csv=a")
	if !slices.Equal(f.whats(), []ledger.DropEvent{ledger.DropStays, ledger.DropTaken}) || len(f.left()) != 0 {
		t.Errorf("told %v, left %v", f.whats(), f.left())
	}
	// A newer version under the same name is another file.
	f.write("a.csv", "ab")
	f.looks(3)
	f.wants("a.csv=a", "a.csv=ab")
}

func TestOriginalsCanBeMoved(t *testing.T) {
	f := newFolder(t)
	f.MoveTo = filepath.Join(t.TempDir(), "läst")
	f.write("a.csv", "one")
	f.looks(3) // the folder isn't there yet
	if !slices.Equal(f.whats(), []ledger.DropEvent{ledger.DropStays}) || !slices.Equal(f.left(), []string{"a.csv"}) {
		t.Fatalf("told %v, left %v", f.whats(), f.left())
	}
	if err := os.Mkdir(f.MoveTo, 0o700); err != nil {
		t.Fatal(err)
	}
	f.looks(6)
	f.write("a.csv", "two")
	f.looks(3)
	f.wants("a.csv=one", "a.csv=two")
	for name, want := range map[string]string{"a.csv": "one", "a (2).csv": "two"} {
		if raw, err := os.ReadFile(filepath.Join(f.MoveTo, name)); string(raw) != want || err != nil {
			t.Errorf("%s: %q, %v", name, raw, err)
		}
	}
	if len(f.left()) != 0 {
		t.Errorf("left %v", f.left())
	}
}

func TestATooLargeFileIsToldAndStays(t *testing.T) {
	f := newFolder(t)
	f.write("a.csv", strings.Repeat("x", 1001))
	f.looks(20)
	f.wants()
	if !slices.Equal(f.whats(), []ledger.DropEvent{ledger.DropTooLarge}) {
		t.Fatalf("told %v", f.whats())
	}
	f.write("a.csv", strings.Repeat("x", 1000))
	f.looks(3)
	if len(f.took) != 1 {
		t.Error("it was not taken when it had shrunk")
	}
}

// A share goes away and comes back, or a stick is taken out and put in.
func TestTheFolderMayVanish(t *testing.T) {
	f := newFolder(t)
	f.write("a.csv", "a")
	f.looks(2)
	away := f.dir + "-away"
	if err := os.Rename(f.dir, away); err != nil {
		t.Fatal(err)
	}
	f.looks(10)
	if err := os.Rename(away, f.dir); err != nil {
		t.Fatal(err)
	}
	f.write("b.csv", "b")
	f.looks(3)
	f.wants("a.csv=a", "b.csv=b")
	if got := f.whats(); !slices.Equal(got, []ledger.DropEvent{ledger.DropGone, ledger.DropBack, ledger.DropTaken, ledger.DropTaken}) {
		t.Errorf("told %v", got)
	}
}

func TestAHostileNameIsCleaned(t *testing.T) {
	f := newFolder(t)
	for i, name := range []string{`x\..\evil.csv`, "a\x1b[2J\n.csv", "\xff\xfe.csv", strings.Repeat("å", 120) + ".csv"} {
		f.write(name, strings.Repeat("x", i+1))
	}
	f.looks(3)
	if len(f.took) != 4 || len(f.left()) != 0 {
		t.Fatalf("taken %v, left %v", f.names(), f.left())
	}
	for _, file := range f.took {
		if strings.ContainsAny(file.Name, "\\/\x1b\n") || !utf8.ValidString(file.Name) {
			t.Errorf("handed on as %q", file.Name)
		}
	}
}

// idle is a clock that passes over short waits and never ends a long one, so that only an event
// wakes who sleeps.
type idle struct{ tick }

func (c *idle) After(d time.Duration) <-chan time.Time {
	if d >= idleEvery {
		return nil
	}
	return c.tick.After(d)
}

func TestAnEventWakesTheWatcher(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	dir := t.TempDir()
	took := make(chan string)
	w := New(Params{Folder: dir, Limit: 100, Clock: &idle{tick{now: time.Unix(1, 0)}}, Take: func(_ context.Context, f File) error {
		took <- f.Name
		return nil
	}})
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	for _, name := range []string{"a.csv", "b.csv"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := <-took; got != name {
			t.Errorf("taken %s", got)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// The folder goes away and another one comes in its place: the watcher goes on with that one. That
// a folder went may be heard only when the last file from it is closed, so the timer finds it.
func TestTheWatcherFollowsAFolderThatComesBack(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	dir := filepath.Join(t.TempDir(), "in")
	again := func() {
		t.Helper()
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	again()
	took, told := make(chan string), make(chan ledger.DropEvent, 100)
	w := New(Params{Folder: dir, Limit: 100, Clock: &tick{now: time.Unix(1, 0)}, Tell: func(n Notice) { told <- n.What },
		Take: func(_ context.Context, f File) error {
			took <- f.Name
			return nil
		}})
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	put := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := <-took; got != name {
			t.Errorf("taken %s", got)
		}
		for what := range told {
			if what == ledger.DropTaken {
				break
			}
		}
	}
	put("a.csv")
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for <-told != ledger.DropGone {
	}
	again()
	for <-told != ledger.DropBack {
	}
	put("b.csv")
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestOnceTakesWhatIsThereAndEnds(t *testing.T) {
	f := newFolder(t)
	f.write("a.csv", "a")
	f.write("large.csv", strings.Repeat("x", 1001))
	if err := f.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.wants("a.csv=a")
}
