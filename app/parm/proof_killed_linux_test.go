package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// soaking tells that the long form was asked for, by "make soak".
func soaking() bool { return os.Getenv("AVBROTTSPARM_SOAK") == "1" }

// proof prints a line of the table of faults: what was done, and what held.
func proof(t *testing.T, fault, format string, args ...any) {
	t.Helper()
	fmt.Printf("proof\t%s\t%s\n", fault, fmt.Sprintf(format, args...))
}

// killing is one binder whose programs are killed again and again.
type killing struct {
	t     *testing.T
	dir   string
	flags []string
	rand  *rand.Rand
	notes string          // file with the lines of a batch
	acked map[string]bool // by id
	kills map[string]int  // by what was under way
	users int
}

const batchLines = 4000

func newKilling(t *testing.T) *killing {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	flags := append(batchBinder(t), "--user", "Lena Ek") // no more alone when others come
	k := &killing{t: t, dir: t.TempDir(), flags: flags, rand: rand.New(rand.NewPCG(seed, 1)), acked: map[string]bool{}, kills: map[string]int{}}
	var lines strings.Builder
	for i := range batchLines {
		lines.WriteString(noteLine(i))
	}
	k.notes = filepath.Join(k.dir, "notes.jsonl")
	if err := os.WriteFile(k.notes, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return k
}

// start runs parm in a process of its own.
func (k *killing) start(args ...string) (*exec.Cmd, *bufio.Scanner) {
	k.t.Helper()
	self, err := os.Executable()
	if err != nil {
		k.t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: self, Args: append(append([]string{"parm"}, args...), k.flags...)}
	out, err := cmd.StdoutPipe()
	if err != nil {
		k.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// kill ends a program with SIGKILL. One that was done before is no kill.
func (k *killing) kill(what string, cmd *exec.Cmd) {
	k.t.Helper()
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		k.t.Fatal(err)
	}
	var ended *exec.ExitError
	if err := cmd.Wait(); errors.As(err, &ended) && !ended.Exited() {
		k.kills[what]++
	}
}

// write kills a batch at a random moment after a random number of answers, however fast the
// machine is, and notes what it answered.
func (k *killing) write() {
	cmd, answers := k.start("write", "note", "--batch", k.notes)
	count, least, after := 0, 50+k.rand.IntN(150), time.Duration(k.rand.IntN(50))*time.Millisecond
	var timer *time.Timer
	defer func() {
		if timer != nil {
			timer.Stop()
		}
	}()
	for ; answers.Scan(); count++ {
		if count == least {
			timer = time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
		var answer stateShape
		if err := json.Unmarshal(answers.Bytes(), &answer); err != nil {
			break // the line that the kill cut off was never answered
		}
		if answer.State != "signed" || answer.ID == "" {
			k.t.Fatalf("%q", answers.Text())
		}
		k.acked[answer.ID] = true
	}
	k.kill("writing", cmd)
	k.t.Logf("writing: killed after %d answers", count)
}

// other kills a word somewhere between its start and a little after its usual end.
func (k *killing) other(what string, within time.Duration, args ...string) {
	cmd, _ := k.start(args...)
	time.Sleep(time.Duration(k.rand.Int64N(int64(within))))
	k.kill(what, cmd)
}

// importing kills the reading of a list of a thousand persons, another list each time.
func (k *killing) importing() {
	path := filepath.Join(k.dir, "personer.csv")
	var list strings.Builder
	list.WriteString("Kundnr;Förnamn;Efternamn;Gatuadress\n")
	for i := range 1000 {
		fmt.Fprintf(&list, "%d;Elsa;Lund%d;Storgatan %d\n", i, i, k.rand.IntN(1000))
	}
	if err := os.WriteFile(path, []byte(list.String()), 0o600); err != nil {
		k.t.Fatal(err)
	}
	k.other("importing", 300*time.Millisecond, "import", "--confirm-gone", path)
}

// rewrapping removes somebody, which gives every area a new key, and kills what goes through the
// old bodies; the next opening goes on with it.
func (k *killing) rewrapping() {
	k.users++
	name, pass := fmt.Sprintf("Vikarie %d", k.users), filepath.Join(k.dir, "other")
	if err := os.WriteFile(pass, []byte("en annan lång fras\n"), 0o600); err != nil {
		k.t.Fatal(err)
	}
	calls(k.t, exitDone, append([]string{"users", "add", "--name", name, "--title", "usk", "--role", "staff", "--new-passphrase-file", pass}, k.flags...)...)
	k.other("re-wrapping", 250*time.Millisecond, "users", "remove", "--name", name)
	k.other("re-wrapping", 250*time.Millisecond, "users", "rewrap")
}

func (k *killing) backingUp() {
	k.other("backing up", 250*time.Millisecond, "backup")
}

// held tells that every acknowledged note is there and that all records are whole: n of n.
func (k *killing) held() {
	k.t.Helper()
	queue := calls(k.t, exitDone, append([]string{"queue", "--json"}, k.flags...)...)
	var there []struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal([]byte(queue), &there); err != nil {
		k.t.Fatalf("%v in %.200s", err, queue)
	}
	found := map[string]bool{}
	for _, e := range there {
		found[e.ID] = true
	}
	for id := range k.acked {
		if !found[id] {
			k.t.Errorf("note %s was acknowledged and is not there", id)
		}
	}
	var report reportShape
	if err := json.Unmarshal([]byte(calls(k.t, exitDone, append([]string{"verify", "--json"}, k.flags...)...)), &report); err != nil {
		k.t.Fatal(err)
	}
	if !report.OK || report.Opened+report.Purged+report.Withheld != report.Records || report.Records < len(k.acked) {
		k.t.Errorf("after %v: %+v", k.kills, report)
	}
}

// TestProofKilled kills programs at random moments while they write, import, re-wrap and back up:
// whatever was acknowledged is there.
func TestProofKilled(t *testing.T) {
	binders, rounds := 1, 100
	if soaking() {
		binders, rounds = 10, 200
	}
	kills, acked := map[string]int{}, 0
	for range binders {
		t.Run("", func(t *testing.T) {
			k := newKilling(t)
			k.again(rounds)
			acked += len(k.acked)
			for what, count := range k.kills {
				kills[what] += count
				kills["all"] += count
			}
		})
	}
	if average := acked / max(kills["all"], 1); average < 50 {
		t.Errorf("%d acknowledgements in %d kills: too few to prove anything", acked, kills["all"])
	}
	proof(t, "killed (kill -9)", "%v, %d acknowledged notes, all there, n of n", kills, acked)
}

// again kills so many programs, and looks now and then whether everything is there.
func (k *killing) again(rounds int) {
	k.t.Helper()
	total := func() (n int) {
		for _, count := range k.kills {
			n += count
		}
		return n
	}
	for turn := 0; total() < rounds && !k.t.Failed(); turn++ {
		switch turn % 8 {
		case 3:
			k.importing()
		case 5:
			k.rewrapping()
		case 7:
			k.backingUp()
		default:
			k.write()
		}
		if turn%20 == 19 {
			k.held()
		}
	}
	k.held()
}
