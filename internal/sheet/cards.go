package sheet

import (
	"strings"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// KindCard is an instruction card, a routine or a runbook.
const KindCard Kind = "instruction"

// checkHeight is the height of a row that is ticked and signed, in millimetres.
const checkHeight = 11

// Card is an instruction card: when it is the right one, whom to call, what to do in order, what still
// works and for how long, and last what nobody has settled yet, with the role that owns it.
func Card(s Setting, c outage.Card) Sheet {
	p := cardPage{s: s, lang: s.Words.Lang(), card: c}
	sh := Sheet{Kind: KindCard, Key: string(KindCard) + "|" + c.ID, Title: p.in(c.Title),
		Chapter:  s.Words.Say("sheet.cards.chapter." + string(c.Kind)),
		Subtitle: s.Words.Say("outage.audience." + string(c.Audience)),
		Foot:     []string{s.Words.Say("sheet.cards.foot"), p.sources()}}
	sh.Blocks = append(sh.Blocks, Text{Text: p.in(c.When)})
	for _, call := range c.Calls {
		sh.Blocks = append(sh.Blocks, p.call(call))
	}
	for _, section := range c.Sections {
		sh.Blocks = append(sh.Blocks, p.section(section)...)
	}
	sh.Blocks = append(sh.Blocks, p.open()...)
	return sh
}

// cardPage puts the parts of a card into blocks.
type cardPage struct {
	s    Setting
	lang text.Lang
	card outage.Card
}

func (p cardPage) in(b text.Both) string { return b.In(p.lang) }

func (p cardPage) all(list []text.Both) []string {
	texts := make([]string, len(list))
	for i, b := range list {
		texts[i] = p.in(b)
	}
	return texts
}

func (p cardPage) call(call outage.Call) Block {
	return Code{Lead: call.Number, Caption: lines(p.in(call.Who), p.in(call.Note)), Content: CallCode(call.Number)}
}

func (p cardPage) section(section outage.Section) []Block {
	blocks := []Block{Heading{p.in(section.Title)}}
	if len(section.Steps) > 0 {
		blocks = append(blocks, Steps{Texts: p.all(section.Steps)})
	}
	if len(section.Works) > 0 {
		blocks = append(blocks, p.works(section.Works))
	}
	if len(section.Checks) > 0 {
		blocks = append(blocks, p.checks(section.Checks))
	}
	for _, question := range p.all(section.Questions) {
		blocks = append(blocks, Heading{question}, Lines{Count: section.Room})
	}
	for _, label := range p.all(section.Fill) {
		blocks = append(blocks, Lines{Label: label, Count: 1})
	}
	for _, paragraph := range p.all(section.Texts) {
		blocks = append(blocks, Text{Text: paragraph})
	}
	return blocks
}

func (p cardPage) works(works []outage.Work) Block {
	w := p.s.Words
	table := Table{Columns: []Column{
		{Title: w.Say("sheet.cards.what"), Width: 29, Lead: true},
		{Title: w.Say("sheet.cards.still"), Width: 27},
		{Title: w.Say("sheet.cards.long"), Width: 18},
		{Title: w.Say("sheet.cards.instead"), Width: 26},
	}}
	for _, work := range works {
		still, long := p.in(work.Still), p.in(work.Long)
		if work.Left != outage.StillUntold {
			still = strings.TrimSuffix(w.Say("sheet.cards.left."+string(work.Left))+", "+still, ", ")
		}
		switch {
		case work.Open != "" && still == "":
			still = w.Say("sheet.cards.open")
		case work.Open != "" && work.Left != outage.StillOpen:
			long = w.Say("sheet.cards.open")
		}
		table.Rows = append(table.Rows, Row{Cells: []string{p.in(work.What), still, orDash(long), orDash(p.in(work.Instead))}})
	}
	return table
}

// orDash fills an empty cell, which would look as if something is to be written in it.
func orDash(cell string) string {
	if cell == "" {
		return "–"
	}
	return cell
}

func (p cardPage) checks(checks []text.Both) Block {
	w := p.s.Words
	table := Table{Columns: []Column{
		{Title: w.Say("sheet.cards.check"), Width: 44},
		{Title: w.Say("sheet.cards.fine"), Width: 10, Align: Center},
		{Title: w.Say("sheet.cards.lacks"), Width: 26},
		{Title: w.Say("sheet.cards.signed"), Width: 20},
	}}
	for _, check := range p.all(checks) {
		table.Rows = append(table.Rows, Row{Height: checkHeight, Cells: []string{check, "", "", ""}})
	}
	return table
}

// open is what nobody has settled: it stands as such, with who is to settle it, and never as a guess.
// What has been settled since the routine was written follows, with the answer.
func (p cardPage) open() []Block {
	w := p.s.Words
	var blocks []Block
	if len(p.card.Open) > 0 {
		table := Table{Columns: []Column{{Title: w.Say("sheet.cards.fact"), Width: 62}, {Title: w.Say("sheet.cards.owner"), Width: 38}}}
		for _, open := range p.card.Open {
			table.Rows = append(table.Rows, Row{Cells: []string{p.in(open.Fact),
				w.Say("outage.role."+string(open.Owner)) + " (" + outage.SectionOf(open.Source) + ")"}})
		}
		blocks = append(blocks, Heading{w.Say("sheet.cards.open")}, table)
	}
	if len(p.card.Settled) > 0 {
		table := Table{Columns: []Column{{Title: w.Say("sheet.cards.what"), Width: 62}, {Title: w.Say("sheet.cards.answer"), Width: 38}}}
		for _, known := range p.card.Settled {
			table.Rows = append(table.Rows, Row{Cells: []string{p.in(known.Fact), known.Value + " (" + outage.SectionOf(known.Source) + ")"}})
		}
		blocks = append(blocks, Heading{w.Say("sheet.cards.settled")}, table)
	}
	return blocks
}

// sources ends the foot: where what stands on the card comes from.
func (p cardPage) sources() string {
	var sections []string
	for _, source := range p.card.Sources() {
		sections = append(sections, outage.SectionOf(source))
	}
	return p.s.Words.Say("sheet.cards.source", "sections", strings.Join(sections, "; "))
}
