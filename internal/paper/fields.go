package paper

import (
	"strings"

	"avbrottsparm/internal/sheet"
)

const (
	labelWidth = 36.0
	labelClose = 26.0 // in two columns
	fieldPad   = 0.9
	writeSpace = 9.0 // height of an empty field, to write in
)

// fieldRow is the fields that stand beside one another, measured against the width of the page.
type fieldRow struct {
	fields       []sheet.Field
	cells        [][]string
	label, width float64
	height       float64
}

// fieldGap is what parts two columns of fields.
const fieldGap = 8.0

// fields draws labels with values, in one or two columns. Fields that go on over the page say there
// under which heading, so that who and when aren't read as those of something else.
func (c *canvas) fields(b sheet.Fields) {
	for _, row := range c.fieldRows(b) {
		if row.height > c.full() {
			c.longFields(row.fields)
			continue
		}
		if row.height > c.room() && c.y > c.top {
			c.fieldsGoOn(row.height)
		}
		for j, field := range row.fields {
			c.field(field, row.cells[j], c.left+float64(j)*(row.width+fieldGap), row.label, row.width, row.height)
		}
		c.y += row.height
	}
	c.y += 2
}

// fieldsGoOn starts a page for a row that has no room left, without the heading where both don't fit.
func (c *canvas) fieldsGoOn(height float64) {
	if height+float64(len(c.under))*lineHeight(sizeHead)+1 > c.full() {
		c.newPage()
		return
	}
	c.goOn()
}

func (c *canvas) fieldRows(b sheet.Fields) []fieldRow {
	columns := max(1, min(2, b.Columns))
	width := (c.width() - fieldGap*float64(columns-1)) / float64(columns)
	label := c.labelWidth(b.Rows, columns, width)
	var rows []fieldRow
	for i := 0; i < len(b.Rows); i += columns {
		row := fieldRow{fields: b.Rows[i:min(i+columns, len(b.Rows))], label: label, width: width}
		for _, field := range row.fields {
			row.cells = append(row.cells, c.wrap(c.clean(field.Value), false, sizeText, width-label))
		}
		row.height = c.fieldHeight(row.fields, row.cells, label)
		rows = append(rows, row)
	}
	return rows
}

// leastFields is what has to stand with the heading: all fields of a short block, the first of a long one.
func (c *canvas) leastFields(b sheet.Fields) float64 {
	first, all := 2*lineHeight(sizeText), 0.0
	for i, row := range c.fieldRows(b) {
		if i == 0 {
			first = max(first, row.height)
		}
		all += row.height
	}
	if all <= c.full()/3 {
		return all
	}
	return min(first, c.full()/3)
}

// labelWidth is the width of the labels: one under the other they are broken between words only, and
// beside one another they take no more than they need.
func (c *canvas) labelWidth(rows []sheet.Field, columns int, width float64) float64 {
	label, most := labelWidth, width/2
	if columns == 2 {
		label, most = labelClose, width*0.45
	}
	for _, field := range rows {
		if columns == 2 {
			label = max(label, min(c.faces.regular.width(field.Label, sizeLabel)+3, most))
		}
		for word := range strings.FieldsSeq(field.Label) {
			label = max(label, min(c.faces.regular.width(word, sizeLabel)+3, most))
		}
	}
	return label
}

func (c *canvas) fieldHeight(row []sheet.Field, cells [][]string, label float64) float64 {
	height := 0.0
	for j, field := range row {
		labels := c.wrap(c.faceless(field.Label), false, sizeLabel, label-2)
		h := max(float64(len(cells[j]))*lineHeight(sizeText), float64(len(labels))*lineHeight(sizeLabel)) + 2*fieldPad
		if field.Value == "" {
			h = max(h, c.byHand(writeSpace))
		}
		height = max(height, h)
	}
	return height
}

// faceless cleans a text that is cleaned and counted again when it is drawn.
func (c *canvas) faceless(s string) string {
	s, _ = c.faces.clean(s)
	return s
}

func (c *canvas) field(f sheet.Field, value []string, x, label, width, height float64) {
	c.font(false, sizeLabel)
	drop := (lineHeight(sizeText) - lineHeight(sizeLabel)) * 0.7 // onto the value's baseline
	labels := c.wrap(c.clean(f.Label), false, sizeLabel, label-2)
	top := c.y + fieldPad
	if f.Value == "" {
		top = c.y + height - lineHeight(sizeText) - 0.6 - float64(len(labels)-1)*lineHeight(sizeLabel) // the last line on the rule
		c.rule(x+label, c.y+height-0.9, x+width, c.y+height-0.9, 0.25)
	}
	c.paragraph(x, top+drop, labels)
	c.font(false, sizeText)
	c.paragraph(x+label, top, value)
}

// longFields draws fields that are higher than a page as label and running text.
func (c *canvas) longFields(row []sheet.Field) {
	for _, field := range row {
		c.need(4 * lineHeight(sizeText))
		c.flow(c.left, c.wrap(c.clean(field.Label), false, sizeLabel, c.width()), sizeLabel, false)
		replaced := c.replaced // the value was counted when it was measured
		c.text(sheet.Text{Text: field.Value})
		c.replaced = replaced
	}
}
