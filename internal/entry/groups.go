package entry

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// GroupBy is what entries are counted by.
type GroupBy string

// The ways of grouping.
const (
	ByResponsible GroupBy = "responsible" // Group.Key is an identity
	ByPerson      GroupBy = "person"      // an id, or "~" and the name of somebody whom the binder doesn't know
	ByKind        GroupBy = "kind"
	ByDue         GroupBy = "due" // a DueClass
)

// GroupBys are all ways of grouping.
func GroupBys() []GroupBy { return []GroupBy{ByResponsible, ByPerson, ByKind, ByDue} }

// Progress is how far entries have come: n of n.
type Progress struct {
	Done  int // closed: in Lifecare, and compared by a second person where the form asks for one
	Total int // signed and still valid: neither struck nor corrected
	// Verify are those in Lifecare that a second person has to compare, Undo those of which something
	// must be taken out of Lifecare: struck, corrected or entered twice.
	Verify, Undo int
}

// Group is the entries that have something in common.
type Group struct {
	Key   string
	Label string // a name, as it stands in the entries; empty for kinds and classes
	Progress
	Waiting int       // to be entered
	Entered int       // in Lifecare
	Late    int       // waiting, and a mark has passed
	Unknown int       // sent, and nobody knows whether they arrived
	Next    time.Time // the next mark of those that wait; zero for none
}

// Closed tells whether nothing is left to do for the entry to be in Lifecare as its form asks.
func (k Kinds) Closed(t *Tracked) bool {
	return t.State == StateVerified || t.State == StateEntered && !k.second(t)
}

// second tells whether a second person compares entries of the kind.
func (k Kinds) second(t *Tracked) bool {
	f := k.by[t.Kind]
	return f != nil && f.Entry.Second
}

func (p *Progress) add(k Kinds, t *Tracked) {
	if t.Undo() {
		p.Undo++
	}
	if t.State.Ended() {
		return
	}
	p.Total++
	switch {
	case k.Closed(t):
		p.Done++
	case t.State == StateEntered:
		p.Verify++
	}
}

// Progress is how far the entries that the filter means have come, whether something is left to do
// with them or not.
func (b *Backlog) Progress(f Filter, k Kinds, now time.Time) Progress {
	var p Progress
	f.All = true
	for _, t := range b.Filtered(f, k, now) {
		p.add(k, t)
	}
	return p
}

// Groups counts the entries that the filter means, those with which nothing is left to do among
// them. The groups with the nearest mark come first; kinds come in the order of offer and classes by
// urgency.
func (b *Backlog) Groups(by GroupBy, f Filter, k Kinds, now time.Time) []Group {
	f.All = true
	at := map[string]int{}
	var groups []Group
	for _, t := range b.Filtered(f, k, now) {
		key, label := by.of(t, k, now)
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key] = i
			groups = append(groups, Group{Key: key, Label: label})
		}
		groups[i].add(k, t, now)
	}
	slices.SortStableFunc(groups, func(x, y Group) int {
		return cmp.Or(cmp.Compare(by.rank(x.Key, k), by.rank(y.Key, k)), soon(x.Next, y.Next), strings.Compare(x.Label, y.Label), strings.Compare(x.Key, y.Key))
	})
	return groups
}

func (g *Group) add(k Kinds, t *Tracked, now time.Time) {
	g.Progress.add(k, t)
	if t.Unsure() {
		g.Unknown++
	}
	if t.State.InLifecare() {
		g.Entered++
	}
	if !t.State.Waits() {
		return
	}
	g.Waiting++
	next, late := k.due(t, now)
	if late {
		g.Late++
	}
	if next == nil {
		return
	}
	if at := dueAt(t, *next); g.Next.IsZero() || at.Before(g.Next) {
		g.Next = at
	}
}

// of is the group of an entry.
func (by GroupBy) of(t *Tracked, k Kinds, now time.Time) (key, label string) {
	switch by {
	case ByResponsible:
		a := t.Answers()
		return a.Identity, a.Name
	case ByPerson:
		return t.about()
	case ByKind:
		return string(t.Kind), ""
	case ByDue:
		return string(k.Class(t, now)), ""
	}
	return "", ""
}

// about is whom the entry is about: empty for the unit.
func (t *Tracked) about() (key, label string) {
	if t.PersonID == "" && t.Subject != nil {
		return "~" + plain(t.Subject.Name), t.Subject.Name
	}
	if !t.MatchedAt.IsZero() {
		return t.PersonID, t.MatchedTo.Name
	}
	if t.Subject != nil {
		return t.PersonID, t.Subject.Name
	}
	return t.PersonID, ""
}

// rank is the place of a group that has one of its own.
func (by GroupBy) rank(key string, k Kinds) int {
	switch by {
	case ByKind:
		if f, ok := k.Form(Kind(key)); ok {
			return f.Entry.Order
		}
		return 1 << 20
	case ByDue:
		return slices.Index(DueClasses(), DueClass(key))
	}
	return 0
}

// soon compares times, none last.
func soon(x, y time.Time) int {
	switch {
	case x.IsZero() && y.IsZero():
		return 0
	case x.IsZero():
		return 1
	case y.IsZero():
		return -1
	}
	return x.Compare(y)
}

// Tally is n of n for a kind and a person.
type Tally struct {
	Kind     Kind
	PersonID string
	Name     string // as it stands in the entries
	Progress
}

// Tallies count the entries that the filter means by kind, in the order of offer, and by person.
func (b *Backlog) Tallies(f Filter, k Kinds, now time.Time) []Tally {
	type place struct {
		kind Kind
		key  string
	}
	f.All = true
	at := map[place]int{}
	var tallies []Tally
	for _, t := range b.Filtered(f, k, now) {
		key, label := t.about()
		p := place{t.Kind, key}
		i, known := at[p]
		if !known {
			i = len(tallies)
			at[p] = i
			tallies = append(tallies, Tally{Kind: t.Kind, PersonID: t.PersonID, Name: label})
		}
		tallies[i].add(k, t)
	}
	slices.SortStableFunc(tallies, func(x, y Tally) int {
		return cmp.Or(cmp.Compare(ByKind.rank(string(x.Kind), k), ByKind.rank(string(y.Kind), k)), strings.Compare(string(x.Kind), string(y.Kind)),
			strings.Compare(x.Name, y.Name), strings.Compare(x.PersonID, y.PersonID))
	})
	return tallies
}
