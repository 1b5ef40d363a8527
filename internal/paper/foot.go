package paper

import "avbrottsparm/internal/sheet"

// footer is what stands at the foot of each page of a sheet. What depends on the number of pages
// is drawn when all pages are there.
type footer struct {
	lines []string
	code  string // of the ledger
	mark  string // of the sheet
}

// widestMark is the room for the code of a sheet, in millimetres.
const widestMark = 45.0

// Lines of a footer: what stands to their right takes three, and more than the most would leave no
// room for what they are the foot of.
const (
	leastFootLines = 3
	mostFootLines  = 6
)

func (c *canvas) footerOf(sh *sheet.Sheet) footer {
	printed := c.words.Say("paper.printed", "moment", c.words.Moment(c.doc.PrintedAt), "who", c.doc.PrintedBy)
	var lines []string
	switch {
	case len(sh.Foot) > 0:
		lines = append([]string{c.withAge(sh.Foot[0], sh), printed}, sh.Foot[1:]...)
	case sh.Blank: // its rows may be filled in from Lifecare
		lines = []string{c.withAge(c.words.Say("paper.blank"), sh), printed, c.words.Say("paper.blank_rule")}
	case sh.DataAsOf.IsZero():
		lines = []string{c.words.Say("paper.as_of_unknown"), printed, c.words.Say("paper.copy_rule")}
	default:
		lines = []string{c.asOf(sh), printed, c.words.Say("paper.copy_rule")}
	}
	var f footer
	if c.doc.Head != "" {
		f.code = c.say("paper.head", "code", c.doc.Head)
	}
	if sh.Mark != "" {
		f.mark = c.faces.regular.fit(c.oneLine(c.words.Say("paper.mark", "code", sh.Mark)), sizeFooter, widestMark)
	}
	a := c.area(sh.Landscape, false)
	second := joinMarks(f.mark, c.words.Say("paper.part", "n", 99, "total", 99))
	beside := a.right - a.left - 4 - max(c.faces.regular.width(f.code, sizeFooter), c.faces.regular.width(second, sizeFooter))
	for _, s := range lines {
		f.lines = append(f.lines, c.wrap(c.oneLine(s), false, sizeFooter, beside)...)
	}
	f.lines = atMost(f.lines, mostFootLines)
	return f
}

// asOf says when the data of a sheet left Lifecare.
func (c *canvas) asOf(sh *sheet.Sheet) string {
	return c.words.Say("paper.as_of", "moment", c.words.Moment(sh.DataAsOf.In(c.doc.PrintedAt.Location())))
}

// withAge is what a sheet says at its foot that it is, and how old what came from Lifecare is.
func (c *canvas) withAge(what string, sh *sheet.Sheet) string {
	if sh.DataAsOf.IsZero() {
		return what
	}
	return what + " " + c.asOf(sh)
}

func (f *footer) height() float64 {
	return float64(max(leastFootLines, len(f.lines)))*lineHeight(sizeFooter) + 2.5
}

// draw puts the left half of the footer and the code of the chains.
func (f *footer) draw(c *canvas) {
	y := c.bottom + 1.5
	c.rule(c.left, y, c.right, y, 0.25)
	y += 0.8
	c.font(false, sizeFooter)
	c.lineRight(c.right, y+2*lineHeight(sizeFooter), f.code)
	c.paragraph(c.left, y, f.lines)
}
