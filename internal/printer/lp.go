package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

const (
	// askPatience is how long the print system may take for an answer.
	askPatience = 10 * time.Second
	// watched is how long a job is followed, to see a printer that stops at once.
	watched    = 5 * time.Second
	lookEvery  = 200 * time.Millisecond
	takenBack  = 5 * time.Second // for a job to be taken out of the queue
	afterStops = time.Second     // for the pipes of a program that was stopped
)

// lpProgram is a program of the print system. It speaks its own language, so that it can be read.
func lpProgram(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "LANGUAGE=C")
	cmd.WaitDelay = afterStops
	return cmd
}

// ask runs a program of the print system and gives what it answers; nothing when it fails.
func ask(ctx context.Context, name string, args ...string) string {
	ctx, stop := context.WithTimeout(ctx, askPatience)
	defer stop()
	out, err := lpProgram(ctx, name, args...).Output()
	if err != nil {
		return ""
	}
	return string(out)
}

// byLP hands a PDF to lp on standard input, so that no file is left. A printer that is stopped or
// that nothing answers from gets no job to keep: it would come out at any time, twice if somebody
// sent it again meanwhile.
func byLP(ctx context.Context, pdf []byte, how sheet.Sending) error {
	if _, err := exec.LookPath("lp"); err != nil {
		return text.Because(errors.New("printer: send: there is no lp"), "printer.none")
	}
	if strings.Contains(how.Tray, " ") { // what follows would be an option of its own
		return text.NewFault("printer.tray")
	}
	if how.Printer == "" {
		how.Printer = usualPrinter(ctx)
	}
	if s := stateOf(ctx, how.Printer); s.stopped || s.refuses {
		return text.NewFault("printer.stopped")
	}
	cmd := lpProgram(ctx, "lp", lpArgs(how)...)
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return whyNotSent(ctx, cmd, err, out)
	}
	return follow(ctx, how.Printer, string(out))
}

// whyNotSent tells why a program that hands pages over ended as it should not. One that was broken off
// may have handed them over before: then nobody knows. A key press that breaks off can end the program
// before it reaches this one.
func whyNotSent(ctx context.Context, cmd *exec.Cmd, err error, out []byte) error {
	var ended *exec.ExitError
	switch signalled := errors.As(err, &ended) && !ended.Exited(); {
	case cmd.Process == nil && ctx.Err() != nil:
		return ctx.Err()
	case ctx.Err() != nil:
		return text.Because(ctx.Err(), "print.not_known")
	case signalled:
		return text.Because(fmt.Errorf("printer: send: %w", err), "print.not_known")
	}
	return text.Because(fmt.Errorf("printer: send: %w: %s", err, said(out)), "printer.not_sent")
}

// lpArgs is how lp is asked.
func lpArgs(how sheet.Sending) []string {
	sides := "one-sided"
	if how.Duplex {
		sides = "two-sided-long-edge"
	}
	args := []string{"-t", title, "-n", strconv.Itoa(how.Copies), "-o", "media=A4", "-o", "sides=" + sides}
	if how.Tray != "" {
		args = append(args, "-o", "InputSlot="+how.Tray)
	}
	if how.Printer != "" {
		args = append(args, "-d", how.Printer)
	}
	return args
}

var jobID = regexp.MustCompile(`request id is (\S+-\d+)`)

// follow looks for a while whether a job that was taken comes to a stop at once. One that is still
// being printed then, or that can't be followed, is with the printer; of one that was broken off meanwhile
// nobody knows (fault "print.not_known"). Of a queue that is set up to
// throw away what fails (ErrorPolicy abort-job) the print system's programs tell nothing.
func follow(ctx context.Context, printer, answer string) error {
	found := jobID.FindStringSubmatch(answer)
	if found == nil {
		return nil
	}
	job := found[1]
	if printer == "" {
		printer = job[:strings.LastIndexByte(job, '-')]
	}
	for end := time.Now().Add(watched); ; {
		waiting := waits(ctx, printer, job)
		s := stateOf(ctx, printer)
		switch {
		case ctx.Err() != nil: // the window is locked: the job goes on without it
			return text.Because(ctx.Err(), "print.not_known")
		case !waiting:
			return nil
		}
		switch late := !time.Now().Before(end); {
		case s.stopped, late && (s.silent || s.idle): // idle beside a job that waits: it failed and is to be tried again
			return takeBack(ctx, job)
		case late:
			return nil
		}
		select {
		case <-ctx.Done():
		case <-time.After(lookEvery):
		}
	}
}

// waits tells whether a job is still in its queue, waiting or being printed.
func waits(ctx context.Context, printer, job string) bool {
	return listed(ask(ctx, "lpstat", "-W", "not-completed", "-o", printer), job)
}

func listed(answer, job string) bool {
	for line := range strings.Lines(answer) {
		if words := strings.Fields(line); len(words) > 0 && words[0] == job {
			return true
		}
	}
	return false
}

// takeBack takes a job out of the queue of a printer that is out.
func takeBack(ctx context.Context, job string) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), takenBack)
	defer stop()
	if out, err := lpProgram(ctx, "cancel", job).CombinedOutput(); err != nil {
		return text.Because(fmt.Errorf("printer: take back: %w: %s", err, said(out)), "printer.in_queue")
	}
	return text.NewFault("printer.stopped")
}
