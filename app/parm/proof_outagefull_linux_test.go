package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestProofDiskFullInAnOutage fills a small disk at random moments while an outage is told of: the person is
// told in a sentence, what was acknowledged is there, no catalogue is half brought in, and it goes on when
// there is room again.
func TestProofDiskFullInAnOutage(t *testing.T) {
	k := newKilling(t)
	catalogue := filepath.Join(t.TempDir(), "katalog")
	calls(t, exitDone, append([]string{"outage", "catalogue", "export", catalogue}, k.flags...)...)
	calls(t, exitDone, append([]string{"outage", "start", "lifecare"}, k.flags...)...)
	disk, real := smallDisk(t, "size=48m")
	binder := filepath.Join(disk, "binder")
	if out, err := exec.Command("cp", "-a", k.flags[1], binder).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	k.flags[1] = binder
	rounds := 3
	if soaking() {
		rounds = 50
	}
	told, notes := 0, []string{}
	for round := range rounds {
		leave := uint64(rand.IntN(120) << 10)
		var before []string
		filler := ""
		if real {
			filler = fill(t, disk, leave)
		} else {
			before = []string{"prlimit", "--fsize=" + limit(binder, leave)}
		}
		said := ""
		for n := 0; n < 40 && said == ""; n++ {
			args, note := []string{"outage", "catalogue", "import", catalogue}, fmt.Sprintf("Läge %d, %d.", round, n)
			if n%4 != 3 {
				args = []string{"outage", "note", note}
			}
			if said = k.tried(before, args...); said == "" && n%4 != 3 {
				notes = append(notes, note)
			}
		}
		if strings.Contains(said, "Disken är full") {
			told++
		} else if said != "" {
			t.Errorf("another sentence: %s", said)
		}
		if err := os.Remove(filler); filler != "" && err != nil {
			t.Fatal(err)
		}
		report := calls(t, exitDone, append([]string{"outage", "report", "--json"}, k.flags...)...)
		for _, note := range notes {
			if !strings.Contains(report, `"`+note+`"`) {
				t.Errorf("%q was acknowledged and isn't there", note)
			}
		}
		calls(t, exitDone, append([]string{"verify"}, k.flags...)...)
		k.tried(nil, "outage", "failures")
	}
	if told == 0 {
		t.Error("the disk was never full")
	}
	proof(t, "disk full in an outage", "%d rounds, told in words in %d, %d acknowledged notes, all there", rounds, told, len(notes))
}

// tried is what a word of parm said when it couldn't do what it should; empty when it could.
func (k *killing) tried(before []string, args ...string) string {
	k.t.Helper()
	self, err := os.Executable()
	if err != nil {
		k.t.Fatal(err)
	}
	link := filepath.Join(k.dir, "parm")
	if err := os.Symlink(self, link); err != nil && !errors.Is(err, os.ErrExist) {
		k.t.Fatal(err)
	}
	all := append(append(append(before[:len(before):len(before)], link), args...), k.flags...)
	said, err := exec.Command(all[0], all[1:]...).CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		k.t.Fatal(err)
	}
	if err == nil {
		return ""
	}
	return string(said)
}
