package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// outageKilling is a binder in which outages are told of by programs that are killed.
type outageKilling struct {
	*killing
	turn int
	id   string // of the outage that is told of
	dir  string // the unit's own catalogue
	// What was acknowledged, and so must be there: titles of outages, of each outage what was noted, ticked and
	// sent, whether it is over, the newest answer and the newest catalogue.
	titles   map[string]bool
	notes    map[string][]string
	ticks    map[string][]string
	over     map[string]bool
	settled  []string // all that may stand; the last one is acknowledged
	imported []string
	took     map[string]time.Duration
}

// lifecareSteps are steps that the program's catalogue has under the failure of Lifecare.
var lifecareSteps = []string{"stay", "papers", "by_hand", "one_place", "report", "attendance", "keys", "sign", "tell", "enter"}

// tell runs a word of "outage" that is killed at some moment, and reports whether it was acknowledged.
func (k *outageKilling) tell(what string, args ...string) (acknowledged bool, answer string) {
	k.t.Helper()
	self, err := os.Executable()
	if err != nil {
		k.t.Fatal(err)
	}
	var out, said bytes.Buffer
	cmd := &exec.Cmd{Path: self, Args: append(append([]string{"parm", "outage"}, args...), k.flags...), Stdout: &out, Stderr: &said}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	usual, known := k.took[what]
	if known {
		within := usual/2 + time.Duration(k.rand.Int64N(int64(usual)))
		timer := time.AfterFunc(within, func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
	}
	var ended *exec.ExitError
	err = cmd.Wait()
	// What is killed before it is done gets longer next time, and what is done less: so both come about as
	// often, however fast the computer is just now.
	switch {
	case err == nil && known:
		k.took[what] = max(usual*4/5, 10*time.Millisecond)
		return true, out.String()
	case err == nil:
		k.took[what] = time.Since(began)
		return true, out.String()
	case errors.As(err, &ended) && !ended.Exited():
		k.took[what] = usual * 5 / 4
		k.kills[what]++
		return false, ""
	}
	k.t.Fatalf("%s: %v: %s", what, err, said.String())
	return false, ""
}

func (k *outageKilling) begin() {
	title := fmt.Sprintf("Avbrott %d", k.turn)
	if done, _ := k.tell("start", "start", "lifecare", "--anyway", "--title", title); done {
		k.titles[title] = true
	}
	for _, o := range k.list() {
		if o.Open {
			k.id = o.ID
		}
	}
}

func (k *outageKilling) list() (all []lifeShape) {
	k.t.Helper()
	raw := calls(k.t, exitDone, append([]string{"outage", "list", "--json"}, k.flags...)...)
	if err := json.Unmarshal([]byte(raw), &all); err != nil {
		k.t.Fatalf("%v in %.200s", err, raw)
	}
	return all
}

func (k *outageKilling) next() {
	k.turn++
	said := fmt.Sprintf("Läge %d", k.turn)
	if k.id == "" {
		k.begin()
		return
	}
	switch k.turn % 8 {
	case 0:
		k.begin()
	case 1, 4:
		if done, _ := k.tell("note", "note", "--outage", k.id, said); done {
			k.notes[k.id] = append(k.notes[k.id], said)
		}
	case 2:
		if done, _ := k.tell("message", "message", "update", "--sent", "--channel", "kanalen", "--outage", k.id, "--what", said); done {
			k.notes[k.id] = append(k.notes[k.id], said)
		}
	case 3:
		step := "lifecare/" + lifecareSteps[k.rand.IntN(len(lifecareSteps))]
		if done, _ := k.tell("tick", "tick", "--outage", k.id, step); done {
			k.ticks[k.id] = append(k.ticks[k.id], step)
		}
	case 5:
		k.bring(said)
	case 6:
		answer := fmt.Sprintf("klockan 8 till %d", k.turn)
		if done, _ := k.tell("settle", "settle", "office_hours", answer); done {
			k.settled = nil
		}
		k.settled = append(k.settled, answer)
	case 7:
		if done, _ := k.tell("end", "end", "--outage", k.id); done {
			k.over[k.id] = true
		}
		k.id = ""
	}
}

// bring changes two files of the catalogue in the same way: both come in, or none.
func (k *outageKilling) bring(name string) {
	k.t.Helper()
	for _, failure := range []string{"lifecare", "wifi"} {
		path := filepath.Join(k.dir, "failures", failure+".json")
		var whole map[string]any
		raw, err := os.ReadFile(path)
		if err == nil {
			err = json.Unmarshal(raw, &whole)
		}
		if err == nil {
			whole["name"] = map[string]string{"sv": name, "en": name}
			raw, err = json.Marshal(whole)
		}
		if err == nil {
			err = os.WriteFile(path, raw, 0o600)
		}
		if err != nil {
			k.t.Fatal(err)
		}
	}
	if done, _ := k.tell("import", "catalogue", "import", k.dir); done {
		k.imported = nil
	}
	k.imported = append(k.imported, name)
}

// there tells whether everything that was acknowledged is in the binder, and that it is whole.
func (k *outageKilling) there() {
	k.t.Helper()
	titles := map[string]bool{}
	for _, o := range k.list() {
		titles[o.Title] = true
		if k.over[o.ID] && o.Open {
			k.t.Errorf("%s was ended and is open", o.ID)
		}
		if len(k.notes[o.ID])+len(k.ticks[o.ID]) == 0 {
			continue
		}
		timeline := calls(k.t, exitDone, append([]string{"outage", "report", "--outage", o.ID, "--json"}, k.flags...)...)
		for _, note := range k.notes[o.ID] {
			if !strings.Contains(timeline, note+`"`) && !strings.Contains(timeline, note+".") && !strings.Contains(timeline, note+`\n`) {
				k.t.Errorf("%s was acknowledged in %s and isn't there", note, o.ID)
			}
		}
		for _, step := range k.ticks[o.ID] {
			if !strings.Contains(timeline, `"`+step+`"`) {
				k.t.Errorf("%s was ticked in %s and isn't", step, o.ID)
			}
		}
	}
	for title := range k.titles {
		if !titles[title] {
			k.t.Errorf("%s was begun and isn't there", title)
		}
	}
	k.own()
	var report reportShape
	raw := calls(k.t, exitDone, append([]string{"verify", "--json"}, k.flags...)...)
	if err := json.Unmarshal([]byte(raw), &report); err != nil || !report.OK {
		k.t.Errorf("after %v: %v, %+v", k.kills, err, report)
	}
}

// own looks at the answer and at the catalogue: those acknowledged last, or newer ones.
func (k *outageKilling) own() {
	k.t.Helper()
	facts := calls(k.t, exitDone, append([]string{"outage", "facts", "--all", "--json"}, k.flags...)...)
	var failures []failureShape
	raw := calls(k.t, exitDone, append([]string{"outage", "failures", "--json"}, k.flags...)...)
	if err := json.Unmarshal([]byte(raw), &failures); err != nil {
		k.t.Fatalf("%v in %.200s", err, raw)
	}
	names := map[string]string{}
	for _, f := range failures {
		names[f.ID] = f.Name
	}
	stands := func(said string, of []string) bool {
		for _, one := range of {
			if strings.Contains(said, one+`"`) {
				return true
			}
		}
		return len(of) == 0
	}
	if !stands(facts, k.settled) {
		k.t.Errorf("none of the answers %q is there", k.settled)
	}
	if !stands(names["lifecare"]+`"`, k.imported) || strings.HasPrefix(names["lifecare"], "Läge") && names["lifecare"] != names["wifi"] {
		k.t.Errorf("the catalogue says %q and %q, and was one of %q", names["lifecare"], names["wifi"], k.imported)
	}
}

// TestProofKilledInAnOutage kills programs at random moments while they start, tick, note, message and end
// outages, bring a catalogue in and settle questions: whatever was acknowledged is there.
func TestProofKilledInAnOutage(t *testing.T) {
	least := 3
	if soaking() {
		least = 100
	}
	k := &outageKilling{killing: newKilling(t), dir: filepath.Join(t.TempDir(), "katalog"), titles: map[string]bool{}, notes: map[string][]string{},
		ticks: map[string][]string{}, over: map[string]bool{}, took: map[string]time.Duration{}}
	calls(t, exitDone, append([]string{"outage", "catalogue", "export", k.dir}, k.flags...)...)
	k.imported, k.settled = nil, nil
	few := func() bool {
		for _, what := range []string{"start", "note", "message", "tick", "import", "settle", "end"} {
			if k.kills[what] < least {
				return true
			}
		}
		return false
	}
	for few() && !t.Failed() && k.turn < least*80 {
		k.next()
		if k.turn%100 == 99 && k.turn < 500 { // each look reads every outage
			k.there()
		}
	}
	k.there()
	acknowledged := len(k.titles) + len(k.over)
	for id := range k.notes {
		acknowledged += len(k.notes[id]) + len(k.ticks[id])
	}
	if few() || acknowledged == 0 {
		t.Errorf("%d acknowledged, killed %v: too few to prove anything", acknowledged, k.kills)
	}
	proof(t, "killed in an outage (kill -9)", "%v, %d things told and acknowledged, all there", k.kills, acknowledged)
}
