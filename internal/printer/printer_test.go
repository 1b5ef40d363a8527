package printer

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"avbrottsparm/internal/sheet"
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

// alone is a path with nothing on it but stand-ins, and what they need.
func alone(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"cat", "sh", "sleep"} {
		real, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(real, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	return dir
}

func TestAnErrorOfThePrintSystemSaysSo(t *testing.T) {
	dir := alone(t)
	program(t, dir, "lp", "echo 'lp: Error - The printer or class does not exist.' >&2\nexit 1\n")
	program(t, dir, "lpstat", "echo 'lpstat: No destinations added.' >&2\nexit 1\n")
	system := New()
	if err := system.Send(t.Context(), pdf, sheet.Sending{Printer: "Nere"}); !text.IsFault(err, "printer.not_sent") {
		t.Errorf("got %v", err)
	}
	if printers, err := system.Available(t.Context()); err != nil || len(printers) != 0 {
		t.Errorf("printers %v, %v", printers, err)
	}
}

// A job that the printer has when somebody breaks it off, or locks the window, may come out or not.
func TestNobodyKnowsOfAJobThatWasBrokenOffAtThePrinter(t *testing.T) {
	dir := alone(t)
	program(t, dir, "lp", "cat > "+dir+"/job\necho 'request id is P-1 (0 file(s))'\n")
	program(t, dir, "lpoptions", "echo 'printer-state=4 printer-state-reasons=none printer-is-accepting-jobs=true'\n")
	program(t, dir, "lpstat", "echo 'P-1 anna 1024 now'\n: > "+dir+"/asked\n")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- New().Send(ctx, pdf, sheet.Sending{Printer: "P"}) }()
	for {
		if _, err := os.Stat(filepath.Join(dir, "asked")); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	if err := <-ended; !text.IsFault(err, "print.not_known") || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Whoever breaks it off while the pages are handed over can't take back what the print system has got by
// then: nobody knows. So it is where the program that hands them over is ended by the same key press.
func TestNobodyKnowsOfAJobThatWasBrokenOffWhileItWasHandedOver(t *testing.T) {
	for name, send := range map[string]func(ctx context.Context) error{
		"lp": func(ctx context.Context) error { return New().Send(ctx, pdf, sheet.Sending{Printer: "P"}) },
		"SumatraPDF": func(ctx context.Context) error {
			return (&System{NewLender(t.TempDir())}).bySumatra(ctx, pdf, sheet.Sending{Copies: 1})
		},
	} {
		for _, how := range []string{"broken off", "ended by a signal"} {
			dir := alone(t)
			end := "sleep 60"
			if how == "ended by a signal" {
				end = "kill -INT $$"
			}
			program(t, dir, name, ": > "+dir+"/has\n"+end+"\n")
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error)
			go func() { ended <- send(ctx) }()
			for {
				if _, err := os.Stat(filepath.Join(dir, "has")); err == nil {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
			if how == "broken off" {
				stop()
			}
			if err := <-ended; !text.IsFault(err, "print.not_known") {
				t.Errorf("%s, %s: got %v", name, how, err)
			}
			stop()
			if err := send(ctx); text.IsFault(err, "print.not_known") || !errors.Is(err, context.Canceled) {
				t.Errorf("%s, broken off before it began: got %v", name, err)
			}
		}
	}
}

func TestWithoutAPrintSystem(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if printers, err := New().Available(t.Context()); err != nil || printers != nil {
		t.Errorf("printers %v, %v", printers, err)
	}
	if err := New().Send(t.Context(), pdf, sheet.Sending{}); !text.IsFault(err, "printer.none") {
		t.Errorf("got %v", err)
	}
}

// A tray's name must not become an option of its own.
func TestATrayThatIsNoNameIsRefused(t *testing.T) {
	for _, tray := range []string{"Tray2 raw", "a,b", "a=b", "-x;y", "\n", strings.Repeat("a", 65)} {
		dir := alone(t)
		program(t, dir, "lp", "cat > "+dir+"/job\n")
		if err := New().Send(t.Context(), pdf, sheet.Sending{Printer: "P", Tray: tray}); !text.IsFault(err, "printer.tray") {
			t.Errorf("tray %q: %v", tray, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "job")); err == nil {
			t.Errorf("tray %q: something was printed", tray)
		}
	}
}

func TestHowLPIsAsked(t *testing.T) {
	for want, how := range map[string]sheet.Sending{
		"-t Avbrottsparm -n 1 -o media=A4 -o sides=one-sided":                                          {Copies: 1},
		"-t Avbrottsparm -n 3 -o media=A4 -o sides=two-sided-long-edge -o InputSlot=Tray2 -d Kontoret": {Printer: "Kontoret", Copies: 3, Duplex: true, Tray: "Tray2"},
	} {
		if got := strings.Join(lpArgs(how), " "); got != want {
			t.Errorf("%+v: %s\nwant %s", how, got, want)
		}
	}
}

func TestHowSumatraIsAsked(t *testing.T) {
	for want, how := range map[string]sheet.Sending{
		"-print-to-default -print-settings 1x,simplex,paper=A4,noscale -silent a.pdf":                  {Copies: 1},
		"-print-to Skrivare A -print-settings 2x,duplexlong,paper=A4,noscale,bin=Fack 2 -silent a.pdf": {Printer: "Skrivare A", Copies: 2, Duplex: true, Tray: "Fack 2"},
	} {
		if got := strings.Join(sumatraArgs(how, "a.pdf"), " "); got != want {
			t.Errorf("%+v: %s\nwant %s", how, got, want)
		}
	}
}

// The program that prints on Windows needs a file. It lies there while the program runs, readable by
// its owner only, and is gone afterwards, whatever the program says.
func TestSumatraHasTheFileForAsLongAsItRuns(t *testing.T) {
	for _, code := range []string{"0", "1"} {
		dir := alone(t)
		program(t, dir, "SumatraPDF", "for last; do :; done\ncat \"$last\" > "+dir+"/job\necho \"$last\" > "+dir+"/path\nexit "+code+"\n")
		private := filepath.Join(t.TempDir(), "lent")
		err := (&System{NewLender(private)}).bySumatra(t.Context(), pdf, sheet.Sending{Copies: 1})
		if (code == "0") != (err == nil) || code != "0" && !text.IsFault(err, "printer.not_sent") {
			t.Errorf("exit %s: %v", code, err)
		}
		if job, err := os.ReadFile(filepath.Join(dir, "job")); err != nil || !bytes.Equal(job, pdf) {
			t.Errorf("the program read %q, %v", job, err)
		}
		if path, err := os.ReadFile(filepath.Join(dir, "path")); err != nil || filepath.Dir(string(path)) != private {
			t.Errorf("it read from %s, %v", path, err)
		}
		if left := list(t, private); len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

func TestWithoutAProgramThatPrintsOnWindows(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for _, root := range []string{"ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"} {
		t.Setenv(root, t.TempDir())
	}
	if err := New().bySumatra(t.Context(), pdf, sheet.Sending{}); !text.IsFault(err, "printer.none") {
		t.Errorf("got %v", err)
	}
	folder := filepath.Join(os.Getenv("LOCALAPPDATA"), "SumatraPDF")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	program(t, folder, "SumatraPDF.exe", "exit 0\n")
	if err := New().bySumatra(t.Context(), pdf, sheet.Sending{}); err != nil {
		t.Errorf("installed for one user: %v", err)
	}
}

func TestWhatAPrinterTellsIsRead(t *testing.T) {
	got := options(`copies=1 printer-info='Skrivare printer-state=5 i korridoren' printer-location=plan\ 2 printer-state=3 printer-state-reasons=a,b printer-is-accepting-jobs=true` + "\n")
	for key, want := range map[string]string{"printer-state": "3", "printer-info": "Skrivare printer-state=5 i korridoren",
		"printer-location": "plan 2", "printer-state-reasons": "a,b", "printer-is-accepting-jobs": "true"} {
		if got[key] != want {
			t.Errorf("%s is %q, want %q", key, got[key], want)
		}
	}
	for name, c := range map[string]struct {
		answer string
		duplex bool
		trays  string
	}{
		"nothing": {"", false, ""},
		"simple":  {"PageSize/Media Size: *A4 Letter\nDuplex/2-Sided Printing: *None\n", false, ""},
		"whole":   {"Duplex/2-Sided Printing: *None DuplexNoTumble DuplexTumble\nInputSlot/Media Source: *Auto Tray1 Tray2 odd,one\n", true, "Tray1 Tray2"},
		"modern":  {"sides/Sides: one-sided *two-sided-long-edge\n", true, ""},
	} {
		if p := abilities(c.answer); p.Duplex != c.duplex || strings.Join(p.Trays, " ") != c.trays {
			t.Errorf("%s: %+v", name, p)
		}
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
