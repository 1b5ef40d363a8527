package outage

import (
	"fmt"
	"slices"
	"strings"

	"avbrottsparm/internal/text"
)

func (k checking) failure(f *Failure) {
	k.must(idPattern.MatchString(f.ID), "/id", reasonID)
	k.must(f.Place >= 1 && f.Place <= mostList, "/place", reasonNumber)
	k.said(f.Name, "/name")
	k.said(f.Sign, "/sign")
	k.must(slices.Contains([]Scope{ScopeNone, ScopeSystem, ScopeSite, ScopeBank}, f.Scope), "/scope", reasonChoice)
	for i, id := range f.Touches {
		_, known := k.c.System(id)
		k.must(known, "/touches"+place(i), reasonUnknown)
	}
	k.must(len(f.Follows) <= mostParts, "/follows", reasonMany)
	for i, list := range f.Follows {
		at := "/follows" + place(i)
		k.must(len(list) > 0, at, reasonMissing)
		k.failures(list, at)
		k.must(!slices.Contains(list, f.ID), at, reasonUnknown)
	}
	k.steps(f.Steps, "/steps")
	k.effects(f)
	k.cardID(f.Card, "/card")
	k.must(len(f.Guide) <= mostParts, "/guide", reasonMany)
	for i := range f.Guide {
		at := "/guide" + place(i)
		k.cardID(f.Guide[i].OfCard, at+"/of_card")
		k.section(&f.Guide[i], at)
	}
	vendor := slices.IndexFunc(k.c.Contacts, func(c Contact) bool { return c.ID == f.Vendor })
	k.must(f.Vendor == "" || vendor >= 0 && k.c.Contacts[vendor].Role == ContactVendor, "/vendor", reasonUnknown)
	k.must(len(f.Source) > 0, "/source", reasonMissing)
	k.sources(f.Source, "/source")
}

func (k checking) steps(steps []Step, at string) {
	k.must(len(steps) <= mostParts, at, reasonMany)
	for i, s := range steps {
		inner := at + place(i)
		k.must(idPattern.MatchString(s.ID), inner+"/id", reasonID)
		k.must(slices.IndexFunc(steps, func(o Step) bool { return o.ID == s.ID }) == i, inner+"/id", reasonTwice)
		k.said(s.Text, inner+"/text")
		k.audiences(s.For, inner+"/for")
		k.failures(s.Unless, inner+"/unless")
		k.must(s.Go == "" || linkPattern.MatchString(string(s.Go)), inner+"/go", reasonChoice)
		if guide, ok := strings.CutPrefix(string(s.Go), "guide:"); ok {
			_, known := k.c.Failure(guide)
			k.must(known, inner+"/go", reasonUnknown)
		}
		k.fact(s.Open, inner+"/open")
		k.sources(s.Source, inner+"/source")
	}
}

func (k checking) effects(f *Failure) {
	k.must(len(f.Effects) <= mostList, "/effects", reasonMany)
	seen := map[string]bool{}
	for i, e := range f.Effects {
		at := "/effects" + place(i)
		system, known := k.c.System(e.System)
		k.must(known, at+"/system", reasonUnknown)
		k.must(slices.ContainsFunc(system.Functions, func(fn Function) bool { return fn.ID == e.Function }), at+"/function", reasonUnknown)
		k.must(!seen[e.System+"/"+e.Function], at+"/function", reasonTwice)
		seen[e.System+"/"+e.Function] = true
		k.maybe(e.If, at+"/if")
		k.maybe(e.Long, at+"/long")
		k.must(e.Minutes >= 0 && e.Minutes <= mostMinutes, at+"/minutes", reasonNumber)
		k.fact(e.Open, at+"/open")
		k.fact(e.Unsure, at+"/unsure")
		k.texts(e.Instead, at+"/instead")
		k.must(sourced(e.Source), at+"/source", reasonSource)
		k.still(e, at)
	}
}

// still checks that what is left is told in one way: known, on a condition, for a time, or open.
func (k checking) still(e Effect, at string) {
	timed := e.Minutes > 0 || said(e.Long)
	switch e.Still {
	case StillWorks, StillNot:
		k.must(!timed && e.Open == "" && e.If == (text.Both{}), at+"/still", reasonBoth)
	case StillUntil:
		k.must(timed != (e.Open != ""), at+"/open", reasonBoth)
	case StillIf:
		k.must(said(e.If), at+"/if", reasonMissing)
		k.must(!timed || e.Open == "", at+"/open", reasonBoth)
	case StillOpen:
		k.must(e.Open != "" && !timed, at+"/open", reasonBoth)
	default:
		k.add(at+"/still", reasonChoice)
	}
}

