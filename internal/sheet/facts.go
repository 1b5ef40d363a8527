package sheet

import "avbrottsparm/internal/care"

// facts are what has to be known before anything is done to a person. Free text can say where somebody
// with a protected identity is, so theirs stays off the paper (requirement 16).
func (s Setting) facts(d *care.Dossier) []Block {
	tell, a := s.tell(), d.Acute(s.Now)
	if shielded(d) && len(a.Important) > 0 {
		a.Important = []string{s.Words.Say("sheet.facts.important_hidden")}
	}
	var fields Fields
	for _, fact := range tell.Facts(a) {
		fields.Rows = append(fields.Rows, Field(fact))
	}
	blocks := []Block{Heading{s.Words.Say("sheet.facts.title")}, fields}
	if told := tell.FactsSource(d.Facts); told != "" {
		blocks = append(blocks, Text{Text: told, Quiet: true})
	}
	return blocks
}
