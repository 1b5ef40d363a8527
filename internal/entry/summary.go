package entry

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// Sums tells whether a summary of a kind takes an entry in: notes of that very kind that were written on
// paper and still count (requirement on summary notes: who wrote on paper and over which period).
// A deviation, and so a lex Sarah matter, is a matter of its own and no part of the person's journal
// (socialtjänstlagen 2025:400), and a signing is documented where it is signed.
func Sums(kind Kind, t *Tracked) bool {
	return t.Kind == kind && t.Paper != nil && !t.State.Ended()
}

// Summary is the draft of a note that sums up what was written on paper about one person during an
// outage: who wrote, over which period, and what. It takes in what Sums says. The caller gives it an id
// and an author, who shortens and signs it. False when there is nothing to sum up.
func (k Kinds) Summary(kind Kind, of []*Tracked, w *text.Words) (Entry, bool) {
	draft := Entry{Kind: kind}
	told := slices.DeleteFunc(slices.Clone(of), func(t *Tracked) bool { return !Sums(kind, t) })
	if len(told) == 0 {
		return Entry{}, false
	}
	slices.SortFunc(told, byEvent)
	first, last := told[0], told[len(told)-1]
	draft.PersonID, draft.Subject, draft.EventTime = first.PersonID, first.Subject, last.EventTime
	if first.PersonID != "" {
		draft.Subject = nil
	}
	draft.Headline = w.Say("summary.headline")
	lines := []string{w.Say("summary.period", "from", w.Moment(first.EventTime.In(care.Stockholm)), "to", w.Moment(last.EventTime.In(care.Stockholm))),
		w.Say("summary.paper", "who", writers(told, w)), ""}
	for _, t := range told {
		lines = append(lines, w.Say("summary.line", "when", w.Moment(t.EventTime.In(care.Stockholm)), "headline", k.heading(t, w), "who", t.Writer().Name, "text", k.gist(t, w)))
	}
	draft.Text = strings.Join(lines, "\n")
	return draft, true
}

// writers are those who wrote, each with how many and from when to when, in the order in which they
// began.
func writers(list []*Tracked, w *text.Words) string {
	type wrote struct {
		by       Author
		n        int
		from, to time.Time
	}
	var all []wrote
	for _, t := range list {
		by := t.Writer()
		i := slices.IndexFunc(all, func(x wrote) bool { return plain(x.by.Name) == plain(by.Name) && x.by.Title == by.Title })
		if i < 0 {
			i = len(all)
			all = append(all, wrote{by: by, from: t.EventTime})
		}
		all[i].n++
		all[i].to = t.EventTime
	}
	said := make([]string, 0, len(all))
	for _, x := range all {
		name := x.by.Name
		if x.by.Title != "" {
			name += ", " + x.by.Title
		}
		said = append(said, w.Count("summary.writer", x.n, "name", name, "from", w.Moment(x.from.In(care.Stockholm)), "to", w.Moment(x.to.In(care.Stockholm))))
	}
	return strings.Join(said, "; ")
}

// heading is the headline, or what kind it is.
func (k Kinds) heading(t *Tracked, w *text.Words) string {
	if headline, _ := t.Numbered(); headline != "" {
		return headline
	}
	if f, ok := k.Form(t.Kind); ok {
		return f.Called().In(w.Lang())
	}
	return string(t.Kind)
}

// gist is what was written: the text, and the form's other fields where there are any.
func (k Kinds) gist(t *Tracked, w *text.Words) string {
	var said []string
	if f, ok := k.Form(t.Kind); ok {
		for _, field := range f.EntryFields() {
			if value := t.Values[field.ID]; strings.TrimSpace(value) != "" {
				said = append(said, field.Label.In(w.Lang())+": "+Said(field, value, w.Lang()))
			}
		}
	}
	return strings.Join(append(said, slices.DeleteFunc([]string{t.Text}, func(s string) bool { return s == "" })...), ". ")
}
