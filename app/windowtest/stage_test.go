package windowtest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// program is the built window, made once for all tests.
var program string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "windowtest-")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "avbrottsparm")
	if out, err := exec.Command("go", "build", "-o", program, "avbrottsparm/app").CombinedOutput(); err != nil {
		panic(fmt.Sprintf("build: %v\n%s", err, out))
	}
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// slow is how long anything may take on a computer that does many things at once.
const slow = 90 * time.Second

// stage is an X server of the test's own and the program on it.
type stage struct {
	t       *testing.T
	display string
	home    string
	running *exec.Cmd
	ended   chan struct{}
	code    int
	output  lockedBuffer
}

// lockedBuffer can be read while a program still writes to it.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// newStage starts an X server on a number that is free.
func newStage(t *testing.T, more ...string) *stage {
	t.Helper()
	s := &stage{t: t, home: t.TempDir()}
	for _, dir := range []string{".cache", ".config", "tmp", "run"} {
		if err := os.Mkdir(filepath.Join(s.home, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"}, more...)
	server := exec.Command("Xvfb", args...)
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatalf("Xvfb is needed for tests of the window: %v", err)
	}
	t.Cleanup(func() {
		if err := server.Process.Kill(); err != nil {
			t.Error(err)
		}
		server.Wait() // its answer is that it was killed
	})
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	number := make([]byte, 16)
	n, err := read.Read(number)
	if err != nil {
		t.Fatalf("Xvfb tells no number: %v", err)
	}
	s.display = ":" + strings.TrimSpace(string(number[:n]))
	return s
}

// environment is what a person's session would have, apart from this computer's own.
func (s *stage) environment() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.home, "TMPDIR=" + filepath.Join(s.home, "tmp"), "LANG=C",
		"XDG_RUNTIME_DIR=" + filepath.Join(s.home, "run"), "DISPLAY=" + s.display, "LIBGL_ALWAYS_SOFTWARE=1",
	}
}

// start runs the program beside the test.
func (s *stage) start(args ...string) {
	s.t.Helper()
	c := exec.Command(program, args...)
	c.Env, c.Stdout, c.Stderr = s.environment(), &s.output, &s.output
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	ended := make(chan struct{})
	s.running, s.ended = c, ended
	go func() {
		c.Wait() // the exit code is what is looked at
		s.code = c.ProcessState.ExitCode()
		close(ended)
	}()
	s.t.Cleanup(func() {
		select {
		case <-ended:
		default:
			c.Process.Kill() // a test that failed leaves it running
			<-ended
		}
	})
}

// end tells the program to stop and gives its exit code.
func (s *stage) end() int {
	s.t.Helper()
	if err := s.running.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	return s.wait()
}

// wait gives the exit code of a program that ends by itself.
func (s *stage) wait() int {
	s.t.Helper()
	select {
	case <-s.ended:
		return s.code
	case <-time.After(6 * slow):
		s.t.Fatalf("the program does not end; it said:\n%s", s.output.String())
		return -1
	}
}

// until waits for something to come true.
func (s *stage) until(what string, is func() bool) {
	s.t.Helper()
	for end := time.Now().Add(slow); !is(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			s.picture(filepath.Join(os.TempDir(), "windowtest-failed.png"))
			s.t.Fatalf("%s did not happen; the program said:\n%s", what, s.output.String())
		}
	}
}

// xdo drives keyboard and mouse.
func (s *stage) xdo(args ...string) string {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), slow)
	defer cancel()
	c := exec.CommandContext(ctx, "xdotool", args...)
	c.Env = s.environment()
	out, err := c.Output()
	if err != nil {
		s.t.Fatalf("xdotool %v: %v; the program said:\n%s", args, err, s.output.String())
	}
	return strings.TrimSpace(string(out))
}

// shown waits for the window and gives it the keyboard, as a window manager would.
func (s *stage) shown() {
	s.t.Helper()
	pid := strconv.Itoa(s.running.Process.Pid)
	var ids string
	s.until("the window", func() bool {
		c := exec.Command("xdotool", "search", "--onlyvisible", "--pid", pid)
		c.Env = s.environment()
		out, err := c.Output()
		ids = strings.TrimSpace(string(out))
		return err == nil && ids != ""
	})
	s.xdo("windowfocus", "--sync", strings.Fields(ids)[0])
	if title := s.xdo("getwindowname", strings.Fields(ids)[0]); title != "Avbrottspärm" {
		s.t.Errorf("the window is titled %q", title)
	}
}

// write types text, and keys presses keys.
func (s *stage) write(words string) { s.t.Helper(); s.xdo("type", "--delay", "20", words) }
func (s *stage) keys(names ...string) {
	s.t.Helper()
	s.xdo(append([]string{"key", "--delay", "80"}, names...)...)
}

// picture saves what stands on the display.
func (s *stage) picture(path string) {
	c := exec.Command("import", "-window", "root", path)
	c.Env = s.environment()
	if out, err := c.CombinedOutput(); err != nil {
		s.t.Logf("no picture: %v %s", err, out)
	}
}
