package sheet

import (
	"strings"

	"avbrottsparm/internal/care"
)

// facts are what has to be known before anything is done to a person. Each has its line also when
// nobody has told: an empty place would read as a no.
func (s Setting) facts(d *care.Dossier) []Block {
	tell, a := s.tell(), d.Acute(s.Now)
	rows := []Field{
		{s.Words.Say("sheet.facts.hypersensitivity"), tell.Hypersensitivity(a)},
		{s.Words.Say("sheet.facts.anticoagulants"), tell.Finding(a.Anticoagulants)},
		{s.Words.Say("sheet.facts.pacemaker"), tell.Finding(a.Pacemaker)},
		{s.Words.Say("sheet.facts.access"), tell.Listing(a.Access)},
		{s.Words.Say("sheet.facts.diagnoses"), tell.Listing(a.Diagnoses)},
	}
	blocks := []Block{Heading{s.Words.Say("sheet.facts.title")}}
	important := strings.Join(a.Important, "\n")
	if shielded(d) && important != "" {
		important = s.Words.Say("sheet.facts.important_hidden")
	}
	rows = append(rows, Field{s.Words.Say("sheet.facts.important"), s.unknown(important)})
	blocks = append(blocks, Fields{Rows: rows})
	if told := tell.FactsSource(d.Facts); told != "" {
		blocks = append(blocks, Text{Text: told, Quiet: true})
	}
	return blocks
}

func (s Setting) unknown(value string) string {
	if strings.TrimSpace(value) == "" {
		return s.Words.Say("care.unknown")
	}
	return value
}
