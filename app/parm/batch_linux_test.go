package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// person is the only one in the binder that batchBinder makes.
const person = "19240129-7250"

// batchBinder makes a binder with one person, and gives a program that takes notes from a pipe.
func batchBinder(t *testing.T) (flags []string) {
	t.Helper()
	dir := t.TempDir()
	pass, persons := filepath.Join(dir, "pass"), filepath.Join(dir, "personer.csv")
	for name, content := range map[string]string{
		pass:    "en ganska lång fras\n",
		persons: "Personnummer;Förnamn;Efternamn;Gatuadress;Postnummer;Postort\n" + person + ";Elsa;Lund;Storgatan 1;999 11;Norrköpa\n",
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	flags = []string{"--vault", filepath.Join(dir, "binder"), "--passphrase-file", pass}
	calls(t, exitDone, append([]string{"init", "--unit", "Norr", "--user", "Lena Ek", "--title", "undersköterska"}, flags...)...)
	calls(t, exitDone, append([]string{"import", persons}, flags...)...)
	return flags
}

// calls runs the program in this process and gives what it answered.
func calls(t *testing.T, want int, args ...string) string {
	t.Helper()
	var out, said bytes.Buffer
	if code := run(t.Context(), args, strings.NewReader(""), &out, &said); code != want {
		t.Fatalf("parm %s: code %d, want %d: %s%s", args[0], code, want, out.String(), said.String())
	}
	return out.String()
}

func noteLine(i int) string {
	return fmt.Sprintf(`{"person":%q,"at":"2025-01-16T01:20","headline":"Tillsyn %d","text":"Sov lugnt."}`+"\n", person, i)
}

// batchProgram is write --batch in a process of its own. Each of its answers comes before it has
// been given the next line.
func batchProgram(t *testing.T, flags []string) (parm *exec.Cmd, feed io.WriteCloser, answers *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	parm = &exec.Cmd{Path: self, Args: append([]string{"parm", "write", "note", "--batch", "-"}, flags...), Stderr: os.Stderr}
	feed, err = parm.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := parm.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parm.Start(); err != nil {
		t.Fatal(err)
	}
	return parm, feed, bufio.NewScanner(out)
}

func acknowledged(t *testing.T, feed io.Writer, answers *bufio.Scanner, count int) []string {
	t.Helper()
	var ids []string
	for i := range count {
		if _, err := io.WriteString(feed, noteLine(i)); err != nil {
			t.Fatal(err)
		}
		if !answers.Scan() {
			t.Fatalf("no answer to line %d: %v", i+1, answers.Err())
		}
		var answer stateShape
		if err := json.Unmarshal(answers.Bytes(), &answer); err != nil || answer.ID == "" || answer.State != "signed" {
			t.Fatalf("%q, %v", answers.Text(), err)
		}
		ids = append(ids, answer.ID)
	}
	return ids
}

// present tells that every acknowledged note is in the queue and that all records are whole.
func present(t *testing.T, flags, ids []string) {
	t.Helper()
	queue := calls(t, exitDone, append([]string{"queue", "--json"}, flags...)...)
	for _, id := range ids {
		if !strings.Contains(queue, `"id": "`+id+`"`) {
			t.Errorf("note %s was acknowledged and is not there", id)
		}
	}
	calls(t, exitDone, append([]string{"verify"}, flags...)...)
}

// What was acknowledged is on disk: a program that is killed the moment it has answered leaves
// the note behind.
func TestAnAcknowledgedLineOutlivesTheProgram(t *testing.T) {
	flags := batchBinder(t)
	parm, feed, answers := batchProgram(t, flags)
	ids := acknowledged(t, feed, answers, 25)
	if err := parm.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	var ended *exec.ExitError
	if err := parm.Wait(); !errors.As(err, &ended) {
		t.Fatal(err)
	}
	present(t, flags, ids)
}

// A stop while the program waits for the next line ends it in good order: the binder can be
// opened by the next one.
func TestAStopEndsABatch(t *testing.T) {
	flags := batchBinder(t)
	parm, feed, answers := batchProgram(t, flags)
	ids := acknowledged(t, feed, answers, 3)
	if err := parm.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if answers.Scan() {
		t.Errorf("answered %q to nothing", answers.Text())
	}
	if state := ends(t, parm); state.ExitCode() != exitFailed {
		t.Errorf("ended by %v", state)
	}
	present(t, flags, ids)
}

// A line under way when the program is stopped is finished, and the next one is not begun.
func TestAStopFinishesTheLineUnderWay(t *testing.T) {
	flags := batchBinder(t)
	ctx, stop := context.WithCancel(t.Context())
	answers := stopping{stop: stop}
	in := strings.NewReader(noteLine(1) + noteLine(2) + noteLine(3))
	var said bytes.Buffer
	if code := run(ctx, append([]string{"write", "note", "--batch", "-"}, flags...), in, &answers, &said); code != exitFailed || !strings.Contains(said.String(), "Avbrutet") {
		t.Errorf("code %d, %s", code, said.String())
	}
	if got := strings.Count(answers.String(), "\n"); got != 1 {
		t.Errorf("%d answers: %s", got, answers.String())
	}
	var first stateShape
	if err := json.Unmarshal(answers.Bytes(), &first); err != nil {
		t.Fatal(err)
	}
	present(t, flags, []string{first.ID})
	if queue := calls(t, exitDone, append([]string{"queue", "--json"}, flags...)...); strings.Count(queue, `"id"`) != 1 {
		t.Errorf("the queue has %s", queue)
	}
}

// stopping stops the program as soon as it has answered once.
type stopping struct {
	bytes.Buffer
	stop func()
}

func (s *stopping) Write(p []byte) (int, error) {
	s.stop()
	return s.Buffer.Write(p)
}

// Whoever hands over notes and does not listen any more must not be served on: nothing would be
// acknowledged.
func TestABatchEndsWhenNobodyListens(t *testing.T) {
	flags := batchBinder(t)
	var said bytes.Buffer
	in := strings.NewReader(noteLine(1) + noteLine(2))
	if code := run(t.Context(), append([]string{"write", "note", "--batch", "-"}, flags...), in, full{}, &said); code != exitFailed || !strings.Contains(said.String(), "Svaret kunde inte skrivas ut") {
		t.Errorf("code %d, %s", code, said.String())
	}
	if queue := calls(t, exitDone, append([]string{"queue", "--json"}, flags...)...); strings.Count(queue, `"id"`) != 1 {
		t.Errorf("the queue has %s", queue)
	}
}
