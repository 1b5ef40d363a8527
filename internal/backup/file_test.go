package backup

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsWholeOrNotThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "kopia.age")
	half := errors.New("half way")
	_, err := WriteFile(path, func(out io.Writer) error {
		if _, err := out.Write(content()); err != nil {
			return err
		}
		return half
	})
	if left, _ := os.ReadDir(dir); !errors.Is(err, half) || len(left) != 0 {
		t.Errorf("%v, left %v", err, left)
	}
	fill := func(out io.Writer) error { _, err := out.Write(content()); return err }
	size, err := WriteFile(path, fill)
	info, statErr := os.Stat(path)
	if err != nil || statErr != nil || size != int64(len(content())) || info.Size() != size || info.Mode().Perm() != 0o600 {
		t.Errorf("%d bytes, %v, %v", size, err, info)
	}
	_, err = WriteFile(path, func(io.Writer) error { t.Error("began to write"); return nil })
	fault(t, err, "backup.exists")
	_, err = WriteFile(filepath.Join(dir, "borta", "kopia.age"), fill)
	fault(t, err, "backup.not_written")
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left %v, %v", left, err)
	}
}

// Somebody else's file that appears meanwhile stays as it is, also on a stick without hard links.
func TestAFileThatAppearsMeanwhileStays(t *testing.T) {
	dir := t.TempDir()
	taken, part := filepath.Join(dir, "taken"), filepath.Join(dir, "part")
	_, err := WriteFile(taken, func(io.Writer) error { return os.WriteFile(taken, []byte("first"), 0o600) })
	fault(t, err, "backup.exists")
	if err := os.WriteFile(part, []byte("second"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := claimWithoutLinks(part, taken); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	if raw, err := os.ReadFile(taken); err != nil || string(raw) != "first" {
		t.Errorf("%q, %v", raw, err)
	}
	if err := claimWithoutLinks(part, filepath.Join(dir, "free")); err != nil {
		t.Error(err)
	}
}
