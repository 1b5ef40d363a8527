package printer

import (
	"context"
	"os/exec"
	"slices"
	"strings"
	"sync"

	"avbrottsparm/internal/sheet"
)

// state is how a printer is, as far as the print system tells.
type state struct {
	idle    bool // prints nothing
	stopped bool // paused, or stopped after a fault
	refuses bool // takes no jobs
	silent  bool // nothing answers from it
}

// silence are the reasons that say that nothing answers.
var silence = []string{"connecting-to-device", "offline", "shutdown", "timed-out"}

// stateOf asks how a printer is; one that nothing is known of counts as well.
func stateOf(ctx context.Context, printer string) state {
	if printer == "" {
		return state{}
	}
	said := options(ask(ctx, "lpoptions", "-p", printer))
	s := state{idle: said["printer-state"] == "3", stopped: said["printer-state"] == "5", refuses: said["printer-is-accepting-jobs"] == "false"}
	for reason := range strings.SplitSeq(said["printer-state-reasons"], ",") {
		for _, severity := range []string{"-error", "-warning", "-report"} {
			reason = strings.TrimSuffix(reason, severity)
		}
		s.silent = s.silent || slices.Contains(silence, reason)
	}
	return s
}

// options reads what lpoptions tells of a printer: "a=1 b='two words' c=with\ a\ space".
func options(line string) map[string]string {
	all := map[string]string{}
	var word strings.Builder
	var quote byte
	put := func() {
		key, value, _ := strings.Cut(word.String(), "=")
		if key != "" {
			all[key] = value
		}
		word.Reset()
	}
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line):
			i++
			word.WriteByte(line[i])
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case quote == 0 && (c == ' ' || c == '\n'):
			put()
		default:
			word.WriteByte(c)
		}
	}
	put()
	return all
}

// usualPrinter is the system's usual printer; empty where there is none.
func usualPrinter(ctx context.Context) string {
	_, name, found := strings.Cut(ask(ctx, "lpstat", "-d"), "destination: ")
	if !found {
		return ""
	}
	return strings.TrimSpace(name)
}

// mostAsked is how many printers are asked at the same time what they can do.
const mostAsked = 4

// lpPrinters lists the printers of the print system with what they can do. A printer that tells
// nothing within some seconds is listed without.
func lpPrinters(ctx context.Context) ([]sheet.Printer, error) {
	for _, program := range []string{"lp", "lpstat"} {
		if _, err := exec.LookPath(program); err != nil {
			return nil, nil
		}
	}
	// lpstat fails when no printer is set up or no print system runs: then there are none.
	names := strings.Fields(ask(ctx, "lpstat", "-e"))
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	usual := usualPrinter(ctx)
	list := make([]sheet.Printer, len(names))
	var wait sync.WaitGroup
	for first := range min(mostAsked, len(names)) {
		wait.Go(func() {
			for i := first; i < len(names); i += mostAsked {
				list[i] = abilities(ask(ctx, "lpoptions", "-p", names[i], "-l"))
				list[i].Name, list[i].Usual = names[i], names[i] == usual
			}
		})
	}
	wait.Wait()
	return list, ctx.Err()
}

// abilities reads the choices of a printer: "Duplex/2-Sided Printing: *None DuplexNoTumble".
func abilities(answer string) sheet.Printer {
	var p sheet.Printer
	for line := range strings.Lines(answer) {
		head, values, found := strings.Cut(line, ":")
		if !found {
			continue
		}
		key, _, _ := strings.Cut(strings.TrimSpace(head), "/")
		for value := range strings.FieldsSeq(values) {
			value = strings.TrimPrefix(value, "*")
			switch {
			case strings.HasSuffix(key, "Duplex"), key == "sides":
				p.Duplex = p.Duplex || strings.HasPrefix(value, "Duplex") || strings.HasPrefix(value, "two-sided")
			case key == "InputSlot" && trayName.MatchString(value) && !strings.HasPrefix(value, "Auto"):
				p.Trays = append(p.Trays, value)
			}
		}
	}
	return p
}
