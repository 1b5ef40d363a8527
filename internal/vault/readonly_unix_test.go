//go:build unix

package vault

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// readerDir tells a copy of this test program to read a vault as somebody who may not write
// there.
const readerDir = "VAULT_TEST_READER"

func init() { children[readerDir] = readWithoutWriting }

// readWithoutWriting says what it found, a line for each question.
func readWithoutWriting(dir string) error {
	if os.Getuid() == 0 {
		const nobody = 65534
		if err := syscall.Setgid(nobody); err != nil {
			return err
		}
		if err := syscall.Setuid(nobody); err != nil {
			return err
		}
	}
	ctx := context.Background()
	if _, err := Unlock(ctx, dir, "", "en annan lösenfras"); !text.IsFault(err, "vault.wrong_passphrase") {
		return fmt.Errorf("a wrong passphrase: %w", err)
	}
	v, err := Unlock(ctx, dir, "", phrase)
	if err != nil {
		return err
	}
	all, err := itemsAnd(ctx, v)
	if err != nil {
		return err
	}
	report, err := v.Verify(ctx, nil)
	if err != nil {
		return err
	}
	_, commits := v.Commit(ctx, ledger.Change{Appends: []ledger.Append{note("a")}})
	_, keeps := v.KeepCopy(ctx, nil)
	kept, err := v.Kept(ctx)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := v.Export(ctx, &out); err != nil {
		return err
	}
	fmt.Println("read only", v.ReadOnly())
	fmt.Println("head", v.Head().Code())
	fmt.Println("items", len(all), report.OK(), report.Records)
	fmt.Println("commit", text.IsFault(commits, "vault.read_only"), text.IsFault(keeps, "vault.read_only"))
	fmt.Println("copies", len(kept), out.Len() > 0)
	return v.Close()
}

func TestAFolderThatCannotBeWrittenIsReadFromAPrivateCopy(t *testing.T) {
	v, dir := filled(t)
	keepCopy(t, v)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("bara i skrivloggen")}})
	report := verified(t, v)
	medium, temp := filepath.Join(t.TempDir(), "sticka"), filepath.Join(t.TempDir(), "tmp")
	copyFolder(t, dir, medium)
	if info, err := os.Stat(filepath.Join(medium, FileName+"-wal")); err != nil || info.Size() == 0 {
		t.Fatalf("the log is not on the medium: %v", err)
	}
	for _, name := range []string{lockName, deviceName, FileName + "-shm"} {
		if err := os.Remove(filepath.Join(medium, name)); err != nil {
			t.Fatal(err)
		}
	}
	open(t, medium, 0o555, 0o444)
	if err := os.Mkdir(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	open(t, temp, 0o777, 0o666)

	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), readerDir+"="+medium, "TMPDIR="+temp)
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := fmt.Sprintf("read only true\nhead %s\nitems 4 true %d\ncommit true true\ncopies 1 true\n", v.Head().Code(), report.Records)
	if string(out) != want {
		t.Errorf("it says\n%s, want\n%s", out, want)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) != 0 {
		t.Errorf("left in the temporary folder: %v, %v", left, err)
	}
	open(t, medium, 0o755, 0o644) // so that it can be removed
}

// open gives a folder's files and it, and the folders above it up to the test's own, these rights.
func open(t *testing.T, dir string, folder, file os.FileMode) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			return os.Chmod(path, folder|0o200)
		}
		if err == nil {
			err = os.Chmod(path, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, folder); err != nil {
		t.Fatal(err)
	}
	for up := filepath.Dir(dir); strings.Contains(up, "Test"); up = filepath.Dir(up) {
		if err := os.Chmod(up, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}
