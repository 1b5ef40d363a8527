//go:build bench

package wiring

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
	"avbrottsparm/internal/vault"

	"golang.org/x/crypto/argon2"
)

// The goals of a binder that has grown for years, on an ordinary laptop: the key derivation, which
// takes a second on purpose, is left out of the time and told apart in the memory.
const (
	longestUnlock = time.Second
	mostMemory    = 250 << 20 // bytes, of the whole process
	straight      = 0.8       // linear, but for what measuring itself is off by
	rounds        = 9
	passphrase    = "en lång fras att mäta med"
)

// measure is set in the process that a test starts to see how much memory it takes.
const measure = "AVBROTTSPARM_MEASURE"

func init() {
	what := os.Getenv(measure)
	if what == "" {
		return
	}
	if err := measured(what); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// measured opens the binder in the folder and prints what the process holds when the system has
// got back what it can; "derive" derives one key of the usual cost instead.
func measured(what string) error {
	if what == "derive" {
		argon2.IDKey([]byte(passphrase), make([]byte, 32), 3, 256<<10, 2, 32)
	} else {
		d, err := Desk(text.Swedish)
		if err != nil {
			return err
		}
		s, err := d.Unlock(context.Background(), what, "", passphrase)
		if err != nil {
			return err
		}
		defer runtime.KeepAlive(s)
	}
	debug.FreeOSMemory()
	status, err := os.Open("/proc/self/status")
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(status)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "VmRSS") || strings.HasPrefix(lines.Text(), "VmHWM") {
			fmt.Println(lines.Text())
		}
	}
	return lines.Err()
}

// inChild gives what a process of its own holds at the end, and at most, in bytes.
func inChild(t *testing.T, what string) (now, peak float64) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), measure+"="+what)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		kib, err := strconv.ParseFloat(fields[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		if fields[0] == "VmRSS:" {
			now = kib * 1024
		} else {
			peak = kib * 1024
		}
	}
	return now, peak
}

func row(t *testing.T, name, us, limit string, got, goal float64) {
	t.Helper()
	fmt.Printf("ratio\t%s\t%s\t%s\t%.2f\t%.2f\n", name, us, limit, got, goal)
	if got < goal {
		t.Errorf("%s: %s, the goal is %s", name, us, limit)
	}
}

func within(t *testing.T, name string, got, limit time.Duration) {
	t.Helper()
	row(t, name, got.Round(100*time.Microsecond).String(), limit.Round(100*time.Microsecond).String(), float64(limit)/float64(got), 1)
}

func withinMemory(t *testing.T, name string, got, limit float64) {
	t.Helper()
	row(t, name, fmt.Sprintf("%.0f MiB", got/(1<<20)), fmt.Sprintf("%.0f MiB", limit/(1<<20)), limit/got, 1)
}

// A mixture is what each note leaves in the ledger: it is signed, nearly always entered in
// Lifecare, and each time and once more for reading there is a line in the log.
type mixture struct {
	name  string
	lines int // of the log, of the signing, the entering and the reading
}

var (
	ordinary  = mixture{"", 3}
	notesOnly = mixture{", notes only", 0}
)

const stillWaiting = 40

// grown is a closed binder with n ledger records, as the desk would have written them over years.
func grown(t *testing.T, n int, mix mixture) (*desk.Desk, string) {
	t.Helper()
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "binder")
	s, _, err := d.SetUp(t.Context(), dir, desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "undersköterska", Passphrase: passphrase})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	v, err := vault.Open(t.Context(), dir, access.Key{Passphrase: passphrase})
	if err != nil {
		t.Fatal(err)
	}
	w := writer{t: t, v: v, by: entry.Author{Identity: v.Identity(), Name: "Lena Ek", Title: "undersköterska"}}
	notes := n / (2 + mix.lines)
	start := time.Now().AddDate(-2, 0, 0).In(care.Stockholm)
	for i := range notes {
		w.note(i, start.Add(time.Duration(i)*time.Minute), mix.lines, i < notes-stillWaiting)
	}
	w.flush(0)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	return d, dir
}

type writer struct {
	t      *testing.T
	v      *vault.Vault
	by     entry.Author
	change ledger.Change
}

func (w *writer) add(stream ledger.Stream, area access.Area, kind ledger.Kind, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	w.change.Appends = append(w.change.Appends, ledger.Append{Stream: stream, Area: area, Kind: kind, Body: raw})
}

func (w *writer) flush(atLeast int) {
	if len(w.change.Appends) <= atLeast {
		return
	}
	if _, err := w.v.Commit(w.t.Context(), w.change); err != nil {
		w.t.Fatal(err)
	}
	w.change = ledger.Change{}
}

