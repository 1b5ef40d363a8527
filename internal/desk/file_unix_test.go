//go:build unix

package desk_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// A pipe or a device among the files must not keep the binder waiting for what never comes.
func TestOnlyFilesAreRead(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "lista.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{pipe, "/dev/zero"} {
		if _, err := desk.OpenFile(path); !text.IsFault(err, "file.no_file") {
			t.Errorf("%s: %v, want file.no_file", path, err)
		}
	}
}
