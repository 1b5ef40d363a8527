package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk is a file system of a few megabytes, where this user may make one.
func smallDisk(t *testing.T, options string) (dir string, ok bool) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Logf("no small disk of its own here (%v): the program's files are limited instead", err)
		return dir, false
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir, true
}

// fill takes all room but so many bytes, and gives the file that does.
func fill(t *testing.T, dir string, leave uint64) string {
	t.Helper()
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		t.Fatal(err)
	}
	path, free := filepath.Join(dir, "filler"), disk.Bavail*uint64(disk.Bsize)
	if free > leave {
		if err := os.WriteFile(path, make([]byte, free-leave), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// TestProofDiskFull fills a small disk at random moments of a batch: the person is told in a
// sentence, what was acknowledged is there, and writing goes on when there is room again.
func TestProofDiskFull(t *testing.T) {
	disks, rounds := 1, 6
	if soaking() {
		disks = 25
	}
	told, acked := 0, 0
	for range disks {
		t.Run("", func(t *testing.T) {
			k := newKilling(t)
			told += k.fillAgainAndAgain(rounds)
			acked += len(k.acked)
		})
	}
	if told < disks*rounds/2 {
		t.Errorf("the disk was full in %d of %d rounds only", told, disks*rounds)
	}
	proof(t, "disk full", "%d rounds, told in words in %d, %d acknowledged notes, all there, n of n", disks*rounds, told, acked)
}

// fillAgainAndAgain moves the binder to a small disk, and tells in how many rounds the disk was
// full and said to be.
func (k *killing) fillAgainAndAgain(rounds int) (told int) {
	k.t.Helper()
	disk, real := smallDisk(k.t, "size=48m")
	binder := filepath.Join(disk, "binder")
	if out, err := exec.Command("cp", "-a", k.flags[1], binder).CombinedOutput(); err != nil {
		k.t.Fatalf("%v %s", err, out)
	}
	k.flags[1] = binder
	for range rounds {
		leave := uint64(rand.IntN(1200) << 10)
		var said string
		if real {
			filler := fill(k.t, disk, leave)
			said = k.untilFull()
			if err := os.Remove(filler); err != nil && !errors.Is(err, os.ErrNotExist) {
				k.t.Fatal(err)
			}
		} else {
			said = k.untilFull("prlimit", "--fsize="+limit(binder, leave))
		}
		if strings.Contains(said, "Disken är full") {
			told++
		} else if said != "" {
			k.t.Errorf("another sentence: %s", said)
		}
		k.held()
	}
	return told
}

// limit is how large the program's files may become, in bytes, as prlimit takes it.
func limit(binder string, leave uint64) string {
	var size int64
	if info, err := os.Stat(filepath.Join(binder, "binder.vault")); err == nil {
		size = info.Size()
	}
	raw, _ := json.Marshal(size + int64(leave))
	return string(raw)
}

// untilFull writes a batch until it ends or the disk is full, and gives what was said.
func (k *killing) untilFull(before ...string) string {
	k.t.Helper()
	self, err := os.Executable()
	if err != nil {
		k.t.Fatal(err)
	}
	link := filepath.Join(k.dir, "parm")
	if err := os.Symlink(self, link); err != nil && !errors.Is(err, os.ErrExist) {
		k.t.Fatal(err)
	}
	args := append(append(before, link, "write", "note", "--batch", k.notes), k.flags...)
	var out, said bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = &out, &said
	var ended *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &ended) {
		k.t.Fatal(err)
	}
	refused := ""
	for line := range strings.Lines(out.String()) {
		var answer struct {
			ID    string  `json:"id"`
			Error failure `json:"error"`
		}
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			k.t.Fatalf("%q: %v", line, err)
		}
		if answer.ID != "" {
			k.acked[answer.ID] = true
		} else {
			refused = answer.Error.Message
		}
	}
	if refused == "" {
		refused = said.String()
	}
	return refused
}
