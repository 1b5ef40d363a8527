package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// brokenOff prints empty forms and breaks it off while the printer has them.
func brokenOff(t *testing.T, flags []string) {
	t.Helper()
	dir := t.TempDir()
	for name, does := range map[string]string{
		"lp":        "cat >/dev/null\necho 'request id is P-1 (0 file(s))'\n",
		"lpoptions": "echo 'printer-state=4 printer-state-reasons=none printer-is-accepting-jobs=true'\n",
		"lpstat":    "echo 'P-1 anna 1024 now'\n: > " + dir + "/asked\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+does), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan int)
	var out, said bytes.Buffer
	go func() {
		ended <- run(ctx, append([]string{"print", "journal", "--printer", "P", "--blanks", "2"}, flags...), strings.NewReader(""), &out, &said)
	}()
	for asked := false; !asked; time.Sleep(10 * time.Millisecond) {
		_, err := os.Stat(filepath.Join(dir, "asked"))
		asked = err == nil
	}
	stop()
	if code := <-ended; code != exitFailed {
		t.Fatalf("code %d: %s%s", code, out.String(), said.String())
	}
}

// A print that was broken off at the printer is asked about, and counts by the answer.
func TestPrintsOfWhichNobodyKnowsAreAnswered(t *testing.T) {
	flags := batchBinder(t)
	waits := func() (list []waitingShape) {
		t.Helper()
		if err := json.Unmarshal([]byte(calls(t, exitDone, append([]string{"print", "waiting", "--json"}, flags...)...)), &list); err != nil {
			t.Fatal(err)
		}
		return list
	}
	out := func() int {
		return strings.Count(calls(t, exitDone, append([]string{"form", "list", "--json"}, flags...)...), `"state": "issued"`)
	}
	for _, answer := range []struct {
		word  string
		stays int
	}{{"never", 0}, {"out", 2}} {
		brokenOff(t, flags)
		list := waits()
		if len(list) != 1 || list[0].What != "journal" || len(list[0].Numbers) != 2 || len(list[0].Numbers[0]) != len("K7M2-Q9XD") {
			t.Fatalf("waiting: %+v", list)
		}
		calls(t, exitMisuse, append([]string{"print", "waiting", "--set", list[0].ID + "=perhaps"}, flags...)...)
		calls(t, exitDone, append([]string{"print", "waiting", "--set", list[0].ID + "=" + answer.word}, flags...)...)
		if left, stay := waits(), out(); len(left) != 0 || stay != answer.stays {
			t.Errorf("after %q: %d wait, %d papers are out, want %d", answer.word, len(left), stay, answer.stays)
		}
	}
}
