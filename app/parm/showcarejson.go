package main

import (
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/care/wording"
)

// careShape is what is known of a person's health care, decisions, absence and documents.
type careShape struct {
	// Away is the absence that covers today; left out when the person is at home.
	Away           *awayShape           `json:"away,omitempty"`
	Absences       []awayShape          `json:"absences"`
	Facts          acuteShape           `json:"health_facts"`
	Medications    []medicationShape    `json:"medications"`
	Orders         []orderShape         `json:"health_orders"`
	Signings       []signingShape       `json:"signings"`
	Decisions      []decisionShape      `json:"decisions"`
	Investigations []investigationShape `json:"investigations"`
	Journals       []journalShape       `json:"journals"`
	JournalNotes   []journalNoteShape   `json:"journal_notes"`
	Documents      []documentShape      `json:"documents"`
}

// shapeCare is a person's chart for --json. Of a protected identity the free text that can say
// where the person is has no place: notes of the journal, what investigations found, titles of
// documents, why the person is away.
func shapeCare(d *care.Dossier, now time.Time) careShape {
	hidden := d.Person.Protected
	shape := careShape{Absences: []awayShape{}, JournalNotes: []journalNoteShape{}, Facts: shapeAcute(d, now),
		Medications: each(d.InUse(now), func(m *care.Medication) medicationShape { return shapeMedication(m, now) }),
		Orders:      each(d.Ordered(now), func(o *care.HealthOrder) orderShape { return shapeOrder(o, now) }),
		Signings:    each(d.Signings, func(s *care.Signing) signingShape { return shapeSigning(d, s) }),
		Decisions:   each(d.Granted(now), func(one *care.Decision) decisionShape { return shapeDecision(one, now) }),
		Journals:    each(d.Journals, shapeJournal),
		Documents:   each(d.Newest(), func(doc *care.Document) documentShape { return shapeDocument(doc, hidden) }),
		Investigations: each(d.Investigations, func(i *care.Investigation) investigationShape {
			return shapeInvestigation(i, hidden)
		})}
	if a := d.Away(now); a != nil {
		shape.Away = shapeAway(a, hidden)
	}
	for _, a := range d.Absences {
		shape.Absences = append(shape.Absences, *shapeAway(a, hidden))
	}
	if !hidden {
		shape.JournalNotes = each(d.JournalNotes, shapeJournalNote)
	}
	return shape
}

// each is never null.
func each[T, S any](items []T, shape func(T) S) []S {
	shapes := make([]S, 0, len(items))
	for _, item := range items {
		shapes = append(shapes, shape(item))
	}
	return shapes
}

type awayShape struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Reason string `json:"reason"`
	Note   string `json:"note,omitempty"`
}

// shapeAway leaves the reason out where the identity is protected: it can say where the person is.
func shapeAway(a *care.Absence, hidden bool) *awayShape {
	shape := awayShape{From: stamp(a.From), To: stamp(a.To)}
	if !hidden {
		shape.Reason, shape.Note = a.Reason, a.Note
	}
	return &shape
}

type medicationShape struct {
	Name      string `json:"name"`
	Substance string `json:"substance"`
	Form      string `json:"form"`
	Strength  string `json:"strength"`
	Dosage    string `json:"dosage"`
	Route     string `json:"route"`
	Reason    string `json:"reason"`
	AsNeeded  bool   `json:"as_needed"`
	MaxDose   string `json:"max_dose"`
	State     string `json:"state"`
	Starts    string `json:"starts"`
	Ends      string `json:"ends"`
	Ordered   string `json:"ordered"`
	OrderedBy string `json:"ordered_by"`
	Note      string `json:"note"`
	Source    string `json:"source"`
	AsOf      string `json:"as_of"`
}

func shapeMedication(m *care.Medication, now time.Time) medicationShape {
	return medicationShape{Name: m.Name, Substance: m.Substance, Form: m.Form, Strength: m.Strength, Dosage: m.Dosage, Route: m.Route,
		Reason: m.Reason, AsNeeded: m.AsNeeded, MaxDose: m.MaxDose, State: wording.StateOf(m, now), Starts: stamp(m.Starts), Ends: stamp(m.Ends),
		Ordered: stamp(m.Ordered), OrderedBy: m.OrderedBy, Note: m.Note, Source: m.Source, AsOf: stamp(m.AsOf)}
}

type journalShape struct {
	Unit   string `json:"unit"`
	Starts string `json:"starts"`
	Ends   string `json:"ends"`
	Why    string `json:"why"`
}

func shapeJournal(j *care.Journal) journalShape {
	return journalShape{Unit: j.Unit, Starts: stamp(j.Starts), Ends: stamp(j.Ends), Why: j.Why}
}

type journalNoteShape struct {
	Law      string `json:"law"`
	At       string `json:"at"`
	Written  string `json:"written"`
	Headline string `json:"headline"`
	Text     string `json:"text"`
	By       string `json:"by"`
	Title    string `json:"title"`
	Signed   bool   `json:"signed"`
	Wrong    bool   `json:"wrong"`
}

func shapeJournalNote(n *care.JournalNote) journalNoteShape {
	return journalNoteShape{Law: n.Law, At: stamp(n.At), Written: stamp(n.Written), Headline: n.Headline, Text: n.Text, By: n.By,
		Title: n.Title, Signed: n.Signed, Wrong: n.Wrong}
}

type documentShape struct {
	ID    string `json:"id"`
	Area  string `json:"area"`
	Kind  string `json:"kind"`
	Title string `json:"title,omitempty"`
	Date  string `json:"date"`
	Media string `json:"media"`
	Pages int    `json:"pages"`
	Size  int    `json:"size"`
}

func shapeDocument(d *care.Document, hidden bool) documentShape {
	shape := documentShape{ID: d.ID, Area: d.Area, Kind: string(d.What), Date: stamp(d.Date), Media: d.Media, Pages: d.Pages, Size: d.Size}
	if !hidden {
		shape.Title = d.Title
	}
	return shape
}
