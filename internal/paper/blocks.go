package paper

import (
	"strings"

	"avbrottsparm/internal/sheet"
)

// draw puts the blocks of a sheet one under the other.
func (c *canvas) draw(blocks []sheet.Block) {
	for i, block := range blocks {
		switch b := block.(type) {
		case sheet.Heading:
			c.heading(b, blocks[i+1:])
		case sheet.Text:
			c.text(b)
		case sheet.Fields:
			c.fields(b)
		case sheet.Notice:
			c.notice(b)
		case sheet.Table:
			c.table(b)
		case sheet.Grid:
			c.grid(b)
		case sheet.Lines:
			c.lines(b)
		case sheet.Picture:
			c.picture(b)
		case sheet.Boxes:
			c.boxes(b)
		case sheet.Blanks:
			c.blanks(b)
		case sheet.Steps:
			c.steps(b)
		case sheet.Code:
			c.code(b)
		case sheet.Break:
			if c.y > c.top {
				c.newPage()
			}
		}
	}
}

const sizeHeading = 13.0

// heading draws a line above what follows and keeps the two together.
func (c *canvas) heading(b sheet.Heading, rest []sheet.Block) {
	lines := atMost(c.wrap(c.oneLine(b.Text), true, sizeHeading, c.width()), mostTitleLines)
	height := float64(len(lines))*lineHeight(sizeHeading) + 1
	gap := 0.0
	if c.y > c.top {
		gap = 2.5
	}
	if len(rest) > 0 {
		c.need(min(gap+height+c.least(rest[0]), c.full()))
	} else {
		c.need(gap + height)
	}
	if c.y > c.top {
		c.y += gap
	}
	c.font(true, sizeHeading)
	c.y = c.paragraph(c.left, c.y, lines) + 1
}

// least is the height of the smallest piece of a block that can stand under its heading.
func (c *canvas) least(block sheet.Block) float64 {
	counted := c.replaced // measuring is not drawing
	defer func() { c.replaced = counted }()
	switch b := block.(type) {
	case sheet.Table:
		t := c.layout(b)
		if len(b.Rows) == 0 {
			return t.headHeight
		}
		height := t.row(0, b.Rows[0]).height
		if len(b.Rows) > 1 {
			height += t.row(1, b.Rows[1]).height
		}
		return t.headHeight + min(height, c.full()/3)
	case sheet.Fields:
		return 2 * lineHeight(sizeText)
	case sheet.Notice:
		return 20
	case sheet.Grid:
		return gridHead + 3*c.byHand(b.Height)
	case sheet.Lines:
		return 3 * c.byHand(lineGap)
	case sheet.Blanks:
		return 2 * c.byHand(blankLine)
	case sheet.Boxes, sheet.Steps:
		return 4 * lineHeight(sizeText)
	case sheet.Code:
		return largeCode + 8
	case sheet.Heading:
		return 3 * lineHeight(sizeHeading)
	default:
		return 2 * lineHeight(sizeText)
	}
}

// text draws a paragraph, from page to page where it is long, never with its first or last line
// alone.
func (c *canvas) text(b sheet.Text) {
	size := sizeText
	if b.Quiet {
		size = sizeQuiet
	}
	lines := c.wrap(c.clean(b.Text), false, size, c.width())
	height := lineHeight(size)
	c.need(height * float64(min(2, len(lines))))
	for len(lines) > 0 {
		fits := min(len(lines), max(1, int(c.room()/height)))
		if len(lines)-fits == 1 && fits > 2 {
			fits-- // the last line takes one along
		}
		c.font(false, size)
		c.y = c.paragraph(c.left, c.y, lines[:fits])
		if lines = lines[fits:]; len(lines) > 0 {
			c.newPage()
		}
	}
	c.y += 2
}

const (
	labelWidth = 36.0
	labelClose = 26.0 // in two columns
	fieldPad   = 0.9
	writeSpace = 9.0 // height of an empty field, to write in
)

