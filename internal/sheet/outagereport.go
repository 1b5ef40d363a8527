package sheet

import (
	"strings"
	"time"

	"avbrottsparm/internal/outage"
)

// KindOutage is what is told of an outage afterwards: its report, its timeline, the year's outages.
const KindOutage Kind = "outage"

// What the report has room for on its one page.
const (
	mostTitles   = 3
	mostFailures = 3
	mostAlikes   = 4
	mostCases    = 2
	mostReview   = 230 // characters, as the next ones; fewer for each caveat
	mostCaveat   = 30
	mostUnits    = 60
	mostCase     = 18
	mostName     = 40
	mostNames    = 260 // of all systems
)

// OutageReport is the one page about an outage for whoever decides: how long, what, which systems, how far
// what was written by hand has come, incidents and what to improve. What isn't known stands as not known.
func OutageReport(s Setting, c outage.Catalogue, r outage.Report) Sheet {
	p := outagePage{s: s, c: c, r: r}
	sh := p.sheet("sheet.outage.title", "report|"+r.ID)
	sh.Blocks = append(sh.Blocks, p.caveats()...)
	sh.Blocks = append(sh.Blocks, p.facts(), Heading{s.Words.Say("sheet.outage.entries")}, Text{Text: strings.Join(outage.CountLines(s.Words, r), "\n")})
	sh.Blocks = append(sh.Blocks, p.review()...)
	sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.outage.failures")}, p.failures(), Heading{s.Words.Say("sheet.outage.systems")}, p.systems())
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
	return Sheet{Kind: KindOutage, Key: string(KindOutage) + "|" + key, Title: w.Say(titleKey), Subtitle: p.title(),
		Chapter: w.Say("sheet.outage.chapter"), Foot: []string{w.Say("sheet.outage.foot"), w.Say("sheet.outage.foot_rule")}}
}

// title is what the outage is called, and of many failures the first ones.
func (p outagePage) title() string {
	o := p.r.Outage
	if o.Title != "" || len(o.Broken) <= mostTitles {
		return cut(p.s.Words, p.c.TitleOf(p.s.Words, o), mostUnits)
	}
	names := p.c.NamesOf(p.s.Words, o.Broken[:mostTitles])
	return p.s.Words.Say("sheet.outage.more_title", "titles", cut(p.s.Words, names, mostUnits), "n", len(o.Broken)-mostTitles)
}

// caveats say first what a reader must know of all that follows.
func (p outagePage) caveats() []Block {
	if said := p.caveatLines(); len(said) > 0 {
		return []Block{Notice{Lines: said}}
	}
	return nil
}

func (p outagePage) caveatLines() []string {
	w := p.s.Words
	var list []string
	if p.r.Drill {
		list = append(list, w.Say("sheet.outage.drill"))
	}
	if p.r.Open() {
		list = append(list, w.Say("sheet.outage.open", "when", p.s.moment(p.r.At)))
	}
	if p.r.Unsure {
		list = append(list, w.Say("outage.report.unsure"))
	}
	return list
}

func (p outagePage) facts() Block {
	w, r := p.s.Words, p.r
	ended := w.Say("sheet.outage.goes_on")
	if !r.Open() {
		ended = p.s.moment(r.Ended)
	}
	units := cut(w, r.Units, mostUnits)
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
		rows = append(rows, Field{w.Say("sheet.outage.overlaps"), w.Count("sheet.outage.others", r.Overlaps)})
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
	var list []string
	for i, e := range p.r.Reports {
		if i == mostCases {
			list = append(list, w.Count("sheet.outage.more", len(p.r.Reports)-i))
			break
		}
		list = append(list, strings.TrimSuffix(cut(w, p.c.ContactName(e.To), mostCase)+", "+cut(w, e.Case, mostCase), ", "))
	}
	return strings.Join(list, "\n")
}

// failures is what was broken, from when to when, one on each line.
func (p outagePage) failures() Block {
	w := p.s.Words
	var list []string
	for i, b := range p.r.Broken {
		if i == mostFailures {
			list = append(list, w.Count("sheet.outage.more", len(p.r.Broken)-i))
			break
		}
		name, from := cut(w, p.c.NameOf(w, b), mostName), p.s.shortMoment(b.Since)
		if b.Until.IsZero() {
			list = append(list, w.Say("sheet.outage.failure_lasts", "what", name, "from", from))
			continue
		}
		list = append(list, w.Say("sheet.outage.failure", "what", name, "from", from, "to", p.s.shortMoment(b.Until), "long", outage.LongTime(w, outage.Between(b.Since, b.Until))))
	}
	return Text{Text: strings.Join(list, "\n")}
}

// shortMoment is a moment without its year.
func (s Setting) shortMoment(t time.Time) string {
	at := s.moment(t)
	return strings.Replace(at, t.Format(" 2006 "), " ", 1)
}

// systems is the worst that became of the systems, those that were touched alike on one line.
func (p outagePage) systems() Block {
	w := p.s.Words
	alikes := p.r.Alikes()
	if len(alikes) == 0 {
		return Text{Text: w.Say("outage.report.no_systems")}
	}
	var list []string
	left := mostNames
	for i, a := range alikes {
		if i == mostAlikes || left <= 0 {
			rest := outage.Alike{}
			for _, more := range alikes[i:] {
				rest.Systems = append(rest.Systems, more.Systems...)
			}
			list = append(list, w.Say("sheet.outage.more_systems", "n", len(rest.Systems), "names", cut(w, rest.Names(w), max(left, mostName))))
			break
		}
		names := cut(w, a.Names(w), left)
		left -= len([]rune(names))
		list = append(list, w.Say("outage.report.systems", "long", outage.LongTime(w, a.Touched), "worst", w.Say("outage.worst."+string(a.Worst)), "name", names))
	}
	return Text{Text: strings.Join(list, "\n")}
}

// review is what was said afterwards, or lines to write it on.
func (p outagePage) review() []Block {
	w := p.s.Words
	if p.r.Incidents == "" && p.r.Improve == "" {
		return []Block{Text{Text: w.Say("sheet.outage.not_reviewed")}, Lines{Label: w.Say("sheet.outage.incidents"), Count: 2},
			Lines{Label: w.Say("sheet.outage.improve"), Count: 3}}
	}
	most := mostReview - mostCaveat*len(p.caveatLines())
	said := func(text string) Block {
		text = oneLine(text)
		switch short := cut(w, text, most); {
		case text == "":
			return Text{Text: w.Say("sheet.outage.units_unknown")}
		case short != text:
			return Text{Text: short + " " + w.Say("sheet.outage.whole")}
		}
		return Text{Text: text}
	}
	return []Block{Heading{w.Say("sheet.outage.incidents")}, said(p.r.Incidents), Heading{w.Say("sheet.outage.improve")}, said(p.r.Improve)}
}

// oneLine is a text without breaks and control characters.
func oneLine(text string) string { return strings.Join(strings.Fields(plainText(text)), " ") }

// cut is a text of so many characters at most; dots say that it goes on.
func cut(w Words, text string, most int) string {
	text = oneLine(text)
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	short := string(runes[:most])
	if at := strings.LastIndex(short, " "); at > 0 {
		short = short[:at]
	}
	return w.Say("sheet.outage.cut", "text", short)
}
