package vault

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// childDir tells a copy of this test program to write into a vault until it is killed.
const childDir = "VAULT_TEST_CHILD"

// children is what a copy of this test program does for a variable of the environment, with its
// value; other files add theirs.
var children = map[string]func(value string) error{childDir: writeUntilKilled}

func TestMain(m *testing.M) {
	for name, work := range children {
		if value := os.Getenv(name); value != "" {
			if err := work(value); err != nil {
				fmt.Println("error", err)
				os.Exit(1)
			}
			os.Exit(0)
		}
	}
	os.Exit(m.Run())
}

// writeUntilKilled says each note's number once its commit has returned, and never before.
func writeUntilKilled(dir string) error {
	v, err := Unlock(context.Background(), dir, "", phrase)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		h, err := v.Commit(context.Background(), ledger.Change{
			Puts:    []ledger.Item{item(n%5, strconv.Itoa(n))},
			Appends: []ledger.Append{note(strings.Repeat("x", n%3000)), logged("läst")},
		})
		if err != nil {
			return err
		}
		fmt.Println(h[0].ID)
	}
}

func TestKilledAnywhereNothingAcknowledgedIsLost(t *testing.T) {
	v, dir, _ := newVault(t)
	shut(t, v)
	acknowledged := map[string]bool{}
	for kill := range 6 {
		for _, id := range killAfter(t, dir, 3+11*kill) {
			acknowledged[id] = true
		}
		v := reopen(t, dir)
		if report := verified(t, v); !report.OK() || report.Records == 0 {
			t.Fatalf("kill %d: %+v", kill, report)
		}
		left := len(acknowledged)
		for _, r := range records(t, v, ledger.StreamMain) {
			if acknowledged[r.ID.String()] {
				left--
			}
		}
		if left != 0 {
			t.Fatalf("kill %d: %d acknowledged records are lost", kill, left)
		}
		items(t, v)
		shut(t, v)
	}
	if len(acknowledged) < 6*3 {
		t.Errorf("only %d commits were acknowledged", len(acknowledged))
	}
}

// killAfter starts the child, kills it after some acknowledgements and returns all it said. It
// also sees that the folder is taken while the child has it.
func killAfter(t *testing.T, dir string, enough int) []string {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var said []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "error") {
			t.Error(lines.Text())
		}
		if said = append(said, lines.Text()); len(said) == 1 {
			if _, err := Unlock(t.Context(), dir, "", phrase); !text.IsFault(err, "vault.in_use") {
				t.Errorf("while another process has it: %v", err)
			}
			if left, err := Wait(t.Context(), dir); err != nil || left != 0 {
				t.Errorf("while another process has it: wait %s, %v", left, err)
			}
		}
		if len(said) == enough {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	var ended *exec.ExitError
	if err := child.Wait(); !errors.As(err, &ended) {
		t.Errorf("the child was to be killed: %v", err)
	}
	return said
}

