package page

import (
	"maps"
	"slices"

	"avbrottsparm/app/control"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// EntryHead is what an entry is about in a few words: its headline, or else its kind.
func EntryHead(s *desk.Session, e entry.Entry) string {
	if e.Headline != "" {
		return e.Headline
	}
	return s.KindTitle(e.Kind)
}

// EntryFacts are what was written in an entry besides its headline, time and text, in the order of its
// form and in words; last what another version of the form asked for, under its ids.
func EntryFacts(s *desk.Session, e entry.Entry) []control.Fact {
	w := s.Words()
	f, known := s.KindForm(e.Kind)
	if !known {
		f.Entry = &form.Written{}
	}
	var facts []control.Fact
	told := map[string]bool{}
	for _, field := range f.EntryFields() {
		switch field.ID {
		case form.IDEventTime, form.IDHeadline, form.IDText:
			continue
		}
		if value := e.Values[field.ID]; value != "" && !told[field.ID] {
			facts = append(facts, control.Fact{Label: field.Label.In(w.Lang()), Value: entry.Said(field, value, w.Lang())})
			told[field.ID] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(e.Values)) {
		if value := e.Values[id]; value != "" && !told[id] {
			facts = append(facts, control.Fact{Label: id, Value: value})
		}
	}
	return facts
}

// EntryWhole are all that was written in an entry, its time first and its text last.
func EntryWhole(s *desk.Session, e entry.Entry) []control.Fact {
	w := s.Words()
	var facts []control.Fact
	if !e.EventTime.IsZero() {
		facts = append(facts, control.Fact{Label: w.Say("notes.when"), Value: w.Moment(e.EventTime.In(care.Stockholm))})
	}
	if e.Headline != "" {
		facts = append(facts, control.Fact{Label: w.Say("notes.headline"), Value: e.Headline})
	}
	facts = append(facts, EntryFacts(s, e)...)
	if e.Text != "" {
		facts = append(facts, control.Fact{Label: w.Say("notes.text"), Value: e.Text})
	}
	return facts
}
