package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Given notes that are written down from paper with a picture, when the program is killed (kill -9) at one
// moment after the other, then every note that was answered is there, every note that is there has its
// picture, and the whole is in order.
func TestKilledWhileWritingWithAPicture(t *testing.T) {
	flags := batchBinder(t)
	picture := filepath.Join(t.TempDir(), "papper.png")
	must(t, os.WriteFile(picture, []byte("\x89PNG\r\n\x1a\nett papper"), 0o600))
	self, err := os.Executable()
	must(t, err)
	args := append([]string{"parm", "write", "note", "--json", "--person", person, "--at", "2025-01-16T01:20", "--headline", "Tillsyn", "--text", "Sov lugnt.",
		"--picture", picture, "--paper-author", "Siv Ek", "--paper-time", "2025-01-16T01:30"}, flags...)
	began := time.Now()
	first, err := (&exec.Cmd{Path: self, Args: args}).Output()
	must(t, err)
	usual := time.Since(began)
	answered := [][]byte{first}
	const kills = 8
	for i := range kills {
		var answer bytes.Buffer
		cmd := &exec.Cmd{Path: self, Args: args, Stdout: &answer}
		must(t, cmd.Start())
		time.Sleep(usual/2 + usual/2*time.Duration(i)/kills)
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		if cmd.Wait() == nil {
			answered = append(answered, answer.Bytes())
		}
	}
	var there []struct {
		ID string `json:"id"`
	}
	must(t, json.Unmarshal([]byte(calls(t, exitDone, append([]string{"queue", "--json"}, flags...)...)), &there))
	found := map[string]bool{}
	for _, e := range there {
		found[e.ID] = true
		var shown struct {
			Paper struct {
				Pictures []string `json:"pictures"`
			} `json:"paper"`
		}
		must(t, json.Unmarshal([]byte(calls(t, exitDone, append([]string{"entry", "show", e.ID, "--json"}, flags...)...)), &shown))
		if len(shown.Paper.Pictures) != 1 {
			t.Errorf("note %s has pictures %q", e.ID, shown.Paper.Pictures)
		}
	}
	for _, answer := range answered {
		var signed stateShape
		if err := json.Unmarshal(answer, &signed); err != nil || !found[signed.ID] {
			t.Errorf("answered %s and is not there: %v", answer, err)
		}
	}
	calls(t, exitDone, append([]string{"verify"}, flags...)...)
	t.Logf("%d of %d answered, %d there", len(answered), kills+1, len(there))
}
