package wording

import (
	"strings"

	"avbrottsparm/internal/care"
)

// Listing is what is known of a kind, one on each line; what nobody has told is said to be unknown.
func (t Teller) Listing(known []string) string {
	if len(known) == 0 {
		return t.Words.Say("care.unknown")
	}
	return strings.Join(known, "\n")
}

// Hypersensitivity is severe hypersensitivity; that there is none is said only where a source did.
func (t Teller) Hypersensitivity(a care.Acute) string {
	if len(a.Hypersensitivity) == 0 && a.NoneKnown {
		return t.Words.Say("care.none_known")
	}
	return t.Listing(a.Hypersensitivity)
}

// Finding is what sources come to on a question: yes with what it is about, no where a source said
// so, and otherwise that it isn't known. Warnings that touch it follow word for word.
func (t Teller) Finding(f care.Finding) string {
	var parts []string
	which := strings.Join(f.Which, ", ")
	switch f.Answer {
	case care.AnswerYes:
		parts = append(parts, Joined(": ", t.Words.Say("care.yes"), which))
	case care.AnswerNo:
		parts = append(parts, Joined(": ", t.Words.Say("care.no"), which))
	default:
		if which != "" || len(f.Said) == 0 { // a warning alone says it better than that it isn't known
			parts = append(parts, Joined(": ", t.Words.Say("care.unknown"), which))
		}
	}
	for _, m := range f.Listed {
		name := m.PlainName()
		if state := StateOf(m, t.Now); state != "current" {
			name = Joined(", ", name, t.Words.Say("care.medicine."+state))
		}
		parts = append(parts, t.Words.Say("care.in_list", "medicine", name))
	}
	for _, said := range f.Said {
		parts = append(parts, t.Words.Say("care.in_warning", "text", said))
	}
	if f.Disputed {
		parts = append(parts, t.Words.Say("care.disputed"))
	}
	return strings.Join(parts, "\n")
}

// Fact is one thing to know before anything is done to a person, with what it is called.
type Fact struct{ Label, Value string }

// Facts are all of them, in the order in which they matter. Each is there also when nobody has told: an
// empty place would read as a no.
func (t Teller) Facts(a care.Acute) []Fact {
	label := func(key string) string { return t.Words.Say("sheet.facts." + key) }
	return []Fact{
		{label("hypersensitivity"), t.Hypersensitivity(a)},
		{label("anticoagulants"), t.Finding(a.Anticoagulants)},
		{label("pacemaker"), t.Finding(a.Pacemaker)},
		{label("access"), t.Listing(a.Access)},
		{label("diagnoses"), t.Listing(a.Diagnoses)},
		{label("important"), t.Listing(a.Important)},
	}
}

// FactsSource is who told the facts and when, one line for each source.
func (t Teller) FactsSource(facts []*care.HealthFacts) string {
	var told []string
	seen := map[string]bool{}
	for _, f := range facts {
		line := t.Words.Say("care.according_to", "source", t.Source(f.Source), "when", t.Words.Moment(f.AsOf.In(care.Stockholm)))
		if noted := Joined(", ", t.day(f.Noted), f.By); noted != "" {
			line = Joined(" ", line, t.Words.Say("care.noted", "who", noted))
		}
		if !seen[line] {
			seen[line] = true
			told = append(told, line)
		}
	}
	return strings.Join(told, "\n")
}
