package sheet

import (
	"fmt"
	"strings"
	"time"

	"avbrottsparm/internal/outage"
)

// KindOutage is what is told of an outage afterwards: its report, its timeline, the year's outages.
const KindOutage Kind = "outage"

// What the report has room for on its one page.
const (
	mostFailures = 5
	mostSystems  = 14
	mostCases    = 3
	mostReview   = 420 // characters
)

// OutageReport is the one page about an outage for whoever decides: how long, what, which systems, how far
// what was written by hand has come, incidents and what to improve. What isn't known stands as not known.
func OutageReport(s Setting, c outage.Catalogue, r outage.Report) Sheet {
	p := outagePage{s: s, c: c, r: r}
	sh := p.sheet("sheet.outage.title", "report|"+r.ID)
	sh.Blocks = append(sh.Blocks, p.caveats()...)
	sh.Blocks = append(sh.Blocks, p.facts(), Heading{s.Words.Say("sheet.outage.failures")}, p.failures(), Heading{s.Words.Say("sheet.outage.systems")})
	if len(r.Systems) == 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: s.Words.Say("outage.report.no_systems")})
	} else {
		sh.Blocks = append(sh.Blocks, p.systems())
	}
	sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.outage.entries")}, Text{Text: strings.Join(outage.CountLines(s.Words, r), "\n")})
	sh.Blocks = append(sh.Blocks, p.review()...)
	return sh
}

// outagePage puts what is known of an outage into blocks.
type outagePage struct {
	s Setting
	c outage.Catalogue
	r outage.Report
}

func (p outagePage) sheet(titleKey, key string) Sheet {
	w := p.s.Words
	return Sheet{Kind: KindOutage, Key: string(KindOutage) + "|" + key, Title: w.Say(titleKey), Subtitle: p.c.TitleOf(w, p.r.Outage),
		Chapter: w.Say("sheet.outage.chapter"), Foot: []string{w.Say("sheet.outage.foot"), w.Say("sheet.outage.foot_rule")}}
}

// caveats say first what a reader must know of all that follows.
func (p outagePage) caveats() []Block {
	w := p.s.Words
	var lines []string
	if p.r.Drill {
		lines = append(lines, w.Say("sheet.outage.drill"))
	}
	if p.r.Open() {
		lines = append(lines, w.Say("sheet.outage.open", "when", p.s.moment(p.r.At)))
	}
	if p.r.Unsure {
		lines = append(lines, w.Say("outage.report.unsure"))
	}
	if len(lines) == 0 {
		return nil
	}
	return []Block{Notice{Lines: lines}}
}

func (p outagePage) facts() Block {
	w, r := p.s.Words, p.r
	ended := w.Say("sheet.outage.goes_on")
	if !r.Open() {
		ended = p.s.moment(r.Ended)
	}
	units := cut(w, r.Units)
	if units == "" {
		units = w.Say("sheet.outage.units_unknown")
	}
	rows := []Field{
		{w.Say("sheet.outage.began"), p.s.moment(r.Began)},
		{w.Say("sheet.outage.ended"), ended},
		{w.Say("sheet.outage.lasted"), outage.LongTime(w, r.Duration)},
		{w.Say("sheet.outage.units"), units},
		{w.Say("sheet.outage.told"), w.Count("outage.report.messages", len(r.Messages))},
		{w.Say("sheet.outage.cases"), p.cases()},
	}
	if r.Overlaps > 0 {
		rows = append(rows, Field{w.Say("sheet.outage.overlaps"), fmt.Sprint(r.Overlaps)})
	}
	if r.Planned != "" {
		rows = append(rows, Field{w.Say("sheet.outage.sort"), w.Say("sheet.outage.planned")})
	}
	return Fields{Rows: rows, Columns: 2}
}

// cases are to whom it was reported, with the case numbers.
func (p outagePage) cases() string {
	w := p.s.Words
	if len(p.r.Reports) == 0 {
		return w.Say("sheet.outage.no_cases")
	}
	var lines []string
	for i, e := range p.r.Reports {
		if i == mostCases {
			lines = append(lines, w.Count("sheet.outage.more", len(p.r.Reports)-i))
			break
		}
		e.Text = ""
		lines = append(lines, p.c.Tells(w, e))
	}
	return strings.Join(lines, "\n")
}

// failures is what was broken, from when to when.
func (p outagePage) failures() Block {
	w := p.s.Words
	table := Table{Columns: []Column{{Title: w.Say("sheet.outage.failure"), Width: 40}, {Title: w.Say("sheet.outage.from"), Width: 22},
		{Title: w.Say("sheet.outage.to"), Width: 22}, {Title: w.Say("sheet.outage.long"), Width: 16}}}
	for i, b := range p.r.Broken {
		if i == mostFailures {
			table.Rows = append(table.Rows, Row{Cells: []string{w.Count("sheet.outage.more", len(p.r.Broken)-i), "", "", ""}})
			break
		}
		until, to := p.r.At, w.Say("sheet.outage.goes_on")
		if !b.Until.IsZero() {
			until, to = b.Until, p.s.shortMoment(b.Until)
		}
		table.Rows = append(table.Rows, Row{Cells: []string{p.c.NameOf(w, b), p.s.shortMoment(b.Since), to, outage.LongTime(w, until.Sub(b.Since))}})
	}
	return table
}

// shortMoment is a moment without its year.
func (s Setting) shortMoment(t time.Time) string {
	at := s.moment(t)
	return strings.Replace(at, t.Format(" 2006 "), " ", 1)
}

// systems is the worst that became of each system.
func (p outagePage) systems() Block {
	w := p.s.Words
	table := Table{Columns: []Column{{Title: w.Say("sheet.outage.system"), Width: 48}, {Title: w.Say("sheet.outage.worst"), Width: 30},
		{Title: w.Say("sheet.outage.touched"), Width: 22}}}
	for i, t := range p.r.Systems {
		if i == mostSystems {
			table.Rows = append(table.Rows, Row{Cells: []string{w.Count("sheet.outage.more_systems", len(p.r.Systems)-i), "", ""}})
			break
		}
		table.Rows = append(table.Rows, Row{Cells: []string{t.System.Name.In(w.Lang()), w.Say("sheet.outage.worst." + string(t.Worst)), outage.LongTime(w, t.Touched)}})
	}
	return table
}

// review is what was said afterwards, or lines to write it on.
func (p outagePage) review() []Block {
	w := p.s.Words
	if p.r.Incidents == "" && p.r.Improve == "" {
		return []Block{Text{Text: w.Say("sheet.outage.not_reviewed")}, Lines{Label: w.Say("sheet.outage.incidents"), Count: 2},
			Lines{Label: w.Say("sheet.outage.improve"), Count: 3}}
	}
	said := func(text string) Block {
		if text == "" {
			return Text{Text: w.Say("sheet.outage.units_unknown")}
		}
		return Text{Text: cut(w, text)}
	}
	return []Block{Heading{w.Say("sheet.outage.incidents")}, said(p.r.Incidents), Heading{w.Say("sheet.outage.improve")}, said(p.r.Improve)}
}

// cut is a text as far as the page has room, and says so where it goes on.
func cut(w Words, text string) string {
	text = strings.Join(strings.Fields(plainText(text)), " ")
	runes := []rune(text)
	if len(runes) <= mostReview {
		return text
	}
	short := string(runes[:mostReview])
	if at := strings.LastIndex(short, " "); at > 0 {
		short = short[:at]
	}
	return w.Say("sheet.outage.cut", "text", short)
}
