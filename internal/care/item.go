// Package care holds what the binder knows from the source systems: persons, relatives,
// contacts, warnings, plans and schedules, with the rules of care and law that govern them.
//
// The types are a replica: Lifecare's data as it was when it left Lifecare. They know nothing of
// files, databases or screens, and the package uses the standard library only.
package care

import (
	"time"
	_ "time/tzdata" // laptops without a zone database show the right hour too
)

// Kind names a sort of replica item. The names are part of the vault's format.
type Kind string

// The kinds of replica item.
const (
	KindPerson   Kind = "person"
	KindSecrets  Kind = "secrets" // the protected fields of a person with protected identity
	KindRelative Kind = "relative"
	KindContact  Kind = "contact"
	KindWarning  Kind = "warning"
	KindPlan     Kind = "service_plan"
	KindShift    Kind = "workshift"
	KindVisit    Kind = "visit"

	KindMedication      Kind = "medication"
	KindHealthOrder     Kind = "health_order"
	KindSigning         Kind = "signing"
	KindInvestigation   Kind = "investigation"
	KindDecision        Kind = "decision"
	KindAbsence         Kind = "absence"
	KindJournal         Kind = "journal"
	KindJournalNote     Kind = "journal_note"
	KindDocument        Kind = "document"
	KindDocumentContent Kind = "document_content" // the bytes of a document; never loaded with the rest
	KindPlannedOutage   Kind = "planned_outage"
	KindReference       Kind = "reference"
	KindHealthFacts     Kind = "health_facts"
)

// Kinds lists the kinds that come in from files, in the order in which they are stored.
func Kinds() []Kind {
	return []Kind{KindPerson, KindRelative, KindContact, KindWarning, KindPlan, KindShift, KindVisit,
		KindMedication, KindHealthOrder, KindSigning, KindInvestigation, KindDecision, KindAbsence,
		KindJournal, KindJournalNote, KindDocument, KindPlannedOutage, KindReference, KindHealthFacts}
}

// Meta is what every replica item carries.
type Meta struct {
	// ID is the binder's own name for the item: opaque, the same at every import of the same
	// thing, and of no meaning outside the vault.
	ID string `json:"id"`
	// Source is the kind of file that it came from: "lifecare.clients", "table.persons", ...
	Source string `json:"source,omitempty"`
	// SourceID is its id in that source, where it has one.
	SourceID string `json:"source_id,omitempty"`
	// AsOf is when the item last changed in the binder: the time that the newer data left its
	// source, in UTC. How fresh a whole kind is, unchanged items included, is told by Freshness.
	AsOf time.Time `json:"as_of"`
	// GoneSince is when a newer full list no longer held the item, in UTC; nil while it is there.
	GoneSince *time.Time `json:"gone_since,omitempty"`
}

// Gone tells whether a newer list no longer held the item.
func (m Meta) Gone() bool { return m.GoneSince != nil }

// Item is a replica item of any kind.
type Item interface {
	ItemKind() Kind
	ItemMeta() *Meta
}

// Stockholm is the zone in which every time is shown.
var Stockholm = mustZone("Europe/Stockholm")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic("care: the embedded zone database lacks " + name)
	}
	return zone
}

// Day is midnight in Stockholm at the start of the day on which t falls there.
func Day(t time.Time) time.Time {
	t = t.In(Stockholm)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, Stockholm)
}

// dayNumber numbers the days in Stockholm, so that days are found without comparing zones.
type dayNumber struct {
	year  int
	month time.Month
	day   int
}

func numberOf(t time.Time) dayNumber {
	year, month, day := t.In(Stockholm).Date()
	return dayNumber{year, month, day}
}

func (d dayNumber) midnight() time.Time {
	return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, Stockholm)
}

// NextDay is midnight in Stockholm n days after the day of t; right across both clock changes.
func NextDay(t time.Time, n int) time.Time {
	t = t.In(Stockholm)
	return time.Date(t.Year(), t.Month(), t.Day()+n, 0, 0, 0, 0, Stockholm)
}

// Freshness tells when the data of each kind last left its source, in UTC.
type Freshness map[Kind]time.Time

// Note takes a newer time for a kind; an older one changes nothing.
func (f Freshness) Note(kind Kind, at time.Time) {
	if at.After(f[kind]) {
		f[kind] = at
	}
}

// FreshFor is how old the data of a kind may be before the binder says that it is too old:
// schedules and what health care orders a day, person cards and plans a week (requirement 5).
func FreshFor(kind Kind) time.Duration {
	switch kind {
	case KindVisit, KindShift, KindHealthOrder, KindMedication, KindSigning:
		return 24 * time.Hour
	default:
		return 7 * 24 * time.Hour
	}
}

// Always are the kinds of which the binder says that they have never come in; of the others it
// speaks once they have.
func Always() []Kind {
	return []Kind{KindVisit, KindPerson, KindRelative, KindContact, KindWarning, KindPlan}
}

// Sometimes are the kinds that only some units have a source for.
func Sometimes() []Kind {
	return []Kind{KindMedication, KindHealthOrder, KindDecision, KindAbsence}
}

// Oldest is the oldest of the given kinds' times, over those that have one; zero if none has.
func (f Freshness) Oldest(kinds ...Kind) time.Time {
	var oldest time.Time
	for _, kind := range kinds {
		at := f[kind]
		if !at.IsZero() && (oldest.IsZero() || at.Before(oldest)) {
			oldest = at
		}
	}
	return oldest
}
