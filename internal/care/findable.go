package care

// Findable is what a person may be found by. Persons with protected identity are found by name
// or number only, never by address or key (requirement 16).
type Findable struct {
	ID         string
	Name       string
	SortName   string
	PersonalID string
	Other      []string // address, key numbers, phones, numbers in source systems
}

// Findable is what the person may be found by.
func (p *Person) Findable() Findable {
	f := Findable{ID: p.ID, Name: p.Name(), SortName: p.SortName(), PersonalID: string(p.PersonalID)}
	for _, n := range p.KnownAs {
		if n.System != systemAlias && n.System != systemApart {
			f.Other = append(f.Other, n.Number)
		}
	}
	if p.Protected {
		return f
	}
	for _, a := range p.Addresses {
		f.Other = append(f.Other, a.Line())
	}
	for _, k := range p.Keys {
		if k.IsNumber() {
			f.Other = append(f.Other, k.Value)
		}
	}
	for _, n := range p.Phones {
		f.Other = append(f.Other, onlyDigits(n.Number))
	}
	return f
}

// KeysOf are all ways to open a person's door: those of the person and those that the schedule
// gives, without repeats. Protected keys are not among them.
func (r *Replica) KeysOf(p *Person) []KeyInfo {
	r.index()
	keys := union(nil, p.Keys)
	for _, v := range r.visits[p.ID] {
		keys = union(keys, v.Keys)
	}
	return keys
}
