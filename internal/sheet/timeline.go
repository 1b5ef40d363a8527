package sheet

import (
	"time"

	"avbrottsparm/internal/outage"
)

// noted is how much later than it happened something was told before both times stand on the paper.
const noted = 5 * time.Minute

// OutageTimeline is all that happened in an outage, oldest first, with who said so.
func OutageTimeline(s Setting, c outage.Catalogue, o outage.Outage) Sheet {
	w := s.Words
	p := outagePage{s: s, c: c, r: outage.Report{Outage: o, At: s.Now}}
	sh := p.sheet("sheet.timeline.title", "timeline|"+o.ID)
	sh.Blocks = append(sh.Blocks, p.caveats()...)
	if len(o.Timeline) == 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.timeline.none")})
		return sh
	}
	table := Table{Columns: []Column{{Title: w.Say("sheet.timeline.when"), Width: 25}, {Title: w.Say("sheet.timeline.what"), Width: 55},
		{Title: w.Say("sheet.timeline.who"), Width: 20}}}
	for _, e := range o.Timeline {
		when := s.moment(e.At)
		if e.Told.Sub(e.At) > noted {
			when = w.Say("sheet.timeline.later", "when", when, "told", s.moment(e.Told))
		}
		if e.Unsure {
			when = w.Say("sheet.timeline.unsure", "when", when)
		}
		who := e.By.Name
		if e.By.Title != "" {
			who = lines(who, e.By.Title)
		}
		table.Rows = append(table.Rows, Row{Cells: []string{when, plainText(c.Tells(w, e)), who}})
	}
	sh.Blocks = append(sh.Blocks, table)
	return sh
}
