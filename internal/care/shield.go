package care

import "slices"

// The protected fields of a person (requirement 16) are split off before anything is stored, so
// that they lie behind the keys of an area of their own and can't reach a list by mistake.

// joined is the person with the protected fields put back beside the open ones.
func (s *Secrets) joined(p *Person) *Person {
	whole := *p
	whole.Addresses = append(slices.Clone(p.Addresses), s.Addresses...)
	whole.Phones = append(slices.Clone(p.Phones), s.Phones...)
	whole.Emails = append(slices.Clone(p.Emails), s.Emails...)
	whole.Keys = append(slices.Clone(p.Keys), s.Keys...)
	whole.Note = joinDistinct(p.Note, s.Note)
	return &whole
}

// split parts a whole person into what is open and what is protected: everything, if the person
// is protected; else the single addresses and phones that the source marks as protected.
// secrets is nil when nothing is.
func split(whole *Person) (open *Person, secrets *Secrets) {
	p := *whole
	s := &Secrets{Meta: Meta{ID: SecretsID(p.ID), Source: p.Source, AsOf: p.AsOf}, PersonID: p.ID}
	if p.Protected {
		s.Addresses, s.Phones, s.Emails, s.Keys, s.Note = p.Addresses, p.Phones, p.Emails, p.Keys, p.Note
		p.Addresses, p.Phones, p.Emails, p.Keys, p.Note = nil, nil, nil, nil, ""
		p.withoutPlaces()
		return &p, s
	}
	p.Addresses, p.Phones = nil, nil
	for _, a := range whole.Addresses {
		if a.Protected {
			s.Addresses = append(s.Addresses, a)
		} else {
			p.Addresses = append(p.Addresses, a)
		}
	}
	for _, n := range whole.Phones {
		if n.Protected {
			s.Phones = append(s.Phones, n)
		} else {
			p.Phones = append(p.Phones, n)
		}
	}
	if len(s.Addresses)+len(s.Phones) == 0 {
		return &p, nil
	}
	p.withoutPlaces()
	return &p, s
}

// shield brings what is stored about a protected person's relatives and visits in line with the
// rule: relatives move into the secrets, visits lose place, keys and free text, and absences
// lose their note: it can say at whose address. The reason stays, and is shown to nobody who hasn't
// asked for the protected fields.
func (r *Replica) shield(p *Person) {
	s, ok := r.Secrets(p.ID)
	if !ok {
		s = &Secrets{Meta: Meta{ID: SecretsID(p.ID), Source: p.Source, AsOf: p.AsOf}, PersonID: p.ID}
	}
	hidden := *s
	hidden.Relatives, hidden.Keys = slices.Clone(s.Relatives), slices.Clone(s.Keys)
	r.Each(KindRelative, func(item Item) {
		if rel := item.(*Relative); rel.PersonID == p.ID {
			hidden.putRelative(*rel)
			r.drop(KindRelative, rel.ID)
		}
	})
	r.Each(KindVisit, func(item Item) {
		if v := item.(*Visit); v.PersonID == p.ID && v.tellsPlace() {
			for _, key := range v.Keys {
				if !slices.Contains(hidden.Keys, key) {
					hidden.Keys = append(hidden.Keys, key)
				}
			}
			bare := *v
			bare.Place, bare.Keys, bare.Note, bare.Text = "", nil, "", ""
			r.Put(&bare)
		}
	})
	r.Each(KindAbsence, func(item Item) {
		if a := item.(*Absence); a.PersonID == p.ID && a.Note != "" {
			bare := *a
			bare.Note = ""
			r.Put(&bare)
		}
	})
	r.Put(&hidden)
}

// unshield puts relatives back among the open ones when no source marks the person any longer.
func (r *Replica) unshield(s *Secrets) {
	for i := range s.Relatives {
		rel := s.Relatives[i]
		r.Put(&rel)
	}
}

func (s *Secrets) putRelative(rel Relative) {
	for i := range s.Relatives {
		if s.Relatives[i].ID == rel.ID {
			s.Relatives[i] = rel
			return
		}
	}
	s.Relatives = append(s.Relatives, rel)
}

func (v *Visit) tellsPlace() bool {
	return v.Place != "" || len(v.Keys) > 0 || v.Note != "" || v.Text != ""
}
