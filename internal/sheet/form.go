package sheet

import (
	"strings"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// Form is a form to write on by hand. One about a person has name and identity number on every page,
// or lines for them where nobody is chosen; one about the unit, a system or a key never names anybody.
func Form(s Setting, f form.Form, d *care.Dossier) Sheet {
	p := formPage{s: s, lang: s.Words.Lang()}
	sh := Sheet{Kind: Kind(f.ID), Key: f.ID, Title: p.in(f.Title), Chapter: s.Words.Say("sheet.chapter.forms")}
	if f.Subject == form.SubjectPerson {
		sh = s.person(sh, d)
	}
	sh.Blank, sh.Counted, sh.Version, sh.Landscape = true, true, f.Version, f.Landscape
	foot := p.in(f.Foot)
	if foot == "" {
		foot = s.Words.Say("sheet.form.foot")
	}
	sh.Foot = []string{s.Words.Say("sheet.form.version", "form", p.in(f.Title), "n", f.Version), foot}
	if f.Subject == form.SubjectPerson && sh.PersonID == "" {
		sh.Whose = p.whose(f)
	}
	sh.Blocks = append(sh.Blocks, p.rules(f)...)
	for i, section := range f.Sections {
		sh.Blocks = append(sh.Blocks, p.section(section, i > 0)...)
	}
	return sh
}

// formPage puts the parts of a form into blocks.
type formPage struct {
	s    Setting
	lang text.Lang
}

func (p formPage) in(b text.Both) string { return b.In(p.lang) }

// whose are the labels of the lines for name and identity number on a form that isn't yet anybody's.
func (p formPage) whose(f form.Form) []string {
	name := p.in(f.Whose)
	if name == "" {
		name = p.s.Words.Say("sheet.name")
	}
	return []string{name, p.s.Words.Say("sheet.personal_id")}
}

// rules are what belongs on the form, what becomes of it, and what its stars mean. The first is the one
// that must be read.
func (p formPage) rules(f form.Form) []Block {
	var blocks []Block
	var rest []string
	for i, rule := range f.Rules {
		if i == 0 {
			blocks = append(blocks, Text{Text: p.in(rule)})
		} else {
			rest = append(rest, p.in(rule))
		}
	}
	rest = append(rest, p.in(f.After))
	if starred(f) {
		rest = append(rest, p.s.Words.Say("sheet.form.required"))
	}
	return append(blocks, Text{Text: strings.Join(rest, " "), Quiet: true})
}

// starred tells whether anything on the form must be filled in.
func starred(f form.Form) bool {
	any := func(fields []form.Field) bool {
		for _, field := range fields {
			if field.Required {
				return true
			}
		}
		return false
	}
	for _, section := range f.Sections {
		if any(section.Fields) {
			return true
		}
		if section.Table == nil {
			continue
		}
		for _, column := range section.Table.Columns {
			if column.Required || any(column.Fields) {
				return true
			}
		}
	}
	return false
}

func (p formPage) section(section form.Section, later bool) []Block {
	var blocks []Block
	if section.NewPage && later {
		blocks = append(blocks, Break{})
	}
	if title := p.in(section.Title); title != "" {
		blocks = append(blocks, Heading{title})
	}
	if words := p.in(section.Text); words != "" {
		blocks = append(blocks, Text{Text: words, Quiet: true})
	}
	blocks = append(blocks, p.fields(section.Fields)...)
	if section.Table != nil {
		blocks = append(blocks, p.table(*section.Table))
	}
	return blocks
}

// fields puts short fields in rows, two halves beside one another, and gives room to longer ones.
func (p formPage) fields(fields []form.Field) []Block {
	var blocks []Block
	for _, field := range fields {
		label := p.label(p.in(field.Label), field.Required)
		if help := p.in(field.Help); help != "" {
			label += " – " + help
		}
		switch {
		case field.Kind == form.FieldChoice || field.Kind == form.FieldChoices:
			boxes := Boxes{Label: label}
			for _, choice := range field.Choices {
				boxes.Texts = append(boxes.Texts, p.in(choice.Both))
			}
			blocks = append(blocks, boxes)
		case field.Kind == form.FieldText:
			blocks = append(blocks, Blanks{Labels: []string{label}, Lines: field.Lines})
		default:
			blocks = withBlank(blocks, label, field.Half)
		}
	}
	return blocks
}

// withBlank adds a line to write on to those before it where they are as wide.
func withBlank(blocks []Block, label string, half bool) []Block {
	columns := 1
	if half {
		columns = 2
	}
	if len(blocks) > 0 {
		if last, ok := blocks[len(blocks)-1].(Blanks); ok && last.Columns == columns && last.Lines == 1 {
			last.Labels = append(last.Labels, label)
			blocks[len(blocks)-1] = last
			return blocks
		}
	}
	return append(blocks, Blanks{Labels: []string{label}, Columns: columns, Lines: 1})
}

func (p formPage) label(label string, required bool) string {
	if required {
		return label + " *"
	}
	return label
}

func (p formPage) table(t form.Table) Block {
	table := Table{Fill: t.Rows == 0}
	row := Row{Height: t.Height}
	for _, column := range t.Columns {
		table.Columns = append(table.Columns, Column{Title: p.label(p.in(column.Title), column.Required), Width: column.Width})
		row.Cells = append(row.Cells, p.cell(column, t.Height))
	}
	for range max(1, t.Rows) {
		table.Rows = append(table.Rows, row)
	}
	return table
}

const (
	cellLine = 4.9 // about the height of a line of text in a cell, in millimetres
	mostGap  = 3   // lines between one thing to write in a cell and the next
)

// cell is the small print in a cell: what is written there, one thing under another, spread over the
// cell. A text takes what is left below the line for what stands before it.
func (p formPage) cell(column form.Column, height float64) string {
	var lines []string
	gap := 0
	for _, field := range column.Fields {
		lines = append(lines, p.label(p.in(field.Label), field.Required)+":")
		for _, choice := range field.Choices {
			lines = append(lines, "□ "+p.in(choice.Both))
		}
		if field.Kind == form.FieldText {
			gap = 1
		}
	}
	if len(lines) == 0 {
		return p.in(column.Cell)
	}
	if gap == 0 {
		free := height/cellLine - float64(len(lines))
		gap = max(0, min(mostGap, int(free/(float64(len(lines))-0.5)))) // the last needs less below it
	}
	return strings.Join(lines, strings.Repeat("\n", 1+gap))
}
