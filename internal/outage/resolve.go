package outage

import (
	"slices"
	"strings"

	"avbrottsparm/internal/text"
)

// System is a system by its id.
func (c Catalogue) System(id string) (System, bool) {
	return byID(c.Systems, id, func(s System) string { return s.ID })
}

// Failure is a failure by its id.
func (c Catalogue) Failure(id string) (Failure, bool) {
	return byID(c.Failures, id, func(f Failure) string { return f.ID })
}

// Fact is an open fact by its id, settled or not.
func (c Catalogue) Fact(id string) (Fact, bool) {
	return byID(c.Facts, id, func(f Fact) string { return f.ID })
}

// Contact is a contact by its id.
func (c Catalogue) Contact(id string) (Contact, bool) {
	return byID(c.Contacts, id, func(c Contact) string { return c.ID })
}

// Card is a card by its id, with everything that it points to filled in.
func (c Catalogue) Card(id string) (Card, bool) {
	return byID(c.Cards, id, func(c Card) string { return c.ID })
}

func (c Catalogue) hasContact(id string) bool {
	_, known := c.Contact(id)
	return known
}

func byID[T any](list []T, id string, of func(T) string) (T, bool) {
	for _, one := range list {
		if of(one) == id {
			return one, true
		}
	}
	var none T
	return none, false
}

// Whole are the systems of the routine's own list, without those that are parts of another.
func (c Catalogue) Whole() []System {
	return slices.DeleteFunc(slices.Clone(c.Systems), func(s System) bool { return s.PartOf != "" })
}

// Parts are the parts of a system.
func (c Catalogue) Parts(id string) []System {
	return slices.DeleteFunc(slices.Clone(c.Systems), func(s System) bool { return s.PartOf == "" || s.PartOf != id })
}

// Effect is what becomes of a function of a system under one failure, where the catalogue says.
func (c Catalogue) Effect(failure, system, function string) (Effect, bool) {
	found := c.effectsOf(failure + "/" + system + "/" + function)
	if len(found) != 1 {
		return Effect{}, false
	}
	return found[0], true
}

// effectsOf are the effects of "<failure>", "<failure>/<system>" or "<failure>/<system>/<function>";
// those that are kept off cards only where they are named in full.
func (c Catalogue) effectsOf(of string) []Effect {
	parts := strings.Split(of, "/")
	f, known := c.Failure(parts[0])
	if !known || len(parts) > 3 {
		return nil
	}
	var chosen []Effect
	for _, e := range f.Effects {
		if len(parts) > 1 && e.System != parts[1] || len(parts) > 2 && e.Function != parts[2] || len(parts) < 3 && e.OffCard {
			continue
		}
		chosen = append(chosen, e)
	}
	return chosen
}

// resolve fills in what points elsewhere: effects get the words of their function, cards and guides the
// steps, effects, contacts and facts that they name.
func (c *Catalogue) resolve() {
	for i := range c.Failures {
		effects := slices.Clone(c.Failures[i].Effects)
		for n := range effects {
			system, _ := c.System(effects[n].System)
			for _, f := range system.Functions {
				if f.ID == effects[n].Function {
					effects[n].What = f.What
				}
			}
		}
		c.Failures[i].Effects = effects
	}
	for i := range c.Cards {
		c.Cards[i].Sections = slices.DeleteFunc(c.sections(c.Cards[i].Sections), func(s Section) bool {
			return s.Unless != "" && len(c.calls([]ContactRole{s.Unless})) > 0
		})
		c.Cards[i].Calls = c.calls(c.Cards[i].Roles)
		c.Cards[i].Open, c.Cards[i].Settled = c.factsOf(c.Cards[i])
	}
	for i := range c.Failures {
		c.Failures[i].Guide = c.guide(c.Failures[i].Guide)
	}
}

