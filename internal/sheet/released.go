package sheet

import (
	"avbrottsparm/internal/entry"
)

// KindReleased is what is handed to another care provider about one person; it is in no binder.
const KindReleased Kind = "released"

// ReleasedPerson is the chosen entries about one person.
type ReleasedPerson struct {
	// Name and Number are the person's as they were known last; both empty for what is about nobody in
	// particular.
	Name, Number string
	PersonID     string
	Entries      []ReleasedEntry
}

// ReleasedEntry is one entry with its fields in words, in the order of its form.
type ReleasedEntry struct {
	entry.Tracked
	Title  string
	Fields []Field
}

// Releasing is to whom and why entries leave, and who lets them go.
type Releasing struct{ Unit, Recipient, Reason, By string }

// Released is what another care provider gets, one sheet for each person (patientdatalagen 3 kap. 1
// and 11 §): which provider, to whom and why, then every chosen entry whole, with who wrote it and when.
// What was corrected or struck afterwards says so.
func Released(s Setting, r Releasing, persons []ReleasedPerson) []Sheet {
	w := s.Words
	var sheets []Sheet
	for _, p := range persons {
		sh := Sheet{Kind: KindReleased, Title: w.Say("sheet.released.title"), Name: p.Name, PersonalID: p.Number, PersonID: p.PersonID,
			Key:  string(KindReleased) + "|" + p.PersonID,
			Foot: []string{w.Say("sheet.released.foot", "unit", r.Unit), w.Say("sheet.released.keep")}}
		if p.PersonID == "" && p.Name == "" {
			sh.Subtitle = w.Say("sheet.released.nobody")
		}
		sh.Blocks = append(sh.Blocks, Fields{Columns: 2, Rows: []Field{{Label: w.Say("sheet.released.from"), Value: r.Unit},
			{Label: w.Say("sheet.released.to"), Value: r.Recipient}, {Label: w.Say("sheet.released.why"), Value: r.Reason},
			{Label: w.Say("sheet.released.by"), Value: r.By}}}, Text{Text: w.Count("sheet.released.chosen", len(p.Entries)), Quiet: true})
		for _, e := range p.Entries {
			sh.Blocks = append(sh.Blocks, s.released(e)...)
		}
		sheets = append(sheets, sh)
	}
	return sheets
}

func (s Setting) released(e ReleasedEntry) []Block {
	w := s.Words
	writer := e.Writer()
	at := e.WrittenTime
	if e.Paper != nil && !e.Paper.WrittenTime.IsZero() {
		at = e.Paper.WrittenTime
	}
	written := w.Say("sheet.released.written", "who", signed(writer), "at", s.moment(at))
	if e.Paper != nil {
		written = lines(written, w.Say("sheet.released.paper", "who", signed(e.Author), "at", s.moment(e.WrittenTime)))
		if len(e.Paper.Pictures) > 0 { // a picture may show more than was chosen, so it stays
			written = lines(written, w.Say("sheet.released.picture"))
		}
	}
	if e.Unvouched() {
		written = lines(written, w.Say("sheet.released.stated"))
	}
	blocks := []Block{Heading{w.Say("sheet.released.entry", "title", e.Title, "at", s.moment(e.EventTime))}}
	switch e.State {
	case entry.StateStruck:
		blocks = append(blocks, Notice{Lines: []string{w.Say("sheet.released.struck", "at", s.moment(e.EndedAt), "who", signed(e.EndedBy), "why", e.EndedReason)}})
	case entry.StateCorrected:
		blocks = append(blocks, Notice{Lines: []string{w.Say("sheet.released.corrected", "at", s.moment(e.EndedAt), "who", signed(e.EndedBy), "why", e.EndedReason)}})
	}
	if e.Clock == entry.ClockUncertain {
		blocks = append(blocks, Notice{Lines: []string{w.Say("sheet.released.clock")}})
	}
	return append(blocks, Fields{Rows: e.Fields}, Text{Text: written, Quiet: true})
}

// signed is a name with its title.
func signed(a entry.Author) string {
	if a.Title == "" {
		return a.Name
	}
	return a.Name + ", " + a.Title
}
