package paper

import (
	"strings"

	"avbrottsparm/internal/sheet"
)

// draw puts the blocks of a sheet one under the other.
func (c *canvas) draw(blocks []sheet.Block) {
	c.under = nil
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
	heading := c.oneLine(b.Text)
	lines := atMost(c.wrap(heading, true, sizeHeading, c.width()), mostTitleLines)
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
	c.under = atMost(c.wrap(c.say("paper.goes_on", "heading", heading), true, sizeHead, c.width()), mostUnitLines)
}

// goOn starts a page in the middle of what stands under a heading, and says so: which day a table is
// about must not stand on the page before only.
func (c *canvas) goOn() {
	c.newPage()
	if len(c.under) > 0 {
		c.font(true, sizeHead)
		c.y = c.paragraph(c.left, c.y, c.under) + 1
	}
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
		return c.leastFields(b)
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
