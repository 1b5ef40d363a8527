package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// full is a standard output that takes nothing, as on a full disk.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space") }

// Whoever pipes the answer to a full disk is told so, and that what was to be saved is saved.
func TestAnAnswerThatCanNotBeWritten(t *testing.T) {
	var complaint bytes.Buffer
	if code := run(t.Context(), []string{"version"}, strings.NewReader(""), full{}, &complaint); code != exitFailed {
		t.Errorf("exit code %d, want %d", code, exitFailed)
	}
	if !strings.Contains(complaint.String(), "Svaret kunde inte skrivas ut") {
		t.Errorf("said %q", complaint.String())
	}
}

func TestAnInterruptedCommandSaysSo(t *testing.T) {
	dir := t.TempDir()
	pass := filepath.Join(dir, "pass")
	if err := os.WriteFile(pass, []byte("en ganska lång fras\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	call := func(ctx context.Context, args ...string) (int, string, string) {
		var out, complaint bytes.Buffer
		code := run(ctx, append(args, "--vault", filepath.Join(dir, "binder"), "--passphrase-file", pass), strings.NewReader(""), &out, &complaint)
		return code, out.String(), complaint.String()
	}
	if code, _, said := call(t.Context(), "init", "--unit", "Norr", "--user", "Lena Ek", "--title", "undersköterska"); code != exitDone {
		t.Fatal(said)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	code, out, said := call(stopped, "import", "--json", pass)
	var answer struct{ Error failure }
	if err := json.Unmarshal([]byte(out), &answer); err != nil || code != exitFailed || answer.Error.Code != "parm.stopped" || !strings.Contains(said, "Avbrutet") {
		t.Errorf("code %d, %q, %q, %v", code, out, said, err)
	}
}

// Every complaint of the parser that people can meet has a sentence of its own.
func TestTheParsersComplaintsAreWorded(t *testing.T) {
	for line, code := range map[string]string{
		"":                                    "parm.no_word",
		"people":                              "parm.missing_flags",
		"people --vault x --hitta":            "parm.unknown_flag",
		"people --vualt x":                    "parm.unknown_flag",
		"peopel":                              "parm.unexpected",
		"people --vault x y":                  "parm.unexpected",
		"show --vault x":                      "parm.missing_arguments",
		"import --vault x":                    "parm.import_what",
		"people --vault":                      "parm.no_value",
		"people --vault x --lang fi":          "parm.bad_value",
		"help window":                         "parm.unexpected",
		"outage --vault x list":               "parm.flag_early",
		"show --vault x p --protected --json": "parm.protected_json",
	} {
		var out, complaint bytes.Buffer
		got := run(t.Context(), append(strings.Fields(line), "--json"), strings.NewReader(""), &out, &complaint)
		if line == "" {
			got = run(t.Context(), nil, strings.NewReader(""), &out, &complaint)
			if got != exitMisuse || !strings.Contains(complaint.String(), "parm help") {
				t.Errorf("no word at all: %d, %q", got, complaint.String())
			}
			continue
		}
		var answer struct{ Error failure }
		if err := json.Unmarshal(out.Bytes(), &answer); err != nil || got != exitMisuse || answer.Error.Code != code {
			t.Errorf("parm %s: code %d, %q, want %s", line, got, out.String(), code)
		}
		if said := complaint.String(); strings.Contains(said, "[[") || strings.Contains(said, "unknown") || strings.Contains(said, "expected") {
			t.Errorf("parm %s says %q", line, said)
		}
	}
}

func newPage() (*page, *bytes.Buffer) {
	var out bytes.Buffer
	return &page{out: &out, words: text.For(text.Swedish), now: time.Date(2026, 11, 23, 14, 0, 0, 0, care.Stockholm)}, &out
}

func TestTablesStayOnThePage(t *testing.T) {
	p, out := newPage()
	p.table([]string{"Id", "Namn", "Tom", "Vad"}, [][]string{
		{"1", "Ebba Carolina Elisabeth Rosenhjelmer-Stiernvallén", "", strings.Repeat("Stöd vid måltid, ", 12)},
		{"2", "Åke Ö", "", "Frukost"},
	})
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	for _, line := range lines {
		if n := utf8.RuneCountInString(line); n > pageWidth {
			t.Errorf("%d characters: %q", n, line)
		}
	}
	if strings.Contains(out.String(), "Tom") {
		t.Error("a column with nothing in it is shown")
	}
	if got, want := strings.Count(out.String(), "måltid"), 12; got != want {
		t.Errorf("%d of %d words are left", got, want)
	}
	head, last := lines[0], lines[len(lines)-1]
	if column := strings.Index(last, "Frukost"); column < 0 || utf8.RuneCountInString(last[:column]) != utf8.RuneCountInString(head[:strings.Index(head, "Vad")]) {
		t.Errorf("columns don't stand under one another:\n%s\n%s", head, last)
	}
}

// What stands in an imported file must not steer the terminal of whoever reads it.
func TestFilesCanNotSteerTheTerminal(t *testing.T) {
	p, out := newPage()
	p.line("Elsa\x1b[2J\x1b]0;titel\x07 \u202eLund\u0085\rAnna")
	p.table(nil, [][]string{{"a\x1b[31m", "b\nc"}})
	for _, r := range out.String() {
		if r != '\n' && (r < ' ' || r == 0x7f || r == 0x85 || r == 0x202e) {
			t.Errorf("%q reaches the terminal", r)
		}
	}
}

func TestTheAgeOfDataIsTold(t *testing.T) {
	p, _ := newPage()
	for at, want := range map[time.Time]string{
		{}: "Inga uppgifter",
		time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC):  "06:00 (8 h)",
		time.Date(2026, 11, 20, 13, 0, 0, 0, time.UTC): "(3 dygn)",
		time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC): "(nyss)", // a source whose clock is ahead
	} {
		if got := p.age(at); !strings.Contains(got, want) {
			t.Errorf("%v: %q, want %q", at, got, want)
		}
	}
}
