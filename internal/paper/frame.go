package paper

import (
	"strings"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/sheet"
)

// A header longer than this would leave no room for what it heads.
const (
	mostUnitLines  = 2
	mostTitleLines = 4
	mostNameLines  = 12
	mostOfPage     = 0.4
)

// header is what stands on top of each page of a sheet: unit, title, and whose sheet it is.
type header struct {
	unit     []string
	title    []string
	subtitle []string
	name     []string
	number   string // of the person
	whose    blankCells
	whoseTop float64 // height of the labels of whose
	paper    *sheet.Sheet
	paperNo  string
}

// headerOf breaks the texts of a header to the width that the number of the paper leaves.
func (c *canvas) headerOf(sh *sheet.Sheet) header {
	a := c.area(sh.Landscape, false)
	width := a.right - a.left
	h := header{number: c.oneLine(sh.PersonalID)}
	unitWidth := width
	if sh.Counted || sh.Number != "" {
		h.paper = sh
		width -= paperSide + paperClear
		h.paperNo = c.paperNumber(sh.Number)
		unitWidth = width - c.faces.bold.width(h.paperNo, sizePaper) - 4
	}
	h.unit = atMost(c.wrap(c.oneLine(c.doc.Unit), false, sizeLabel, unitWidth), mostUnitLines)
	h.title = atMost(c.wrap(c.oneLine(sh.Title), true, sizeTitle, width), mostTitleLines)
	if sh.Subtitle != "" {
		h.subtitle = atMost(c.wrap(c.oneLine(sh.Subtitle), false, sizeText, width), mostTitleLines)
	}
	if sh.Name != "" {
		beside := width - c.faces.bold.width(h.number, sizeName) - 8
		h.name = atMost(c.wrap(c.oneLine(sh.Name), true, sizeName, beside), mostNameLines)
	}
	if len(sh.Whose) > 0 {
		h.whose, h.whoseTop = c.blankCells(sh.Whose[:min(2, len(sh.Whose))], 2, a.right-a.left)
		for i, label := range h.whose.labels {
			h.whose.labels[i] = atMost(label, mostUnitLines)
		}
		h.whoseTop = min(h.whoseTop, mostUnitLines*lineHeight(sizeLabel)+blankPad)
	}
	h.shorten((a.bottom - a.top) * mostOfPage)
	return h
}

// shorten leaves out lines until the header is no higher than most: last of all those of the name.
func (h *header) shorten(most float64) {
	for _, lines := range []*[]string{&h.subtitle, &h.title, &h.unit, &h.name} {
		for len(*lines) > 1 && h.height() > most {
			*lines = atMost(*lines, len(*lines)-1)
		}
	}
}

// height is that of the texts.
func (h *header) height() float64 {
	return float64(len(h.unit))*lineHeight(sizeLabel) + float64(len(h.title))*lineHeight(sizeTitle) +
		float64(len(h.subtitle))*lineHeight(sizeText) + float64(len(h.name))*lineHeight(sizeName)
}

func (c *canvas) oneLine(s string) string {
	return strings.Join(strings.Fields(c.clean(s)), " ")
}

// atMost keeps the first lines and shows that there were more.
func atMost(lines []string, most int) []string {
	if len(lines) <= most {
		return lines
	}
	lines = append([]string(nil), lines[:most]...)
	last := []rune(lines[most-1])
	cut := string(last[:max(0, len(last)-4)]) // room for the dots
	lines[most-1] = strings.TrimRight(cut, " …") + " …"
	return lines
}

// draw puts the header on a page that is the given part of its sheet.
func (h *header) draw(c *canvas, part int) {
	if len(h.title) == 0 {
		return
	}
	right, below := c.right, 0.0
	if h.paper != nil {
		right -= paperSide + paperClear
		below = c.paperCode(h.paper, h.paperNo, right, part)
	}
	c.font(false, sizeLabel)
	c.y = c.paragraph(c.left, c.y, h.unit)
	c.font(true, sizeTitle)
	c.y = c.paragraph(c.left, c.y, h.title)
	if len(h.subtitle) > 0 {
		c.font(false, sizeText)
		c.y = c.paragraph(c.left, c.y, h.subtitle)
	}
	if len(h.name) > 0 || h.number != "" {
		c.y += 1
		c.font(true, sizeName)
		c.lineRight(right, c.y, h.number)
		c.y = c.paragraph(c.left, c.y, h.name)
	}
	c.y += 1
	if c.y >= below {
		right = c.right
	}
	c.rule(c.left, c.y, right, c.y, 0.7)
	c.y = max(c.y+3.5, below)
	if h.whose.all > 0 {
		c.framed(h.whose, h.whoseTop, 1)
		c.y += 2
	}
}

// The number of a paper, and its code: as large as an old camera needs it in bad light. It stands
// higher than the header, beside the holes of landscape pages, so that it costs no room below.
const (
	sizePaper  = 13.0
	paperSide  = 18.0 // of the code, in millimetres
	paperTop   = 6.5  // of the code, from the edge of the page
	paperClear = 3.0  // around the code: four of its dots

	widestNumber = 60.0
)

func (c *canvas) paperNumber(n custody.Number) string {
	if n == "" {
		return ""
	}
	return c.faces.bold.fit(c.oneLine(c.words.Say("paper.number", "number", n)), sizePaper, widestNumber)
}

// paperCode draws number and code of a paper that is accounted for, with its text up to right, and
// returns how far down nothing else may stand there. Before it has a number a frame keeps the place.
func (c *canvas) paperCode(sh *sheet.Sheet, number string, right float64, part int) float64 {
	x, y := c.right-paperSide, paperTop/c.scale
	below := y + paperSide + paperClear
	if sh.Number == "" {
		c.frame(x, y, paperSide, paperSide, 0.25)
		c.font(false, sizeMark)
		lines := c.wrap(c.say("paper.number_later"), false, sizeMark, paperSide-2)
		c.paragraph(x+1.2, y+(paperSide-float64(len(lines))*lineHeight(sizeMark))/2, lines)
		return below
	}
	c.font(true, sizePaper)
	lift := (sizePaper - sizeLabel) * pointMM * (leading/2 + 0.35) // onto the baseline of the unit
	c.lineRight(right, c.y-lift, number)
	if !sh.Number.Valid() {
		return below
	}
	if code, err := encode(custody.Code(sh.Number, sh.Version, part)); err == nil {
		c.dots(code, x, y, paperSide)
	}
	return below
}
