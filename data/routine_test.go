package data_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/outage"
)

// sentence is one sentence of the routine on outages, by heading and number, told in our own words, and
// what the program says to it.
type sentence struct {
	number string // of the heading
	says   string // what the routine says, shortened
	answer answer
}

// answer looks in the catalogue and tells what is missing, empty for nothing.
type answer func(c outage.Catalogue) string

// all is more than one answer.
func all(list ...answer) answer {
	return func(c outage.Catalogue) string {
		for _, a := range list {
			if missing := a(c); missing != "" {
				return missing
			}
		}
		return ""
	}
}

// system is a system of the routine's list, by its place there, with a failure that takes it away.
func system(id string, place int) answer {
	return func(c outage.Catalogue) string {
		s, known := c.System(id)
		if !known || s.Place != place || s.PartOf != "" || s.Card == "" {
			return fmt.Sprintf("system %s at place %d with a card", id, place)
		}
		for _, f := range c.Failures {
			if slices.ContainsFunc(f.Effects, func(e outage.Effect) bool { return e.System == id && e.Still == outage.StillNot }) {
				return ""
			}
		}
		return "a failure that takes " + id + " away"
	}
}

// effect is what is left of a function, "<failure>/<system>/<function>".
func effect(path string, still outage.Still, more ...func(outage.Effect) bool) answer {
	return func(c outage.Catalogue) string {
		parts := strings.Split(path, "/")
		e, known := c.Effect(parts[0], parts[1], parts[2])
		if !known || e.Still != still || e.What.SV == "" || e.What.EN == "" {
			return fmt.Sprintf("effect %s %s, is %q", path, still, e.Still)
		}
		for i, fine := range more {
			if !fine(e) {
				return fmt.Sprintf("effect %s, requirement %d: %+v", path, i+1, e)
			}
		}
		return ""
	}
}

func onlyIf(words string) func(outage.Effect) bool {
	return func(e outage.Effect) bool { return strings.Contains(e.If.SV, words) }
}

func lasts(words string) func(outage.Effect) bool {
	return func(e outage.Effect) bool { return e.Long.SV == words && e.Open == "" }
}

func instead(words string) func(outage.Effect) bool {
	return func(e outage.Effect) bool {
		for _, i := range e.Instead {
			if strings.Contains(strings.ToLower(i.SV), strings.ToLower(words)) {
				return true
			}
		}
		return false
	}
}

// openIn is an effect that has an open fact and no value beside it.
func openIn(fact string) func(outage.Effect) bool {
	return func(e outage.Effect) bool { return e.Open == fact && e.Minutes == 0 && e.Long.SV == "" }
}

func unsure(fact string) func(outage.Effect) bool {
	return func(e outage.Effect) bool { return e.Unsure == fact }
}

// step is a step under a failure that says something.
func step(failure, words string) answer {
	return func(c outage.Catalogue) string {
		f, _ := c.Failure(failure)
		for _, s := range f.Steps {
			if strings.Contains(s.Text.SV, words) && s.Text.EN != "" {
				return ""
			}
		}
		return fmt.Sprintf("step of %s with %q", failure, words)
	}
}

// card is a card that says something, and guide the special guide of a failure.
func card(id, words string) answer {
	return func(c outage.Catalogue) string {
		card, known := c.Card(id)
		if !known || !saidIn(append([]outage.Section{{Texts: []both{card.Title, card.When}}}, card.Sections...), words) {
			return fmt.Sprintf("card %s with %q", id, words)
		}
		return ""
	}
}

func guide(failure, words string) answer {
	return func(c outage.Catalogue) string {
		if f, _ := c.Failure(failure); !saidIn(f.Guide, words) {
			return fmt.Sprintf("guide of %s with %q", failure, words)
		}
		return ""
	}
}

func saidIn(sections []outage.Section, words string) bool {
	for _, s := range sections {
		for _, list := range [][]both{{s.Title}, s.Steps, s.Checks, s.Questions, s.Fill, s.Texts, s.Phrases} {
			if slices.ContainsFunc(list, func(b both) bool { return strings.Contains(b.SV, words) && b.EN != "" }) {
				return true
			}
		}
	}
	return false
}

