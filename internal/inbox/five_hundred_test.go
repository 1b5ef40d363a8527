//go:build unix

package inbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"avbrottsparm/data"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/intake/table"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/vault"
)

// canary stands in every file of the test, and afterwards nowhere in the clear.
const canary = "Kanariefågel"

// vaults lets the desk make and open real vaults.
type vaults struct{ desk.Vaults }

func (vaults) Exists(dir string) bool { return vault.Exists(dir) }

func (vaults) Create(ctx context.Context, dir, name, passphrase string) (desk.Store, string, error) {
	return vault.Create(ctx, dir, vault.Founder{Name: name, Passphrase: passphrase})
}

func (vaults) Unlock(ctx context.Context, dir string, key access.Key) (desk.Store, error) {
	return vault.Open(ctx, dir, key)
}

// finder finds nobody: the test looks at the schedule.
type finder struct{}

func (finder) Set([]care.Findable)  {}
func (finder) Find(string) []string { return nil }

const phrase = "en ganska lång fras"

// export is a schedule of one visit on a route of its own.
func export(n int) string {
	return fmt.Sprintf("Namn;Adress;Starttid;Sluttid;Insatser;Slinga\n%s %03d;Storgatan %d;2026-11-23 08:00;2026-11-23 08:20;Morgonhjälp;Slinga %d\n", canary, n, n, n)
}

// unit is a drop folder beside a binder, and the systems that write to it.
type unit struct {
	t       *testing.T
	root    string
	binder  string
	in      string
	desk    *desk.Desk
	clock   *tick
	watcher *Watcher
	locked  map[string]bool // files that another program has open
	stuck   map[string]bool // originals that can't be taken away
	events  map[ledger.DropEvent]int
	// restarts says that the watcher is about to be restarted: where the system doesn't tell who
	// writes, what a stalled writer adds after that is out of reach.
	restarts bool
	told     bool     // the system tells who writes
	later    []func() // what the systems do in the next step
	next     int
}

func newUnit(t *testing.T) *unit {
	t.Helper()
	root := t.TempDir()
	tables, err := table.NewReader(data.Columns)
	if err != nil {
		t.Fatal(err)
	}
	u := &unit{t: t, root: root, binder: filepath.Join(root, "pärm"), in: filepath.Join(root, "in"), locked: map[string]bool{}, stuck: map[string]bool{},
		clock: &tick{now: time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)}, events: map[ledger.DropEvent]int{}}
	u.must(os.Mkdir(u.in, 0o700))
	u.must(os.Mkdir(filepath.Join(root, "tmp"), 0o700))
	t.Setenv("TMPDIR", filepath.Join(root, "tmp"))
	u.desk = desk.New(desk.Params{Vaults: vaults{}, Readers: []desk.Reader{tables}, NewFinder: func() desk.Finder { return finder{} }})
	s, _, err := u.desk.SetUp(t.Context(), u.binder, desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "undersköterska", Passphrase: phrase})
	u.must(err)
	u.must(s.Lock())
	u.start()
	return u
}

func (u *unit) must(err error) {
	u.t.Helper()
	if err != nil {
		u.t.Fatal(err)
	}
}

// start starts the watcher anew, as after a restart of the computer.
func (u *unit) start() {
	u.watcher = New(Params{Folder: u.in, Limit: 1 << 20, Clock: u.clock, Tell: func(n Notice) { u.events[n.What]++ },
		Take: func(ctx context.Context, f File) error {
			_, err := vault.Seal(ctx, u.binder, f.Label, f.Bytes)
			return err
		}})
	u.watcher.opener = func(path string, anyway bool) (file, error) {
		if u.locked[filepath.Base(path)] {
			return nil, &os.PathError{Op: "open", Path: path, Err: syscall.EACCES}
		}
		return openPlain(path, anyway || !u.told)
	}
	u.watcher.remove = func(path string) error {
		if u.stuck[filepath.Base(path)] {
			return &os.PathError{Op: "remove", Path: path, Err: syscall.EACCES}
		}
		return os.Remove(path)
	}
}

// steps lets so many seconds pass, with a look in each, while the systems go on writing.
func (u *unit) steps(n int) {
	for range n {
		due := u.later
		u.later = nil
		for _, do := range due {
			do()
		}
		u.watcher.look(u.t.Context())
		u.clock.now = u.clock.now.Add(time.Second)
	}
}

// wait does something so many steps from now.
func (u *unit) wait(steps int, do func()) {
	if steps > 0 {
		u.later = append(u.later, func() { u.wait(steps-1, do) })
		return
	}
	do()
}

func (u *unit) write(name, content string) {
	u.must(os.WriteFile(filepath.Join(u.in, name), []byte(content), 0o600))
}

func (u *unit) add(name, content string) {
	f, err := os.OpenFile(filepath.Join(u.in, name), os.O_WRONLY|os.O_APPEND, 0)
	u.must(err)
	_, err = f.WriteString(content)
	u.must(err)
	u.must(f.Close())
}

