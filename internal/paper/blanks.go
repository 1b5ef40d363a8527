package paper

import (
	"avbrottsparm/internal/sheet"
)

// Frames to write in, in millimetres: a line of handwriting, and the room between its rule and the
// frame.
const (
	blankLine = 7.6
	blankPad  = 1.3
)

// blanks draws frames with their labels in the corner, some beside one another. One of several lines
// goes on over the next page, its label first.
func (c *canvas) blanks(b sheet.Blanks) {
	columns := max(1, min(b.Columns, 4))
	for i := 0; i < len(b.Labels); i += columns {
		row := b.Labels[i:min(i+columns, len(b.Labels))]
		cells, head := c.blankCells(row, columns, c.width())
		c.blankRow(cells, head, b.Lines)
	}
	c.y += 2
}

// blankCells are frames beside one another: how many, of how many that there is room for.
type blankCells struct {
	labels       [][]string
	columns, all int
}

// blankCells breaks labels to frames in so many columns, and tells how high the labels are.
func (c *canvas) blankCells(labels []string, columns int, width float64) (cells blankCells, head float64) {
	cells = blankCells{make([][]string, len(labels)), columns, len(labels)}
	for i, label := range labels {
		cells.labels[i] = c.wrap(c.clean(label), false, sizeLabel, width/float64(columns)-2*blankPad)
		head = max(head, float64(len(cells.labels[i]))*lineHeight(sizeLabel)+blankPad)
	}
	return cells, head
}

// blankRow draws a row of frames; lines of 0 or less fill the page.
func (c *canvas) blankRow(cells blankCells, head float64, lines int) {
	if head > c.full()/2 {
		for _, label := range cells.labels {
			c.flow(c.left, label, sizeLabel, false)
		}
		cells.labels, head = nil, 0
	}
	c.need(min(head+c.byHand(blankLine)*float64(max(1, min(lines, 3))), c.full()))
	if lines <= 0 {
		lines = int((c.room() - head) / c.byHand(blankLine))
	}
	for first := true; first || lines > 0; first = false {
		if !first {
			c.newPage()
			cells.labels, head = nil, 0
		}
		fits := max(1, min(lines, int((c.room()-head)/c.byHand(blankLine))))
		c.framed(cells, head, fits)
		lines -= fits
	}
}

// framed draws what of a row of frames stands on this page.
func (c *canvas) framed(cells blankCells, head float64, lines int) {
	width := c.width() / float64(cells.columns)
	height := head + c.byHand(blankLine)*float64(lines)
	c.font(false, sizeLabel)
	for i, label := range cells.labels {
		c.paragraph(c.left+float64(i)*width+blankPad, c.y+blankPad/2, label)
	}
	for i := range cells.all {
		c.frame(c.left+float64(i)*width, c.y, width, height, thinRule)
	}
	for i := 1; i < lines; i++ {
		y := c.y + head + c.byHand(blankLine)*float64(i)
		c.rule(c.left+blankPad, y, c.left+float64(cells.all)*width-blankPad, y, 0.1)
	}
	c.y += height
}
