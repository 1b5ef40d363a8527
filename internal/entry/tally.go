package entry

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Tally is n of n for a kind and a person.
type Tally struct {
	Kind     Kind
	PersonID string // empty for the unit, and for somebody whom the binder doesn't know
	Name     string // as it stands in the entries
	Progress
}

// Tallies count the entries that the filter means by kind, in the order of offer, and by person.
func (b *Backlog) Tallies(f Filter, k Kinds, now time.Time) []Tally {
	c := newTallying(k)
	b.count(f, k, now, c.add)
	return c.sorted()
}

type tallying struct {
	k   Kinds
	at  map[kindOfPerson]int
	all []Tally
}

type kindOfPerson struct {
	kind   Kind
	person string
}

func newTallying(k Kinds) *tallying { return &tallying{k: k, at: map[kindOfPerson]int{}} }

func (c *tallying) add(x brief, n int, t *Tracked) {
	p := kindOfPerson{x.kind, x.person}
	i, known := c.at[p]
	if !known {
		i = len(c.all)
		c.at[p] = i
		c.all = append(c.all, Tally{Kind: x.kind, PersonID: x.person})
		if strings.HasPrefix(x.person, unknownPerson) {
			c.all[i].PersonID = ""
		}
	}
	c.all[i].Name = max(c.all[i].Name, x.name)
	c.all[i].add(c.k, x, n, t)
}

func (c *tallying) sorted() []Tally {
	slices.SortFunc(c.all, func(x, y Tally) int {
		return cmp.Or(cmp.Compare(ByKind.rank(string(x.Kind), c.k), ByKind.rank(string(y.Kind), c.k)), strings.Compare(string(x.Kind), string(y.Kind)),
			strings.Compare(x.Name, y.Name), strings.Compare(x.PersonID, y.PersonID))
	})
	return c.all
}