// printed is what a system's paper or note is.
func writes(id string, kinds ...string) answer {
	return func(c outage.Catalogue) string {
		s, _ := c.System(id)
		for _, kind := range kinds {
			if !slices.Contains(s.Writes, kind) {
				return id + " written as " + kind
			}
		}
		return ""
	}
}

// contact is whom to call, at which hours, with the routine's number or none.
func contact(id string, role outage.ContactRole, hours outage.Hours, number string) answer {
	return func(c outage.Catalogue) string {
		if found, _ := c.Contact(id); found.Role != role || found.Hours != hours || found.Number != number {
			return fmt.Sprintf("contact %s as %s, is %+v", id, role, found)
		}
		return ""
	}
}

func isRole(role outage.ContactRole) answer {
	return func(outage.Catalogue) string {
		if !slices.Contains(outage.ContactRoles(), role) {
			return "contact role " + string(role)
		}
		return ""
	}
}

// open is a fact that the routine leaves open, with who owns it and the routine's own words.
func open(id string, owner outage.Role, quote string) answer {
	return func(c outage.Catalogue) string {
		for _, f := range c.OpenFacts() {
			if f.ID == id && f.Owner == owner && strings.Contains(f.Quote, quote) {
				return ""
			}
		}
		return fmt.Sprintf("open fact %s of %s with %q", id, owner, quote)
	}
}

// limits is a time that the program counts by.
func limits(what string, holds func(outage.Limits) bool) answer {
	return func(c outage.Catalogue) string {
		if !holds(c.Limits) {
			return "limit: " + what
		}
		return ""
	}
}

// escalated is somebody to call, or something to do, when an outage lasts.
func escalated(id string, minutes int, words string, call ...string) answer {
	return func(c outage.Catalogue) string {
		for _, e := range c.Limits.Escalations {
			said := e.Text.SV
			for _, s := range e.Steps {
				said += " " + s.Text.SV
			}
			if e.ID == id && e.Minutes == minutes && slices.Equal(e.Call, call) && strings.Contains(said, words) {
				return ""
			}
		}
		return "escalation " + id + " with " + words
	}
}

// brings is a failure that another brings with it.
func brings(what, comes string) answer {
	return func(c outage.Catalogue) string {
		for _, b := range c.Closure([]outage.Broken{{Failure: what, Since: noon}}) {
			if b.Failure == comes {
				return ""
			}
		}
		return what + " brings " + comes
	}
}

// now is what the page of an outage shows of a function after a time.
func now(failure string, after time.Duration, id, function string, still outage.Still) answer {
	return func(c outage.Catalogue) string {
		for _, s := range c.Now([]outage.Broken{{Failure: failure, Since: noon}}, noon.Add(after)) {
			for _, f := range s.Functions {
				if s.System.ID == id && f.Function == function && f.Still == still {
					return ""
				}
			}
		}
		return fmt.Sprintf("%s/%s %s %s after %s began", id, function, still, after, failure)
	}
}

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// Everything that the routine says, sentence by sentence, the program says too, or has as an open fact
// with an owner where the routine asks.
func TestTheWholeRoutine(t *testing.T) {
	c := embedded(t)
	count := map[string]int{}
	for _, s := range routine() {
		count[s.number]++
		if missing := s.answer(c); missing != "" {
			t.Errorf("%s %q: the program lacks %s", s.number, s.says, missing)
		}
		if s.answer(outage.Catalogue{}) == "" {
			t.Errorf("%s %q: an empty catalogue would do", s.number, s.says)
		}
	}
	total := 0 // sentences, and parts of sentences where one says several things
	for _, heading := range []string{"1", "1 Syfte", "1 Ansvarig", "1 Stöddokument", "Rekommendation", "2", "2.1", "2.2", "2.3", "3", "3.1.1", "3.1.2",
		"4.1", "4.2", "4.3", "4.4", "5", "5.1", "5.2", "5.3", "5.4", "5.5", "4.1 inside 5", "5.6"} {
		if count[heading] == 0 {
			t.Errorf("no sentence of %s", heading)
		}
		total += count[heading]
		delete(count, heading)
	}
	if len(count) > 0 {
		t.Errorf("headings that the routine doesn't have: %v", count)
	}
	if total != 169 {
		t.Errorf("%d sentences, should be 169: none is lost in passing", total)
	}
}
