package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"avbrottsparm/internal/text"
)

// grammar is every word of the program with its flags.
type grammar struct {
	JSON bool   `name:"json" help:"${help_json}"`
	Lang string `placeholder:"sv|en" enum:"sv,en" default:"sv" help:"${help_lang}"`

	Init      initWord      `cmd:"" help:"${help_init}"`
	Demo      demoWord      `cmd:"" help:"${help_demo}"`
	Import    importWord    `cmd:"" help:"${help_import}"`
	Watch     watchWord     `cmd:"" help:"${help_watch}"`
	People    peopleWord    `cmd:"" help:"${help_people}"`
	Show      showWord      `cmd:"" help:"${help_show}"`
	Schedule  scheduleWord  `cmd:"" help:"${help_schedule}"`
	Print     printWord     `cmd:"" help:"${help_print}"`
	Form      formWord      `cmd:"" help:"${help_form}"`
	Write     writeWord     `cmd:"" help:"${help_write}"`
	Queue     queueWord     `cmd:"" help:"${help_queue}"`
	Entry     entryWord     `cmd:"" help:"${help_entry}"`
	Reenter   reenterWord   `cmd:"" help:"${help_reenter}"`
	Users     usersWord     `cmd:"" help:"${help_users}"`
	Backup    backupWord    `cmd:"" help:"${help_backup}"`
	Restore   restoreWord   `cmd:"" help:"${help_restore}"`
	Verify    verifyWord    `cmd:"" help:"${help_verify}"`
	Log       logWord       `cmd:"" help:"${help_log}"`
	Retention retentionWord `cmd:"" help:"${help_retention}"`
	Outage    outageWord    `cmd:"" help:"${help_outage}"`
	Ready     readyWord     `cmd:"" help:"${help_ready}"`
	Help      helpWord      `cmd:"" help:"${help_help}"`
	Version   versionWord   `cmd:"" help:"${help_version}"`

	TourFiles tourWord `cmd:"" hidden:"" help:"${help_tour_files}"`
}

// key is how a passphrase reaches the program.
type key struct {
	PassphraseFile string `placeholder:"FILE" env:"AVBROTTSPARM_PASSPHRASE_FILE" help:"${help_passphrase_file}"`
}

// folder is where the binder lies.
type folder struct {
	Vault string `required:"" placeholder:"DIR" help:"${help_vault}"`
}

// binder is what opens a binder.
type binder struct {
	folder
	User string `placeholder:"NAME" help:"${help_user}"`
	key
	Recovery bool `help:"${help_recovery}"`
}

// newParser makes kong read the grammar, with help in the chosen language.
func newParser(into *grammar, words *text.Words) (*kong.Kong, error) {
	help := kong.PostBuild(func(k *kong.Kong) error { return wordHelp(k.Model.Node, words) })
	return kong.New(into, kong.Name("parm"), kong.NoDefaultHelp(), kong.Exit(func(int) {}), help)
}

// wordHelp puts sentences in the place of "${help_...}". kong does so for variables too, but goes through all
// of them for each flag: with this many of both that took half a second, at each start of the program.
func wordHelp(root *kong.Node, words *text.Words) error {
	word := func(help *string) error {
		name, ok := strings.CutPrefix(*help, "${help_")
		if !ok {
			return nil
		}
		key := "parm.help." + strings.TrimSuffix(name, "}")
		if !words.Has(key) {
			return fmt.Errorf("no sentence %q", key)
		}
		*help = strings.ReplaceAll(words.Say(key), "$", "$$")
		return nil
	}
	return kong.Visit(root, func(at kong.Visitable, next kong.Next) error {
		switch at := at.(type) {
		case *kong.Node:
			return next(word(&at.Help))
		case *kong.Value:
			return next(word(&at.Help))
		}
		return next(nil)
	})
}

// says tells whether a flag stands among the arguments, before "--".
func says(args []string, flags ...string) bool {
	for _, arg := range args {
		switch {
		case arg == "--":
			return false
		case slices.Contains(flags, arg):
			return true
		}
	}
	return false
}

// languageOf is the language asked for, read before anything else so that even the complaint
// about a wrong flag is in it.
func languageOf(args []string) text.Lang {
	for i, arg := range args {
		value, inline := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, inline = args[i+1], true
		}
		if inline {
			return text.Lang(value)
		}
	}
	return text.Swedish
}

// helpFirst turns "parm print --help" into "parm help print": whoever asks for help must not be
// told first which flags are missing.
func helpFirst(args []string) []string {
	if !says(args, "--help", "-h") {
		return args
	}
	asked := []string{"help"}
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		return asked
	}
	if args[0] == "write" { // the kind may stand behind flags
		return append(asked, slices.DeleteFunc(slices.Clone(args), func(word string) bool { return strings.HasPrefix(word, "-") })...)
	}
	for _, word := range args[:min(2, len(args))] { // "users add --help" is about "add"
		if strings.HasPrefix(word, "-") {
			break
		}
		asked = append(asked, word)
	}
	return asked
}
