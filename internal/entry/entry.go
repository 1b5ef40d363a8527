// Package entry holds what staff write by hand while Lifecare is down, and its life from the
// first key to Lifecare's own number.
//
// An entry is never changed in place. What happens to it is a sequence of events in the ledger;
// the Backlog is the fold over them. What each kind of entry asks for stands in its form. The package
// uses the standard library only.
package entry

import (
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/form"
)

// Author is who wrote or did something, as it stood at that time.
type Author struct {
	Identity string `json:"identity"`
	Name     string `json:"name"`
	Title    string `json:"title"`
	// Stated says that name and title are what a temporary said of themselves: "uppgiven
	// identitet" until a colleague vouches for them.
	Stated bool `json:"stated,omitempty"`
}

// Subject is whom an entry is about, as it stood when it was signed: the entry stays legible
// when the person is no longer in the replica.
type Subject struct {
	Name   string `json:"name"`
	Number string `json:"number,omitempty"` // personal identity number; empty when none is known
}

// ClockState tells how far a time can be trusted.
type ClockState string

// The states of the laptop's clock.
const (
	ClockTrusted   ClockState = "trusted"
	ClockUncertain ClockState = "uncertain" // behind the newest record or import
)

// Limits on what an author may write. Of a longer text Split makes parts; it is never cut short.
const (
	MaxText     = 8000   // characters, as Lifecare takes them
	MaxWhole    = 150000 // characters of a text that is split; more is no note
	MaxHeadline = 120
	MaxValue    = 2000
)

// Entry is one thing that somebody wrote.
type Entry struct {
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	// Form is the version of the kind's form by which it was written; 0 on entries of earlier programs.
	Form int `json:"form,omitempty"`
	// PersonID is whom it is about, in the replica; empty for the unit, and for somebody whom the
	// binder doesn't know: Subject then says who, as the author wrote it.
	PersonID string `json:"person"`
	// Subject is stamped at signing; nil on drafts about a known person and on entries of earlier
	// programs.
	Subject *Subject `json:"subject,omitempty"`
	// Area is the wall that was stamped when it was saved; zero on entries of earlier programs.
	Area access.Area `json:"area,omitempty"`
	// EventTime is when it happened, with the zone offset of the place (patientdatalagen 3 kap.
	// 6 §: who and when).
	EventTime time.Time `json:"event_time"`
	// WrittenTime is when it was signed, or last saved while it is a draft, with its zone offset.
	WrittenTime time.Time  `json:"written_time"`
	Clock       ClockState `json:"clock"`
	Author      Author     `json:"author"`
	Headline    string     `json:"headline"` // sökord
	Text        string     `json:"text"`
	// Values are what was written in the form's other fields, by their ids: a choice by its id,
	// several with a comma between them; a day as 2026-11-22, a clock time as 03:10, both with a
	// space between them, all of them Stockholm's.
	Values map[string]string `json:"values,omitempty"`
	// Confirmed are the questions that the author answered with yes: codes of problems that ask.
	Confirmed []string `json:"confirmed,omitempty"`
	Visit     string   `json:"visit,omitempty"` // the planned visit that it was written from
	Paper     *Paper   `json:"paper,omitempty"` // the paper that it was written down from
	// Corrects is the entry that this one takes the place of.
	Corrects string `json:"corrects,omitempty"`
	// Part and Parts number the pieces of a text that was too long for one entry; both zero on a
	// whole one. Whole is the first piece's id.
	Part  int    `json:"part,omitempty"`
	Parts int    `json:"parts,omitempty"`
	Whole string `json:"whole,omitempty"`
}

// Paper is a paper that was written on by hand and afterwards written down in the binder.
type Paper struct {
	Number string `json:"number,omitempty"` // its number in custody; empty for a paper without one
	// Name and Title are the writer's, as they stand on the paper, and WrittenTime what it says.
	Name        string    `json:"name"`
	Title       string    `json:"title,omitempty"`
	WrittenTime time.Time `json:"written_time,omitzero"`
	// Pictures are the ids of the documents in the vault that show it.
	Pictures []string `json:"pictures,omitempty"`
}

// Writer is who wrote the entry first: on paper, or in the program.
func (e Entry) Writer() Author {
	if e.Paper != nil && e.Paper.Name != "" {
		return Author{Name: e.Paper.Name, Title: e.Paper.Title}
	}
	return e.Author
}

// Wall is the area behind which the entry lies.
func (e Entry) Wall() access.Area {
	switch {
	case e.Area != 0:
		return e.Area
	case e.Kind == KindNote:
		return access.AreaSocial
	case e.Kind == KindHealthNote:
		return access.AreaHealth
	}
	return 0
}

// Value is what was written in a field of the form. An event's time is Stockholm's.
func (e Entry) Value(id string) string {
	switch id {
	case form.IDEventTime:
		return written(e.EventTime)
	case form.IDHeadline:
		return e.Headline
	case form.IDText:
		return e.Text
	}
	return e.Values[id]
}

// Blank tells whether nobody has written anything in the draft yet.
func (e Entry) Blank() bool {
	if strings.TrimSpace(e.Headline) != "" || strings.TrimSpace(e.Text) != "" {
		return false
	}
	for _, v := range e.Values {
		if strings.TrimSpace(v) != "" {
			return false
		}
	}
	return true
}
