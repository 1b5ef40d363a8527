package sheet

import (
	"slices"
	"time"

	"avbrottsparm/internal/care"
)

// KindMedication is medicines, given and ended.
const KindMedication Kind = "medication"

// Medication is a person's medicines with who says so and when: those that are given and, ruled
// through under a heading of their own, those that no longer are, so that no dose is given twice
// (requirement 17). Without a source it says to read the prescription.
func Medication(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindMedication, "sheet.medication.title", d)
	sh.Chapter = s.Words.Say("sheet.chapter.health")
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindWarning, care.KindMedication, care.KindHealthFacts)
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	sh.Blocks = append(sh.Blocks, s.medicines(d)...)
	if doc := d.Document(care.DocumentMedication); doc != nil && len(d.Medications) > 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: s.Words.Say("sheet.medication.document", "what", s.tell().DocumentName(doc))})
	}
	return sh.with(Text{Text: s.Words.Say("sheet.medication.signed"), Quiet: true})
}

// with is the sheet with more blocks at its end.
func (sh Sheet) with(more ...Block) Sheet {
	sh.Blocks = append(sh.Blocks, more...)
	return sh
}

// medicines are those that are given and, ruled through, those that no longer are. How old the word
// is stands as a moment and not as an age: paper is read long after it was printed.
func (s Setting) medicines(d *care.Dossier) []Block {
	blocks := []Block{Heading{s.Words.Say("sheet.medicines.title")}}
	sources := s.medicineSources(d)
	if len(sources) == 0 {
		line, _ := s.tell().Prescribed(&d.Chart)
		return append(blocks, Notice{Lines: []string{line}})
	}
	blocks = append(blocks, Notice{Lines: append(sources, s.Words.Say("sheet.medicines.rule"))})
	given, ended := s.medicineTable(), s.medicineTable()
	for _, m := range d.InUse(s.Now) {
		row := Row{Cells: []string{s.tell().Medicine(m), s.tell().Dose(m), lines(s.tell().State(m), s.tell().Course(m))}}
		if m.Ended(s.Now) {
			row.Struck = 2
			ended.Rows = append(ended.Rows, row)
			continue
		}
		given.Rows = append(given.Rows, row)
	}
	if len(given.Rows) > 0 {
		blocks = append(blocks, given)
	} else {
		blocks = append(blocks, Text{Text: s.Words.Say("sheet.medicines.none_given")})
	}
	if len(ended.Rows) > 0 {
		blocks = append(blocks, Heading{s.Words.Say("sheet.medicines.ended")}, ended)
	}
	return blocks
}

// medicineSources are who names the person's medicines and when each last did.
func (s Setting) medicineSources(d *care.Dossier) []string {
	newest := map[string]time.Time{}
	var sources []string
	for _, m := range d.Medications {
		at, known := newest[m.Source]
		if !known {
			sources = append(sources, m.Source)
		}
		if !known || m.AsOf.After(at) {
			newest[m.Source] = m.AsOf
		}
	}
	slices.Sort(sources)
	told := make([]string, len(sources))
	for i, source := range sources {
		told[i] = s.Words.Say("care.according_to", "source", s.tell().Source(source), "when", s.moment(newest[source]))
	}
	return told
}

func (s Setting) medicineTable() Table {
	return Table{Columns: []Column{
		{Title: s.Words.Say("sheet.medicines.what"), Width: 30, Lead: true},
		{Title: s.Words.Say("sheet.medicines.dose"), Width: 32},
		{Title: s.Words.Say("sheet.medicines.course"), Width: 38, Lead: true},
	}}
}
