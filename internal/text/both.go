package text

// Both is a sentence that lies in a data file, in both languages.
type Both struct {
	SV string `json:"sv"`
	EN string `json:"en"`
}

// In is the sentence in a language.
func (b Both) In(lang Lang) string {
	if lang == English {
		return b.EN
	}
	return b.SV
}

// Whole tells whether both languages are there, or neither.
func (b Both) Whole() bool { return (b.SV == "") == (b.EN == "") }
