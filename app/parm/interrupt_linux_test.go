package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// program is this program in a process of its own, making a binder that it has to be told the
// passphrase of.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	setUp := []string{"parm", "init", "--vault", filepath.Join(t.TempDir(), "binder"), "--unit", "Norr", "--user", "Lena Ek", "--title", "undersköterska"}
	return &exec.Cmd{Path: self, Args: append(setUp, args...)}
}

// ends waits for the process, and ends it when it doesn't end by itself.
func ends(t *testing.T, parm *exec.Cmd) *os.ProcessState {
	t.Helper()
	late := time.AfterFunc(20*time.Second, func() {
		t.Error("still running")
		if err := parm.Process.Kill(); err != nil {
			t.Error(err)
		}
	})
	defer late.Stop()
	if err := parm.Wait(); err == nil {
		t.Error("ended as if all had gone well")
	}
	return parm.ProcessState
}

// terminal is a terminal of the test's own: the end that a keyboard and a screen hold, and the
// end that a program holds.
func terminal(t *testing.T) (keyboard, program *os.File) {
	t.Helper()
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	var number, unlocked int32
	control(t, keyboard, syscall.TIOCGPTN, unsafe.Pointer(&number))
	control(t, keyboard, syscall.TIOCSPTLCK, unsafe.Pointer(&unlocked))
	program, err = os.OpenFile("/dev/pts/"+strconv.Itoa(int(number)), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := keyboard.Close(); err != nil {
			t.Error(err)
		}
	})
	return keyboard, program
}

// Ctrl+C where the passphrase is asked for ends the program, and what is typed next is seen again.
func TestInterruptAtThePassphrase(t *testing.T) {
	keyboard, screen := terminal(t)
	parm := program(t)
	parm.Stdin, parm.Stdout, parm.Stderr = screen, screen, screen
	parm.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := parm.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 4096)
	n, err := keyboard.Read(said)
	for err == nil && !hides(t, screen) {
		time.Sleep(time.Millisecond)
	}
	if err == nil {
		_, err = keyboard.Write([]byte{3})
	}
	if err != nil {
		t.Fatal(err)
	}
	ends(t, parm)
	if hides(t, screen) {
		t.Error("the terminal still hides what is typed")
	}
	more, err := keyboard.Read(said[n:])
	if err != nil || !strings.Contains(string(said[:n+more]), "Avbrutet") {
		t.Errorf("said %q, %v", said[:n+more], err)
	}
	if err := screen.Close(); err != nil {
		t.Error(err)
	}
}

func hides(t *testing.T, terminal *os.File) bool {
	t.Helper()
	var state syscall.Termios
	control(t, terminal, syscall.TCGETS, unsafe.Pointer(&state))
	return state.Lflag&syscall.ECHO == 0
}

func control(t *testing.T, terminal *os.File, request uintptr, value unsafe.Pointer) {
	t.Helper()
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, terminal.Fd(), request, uintptr(value)); errno != 0 {
		t.Fatal(errno)
	}
}

// A pipe that nobody writes to keeps the program waiting; the second Ctrl+C ends it.
func TestSecondInterruptEndsWhatWaitsForever(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	parm := program(t, "--passphrase-file", pipe)
	if err := parm.Start(); err != nil {
		t.Fatal(err)
	}
	var ended atomic.Bool
	go func() {
		for !ended.Load() {
			if err := parm.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Error(err)
			}
			time.Sleep(50 * time.Millisecond)
		}
	}()
	state := ends(t, parm)
	ended.Store(true)
	if state.Sys().(syscall.WaitStatus).Signal() != syscall.SIGINT {
		t.Errorf("ended by %v", state)
	}
}
