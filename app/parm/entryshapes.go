package main

import (
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// entryShape is a signed entry with what has happened to it.
type entryShape struct {
	ID          string `json:"id"`
	Kind        string `json:"kind"`
	Wall        string `json:"wall"` // the area behind which it lies
	Person      string `json:"person"`
	PersonName  string `json:"person_name"`
	EventTime   string `json:"event_time"`
	WrittenTime string `json:"written_time"`
	Clock       string `json:"clock"`
	Author      string `json:"author"`
	AuthorTitle string `json:"author_title"`
	Stated      bool   `json:"stated,omitempty"`
	VouchedBy   string `json:"vouched_by,omitempty"`
	Headline    string `json:"headline"`
	Text        string `json:"text,omitempty"`
	State       string `json:"state"`
	// Responsible is who answers for entering it.
	Responsible  string `json:"responsible"`
	HandedReason string `json:"handed_reason,omitempty"`
	ClaimedBy    string `json:"claimed_by,omitempty"`
	ClaimedUntil string `json:"claimed_until,omitempty"`
	EnteredTime  string `json:"entered_time,omitempty"`
	EnteredBy    string `json:"entered_by,omitempty"`
	Reference    string `json:"reference,omitempty"`
	Reason       string `json:"reason,omitempty"`
	Via          string `json:"via,omitempty"`
	// Doubles is how many times more it was entered, by laptops that didn't know.
	Doubles      int    `json:"doubles,omitempty"`
	Refusal      string `json:"refusal,omitempty"`
	VerifiedTime string `json:"verified_time,omitempty"`
	VerifiedBy   string `json:"verified_by,omitempty"`
	EndedTime    string `json:"ended_time,omitempty"`
	EndedBy      string `json:"ended_by,omitempty"`
	EndedReason  string `json:"ended_reason,omitempty"`
	NewID        string `json:"new_id,omitempty"`
	Corrects     string `json:"corrects,omitempty"`
	// Undo says that it was struck or corrected, and that Lifecare doesn't know yet.
	Undo       bool            `json:"undo,omitempty"`
	UndoneTime string          `json:"undone_time,omitempty"`
	Part       int             `json:"part,omitempty"`
	Parts      int             `json:"parts,omitempty"`
	Whole      string          `json:"whole,omitempty"`
	Visit      string          `json:"visit,omitempty"`
	Paper      *writtenOnShape `json:"paper,omitempty"`
	Asked      []string        `json:"asked,omitempty"`
	// Values and Fields are there for one entry only: what was written, by the names of the form, and
	// the same worded in the order of the target's own form.
	Values map[string]string `json:"values,omitempty"`
	Fields []targetShape     `json:"fields,omitempty"`
}

// writtenOnShape is the paper that an entry was written down from.
type writtenOnShape struct {
	Number      string   `json:"number"`
	Author      string   `json:"author"`
	AuthorTitle string   `json:"author_title"`
	WrittenTime string   `json:"written_time"`
	Pictures    []string `json:"pictures"`
}

// targetShape is a field as the target asks for it.
type targetShape struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Value string `json:"value"`
}

func shapeEntry(t entry.Tracked, person string) entryShape {
	if person == "" && t.Subject != nil {
		person = t.Subject.Name
	}
	shape := entryShape{ID: t.ID, Kind: string(t.Kind), Wall: t.Wall().String(), Person: t.PersonID, PersonName: person, EventTime: stamp(t.EventTime),
		WrittenTime: stamp(t.WrittenTime), Clock: string(t.Clock), Author: t.Author.Name, AuthorTitle: t.Author.Title,
		Stated: t.Author.Stated, VouchedBy: join(", ", t.VouchedBy.Name, t.VouchedBy.Title), Headline: t.Headline, State: string(t.StateAt(time.Now())),
		Responsible: t.Answers().Name, HandedReason: t.HandedReason,
		EnteredTime: stamp(t.EnteredAt), EnteredBy: t.EnteredBy.Name, Reference: t.Reference, Reason: t.Reason, Via: t.Via, Doubles: len(t.Doubles),
		Refusal: t.Refusal, VerifiedTime: stamp(t.VerifiedAt), VerifiedBy: t.VerifiedBy.Name,
		EndedTime: stamp(t.EndedAt), EndedBy: t.EndedBy.Name, EndedReason: t.EndedReason, NewID: t.NewID, Corrects: t.Corrects,
		Undo: t.Undo(), UndoneTime: stamp(t.UndoneAt), Part: t.Part, Parts: t.Parts, Whole: t.Whole, Visit: t.Visit, Asked: t.Confirmed}
	if shape.State == string(entry.StateClaimed) {
		shape.ClaimedBy, shape.ClaimedUntil = t.ClaimedBy.Name, stamp(t.ClaimedUntil)
	}
	if p := t.Paper; p != nil {
		shape.Paper = &writtenOnShape{Number: p.Number, Author: p.Name, AuthorTitle: p.Title, WrittenTime: stamp(p.WrittenTime),
			Pictures: append([]string{}, p.Pictures...)}
	}
	return shape
}

