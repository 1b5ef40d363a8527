package entry

import (
	"slices"
	"strings"
	"unicode"
)

// The fields of a signing that are compared with what Lifecare shows.
const (
	fieldPlanned  = "planned"
	fieldAsNeeded = "as_needed"
	fieldAmount   = "amount"
	fieldMeasured = "measured"

	asNeededYes = "yes"
)

// amount compares how much was given as needed. Lifecare has it in words, if at all, and says
// nothing of the medicine.
func (e EnteredSigning) amount(s ShownSigning, f *SigningFinding) {
	if e.Values[fieldAsNeeded] != asNeededYes || !e.done() || !s.Done {
		return
	}
	given, result := numbers(e.Values[fieldAmount]), numbers(s.Result)
	switch {
	case len(result) == 0 || len(given) == 0:
		f.Look = append(f.Look, FactAmount)
	case !holds(result, given):
		f.differs(FactAmount)
	}
	f.Look = append(f.Look, FactMedicine)
}

// measured compares the values: every number that Lifecare shows stands in the entry, and every
// number of the entry among Lifecare's values or in its result.
func (e EnteredSigning) measured(s ShownSigning, f *SigningFinding) {
	var shown []string
	for _, m := range s.Measured {
		shown = append(shown, numbers(m.Value)...)
	}
	ours := numbers(e.Values[fieldMeasured])
	switch {
	case !holds(ours, shown), !holds(append(shown, numbers(s.Result)...), ours):
		f.differs(FactMeasured)
	case len(ours) == 0 && (strings.TrimSpace(e.Values[fieldMeasured]) != "" || len(s.Measured) > 0):
		f.Look = append(f.Look, FactMeasured)
	}
}

// holds tells whether every one stands among all.
func holds(all, every []string) bool {
	return !slices.ContainsFunc(every, func(one string) bool { return !slices.Contains(all, one) })
}

// numbers are the numbers in a text, written in one way: "7,40" is "7.4", and "145/82" is two.
func numbers(text string) []string {
	var list []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) && r != ',' && r != '.' }) {
		word = strings.Trim(strings.ReplaceAll(word, ",", "."), ".")
		if word == "" {
			continue
		}
		whole, part, _ := strings.Cut(word, ".")
		if whole = strings.TrimLeft(whole, "0"); whole == "" {
			whole = "0"
		}
		if part = strings.TrimRight(part, "0"); part != "" {
			whole += "." + part
		}
		list = append(list, whole)
	}
	return list
}