// fields draws labels with values, in one or two columns.
func (c *canvas) fields(b sheet.Fields) {
	columns := max(1, min(2, b.Columns))
	gap, label := 8.0, labelWidth
	if columns == 2 {
		label = labelClose
	}
	width := (c.width() - gap*float64(columns-1)) / float64(columns)
	for _, field := range b.Rows {
		for word := range strings.FieldsSeq(field.Label) { // a label is broken between words only
			label = max(label, min(c.faces.regular.width(word, sizeLabel)+3, width/2))
		}
	}
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
		c.font(false, sizeLabel)
		c.y = c.paragraph(c.left, c.y, c.wrap(c.clean(field.Label), false, sizeLabel, c.width()))
		replaced := c.replaced // the value was counted when it was measured
		c.text(sheet.Text{Text: field.Value})
		c.replaced = replaced
	}
}

const (
	noticePad  = 2.5
	noticeGap  = 1.4 // between one warning and the next
	sizeNotice = 12.0
)

// warned is a line of a notice; the first line of each text stands a little apart.
type warned struct {
	text  string
	first bool
}

// notice draws a heavy frame with its title in white on black.
func (c *canvas) notice(b sheet.Notice) {
	inner := c.width() - 2*noticePad
	var lines []warned
	height := 2 * noticePad
	for i, s := range b.Lines {
		for j, part := range c.wrap(c.clean(s), true, sizeNotice, inner) {
			w := warned{part, j == 0 && i > 0}
			lines = append(lines, w)
			height += w.height()
		}
	}
	title := ""
	if b.Title != "" {
		title = c.faces.bold.fit(c.oneLine(b.Title), sizeNotice, inner)
		height += noticeBar
	}
	if height > c.full() {
		height = noticeBar + 2*noticePad + 3*lineHeight(sizeNotice)
	}
	c.need(height)
	for {
		if lines = c.noticePart(title, lines); len(lines) == 0 {
			break
		}
		c.newPage()
	}
	c.y += 2.5
}

var noticeBar = lineHeight(sizeNotice) + 1.6

func (w warned) height() float64 {
	if w.first {
		return lineHeight(sizeNotice) + noticeGap
	}
	return lineHeight(sizeNotice)
}

// noticePart draws as much of a notice as the page has room for and returns the rest.
func (c *canvas) noticePart(title string, lines []warned) []warned {
	top := c.y
	c.font(true, sizeNotice)
	if title != "" {
		c.fill(c.left, c.y, c.width(), noticeBar, 0)
		c.pdf.SetTextColor(255, 255, 255)
		c.line(c.left+noticePad, c.y+0.8, title)
		c.pdf.SetTextColor(0, 0, 0)
		c.y += noticeBar
	}
	c.y += noticePad
	n := 0
	for n < len(lines) && (n == 0 || lines[n].height()+noticePad <= c.room()) {
		c.y += lines[n].height()
		c.line(c.left+noticePad, c.y-lineHeight(sizeNotice), lines[n].text)
		n++
	}
	c.y += noticePad
	c.frame(c.left, top, c.width(), c.y-top, 0.7)
	return lines[n:]
}

// lineGap is the distance between lines to write on, in millimetres.
const lineGap = 8.5

// mostLines is more than anybody writes on.
const mostLines = 400

// lines draws room to write by hand.
func (c *canvas) lines(b sheet.Lines) {
	gap := c.byHand(lineGap)
	if label := strings.TrimSpace(b.Label); label != "" {
		c.need(3 * gap)
		c.font(false, sizeLabel)
		c.flow(c.left, c.wrap(c.clean(label), false, sizeLabel, c.width()), sizeLabel, false)
	}
	count := min(b.Count, mostLines)
	if count <= 0 {
		count = int(c.room() / gap)
	}
	for range count {
		c.need(gap)
		c.y += gap
		c.rule(c.left, c.y, c.right, c.y, 0.25)
	}
	c.y += 3
}
