package main

import (
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

type entryCheckWord struct{ binder }

type signingCheckShape struct {
	At        string            `json:"at"`
	Found     int               `json:"found"`
	Differs   int               `json:"differs"`
	Missing   int               `json:"missing"`
	Unmatched int               `json:"unmatched"`
	Rows      []signingRowShape `json:"rows"`
}

type signingRowShape struct {
	ID         string              `json:"id"`
	Person     string              `json:"person"`
	PersonName string              `json:"person_name"`
	Order      string              `json:"order"`
	EventTime  string              `json:"event_time"`
	Outcome    string              `json:"outcome"`
	Differs    []entry.SigningFact `json:"differs"`
	Look       []entry.SigningFact `json:"look"`
	Shows      string              `json:"shows,omitempty"`
	Says       []string            `json:"says"`
}

// Run compares what was signed and entered by hand with what Lifecare shows.
func (c *entryCheckWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		check, err := s.CheckSignings(a.ctx)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(shapeSigningCheck(check))
			return nil
		}
		a.tellSigningCheck(check)
		return nil
	})
}

func shapeSigningCheck(c desk.SigningCheck) signingCheckShape {
	shape := signingCheckShape{At: stamp(c.At), Found: c.Count(entry.SigningFound), Differs: c.Count(entry.SigningDiffers),
		Missing: c.Count(entry.SigningMissing), Unmatched: c.Count(entry.SigningUnmatched), Rows: []signingRowShape{}}
	for _, r := range c.Rows {
		shape.Rows = append(shape.Rows, signingRowShape{ID: r.EntryID, Person: r.PersonID, PersonName: r.PersonName, Order: r.Order, EventTime: stamp(r.EventTime),
			Outcome: string(r.Outcome), Differs: append([]entry.SigningFact{}, r.Differs...), Look: append([]entry.SigningFact{}, r.Look...),
			Shows: r.Shows, Says: append([]string{}, r.Says...)})
	}
	return shape
}

func (a *app) tellSigningCheck(c desk.SigningCheck) {
	p := a.page()
	if len(c.Rows) == 0 {
		p.line(a.words.Say("parm.check.none"))
		return
	}
	p.line(a.words.Say("parm.check.count", "found", c.Count(entry.SigningFound), "differs", c.Count(entry.SigningDiffers),
		"missing", c.Count(entry.SigningMissing), "unmatched", c.Count(entry.SigningUnmatched)))
	p.line(a.words.Say("parm.check.second"))
	for _, r := range c.Rows {
		p.head(join(" · ", r.EntryID, a.moment(r.EventTime), r.PersonName, r.Order, a.words.Say("parm.check."+string(r.Outcome))))
		if r.Shows != "" {
			p.indented(2, r.Shows)
		}
		for _, said := range r.Says {
			p.indented(2, said)
		}
	}
}
