// Package entry holds what staff write by hand while Lifecare is down, and its life from the
// first key to Lifecare's own number.
//
// An entry is never changed in place. What happens to it is a sequence of events in the ledger;
// the Backlog is the fold over them. The package uses the standard library only.
package entry

import (
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// Kind names a sort of entry. The names are part of the vault's format and of parm's words.
type Kind string

// The kinds of entry.
const (
	KindNote       Kind = "note"        // journal note SoL/LSS (routine 5.3)
	KindHealthNote Kind = "health_note" // journal note HSL
)

// behind is the wall behind which entries of each kind are sealed.
var behind = map[Kind]access.Area{
	KindNote:       access.AreaSocial,
	KindHealthNote: access.AreaHealth,
}

// Kinds lists the kinds of entry, in the order in which they are offered.
func Kinds() []Kind { return []Kind{KindNote, KindHealthNote} }

// Valid tells whether the word names a kind of entry.
func (k Kind) Valid() bool { return behind[k] != 0 }

// Area is the wall behind which entries of the kind are sealed; zero for a word that names none.
func (k Kind) Area() access.Area { return behind[k] }

// State is where an entry is on its way into Lifecare.
type State string

// The states of an entry.
const (
	StateDraft   State = "draft"   // being written; belongs to its author
	StateSigned  State = "signed"  // final; waits in the backlog
	StateEntered State = "entered" // in Lifecare, with Lifecare's time or number
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

// Limits on what an author may write. A longer text is split by its author, not cut by us.
const (
	MaxText     = 8000 // characters
	MaxHeadline = 120
)

// Entry is one thing that somebody wrote.
type Entry struct {
	ID       string `json:"id"`
	Kind     Kind   `json:"kind"`
	PersonID string `json:"person"`
	// Subject is stamped at signing; nil on drafts and on entries of earlier programs.
	Subject *Subject `json:"subject,omitempty"`
	// EventTime is when it happened, with the zone offset of the place (patientdatalagen 3 kap.
	// 6 §: who and when).
	EventTime time.Time `json:"event_time"`
	// WrittenTime is when it was signed, or last saved while it is a draft, with its zone offset.
	WrittenTime time.Time  `json:"written_time"`
	Clock       ClockState `json:"clock"`
	Author      Author     `json:"author"`
	Headline    string     `json:"headline"` // sökord
	Text        string     `json:"text"`
}

// Problem is something that keeps an entry from being signed. Code names the sentence
// "entry.<code>" in the translations.
type Problem struct {
	Field string // "person", "event_time", "headline", "text"
	Code  string
}

// Check lists what is missing or wrong before the entry can be signed; empty means ready.
// An event in the future is refused; one long ago is not, because papers are found late.
func (e Entry) Check(now time.Time) []Problem {
	var found []Problem
	add := func(field, code string) { found = append(found, Problem{Field: field, Code: code}) }
	if e.PersonID == "" {
		add("person", "no_person")
	}
	switch {
	case e.EventTime.IsZero():
		add("event_time", "no_time")
	case e.EventTime.After(now.Add(time.Minute)):
		add("event_time", "future")
	}
	if strings.TrimSpace(e.Headline) == "" {
		add("headline", "no_headline")
	} else if len([]rune(e.Headline)) > MaxHeadline {
		add("headline", "long_headline")
	}
	if strings.TrimSpace(e.Text) == "" {
		add("text", "no_text")
	} else if len([]rune(e.Text)) > MaxText {
		add("text", "long_text")
	}
	return found
}

// Blank tells whether nobody has written anything in the draft yet.
func (e Entry) Blank() bool {
	return strings.TrimSpace(e.Headline) == "" && strings.TrimSpace(e.Text) == ""
}

// Fault words the first problem as an error; nil when there is none.
func Fault(problems []Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return text.NewFault("entry." + problems[0].Code)
}
