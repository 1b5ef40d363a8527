package sheet

import (
	"avbrottsparm/internal/care"
)

// Decisions is what was granted, how much and until when, and the investigations behind it.
func Decisions(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindDecision, "sheet.decisions.title", d)
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindWarning, care.KindDecision, care.KindInvestigation)
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	sh.Blocks = append(sh.Blocks, s.away(d)...)
	sh.Blocks = append(sh.Blocks, s.granted(d)...)
	for _, i := range d.Investigations {
		sh.Blocks = append(sh.Blocks, s.investigation(d, i)...)
	}
	sh.Blocks = append(sh.Blocks, s.documents(d, care.DocumentAreaCaseWork)...)
	return sh
}

// HasDecisions tells whether a decision or an investigation has come in about a person.
func HasDecisions(d *care.Dossier) bool {
	return len(d.Decisions)+len(d.Investigations) > 0
}

func (s Setting) granted(d *care.Dossier) []Block {
	if len(d.Decisions) == 0 {
		return []Block{Text{Text: s.Words.Say("sheet.decisions.none")}}
	}
	tell := s.tell()
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.decisions.what"), Width: 40, Lead: true},
		{Title: s.Words.Say("sheet.decisions.amount"), Width: 20},
		{Title: s.Words.Say("sheet.decisions.about"), Width: 40},
	}}
	for _, one := range d.Granted(s.Now) {
		reason := one.Reason
		if shielded(d) {
			reason = ""
		}
		row := Row{Cells: []string{lines(tell.DecisionName(one), reason), tell.Granted(one), tell.DecisionAbout(one)}}
		if !one.Current(s.Now) {
			row.Struck = 2
		}
		table.Rows = append(table.Rows, row)
	}
	return []Block{table}
}

// investigation is what was found out. Its text is free and can say where somebody with a
// protected identity is, so then only its heads are printed (requirement 16).
func (s Setting) investigation(d *care.Dossier, i *care.Investigation) []Block {
	tell := s.tell()
	blocks := []Block{Heading{tell.InvestigationName(i)}, Text{Text: s.known(tell.InvestigationAbout(i)), Quiet: true}}
	if shielded(d) {
		return append(blocks, s.protectedNotice())
	}
	if i.Text != "" {
		blocks = append(blocks, Text{Text: i.Text})
	}
	if len(i.Needs) > 0 {
		fields := make([]Field, 0, len(i.Needs))
		for _, n := range i.Needs {
			fields = append(fields, Field{n.Area, s.known(tell.Need(n))})
		}
		blocks = append(blocks, Fields{Rows: fields})
	}
	return blocks
}