// said tells whether a text is there in both languages.
func said(b text.Both) bool { return b.SV != "" && b.EN != "" }

func (k checking) card(c *Card) {
	k.must(idPattern.MatchString(c.ID), "/id", reasonID)
	k.must(slices.Contains([]Kind{KindCard, KindRoutine, KindRunbook}, c.Kind), "/kind", reasonChoice)
	k.must(c.Place >= 0 && c.Place <= mostList, "/place", reasonNumber)
	k.must(slices.Contains(Audiences(), c.Audience), "/audience", reasonChoice)
	k.said(c.Title, "/title")
	k.said(c.When, "/when")
	k.must(len(c.Roles) <= mostParts, "/calls", reasonMany)
	for i, role := range c.Roles {
		k.must(slices.Contains(ContactRoles(), role), "/calls"+place(i), reasonChoice)
	}
	k.must(len(c.Facts) <= mostParts, "/facts", reasonMany)
	for i, id := range c.Facts {
		k.must(id != "", "/facts"+place(i), reasonMissing)
		k.fact(id, "/facts"+place(i))
	}
	k.must(len(c.Sections) > 0 && len(c.Sections) <= mostParts, "/sections", reasonMissing)
	for i := range c.Sections {
		k.must(c.Sections[i].OfCard == "", "/sections"+place(i)+"/of_card", reasonChoice)
		k.section(&c.Sections[i], "/sections"+place(i))
	}
}

func (k checking) section(s *Section, at string) {
	if s.OfCard != "" {
		k.must(s.alone(), at+"/of_card", reasonBoth)
		return
	}
	k.said(s.Title, at+"/title")
	k.must(s.Room >= 0 && s.Room <= mostRoom && (len(s.Questions) > 0) == (s.Room > 0), at+"/room", reasonNumber)
	parts := len(s.Works) + len(s.StepsOf) + len(s.EffectsOf)
	for _, list := range []struct {
		texts []text.Both
		name  string
	}{{s.Steps, "/steps"}, {s.Checks, "/checks"}, {s.Questions, "/questions"}, {s.Fill, "/fill"}, {s.Texts, "/texts"}, {s.Phrases, "/phrases"}} {
		parts += len(list.texts)
		k.texts(list.texts, at+list.name)
	}
	k.must(parts > 0, at, reasonMissing)
	k.must(len(s.Works) <= mostParts, at+"/works", reasonMany)
	for i, w := range s.Works {
		k.work(w, fmt.Sprintf("%s/works/%d", at, i))
	}
	k.must(len(s.StepsOf) <= mostParts, at+"/steps_of", reasonMany)
	k.must(len(s.StepsOf) == 0 || len(s.Steps) == 0, at+"/steps_of", reasonBoth)
	k.failures(s.StepsOf, at+"/steps_of")
	k.must(len(s.EffectsOf) <= mostParts, at+"/effects_of", reasonMany)
	k.must(len(s.EffectsOf) == 0 || len(s.Works) == 0, at+"/effects_of", reasonBoth)
	for i, of := range s.EffectsOf {
		k.must(len(k.c.effectsOf(of)) > 0, at+"/effects_of"+place(i), reasonUnknown)
	}
	k.must(s.Unless == "" || slices.Contains(ContactRoles(), s.Unless), at+"/unless", reasonChoice)
	k.sources(s.Source, at+"/source")
}

// alone tells whether a section that a card's sections stand for says nothing itself.
func (s Section) alone() bool {
	return s.Title == (text.Both{}) && s.Room == 0 && s.Unless == "" && len(s.Source) == 0 &&
		len(s.Steps)+len(s.StepsOf)+len(s.Works)+len(s.EffectsOf)+len(s.Checks)+len(s.Questions)+len(s.Fill)+len(s.Texts)+len(s.Phrases) == 0
}

func (k checking) work(w Work, at string) {
	k.maybe(w.What, at+"/what")
	k.maybe(w.Still, at+"/still")
	k.maybe(w.Long, at+"/long")
	k.maybe(w.Instead, at+"/instead")
	k.fact(w.Open, at+"/open")
	if w.Of != "" {
		k.must(len(k.c.effectsOf(w.Of)) == 1, at+"/of", reasonUnknown)
		k.must(w.Long == (text.Both{}) && w.Open == "", at+"/of", reasonBoth)
		return
	}
	k.must(said(w.What), at+"/what", reasonMissing)
	k.must(w.Open != "" || said(w.Still), at+"/still", reasonMissing)
	k.must(w.Open == "" || w.Long == (text.Both{}), at+"/open", reasonBoth)
}
