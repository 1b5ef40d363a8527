//go:build unix

package scan

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/text"
)

func TestAFolderIsListedWithoutOpeningAnything(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.PDF", "a.jpeg", "Elsa.tif", "c.png", ".dold.pdf", "~$b.pdf", "brev.docx", "d.pdf.part"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "under.pdf"), 0o700), os.Symlink("/etc/passwd", filepath.Join(dir, "link.pdf")),
		syscall.Mkfifo(filepath.Join(dir, "pipe.pdf"), 0o600)); err != nil {
		t.Fatal(err)
	}
	files, err := New().Files(t.Context(), dir)
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	if err != nil || strings.Join(names, " ") != "Elsa.tif a.jpeg b.PDF c.png" {
		t.Errorf("%q, %v", names, err)
	}
	_, err = New().Files(t.Context(), filepath.Join(dir, "Elsa Lund"))
	if !text.IsFault(err, "scan.folder") || strings.Contains(fmt.Sprintf("%+v", errors.Unwrap(err)), "Elsa") {
		t.Errorf("a folder that is not there: %v", err)
	}
	err = New().Pages(t.Context(), custody.ScanFile{Path: filepath.Join(dir, "Elsa.pdf")}, nil)
	if !text.IsFault(err, "scan.gone") || strings.Contains(fmt.Sprintf("%+v", errors.Unwrap(err)), "Elsa") {
		t.Errorf("a file that is gone: %v", err)
	}
}
