// Package main is avbrottsparm, the desktop program: it reads its flags, finds the binder's
// folder, wires the adapters into the use cases, and opens the one window.
//
// Where no window can be shown it says so in one sentence, names parm, which does the same
// without one, and leaves the binder untouched.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"avbrottsparm/app/page/settings"
	"avbrottsparm/app/shell"
	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/text"
)

// version is set by the build.
var version = "dev"

// appID names the preferences of this computer: look, language, size, minutes.
const appID = "se.avbrottsparm"

func init() {
	// The windowing system answers to the first thread only, and main runs on it.
	runtime.LockOSThread()
}

func main() {
	os.Exit(wiring.Sheltered(os.Stderr, func() int { return run(os.Args[1:], os.Stdout, os.Stderr) }))
}

// run is the whole program but for the process around it. It gives the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	flags, err := readFlags(args, stdout)
	if errors.Is(err, errHelped) {
		return 0
	}
	words := text.For(text.Lang(flags.Lang))
	if err == nil {
		err = open(flags)
	}
	if err == nil {
		return 0
	}
	if _, failed := fmt.Fprintln(stderr, words.Explain(err)); failed != nil {
		return 2
	}
	return 1
}

// open opens the window and returns when it is closed.
func open(flags flags) (err error) {
	if err := canShow(); err != nil {
		return err
	}
	if flags.Screenshots != "" {
		return screenshots(flags)
	}
	a := app.NewWithID(appID)
	choices := flags.over(shell.LoadChoices(a.Preferences()))
	d, err := wiring.Desk(choices.Lang)
	if err != nil {
		return err
	}
	p := shell.Params{App: a, Desk: d, Version: version, Screens: screens(files()), Choices: choices,
		Size: flags.size(shell.LoadSize(a.Preferences())), Keep: a.Preferences(), Print: printPage,
		Papers: saved(files()).Folder, Drill: drillBinder, Left: d.Sweep(), Private: wiring.CopyPrivately}
	if p.Folder, err = flags.folder(); err != nil {
		return err
	}
	if flags.Demo {
		demo, err := newDemo(d, flags.day())
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, demo.remove()) }()
		p.Folder, p.Demo = demo.folder, demo.opening()
	}
	return show(p)
}

// show runs the window until it is closed, and closes what is still open then.
func show(p shell.Params) error {
	w := shell.New(p)
	w.Run()
	return errors.Join(w.End(), p.Desk.Sweep())
}

// over are the choices of this computer, with what the flags say instead.
func (f flags) over(c settings.Choices) settings.Choices {
	if f.Lang != "" {
		c.Lang = text.Lang(f.Lang)
	}
	c.Dark = c.Dark || f.Dark
	c.Large = c.Large || f.Large
	return c
}

// size is the window's size: that of the flag, or the one that it last had.
func (f flags) size(last fyne.Size) fyne.Size {
	if f.width > 0 {
		return fyne.NewSize(f.width, f.height)
	}
	return last
}
