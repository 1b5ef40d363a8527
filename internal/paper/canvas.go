package paper

import (
	"strconv"

	"avbrottsparm/internal/sheet"
)

// Sizes in points and millimetres. Cards are read at arm's length in bad light, so nothing that
// matters is smaller than 10 points.
const (
	pointMM = 25.4 / 72

	longSide  = 297.0
	shortSide = 210.0

	holeMargin = 25.0 // Swedish four-hole punch, on the left of portrait
	holesAbove = 21.0 // on top of landscape, whose header begins with a quiet line
	sideMargin = 12.0
	topMargin  = 11.0
	footMargin = 9.0

	sizeText   = 12.0
	sizeQuiet  = 9.5
	sizeTable  = 10.5
	sizeCard   = 11.5 // tables of the person card, where telephone numbers are read out
	sizeLabel  = 10.0
	sizeTitle  = 17.0
	sizeName   = 14.0
	sizeFooter = 8.5

	leading = 1.24 // line height over size

	largeScale = 1.25 // of documents in large type
)

// canvas draws downwards on the current page and starts new ones.
type canvas struct {
	pdf   *book
	faces *typeface
	doc   *sheet.Document
	words sheet.Words
	// release lets go of what is drawn.
	release bool

	// scale enlarges everything but the margins: what is drawn is laid out on a page that is smaller
	// by as much, so that sizes, tables and grids are the same in every document.
	scale float64

	sides    []side
	before   int // sides in front of the first
	replaced int

	codes   map[string]dots // of the sheet codesOf
	codesOf int

	current int // sheet in hand, -1 for the cover
	head    header
	foot    footer

	under []string // the heading that the block in hand stands under, as a page that it goes on to says it

	left, right, bottom float64 // of the body, in millimetres
	top                 float64 // where the body starts, under the header
	y                   float64

	bold bool
	size float64
}

func newCanvas(pdf *book, faces *typeface, doc *sheet.Document) *canvas {
	c := &canvas{pdf: pdf, faces: faces, doc: doc, words: doc.Words, scale: 1}
	if doc.Large {
		c.scale = largeScale
	}
	return c
}

// clean makes a text drawable and counts what had to be replaced.
func (c *canvas) clean(s string) string {
	s, n := c.faces.clean(s)
	c.replaced += n
	return s
}

// say words a key of the paper's own texts.
func (c *canvas) say(key string, pairs ...any) string { return c.clean(c.words.Say(key, pairs...)) }

func (c *canvas) width() float64 { return c.right - c.left }

// room is what is left of the page.
func (c *canvas) room() float64 { return c.bottom - c.y }

// byHand is room to write in, which stays as large as it is in millimetres when the type grows.
func (c *canvas) byHand(mm float64) float64 { return mm / c.scale }

// full is the height of an empty page's body.
func (c *canvas) full() float64 { return c.bottom - c.top }

// font selects weight and size for what is drawn next.
func (c *canvas) font(bold bool, size float64) {
	if c.bold == bold && c.size == size {
		return
	}
	c.bold, c.size = bold, size
	c.pdf.setFont(bold, size)
}

// line draws one line of text whose line box starts at y.
func (c *canvas) line(x, y float64, s string) {
	if s != "" {
		c.pdf.print(x, y+c.size*pointMM*(leading/2+0.35), s)
	}
}

// lineRight draws one line that ends at x.
func (c *canvas) lineRight(x, y float64, s string) {
	c.line(x-c.faces.weight(c.bold).width(s, c.size), y, s)
}

// paragraph draws lines from y on and returns where they end.
func (c *canvas) paragraph(x, y float64, lines []string) float64 {
	height := lineHeight(c.size)
	for _, s := range lines {
		c.line(x, y, s)
		y += height
	}
	return y
}

func lineHeight(size float64) float64 { return size * pointMM * leading }

// wrap breaks a cleaned text to a width.
func (c *canvas) wrap(s string, bold bool, size, width float64) []string {
	return c.faces.weight(bold).wrap(s, size, width)
}

// rule draws a line; thickness in millimetres.
func (c *canvas) rule(x1, y1, x2, y2, thickness float64) {
	high := c.pdf.high
	c.pdf.raw(operators("w", thickness) + operators("m", x1, high-y1) + operators("l S", x2, high-y2))
}

// frame draws a rectangle.
func (c *canvas) frame(x, y, w, h, thickness float64) {
	high := c.pdf.high
	c.pdf.raw(operators("w", thickness) + operators("re S", x, high-y-h, w, h))
}

// fill draws a filled rectangle; grey is 0 for black and 1 for white.
func (c *canvas) fill(x, y, w, h, grey float64) {
	high := c.pdf.high
	c.pdf.raw("q " + strconv.FormatFloat(grey, 'f', 2, 64) + " g " + operators("re f Q", x, high-y-h, w, h))
}

// operators writes an operator of the page's language after its operands, which are millimetres.
func operators(name string, operands ...float64) string {
	b := make([]byte, 0, 48)
	for _, mm := range operands {
		b = append(strconv.AppendFloat(b, mm/pointMM, 'f', 2, 64), ' ')
	}
	return string(append(append(b, name...), '\n'))
}

// cellSize is the size of the text in the tables of the sheet in hand.
func (c *canvas) cellSize() float64 {
	if c.current >= 0 && c.doc.Sheets[c.current].Kind == sheet.KindPerson {
		return sizeCard
	}
	return sizeTable
}

// need starts a new page unless height fits, or the page is empty.
func (c *canvas) need(height float64) {
	if height > c.room() && c.y > c.top {
		c.newPage()
	}
}
