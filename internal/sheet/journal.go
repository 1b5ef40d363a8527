package sheet

import "avbrottsparm/internal/care"

// journalEntries is how many notes a journal sheet has room for; they fill one page.
const journalEntries = 4

// Journal is a blank journal sheet. Each note has the time of the event, the time of writing, who
// wrote it with name and title, and a signature; a correction keeps the original legible
// (patientdatalagen 3 kap. 6, 10 and 14 §§). Without a person there are lines for name and number.
func Journal(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindJournal, "sheet.journal.title", d)
	sh.Blank, sh.Counted = true, true
	if d == nil {
		sh.Blocks = append(sh.Blocks, s.whose())
	}
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.journal.event"), Width: 30},
		{Title: s.Words.Say("sheet.journal.note"), Width: 88},
		{Title: s.Words.Say("sheet.journal.author"), Width: 35},
		{Title: s.Words.Say("sheet.journal.reentered"), Width: 20},
	}}
	height := 52.0
	if d == nil {
		height = 48
	}
	for range journalEntries {
		table.Rows = append(table.Rows, Row{Height: height, Cells: []string{
			s.Words.Say("sheet.journal.event_cell"), s.Words.Say("sheet.journal.note_cell"),
			s.Words.Say("sheet.journal.author_cell"), ""}})
	}
	sh.Blocks = append(sh.Blocks, Text{Text: s.Words.Say("sheet.journal.rules"), Quiet: true}, table)
	return sh
}

// whose are lines for name and identity number on a form that isn't yet anybody's.
func (s Setting) whose() Block {
	return Fields{Columns: 2, Rows: []Field{
		{Label: s.Words.Say("sheet.name")}, {Label: s.Words.Say("sheet.personal_id")}}}
}
