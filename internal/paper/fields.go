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

// fields draws labels with values, in one or two columns.
func (c *canvas) fields(b sheet.Fields) {
	columns := max(1, min(2, b.Columns))
	gap := 8.0
	width := (c.width() - gap*float64(columns-1)) / float64(columns)
	label := c.labelWidth(b.Rows, columns, width)
	for i := 0; i < len(b.Rows); i += columns {
		row := b.Rows[i:min(i+columns, len(b.Rows))]
		cells := make([][]string, len(row))
		for j, field := range row {
			cells[j] = c.wrap(c.clean(field.Value), false, sizeText, width-label)
		}
		height := c.fieldHeight(row, cells, label)
		if height > c.full() {
			c.longFields(row)
			continue
		}
		c.need(height)
		for j, field := range row {
			c.field(field, cells[j], c.left+float64(j)*(width+gap), label, width, height)
		}
		c.y += height
	}
	c.y += 2
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
		top = c.y + height - lineHeight(sizeText) - 0.6
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