func TestFilesThatAreNoVault(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett")}, Appends: []ledger.Append{note("a")}})
	shut(t, v)
	whole, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	newer := append([]byte{}, whole...)
	newer[63] = schemaVersion + 1
	foreign := append([]byte{}, whole...)
	copy(foreign[68:72], "\x00\x00\x00\x00")
	holes := append([]byte{}, whole...)
	for at := 200; at < len(holes); at++ {
		holes[at] = byte(at * 7)
	}
	for _, c := range []struct {
		name  string
		raw   []byte
		codes string
	}{
		{"empty", nil, "vault.not_a_vault"},
		{"short", whole[:60], "vault.not_a_vault"},
		{"text", []byte(strings.Repeat("Detta är ingen pärm. ", 100)), "vault.not_a_vault"},
		{"someone else's database", foreign, "vault.not_a_vault"},
		{"a newer program's", newer, "vault.newer_format"},
		{"cut after its first page", whole[:8192], "vault.damaged vault.not_a_vault"},
		{"cut in the middle", whole[:len(whole)/2], "vault.damaged vault.not_a_vault"},
		{"overwritten", holes, "vault.damaged vault.not_a_vault"},
	} {
		path := filepath.Join(dir, FileName)
		if err := os.WriteFile(path, c.raw, 0o600); err != nil {
			t.Fatal(err)
		}
		v, err := Unlock(t.Context(), dir, "", phrase)
		if err == nil {
			shut(t, v)
		}
		var fault *text.Fault
		if !errors.As(err, &fault) || !strings.Contains(c.codes, fault.Code) {
			t.Errorf("%s: %v", c.name, err)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != string(c.raw) {
			t.Errorf("%s: the file was touched, %v", c.name, err)
		}
	}
	if _, err := Unlock(t.Context(), t.TempDir(), "", phrase); !text.IsFault(err, "vault.none") {
		t.Errorf("an empty folder: %v", err)
	}
}

// TestDamagedAnywhere turns single bytes all over the file: whatever happens, it is an error with
// a sentence or a finding, never a panic and never wrong data shown as right.
func TestDamagedAnywhere(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett"), item(2, "två")}, Appends: []ledger.Append{note("a"), logged("b")}})
	shut(t, v)
	path := filepath.Join(dir, FileName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for at := 101; at < len(whole); at += 613 {
		hurt := append([]byte{}, whole...)
		hurt[at] ^= 0x55
		if err := os.WriteFile(path, hurt, 0o600); err != nil {
			t.Fatal(err)
		}
		v, err := Unlock(t.Context(), dir, "", phrase)
		if err != nil {
			found++
			if w := text.For(text.Swedish); w.Explain(err) == w.Say("error.unknown") {
				t.Errorf("byte %d: no sentence for %v", at, err)
			}
			continue
		}
		if v.ring.current[access.AreaCommon] == nil {
			found++ // the row that gave the opener this area no longer does; its items are not shown
		} else if got, err := itemsAnd(t.Context(), v); err == nil && (len(got) != 2 || got["person/p00001"] != "ett" || got["person/p00002"] != "två") {
			t.Errorf("byte %d: items %v", at, got)
		}
		if report, err := v.Verify(t.Context(), nil); err != nil || !report.OK() {
			found++
		}
		if err := v.Close(); err != nil {
			found++
		}
	}
	if found == 0 {
		t.Error("no damage was noticed at all")
	}
}

func TestFullDiskLosesNothing(t *testing.T) {
	v, _, _ := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett")}, Appends: []ledger.Append{note("a")}})
	head := v.Head()
	limit := func(pages int) {
		if _, err := v.writer.ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(1) // SQLite takes the number of pages that are there
	large := ledger.Change{Puts: []ledger.Item{item(2, strings.Repeat("x", 1<<20))}, Appends: []ledger.Append{note("b")}}
	if _, err := v.Commit(t.Context(), large); !text.IsFault(err, "vault.full") {
		t.Fatalf("full disk: %v", err)
	}
	if v.Head() != head || len(items(t, v)) != 1 || !verified(t, v).OK() {
		t.Error("a failed commit left a trace")
	}
	limit(1 << 30)
	commit(t, v, large)
	if report := verified(t, v); !report.OK() || report.Items != 2 || report.Records != 4 {
		t.Errorf("after there was room again: %+v", report)
	}
}

func TestReadOnlyIsSaid(t *testing.T) {
	v, _, _ := newVault(t)
	if _, err := v.writer.ExecContext(t.Context(), "PRAGMA query_only = ON"); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Commit(t.Context(), ledger.Change{Appends: []ledger.Append{note("a")}}); !text.IsFault(err, "vault.read_only") {
		t.Errorf("read only: %v", err)
	}
	if _, err := v.writer.ExecContext(t.Context(), "PRAGMA query_only = OFF"); err != nil {
		t.Fatal(err)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
}

func TestEveryStorageErrorHasItsSentence(t *testing.T) {
	path := func(err error) error { return &fs.PathError{Op: "open", Path: "/hem/asa.oberg/pärm", Err: err} }
	for _, c := range []struct {
		err  error
		code string
	}{
		{path(syscall.ENOSPC), "vault.full"},
		{path(syscall.EROFS), "vault.read_only"},
		{path(syscall.EACCES), "vault.not_writable"},
		{path(syscall.EIO), "vault.disk"},
		{sqlite3.Error{Code: sqlite3.ErrFull}, "vault.full"},
		{sqlite3.Error{Code: sqlite3.ErrReadonly}, "vault.read_only"},
		{sqlite3.Error{Code: sqlite3.ErrCantOpen}, "vault.not_writable"},
		{sqlite3.Error{Code: sqlite3.ErrNotADB}, "vault.not_a_vault"},
		{sqlite3.Error{Code: sqlite3.ErrCorrupt}, "vault.damaged"},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, "vault.busy"},
		{sqlite3.Error{Code: sqlite3.ErrIoErr}, "vault.disk"},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.ENOSPC}, "vault.full"},
	} {
		err := storeFault("test", c.err)
		if !text.IsFault(err, c.code) {
			t.Errorf("%v gave %v, want %s", c.err, err, c.code)
		}
		if strings.Contains(err.Error(), "oberg") {
			t.Errorf("%v tells the path", err)
		}
		for _, lang := range []text.Lang{text.Swedish, text.English} {
			if w := text.For(lang); w.Explain(err) == w.Say("error.unknown") {
				t.Errorf("%s has no sentence in %s", c.code, lang)
			}
		}
	}
}

func TestAFileInTheWayOfTheFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fil")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Create(t.Context(), filepath.Join(path, "pärm"), Founder{Name: "a", Passphrase: phrase}); !text.IsFault(err, "vault.not_writable") {
		t.Errorf("a file in the way: %v", err)
	}
}

