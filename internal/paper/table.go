package paper

import (
	"slices"
	"strings"

	"avbrottsparm/internal/sheet"
)

const (
	cellPad    = 1.6
	rowPad     = 1.1
	sizeMark   = 9.0
	sizeHead   = 9.5
	headGrey   = 0.88
	thinRule   = 0.2
	struckRule = 0.3
	markHeight = 4.8

	mostMarkLines = 4
)

// layout is a table measured against the width of the page.
type layout struct {
	c          *canvas
	size       float64 // of the text in its cells
	columns    []sheet.Column
	widths     []float64
	head       [][]string
	headHeight float64
	codes      []dots // by row; none where no row has one
}

// cell is the text of a cell broken into lines; the first lead lines are bold.
type cell struct {
	lines  []string
	lead   int
	struck int // how many lines, from the first, are ruled through
}

// placed is a row that is measured and ready to be drawn.
type placed struct {
	cells  []cell
	marks  [][]string // each broken into lines
	code   codeCell
	height float64
}

func (c *canvas) layout(b sheet.Table) *layout {
	t := &layout{c: c, size: c.cellSize(), columns: b.Columns, widths: make([]float64, len(b.Columns))}
	sum := 0.0
	for _, col := range b.Columns {
		sum += max(col.Width, 0.01)
	}
	for i, col := range b.Columns {
		t.widths[i] = max(col.Width, 0.01) / sum * c.width()
	}
	t.encode(b.Rows)
	for i, col := range b.Columns {
		lines := atMost(c.wrap(c.clean(col.Title), true, sizeHead, t.widths[i]-2*cellPad), max(1, int(c.full()/3/lineHeight(sizeHead))))
		t.head = append(t.head, lines)
		t.headHeight = max(t.headHeight, float64(len(lines))*lineHeight(sizeHead)+2*rowPad)
	}
	return t
}

// row breaks the texts of the i-th row into lines.
func (t *layout) row(i int, r sheet.Row) placed {
	p := placed{cells: make([]cell, len(t.columns)), height: max(t.c.byHand(r.Height), lineHeight(t.size)+2*rowPad)}
	for j := range t.columns {
		if j < len(r.Cells) && r.Cells[j] != "" {
			p.cells[j] = t.cell(j, t.widths[j], t.c.clean(r.Cells[j]), r.Bold)
			if j < r.Struck {
				p.cells[j].struck = len(p.cells[j].lines)
			}
		}
	}
	for _, mark := range r.Marks {
		if len(t.widths) > 0 {
			p.marks = append(p.marks, atMost(t.c.wrap(t.c.oneLine(mark), true, sizeMark, t.widths[0]-2*cellPad-2), mostMarkLines))
		}
	}
	t.placeCode(i, r, &p)
	p.height = max(p.height, t.natural(p))
	return p
}

// natural is the height that the texts and marks of a row take.
func (t *layout) natural(p placed) float64 {
	height := 0.0
	for i, cell := range p.cells {
		h := float64(len(cell.lines))*lineHeight(t.size) + 2*rowPad
		if i == 0 && len(p.marks) > 0 {
			h += 0.6
			for _, lines := range p.marks {
				h += markHigh(lines)
			}
		}
		if i == len(p.cells)-1 {
			h = p.code.height(h)
		}
		height = max(height, h)
	}
	return height
}

func (t *layout) cell(i int, width float64, s string, bold bool) cell {
	width -= 2 * cellPad
	if bold {
		lines := t.c.wrap(s, true, t.size, width)
		return cell{lines: lines, lead: len(lines)}
	}
	if !t.columns[i].Lead {
		return cell{lines: t.c.wrap(s, false, t.size, width)}
	}
	first, rest, more := strings.Cut(s, "\n")
	lines := t.c.wrap(first, true, t.size, width)
	lead := len(lines)
	if more {
		lines = append(lines, t.c.wrap(rest, false, t.size, width)...)
	}
	return cell{lines: lines, lead: lead}
}

