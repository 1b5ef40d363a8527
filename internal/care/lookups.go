package care

import "slices"

// around are the look-ups of what surrounds persons, and rounds those of their visits. They are
// built when they are asked for and never changed afterwards, so that clones share them.
type around struct {
	relatives map[string][]*Relative
	contacts  map[string][]*Contact
	warnings  map[string][]*Warning
	plans     map[string][]*ServicePlan
}

type rounds struct {
	visits map[string][]*Visit    // by person
	days   map[dayNumber][]*Visit // by Visit.Day
}

// forget drops the look-ups that a change of a kind makes wrong.
func (r *Replica) forget(kind Kind) {
	switch kind {
	case KindPerson, KindSecrets, KindShift:
	case KindVisit:
		r.rounds = nil
	case KindRelative, KindWarning, KindPlan:
		r.around = nil
	case KindContact:
		r.around, r.charts = nil, nil
	default:
		r.charts = nil
	}
}

// index builds the look-ups that are lacking.
func (r *Replica) index() {
	if r.around == nil {
		r.around = r.lookAround()
	}
	if r.rounds == nil {
		r.rounds = r.lookRounds()
	}
	if r.charts == nil {
		r.charts = chartsOf(r.items)
	}
}

// Prepare builds the look-ups now, so that the first who asks doesn't wait for them.
func (r *Replica) Prepare() { r.index() }

func (r *Replica) lookAround() *around {
	a := &around{map[string][]*Relative{}, map[string][]*Contact{}, map[string][]*Warning{}, map[string][]*ServicePlan{}}
	for _, kind := range []Kind{KindRelative, KindContact, KindWarning, KindPlan} {
		for _, item := range r.items[kind] {
			if item.ItemMeta().Gone() {
				continue
			}
			switch it := item.(type) {
			case *Relative:
				a.relatives[it.PersonID] = append(a.relatives[it.PersonID], it)
			case *Contact:
				a.contacts[it.PersonID] = append(a.contacts[it.PersonID], it)
			case *Warning:
				a.warnings[it.PersonID] = append(a.warnings[it.PersonID], it)
			case *ServicePlan:
				a.plans[it.PersonID] = append(a.plans[it.PersonID], it)
			}
		}
	}
	return a
}

func (r *Replica) lookRounds() *rounds {
	look := &rounds{map[string][]*Visit{}, map[dayNumber][]*Visit{}}
	for _, item := range r.items[KindVisit] {
		v := item.(*Visit)
		if v.Gone() {
			continue
		}
		day := numberOf(v.Start)
		look.days[day] = append(look.days[day], v)
		if v.PersonID != "" {
			look.visits[v.PersonID] = append(look.visits[v.PersonID], v)
		}
	}
	for _, visits := range look.visits {
		slices.SortFunc(visits, ByStart)
	}
	for _, visits := range look.days {
		slices.SortFunc(visits, ByStart)
	}
	return look
}
