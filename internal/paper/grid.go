package paper

import "avbrottsparm/internal/sheet"

const (
	gridHead  = 9.0 // least height of the header: weekday above number
	gridPad   = 0.9 // above and under the text of a row
	sizeDay   = 9.0
	weekRule  = 0.6
	leastDay  = 5.0 // width of a day that can be signed in, in millimetres
	closeRule = 0.4
)

// lattice is a grid measured against the width of the page.
type lattice struct {
	c      *canvas
	b      sheet.Grid
	widths []float64 // of the columns before the days
	left   float64   // their sum
	head   [][]string
	high   float64 // of the header
	bars   []bar
}

// bar is a row that is measured, or a piece of one that is very high.
type bar struct {
	row    int // in the grid
	cells  [][]string
	height float64
}

// grid draws a form with a narrow column per day. The columns to the left have their widths in
// millimetres; the days share the rest, and a month whose days would be too narrow is drawn in two
// halves.
func (c *canvas) grid(b sheet.Grid) {
	g := c.lattice(b)
	fit := max(1, int((c.width()-g.left)/c.byHand(leastDay)))
	halves := max(1, share(len(b.Days), fit))
	each := max(1, share(len(b.Days), halves))
	for from := 0; from < len(b.Days) || from == 0; from += each {
		g.draw(from, min(from+each, len(b.Days)))
		c.y += 2
	}
}

// share is the size of each of so many parts; the last may be smaller.
func share(total, parts int) int { return (total + parts - 1) / parts }

func (c *canvas) lattice(b sheet.Grid) *lattice {
	g := &lattice{c: c, b: b, high: gridHead}
	for _, col := range b.Columns {
		g.left += max(col.Width, leastDay)
	}
	shrink := min(1, c.width()*0.7/max(g.left, 1))
	g.left *= shrink
	for _, col := range b.Columns {
		width := max(col.Width, leastDay) * shrink
		lines := atMost(c.wrap(c.clean(col.Title), true, sizeHead, width-2*cellPad), max(1, int(c.full()/3/lineHeight(sizeHead))))
		g.widths, g.head = append(g.widths, width), append(g.head, lines)
		g.high = max(g.high, float64(len(lines))*lineHeight(sizeHead)+0.6)
	}
	for i := range b.Rows {
		g.row(i)
	}
	return g
}

// row measures a row. One that is higher than a third of a page becomes several.
func (g *lattice) row(i int) {
	texts := []string{g.b.Rows[i]}
	if i < len(g.b.Cells) {
		texts = append(texts, g.b.Cells[i]...)
	}
	texts = texts[:min(len(texts), len(g.widths))]
	whole := make([][]string, len(texts))
	for j, s := range texts {
		if s != "" {
			whole[j] = g.c.wrap(g.c.clean(s), false, sizeTable, g.widths[j]-2*cellPad)
		}
	}
	most := max(1, int(g.c.full()/3/lineHeight(sizeTable)))
	for more := true; more; {
		piece := bar{row: i, cells: make([][]string, len(whole)), height: max(g.c.byHand(g.b.Height), lineHeight(sizeTable)+2*gridPad)}
		more = false
		for j, lines := range whole {
			n := min(most, len(lines))
			piece.cells[j], whole[j] = lines[:n], lines[n:]
			piece.height = max(piece.height, float64(n)*lineHeight(sizeTable)+2*gridPad)
			more = more || len(whole[j]) > 0
		}
		g.bars = append(g.bars, piece)
	}
}

// draw puts the days between from and to on the page, with all rows.
func (g *lattice) draw(from, to int) {
	c := g.c
	for rest, first := g.bars, true; first || len(rest) > 0; first = false {
		if !first {
			c.newPage()
		}
		together := g.high
		for i := range min(3, len(rest)) {
			together += rest[i].height
		}
		c.need(min(together, c.full()))
		fits, height := 0, g.high
		for fits < len(rest) && (fits == 0 || height+rest[fits].height <= c.room()) {
			height += rest[fits].height
			fits++
		}
		g.part(g.b.Days[from:to], from, rest[:fits], height)
		rest = rest[fits:]
	}
}

// part draws header and rows that fit on the page.
func (g *lattice) part(days []sheet.GridDay, from int, bars []bar, height float64) {
	c := g.c
	day := (c.width() - g.left) / float64(max(1, len(days)))
	right := c.left + g.left + day*float64(len(days))
	top := c.y
	c.fill(c.left, top, right-c.left, g.high, headGrey)
	y := top + g.high
	for _, b := range bars {
		g.close(b, days, from, c.left+g.left, y, day)
		y += b.height
	}
	g.columns(days, day, top, top+height)
	c.y = top + g.high
	for _, b := range bars {
		c.rule(c.left, c.y, right, c.y, thinRule)
		x := c.left
		for j, lines := range b.cells {
			c.font(false, sizeTable)
			c.paragraph(x+cellPad, c.y+(b.height-float64(len(lines))*lineHeight(sizeTable))/2, lines)
			x += g.widths[j]
		}
		c.y += b.height
	}
	c.frame(c.left, top, right-c.left, height, thinRule*2)
}

// columns draws the titles and the rules between the columns.
func (g *lattice) columns(days []sheet.GridDay, day, top, bottom float64) {
	c := g.c
	x := c.left
	for i, lines := range g.head {
		c.font(true, sizeHead)
		c.paragraph(x+cellPad, top+0.4, lines)
		x += g.widths[i]
		c.rule(x, top, x, bottom, thinRule)
	}
	for i, d := range days {
		c.font(false, sizeDay)
		c.centre(x, top+0.4, day, d.Weekday)
		c.font(true, sizeDay)
		c.centre(x, top+0.4+lineHeight(sizeDay), day, d.Number)
		x += day
		if thickness := thinRule; i+1 < len(days) {
			if d.Sunday {
				thickness = weekRule
			}
			c.rule(x, top, x, bottom, thickness)
		}
	}
}

// close rules through the days of a row on which nothing is to be done, in grey so that it is seen
// on a poor copy as well.
func (g *lattice) close(b bar, days []sheet.GridDay, from int, left, y, day float64) {
	if b.row >= len(g.b.Closed) {
		return
	}
	closed := make([]bool, len(days)+1)
	for _, i := range g.b.Closed[b.row] {
		if i >= from && i < from+len(days) {
			closed[i-from] = true
		}
	}
	for i := 0; i < len(days); i++ {
		first := i
		for closed[i] {
			i++
		}
		if i == first {
			continue
		}
		x, width := left+float64(first)*day, float64(i-first)*day
		g.c.fill(x, y, width, b.height, headGrey)
		g.c.rule(x+0.8, y+b.height/2, x+width-0.8, y+b.height/2, closeRule)
	}
}

// centre draws a line in the middle of a column.
func (c *canvas) centre(x, y, width float64, s string) {
	s = c.oneLine(s)
	c.line(x+(width-c.faces.weight(c.bold).width(s, c.size))/2, y, s)
}
