package paper

import (
	"strings"

	"avbrottsparm/internal/sheet"
)

// A header longer than this would leave no room for what it heads.
const (
	mostTitleLines = 4
	mostNameLines  = 7
)

// header is what stands on top of each page of a sheet: unit, title, and whose sheet it is.
type header struct {
	unit     string
	title    []string
	subtitle []string
	name     []string
	number   string
}

func (c *canvas) headerOf(sh *sheet.Sheet) header {
	width := shortSide - holeMargin - sideMargin
	if sh.Landscape {
		width = longSide - 2*sideMargin
	}
	h := header{
		unit:   c.faces.regular.fit(c.oneLine(c.doc.Unit), sizeLabel, width),
		title:  atMost(c.wrap(c.oneLine(sh.Title), true, sizeTitle, width), mostTitleLines),
		number: c.oneLine(sh.PersonalID),
	}
	if sh.Subtitle != "" {
		h.subtitle = atMost(c.wrap(c.oneLine(sh.Subtitle), false, sizeText, width), mostTitleLines)
	}
	if sh.Name != "" {
		beside := width - c.faces.bold.width(h.number, sizeName) - 8
		h.name = atMost(c.wrap(c.oneLine(sh.Name), true, sizeName, beside), mostNameLines)
	}
	return h
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
	lines[most-1] += " …"
	return lines
}

func (h *header) draw(c *canvas) {
	if len(h.title) == 0 {
		return
	}
	c.font(false, sizeLabel)
	c.y = c.paragraph(c.left, c.y, []string{h.unit})
	c.font(true, sizeTitle)
	c.y = c.paragraph(c.left, c.y, h.title)
	if len(h.subtitle) > 0 {
		c.font(false, sizeText)
		c.y = c.paragraph(c.left, c.y, h.subtitle)
	}
	if len(h.name) > 0 || h.number != "" {
		c.y += 1
		c.font(true, sizeName)
		c.lineRight(c.right, c.y, h.number)
		c.y = c.paragraph(c.left, c.y, h.name)
	}
	c.y += 1
	c.rule(c.left, c.y, c.right, c.y, 0.7)
	c.y += 3.5
}

// footer is what stands at the foot of each page of a sheet. What depends on the number of pages
// is drawn when all pages are there.
type footer struct {
	lines []string
	code  string
}

func (c *canvas) footerOf(sh *sheet.Sheet) footer {
	printed := c.say("paper.printed", "moment", c.words.Moment(c.doc.PrintedAt), "who", c.doc.PrintedBy)
	var f footer
	switch {
	case len(sh.Foot) > 0:
		f.lines = append([]string{sh.Foot[0], printed}, sh.Foot[1:]...)
	case sh.Blank:
		f.lines = []string{c.say("paper.blank"), printed, c.say("paper.blank_rule")}
	case sh.DataAsOf.IsZero():
		f.lines = []string{c.say("paper.as_of_unknown"), printed, c.say("paper.copy_rule")}
	default:
		f.lines = []string{c.say("paper.as_of", "moment", c.words.Moment(sh.DataAsOf.In(c.doc.PrintedAt.Location()))),
			printed, c.say("paper.copy_rule")}
	}
	if c.doc.Head != "" {
		f.code = c.say("paper.head", "code", c.doc.Head)
	}
	return f
}

func (f *footer) height() float64 { return 3*lineHeight(sizeFooter) + 2.5 }

// draw puts the left half of the footer and the code of the chains.
func (f *footer) draw(c *canvas) {
	y := c.bottom + 1.5
	c.rule(c.left, y, c.right, y, 0.25)
	y += 0.8
	c.font(false, sizeFooter)
	c.lineRight(c.right, y+2*lineHeight(sizeFooter), f.code)
	reserved := max(45, c.faces.regular.width(f.code, sizeFooter)+4)
	for _, s := range f.lines {
		c.line(c.left, y, c.faces.regular.fit(strings.ReplaceAll(s, "\n", " "), sizeFooter, c.width()-reserved))
		y += lineHeight(sizeFooter)
	}
}

// number writes "page n of m" on every page, now that m is known.
func (c *canvas) number() {
	parts := map[int]int{}
	for _, l := range c.leaves {
		parts[l.sheet] = max(parts[l.sheet], l.part)
	}
	_, high := c.pdf.GetPageSize()
	for i, l := range c.leaves {
		right, bottom := shortSide-sideMargin, longSide-footMargin
		if l.landscape {
			right, bottom = longSide-sideMargin, shortSide-footMargin
		}
		// The library measures from the top of the page that was added last.
		y := bottom - c.foot.height() + 2.3 + high - (bottom + footMargin)
		c.pdf.SetPage(i + 1)
		c.bold, c.size = false, 0
		c.font(true, sizeFooter+1)
		c.lineRight(right, y-0.3, c.say("paper.page", "n", i+1, "total", len(c.leaves)))
		if total := parts[l.sheet]; total > 1 && l.sheet >= 0 {
			c.font(false, sizeFooter)
			c.lineRight(right, y+lineHeight(sizeFooter), c.say("paper.part", "n", l.part, "total", total))
		}
	}
	c.pdf.SetPage(len(c.leaves))
}