// guide is the sections of a guide with those of the cards that stand in it, which get the card's title
// before their own.
func (c *Catalogue) guide(list []Section) []Section {
	var sections []Section
	for _, s := range c.sections(list) {
		card, known := c.Card(s.OfCard)
		if !known {
			sections = append(sections, s)
			continue
		}
		for _, of := range card.Sections {
			of.Title = text.Both{SV: card.Title.SV + ": " + of.Title.SV, EN: card.Title.EN + ": " + of.Title.EN}
			sections = append(sections, of)
		}
	}
	return sections
}

// calls are the contacts of roles that have a number, in the order of the roles.
func (c *Catalogue) calls(roles []ContactRole) []Call {
	var calls []Call
	for _, role := range roles {
		for _, contact := range c.Contacts {
			if contact.Role == role && contact.Number != "" {
				calls = append(calls, contact.Call())
			}
		}
	}
	return calls
}

// factsOf are the facts that a card names and those that its rows rest on, each once: those that are
// open and those that are settled.
func (c *Catalogue) factsOf(card Card) (open []Open, settled []Known) {
	ids := slices.Clone(card.Facts)
	for _, section := range card.Sections {
		for _, w := range section.Works {
			ids = append(append(ids, w.Open, w.Unsure), w.answered...)
		}
	}
	for i, id := range ids {
		fact, known := c.Fact(id)
		if !known || slices.Contains(ids[:i], id) {
			continue
		}
		if answer, known := c.settled[id]; known {
			settled = append(settled, Known{Fact: fact.Fact, Value: answer.Value, Source: fact.Source})
			continue
		}
		open = append(open, Open{ID: fact.ID, Fact: fact.Fact, Owner: fact.Owner, Source: fact.Source})
	}
	return open, settled
}

func (c *Catalogue) sections(list []Section) []Section {
	sections := slices.Clone(list)
	for i := range sections {
		s := &sections[i]
		if len(s.StepsOf) > 0 {
			s.Steps = c.stepsOf(s.StepsOf)
		}
		if len(s.EffectsOf) > 0 {
			s.Works = c.worksOf(s.EffectsOf)
			continue
		}
		s.Works = slices.Clone(s.Works)
		for n, w := range s.Works {
			if w.Of != "" {
				s.Works[n] = c.workOf(w)
			} else if answer, known := c.settled[w.Open]; known && w.Open != "" {
				s.Works[n] = w.settle(answer)
			}
		}
	}
	return sections
}

func (c *Catalogue) stepsOf(failures []string) []text.Both {
	var steps []text.Both
	for _, id := range failures {
		f, _ := c.Failure(id)
		for _, step := range f.Steps {
			if !step.OffCard && !slices.Contains(steps, step.Text) {
				steps = append(steps, step.Text)
			}
		}
	}
	return steps
}

func (c *Catalogue) worksOf(list []string) []Work {
	var works []Work
	for _, of := range list {
		for _, e := range c.effectsOf(of) {
			works = append(works, e.work())
		}
	}
	return works
}

// workOf fills a row that points to one effect; what the row says itself stands.
func (c *Catalogue) workOf(w Work) Work {
	found := c.effectsOf(w.Of)
	if len(found) != 1 {
		return w
	}
	full := found[0].work()
	full.Of = w.Of
	if said(w.What) {
		full.What = w.What
	}
	if said(w.Still) {
		full.Still, full.Left = w.Still, StillUntold
	}
	if said(w.Instead) {
		full.Instead = w.Instead
	}
	return full
}

// work is an effect as a row of a card. Left says whether it works; Still is the condition beside it.
func (e Effect) work() Work {
	w := Work{What: e.What, Left: e.Still, Long: e.Long, Open: e.Open, Instead: oneLine(e.Instead), Unsure: e.Unsure, answered: e.answered}
	switch {
	case e.Still == StillIf && !said(e.Long):
		w.Long = e.If
	case e.Still != StillOpen:
		w.Still = e.If
	}
	return w
}

// oneLine is several short texts as one.
func oneLine(list []text.Both) text.Both {
	var sv, en []string
	for _, b := range list {
		sv, en = append(sv, b.SV), append(en, b.EN)
	}
	return text.Both{SV: strings.Join(sv, ". "), EN: strings.Join(en, ". ")}
}
