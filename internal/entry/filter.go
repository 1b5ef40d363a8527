package entry

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
)

// Filter says which entries are meant. The zero value means all that something is left to do with.
type Filter struct {
	// Mine and Others are about who answers for an entry, seen from Me.
	Me           access.User
	Mine, Others bool
	Answers      string // identity of who answers for it
	PersonID     string
	Kind         Kind
	State        State // a claim that ran out counts as signed
	Area         access.Area
	Due          DueClass
	Text         string // words, each of which stands somewhere in the entry or its person's name
	// From and To bound the time of the event, To itself left out; zero is unbounded.
	From, To time.Time
	// All takes in the entries with which nothing is left to do. A state asks for them too.
	All bool
}

// typed is what a text was looked for in last and where it was found: who types on looks there only.
type typed struct {
	f    Filter
	list []*Tracked
}

// goesOn tells whether a filter means a part of what the last one found, whatever the time.
func (last *typed) goesOn(f *Filter) bool {
	l := &last.f
	return l.Text != "" && strings.HasPrefix(f.Text, l.Text) && f.Me.Identity == l.Me.Identity && f.Mine == l.Mine && f.Others == l.Others &&
		f.Answers == l.Answers && f.PersonID == l.PersonID && f.Kind == l.Kind && f.State == "" && l.State == "" && f.Area == l.Area &&
		f.Due == "" && l.Due == "" && f.From.Equal(l.From) && f.To.Equal(l.To) && f.All == l.All
}

// Filtered are the entries that the filter means, oldest event first.
func (b *Backlog) Filtered(f Filter, k Kinds, now time.Time) []*Tracked {
	list := b.reach(&f)
	words := strings.Fields(strings.ToLower(f.Text))
	out := make([]*Tracked, 0, len(list))
	tonight := midnight(now)
	for _, t := range list {
		if f.holds(t, k, now, tonight) && b.tells(t, words) {
			out = append(out, t)
		}
	}
	if len(words) > 0 {
		b.typed = typed{f, slices.Clone(out)}
	}
	return out
}

// reach are the entries among which the filter looks, in order.
func (b *Backlog) reach(f *Filter) []*Tracked {
	if b.typed.goesOn(f) {
		return b.typed.list
	}
	list := b.all.sorted()
	if !f.All && (f.State == "" || f.State.Waits()) {
		list = b.open.sorted()
	}
	return between(list, f.From, f.To)
}

// between is the part of an ordered list whose events lie between two times.
func between(list []*Tracked, from, to time.Time) []*Tracked {
	at := func(bound time.Time) int {
		i, _ := slices.BinarySearchFunc(list, bound, func(t *Tracked, bound time.Time) int {
			if t.EventTime.Before(bound) {
				return -1
			}
			return 1
		})
		return i
	}
	low, high := 0, len(list)
	if !from.IsZero() {
		low = at(from)
	}
	if !to.IsZero() {
		high = max(low, at(to))
	}
	return list[low:high]
}

func (f *Filter) holds(t *Tracked, k Kinds, now, tonight time.Time) bool {
	switch {
	case f.Kind != "" && t.Kind != f.Kind,
		f.PersonID != "" && t.PersonID != f.PersonID,
		f.Area != 0 && t.Wall() != f.Area,
		f.State != "" && t.StateAt(now) != f.State:
		return false
	}
	if f.Mine || f.Others || f.Answers != "" {
		by := t.Answers()
		mine := (f.Mine || f.Others) && f.Me.Is(by.Identity)
		if f.Mine && !mine || f.Others && mine || f.Answers != "" && by.Identity != f.Answers {
			return false
		}
	}
	return f.Due == "" || k.class(t, now, tonight) == f.Due
}

// tells tells whether every word stands somewhere in the entry.
func (b *Backlog) tells(t *Tracked, words []string) bool {
	if len(words) == 0 {
		return true
	}
	said, kept := b.said[t]
	if !kept {
		said = strings.ToLower(t.Words())
		if b.open.holds(t) { // what is looked through at every key
			b.said[t] = said
		}
	}
	for _, w := range words {
		if !strings.Contains(said, w) {
			return false
		}
	}
	return true
}

// Words are all that stands in the entry, and the names of whom it is about, who wrote it and who answers
// for it: what it is found by.
func (t *Tracked) Words() string {
	parts := []string{t.ID, t.Headline, t.Text, t.Writer().Name, t.Answers().Name}
	if t.Subject != nil {
		parts = append(parts, t.Subject.Name, t.Subject.Number)
	}
	for _, id := range sortedKeys(t.Values) {
		parts = append(parts, t.Values[id])
	}
	return strings.Join(parts, "\n")
}
