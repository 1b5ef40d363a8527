package windowtest

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/text"
)

// free tells whether another process could take the binder now.
func free(t *testing.T, dir string) bool {
	t.Helper()
	lock := flock.New(filepath.Join(dir, "binder.lock"))
	got, err := lock.TryLock()
	if err != nil {
		t.Fatal(err)
	}
	if got {
		if err := lock.Unlock(); err != nil {
			t.Fatal(err)
		}
	}
	return got
}

// A unit begins its binder, locks it and opens it again, with nothing but the keyboard.
func TestABinderIsBegunLockedAndOpenedFromTheKeyboard(t *testing.T) {
	s := newStage(t)
	dir := filepath.Join(s.home, "binder")
	const passphrase = "nattens lampa lyser svagt"
	s.start("--vault", dir, "--size", "1366x768")
	s.shown()
	s.write("Hemtjanst Norr")
	s.keys("Tab")
	s.write("Klara Prov")
	s.keys("Tab")
	s.write("usk")
	s.keys("Tab")
	s.write(passphrase)
	s.keys("Tab")
	s.write(passphrase)
	s.keys("Return")
	vault := filepath.Join(dir, "binder.vault")
	s.until("the vault", func() bool { _, err := os.Stat(vault); return err == nil })
	// The codes stand on the screen with the keyboard on the box to tick; before that keys do nothing.
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	s.until("the first lock", func() bool {
		s.keys("space", "Tab", "space", "F12")
		// Once it is locked, the keys would press what stands on the lock screen.
		for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			if free(t, dir) {
				return true
			}
		}
		return false
	})

	// The binder has one user so far, who begins with the passphrase.
	s.write(passphrase)
	s.keys("Return")
	s.until("the binder to open", func() bool { return !free(t, dir) })
	s.until("an answer to F12 within five seconds of it", func() bool {
		s.keys("F12")
		for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			if free(t, dir) {
				return true
			}
		}
		return false
	})
	session, err := d.Unlock(context.Background(), dir, "Klara Prov", passphrase)
	if err != nil {
		t.Fatalf("another process can't open the released binder: %v", err)
	}
	if err := session.Lock(); err != nil {
		t.Fatal(err)
	}

	s.keys("shift+Tab")
	s.write("klara prov")
	s.keys("Tab")
	s.write(passphrase)
	s.keys("Return")
	s.until("the binder to open again", func() bool { return !free(t, dir) })
	s.until("Ctrl+L to lock from within the search field", func() bool {
		s.keys("ctrl+k")
		s.write("sk")
		s.keys("ctrl+l")
		time.Sleep(time.Second)
		return free(t, dir)
	})
	s.write("klara prov")
	s.keys("Tab")
	s.write(passphrase)
	s.keys("Return")
	s.until("the binder to open a last time", func() bool { return !free(t, dir) })
	if code := s.end(); code != 0 || !free(t, dir) {
		t.Errorf("stopped with code %d; the binder is free: %v", code, free(t, dir))
	}
	holdsNothing(t, s.home, "Klara", "Hemtjanst", passphrase)
}

// holdsNothing searches every file for words that must not be readable on the disk.
func holdsNothing(t *testing.T, dir string, words ...string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		for _, word := range words {
			if bytes.Contains(bytes.ToLower(raw), []byte(strings.ToLower(word))) {
				t.Errorf("%s holds %q in the clear", entry.Name(), word)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 2 {
		t.Errorf("only %d files were searched", files)
	}
}

func TestEveryPageOfTheRealWindowHasAPicture(t *testing.T) {
	s := newStage(t)
	dir := filepath.Join(s.home, "pictures")
	s.start("--screenshots", dir)
	if code := s.wait(); code != 0 {
		t.Fatalf("ended with %d:\n%s", code, s.output.String())
	}
	seen := map[string]string{}
	for _, name := range []string{"setup", "start", "people", "schedule", "write", "paper", "backlog", "intake", "settings", "search", "help",
		"start-dark", "people-dark", "write-dark", "start-large", "people-large", "write-large", "outage-finding", "start-outage", "start-return",
		"ready", "ready-facts", "drill", "lock"} {
		raw, err := os.ReadFile(filepath.Join(dir, "sv", name+".png"))
		if err != nil {
			t.Error(err)
			continue
		}
		picture, err := png.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if size := picture.Bounds().Size(); size != image.Pt(1366, 768) {
			t.Errorf("%s is %v", name, size)
		}
		if n := colours(picture); n < 40 {
			t.Errorf("%s has %d colours: nothing is drawn", name, n)
		}
		if other, twice := seen[string(raw)]; twice {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[string(raw)] = name
	}
	left, err := filepath.Glob(filepath.Join(s.home, "tmp", "avbrottsparm-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("the practice binder was left behind: %v %v", left, err)
	}
	if said := s.output.String(); strings.Contains(said, "[[") || strings.Contains(said, "panic") {
		t.Errorf("the program said:\n%s", said)
	}
}

func colours(picture image.Image) int {
	seen := map[color.Color]bool{}
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y++ {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X; x++ {
			seen[picture.At(x, y)] = true
		}
	}
	return len(seen)
}

func TestWithoutADisplayOneSentencePointsToTheConsole(t *testing.T) {
	without := newStage(t, "-extension", "GLX")
	for name, c := range map[string]struct {
		display, key string
	}{
		"no display":    {"", "error.window.no_display"},
		"wrong display": {":64999", "error.window.no_display"},
		"no OpenGL":     {without.display, "error.window.no_graphics"},
	} {
		run := exec.Command(program, "--vault", filepath.Join(without.home, "binder"))
		run.Env = append(without.environment(), "DISPLAY="+c.display)
		out, err := run.CombinedOutput()
		if err == nil || run.ProcessState.ExitCode() != 1 {
			t.Errorf("%s: %v", name, err)
		}
		if got := strings.TrimSpace(string(out)); got != text.For(text.Swedish).Say(c.key) {
			t.Errorf("%s: the program said %q", name, got)
		}
	}
}

func TestFlagsThatMakeNoSenseAreToldInWords(t *testing.T) {
	for _, c := range []struct {
		args []string
		key  string
	}{
		{[]string{"--colour", "red"}, "error.window.flags"},
		{[]string{"--size", "large"}, "error.window.size"},
		{[]string{"--size", "20x20"}, "error.window.size"},
		{[]string{"--date", "i morgon"}, "error.window.date"},
	} {
		run := exec.Command(program, c.args...)
		out, err := run.CombinedOutput()
		if err == nil || strings.TrimSpace(string(out)) != text.For(text.Swedish).Say(c.key) {
			t.Errorf("%v: %v, the program said %q", c.args, err, out)
		}
	}
	out, err := exec.Command(program, "--help", "--lang", "en").Output()
	if err != nil || !strings.Contains(string(out), "--vault") || !strings.Contains(string(out), "Folder with the binder") {
		t.Errorf("%v: the help says %q", err, out)
	}
}
