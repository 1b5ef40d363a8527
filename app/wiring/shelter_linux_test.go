package wiring

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// falls tells this test program to be the program that falls.
const falls = "AVBROTTSPARM_TEST_FALLS"

// canary stands for what lies in memory: a key, a name.
const canary = "Elsa Lund 19240129"

func TestMain(m *testing.M) {
	if how := os.Getenv(falls); how != "" {
		os.Exit(Sheltered(os.Stderr, func() int { return fall(how, []byte(canary), [4]uint64{0x456c7361204c756e}) }))
	}
	os.Exit(m.Run())
}

// fall is a program that shows its limits, and then ends as it is told.
func fall(how string, _ []byte, _ [4]uint64) int {
	limits, err := os.ReadFile("/proc/self/limits")
	dumpable, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, 3, 0, 0) // PR_GET_DUMPABLE
	fmt.Printf("%s\n%d %v %d\n", limits, dumpable, err, errno)
	switch how {
	case "panic":
		panic(fmt.Errorf("unexpected %s", canary))
	case "signal":
		if err := syscall.Kill(os.Getpid(), syscall.SIGSEGV); err != nil {
			panic(err)
		}
		select {}
	}
	return 7
}

func TestNothingOfTheMemoryIsLeftBehind(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for how, code := range map[string]int{"return": 7, "panic": 1, "signal": 2} {
		var out, said bytes.Buffer
		dir := t.TempDir()
		program := &exec.Cmd{Path: self, Args: []string{self}, Env: append(os.Environ(), falls+"="+how), Dir: dir, Stdout: &out, Stderr: &said}
		var ended *exec.ExitError
		if err := program.Run(); !errors.As(err, &ended) || ended.ExitCode() != code && how != "signal" {
			t.Errorf("%s: %v, want %d", how, err, code)
			continue
		}
		if ended.Sys().(syscall.WaitStatus).CoreDump() {
			t.Errorf("%s: a core dump was written", how)
		}
		if !strings.Contains(strings.Join(strings.Fields(out.String()), " "), "Max core file size 0 0 ") || !strings.HasSuffix(out.String(), "\n0 <nil> 0\n") {
			t.Errorf("%s: dumps are allowed: %s", how, out.String())
		}
		if strings.Contains(said.String(), canary) || how == "panic" && strings.Contains(said.String(), "456c7361204c756e") {
			t.Errorf("%s: said %s", how, said.String())
		}
		if how == "panic" && (!strings.Contains(said.String(), "Något gick fel") || !strings.Contains(said.String(), "wiring.fall:")) {
			t.Errorf("said %q", said.String())
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s: left %v, %v", how, left, err)
		}
	}
}