// burst drops fifty contents at once, in all the ways in which systems and people do it.
func (u *unit) burst() {
	for k := range 50 {
		n := u.next
		u.next++
		name, content := fmt.Sprintf("export-%03d.csv", n), export(n)
		half := strings.Index(content, "\n") + 20
		switch {
		case k < 8: // saved under another name, then renamed
			u.write(name+".tmp", content)
			u.wait(k%4, func() { u.must(os.Rename(filepath.Join(u.in, name+".tmp"), filepath.Join(u.in, name))) })
		case k < 16: // written bit by bit
			u.write(name, content[:half])
			u.wait(1+k%2, func() { u.add(name, content[half:]) })
		case k < 20: // another program has it open for a while
			u.locked[name] = true
			u.write(name, content)
			u.wait(5, func() { delete(u.locked, name) })
		case k < 23: // twice under different names
			u.write(name, content)
			u.write("kopia av "+name, content)
			u.wait(6, func() { u.write("samma en gång till "+name, content) })
		case k < 26 && !u.restarts: // the writer stalls for longer than any rule waits
			f, err := os.Create(filepath.Join(u.in, name))
			u.must(err)
			_, err = f.WriteString(content[:half])
			u.must(err)
			u.wait(6, func() {
				_, err := f.WriteString(content[half:])
				u.must(err)
				u.must(f.Close())
			})
		case k < 28: // a shorter version, and then the whole of it under the same name
			u.write(name, content[:half])
			u.wait(5, func() { u.write(name, content) })
		case k < 30: // the original can't be taken away at once
			u.stuck[name] = true
			u.write(name, content)
			u.wait(7, func() { delete(u.stuck, name) })
		default:
			u.write(name, content)
		}
	}
}

func (u *unit) open() *desk.Session {
	s, err := u.desk.Unlock(u.t.Context(), u.binder, "", phrase)
	u.must(err)
	return s
}

// Given five hundred files in bursts, with renames, partial writes, locks, stalls and copies, a
// watcher that is restarted and a folder that vanishes, when the binder is unlocked, then every
// content is in the binder once, and nothing of it lies anywhere in the clear.
func TestFiveHundredOfFiveHundred(t *testing.T) {
	u := newUnit(t)
	for range 5 {
		u.burst()
		u.steps(14)
	}
	u.restarts = true
	u.burst()
	u.steps(4)
	u.start() // in the middle of everything
	u.restarts = false
	u.steps(14)

	// The binder is opened while more arrives.
	s := u.open()
	_, err := s.TakeArrivals(t.Context(), nil)
	u.must(err)
	u.burst()
	u.steps(14)
	u.must(s.Lock())

	u.burst()
	u.steps(8)
	away := filepath.Join(u.root, "away")
	u.must(os.Rename(u.in, away))
	u.watcher.look(t.Context())
	u.clock.now = u.clock.now.Add(20 * time.Second)
	u.watcher.look(t.Context())
	u.must(os.Rename(away, u.in))
	for range 2 {
		u.steps(14)
		u.told = true
		u.burst()
	}
	u.steps(30)
	if u.next != 500 {
		t.Fatalf("%d contents were dropped", u.next)
	}
	s = u.open()
	_, err = s.TakeArrivals(t.Context(), nil)
	u.must(err)
	if routes := s.Schedule(time.Date(2026, 11, 23, 12, 0, 0, 0, care.Stockholm), "").Routes; len(routes) != 500 {
		t.Errorf("%d of 500 are in the schedule", len(routes))
	}
	if c, err := s.TrayCounts(t.Context()); err != nil || c != (desk.TrayCount{}) {
		t.Errorf("left in the trays: %+v, %v", c, err)
	}
	u.must(s.Lock())
	u.watcher.letGo(t.Context())
	u.countImports()
	u.nothingLeft()
	for _, what := range []ledger.DropEvent{ledger.DropTaken, ledger.DropAgain, ledger.DropShut, ledger.DropStays, ledger.DropGone, ledger.DropBack} {
		if u.events[what] == 0 {
			t.Errorf("the test never met %q: %v", what, u.events)
		}
	}
	t.Log(u.events)
}

// countImports sees that every content came in once.
func (u *unit) countImports() {
	u.t.Helper()
	v, err := vault.Unlock(u.t.Context(), u.binder, "", phrase)
	u.must(err)
	times := map[string]int{}
	u.must(v.Records(u.t.Context(), ledger.StreamMain, func(r ledger.Record) error {
		if r.Kind != ledger.KindImport {
			return nil
		}
		var in desk.Received
		if err := json.Unmarshal(r.Body, &in); err != nil {
			return err
		}
		times[in.Hash]++
		return nil
	}))
	u.must(v.Close())
	if len(times) != 500 {
		u.t.Errorf("%d contents came in", len(times))
	}
	for hash, n := range times {
		if n != 1 {
			u.t.Errorf("content %s came in %d times", hash[:8], n)
		}
	}
}

// nothingLeft sees that the folder is empty and that nothing lies anywhere in the clear.
func (u *unit) nothingLeft() {
	u.t.Helper()
	left, err := os.ReadDir(u.in)
	u.must(err)
	for _, entry := range left {
		u.t.Errorf("%s is still in the folder", entry.Name())
	}
	u.must(filepath.WalkDir(u.root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte(canary)) || strings.Contains(entry.Name(), "export") {
			u.t.Errorf("%s lies in the clear", path)
		}
		return err
	}))
}
