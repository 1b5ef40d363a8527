package sheet_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

var morning = time.Date(2026, 11, 23, 7, 0, 0, 0, care.Stockholm)

// written down by Lena about Elsa, so many hours before the morning.
func told(id string, hours int, state entry.State) sheet.ReentryEntry {
	at := morning.Add(-time.Duration(hours) * time.Hour)
	e := sheet.ReentryEntry{Title: "Anteckning SoL/LSS", Person: "Elsa Lund", Number: "19240129-7250", Due: at.Add(48 * time.Hour), DueWhat: "Förs in i Lifecare"}
	e.Entry = entry.Entry{ID: id, Kind: entry.KindNote, PersonID: "b6pm", EventTime: at, WrittenTime: at.Add(10 * time.Minute), Headline: "Tillsyn", Text: "Sov lugnt.",
		Author: entry.Author{Identity: "lena", Name: "Lena Ek", Title: "undersköterska"}}
	e.State, e.Done, e.Late = state, state == entry.StateEntered, hours > 48
	if state == entry.StateEntered {
		e.EnteredAt, e.EnteredBy, e.Reference = morning.Add(-30*time.Minute), entry.Author{Name: "Bo Alm"}, "06:31"
	}
	return e
}

// night is a report with one of everything that somebody has to know of.
func night() sheet.ReentryReport {
	late := told("a", 60, entry.StateEntered)
	late.Responsible, late.HandedReason, late.Reason = entry.Author{Name: "Bo Alm"}, "Lena är ledig", "Bo förde in"
	double := told("b", 9, entry.StateEntered)
	double.Doubles = []entry.Entering{{At: morning, By: entry.Author{Name: "Sara Vik"}, Reference: "06:59"}}
	unknown := told("c", 8, entry.StateUnknown)
	unknown.Sent = 1
	waiting := told("d", 7, entry.StateSigned)
	waiting.Refusal, waiting.Paper = "Sökordet finns inte", &entry.Paper{Name: "Karin Sjö"}
	second := told("e", 6, entry.StateEntered)
	second.Title, second.Second, second.Done = "Signering", true, false
	struck := told("f", 5, entry.StateStruck)
	struck.EndedAt, struck.EndedBy, struck.EndedReason = morning, entry.Author{Name: "Lena Ek"}, "Fel person"
	undo := struck
	undo.ID, undo.EnteredAt, undo.EnteredBy, undo.Reference = "g", morning.Add(-time.Hour), entry.Author{Name: "Lena Ek"}, "06:01"
	return sheet.ReentryReport{From: morning.AddDate(0, 0, -3), To: morning, Done: 2, Total: 5, Head: "0011-2233-4455-6677-8899",
		Kinds:   []sheet.ReentryCount{{Label: "Anteckning SoL/LSS", Total: 4, Entered: 2, Done: 2, Late: 1, Unknown: 1}, {Label: "Signering", Total: 1, Entered: 1}},
		Persons: []sheet.ReentryCount{{Total: 1, Entered: 1, Done: 1}, {Label: "Elsa Lund", Number: "19240129-7250", Total: 4, Entered: 2, Done: 1, Late: 1, Unknown: 1}},
		Forms: []sheet.ReentryForms{{Title: "Journalblad", Printed: 7, In: map[custody.State]int{custody.StateIssued: 2, custody.StateReturned: 1,
			custody.StateTranscribed: 2, custody.StateDestroyed: 1, custody.StateMissing: 1}}},
		Entries: []sheet.ReentryEntry{late, double, unknown, waiting, second, struck, undo},
		Closed:  []sheet.ReentryClosed{{Area: "hälso- och sjukvård", Who: "Maria Ek, sjuksköterska"}}}
}

func TestTheReportOfReentry(t *testing.T) {
	at := sheet.Setting{Words: text.For(text.Swedish), Now: morning}
	golden(t, "reentry", sheet.Reentry(at, night()))
	golden(t, "reentry_none", sheet.Reentry(at, sheet.ReentryReport{Head: "0011-2233-4455-6677-8899"}))
	all := sheet.ReentryReport{Done: 47, Total: 47, Complete: true, Head: "0011-2233-4455-6677-8899", Kinds: []sheet.ReentryCount{{Label: "Journal note", Total: 47, Entered: 47, Verified: 3, Done: 47}}}
	at.Words = text.For(text.English)
	golden(t, "reentry_all_english", sheet.Reentry(at, all))
}

// "All" stands on the report only where the report says so itself.
func TestTheReportSaysAllOnlyWhenAllIsDone(t *testing.T) {
	at := sheet.Setting{Words: text.For(text.Swedish), Now: morning}
	complete := at.Words.Say("sheet.reentry.complete")
	if got := written(sheet.Reentry(at, night())); strings.Contains(got, complete) || !strings.Contains(got, "2 av 5 klara") {
		t.Errorf("says all:\n%s", got)
	}
	closed := sheet.ReentryReport{Done: 1, Total: 1, Closed: []sheet.ReentryClosed{{Area: "hälso- och sjukvård", Who: "ingen just nu"}}}
	if got := written(sheet.Reentry(at, closed)); strings.Contains(got, complete) || !strings.Contains(got, "hälso- och sjukvård är inte räknat") {
		t.Errorf("says all although a wall is closed:\n%s", got)
	}
}

// given is a note on paper, a struck one, and one about nobody, handed to a hospital.
func given() []sheet.ReleasedPerson {
	note := sheet.ReleasedEntry{Tracked: told("a", 9, entry.StateEntered).Tracked, Title: "Anteckning SoL/LSS",
		Fields: []sheet.Field{{Label: "Sökord", Value: "Tillsyn"}, {Label: "Anteckning", Value: "Sov lugnt."}}}
	paper := note
	paper.Paper = &entry.Paper{Name: "Karin Sjö", Title: "vikarie", WrittenTime: morning.Add(-8 * time.Hour), Pictures: []string{"d1"}}
	paper.Author.Stated, paper.Clock = true, entry.ClockUncertain
	struck := note
	struck.State, struck.EndedAt, struck.EndedBy, struck.EndedReason = entry.StateStruck, morning, entry.Author{Name: "Lena Ek"}, "Fel person"
	corrected := struck
	corrected.State, corrected.EndedReason = entry.StateCorrected, "Fel tid"
	return []sheet.ReleasedPerson{{Name: "Elsa Lund", Number: "19240129-7250", PersonID: "b6pm", Entries: []sheet.ReleasedEntry{note, paper, struck, corrected}},
		{Entries: []sheet.ReleasedEntry{note}}}
}

func TestWhatIsHandedToAnotherProvider(t *testing.T) {
	at := sheet.Setting{Words: text.For(text.Swedish), Now: morning}
	to := sheet.Releasing{Unit: "Hemtjänst Norr", Recipient: "Norrkopa sjukhus, avd 4", Reason: "Övertar vården", By: "Lena Ek, undersköterska"}
	sheets := sheet.Released(at, to, given())
	if len(sheets) != 2 || sheets[0].Name != "Elsa Lund" || sheets[0].PersonalID != "19240129-7250" || sheets[1].Name != "" || sheets[0].Key == sheets[1].Key {
		t.Fatalf("%d sheets", len(sheets))
	}
	golden(t, "released", sheets[0])
	golden(t, "released_nobody", sheets[1])
	at.Words = text.For(text.English)
	golden(t, "released_english", sheet.Released(at, to, given())[0])
}
