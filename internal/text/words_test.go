package text

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var placePattern = regexp.MustCompile(`\{[^{}]*\}`)

// parts are the files of a language: name of the part -> key -> sentence.
func parts(t *testing.T, lang Lang) map[string]map[string]string {
	t.Helper()
	names, err := fs.Glob(files, path.Join(string(lang), "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]string{}
	for _, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		part := map[string]string{}
		if err := json.Unmarshal(raw, &part); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[path.Base(name)] = part
	}
	return all
}

func TestBothLanguagesAreComplete(t *testing.T) {
	swedish, english := parts(t, Swedish), parts(t, English)
	if len(swedish) < 2 {
		t.Fatalf("only %d files of sentences", len(swedish))
	}
	compare := func(have, miss map[string]map[string]string, lang Lang) {
		for part, sentences := range have {
			for key := range sentences {
				if _, ok := miss[part][key]; !ok {
					t.Errorf("%s/%s lacks %q", lang, part, key)
				}
			}
		}
	}
	compare(swedish, english, English)
	compare(english, swedish, Swedish)
}

func TestSentencesHaveTheSamePlaces(t *testing.T) {
	swedish, english := For(Swedish), For(English)
	for _, key := range swedish.Keys() {
		sv, en := placesOf(swedish.Say(key)), placesOf(english.Say(key))
		if !slices.Equal(sv, en) {
			t.Errorf("%q has the places %v in Swedish and %v in English", key, sv, en)
		}
		for _, place := range sv {
			if !regexp.MustCompile(`^\{[a-z_]+\}$`).MatchString(place) {
				t.Errorf("%q: %s is no name of a place", key, place)
			}
		}
	}
}

func placesOf(sentence string) []string {
	found := placePattern.FindAllString(sentence, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestNoSentenceIsEmptyOrUntidy(t *testing.T) {
	for _, lang := range []Lang{Swedish, English} {
		words := For(lang)
		for _, key := range words.Keys() {
			switch s := words.Say(key); {
			case strings.TrimSpace(s) == "":
				t.Errorf("%s: %q is empty", lang, key)
			case s != strings.TrimSpace(s):
				t.Errorf("%s: %q begins or ends with a space", lang, key)
			case strings.Count(s, "{") != strings.Count(s, "}"):
				t.Errorf("%s: %q has a place that doesn't end", lang, key)
			}
		}
	}
}

// A fault tells what to do: a sentence that ends, and no words of the system.
func TestFaultsAreWholeSentences(t *testing.T) {
	system := regexp.MustCompile(`(?i)\b(sql|sqlite|null|nil|panic|exception|undefined|stack|mutex|parser|byte|invalid|ogiltig)\b`)
	for _, lang := range []Lang{Swedish, English} {
		words := For(lang)
		for _, key := range words.Keys() {
			if !strings.HasPrefix(key, "error.") {
				continue
			}
			s := words.Say(key)
			if !strings.ContainsAny(s[len(s)-1:], ".?!") {
				t.Errorf("%s: %q doesn't end: %q", lang, key, s)
			}
			if word := system.FindString(s); word != "" {
				t.Errorf("%s: %q says %q, a word of the system", lang, key, word)
			}
		}
	}
}

func TestPlacesAreFilled(t *testing.T) {
	for _, c := range []struct {
		sentence string
		pairs    []any
		want     string
	}{
		{"{n} av {total}", []any{"n", 2, "total", 9}, "2 av 9"},
		{"{n} av {total}", []any{"total", 9, "n", 2}, "2 av 9"},
		{"{n} av {n}", []any{"n", 1}, "1 av 1"},
		{"ingen plats", []any{"n", 1}, "ingen plats"},
		{"{n} kvar", nil, "{n} kvar"},
		// What is filled in is never read as a place itself: a person may write braces.
		{"{a} och {b}", []any{"a", "{b}", "b", "x"}, "{b} och x"},
	} {
		if got := fill(c.sentence, c.pairs); got != c.want {
			t.Errorf("fill(%q, %v) = %q, want %q", c.sentence, c.pairs, got, c.want)
		}
	}
}

// A fault may name several things that are missing, each in a sentence of its own.
func TestAPlaceMayHoldSentences(t *testing.T) {
	what := Phrases{{Key: "altered.records", N: 1, Counted: true}, {Key: "altered.items", N: 3, Counted: true}, {Key: "altered.keys"}}
	said := For(English).Explain(NewFault("vault.altered", "what", what))
	want := "One note or other record does not open. 3 items do not open: something from Lifecare, or about who has access. A key was not put there by the program and is not used."
	if !strings.Contains(said, want) || strings.Contains(said, "{") {
		t.Errorf("says %q", said)
	}
}

func TestDaysAreSaidAsPeopleSayThem(t *testing.T) {
	night := time.Date(2026, 11, 23, 3, 10, 0, 0, time.UTC)
	for _, c := range []struct {
		lang                       Lang
		day, short, moment, weekly string
	}{
		{Swedish, "mån 23 nov 2026", "mån 23 nov", "mån 23 nov 2026 03:10", "måndag"},
		{English, "Mon 23 Nov 2026", "Mon 23 Nov", "Mon 23 Nov 2026 03:10", "Monday"},
	} {
		w := For(c.lang)
		for got, want := range map[string]string{
			w.Day(night): c.day, w.DayShort(night): c.short, w.Moment(night): c.moment, w.WeekdayLong(night): c.weekly,
		} {
			if got != want {
				t.Errorf("%s: got %q, want %q", c.lang, got, want)
			}
		}
		if days, months := len(w.list("day.short")), len(w.list("day.months")); days != 7 || months != 12 {
			t.Errorf("%s: %d days and %d months", c.lang, days, months)
		}
	}
}

func TestSpansUseTheLargestFittingUnit(t *testing.T) {
	w := For(Swedish)
	for span, want := range map[time.Duration]string{
		20 * time.Second: "nyss", 5 * time.Minute: "5 min", 59 * time.Minute: "59 min",
		8 * time.Hour: "8 h", 47 * time.Hour: "47 h", 75 * time.Hour: "3 dygn",
	} {
		if got := w.Span(span); got != want {
			t.Errorf("Span(%v) = %q, want %q", span, got, want)
		}
	}
}

func TestAnUnknownLanguageIsSwedish(t *testing.T) {
	if got := For("fi").Lang(); got != Swedish {
		t.Errorf("got %s", got)
	}
}

func TestFaultsKeepTheirCauseAndHideIt(t *testing.T) {
	cause := errors.New("open record 7: disk I/O")
	wrapped := fmt.Errorf("import: %w", Because(cause, "unknown"))
	if !errors.Is(wrapped, cause) || !IsFault(wrapped, "unknown") || IsFault(wrapped, "other") {
		t.Errorf("%v lost its cause or its code", wrapped)
	}
	if !errors.Is(wrapped, NewFault("unknown")) || errors.Is(wrapped, NewFault("other")) {
		t.Error("faults are the same by their code alone")
	}
	w := For(Swedish)
	for _, err := range []error{wrapped, cause, NewFault("a code without a sentence")} {
		if got := w.Explain(err); got != w.Say("error.unknown") {
			t.Errorf("%v: a person reads %q", err, got)
		}
	}
	if got := w.Explain(nil); got != "" {
		t.Errorf("no error reads %q", got)
	}
}
