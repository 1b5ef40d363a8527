package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/text"
)

// title is the name of a job in the print queue, where anyone can read it.
const title = "Avbrottsparm"

// openPatience is how long a viewer may take to fail before it counts as started.
const openPatience = 3 * time.Second

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

// Available lists the printers that Send can use, as the print system names them. A system
// without the programs lp and lpstat has none, which is no error: files are opened there instead.
func Available(ctx context.Context) ([]string, error) {
	for _, program := range []string{"lp", "lpstat"} {
		if _, err := exec.LookPath(program); err != nil {
			return nil, nil
		}
	}
	out, err := exec.CommandContext(ctx, "lpstat", "-e").Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil && len(out) == 0 {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil, nil // lpstat ends so when no printer is set up or no print system runs
		}
		return nil, text.Because(fmt.Errorf("printer: list: %w", err), "printer.none")
	}
	return strings.Fields(string(out)), nil
}

// Send prints a PDF on a printer, or on the system's default one when printer is empty. Copies
// below one count as one. Faults: printer.none, printer.not_sent.
func Send(ctx context.Context, printer string, pdf []byte, copies int) error {
	if _, err := exec.LookPath("lp"); err != nil {
		return text.Because(errors.New("printer: send: there is no lp"), "printer.none")
	}
	args := []string{"-t", title, "-n", strconv.Itoa(max(1, copies)), "-o", "media=A4"}
	if printer != "" {
		args = append(args, "-d", printer)
	}
	cmd := exec.CommandContext(ctx, "lp", args...)
	cmd.Stdin = bytes.NewReader(pdf)
	if out, err := cmd.CombinedOutput(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return text.Because(fmt.Errorf("printer: send: %w: %s", err, strings.TrimSpace(string(out))), "printer.not_sent")
	}
	return nil
}
