package printer

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// title is the name of a job in the print queue, where anyone can read it.
const title = "Avbrottsparm"

// openPatience is how long a viewer may take to fail before it counts as started.
const openPatience = 3 * time.Second

// trayName is what a tray may be called in an option of a print system. Others are not offered, as a
// space or a comma would begin another option.
var trayName = regexp.MustCompile(`^[\p{L}\p{N}._-][\p{L}\p{N}._ -]{0,63}$`)

// System is the computer's print system and the folders that files of pages lie in.
type System struct{ *Lender }

// New makes the computer's print system.
func New() *System { return &System{NewLender("")} }

// Save writes a finished file; see the function Save.
func (s *System) Save(dir, name string, pdf []byte) (path string, err error) {
	return Save(dir, name, pdf)
}

// Expire takes old files away; see the function Expire.
func (s *System) Expire(dir, word string, before time.Time) error { return Expire(dir, word, before) }

// Available lists the printers that Send can use, the usual one first. None is no error: files are
// opened in a viewer there instead.
func (s *System) Available(ctx context.Context) ([]sheet.Printer, error) {
	list, err := installed(ctx)
	slices.SortStableFunc(list, func(a, b sheet.Printer) int {
		switch {
		case a.Usual == b.Usual:
			return 0
		case a.Usual:
			return -1
		}
		return 1
	})
	return list, err
}

// Send prints a PDF, on the system's usual printer where none is named. Where it fails, nothing
// waits to come out by itself later, but for print.not_known: it was broken off while the printer had the
// pages. Faults: that one, printer.none, printer.not_sent, printer.stopped, printer.tray.
func (s *System) Send(ctx context.Context, pdf []byte, how sheet.Sending) error {
	if how.Tray != "" && !trayName.MatchString(how.Tray) {
		return text.NewFault("printer.tray")
	}
	how.Copies = min(max(1, how.Copies), sheet.MostCopies)
	if runtime.GOOS == "windows" {
		return s.bySumatra(ctx, pdf, how)
	}
	return byLP(ctx, pdf, how)
}

// Open shows a file in the system's viewer. It reports a viewer that is missing or fails within
// three seconds; what happens after that, nobody tells. Fault: printer.not_opened.
func Open(path string) error {
	// A whole path never starts with a hyphen, so no viewer takes it for an option.
	path, err := filepath.Abs(path)
	if err != nil {
		return text.Because(fmt.Errorf("printer: open: %w", err), "printer.not_opened")
	}
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", path)
	case "darwin":
		cmd = exec.Command("open", path)
	default:
		cmd = exec.Command("xdg-open", path)
	}
	if err := cmd.Start(); err != nil {
		return text.Because(errors.New("printer: open: no viewer could be started"), "printer.not_opened")
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return text.Because(fmt.Errorf("printer: open: %w", err), "printer.not_opened")
		}
	case <-time.After(openPatience):
	}
	return nil
}

// said is what a program of the print system had to say, on one line and not without end.
func said(out []byte) string {
	const most = 300
	line := strings.Join(strings.Fields(string(out)), " ")
	if len(line) > most {
		line = line[:most]
	}
	return line
}
