package sheet

import (
	"time"

	"avbrottsparm/internal/care"
)

// folderRows is how many empty rows the contents of a home folder have, for what else is put there.
const folderRows = 9

// HomeFolder is the contents of the folder in a person's home (hemmapärm): what belongs in it, when
// it was put there and by whom, what to take out and when, and where the folder and the unit's
// binders are kept (routine 5.5). month is that of the signing lists.
func HomeFolder(s Setting, d *care.Dossier, month time.Time) Sheet {
	sh := s.aboutPerson(KindFolder, "sheet.folder.title", d)
	sh.Blank = true
	sh.Foot = []string{s.Words.Say("sheet.folder.foot"), s.Words.Say("sheet.folder.foot_rule")}
	first := firstOf(month)
	last := first.AddDate(0, 1, -1)
	sh.Key += "|" + first.Format("2006-01")
	sh.Subtitle = s.Words.Say("sheet.signing.month", "first", s.day(first), "last", s.day(last))
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.folder.what"), Width: 52},
		{Title: s.Words.Say("sheet.folder.put"), Width: 38},
		{Title: s.Words.Say("sheet.folder.until"), Width: 45},
		{Title: s.Words.Say("sheet.folder.taken"), Width: 38},
	}}
	after := s.Words.Say("sheet.folder.after", "day", s.day(last))
	for _, belongs := range []struct{ what, until string }{
		{"contents", s.Words.Say("sheet.folder.when_full")},
		{"medicine", after}, {"rehab", after}, {"as_needed", after},
		{"journal", s.Words.Say("sheet.folder.when_written")},
	} {
		table.Rows = append(table.Rows, Row{Height: 10, Cells: []string{s.Words.Say("sheet.folder." + belongs.what), "", belongs.until, ""}})
	}
	for range folderRows {
		table.Rows = append(table.Rows, Row{Height: 9, Cells: make([]string, len(table.Columns))})
	}
	sh.Blocks = append(sh.Blocks, Text{Text: s.Words.Say("sheet.folder.belongs")}, table,
		Notice{Title: s.Words.Say("sheet.folder.never_title"), Lines: []string{s.Words.Say("sheet.folder.never")}},
		Fields{Rows: []Field{{Label: s.Words.Say("sheet.folder.here")}}})
	sh.Blocks = append(sh.Blocks, s.kept()...)
	return sh
}

// kept is where the unit's binders and folders are. What the unit hasn't laid down is said so.
func (s Setting) kept() []Block {
	blocks := []Block{Heading{s.Words.Say("sheet.folder.kept")}}
	if len(s.Places) == 0 {
		return append(blocks, Text{Text: s.Words.Say("sheet.folder.not_laid_down")})
	}
	fields := make([]Field, 0, len(s.Places))
	for _, place := range s.Places {
		fields = append(fields, Field{s.known(place.What), lines(s.known(place.Where), place.Who)})
	}
	return append(blocks, Fields{Rows: fields})
}
