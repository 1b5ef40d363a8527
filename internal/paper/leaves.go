package paper

import (
	"fmt"

	"avbrottsparm/internal/sheet"
)

// side is a finished page, remembered until the number of pages is known.
type side struct {
	sheet  int // index in the document; -1 for cover and contents
	part   int // 1-based page within its sheet
	high   float64
	right  float64 // end of the lines, in millimetres
	bottom float64 // of the body
	mark   string  // of the sheet
}

// area is where a page may be drawn on, in millimetres from its upper left corner.
type area struct{ left, top, right, bottom float64 }

// area keeps clear of the holes: on the left of portrait and on top of landscape, and on the other
// side on the back of a leaf. All four have the same size, so that a sheet takes as many pages
// wherever it begins.
func (c *canvas) area(landscape, back bool) area {
	a := area{holeMargin, topMargin, shortSide - sideMargin, longSide - footMargin}
	switch {
	case landscape && back:
		a = area{sideMargin, footMargin, longSide - sideMargin, shortSide - holesAbove}
	case landscape:
		a = area{sideMargin, holesAbove, longSide - sideMargin, shortSide - footMargin}
	case back:
		a.left, a.right = sideMargin, shortSide-holeMargin
	}
	return area{a.left / c.scale, a.top / c.scale, a.right / c.scale, a.bottom / c.scale}
}

// newPage starts a page of the sheet in hand, with its header and footer.
func (c *canvas) newPage() {
	part := 1
	if n := len(c.sides); n > 0 && c.sides[n-1].sheet == c.current {
		part = c.sides[n-1].part + 1
	}
	landscape := c.current >= 0 && c.doc.Sheets[c.current].Landscape
	wide, high := shortSide, longSide
	if landscape {
		wide, high = longSide, shortSide
	}
	c.pdf.addPage(wide, high)
	if c.scale != 1 {
		// The page's own language counts upwards from its foot, and we count downwards from its head.
		c.pdf.raw(fmt.Sprintf("%.3f 0 0 %.3f 0 %.3f cm\n", c.scale, c.scale, (1-c.scale)*high/pointMM))
	}
	a := c.area(landscape, c.doc.Duplex && (c.before+len(c.sides))%2 == 1)
	c.left, c.right, c.y = a.left, a.right, a.top
	c.bottom = a.bottom - c.foot.height()
	c.sides = append(c.sides, side{sheet: c.current, part: part, high: high, right: c.right, bottom: c.bottom, mark: c.foot.mark})
	c.bold, c.size = false, 0
	c.foot.draw(c)
	c.head.draw(c, part)
	c.top = c.y
}

// endLeaf fills the back of a leaf when both sides are printed and the sheet in hand ends on its
// front: the next begins on a leaf of its own. The empty side says whose it is as well, for whoever
// writes on it.
func (c *canvas) endLeaf() {
	if !c.doc.Duplex || (c.before+len(c.sides))%2 == 0 {
		return
	}
	c.newPage()
	c.font(false, sizeText)
	s := c.say("paper.left_empty")
	c.pdf.setGrey(softGrey)
	c.line((c.left+c.right-c.faces.regular.width(s, sizeText))/2, c.y+c.room()/2, s)
	c.pdf.setGrey(0)
}

// softGrey is light enough to say that it is no content and dark enough to be read, of 255.
const softGrey = 110

// number writes "page n of m" on every page, now that m is known.
func (c *canvas) number() {
	parts := map[int]int{}
	for _, p := range c.sides {
		parts[p.sheet] = max(parts[p.sheet], p.part)
	}
	last := c.pdf.high
	for i, p := range c.sides {
		y := p.bottom + 2.3 + last - p.high // the library measures from the top of the page that was added last
		c.pdf.setPage(i + 1)
		c.bold, c.size = false, 0
		c.font(true, sizeFooter+1)
		c.lineRight(p.right, y-0.3, c.say("paper.page", "n", i+1, "total", len(c.sides)))
		second := p.mark
		if total := parts[p.sheet]; total > 1 && p.sheet >= 0 {
			second = joinMarks(second, c.say("paper.part", "n", p.part, "total", total))
		}
		c.font(false, sizeFooter)
		c.lineRight(p.right, y+lineHeight(sizeFooter), second)
	}
	c.pdf.setPage(len(c.sides))
}

// joinMarks puts two short texts on a line.
func joinMarks(a, b string) string {
	if a == "" {
		return b
	}
	return a + "  ·  " + b
}

// spans tells where each sheet lies. The back that is left empty is a page of its sheet.
func (c *canvas) spans() []sheet.Span {
	spans := make([]sheet.Span, len(c.doc.Sheets))
	for i, p := range c.sides {
		if p.sheet < 0 {
			continue
		}
		if spans[p.sheet].Pages == 0 {
			spans[p.sheet].First = i + 1
		}
		spans[p.sheet].Pages++
	}
	return spans
}
