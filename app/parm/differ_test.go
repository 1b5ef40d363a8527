package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func teller(lang text.Lang) (*app, *bytes.Buffer) {
	var said bytes.Buffer
	return &app{stderr: &said, words: text.For(lang)}, &said
}

// Every kind of record has a word for scripts and a sentence for people; one of a newer program
// has them too.
func TestEveryKindThatDiffersIsNamed(t *testing.T) {
	counts := map[ledger.Kind]int{}
	for kind := ledger.KindEntry; kind <= ledger.KindReady+2; kind++ {
		counts[kind] = int(kind)
	}
	shape := shapeDifference(ledger.Difference{OnlyThere: counts}, false)
	if shape.OnlyThere["entry"] != 1 || shape.OnlyThere["paper"] != 10 || shape.OnlyThere["other"] != 29 || shape.OnlyThere["outage"] != 12 || len(shape.OnlyThere) != 14 {
		t.Errorf("%v", shape.OnlyThere)
	}
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		a, _ := teller(lang)
		a.tellDifference(ledger.Difference{OnlyHere: counts, OnlyThere: counts, Items: 3, Drafts: 2})
		if out := a.out.String(); strings.Contains(out, "[[") || strings.Contains(out, "{") || strings.Count(out, "\n  ") < 24 {
			t.Errorf("%s", out)
		}
	}
}

// What to do stands under what differs.
func TestADifferenceSaysWhatToDo(t *testing.T) {
	one := map[ledger.Kind]int{ledger.KindEntry: 1}
	for want, d := range map[string]ledger.Difference{
		"samma innehåll":            {Same: true},
		"behöver inte tas in":       {OnlyHere: one},
		"med --merge":               {OnlyThere: one},
		"uppgift från verksamhetss": {Items: 1},
		"2 utkast":                  {Drafts: 2},
		"okänd tid":                 {OnlyHere: one, Copy: time.Time{}},
	} {
		a, _ := teller(text.Swedish)
		a.tellDifference(d)
		if out := strings.Join(strings.Fields(a.out.String()), " "); !strings.Contains(out, want) {
			t.Errorf("%+v: %q lacks %q", d, out, want)
		}
	}
}

func TestOnlyWorkThatTheCopyLacksCounts(t *testing.T) {
	for _, c := range []struct {
		d    ledger.Difference
		want bool
	}{
		{ledger.Difference{Same: true}, false},
		{ledger.Difference{OnlyHere: map[ledger.Kind]int{ledger.KindAccess: 3, ledger.KindCopy: 1}}, false},
		{ledger.Difference{OnlyHere: map[ledger.Kind]int{ledger.KindAccess: 3, ledger.KindEntry: 1}}, true},
		{ledger.Difference{OnlyHere: map[ledger.Kind]int{ledger.KindReview: 1}}, true},
		{ledger.Difference{OnlyThere: map[ledger.Kind]int{ledger.KindEntry: 1}, Items: 4}, false},
		{ledger.Difference{Drafts: 1}, true},
	} {
		if losesWork(c.d) != c.want {
			t.Errorf("%+v: %v", c.d, !c.want)
		}
	}
}

func TestARecoveryTellsWhatWasLost(t *testing.T) {
	a, said := teller(text.Swedish)
	a.tellRecovery(nil)
	if said.Len() > 0 {
		t.Errorf("said %q of a binder that was whole", said.String())
	}
	a.tellRecovery(&ledger.Recovery{At: time.Now(), Aside: "damaged-20261123T060000Z.vault", Records: 4,
		Lost: []ledger.Finding{{Code: "gap", Seq: 7}, {Code: "item"}}})
	for _, want := range []string{"ingen kopia", "4 poster", "damaged-20261123T060000Z.vault", "2 poster kunde inte räddas", "vid nummer 7", "något från Lifecare"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("%q lacks %q", said.String(), want)
		}
	}
	if strings.Contains(said.String(), "[[") || strings.Contains(said.String(), "Inget saknas") {
		t.Errorf("said %q", said.String())
	}
}

// What copy and binder wrote apart under the same numbers stays in the copy: that is said, which
// notes it is and what to do, and never that it came in.
func TestWhatStaysInTheCopyIsToldEntryByEntry(t *testing.T) {
	at := time.Date(2025, 1, 16, 5, 20, 0, 0, time.UTC)
	body, err := json.Marshal(entry.Event{Type: entry.EventSigned, ID: "aamtf5vrg7o2", At: at.Add(time.Hour),
		By: entry.Author{Name: "Lena Ek"}, Entry: &entry.Entry{EventTime: at}})
	if err != nil {
		t.Fatal(err)
	}
	apart := map[ledger.Kind]int{ledger.KindEntry: 2, ledger.KindAccess: 3}
	stay := []ledger.Record{{Body: body}, {Withheld: true}}
	for name, c := range map[string]struct {
		d         ledger.Difference
		says, not string
		merged    bool
	}{
		"nothing comes":   {d: ledger.Difference{OnlyThere: apart, Apart: apart, Stay: stay}, says: "Inget togs in.", not: "Det här togs in"},
		"something comes": {d: ledger.Difference{OnlyThere: map[ledger.Kind]int{ledger.KindEntry: 3, ledger.KindAccess: 3}, Apart: apart, Stay: stay}, says: "Det här togs in", not: "Inget togs in", merged: true},
		"a draft comes":   {d: ledger.Difference{OnlyThere: apart, Apart: apart, Stay: stay, DraftsThere: 1}, says: "1 utkast", not: "Inget togs in", merged: true},
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := teller(text.Swedish)
			if err := a.tellMerged(c.d); !errors.Is(err, errPart) {
				t.Errorf("ends with %v", err)
			}
			out := strings.Join(strings.Fields(a.out.String()), " ")
			for _, want := range []string{c.says, "Finns bara i kopian", "2 anteckningar", "3 rader i åtkomstloggen",
				"Anteckning aamtf5vrg7o2, tors 16 jan 2025 06:20, Lena Ek", "1 anteckning eller händelse som inte går att läsa", "Behåll kopian", "parm queue"} {
				if !strings.Contains(out, want) {
					t.Errorf("%q lacks %q", out, want)
				}
			}
			if strings.Contains(out, c.not) {
				t.Errorf("%q says %q", out, c.not)
			}
			shape := shapeDifference(c.d, true)
			if shape.Merged != c.merged || shape.Apart["entry"] != 2 || len(shape.ApartEntries) != 1 || shape.ApartEntries[0].ID != "aamtf5vrg7o2" {
				t.Errorf("%+v", shape)
			}
			a, _ = teller(text.Swedish)
			a.tellDifference(c.d)
			if out := a.out.String(); strings.Contains(out, "--merge") != c.merged || strings.Contains(out, "behöver inte tas in") {
				t.Errorf("%q", out)
			}
		})
	}
}
