package care

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Replica is everything that the binder knows, opened and in memory, with the look-ups that
// screens and sheets need. It is not safe for concurrent change; readers take what it hands out
// as read-only.
type Replica struct {
	items map[Kind]map[string]Item
	// shared are the kinds whose map a clone has too: it is copied before the first change.
	shared map[Kind]bool

	*around
	*rounds
	charts *charts
}

// NewReplica is an empty replica.
func NewReplica() *Replica {
	return &Replica{items: map[Kind]map[string]Item{}, shared: map[Kind]bool{}}
}

// Clone is a replica with the same items; changing one doesn't change the other. It costs little
// however much there is: what neither changes they share. Whoever clones must be alone with the
// first; afterwards each may be used by itself.
func (r *Replica) Clone() *Replica {
	c := &Replica{items: maps.Clone(r.items), shared: map[Kind]bool{}, around: r.around, rounds: r.rounds, charts: r.charts}
	for kind := range r.items {
		c.shared[kind], r.shared[kind] = true, true
	}
	return c
}

// own is the map of a kind, to change.
func (r *Replica) own(kind Kind) map[string]Item {
	switch {
	case r.items[kind] == nil:
		r.items[kind] = map[string]Item{}
	case r.shared[kind]:
		r.items[kind] = maps.Clone(r.items[kind])
	}
	r.shared[kind] = false
	return r.items[kind]
}

// expect makes room at once for items that come, most of them new if they are more than there are:
// a map that grows step by step moves everything that it holds each time.
func (r *Replica) expect(items []Item) {
	const worthIt = 1000
	more := map[Kind]int{}
	for _, item := range items {
		more[item.ItemKind()]++
	}
	for kind, n := range more {
		if n -= r.Len(kind); n < worthIt {
			continue
		}
		room := make(map[string]Item, r.Len(kind)+n)
		maps.Copy(room, r.items[kind])
		r.items[kind], r.shared[kind] = room, false
	}
}

// drop removes an item from memory.
func (r *Replica) drop(kind Kind, id string) {
	if _, there := r.items[kind][id]; there {
		delete(r.own(kind), id)
		r.forget(kind)
	}
}

// Put adds an item or replaces the one with its kind and id.
func (r *Replica) Put(item Item) {
	kind := item.ItemKind()
	r.own(kind)[item.ItemMeta().ID] = item
	r.forget(kind)
}

// Get finds an item.
func (r *Replica) Get(kind Kind, id string) (Item, bool) {
	item, ok := r.items[kind][id]
	return item, ok
}

// Len is the number of items of a kind, gone ones included.
func (r *Replica) Len(kind Kind) int { return len(r.items[kind]) }

// Each calls visit for every item of a kind, in no particular order.
func (r *Replica) Each(kind Kind, visit func(Item)) {
	for _, item := range r.items[kind] {
		visit(item)
	}
}

// Person finds a person by the binder's id.
func (r *Replica) Person(id string) (*Person, bool) {
	item, ok := r.items[KindPerson][id]
	if !ok {
		return nil, false
	}
	return item.(*Person), true
}

// Persons lists everyone who isn't gone, in no particular order.
func (r *Replica) Persons() []*Person {
	persons := make([]*Person, 0, len(r.items[KindPerson]))
	for _, item := range r.items[KindPerson] {
		if p := item.(*Person); !p.Gone() {
			persons = append(persons, p)
		}
	}
	return persons
}

// Secrets are the protected fields of a person; ok is false when there are none.
func (r *Replica) Secrets(personID string) (*Secrets, bool) {
	item, ok := r.items[KindSecrets][SecretsID(personID)]
	if !ok {
		return nil, false
	}
	return item.(*Secrets), true
}

// SecretsID is the id of the Secrets of a person.
func SecretsID(personID string) string { return personID }

// ByStart orders visits by start, then route, then id, so that lists never jump about.
func ByStart(x, y *Visit) int {
	return cmp.Or(x.Start.Compare(y.Start), cmp.Compare(x.RouteName(), y.RouteName()), cmp.Compare(x.ID, y.ID))
}

// VisitsOn lists the visits that belong to the day of t, pauses and other work included.
func (r *Replica) VisitsOn(t time.Time) []*Visit {
	r.index()
	return r.days[numberOf(t)]
}

// Days lists every day that has visits, in order.
func (r *Replica) Days() []time.Time {
	r.index()
	days := make([]time.Time, 0, len(r.days))
	for day := range r.days {
		days = append(days, day.midnight())
	}
	slices.SortFunc(days, time.Time.Compare)
	return days
}

// VisitsOf lists a person's visits from (inclusive) to (exclusive), in order of time.
func (r *Replica) VisitsOf(personID string, from, to time.Time) []*Visit {
	r.index()
	var found []*Visit
	for _, v := range r.visits[personID] {
		if !v.Start.Before(from) && v.Start.Before(to) {
			found = append(found, v)
		}
	}
	return found
}

// CompareNatural compares names that hold numbers as people do: "Slinga 2" before "Slinga 10".
func CompareNatural(x, y string) int {
	for x != "" && y != "" {
		dx, dy := leadingDigits(x), leadingDigits(y)
		if dx > 0 && dy > 0 {
			nx, ny := trimZeros(x[:dx]), trimZeros(y[:dy])
			if c := cmp.Or(cmp.Compare(len(nx), len(ny)), cmp.Compare(nx, ny)); c != 0 {
				return c
			}
			x, y = x[dx:], y[dy:]
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Compare(len(x), len(y))
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

func trimZeros(s string) string {
	for len(s) > 1 && s[0] == '0' {
		s = s[1:]
	}
	return s
}

// NextVisit is the person's visit that goes on at now, or the next one; nil when none is planned.
func (r *Replica) NextVisit(personID string, now time.Time) *Visit {
	r.index()
	for _, v := range r.visits[personID] {
		if v.End.After(now) || (v.AnyTime && !Day(now).After(v.Day())) {
			return v
		}
	}
	return nil
}

// WarningKinds are the sorts of critical information that exist about a person, warnings first.
func (r *Replica) WarningKinds(personID string) []WarningKind {
	r.index()
	var kinds []WarningKind
	for _, w := range inWarningOrder(r.warnings[personID]) {
		if !slices.Contains(kinds, w.What) {
			kinds = append(kinds, w.What)
		}
	}
	return kinds
}
