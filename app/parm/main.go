// Package main is parm, the console program: the same use cases as the window, for scripts, for
// computers whose graphics fail, and for whoever prefers the keyboard.
//
// The words, flags, JSON shapes and exit codes are a contract and stand in docs/parm.md. With
// --json nothing but one JSON value reaches standard output, and protected fields never do.
package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// The exit codes of every word.
const (
	exitDone   = 0
	exitFailed = 1
	exitMisuse = 2
	exitPart   = 3 // done in part, with the rest named
)

// version is set by the build.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl+C ends what the first could not
	code := wiring.Sheltered(os.Stderr, func() int { return run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr) })
	stop()
	os.Exit(code)
}

// app is one call of the program. What is printed waits in out until the word is done, so that
// a failure never leaves half a JSON value behind.
type app struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer // only for what must not wait: the answers of write --batch
	stderr io.Writer
	out    bytes.Buffer
	json   bool
	word   string // what is done: "import"
	words  *text.Words
	desk   *desk.Desk
	model  *kong.Application
}

// run is the whole program but for the process around it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, json: says(args, "--json"), words: text.For(languageOf(args))}
	err := a.do(args)
	if errors.Is(err, context.Canceled) {
		err = text.Because(err, "parm.stopped")
	}
	a.explain(err)
	if _, failed := stdout.Write(a.out.Bytes()); failed != nil && exitCode(err) == exitDone {
		err = text.Because(failed, "parm.no_output")
		a.say(a.words.Explain(err))
	}
	return exitCode(err)
}

func (a *app) do(args []string) error {
	var words grammar
	parser, err := newParser(&words, a.words)
	if err != nil {
		return err
	}
	a.model = parser.Model
	if len(args) == 0 {
		return misuse{text.NewFault("parm.no_word")}
	}
	parsed, err := parser.Parse(helpFirst(args))
	if err != nil {
		return a.misread(err)
	}
	if a.desk, err = wiring.Desk(a.words.Lang()); err != nil {
		return err
	}
	a.word, _, _ = strings.Cut(parsed.Command(), " ")
	return parsed.Run(a)
}

// misuse is a call that can't be carried out as it is written.
type misuse struct{ error }

func (m misuse) Unwrap() error { return m.error }

// Two answers that are no failure of the program: they have been printed already.
var (
	errPart    = errors.New("done in part")
	errFaulted = errors.New("something was found")
)

func exitCode(err error) int {
	var wrong misuse
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &wrong):
		return exitMisuse
	case errors.Is(err, errPart):
		return exitPart
	default:
		return exitFailed
	}
}
