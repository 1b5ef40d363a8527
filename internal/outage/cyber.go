package outage

import (
	"time"

	"avbrottsparm/internal/text"
)

// CyberKind is a step of reporting a significant incident (cybersäkerhetslagen 2025:1506).
type CyberKind string

// The steps.
const (
	CyberEarly  CyberKind = "early"  // within 24 hours
	CyberNotice CyberKind = "notice" // within 72 hours
	CyberFinal  CyberKind = "final"  // within a month of the notice
)

// CyberKinds lists the steps in their order.
func CyberKinds() []CyberKind { return []CyberKind{CyberEarly, CyberNotice, CyberFinal} }

// CyberSection is a part of a draft. Fill says that a person must write it: Text then tells what.
type CyberSection struct {
	Heading, Text string
	Fill          bool
}

// CyberReport is a draft of a report to the authority, for a person to judge, fill in and hand in.
type CyberReport struct {
	Kind  CyberKind
	Title string
	// Due is the last moment, counted from the begin of the outage, which is the earliest that the unit
	// can have known of it; DueText says so.
	Due      time.Time
	DueText  string
	Sections []CyberSection
}

// CyberDraft is the draft of one step, with what the binder knows of the outage.
func CyberDraft(w *text.Words, kind CyberKind, c Catalogue, r Report) CyberReport {
	d := CyberReport{Kind: kind, Title: w.Say("cyber.title." + string(kind)), Due: cyberDue(kind, r.Began)}
	return d
}

// cyberDue is when a step is due at the latest.
func cyberDue(kind CyberKind, known time.Time) time.Time {
	switch kind {
	case CyberEarly:
		return known.Add(24 * time.Hour)
	case CyberNotice:
		return known.Add(72 * time.Hour)
	}
	return known.Add(72*time.Hour).AddDate(0, 1, 0)
}
