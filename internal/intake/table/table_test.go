package table_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/intake/table"
	"avbrottsparm/internal/text"
)

// It is Sunday afternoon when the files are read; the schedules are of Monday 23 November 2026.
var now = time.Date(2026, 11, 22, 14, 0, 0, 0, time.UTC)

func newReader(t testing.TB) *table.Reader {
	t.Helper()
	columns, err := os.ReadFile(filepath.Join("..", "..", "..", "data", "mappings", "columns.json"))
	if err != nil {
		t.Fatal(err)
	}
	reader, err := table.NewReader(columns)
	if err != nil {
		t.Fatal(err)
	}
	return reader
}

// read reads a file and writes what came of it, one line for each item and problem.
func read(t testing.TB, name string, raw []byte) string {
	t.Helper()
	reader := newReader(t)
	batches, err := reader.Read(context.Background(), name, raw, now)
	if err != nil {
		return faultLine(t, err)
	}
	if !reader.Recognises(name, raw) {
		t.Errorf("%s was read but isn't recognised", name)
	}
	var lines []string
	for _, b := range batches {
		lines = append(lines, describe(b)...)
	}
	wordsFor(t, batches)
	return strings.Join(lines, "\n")
}

func faultLine(t testing.TB, err error) string {
	t.Helper()
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		words := text.For(lang)
		if said := words.Explain(err); said == words.Say("error.unknown") || strings.Contains(said, "{") {
			t.Errorf("%v has no whole sentence in %s: %s", err, lang, said)
		}
	}
	return "fault " + strings.SplitN(err.Error(), ":", 2)[0]
}

// wordsFor holds that every format and problem has a sentence with all its places filled.
func wordsFor(t testing.TB, batches []care.Batch) {
	t.Helper()
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		words := text.For(lang)
		for _, b := range batches {
			if !words.Has("format." + b.Format) {
				t.Errorf("format.%s has no name in %s", b.Format, lang)
			}
			for _, p := range append(append([]care.RowProblem(nil), b.Errors...), b.Warnings...) {
				said := words.Say("row."+p.Code, p.Pairs...)
				if !words.Has("row."+p.Code) || strings.Contains(said, "{columns}") || strings.Contains(said, "{limit}") {
					t.Errorf("row.%s has no whole sentence in %s: %s", p.Code, lang, said)
				}
			}
		}
	}
}

func describe(b care.Batch) []string {
	head := b.Format
	if !b.FullList {
		head += " part"
	}
	if !b.AsOf.IsZero() {
		head += " as of " + b.AsOf.Format("2006-01-02T15:04Z07:00")
	}
	lines := []string{head}
	for _, in := range b.Incoming {
		lines = append(lines, fmt.Sprintf("%s%d %s", sheetMark(in.Sheet), in.Row, item(in)))
	}
	for _, p := range b.Errors {
		lines = append(lines, fmt.Sprintf("%s%d ERROR %s [%s]", sheetMark(p.Sheet), p.Row, p.Code, p.Field))
	}
	for _, p := range b.Warnings {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s%d warning %s [%s] %s", sheetMark(p.Sheet), p.Row, p.Code, p.Field, pairs(p.Pairs))))
	}
	return lines
}

func sheetMark(sheet string) string {
	if sheet == "" {
		return ""
	}
	return sheet + "!"
}

func pairs(pairs []any) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		parts = append(parts, fmt.Sprint(pairs[i+1]))
	}
	return strings.Join(parts, " ")
}

func item(in care.Incoming) string {
	switch it := in.Item.(type) {
	case *care.Person:
		return join("person", whose(in.Whose), it.SortName(), addresses(it.Addresses), phones(it.Phones), strings.Join(it.Emails, " "),
			keys(it.Keys), mark(it.Protected, "PROTECTED"), mark(it.Inactive, "INACTIVE"), it.Note)
	case *care.Relative:
		night := ""
		if it.Night != nil {
			night = map[bool]string{true: "night yes", false: "night no"}[*it.Night]
		}
		order := ""
		if it.Order > 0 {
			order = fmt.Sprintf("order %d", it.Order)
		}
		return join("relative", "of "+whose(in.Whose), it.Name(), it.Relation, phones(it.Phones), addresses(it.Addresses),
			mark(it.FirstContact, "FIRST"), night, order, it.Note)
	case *care.Contact:
		return join("contact", "of "+whose(in.Whose), it.Role, it.Name(), phones(it.Phones))
	case *care.Visit:
		when := it.Start.Format("0102 15:04") + "-" + it.End.Format("15:04")
		if !care.Day(it.End).Equal(it.Day()) {
			when = it.Start.Format("0102 15:04") + "-" + it.End.Format("0102 15:04")
		}
		if it.AnyTime {
			when = fmt.Sprintf("%s any time %v", it.Start.Format("0102"), it.End.Sub(it.Start))
		}
		return join(string(it.Kind), when, whose(in.Whose), it.Name, strings.Join(it.Service, " + "), it.Place, "route "+it.Route, it.Staff,
			keys(it.Keys), mark(it.Medical, "HSL"), mark(it.Double != "", "double "+it.Double), it.Text, it.Note)
	}
	return record(in)
}

func whose(k care.PersonKey) string {
	parts := []string{string(k.PersonalID)}
	for _, n := range k.Numbers {
		parts = append(parts, n.System+" "+n.Number)
	}
	return strings.Join(strings.Fields(strings.Join(append(parts, k.Name), " ")), " ")
}

func addresses(all []care.Address) string {
	var parts []string
	for _, a := range all {
		parts = append(parts, strings.TrimSpace(a.Line()+mark(a.EntryCode != "", " #"+a.EntryCode)))
	}
	return strings.Join(parts, " & ")
}

func phones(all []care.Phone) string {
	var parts []string
	for _, p := range all {
		parts = append(parts, p.Number+mark(p.Type != "", " "+p.Type))
	}
	return strings.Join(parts, " & ")
}

func keys(all []care.KeyInfo) string {
	var parts []string
	for _, k := range all {
		parts = append(parts, string(k.Kind)+"="+k.Value)
	}
	return strings.Join(parts, " ")
}

func mark(on bool, word string) string {
	if on {
		return word
	}
	return ""
}

func join(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" && part != "route " {
			kept = append(kept, strings.ReplaceAll(part, "\n", "⏎"))
		}
	}
	return strings.Join(kept, " | ")
}

type sample struct {
	name string // of the test
	file string
	raw  string
	want string
}

func check(t *testing.T, samples []sample) {
	t.Helper()
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			file := s.file
			if file == "" {
				file = "export.csv"
			}
			if got := read(t, file, []byte(s.raw)); got != strings.TrimSpace(s.want) {
				t.Errorf("got\n%s\nwant\n%s", got, strings.TrimSpace(s.want))
			}
		})
	}
}
