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

// unknownPerson is before the name of whom the binder doesn't know.
const unknownPerson = "~"

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
	return t.State == StateVerified || t.State == StateEntered && !k.second(t.Kind)
}

// second tells whether a second person compares entries of the kind.
func (k Kinds) second(kind Kind) bool {
	f := k.by[kind]
	return f != nil && f.Entry.Second
}

// brief is what an entry is counted by.
type brief struct {
	kind              Kind
	person, name      string // as of Tracked.about
	answers, answerer string // identity and name
	state             State
}

func briefOf(t *Tracked) brief {
	person, name := t.about()
	by := t.Answers()
	return brief{kind: t.Kind, person: person, name: name, answers: by.Identity, answerer: by.Name, state: t.State}
}

// bare tells whether the filter means everything.
func (f Filter) bare() bool {
	return !f.Mine && !f.Others && f.Answers == "" && f.PersonID == "" && f.Kind == "" && f.State == "" && f.Area == 0 && f.Due == "" &&
		f.Text == "" && f.From.IsZero() && f.To.IsZero()
}

// count goes through what the filter means, those with which nothing is left to do among them. These
// come in numbers and without an entry where the filter means everything.
func (b *Backlog) count(f Filter, k Kinds, now time.Time, add func(x brief, n int, t *Tracked)) {
	if f.bare() {
		for x, n := range b.closed {
			add(x, n, nil)
		}
		f.All = false
	} else {
		f.All = true
	}
	for _, t := range b.Filtered(f, k, now) {
		add(briefOf(t), 1, t)
	}
}

func (p *Progress) add(k Kinds, x brief, n int, t *Tracked) {
	if t != nil && t.Undo() {
		p.Undo++
	}
	if x.state.Ended() {
		return
	}
	p.Total += n
	switch {
	case x.state == StateVerified, x.state == StateEntered && !k.second(x.kind):
		p.Done += n
	case x.state == StateEntered:
		p.Verify += n
	}
}

// Progress is how far the entries that the filter means have come, whether something is left to do
// with them or not.
func (b *Backlog) Progress(f Filter, k Kinds, now time.Time) Progress {
	var p Progress
	b.count(f, k, now, func(x brief, n int, t *Tracked) { p.add(k, x, n, t) })
	return p
}

// Overview is all that is counted of what a filter means.
type Overview struct {
	Groups   map[GroupBy][]Group
	Tallies  []Tally
	Progress Progress
}

// Overview counts everything in one go: Groups in all ways, Tallies and Progress.
func (b *Backlog) Overview(f Filter, k Kinds, now time.Time) Overview {
	o := Overview{Groups: map[GroupBy][]Group{}}
	var all []*grouping
	for _, by := range GroupBys() {
		all = append(all, newGrouping(by, k, now))
	}
	tallies := newTallying(k)
	b.count(f, k, now, func(x brief, n int, t *Tracked) {
		o.Progress.add(k, x, n, t)
		tallies.add(x, n, t)
		for _, g := range all {
			g.add(x, n, t)
		}
	})
	for _, g := range all {
		o.Groups[g.by] = g.sorted()
	}
	o.Tallies = tallies.sorted()
	return o
}

// Groups counts the entries that the filter means, those with which nothing is left to do among
// them. The groups with the nearest mark come first; kinds come in the order of offer and classes by
// urgency.
func (b *Backlog) Groups(by GroupBy, f Filter, k Kinds, now time.Time) []Group {
	g := newGrouping(by, k, now)
	b.count(f, k, now, g.add)
	return g.sorted()
}

type grouping struct {
	by           GroupBy
	k            Kinds
	now, tonight time.Time
	at           map[string]int
	groups       []Group
}

func newGrouping(by GroupBy, k Kinds, now time.Time) *grouping {
	return &grouping{by: by, k: k, now: now, tonight: midnight(now), at: map[string]int{}}
}

func (g *grouping) add(x brief, n int, t *Tracked) {
	key, label := g.by.of(x)
	if g.by == ByDue && t != nil {
		key = string(g.k.class(t, g.now, g.tonight))
	}
	i, known := g.at[key]
	if !known {
		i = len(g.groups)
		g.at[key] = i
		g.groups = append(g.groups, Group{Key: key, Label: label})
	}
	into := &g.groups[i]
	into.Label = max(into.Label, label) // always the same of several
	into.add(g.k, x, n, t, g.now)
}

func (g *grouping) sorted() []Group {
	slices.SortFunc(g.groups, func(x, y Group) int {
		return cmp.Or(cmp.Compare(g.by.rank(x.Key, g.k), g.by.rank(y.Key, g.k)), soon(x.Next, y.Next), strings.Compare(x.Label, y.Label),
			strings.Compare(x.Key, y.Key))
	})
	return g.groups
}

func (g *Group) add(k Kinds, x brief, n int, t *Tracked, now time.Time) {
	g.Progress.add(k, x, n, t)
	if x.state.InLifecare() {
		g.Entered += n
	}
	if t != nil && t.Unsure() {
		g.Unknown++
	}
	if !x.state.Waits() {
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

// of is the group of an entry; of one that waits, the class of its mark is asked apart.
func (by GroupBy) of(x brief) (key, label string) {
	switch by {
	case ByResponsible:
		return x.answers, x.answerer
	case ByPerson:
		return x.person, x.name
	case ByKind:
		return string(x.kind), ""
	}
	return string(DueNone), ""
}

// about is whom the entry is about: empty for the unit.
func (t *Tracked) about() (key, label string) {
	if t.PersonID == "" && t.Subject != nil {
		return unknownPerson + plain(t.Subject.Name), t.Subject.Name
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
