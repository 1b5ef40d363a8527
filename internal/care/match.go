package care

import (
	"slices"
	"strings"
)

// The codes of doubtful or impossible matches; worded as "row.<code>".
const (
	codeAmbiguous    = "ambiguous_person"    // several persons have the name and nothing else tells
	codeNumberTaken  = "number_name_differs" // the number is known, but with another name
	codeNameElsehome = "same_name_other_address"
	codeOlderRow     = "older_row"     // a newer file has already said otherwise of the row
	codeOlderField   = "older_field"   // a newer source says otherwise of one group of fields
	codeUnknownVia   = "unknown_order" // the row points to an item that the binder doesn't have
)

// matcher finds whom a row is about: by personal identity number, else by the number in the
// source system, else by name and address.
type matcher struct {
	byID     map[PersonalID]*Person
	byNumber map[SourceNumber][]*Person
	byName   map[string][]*Person
	// names and streets are remembered as they are compared: a schedule has each many times.
	names, streets map[string]string
	aliases        bool // a person's answer is among the numbers
	// answers are what was found, until another person is known: of each there are many rows.
	answers map[question]answer
}

// question is a key that can be remembered.
type question struct {
	id           PersonalID
	numbers      [2]SourceNumber
	name, street string
}

type answer struct {
	person *Person
	doubt  string
}

func newMatcher(r *Replica) *matcher {
	m := &matcher{byID: map[PersonalID]*Person{}, byNumber: map[SourceNumber][]*Person{}, byName: map[string][]*Person{}, names: map[string]string{}, streets: map[string]string{}, answers: map[question]answer{}}
	r.Each(KindPerson, func(item Item) {
		p := item.(*Person)
		if s, ok := r.Secrets(p.ID); ok {
			m.index(s.joined(p), p)
			return
		}
		m.index(p, p)
	})
	return m
}

func (m *matcher) name(name string) string     { return remembered(m.names, name, FoldName) }
func (m *matcher) street(street string) string { return remembered(m.streets, street, FoldStreet) }

func remembered(known map[string]string, s string, fold func(string) string) string {
	folded, ok := known[s]
	if !ok {
		folded = fold(s)
		known[s] = folded
	}
	return folded
}

// add makes a person found from now on, replacing an older version with the same id.
func (m *matcher) add(p *Person) { m.index(p, p) }

// index files a person under the whole's numbers, name and street.
func (m *matcher) index(whole, p *Person) {
	clear(m.answers)
	if p.PersonalID != "" {
		m.byID[p.PersonalID] = p
	}
	for _, n := range p.KnownAs {
		m.aliases = m.aliases || n.System == systemAlias
		m.byNumber[n] = replaceOrAdd(m.byNumber[n], p)
		if anySystem := (SourceNumber{Number: n.Number}); n.System != "" {
			m.byNumber[anySystem] = replaceOrAdd(m.byNumber[anySystem], p)
		}
	}
	name := m.name(p.Name())
	m.byName[name] = replaceOrAdd(m.byName[name], p)
	for _, a := range whole.Addresses {
		if street := m.street(a.Street); street != "" {
			m.byName[name+"|"+street] = replaceOrAdd(m.byName[name+"|"+street], p)
		}
	}
}

func replaceOrAdd(list []*Person, p *Person) []*Person {
	for i := range list {
		if list[i].ID == p.ID {
			list[i] = p
			return list
		}
	}
	return append(list, p)
}

// find is the person of a key, or nil; the code of a doubt is empty when there is none.
func (m *matcher) find(key PersonKey) (*Person, string) {
	q := question{id: key.PersonalID, name: key.Name, street: key.Street}
	if len(key.Numbers) > len(q.numbers) {
		return m.search(key)
	}
	copy(q.numbers[:], key.Numbers)
	known, ok := m.answers[q]
	if !ok {
		known.person, known.doubt = m.search(key)
		m.answers[q] = known
	}
	return known.person, known.doubt
}

