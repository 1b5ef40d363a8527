package paper

import (
	"strconv"

	"avbrottsparm/internal/sheet"
)

// Boxes to tick, in millimetres: large enough for a cross by a cold hand.
const (
	boxSide  = 4.6
	boxGap   = 2.4 // between a box and its text
	choseGap = 6.0 // between one choice and the next beside it
	rowGap   = 1.8
	stepGap  = 2.2
)

// boxes draws choices to tick, in as many columns as asked for, or as there is room for.
func (c *canvas) boxes(b sheet.Boxes) {
	if label := c.oneLine(b.Label); label != "" {
		lines := c.wrap(label, false, sizeLabel, c.width())
		c.need(float64(len(lines))*lineHeight(sizeLabel) + 2*lineHeight(sizeText))
		c.font(false, sizeLabel)
		c.flow(c.left, lines, sizeLabel, false)
		c.y += 0.8
	}
	texts := make([]string, len(b.Texts))
	widest := 0.0
	for i, s := range b.Texts {
		texts[i] = c.oneLine(s)
		widest = max(widest, c.faces.regular.width(texts[i], sizeText))
	}
	columns := b.Columns
	if columns <= 0 {
		columns = int((c.width() + choseGap) / (boxSide + boxGap + widest + choseGap))
	}
	columns = max(1, min(columns, len(texts), int(c.width()/leastChoice)))
	for i := 0; i < len(texts); i += columns {
		c.boxRow(texts[i:min(i+columns, len(texts))], columns)
	}
	c.y += 2
}

// leastChoice is the least width of a choice, in millimetres.
const leastChoice = 22.0

func (c *canvas) boxRow(texts []string, columns int) {
	width := (c.width() - choseGap*float64(columns-1)) / float64(columns)
	cells := make([][]string, len(texts))
	height := 0.0
	for i, s := range texts {
		cells[i] = c.wrap(s, false, sizeText, width-boxSide-boxGap)
		height = max(height, float64(len(cells[i]))*lineHeight(sizeText)+rowGap)
	}
	if height > c.full() && columns > 1 {
		for _, s := range texts {
			c.boxRow([]string{s}, 1)
		}
		return
	}
	c.need(min(height, c.full()))
	for i, lines := range cells {
		x := c.left + float64(i)*(width+choseGap)
		c.box(x)
		if columns == 1 {
			c.flow(x+boxSide+boxGap, lines, sizeText, false)
			c.y += rowGap
			return
		}
		c.font(false, sizeText)
		c.paragraph(x+boxSide+boxGap, c.y, lines)
	}
	c.y += height
}

// box draws a box to tick beside a line of text.
func (c *canvas) box(x float64) {
	c.frame(x, c.y+(lineHeight(sizeText)-boxSide)/2, boxSide, boxSide, 0.4)
}

// flow draws lines from the top of what is left of the page on, over as many pages as they take.
func (c *canvas) flow(x float64, lines []string, size float64, bold bool) {
	indent := x - c.left // from the margin, which is another one on the other side of a leaf
	for _, s := range lines {
		if lineHeight(size) > c.room() && c.y > c.top {
			c.newPage()
		}
		c.font(bold, size)
		c.line(c.left+indent, c.y, s)
		c.y += lineHeight(size)
	}
}

// steps draws numbered steps, each with a box to tick. The texts begin under one another however
// many steps there are.
func (c *canvas) steps(b sheet.Steps) {
	number := c.faces.bold.width(strconv.Itoa(len(b.Texts))+".", sizeText)
	indent := number + boxGap
	if !b.Plain {
		indent += boxSide + boxGap
	}
	for i, s := range b.Texts {
		lines := c.wrap(c.clean(s), false, sizeText, c.width()-indent)
		c.need(min(float64(len(lines))*lineHeight(sizeText), c.full()))
		x := c.left
		if !b.Plain {
			c.box(x)
			x += boxSide + boxGap
		}
		c.font(true, sizeText)
		c.lineRight(x+number, c.y, strconv.Itoa(i+1)+".")
		c.flow(c.left+indent, lines, sizeText, false)
		c.y += stepGap
	}
	c.y += 1
}
