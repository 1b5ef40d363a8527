package printer

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// Windows prints PDFs by no command of its own: the verb "print" opens a window, or fails where Edge
// is the viewer. SumatraPDF prints without a window, where it is installed.

// sumatra is where SumatraPDF is installed; empty where it isn't.
func sumatra() string {
	const program = "SumatraPDF"
	if path, err := exec.LookPath(program); err == nil {
		return path
	}
	for _, root := range []string{"ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"} {
		path := filepath.Join(os.Getenv(root), program, program+".exe")
		if info, err := os.Stat(path); os.Getenv(root) != "" && err == nil && !info.IsDir() {
			return path
		}
	}
	return ""
}

// bySumatra prints through SumatraPDF, which needs a file: it lies in the private folder for as long
// as the program runs.
func (s *System) bySumatra(ctx context.Context, pdf []byte, how sheet.Sending) error {
	program := sumatra()
	if program == "" {
		return text.Because(errors.New("printer: send: there is no program that prints"), "printer.none")
	}
	path, err := s.Lend(pdf)
	if err != nil {
		return err
	}
	defer s.Return(path)
	cmd := exec.CommandContext(ctx, program, sumatraArgs(how, path)...)
	cmd.WaitDelay = afterStops
	if out, err := cmd.CombinedOutput(); err != nil {
		return whyNotSent(ctx, cmd, err, out)
	}
	return nil
}

// sumatraArgs is how SumatraPDF is asked.
func sumatraArgs(how sheet.Sending, path string) []string {
	args := []string{"-print-to-default"}
	if how.Printer != "" {
		args = []string{"-print-to", how.Printer}
	}
	settings := []string{strconv.Itoa(how.Copies) + "x", "simplex", "paper=A4", "noscale"}
	if how.Duplex {
		settings[1] = "duplexlong"
	}
	if how.Tray != "" {
		settings = append(settings, "bin="+how.Tray)
	}
	return append(args, "-print-settings", strings.Join(settings, ","), "-silent", path)
}
