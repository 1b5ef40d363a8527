package printer

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"avbrottsparm/internal/text"
)

var pdf = []byte("%PDF-1.7 not much of a page")

func TestSaveMakesAPrivateFolderAndFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "pärm", "utskrifter")
	path, err := Save(dir, "binder-2026-11-23.pdf", pdf)
	if err != nil {
		t.Fatal(err)
	}
	if path != filepath.Join(dir, "binder-2026-11-23.pdf") {
		t.Errorf("saved as %s", path)
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, pdf) {
		t.Errorf("holds %q, %v", got, err)
	}
	for place, want := range map[string]os.FileMode{path: 0o600, dir: 0o700 | os.ModeDir} {
		info, err := os.Stat(place)
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode() != want {
			t.Errorf("%s has mode %v, should be %v", filepath.Base(place), info.Mode(), want)
		}
	}
	if names := list(t, dir); len(names) != 1 {
		t.Errorf("the folder holds %v", names)
	}
}

func TestSaveNeverOverwrites(t *testing.T) {
	dir := t.TempDir()
	for i, want := range []string{"a.pdf", "a-2.pdf", "a-3.pdf"} {
		path, err := Save(dir, "a.pdf", []byte{byte(i)})
		if err != nil || filepath.Base(path) != want {
			t.Fatalf("saved as %s, %v; should be %s", path, err, want)
		}
	}
	for i, name := range []string{"a.pdf", "a-2.pdf", "a-3.pdf"} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !bytes.Equal(got, []byte{byte(i)}) {
			t.Errorf("%s holds %v, %v", name, got, err)
		}
	}
}

func TestAStickWithoutHardLinksKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	part, taken := write("part", "new"), write("taken.pdf", "old")
	if err := placeWithoutLinks(part, taken); !errors.Is(err, os.ErrExist) {
		t.Fatalf("got %v", err)
	}
	if err := placeWithoutLinks(part, filepath.Join(dir, "free.pdf")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"taken.pdf": "old", "free.pdf": "new"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
	if names := list(t, dir); len(names) != 2 {
		t.Errorf("the folder holds %v", names)
	}
}

func TestSaveWhereNothingCanBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "Anna Andersson")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Save(filepath.Join(file, "under"), "a.pdf", pdf)
	if !text.IsFault(err, "printer.not_writable") {
		t.Fatalf("got %v", err)
	}
	if strings.Contains(err.Error(), "Anna") {
		t.Errorf("the error names the folder: %v", err)
	}
}

func TestSaveRefusesNamesThatAreNoNames(t *testing.T) {
	for _, name := range []string{"", ".", "..", "../a.pdf", "a/b.pdf", `a\b.pdf`} {
		if _, err := Save(t.TempDir(), name, pdf); !text.IsFault(err, "printer.bad_name") {
			t.Errorf("%q: got %v", name, err)
		}
	}
}

func TestAFullDiskHasItsOwnWords(t *testing.T) {
	err := whySave(&os.PathError{Op: "write", Path: "/Anna", Err: syscall.ENOSPC})
	if !text.IsFault(err, "printer.full") || !errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), "Anna") {
		t.Errorf("got %v", err)
	}
}

// program puts a stand-in for a program of the print system on the path.
func program(t *testing.T, dir, name, script string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
}

func TestSendPipesTheBytesUnderANeutralTitle(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	program(t, dir, "lp", "cat > "+dir+"/job\necho \"$@\" > "+dir+"/args\n")
	program(t, dir, "lpstat", "echo Kontoret\necho Expeditionen\n")
	ctx := context.Background()
	printers, err := Available(ctx)
	if err != nil || strings.Join(printers, " ") != "Kontoret Expeditionen" {
		t.Errorf("printers %v, %v", printers, err)
	}
	if err := Send(ctx, "Kontoret", pdf, 2); err != nil {
		t.Fatal(err)
	}
	job, err := os.ReadFile(filepath.Join(dir, "job"))
	if err != nil || !bytes.Equal(job, pdf) {
		t.Errorf("the printer got %q, %v", job, err)
	}
	args, err := os.ReadFile(filepath.Join(dir, "args"))
	if err != nil || strings.TrimSpace(string(args)) != "-t Avbrottsparm -n 2 -o media=A4 -d Kontoret" {
		t.Errorf("lp was called with %q, %v", args, err)
	}
}

func TestAPrinterThatIsOutSaysSo(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	program(t, dir, "lp", "echo 'lp: Error - The printer or class does not exist.' >&2\nexit 1\n")
	program(t, dir, "lpstat", "echo 'lpstat: No destinations added.' >&2\nexit 1\n")
	if err := Send(context.Background(), "Nere", pdf, 1); !text.IsFault(err, "printer.not_sent") {
		t.Errorf("got %v", err)
	}
	if printers, err := Available(context.Background()); err != nil || len(printers) != 0 {
		t.Errorf("printers %v, %v", printers, err)
	}
}

func TestWithoutAPrintSystem(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if printers, err := Available(context.Background()); err != nil || printers != nil {
		t.Errorf("printers %v, %v", printers, err)
	}
	if err := Send(context.Background(), "", pdf, 1); !text.IsFault(err, "printer.none") {
		t.Errorf("got %v", err)
	}
}

func TestOpenReportsAMissingViewer(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if err := Open("a.pdf"); !text.IsFault(err, "printer.not_opened") {
		t.Errorf("got %v", err)
	}
}

func list(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