func TestRightsOfFolderAndFiles(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder: %v, %v", info.Mode(), err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if info, err := entry.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", entry.Name(), info.Mode(), err)
		}
	}
}

func TestInterruptedCreationLeavesRoomForTheNext(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{FileName + ".new", FileName + ".new-wal"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("halv"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	v, _, err := Create(t.Context(), dir, Founder{Name: "a", Passphrase: phrase})
	if err != nil {
		t.Fatal(err)
	}
	shut(t, v)
	if inFolder(t, dir, []byte("halv")) {
		t.Error("the half vault is still there")
	}
}

func TestReadersAndWritersAtOnce(t *testing.T) {
	v, _, _ := newVault(t)
	var puts []ledger.Item
	for n := range 300 {
		puts = append(puts, item(n, "x"))
	}
	commit(t, v, ledger.Change{Puts: puts})
	var work sync.WaitGroup
	for range 3 {
		work.Go(func() {
			for n := range 15 {
				if _, err := v.Commit(t.Context(), ledger.Change{Puts: []ledger.Item{item(n, "y")}, Appends: []ledger.Append{note("a"), logged("b")}}); err != nil {
					t.Error(err)
				}
			}
		})
		work.Go(func() {
			for range 5 {
				if got, err := itemsAnd(t.Context(), v); err != nil || len(got) != 300 {
					t.Errorf("%d items, %v", len(got), err)
				}
				if report, err := v.Verify(t.Context(), nil); err != nil || !report.OK() {
					t.Errorf("%+v, %v", report, err)
				}
				v.Head()
			}
		})
	}
	work.Wait()
	if report := verified(t, v); report.Records != 1+45*3 {
		t.Errorf("%d records", report.Records)
	}
}

func TestCloseEndsALongRead(t *testing.T) {
	v, _, _ := newVault(t)
	var puts []ledger.Item
	for n := range 20 * chunkRows {
		puts = append(puts, item(n, "x"))
	}
	commit(t, v, ledger.Change{Puts: puts})
	closed := make(chan error)
	seen := 0
	err := v.Items(t.Context(), func(ledger.Item) error {
		if seen++; seen == 1 {
			go func() { closed <- v.Close() }()
			<-v.done
		}
		// A use case inside the callback is told that the vault is locked, and does not hang.
		if _, err := v.Commit(t.Context(), ledger.Change{Appends: []ledger.Append{note("a")}}); !text.IsFault(err, "vault.locked") {
			t.Errorf("commit while closing: %v", err)
		}
		return nil
	})
	if !text.IsFault(err, "vault.locked") || seen > 2*chunkRows {
		t.Errorf("%d items, %v", seen, err)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

func TestCancelledWorkEnds(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "x")}})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := v.Commit(ctx, ledger.Change{Appends: []ledger.Append{note("a")}}); !errors.Is(err, context.Canceled) {
		t.Errorf("commit: %v", err)
	}
	if _, err := itemsAnd(ctx, v); !errors.Is(err, context.Canceled) {
		t.Errorf("items: %v", err)
	}
	if _, err := v.Verify(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("verify: %v", err)
	}
	stop := errors.New("nog")
	if err := v.Items(t.Context(), func(ledger.Item) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("stopped by its reader: %v", err)
	}
	shut(t, v)
	if _, err := Unlock(ctx, dir, "", phrase); !errors.Is(err, context.Canceled) {
		t.Errorf("unlock: %v", err)
	}
	reopen(t, dir)
}

