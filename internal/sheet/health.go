package sheet

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/care/wording"
)

// How far back health care's sheet goes: what was signed, and the latest notes of the journal.
const (
	signedDays  = 3
	latestNotes = 6
)

func (s Setting) tell() wording.Teller { return wording.Teller{Words: s.Words, Now: s.Now} }

// Health is health care's own sheet: medicines with who says so and when, health orders with their
// times, what was signed lately and the latest notes of the journal. No other sheet holds a
// medicine or a dose (requirement 15).
func Health(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindHealth, "sheet.health.title", d)
	sh.DataAsOf = d.AsOf.Oldest(care.KindWarning, care.KindMedication, care.KindHealthOrder, care.KindSigning, care.KindJournalNote, care.KindHealthFacts)
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	sh.Blocks = append(sh.Blocks, s.away(d)...)
	if len(d.Facts) > 0 {
		sh.Blocks = append(sh.Blocks, s.facts(d)...)
	}
	sh.Blocks = append(sh.Blocks, s.medicines(d)...)
	sh.Blocks = append(sh.Blocks, s.orders(d)...)
	sh.Blocks = append(sh.Blocks, s.signings(d)...)
	sh.Blocks = append(sh.Blocks, s.journal(d)...)
	sh.Blocks = append(sh.Blocks, s.documents(d, care.DocumentAreaHealth)...)
	return sh
}

// HasHealth tells whether anything of health care has come in about a person.
func HasHealth(d *care.Dossier) bool {
	return len(d.Medications)+len(d.Orders)+len(d.Signings)+len(d.Journals)+len(d.JournalNotes)+len(d.Facts) > 0 || d.Document(care.DocumentMedication) != nil
}

func (s Setting) orders(d *care.Dossier) []Block {
	blocks := []Block{Heading{s.Words.Say("sheet.orders.title")}}
	if len(d.Orders) == 0 {
		return append(blocks, Text{Text: s.Words.Say("sheet.orders.none")})
	}
	tell := s.tell()
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.orders.what"), Width: 40, Lead: true},
		{Title: s.Words.Say("sheet.orders.times"), Width: 30},
		{Title: s.Words.Say("sheet.orders.who"), Width: 30},
	}}
	for _, o := range d.Ordered(s.Now) {
		row := Row{Cells: []string{lines(o.Name(), tell.What(o)), s.known(tell.Times(o)), lines(tell.Delegation(o), tell.Ordered(o))}}
		if o.Medication {
			row.Marks = []string{s.Words.Say("sheet.orders.medication")}
		}
		if !o.Current(s.Now) {
			row.Struck = 2
		}
		table.Rows = append(table.Rows, row)
	}
	return append(blocks, table)
}

// signings are those of the last days before they left their source, newest first: counted from
// today, the sheet would change from day to day although nothing new is known.
func (s Setting) signings(d *care.Dossier) []Block {
	until := d.AsOf[care.KindSigning]
	if until.IsZero() {
		until = s.Now
	}
	since := care.NextDay(until, 1-signedDays)
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.signings.when"), Width: 22, Lead: true},
		{Title: s.Words.Say("sheet.signings.what"), Width: 34},
		{Title: s.Words.Say("sheet.signings.how"), Width: 44},
	}}
	for _, signing := range d.Signings {
		if at := signing.At(); !at.Before(since) {
			table.Rows = append(table.Rows, Row{Cells: []string{s.moment(at), s.known(d.SignedOf(signing)), s.tell().Signed(signing)}})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []Block{Heading{s.Words.Say("sheet.signings.title", "n", signedDays)}, table}
}

// journal is where journals are kept, and the latest notes. Free text can say where somebody with
// a protected identity is, so their notes stay off the paper (requirement 16).
func (s Setting) journal(d *care.Dossier) []Block {
	var kept []string
	for _, j := range d.Journals {
		kept = append(kept, s.tell().Journal(j))
	}
	notes := healthNotes(d)
	notes = notes[:min(latestNotes, len(notes))]
	if len(kept)+len(notes) == 0 {
		return nil
	}
	blocks := []Block{Heading{s.Words.Say("sheet.health_journal.title")}}
	if len(kept) > 0 {
		blocks = append(blocks, Text{Text: s.Words.Say("sheet.health_journal.kept", "where", strings.Join(kept, "; ")), Quiet: true})
	}
	if shielded(d) && len(notes) > 0 {
		return append(blocks, s.protectedNotice())
	}
	return append(blocks, s.notes(notes)...)
}

func (s Setting) notes(notes []*care.JournalNote) []Block {
	if len(notes) == 0 {
		return nil
	}
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.notes.when"), Width: 24, Lead: true},
		{Title: s.Words.Say("sheet.notes.text"), Width: 76, Lead: true},
	}}
	for _, n := range notes {
		table.Rows = append(table.Rows, Row{Cells: []string{s.moment(n.At), lines(s.known(n.Headline), n.Text, s.tell().NoteBy(n))}})
	}
	return []Block{table}
}

// documents name what lies in the binder as pages of its own; their titles are free text.
func (s Setting) documents(d *care.Dossier, areas ...string) []Block {
	var named []string
	for _, doc := range d.Newest() {
		for _, area := range areas {
			if doc.Area == area {
				named = append(named, s.tell().DocumentName(doc))
			}
		}
	}
	if len(named) == 0 {
		return nil
	}
	return []Block{Heading{s.Words.Say("sheet.documents.title")}, Text{Text: strings.Join(named, "\n")}}
}

// away says that the person isn't at home now, and when they will be away; nil otherwise.
func (s Setting) away(d *care.Dossier) []Block {
	var told []string
	if a := d.Away(s.Now); a != nil {
		told = append(told, s.tell().Away(a, shielded(d)))
	}
	for _, a := range d.Coming(s.Now) {
		told = append(told, s.Words.Say("sheet.away_coming", "span", s.tell().AwayWhole(a, shielded(d))))
	}
	if len(told) == 0 {
		return nil
	}
	return []Block{Notice{Lines: told}}
}

// awayOn says that the person is away on a day; empty otherwise.
func (s Setting) awayOn(d *care.Dossier, day time.Time) string {
	if a := d.Away(day); a != nil {
		return s.tell().Away(a, shielded(d))
	}
	return ""
}
