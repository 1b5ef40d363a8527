package paper

import "avbrottsparm/internal/sheet"

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
		c.pdf.setGrey(255)
		c.line(c.left+noticePad, c.y+0.8, title)
		c.pdf.setGrey(0)
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