// table draws rows under a header that each page repeats. The header never stands alone, and
// neither the first nor the last row stands on a page without its neighbour, unless they are high.
func (c *canvas) table(b sheet.Table) {
	if len(b.Columns) == 0 {
		return
	}
	t := c.layout(b)
	if len(b.Rows) == 0 {
		c.need(t.headHeight)
		t.drawHead()
		c.y += 2.5
		return
	}
	next := t.row(0, b.Rows[0])
	for i := range b.Rows {
		row := next
		together := row.height
		if i+1 < len(b.Rows) {
			next = t.row(i+1, b.Rows[i+1])
			if (i == 0 || i+2 == len(b.Rows)) && row.height+next.height < c.full()/3 {
				together += next.height
			}
		}
		switch {
		case i == 0:
			c.need(min(t.headHeight+together, c.full()))
			t.drawHead()
		case together > c.room():
			c.goOn()
			t.drawHead()
		}
		t.draw(row)
	}
	if b.Fill {
		for last := t.row(len(b.Rows)-1, b.Rows[len(b.Rows)-1]); last.height <= c.room(); {
			t.draw(last)
		}
	}
	c.y += 2.5
}

func (t *layout) drawHead() {
	c := t.c
	c.fill(c.left, c.y, c.width(), t.headHeight, headGrey)
	c.font(true, sizeHead)
	x := c.left
	for i, lines := range t.head {
		t.put(x, c.y+rowPad, t.widths[i], t.columns[i].Align, cell{lines: lines, lead: len(lines)}, sizeHead)
		x += t.widths[i]
	}
	t.borders(t.headHeight)
	c.y += t.headHeight
}

// draw puts a row on the page; a row that is higher than a page goes on over several.
func (t *layout) draw(row placed) {
	c := t.c
	for row.height > c.room() && t.natural(row) > c.room() && row.text() {
		fits := max(1, int((c.room()-2*rowPad)/lineHeight(t.size)))
		part := placed{cells: make([]cell, len(row.cells)), height: c.room()}
		for i, whole := range row.cells {
			n := min(fits, len(whole.lines))
			part.cells[i] = cell{whole.lines[:n], min(n, whole.lead), min(n, whole.struck)}
			row.cells[i] = cell{whole.lines[n:], max(0, whole.lead-n), max(0, whole.struck-n)}
		}
		if !row.code.under {
			part.code, row.code = row.code, codeCell{}
		}
		t.drawFitting(part)
		c.goOn()
		t.drawHead()
		row.height = max(t.natural(row), lineHeight(t.size)+2*rowPad)
	}
	row.height = min(row.height, c.room())
	t.drawFitting(row)
}

// text tells whether any text is left to be drawn.
func (p placed) text() bool {
	return slices.ContainsFunc(p.cells, func(c cell) bool { return len(c.lines) > 0 })
}

func (t *layout) drawFitting(row placed) {
	c := t.c
	x := c.left
	for i, cell := range row.cells {
		y := t.put(x, c.y+rowPad, t.widths[i], t.columns[i].Align, cell, t.size)
		if i == 0 {
			t.drawMarks(x+cellPad, y+0.4, row.marks)
		}
		x += t.widths[i]
		if i == len(row.cells)-1 {
			c.codeIn(row.code, x, y)
		}
	}
	t.borders(row.height)
	c.y += row.height
}

// put draws the lines of a cell and returns where they end.
func (t *layout) put(x, y, width float64, align sheet.Align, cell cell, size float64) float64 {
	c := t.c
	for j, s := range cell.lines {
		bold := j < cell.lead
		c.font(bold, size)
		at := x + cellPad
		switch align {
		case sheet.Right:
			at = x + width - cellPad - c.faces.weight(bold).width(s, size)
		case sheet.Center:
			at = x + (width-c.faces.weight(bold).width(s, size))/2
		}
		c.line(at, y, s)
		if j < cell.struck {
			middle := y + lineHeight(size)/2
			c.rule(at, middle, at+c.faces.weight(bold).width(s, size), middle, struckRule)
		}
		y += lineHeight(size)
	}
	return y
}

// drawMarks puts words in frames, one under the other.
func (t *layout) drawMarks(x, y float64, marks [][]string) {
	c := t.c
	for _, lines := range marks {
		c.font(true, sizeMark)
		width := 0.0
		for _, s := range lines {
			width = max(width, c.faces.bold.width(s, sizeMark))
		}
		c.frame(x, y, width+2, markHigh(lines)-0.7, 0.35)
		c.paragraph(x+1, y+0.1, lines)
		y += markHigh(lines)
	}
}

// markHigh is the height of a mark of so many lines, with what is free under it.
func markHigh(lines []string) float64 {
	return markHeight + float64(len(lines)-1)*lineHeight(sizeMark)
}

// borders rules a row of the given height.
func (t *layout) borders(height float64) {
	c := t.c
	c.frame(c.left, c.y, c.width(), height, thinRule)
	x := c.left
	for _, width := range t.widths[:len(t.widths)-1] {
		x += width
		c.rule(x, c.y, x, c.y+height, thinRule)
	}
}
