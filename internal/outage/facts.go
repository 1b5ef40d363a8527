package outage

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"avbrottsparm/internal/text"
)

// With is the catalogue with answers to its open facts put in: a time that a clock counts, a yes or no,
// a number to call, words beside a step. Those who read it need know nothing of facts. Answers to facts
// that it doesn't have change nothing; answers that it had before and that are left out are gone.
func (c Catalogue) With(settled map[string]Settled) Catalogue {
	c.keep()
	before := c.settled
	c.settled = maps.Clone(settled)
	c.Failures, c.Cards = slices.Clone(c.failures), slices.Clone(c.cards)
	c.Contacts = slices.Clone(c.Contacts)
	for i := range c.Contacts {
		c.Contacts[i] = c.Contacts[i].unsettle(before).settle(settled)
	}
	for i := range c.Failures {
		f := &c.Failures[i]
		f.Steps = settleSteps(f.Steps, settled)
		f.Effects = slices.Clone(f.Effects)
		for n := range f.Effects {
			f.Effects[n] = f.Effects[n].settle(settled)
		}
	}
	c.Limits.Escalations = slices.Clone(c.Limits.Escalations)
	for i := range c.Limits.Escalations {
		c.Limits.Escalations[i].Steps = settleSteps(c.Limits.Escalations[i].Steps, settled)
	}
	c.resolve()
	return c
}

// keep remembers failures and cards as they are in the files, before anything is filled in.
func (c *Catalogue) keep() {
	if c.failures == nil && c.cards == nil {
		c.failures, c.cards = slices.Clone(c.Failures), slices.Clone(c.Cards)
	}
}

// OpenFacts are the facts that nobody has settled, by place.
func (c Catalogue) OpenFacts() []Fact {
	return slices.DeleteFunc(slices.Clone(c.Facts), func(f Fact) bool {
		_, known := c.settled[f.ID]
		return known
	})
}

// Answered is what a fact was settled to.
func (c Catalogue) Answered(id string) (Settled, bool) {
	s, known := c.settled[id]
	return s, known
}

func settleSteps(steps []Step, settled map[string]Settled) []Step {
	steps = slices.Clone(steps)
	for i := range steps {
		answer, known := settled[steps[i].Open]
		steps[i].Answer = ""
		if known && steps[i].Open != "" {
			steps[i].Answer = answer.Value
		}
	}
	return steps
}

// settle puts in the number that was open. Open stays, so that the number goes again with the answer.
func (c Contact) settle(settled map[string]Settled) Contact {
	if answer, known := settled[c.Open]; known && c.Open != "" {
		c.Number = answer.Value
	}
	return c
}

// unsettle takes out a number that is an answer. One that the unit has given itself stays.
func (c Contact) unsettle(settled map[string]Settled) Contact {
	if answer, known := settled[c.Open]; known && c.Open != "" && c.Number == answer.Value {
		c.Number = ""
	}
	return c
}

// settle puts in what was open. Where an answer says that what stands here is wrong, nothing is known
// any more: it stays open until the catalogue is adapted.
func (e Effect) settle(settled map[string]Settled) Effect {
	if answer, known := settled[e.Unsure]; known && e.Unsure != "" {
		e.answered = append(slices.Clone(e.answered), e.Unsure)
		if answer.No {
			e.Still, e.Open, e.Unsure, e.Minutes = StillOpen, e.Unsure, "", 0
			e.If, e.Long = text.Both{}, text.Both{}
			return e
		}
		e.Unsure = ""
	}
	answer, known := settled[e.Open]
	if !known || e.Open == "" || answer.No && e.Still != StillOpen {
		return e
	}
	e.answered = append(slices.Clone(e.answered), e.Open)
	words := text.Both{SV: answer.Value, EN: answer.Value}
	switch {
	case answer.Minutes > 0:
		e.Minutes, e.Long, e.Open = answer.Minutes, words, ""
		if e.Still == StillOpen {
			e.Still = StillUntil
		}
	case answer.Yes:
		e.Still, e.Open = StillWorks, ""
	case answer.No:
		e.Still, e.Open = StillNot, ""
	}
	return e
}

// settle puts what was open into a row that points to no effect.
func (w Work) settle(answer Settled) Work {
	switch {
	case answer.Yes && !said(w.Still):
		w.Left = StillWorks
	case answer.No && !said(w.Still):
		w.Left = StillNot
	default:
		w.Long = text.Both{SV: answer.Value, EN: answer.Value}
	}
	w.answered, w.Open = append(slices.Clone(w.answered), w.Open), ""
	return w
}

// mostAnswer is how many characters an answer to an open fact has at most.
const mostAnswer = 300

var (
	durationPattern = regexp.MustCompile(`^(?:cirka |ca |about |upp till |up to )?([0-9]{1,4}(?:[.,][0-9])?) ?(m|min|minut|minuter|minute|minutes|t|h|tim|timme|timmar|hour|hours|d|dag|dagar|dygn|day|days)\.?$`)
	minutesOf       = map[string]float64{"m": 1, "t": 60, "h": 60, "d": 24 * 60}
)

// Answer reads what a person wrote as the answer to a fact: "12 timmar", "45 min", "ja", "0121-123 45".
// Faults: "outage.fact_empty", "outage.fact_long", "outage.fact_duration", "outage.fact_yes_no",
// "outage.fact_phone".
func (f Fact) Answer(value string) (Settled, error) {
	value = strings.Join(strings.Fields(value), " ")
	plain := strings.TrimRight(strings.ToLower(value), ".!")
	switch {
	case value == "":
		return Settled{}, text.NewFault("outage.fact_empty")
	case utf8.RuneCountInString(value) > mostAnswer:
		return Settled{}, text.NewFault("outage.fact_long", "most", mostAnswer)
	}
	switch f.Sort {
	case FactDuration:
		minutes, ok := readDuration(plain)
		if !ok {
			return Settled{}, text.NewFault("outage.fact_duration", "most", mostMinutes/24/60)
		}
		return Settled{Value: value, Minutes: minutes}, nil
	case FactYesNo:
		switch first, _, _ := strings.Cut(strings.ReplaceAll(plain, ",", " "), " "); first {
		case "ja", "j", "yes", "y":
			return Settled{Value: value, Yes: true}, nil
		case "nej", "n", "no":
			return Settled{Value: value, No: true}, nil
		}
		return Settled{}, text.NewFault("outage.fact_yes_no")
	case FactPhone:
		if !numberFine(value) {
			return Settled{}, text.NewFault("outage.fact_phone")
		}
	case FactText:
	}
	return Settled{Value: value}, nil
}

func readDuration(plain string) (minutes int, ok bool) {
	parts := durationPattern.FindStringSubmatch(plain)
	if parts == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(parts[1], ",", "."), 64)
	if err != nil {
		return 0, false
	}
	minutes = int(n*minutesOf[parts[2][:1]] + 0.5)
	return minutes, minutes >= 1 && minutes <= mostMinutes
}