func (w *writer) note(i int, at time.Time, lines int, entered bool) {
	id, person := fmt.Sprintf("n%011d", i), w.v.Name("person", strconv.Itoa(i%400))
	e := entry.Entry{ID: id, Kind: entry.KindNote, PersonID: person, EventTime: at, WrittenTime: at, Clock: entry.ClockTrusted, Author: w.by,
		Subject: &entry.Subject{Name: fmt.Sprintf("Elsa Lundvik%d", i%400), Number: "192401297250"}, Headline: "Tillsyn natt", Text: words(i)}
	w.add(ledger.StreamMain, access.AreaSocial, ledger.KindEntry, entry.Event{Type: entry.EventSigned, ID: id, At: at, By: w.by, Entry: &e})
	if entered {
		w.add(ledger.StreamMain, access.AreaSocial, ledger.KindEntry, entry.Event{Type: entry.EventEntered, ID: id, At: at.Add(time.Hour), By: w.by, Reference: fmt.Sprintf("2026-11-22 %04d", i)})
	}
	for _, action := range []access.Action{access.ActionSign, access.ActionEnter, access.ActionRead}[:lines] {
		w.add(ledger.StreamLog, access.AreaLog, ledger.KindAccess, access.Event{Action: action, At: at, Identity: w.by.Identity, Name: w.by.Name,
			Title: w.by.Title, Unit: "Norr", PersonID: person, PersonName: e.Subject.Name, PersonNumber: e.Subject.Number})
	}
	w.flush(5000)
}

// words are about 400 characters that differ from note to note.
func words(n int) string {
	all := strings.Fields("sov lugnt hela natten hade varit uppe en gång och fått hjälp tillbaka i sängen dricker bra inga smärtor larmet ligger inom räckhåll vaken vid besöket orolig frågade efter dottern åt halva portionen")
	var out strings.Builder
	for i := 0; out.Len() < 400; i++ {
		out.WriteString(all[(n*7+i*i)%len(all)])
		out.WriteByte(' ')
	}
	return out.String()
}

// unlocking is the best time of opening the binder, what the processors spent on it at the least,
// and the time of the first opening, before there is a checkpoint.
func unlocking(t *testing.T, d *desk.Desk, dir string) (first, best, spent time.Duration) {
	t.Helper()
	best, spent = math.MaxInt64, math.MaxInt64
	for i := range rounds + 1 {
		runtime.GC()
		from, before := time.Now(), processors(t)
		s, err := d.Unlock(t.Context(), dir, "", passphrase)
		took, work := time.Since(from), processors(t)-before
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Altered(); err != nil || s.Counts().Waiting != stillWaiting {
			t.Fatalf("%v, %d notes wait", err, s.Counts().Waiting)
		}
		if err := s.Lock(); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = took
		} else {
			best, spent = min(best, took), min(spent, work)
		}
	}
	return first, best, spent
}

// processors is the time that they have spent on this process.
func processors(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// TestRatioGrowth holds opening a binder against a limit, and the work for each size against ten
// times the work for a tenth of it: work, and not time, so that nothing beside it counts.
func TestRatioGrowth(t *testing.T) {
	sizes := []int{1_000, 10_000, 100_000}
	if os.Getenv("AVBROTTSPARM_SOAK") == "1" {
		sizes = append(sizes, 1_000_000)
	}
	var before time.Duration
	for _, n := range sizes {
		d, dir := grown(t, n, ordinary)
		first, best, spent := unlocking(t, d, dir)
		name := fmt.Sprintf("unlock, %d records", n)
		if before > 0 {
			row(t, name+", work against ten times a tenth", spent.Round(100*time.Microsecond).String(),
				(10 * before).Round(100*time.Microsecond).String(), float64(10*before)/float64(spent), straight)
		}
		before = spent
		if n == 100_000 {
			within(t, name, best, longestUnlock)
			within(t, name+", no checkpoint yet", first, 3*longestUnlock)
			now, _ := inChild(t, dir)
			withinMemory(t, "memory after unlock, 100000 records", now, mostMemory)
			finding(t, d, dir)
		}
	}
}

// TestRatioGrowthOfNotes is the same with a ledger that is all notes, with nothing in the log.
func TestRatioGrowthOfNotes(t *testing.T) {
	d, dir := grown(t, 100_000, notesOnly)
	_, best, _ := unlocking(t, d, dir)
	within(t, "unlock, 100000 records, notes only", best, longestUnlock)
	now, _ := inChild(t, dir)
	withinMemory(t, "memory after unlock, 100000 records, notes only", now, mostMemory)
}

// TestRatioDerivation tells the peak of the key derivation apart, and that the memory goes back.
func TestRatioDerivation(t *testing.T) {
	now, peak := inChild(t, "derive")
	withinMemory(t, "key derivation, at its peak", peak, 300<<20)
	withinMemory(t, "key derivation, afterwards", now, 40<<20)
}

// finding looks for a head that was printed before everything else, the slowest one to be told
// that it never was.
func finding(t *testing.T, d *desk.Desk, dir string) {
	t.Helper()
	s, err := d.Unlock(t.Context(), dir, "", passphrase)
	if err != nil {
		t.Fatal(err)
	}
	var times []time.Duration
	for range rounds {
		from := time.Now()
		match, err := s.CheckHead(t.Context(), "0123-4567-89ab-cdef-0123")
		if err != nil || match.Found {
			t.Fatalf("%+v, %v", match, err)
		}
		times = append(times, time.Since(from))
	}
	within(t, "a head that never was, 100000 records", slices.Min(times), longestUnlock)
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
}
