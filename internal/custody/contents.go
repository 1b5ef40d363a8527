package custody

import (
	"cmp"
	"crypto/sha256"
	"slices"
)

// Key and Hash are short names of a sheet among those of the unit, and of what stands on it. Neither
// says anything about anybody.
type (
	Key  [8]byte
	Hash [12]byte
)

// Paper is one sheet of a print, as the ledger keeps it: no name, no number of a person.
type Paper struct {
	Key     Key
	Hash    Hash
	Kind    string // of the sheet
	Person  string // the binder's id of whom it is about; empty for none
	Day     string // "YYYY-MM-DD" of a sheet about a day; empty for others
	Number  Number // of a paper that is accounted for
	Sort    Sort
	Version int
	Pages   int
}

// Binding is what a print does to the unit's binder on paper.
type Binding uint8

// The bindings.
const (
	BindsNothing Binding = iota // leaves the binder as it is: a file, a card for the car, an evening schedule
	BindsWhole                  // is the binder: what lay in it before goes
	BindsPerson                 // is one person's part of the binder
	BindsChanged                // replaces some sheets of the binder and takes some out
)

// Job is one print.
type Job struct {
	Binding Binding
	Person  string // whose part, with BindsPerson
	Papers  []Paper
	Out     []Key // sheets that the print told to take out, with BindsChanged
}

// lying is what is known of one sheet: the newest paper of it that was put into the binder, when, and
// when it was last taken out.
type lying struct {
	paper Paper
	at    uint64 // clock of the print that put it in
	out   uint64
}

// Contents is what the unit's binder on paper holds, as far as the ledger tells. Like a Book it comes
// to the same in whatever order and however often the records are read.
type Contents struct {
	sheets  map[Key]*lying
	whole   uint64            // clock of the newest whole binder
	persons map[string]uint64 // clock of the newest part, by person
	last    uint64            // clock of the newest print
}

// NewContents is an empty binder.
func NewContents() *Contents {
	return &Contents{sheets: map[Key]*lying{}, persons: map[string]uint64{}}
}

// Take notes a print. A sheet that was printed by itself changes nothing, because nobody knows whether
// it was put into the binder: one that is printed once too often is better than an old one that is
// taken for the newest. Prints of earlier programs, which tell no sheets, change nothing either.
func (c *Contents) Take(j Job, clock uint64) {
	if len(j.Papers) == 0 && len(j.Out) == 0 || j.Binding == BindsNothing {
		return
	}
	switch j.Binding {
	case BindsWhole:
		c.whole = max(c.whole, clock)
	case BindsPerson:
		c.persons[j.Person] = max(c.persons[j.Person], clock)
	}
	c.last = max(c.last, clock)
	for _, p := range j.Papers {
		l := c.sheet(p.Key)
		if clock > l.at || (clock == l.at && lower(l.paper, p)) {
			l.paper, l.at = p, clock
		}
	}
	for _, key := range j.Out {
		l := c.sheet(key)
		l.out = max(l.out, clock)
	}
	if j.Binding == BindsWhole || clock < c.whole {
		c.prune()
	}
}

func (c *Contents) sheet(key Key) *lying {
	l := c.sheets[key]
	if l == nil {
		l = &lying{}
		c.sheets[key] = l
	}
	return l
}

// lower settles which of two papers of one sheet counts that were printed at once.
func lower(x, y Paper) bool {
	return cmp.Or(slices.Compare(x.Hash[:], y.Hash[:]), cmp.Compare(x.Number, y.Number)) < 0
}

// prune forgets what is older than the newest whole binder, so that the same is left whatever was
// read first.
func (c *Contents) prune() {
	for key, l := range c.sheets {
		if l.at < c.whole {
			l.paper, l.at = Paper{}, 0
		}
		if l.out < c.whole {
			l.out = 0
		}
		if l.at+l.out == 0 {
			delete(c.sheets, key)
		}
	}
	for person, at := range c.persons {
		if at < c.whole {
			delete(c.persons, person)
		}
	}
}

// holds tells whether a sheet lies in the binder.
func (c *Contents) holds(l *lying) bool {
	reset := max(c.whole, c.persons[l.paper.Person])
	if l.paper.Person == "" {
		reset = c.whole
	}
	return l.at > l.out && l.at >= reset
}

// Get finds the sheet of a key that lies in the binder.
func (c *Contents) Get(key Key) (Paper, bool) {
	l := c.sheets[key]
	if l == nil || !c.holds(l) {
		return Paper{}, false
	}
	return l.paper, true
}

// List is every sheet that lies in the binder, by kind and person.
func (c *Contents) List() []Paper {
	var list []Paper
	for _, l := range c.sheets {
		if c.holds(l) {
			list = append(list, l.paper)
		}
	}
	slices.SortFunc(list, func(x, y Paper) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Person, y.Person), slices.Compare(x.Key[:], y.Key[:]))
	})
	return list
}

// Own tells whether a person's part of the binder was printed by itself since the whole binder was: it
// then holds more than the whole one has of each person.
func (c *Contents) Own(person string) bool { return c.persons[person] > 0 }

// Last is the clock of the newest print that put anything into the binder; 0 when there was none.
func (c *Contents) Last() uint64 { return c.last }

// Whole is the clock of the newest print of the whole binder; 0 when there was none.
func (c *Contents) Whole() uint64 { return c.whole }

// KeyOf is the short name of a sheet's key.
func KeyOf(key string) (k Key) {
	sum := sha256.Sum256([]byte(key))
	copy(k[:], sum[:])
	return k
}

// HashOf is the short hash of a sheet's fingerprint.
func HashOf(fingerprint [32]byte) (h Hash) {
	copy(h[:], fingerprint[:])
	return h
}
