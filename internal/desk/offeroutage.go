package desk

import (
	"slices"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// What is printed of an outage, most of it afterwards. Of which one Order.Outage says.
const (
	PrintOutageReport   What = "outage_report"
	PrintOutageTimeline What = "outage_timeline"
	PrintOutageYear     What = "outage_year" // the outages of the year of Order.Date
	PrintCyber          What = "cyber"       // drafts for the authority
)

// outageOffers are the report of an outage, its timeline, the year, and the drafts for the authority.
func outageOffers() []offer {
	return []offer{
		{what: PrintOutageReport, group: GroupOutage, takes: TakesOutage, compose: ofOutage((*composing).outageReport)},
		{what: PrintOutageTimeline, group: GroupOutage, takes: TakesOutage, compose: ofOutage(func(c *composing, o outage.Outage) {
			c.add(sheet.OutageTimeline(c.at, c.s.catalogue(), o))
		})},
		{what: PrintOutageYear, group: GroupOutage, takes: TakesDay, compose: func(c *composing) error {
			c.add(sheet.OutageYear(c.at, c.s.catalogue(), outage.StatsOf(c.s.outages.All(), c.day().Year())))
			return nil
		}},
		{what: PrintCyber, group: GroupOutage, takes: TakesOutage, compose: ofOutage((*composing).cyber)},
	}
}

// ofOutage composes sheets about the outage of the order, or, where none is named, about the newest that is
// open, else the newest. Faults: "outage.unknown", "print.nothing" where there never was one.
func ofOutage(sheets func(*composing, outage.Outage)) func(*composing) error {
	return func(c *composing) error {
		if c.o.Outage != "" {
			o, known := c.s.outages.Get(c.o.Outage)
			if !known {
				return text.NewFault("outage.unknown")
			}
			sheets(c, o)
			return nil
		}
		for _, list := range [][]outage.Outage{c.s.outages.Open(), c.s.outages.All()} {
			for _, o := range list {
				if !o.Drill {
					sheets(c, o)
					return nil
				}
			}
		}
		return nil
	}
}

func (c *composing) outageReport(o outage.Outage) {
	c.add(sheet.OutageReport(c.at, c.s.catalogue(), c.s.report(o)))
}

func (c *composing) cyber(o outage.Outage) {
	r := c.s.report(o)
	for _, kind := range outage.CyberKinds() {
		c.add(sheet.Cyber(c.at, o.ID, outage.CyberDraft(c.w, kind, c.s.catalogue(), r)))
	}
}

// OutageSheets are the sheets that a print of an outage would hold, to be shown without a page. Faults:
// "outage.unknown", "print.nothing", those of printing.
func (s *Session) OutageSheets(o Order) ([]sheet.Sheet, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.desk.now()
	if o.Date.IsZero() {
		o.Date = now
	}
	at := slices.IndexFunc(outageOffers(), func(offer offer) bool { return offer.what == o.What })
	if at < 0 {
		return nil, text.NewFault("print.unknown")
	}
	c, err := s.composing(o, now)
	if err != nil {
		return nil, err
	}
	if err := outageOffers()[at].compose(c); err != nil {
		return nil, err
	}
	if len(c.doc.Sheets) == 0 {
		return nil, text.NewFault("print.nothing")
	}
	return c.doc.Sheets, nil
}
