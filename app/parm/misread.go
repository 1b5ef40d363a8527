package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"avbrottsparm/internal/text"
)

// complaints are what the parser of the command line says in English, and what a person is told
// instead. The first group is what stands in the sentence.
var complaints = []struct {
	pattern *regexp.Regexp
	code    string
}{
	{regexp.MustCompile(`^missing flags?: (.*)$`), "parm.missing_flags"},
	{regexp.MustCompile(`^unknown flag (\S+?)(?:, did.*)?$`), "parm.unknown_flag"},
	{regexp.MustCompile(`^unexpected argument (.*?)(?:, did.*)?$`), "parm.unexpected"},
	{regexp.MustCompile(`^missing positional arguments (.*)$`), "parm.missing_arguments"},
	{regexp.MustCompile(`^expected "?(<[^"]*?)"?$`), "parm.missing_arguments"},
	{regexp.MustCompile(`^(--\S+?)(?:=\S+)? must be one of`), "parm.bad_value"},
	{regexp.MustCompile(`^(-\S+?)(?:=\S+)?: (?:missing value|expected)`), "parm.no_value"},
	{regexp.MustCompile(`^expected one of`), "parm.no_word"},
	{regexp.MustCompile(`^flag \S+ applies to the default command "\S+", not "(\S+)"`), "parm.flag_early"},
}

// misread words the parser's complaint.
func (a *app) misread(err error) error {
	said := err.Error()
	for _, c := range complaints {
		if found := c.pattern.FindStringSubmatch(said); found != nil {
			what := ""
			if len(found) > 1 {
				what = strings.ReplaceAll(found[1], "=", " ")
			}
			return misuse{&text.Fault{Code: c.code, Pairs: []any{"what", what}, Cause: err}}
		}
	}
	return misuse{text.Because(err, "parm.unclear")}
}

// explain tells what went wrong: a sentence on standard error and, with --json, an object on
// standard output.
func (a *app) explain(err error) {
	if err == nil || errors.Is(err, errPart) || errors.Is(err, errFaulted) {
		return
	}
	a.say(a.words.Explain(err))
	a.sayProblems(err)
	if exitCode(err) == exitMisuse {
		a.say(a.hint(err))
	}
	if a.json {
		a.out.Reset()
		a.putJSON(map[string]any{"error": a.failure(err)})
	}
}

// failure is an error as --json shows it.
type failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	// Fields is all that keeps an entry from being signed.
	Fields []unreadyShape `json:"fields,omitempty"`
}

func (a *app) failure(err error) failure {
	f := failure{Code: "unknown", Message: a.words.Explain(err)}
	var fault *text.Fault
	if errors.As(err, &fault) {
		f.Code = fault.Code
	}
	var unready *unready
	if errors.As(err, &unready) {
		f.Code, f.Fields = unready.code, unready.problems
	}
	return f
}

// hint is how the word is used, or where to look when there was none.
func (a *app) hint(err error) string {
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context != nil {
		if node := parse.Context.Selected(); node != nil {
			return a.words.Say("parm.usage", "usage", usage(node))
		}
	}
	return a.words.Say("parm.see_help")
}

// say writes a line for a person on standard error, where names of files may stand in it.
// Standard error that can't be written to leaves nobody to tell, so its own error has no reader.
func (a *app) say(line string) {
	if _, err := fmt.Fprintln(a.stderr, printable(line)); err != nil {
		a.stderr = quiet{}
	}
}

// quiet takes the place of a standard error that is gone.
type quiet struct{}

func (quiet) Write(p []byte) (int, error) { return len(p), nil }

// putJSON puts one value on standard output. Outside its strings JSON is ASCII, so that what would
// steer a terminal can be written by its number wherever it stands.
func (a *app) putJSON(value any) {
	var plain strings.Builder
	enc := json.NewEncoder(&plain)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(value); err != nil {
		panic(fmt.Sprintf("parm: a type that JSON can't hold: %v", err))
	}
	for _, r := range plain.String() {
		if r != '\n' && steers(r) {
			a.out.WriteString(fmt.Sprintf(`\u%04x`, r))
		} else {
			a.out.WriteRune(r)
		}
	}
}
