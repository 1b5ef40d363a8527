package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"avbrottsparm/internal/vault"
)

// watcher is "parm watch" in a process of its own, and what it says.
type watcher struct {
	t    *testing.T
	cmd  *exec.Cmd
	said *bufio.Scanner
}

func startWatch(t *testing.T, args ...string) *watcher {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: self, Args: append([]string{"parm", "watch", "--json"}, args...), Stderr: os.Stderr}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(2*time.Minute, func() {
		if err := cmd.Process.Kill(); err != nil {
			t.Log(err) // it had ended
		}
	})
	t.Cleanup(func() { late.Stop() })
	return &watcher{t: t, cmd: cmd, said: bufio.NewScanner(out)}
}

// hears reads the next line, which must tell of an event.
func (w *watcher) hears(event string) watchShape {
	w.t.Helper()
	if !w.said.Scan() {
		w.t.Fatalf("it ended before it said %s: %v", event, w.said.Err())
	}
	var shape watchShape
	if err := json.Unmarshal(w.said.Bytes(), &shape); err != nil || shape.Event != event {
		w.t.Fatalf("said %s, want %s", w.said.Bytes(), event)
	}
	return shape
}

// stops ends it by a signal; it must end in order.
func (w *watcher) stops(by os.Signal) {
	w.t.Helper()
	if err := w.cmd.Process.Signal(by); err != nil {
		w.t.Fatal(err)
	}
	for w.said.Scan() {
		w.t.Logf("said at last: %s", w.said.Bytes())
	}
	if err := w.cmd.Wait(); err != nil {
		w.t.Errorf("it ended by %v: %v", by, err)
	}
}

// Given parm watch beside a binder, when files come, then they are imported while it runs, also
// while windows open and close the binder, and a signal ends it in order.
func TestWatchRunsUntilItIsStopped(t *testing.T) {
	root := t.TempDir()
	binder, in, pass := filepath.Join(root, "binder"), filepath.Join(root, "in"), filepath.Join(root, "pass.txt")
	put := func(path, content string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(pass, "en ganska lång fras\n")
	if err := os.Mkdir(in, 0o700); err != nil {
		t.Fatal(err)
	}
	if code := run(t.Context(), []string{"init", "--vault", binder, "--unit", "Norr", "--user", "Lena Ek", "--title", "usk", "--passphrase-file", pass}, nil, io.Discard, os.Stderr); code != exitDone {
		t.Fatalf("init ended with %d", code)
	}

	locked := startWatch(t, "--vault", binder, "--folder", in, "--locked")
	put(filepath.Join(in, "personer.csv"), "Personnummer;Namn;Adress\n19240129-7250;Elsa Lund;Storgatan 1\n")
	sealed := locked.hears("taken")
	if sealed.Ref == "" || sealed.Ending != "csv" || sealed.Size == 0 {
		t.Errorf("said %+v", sealed)
	}
	locked.stops(os.Interrupt)

	open := startWatch(t, "--vault", binder, "--folder", in, "--passphrase-file", pass)
	if came := open.hears("imported"); came.Ref != sealed.Ref || came.New != 1 || came.Format == "" {
		t.Errorf("said %+v", came)
	}
	window, err := vault.Unlock(t.Context(), binder, "", "en ganska lång fras")
	if err != nil {
		t.Fatalf("the binder is not free: %v", err)
	}
	put(filepath.Join(in, "slingor.csv"), "Namn;Adress;Starttid;Sluttid;Insatser;Slinga\nElsa Lund;Storgatan 1;2025-01-15 08:00;2025-01-15 08:20;Morgonhjälp;Slinga 1\n")
	open.hears("taken")
	if err := window.Close(); err != nil {
		t.Fatal(err)
	}
	open.stops(syscall.SIGTERM)
	if n, err := vault.Waiting(binder); n != 1 || err != nil {
		t.Errorf("%d wait, %v", n, err)
	}
}
