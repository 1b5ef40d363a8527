package care

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// systemAlias is the system of the numbers that a person's answer makes: the name and address
// under which a file knows somebody who has another address. systemApart marks whoever was said
// to be somebody of their own.
const (
	systemAlias = "alias"
	systemApart = "apart"
)

// Doubt is a person known only from rows without a number, who may be one of those whom a
// register knows by that name: a question that a person has to answer.
type Doubt struct {
	Person *Person
	// Others are those who have the name, in order of their names and ids.
	Others []*Person
}

// Doubts lists the questions about who is who that nobody has answered yet, in order of names.
func (r *Replica) Doubts() []Doubt {
	byName := map[string][]*Person{}
	var unsure []*Person
	for _, p := range r.Persons() {
		byName[FoldName(p.Name())] = append(byName[FoldName(p.Name())], p)
		if p.Source == "" && p.PersonalID == "" && !p.knownIn(systemApart) {
			unsure = append(unsure, p)
		}
	}
	var doubts []Doubt
	for _, p := range unsure {
		d := Doubt{Person: p}
		for _, other := range byName[FoldName(p.Name())] {
			if other.ID != p.ID && (other.Source != "" || other.PersonalID != "") {
				d.Others = append(d.Others, other)
			}
		}
		if len(d.Others) > 0 {
			slices.SortFunc(d.Others, byNameAndID)
			doubts = append(doubts, d)
		}
	}
	slices.SortFunc(doubts, func(x, y Doubt) int { return byNameAndID(x.Person, y.Person) })
	return doubts
}

func byNameAndID(x, y *Person) int {
	return cmp.Or(cmp.Compare(x.SortName(), y.SortName()), cmp.Compare(x.ID, y.ID))
}

func (p *Person) knownIn(system string) bool {
	return slices.ContainsFunc(p.KnownAs, func(n SourceNumber) bool { return n.System == system })
}

// Apart answers a doubt: the person is somebody of their own. Asked is false when there is no
// such doubt.
func (r *Replica) Apart(personID string) (c Changes, asked bool) {
	p, ok := r.Person(personID)
	if !ok {
		return Changes{}, false
	}
	own := *p
	own.KnownAs = append(slices.Clone(p.KnownAs), SourceNumber{System: systemApart, Number: p.ID})
	return Changes{Puts: []Item{&own}}, true
}

// Same answers a doubt: the person known only from rows is one whom a register knows. All that
// was known of the first becomes the other's, and later rows with the first's name and address
// find the other. Name gives an item's stable id, as in Reconciling.
func (r *Replica) Same(personID, otherID string, name func(kind, natural string) string) (c Changes, asked bool) {
	p, known := r.Person(personID)
	other, there := r.Person(otherID)
	if !known || !there || p.ID == other.ID || p.Source != "" || p.PersonalID != "" {
		return Changes{}, false
	}
	whole := *other
	whole.KnownAs = slices.Clone(other.KnownAs)
	for _, n := range append(slices.Clone(p.KnownAs), SourceNumber{System: systemAlias, Number: aliasOf(p.key())}) {
		if !slices.Contains(whole.KnownAs, n) {
			whole.KnownAs = append(whole.KnownAs, n)
		}
	}
	work := r.Clone()
	work.Put(&whole)
	for _, kind := range Kinds() {
		r.Each(kind, func(item Item) {
			if of, concerns := item.(concerning); concerns && *of.owner() == p.ID {
				work.drop(kind, item.ItemMeta().ID)
				work.Put(work.handed(item, other.ID, name))
			}
		})
	}
	work.drop(KindPerson, p.ID)
	if whole.Protected {
		work.shield(&whole)
	}
	return r.difference(work), true
}

// handed is an item as another person's, under the id that it would have had. A document keeps
// its own, which its pages have too.
func (r *Replica) handed(item Item, personID string, name func(kind, natural string) string) Item {
	c := clone(item)
	if of, ok := c.(concerning); ok {
		*of.owner() = personID
	}
	m := c.ItemMeta()
	if c.ItemKind() == KindDocument {
		return c
	}
	natural := m.Source + "|" + personID + "|" + cmp.Or(m.SourceID, naturalKey(c))
	for n := 1; ; n++ {
		twin := natural
		if n > 1 {
			twin = fmt.Sprintf("%s|%d", natural, n)
		}
		m.ID = name(string(c.ItemKind()), twin)
		if _, taken := r.Get(c.ItemKind(), m.ID); !taken {
			return c
		}
	}
}

// difference is what makes a replica into another.
func (r *Replica) difference(after *Replica) Changes {
	var c Changes
	for _, kind := range append(Kinds(), KindSecrets) {
		for id, item := range after.items[kind] {
			if before, ok := r.Get(kind, id); !ok || !same(before, item) {
				c.Puts = append(c.Puts, item)
			}
		}
		for id, item := range r.items[kind] {
			if _, ok := after.Get(kind, id); !ok {
				c.Drops = append(c.Drops, item)
			}
		}
	}
	return c
}

// key is what rows say of somebody who is known from them only.
func (p *Person) key() PersonKey { return PersonKey{Name: p.Name(), Street: p.Address().Street} }

// aliasOf is the number that a name and an address make: a digest, since an address must not stand
// among the numbers of somebody whose identity is or becomes protected.
func aliasOf(key PersonKey) string { return digest(FoldName(key.Name) + "|" + FoldStreet(key.Street)) }

func digest(folded string) string {
	sum := sha256.Sum256([]byte(folded))
	return hex.EncodeToString(sum[:16])
}