func TestCommitRefusesWhatItCannotKeep(t *testing.T) {
	v, _, _ := newVault(t)
	for name, c := range map[string]ledger.Change{
		"item without id":    {Puts: []ledger.Item{{Area: access.AreaCommon, Kind: "person"}}},
		"item without area":  {Puts: []ledger.Item{{Kind: "person", ID: "a"}}},
		"long id":            {Puts: []ledger.Item{{Area: access.AreaCommon, Kind: "person", ID: strings.Repeat("a", 256)}}},
		"draft without id":   {DraftPuts: []ledger.Draft{{Area: access.AreaCommon}}},
		"record of no area":  {Appends: []ledger.Append{{Stream: ledger.StreamMain, Kind: ledger.KindEntry}}},
		"record of no chain": {Appends: []ledger.Append{{Area: access.AreaCommon, Kind: ledger.KindEntry}}},
		"someone's manifest": {Appends: []ledger.Append{{Stream: ledger.StreamMain, Area: access.AreaCommon, Kind: ledger.KindManifest}}},
		"someone's stone":    {Appends: []ledger.Append{{Stream: ledger.StreamMain, Area: access.AreaCommon, Kind: ledger.KindTombstone}}},
	} {
		if _, err := v.Commit(t.Context(), c); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	if report := verified(t, v); report.Records != 0 || !report.OK() {
		t.Errorf("report %+v", report)
	}
}

func TestCostsOutsideTheBoundsAreRefused(t *testing.T) {
	for _, c := range []cost{
		{memory: 2 << 20, passes: 3, lanes: 2}, {memory: 64 << 10, passes: 11, lanes: 2}, {memory: 64 << 10, passes: 3, lanes: 9},
		{memory: 64 << 10, passes: 0, lanes: 1}, {memory: 64 << 10, passes: 3, lanes: 0},
	} {
		if c.allowed() {
			t.Errorf("%+v is allowed", c)
		}
	}
	if !usualCost.allowed() || !leastCost.allowed() || !mostCost.allowed() {
		t.Error("the usual, least or most cost is refused")
	}
	v, dir, _ := newVault(t)
	shut(t, v)
	v = reopen(t, dir)
	_, code := envelope(t, v, access.Everyone())
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) { run(t, db, `UPDATE slot SET memory = 4294967295 WHERE kind IN (2, 4)`) })
	start := time.Now()
	for _, key := range []access.Key{{Passphrase: phrase}, {Envelope: code}} {
		if _, err := Open(t.Context(), dir, key); !text.IsFault(err, "vault.damaged") {
			t.Errorf("4 TiB of memory: %v after %s", err, time.Since(start))
		}
	}
}
