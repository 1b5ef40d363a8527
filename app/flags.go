package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// flags are what can be said when the program is started.
type flags struct {
	Vault       string `placeholder:"DIR" help:"${help_vault}"`
	Demo        bool   `help:"${help_demo}"`
	Lang        string `placeholder:"sv|en" enum:"sv,en," default:"" help:"${help_lang}"`
	Dark        bool   `help:"${help_dark}"`
	Large       bool   `help:"${help_large}"`
	Size        string `placeholder:"1280x720" help:"${help_size}"`
	Date        string `placeholder:"YYYY-MM-DD" help:"${help_date}"`
	Screenshots string `placeholder:"DIR" help:"${help_screenshots}"`
	Help        bool   `short:"h" help:"${help_help}"`

	width, height float32
	date          time.Time
}

// errHelped says that the flags were explained, which was all that was asked for.
var errHelped = errors.New("the flags were explained")

// readFlags reads the command line. Faults: "window.flags", "window.size", "window.date".
func readFlags(args []string, stdout io.Writer) (flags, error) {
	var f flags
	words := text.For(langOf(args))
	vars := kong.Vars{}
	for _, key := range words.Keys() {
		if name, ok := strings.CutPrefix(key, "window.help."); ok {
			vars["help_"+name] = words.Say("window.help." + name)
		}
	}
	parser, err := kong.New(&f, kong.Name("avbrottsparm"), kong.NoDefaultHelp(), kong.Exit(func(int) {}), vars)
	if err != nil {
		return f, fmt.Errorf("flags: %w", err)
	}
	if _, err := parser.Parse(args); err != nil {
		return f, text.Because(err, "window.flags")
	}
	if f.Help {
		for _, flag := range parser.Model.Flags {
			if _, err := fmt.Fprintf(stdout, "--%-24s %s\n", strings.TrimSuffix(flag.Name+" "+flag.PlaceHolder, " "), flag.Help); err != nil {
				return f, fmt.Errorf("help: %w", err)
			}
		}
		return f, errHelped
	}
	if f.Size != "" {
		if _, err := fmt.Sscanf(f.Size, "%fx%f", &f.width, &f.height); err != nil || f.width < 640 || f.height < 400 {
			return f, text.NewFault("window.size")
		}
	}
	if f.Date != "" {
		day, err := time.ParseInLocation(time.DateOnly, f.Date, care.Stockholm)
		if err != nil {
			return f, text.NewFault("window.date")
		}
		f.date = day
	}
	return f, nil
}

// langOf finds the language before the flags are read, for the sentences about the flags.
func langOf(args []string) text.Lang {
	for i, arg := range args {
		if arg == "--lang=en" || (arg == "--lang" && i+1 < len(args) && args[i+1] == "en") {
			return text.English
		}
	}
	return text.Swedish
}

// day is the day of the demo: the flag's, or today.
func (f flags) day() time.Time {
	if f.date.IsZero() {
		return time.Now()
	}
	return f.date
}

// folder is where the binder lies: the flag's, or a folder of the person's own.
func (f flags) folder() (string, error) {
	if f.Vault != "" {
		return filepath.Abs(f.Vault)
	}
	config, err := os.UserConfigDir()
	if err != nil {
		return "", text.Because(err, "window.no_folder")
	}
	return filepath.Join(config, "avbrottsparm"), nil
}