func (m *matcher) search(key PersonKey) (*Person, string) {
	if p := m.byID[key.PersonalID]; key.PersonalID != "" && p != nil {
		return p, ""
	}
	for _, twin := range key.PersonalID.otherCenturies() {
		if p := m.byID[twin]; p != nil && (key.Name == "" || namesAgree(key.Name, p.Name())) {
			return p, ""
		}
	}
	doubt := ""
	for _, n := range key.Numbers {
		p, problem := m.findNumber(n, key)
		if p != nil {
			return p, ""
		}
		if problem != "" {
			doubt = problem
		}
	}
	if key.Name == "" {
		return nil, doubt
	}
	if p := m.answered(key); p != nil {
		return p, ""
	}
	p, problem := m.findName(key)
	if p != nil || problem != "" {
		doubt = problem
	}
	return p, doubt
}

// answered is whom a person said that the name and address of a row belong to, or nil.
func (m *matcher) answered(key PersonKey) *Person {
	if !m.aliases {
		return nil
	}
	if p := m.byNumber[SourceNumber{System: systemAlias, Number: digest(m.name(key.Name) + "|" + m.street(key.Street))}]; len(p) == 1 && !conflicting(p[0].PersonalID, key.PersonalID) {
		return p[0]
	}
	return nil
}

// findNumber trusts the number of the same system unless the name says otherwise, and the same
// number in another system only if the name agrees.
func (m *matcher) findNumber(n SourceNumber, key PersonKey) (*Person, string) {
	problem := ""
	var related, named []*Person
	for _, p := range m.byNumber[n] {
		switch {
		case conflicting(p.PersonalID, key.PersonalID):
		case key.Name == "" || sharesName(key.Name, p.Name()):
			related = append(related, p)
		default:
			problem = codeNumberTaken
		}
	}
	for _, p := range m.byNumber[SourceNumber{Number: n.Number}] {
		if !conflicting(p.PersonalID, key.PersonalID) && key.Name != "" && namesAgree(key.Name, p.Name()) {
			named = append(named, p)
		}
	}
	switch {
	case len(related) == 1:
		return related[0], ""
	case len(named) == 1:
		return named[0], ""
	case len(related)+len(named) > 0:
		return nil, codeAmbiguous
	default:
		return nil, problem
	}
}

func (m *matcher) findName(key PersonKey) (*Person, string) {
	name := m.name(key.Name)
	pick := func(list []*Person) []*Person {
		var fit []*Person
		for _, p := range list {
			if !conflicting(p.PersonalID, key.PersonalID) {
				fit = append(fit, p)
			}
		}
		return fit
	}
	if street := m.street(key.Street); street != "" {
		switch fit := pick(m.byName[name+"|"+street]); len(fit) {
		case 1:
			return fit[0], ""
		case 0:
		default:
			return nil, codeAmbiguous
		}
	}
	fit := pick(m.byName[name])
	switch {
	case len(fit) == 0:
		return nil, ""
	case len(fit) > 1:
		if key.PersonalID != "" || key.Street != "" {
			return nil, ""
		}
		return nil, codeAmbiguous
	case key.PersonalID != "" && fit[0].PersonalID == "" && key.Street == "":
		return fit[0], ""
	case key.Street == "" || fit[0].unplaced():
		return fit[0], ""
	default:
		return nil, codeNameElsehome
	}
}

// unplaced tells whether no address is known or openly shown, as for protected identities whose
// schedules say another address.
func (p *Person) unplaced() bool { return len(p.Addresses) == 0 }

// conflicting tells whether two numbers name different persons. Numbers that differ by a century
// only don't: see otherCenturies.
func conflicting(x, y PersonalID) bool {
	return x != "" && y != "" && x != y && !slices.Contains(x.otherCenturies(), y)
}

// sharesName tells whether two names have a word in common: people change one name, rarely all.
func sharesName(x, y string) bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(FoldName(x)) {
		words[w] = true
	}
	for _, w := range strings.Fields(FoldName(y)) {
		if words[w] {
			return true
		}
	}
	return false
}
