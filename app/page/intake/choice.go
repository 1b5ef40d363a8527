package intake

import (
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

// choice is what a person says about one sheet of a file: where its headings stand, what it lists,
// and what each of its columns is. It begins with what the program guessed.
type choice struct {
	groups []care.FieldGroup
	sheet  care.SketchedSheet
	header int      // the row of the headings, counted from 1; 0 where there are none
	kind   string   // of care.FieldGroup
	fields []string // by column, empty where nothing is read
	route  string   // of every row, where no column says it
}

// usualKind is what a sheet is taken for when nothing of it was understood: most exports list visits.
const usualKind = "schedule"

// mostHeadings is how far down the headings can be said to stand, in rows.
const mostHeadings = 20

// guessed begins with what was understood of a sheet.
func guessed(sheet care.SketchedSheet, groups []care.FieldGroup) choice {
	c := choice{groups: groups, sheet: sheet, header: sheet.HeaderRow, kind: sheet.Kind}
	if c.kind == "" {
		c.kind = usualKind
	}
	c.fields = make([]string, len(sheet.Headings))
	for i, column := range sheet.Columns {
		if i < len(c.fields) {
			c.fields[i] = column.Field
		}
	}
	return c
}

// offered are the fields that a column of the chosen kind can be.
func (c *choice) offered() []string {
	for _, g := range c.groups {
		if g.Kind == c.kind {
			return g.Fields
		}
	}
	return nil
}

// needs are sets of fields of which one must be chosen, for those sets of which none is yet.
func (c *choice) needs() [][]string {
	var lacking [][]string
	for _, g := range c.groups {
		if g.Kind != c.kind {
			continue
		}
		for _, set := range g.Needs {
			if !slices.ContainsFunc(set, func(field string) bool { return slices.Contains(c.fields, field) }) {
				lacking = append(lacking, set)
			}
		}
	}
	return lacking
}

// read is what a column is read as; empty where the chosen kind has no such field.
func (c *choice) read(column int) string {
	if column < len(c.fields) && slices.Contains(c.offered(), c.fields[column]) {
		return c.fields[column]
	}
	return ""
}

// at says in which row the headings stand; 0 for none. What was chosen for a heading stays with it.
func (c *choice) at(row int) {
	had := map[string]string{}
	for i, heading := range c.headings() {
		had[care.FoldHeading(heading)] = c.fields[i]
	}
	c.header = row
	headings := c.headings()
	c.fields = make([]string, len(headings))
	for i, heading := range headings {
		c.fields[i] = had[care.FoldHeading(heading)]
	}
}

// headings are those of the chosen row, or the letters that a spreadsheet has for its columns.
func (c *choice) headings() []string {
	if c.header == c.sheet.HeaderRow && c.header > 0 {
		return c.sheet.Headings
	}
	if c.header > 0 && c.header <= len(c.sheet.Top) {
		return c.sheet.Top[c.header-1]
	}
	widest := 0
	for _, row := range c.sheet.Top {
		widest = max(widest, len(row))
	}
	letters := make([]string, widest)
	for i := range letters {
		letters[i] = columnLetters(i)
	}
	return letters
}

// columnLetters names a column as spreadsheets do: A to Z, then AA.
func columnLetters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return columnLetters(i/26-1) + columnLetters(i%26)
}

// samples are the first rows below the headings.
func (c *choice) samples() [][]string {
	if c.header == c.sheet.HeaderRow {
		return c.sheet.Samples
	}
	below := slices.Clone(c.sheet.Top[min(c.header, len(c.sheet.Top)):])
	return slices.DeleteFunc(below, func(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) == "" })
}

// mapping is the choice as it is read with and remembered.
func (c *choice) mapping(name string) care.Mapping {
	m := care.Mapping{Name: name, HeaderRow: c.header, Headless: c.header == 0, Kind: c.kind, Fingerprint: care.Fingerprint(c.headings())}
	for i, heading := range c.headings() {
		field := c.read(i)
		if heading = strings.Join(strings.Fields(heading), " "); field == "" || heading == "" {
			continue
		}
		m.Columns = append(m.Columns, care.MappedColumn{Heading: heading, Field: field, Number: c.number(i)})
	}
	if c.kind == usualKind && c.route != "" && !slices.Contains(c.fields, "route") {
		m.Fixed = map[string]string{"route": c.route}
	}
	return m
}

// number tells the first relative or contact from the next where a sheet has several: as was
// guessed, else by the order in which the same field comes again.
func (c *choice) number(column int) int {
	field := c.fields[column]
	if !strings.Contains(field, ".") {
		return 0
	}
	if column < len(c.sheet.Columns) && c.header == c.sheet.HeaderRow && c.sheet.Columns[column].Field == field && c.sheet.Columns[column].Number > 0 {
		return c.sheet.Columns[column].Number
	}
	nth := 0
	for _, earlier := range c.fields[:column+1] {
		if earlier == field {
			nth++
		}
	}
	owner, _, _ := strings.Cut(field, ".")
	for _, other := range c.fields { // numbers only where some field comes twice
		if whose, _, _ := strings.Cut(other, "."); whose == owner && times(c.fields, other) > 1 {
			return nth
		}
	}
	return 0
}

func times(list []string, s string) int {
	n := 0
	for _, x := range list {
		if x == s {
			n++
		}
	}
	return n
}

// take begins anew with a mapping that is remembered, as far as its headings stand here.
func (c *choice) take(m care.Mapping) {
	c.kind, c.route = m.Kind, m.Fixed["route"]
	if m.Headless {
		c.at(0)
	} else {
		c.at(c.rowOf(m))
	}
	c.fields = make([]string, len(c.headings()))
	for _, column := range m.Columns {
		for i, heading := range c.headings() {
			if c.fields[i] == "" && care.FoldHeading(heading) == care.FoldHeading(column.Heading) {
				c.fields[i] = column.Field
				break
			}
		}
	}
}

// rowOf is the row where the headings of a mapping stand; the row chosen now where none has them.
func (c *choice) rowOf(m care.Mapping) int {
	for i, row := range c.sheet.Top {
		if care.Fingerprint(row) == m.Fingerprint {
			return i + 1
		}
	}
	return c.header
}
