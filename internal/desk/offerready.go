package desk

import (
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/sheet"
)

// What is printed of how the unit is prepared.
const (
	PrintReadiness What = "readiness"
	PrintChecks    What = "checks"
)

// readyOffers are the score with its reasons, and the round of checks to tick on paper. Both are of the day
// and no part of the binder.
func readyOffers() []offer {
	return []offer{
		{what: PrintReadiness, group: GroupUnit, compose: (*composing).readiness},
		{what: PrintChecks, group: GroupUnit, compose: (*composing).checks},
	}
}

// lines are the lines of how the unit is prepared, group by group.
func (r Readiness) lines() []readiness.Line {
	var lines []readiness.Line
	for _, group := range r.Groups {
		lines = append(lines, group.Lines...)
	}
	return lines
}

func (c *composing) readiness() error {
	r := c.s.readiness()
	c.add(sheet.Readiness{Score: r.Score, Lines: r.lines()}.Sheet(c.at))
	return nil
}

func (c *composing) checks() error {
	r := c.s.readiness()
	groups := map[string]string{}
	for _, g := range r.Groups {
		groups[g.ID] = g.Title.In(c.w.Lang())
	}
	var phones []string
	for _, l := range r.lines() {
		if l.Kind == readiness.KindParts {
			for _, e := range c.s.ready.InUse(l.ID) {
				phones = append(phones, e.Part)
			}
		}
	}
	c.add(sheet.Checks(c.at, r.lines(), groups, phones))
	return nil
}
