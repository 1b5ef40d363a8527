package care

import (
	"cmp"
	"slices"
	"time"
)

// Dossier is everything about one person in the order in which staff need it: warnings first,
// relatives in order of calling. It is what the person's page and sheets are made from.
type Dossier struct {
	Person    *Person
	Warnings  []*Warning
	Relatives []*Relative
	Contacts  []*Contact
	Plans     []*ServicePlan // current first, newest first
	Visits    []*Visit       // of the span asked for
	Chart
	// Shielded tells that protected fields exist and are not in the dossier.
	Shielded bool
	// AsOf is when each kind of data last left its source.
	AsOf Freshness
}

// Plan is the current plan, or nil.
func (d *Dossier) Plan(now time.Time) *ServicePlan {
	for _, p := range d.Plans {
		if p.Current(now) {
			return p
		}
	}
	return nil
}

// Dossier gathers what is known about a person, with the visits from (inclusive) to (exclusive).
// Protected fields are left out: requirement 16. Unshield puts them in.
func (r *Replica) Dossier(personID string, from, to time.Time, asOf Freshness) (*Dossier, bool) {
	person, ok := r.Person(personID)
	if !ok {
		return nil, false
	}
	r.index()
	_, shielded := r.Secrets(personID)
	return &Dossier{
		Person:    person,
		Warnings:  inWarningOrder(r.warnings[personID]),
		Relatives: InCallingOrder(mergeRelatives(r.relatives[personID])),
		Contacts:  inContactOrder(mergeContacts(r.contacts[personID])),
		Plans:     inPlanOrder(r.plans[personID]),
		Visits:    r.VisitsOf(personID, from, to),
		Chart:     r.chart(personID, from),
		Shielded:  shielded,
		AsOf:      asOf,
	}, true
}

// Unshield is the dossier with the protected fields put in. The caller has asked twice and
// logged it (requirement 16).
func (d *Dossier) Unshield(s *Secrets) *Dossier {
	open := *d
	open.Person, open.Shielded = s.joined(d.Person), false
	relatives := slices.Clone(d.Relatives)
	for i := range s.Relatives {
		relatives = append(relatives, &s.Relatives[i])
	}
	open.Relatives = InCallingOrder(mergeRelatives(relatives))
	return &open
}

// InCallingOrder puts relatives in the order in which they are called: as the source numbers
// them, then the first contact, then the rest by name.
func InCallingOrder(relatives []*Relative) []*Relative {
	ordered := slices.Clone(relatives)
	place := func(r *Relative) int {
		switch {
		case r.Order > 0:
			return r.Order
		case r.FirstContact:
			return 0
		default:
			return 1 << 20
		}
	}
	slices.SortFunc(ordered, func(x, y *Relative) int {
		return cmp.Or(cmp.Compare(place(x), place(y)), boolFirst(x.FirstContact, y.FirstContact),
			cmp.Compare(x.Name(), y.Name()), cmp.Compare(x.ID, y.ID))
	})
	return ordered
}

func boolFirst(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	default:
		return 1
	}
}

func inWarningOrder(warnings []*Warning) []*Warning {
	rank := map[WarningKind]int{WarningWarning: 0, WarningInfection: 1, WarningObservation: 2}
	ordered := slices.Clone(warnings)
	slices.SortFunc(ordered, func(x, y *Warning) int {
		return cmp.Or(cmp.Compare(rank[x.What], rank[y.What]), y.Noted.Compare(x.Noted), cmp.Compare(x.ID, y.ID))
	})
	return ordered
}

func inContactOrder(contacts []*Contact) []*Contact {
	ordered := slices.Clone(contacts)
	slices.SortFunc(ordered, func(x, y *Contact) int {
		return cmp.Or(cmp.Compare(x.Role, y.Role), cmp.Compare(x.Name(), y.Name()), cmp.Compare(x.ID, y.ID))
	})
	return ordered
}

func inPlanOrder(plans []*ServicePlan) []*ServicePlan {
	ordered := slices.Clone(plans)
	slices.SortFunc(ordered, func(x, y *ServicePlan) int {
		return cmp.Or(y.Established.Compare(x.Established), cmp.Compare(x.ID, y.ID))
	})
	return ordered
}

// Keys are the ways to open the person's door that the dossier holds: the person's own and those
// of its visits, without repeats.
func (d *Dossier) Keys() []KeyInfo {
	keys := union(nil, d.Person.Keys)
	for _, v := range d.Visits {
		keys = union(keys, v.Keys)
	}
	return keys
}
