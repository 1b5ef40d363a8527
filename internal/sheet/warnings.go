package sheet

import "avbrottsparm/internal/care"

// Warnings is what whoever meets the person has to know first, alone on a sheet: warnings,
// infections and observations, with who noted each and when. That none is known is said too.
func Warnings(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindWarnings, "sheet.warned.title", d)
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindWarning)
	sh.Blocks = append(s.away(d), s.warned(d)...)
	return sh
}

// HasWarnings tells whether anything is known that whoever meets the person has to know first.
func HasWarnings(d *care.Dossier) bool { return len(d.Warnings) > 0 }

// warned are the warnings in the order in which they matter, each sort in a frame of its own.
func (s Setting) warned(d *care.Dossier) []Block {
	if len(d.Warnings) == 0 {
		return []Block{Text{Text: s.Words.Say("sheet.warnings.none")}}
	}
	var blocks []Block
	for _, kind := range []care.WarningKind{care.WarningWarning, care.WarningInfection, care.WarningObservation} {
		table := Table{Columns: []Column{
			{Title: s.Words.Say("sheet.warned." + string(kind)), Width: 68, Lead: true},
			{Title: s.Words.Say("sheet.warned.noted"), Width: 32},
		}}
		for _, w := range d.Warnings {
			if warningKey(w.What) != string(kind) {
				continue
			}
			when := ""
			if !w.Noted.IsZero() {
				when = s.day(w.Noted)
			}
			table.Rows = append(table.Rows, Row{Cells: []string{s.known(w.Text), s.known(lines(when, w.By))}})
		}
		if len(table.Rows) > 0 {
			blocks = append(blocks, table)
		}
	}
	return append(blocks, Text{Text: s.Words.Say("sheet.warned.explain"), Quiet: true})
}
