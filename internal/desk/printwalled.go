package desk

import (
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
)

// mayPrint refuses sheets of an area that the opener has no key for: empty ones would read as if
// nothing were known. Fault "access.closed".
func (s *Session) mayPrint(what What) error {
	if o, known := s.offer(what); known && o.area != 0 {
		return s.mayOpen(o.area)
	}
	return nil
}

// areaSheets are the sheets about a person from the areas that the opener may open. One person's own
// binder has the sheet of health care even when it only says to read the prescription.
func (c *composing) areaSheets(d *care.Dossier) {
	if c.s.mayPrint(PrintHealth) == nil && (c.one() || sheet.HasHealth(d)) {
		c.add(sheet.OnCall(c.at, d), sheet.Health(c.at, d))
	}
	if c.s.mayPrint(PrintDecision) == nil && sheet.HasDecisions(d) {
		c.add(sheet.Decisions(c.at, d))
	}
}

// closed names what the binder lacks because the one who prints has no key for it: whoever opens it in
// an outage must not take it for all that there is.
func (c *composing) closed() []string {
	var notes []string
	for _, o := range []struct {
		what What
		key  string
	}{{PrintHealth, "print.without_health"}, {PrintDecision, "print.without_decisions"}} {
		if c.s.mayPrint(o.what) != nil {
			notes = append(notes, c.w.Say(o.key))
		}
	}
	return notes
}
