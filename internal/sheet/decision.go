package sheet

import (
	"avbrottsparm/internal/care"
)

// Decisions is the newest investigation that led to a decision, with what was granted (routine 5.2):
// how much and until when. What else was granted follows, and older investigations in a line each.
func Decisions(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindDecision, "sheet.decisions.title", d)
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindWarning, care.KindDecision, care.KindInvestigation)
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	sh.Blocks = append(sh.Blocks, s.away(d)...)
	newest := newestDecided(d)
	granted := d.Granted(s.Now)
	if newest == nil {
		sh.Blocks = append(sh.Blocks, s.granted(d, granted))
	} else {
		its, others := apart(newest, granted)
		sh.Blocks = append(sh.Blocks, s.investigation(d, newest, s.granted(d, its))...)
		if len(others) > 0 {
			sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.decisions.others")}, s.granted(d, others))
		}
	}
	sh.Blocks = append(sh.Blocks, s.older(d, newest)...)
	sh.Blocks = append(sh.Blocks, s.documents(d, care.DocumentAreaCaseWork)...)
	return sh
}

// newestDecided is the newest investigation that a decision names, or simply the newest where none is
// named: sources that don't tell would otherwise hide it.
func newestDecided(d *care.Dossier) *care.Investigation {
	for _, i := range d.Investigations {
		for _, one := range d.Decisions {
			if named(i, one) {
				return i
			}
		}
	}
	if len(d.Investigations) > 0 {
		return d.Investigations[0]
	}
	return nil
}

func named(i *care.Investigation, d *care.Decision) bool {
	return d.InvestigationID != "" && d.InvestigationID == i.SourceID
}

// apart tells the decisions of an investigation from the others. Where none names it, all are taken
// for its own.
func apart(i *care.Investigation, all []*care.Decision) (its, others []*care.Decision) {
	for _, one := range all {
		if named(i, one) {
			its = append(its, one)
		} else {
			others = append(others, one)
		}
	}
	if len(its) == 0 {
		return others, nil
	}
	return its, others
}

// HasDecisions tells whether a decision or an investigation has come in about a person.
func HasDecisions(d *care.Dossier) bool {
	return len(d.Decisions)+len(d.Investigations) > 0
}

func (s Setting) granted(d *care.Dossier, decisions []*care.Decision) Block {
	if len(decisions) == 0 {
		return Text{Text: s.Words.Say("sheet.decisions.none")}
	}
	tell := s.tell()
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.decisions.what"), Width: 40, Lead: true},
		{Title: s.Words.Say("sheet.decisions.amount"), Width: 20},
		{Title: s.Words.Say("sheet.decisions.about"), Width: 40},
	}}
	for _, one := range decisions {
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
	return table
}

// investigation is what was found out, after what was granted by it. Its text is free and can say where
// somebody with a protected identity is, so then only its heads are printed (requirement 16).
func (s Setting) investigation(d *care.Dossier, i *care.Investigation, granted Block) []Block {
	tell := s.tell()
	blocks := []Block{Heading{tell.InvestigationName(i)}, Text{Text: s.known(tell.InvestigationAbout(i)), Quiet: true}, granted}
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

// older are the other investigations, each in a line: that they were made, when and by whom.
func (s Setting) older(d *care.Dossier, but *care.Investigation) []Block {
	tell := s.tell()
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.decisions.investigation"), Width: 40},
		{Title: s.Words.Say("sheet.decisions.about"), Width: 60},
	}}
	for _, i := range d.Investigations {
		if i != but {
			table.Rows = append(table.Rows, Row{Cells: []string{tell.InvestigationName(i), s.known(tell.InvestigationAbout(i))}})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []Block{Heading{s.Words.Say("sheet.decisions.older")}, table}
}
