// Package readiness tells how well a unit is prepared for an outage: what is checked on a rhythm, what
// staff have read, what the binder itself sees, and one score over all of it.
//
// What was told comes from the ledger and comes to the same in whatever order and however often it is
// read. Nothing unknown counts as good: full points go only to what was checked in time and was as it
// should be. It uses the standard library and other domain packages only.
package readiness

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// EventType is what somebody told.
type EventType string

// What can be told. One that this program doesn't know is kept and changes nothing.
const (
	EventRound   EventType = "round"       // an item was looked at: OK or Missing, Count, Of, Value; Part is which
	EventHere    EventType = "here"        // whether the unit has such a thing at all: OK
	EventReceipt EventType = "receipt"     // By has read Item in Version; with Part a group knows it
	EventAnswer  EventType = "answer"      // an answer of a checklist: Item, Part is the question or PartOwner, Value
	EventDrill   EventType = "drill"       // Drill
	EventFolder  EventType = "home_folder" // a person's home folder was filled: Item is the binder's id of the person

	EventFact      EventType = "fact"           // an open fact was settled: Item, Value
	EventUnfact    EventType = "unfact"         // it is open again
	EventOnList    EventType = "checklist_fact" // an open fact stands on the checklist of a planned outage: Part
	EventOffList   EventType = "checklist_off"  // it no longer does
	EventPlanned   EventType = "planned"        // a planned outage of the unit's own: Item is its id, Fields
	EventUnplanned EventType = "unplanned"      // it was taken away
)

// known tells whether this program understands a type.
func (t EventType) known() bool {
	switch t {
	case EventRound, EventHere, EventReceipt, EventAnswer, EventDrill, EventFolder, EventFact, EventUnfact, EventOnList, EventOffList, EventPlanned, EventUnplanned:
		return true
	}
	return false
}

// PartOwner is the part of a checklist's answers that says who owns it.
const PartOwner = "owner"

// Event is one thing that somebody told, as the ledger keeps it. Of a person that the unit cares for it
// holds at most the binder's own id (EventFolder).
type Event struct {
	Type EventType `json:"type"`
	// Item is the id of what it is about: an item of a List, a document ("checklist:<id>",
	// "document:<id>"), an open fact, a planned outage.
	Item string `json:"item"`
	Part string `json:"part,omitempty"`
	// At is when it was so, Told when somebody said so, both with zone offset. Unsure says that the
	// laptop's clock could not be trusted then.
	At     time.Time `json:"at"`
	Told   time.Time `json:"told"`
	Unsure bool      `json:"unsure,omitempty"`
	By     outage.By `json:"by"`

	OK      bool              `json:"ok,omitempty"`
	Missing string            `json:"missing,omitempty"` // what is missing, in words
	Count   int               `json:"count,omitempty"`
	Of      int               `json:"of,omitempty"`
	Value   string            `json:"value,omitempty"`
	Version string            `json:"version,omitempty"` // of what was read
	Fields  map[string]string `json:"fields,omitempty"`
	Drill   *Drill            `json:"drill,omitempty"`
}

// Bounds of what is told. What is longer was not written by this program, and is passed over.
const (
	LongestText = 2000 // characters of an answer or a value
	longestID   = 120
	mostFields  = 40
	mostCount   = 100000
)

// Check refuses an event that the book would pass over: what is acknowledged must be there afterwards.
// Fault "ready.long".
func (e Event) Check() error {
	if !e.whole() {
		return text.NewFault("ready.long", "most", LongestText)
	}
	return nil
}

// whole tells whether an event is within bounds and says what it must.
func (e Event) whole() bool {
	if e.Item == "" && e.Drill == nil || len(e.Fields) > mostFields {
		return false
	}
	for _, id := range []string{e.Item, e.Part, e.Version, e.By.Identity} {
		if len(id) > longestID || strings.Contains(id, "\n") {
			return false
		}
	}
	for _, said := range slices.AppendSeq([]string{e.Missing, e.Value}, maps.Values(e.Fields)) {
		if utf8.RuneCountInString(said) > LongestText {
			return false
		}
	}
	if e.Count < 0 || e.Count > mostCount || e.Of < 0 || e.Of > mostCount {
		return false
	}
	return e.Type != EventDrill || e.Drill != nil && e.Drill.whole()
}

// Told is what somebody says of an item that they looked at.
type Told struct {
	// Part is which of several, such as a telephone; empty for the item as a whole.
	Part    string
	OK      bool
	Missing string
	Count   int
	Of      int
	Value   string
	// At is when it was so; zero for now.
	At time.Time
}
