package wiring

import (
	"fmt"
	"io"
	"runtime"
	"strings"

	"avbrottsparm/internal/text"
)

// Sheltered runs a program so that nothing of its memory is left behind when it falls: the system
// writes no core dump, and what is told of a panic on this goroutine is the names of functions,
// never a value. It gives the program's exit code, 1 after a panic. A fall elsewhere (a signal,
// another goroutine) is the runtime's to tell: its trace shows the words of calls in hexadecimal,
// and no contents.
func Sheltered(stderr io.Writer, program func() int) (code int) {
	if err := noDumps(); err != nil {
		tell(stderr, "shelter.dumps") // the binder is still of use
	}
	defer func() {
		if fallen := recover(); fallen != nil {
			tell(stderr, "error.unknown", trail(fallen)...)
			code = 1
		}
	}()
	return program()
}

// tell writes a sentence and what a developer needs. Nobody is left to be told that the standard
// error is gone, and the exit code says the rest.
func tell(stderr io.Writer, key string, more ...string) {
	lines := append([]string{text.For(text.Swedish).Say(key)}, more...)
	if _, err := io.WriteString(stderr, strings.Join(lines, "\n  ")+"\n"); err != nil {
		return
	}
}

// deepest is how many calls of a panic are named.
const deepest = 40

// trail names the kind of panic and the calls that led to it. The runtime's own trace shows the
// words that functions were called with, which can be keys; a panic's text can be data.
func trail(fallen any) []string {
	var calls [deepest]uintptr
	frames := runtime.CallersFrames(calls[:runtime.Callers(3, calls[:])])
	said := []string{fmt.Sprintf("%T", fallen)}
	for {
		frame, more := frames.Next()
		said = append(said, fmt.Sprintf("%s:%d", frame.Function, frame.Line))
		if !more {
			return said
		}
	}
}