// oneEntry tells all of one entry: its fields in the target's order, and what has happened to it.
func (a *app) oneEntry(s *desk.Session, id string) error {
	t, err := s.Entry(id)
	if err != nil {
		return err
	}
	fields, err := s.CopyFields(a.ctx, t.ID)
	if err != nil {
		return err
	}
	if a.json {
		shape := shapeEntry(t, s.Name(t.PersonID))
		shape.Text, shape.Values, shape.Fields = t.Text, t.Values, []targetShape{}
		for _, f := range fields {
			shape.Fields = append(shape.Fields, targetShape{Name: f.Name, Label: desk.LabelOf(a.words, f), Value: f.Value})
		}
		a.putJSON(shape)
		return nil
	}
	rows := make([][]string, 0, len(fields))
	for _, f := range fields {
		rows = append(rows, []string{desk.LabelOf(a.words, f), f.Value})
	}
	p := a.page()
	p.table(nil, rows)
	p.head(a.stateOf(t))
	for _, line := range a.lifeOf(t) {
		p.line(line)
	}
	return nil
}

// stateOf is where an entry is, with Lifecare's own time or number.
func (a *app) stateOf(t entry.Tracked) string {
	said := desk.StateName(a.words, t.StateAt(time.Now()))
	if t.Reference != "" {
		said += ": " + t.Reference
	}
	if t.Undo() {
		said += ", " + a.words.Say("parm.entry.undo_left")
	}
	return said
}

// lifeOf is what has happened to an entry, one sentence each.
func (a *app) lifeOf(t entry.Tracked) []string {
	var lines []string
	add := func(at time.Time, by entry.Author, reason, said string) {
		if !at.IsZero() {
			lines = append(lines, join(", ", a.words.Moment(at.In(care.Stockholm))+": "+said, by.Name, reason))
		}
	}
	if t.Responsible.Name != "" {
		lines = append(lines, join(", ", a.words.Say("parm.entry.answers", "who", t.Responsible.Name), t.HandedReason))
	}
	if next, ok := a.desk.Kinds.NextDue(&t, time.Now()); ok {
		lines = append(lines, join(", ", a.words.Say("parm.queue.due")+": "+a.words.Moment(next.At.In(care.Stockholm)), next.What.In(a.words.Lang()), next.Source))
	}
	if t.StateAt(time.Now()) == entry.StateClaimed {
		add(t.ClaimedUntil, t.ClaimedBy, "", a.words.Say("parm.entry.claimed_until"))
	}
	if t.Refusal != "" {
		lines = append(lines, a.words.Say("parm.entry.refusal", "why", t.Refusal))
	}
	add(t.EnteredAt, t.EnteredBy, t.Reason, desk.StateName(a.words, entry.StateEntered))
	for _, d := range t.Doubles {
		add(d.At, d.By, d.Reference, a.words.Say("parm.entry.double"))
	}
	add(t.VerifiedAt, t.VerifiedBy, "", desk.StateName(a.words, entry.StateVerified))
	add(t.EndedAt, t.EndedBy, join(", ", t.EndedReason, t.NewID), desk.StateName(a.words, t.State))
	add(t.UndoneAt, t.UndoneBy, t.UndoneReference, a.words.Say("parm.entry.undone"))
	return lines
}
