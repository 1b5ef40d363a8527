package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/klauspost/compress/zlib"
)

// Numbers of the objects that all pages point to.
const (
	pagesObject     = 1
	resourcesObject = 2
	firstFree       = 3
)

// binaryMark follows the version: bytes that tell whoever moves the file that it is no text.
const binaryMark = "\n%µ¶\n"

// book writes a PDF page by page: a page is packed, sealed and done as soon as the next one begins,
// so that what is kept in memory is the file itself and little more. Measures are millimetres from
// the upper left corner. It looks after pages, links and bookmarks; fonts are those of the drawing
// library.
type book struct {
	out     []byte
	locks   *locks // nil leaves the file open
	offsets []int  // by number of object
	leaves  []leaf
	marks   []mark
	links   []int // the page that a link leads to, from 0

	current int     // page in hand, from 0
	high    float64 // of the page that was added last
	content []byte  // of the page in hand, not yet written
	colour  string  // of text, when it isn't black

	font   int // index in used, of the text that is drawn next
	used   [2][1 << 16]bool
	images []int // objects

	zip    *zlib.Writer
	packed bytes.Buffer
	failed error
}

// leaf is a page of the file.
type leaf struct {
	object     int
	wide, high float64
	contents   []int // objects
	links      []area
	targets    []int // of links, by their number
}

// mark is a bookmark.
type mark struct {
	text        string
	level, page int
}

// newBook begins a file; with locks, it is sealed while it is written.
func newBook(l *locks) *book {
	b := &book{locks: l, offsets: make([]int, firstFree), current: -1}
	b.zip, b.failed = zlib.NewWriterLevel(&b.packed, zlib.BestSpeed)
	version := []byte("%PDF-1.7")
	if l != nil {
		version = version20
	}
	b.out = append(append(b.out, version...), binaryMark...)
	return b
}

// reserve is the number of an object that is written later.
func (b *book) reserve() int {
	b.offsets = append(b.offsets, 0)
	return len(b.offsets) - 1
}

// begin starts an object, which ends with end.
func (b *book) begin(object int) {
	b.offsets[object] = len(b.out)
	b.printf("%d 0 obj\n", object)
}

func (b *book) end() { b.out = append(b.out, "endobj\n"...) }

func (b *book) printf(format string, args ...any) { b.out = fmt.Appendf(b.out, format, args...) }

// stream writes the rest of a stream object after the first entries of its dictionary.
func (b *book) stream(data []byte) {
	if b.locks == nil {
		b.printf(" /Length %d>>\nstream\n", len(data))
		b.out = append(b.out, data...)
	} else {
		b.printf(" /Length %d>>\nstream\n", sealedLen(len(data)))
		b.out = b.locks.seal(b.out, data)
	}
	b.out = append(b.out, "\nendstream\n"...)
}

// string writes a string of bytes.
func (b *book) string(s []byte) {
	if b.locks != nil {
		s = b.locks.seal(nil, s)
	}
	b.printf("<%x>", s)
}

// text writes a string that people read.
func (b *book) text(s string) { b.string(append([]byte{0xFE, 0xFF}, units(s)...)) }

// units is a text in UTF-16, high byte first. What lies above the basic plane is left out; the
// typeface has put a box in its place.
func units(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for _, r := range s {
		if r < 1<<16 {
			b = append(b, byte(r>>8), byte(r))
		}
	}
	return b
}

// addPage begins a page.
func (b *book) addPage(wide, high float64) {
	b.flush()
	b.leaves = append(b.leaves, leaf{object: b.reserve(), wide: wide, high: high})
	b.current, b.high = len(b.leaves)-1, high
}

// setPage goes back to a page, counted from 1. What is drawn there is measured as on the page that
// was added last.
func (b *book) setPage(page int) {
	b.flush()
	b.current = page - 1
}

// flush writes what was drawn on the page in hand.
func (b *book) flush() {
	if len(b.content) == 0 || b.failed != nil {
		return
	}
	b.packed.Reset()
	b.zip.Reset(&b.packed)
	if _, b.failed = b.zip.Write(b.content); b.failed == nil {
		b.failed = b.zip.Close()
	}
	object := b.reserve()
	b.begin(object)
	b.out = append(b.out, "<</Filter /FlateDecode"...)
	b.stream(b.packed.Bytes())
	b.end()
	page := &b.leaves[b.current]
	page.contents = append(page.contents, object)
	b.content = b.content[:0]
}

// setFont selects what text is drawn in; size in points.
func (b *book) setFont(bold bool, size float64) {
	b.font = 0
	if bold {
		b.font = 1
	}
	b.content = strconv.AppendInt(append(b.content, "BT /F"...), int64(b.font+1), 10)
	b.content = append(decimal(append(b.content, ' '), size), " Tf ET\n"...)
}

// setGrey selects how light text is, from 0 for black to 255.
func (b *book) setGrey(grey int) {
	b.colour = ""
	if grey > 0 {
		b.colour = string(append(decimal(nil, float64(grey)/255), " g "...))
	}
}

// print draws a line of text that stands on y.
func (b *book) print(x, y float64, s string) {
	c := b.content
	if b.colour != "" {
		c = append(append(c, "q "...), b.colour...)
	}
	c = append(decimal(append(c, "BT "...), x/pointMM), ' ')
	c = append(decimal(c, (b.high-y)/pointMM), " Td ("...)
	used := &b.used[b.font]
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		if r >= 1<<16 {
			continue
		}
		used[r] = true
		c = escaped(escaped(c, byte(r>>8)), byte(r))
	}
	c = append(c, ") Tj ET"...)
	if b.colour != "" {
		c = append(c, " Q"...)
	}
	b.content = append(c, '\n')
}

// escaped adds a byte of a string in brackets.
func escaped(b []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(b, '\\', c)
	case '\r':
		return append(b, '\\', 'r')
	}
	return append(b, c)
}

// decimal writes a number with two decimals at the most.
func decimal(b []byte, v float64) []byte {
	n := int64(math.Round(v * 100))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	if rest := byte(n % 100); rest != 0 {
		b = append(b, '.', '0'+rest/10)
		if rest%10 != 0 {
			b = append(b, '0'+rest%10)
		}
	}
	return b
}

// raw draws in the page's own language.
func (b *book) raw(s string) { b.content = append(append(b.content, s...), '\n') }

// picture draws a JPEG of so many dots.
func (b *book) picture(raw []byte, dots image.Point, x, y, wide, high float64) {
	space := "/DeviceRGB"
	if config, err := jpeg.DecodeConfig(bytes.NewReader(raw)); err == nil && config.ColorModel == color.GrayModel {
		space = "/DeviceGray"
	}
	object := b.reserve()
	b.begin(object)
	b.printf("<</Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 /Filter /DCTDecode", dots.X, dots.Y, space)
	b.stream(raw)
	b.end()
	b.images = append(b.images, object)
	b.content = fmt.Appendf(b.content, "q %.2f 0 0 %.2f %.2f %.2f cm /I%d Do Q\n",
		wide/pointMM, high/pointMM, x/pointMM, (b.high-y-high)/pointMM, len(b.images))
}

// addLink is a link that leads nowhere yet.
func (b *book) addLink() int {
	b.links = append(b.links, 0)
	return len(b.links) - 1
}

// link makes an area of the page in hand one that leads on.
func (b *book) link(x, y, wide, high float64, link int) {
	page := &b.leaves[b.current]
	page.links = append(page.links, area{x, y, x + wide, y + high})
	page.targets = append(page.targets, link)
}

// setLink says to which page a link leads, counted from 1.
func (b *book) setLink(link, page int) { b.links[link] = page - 1 }

// bookmark marks the page in hand; level 0 is the highest.
func (b *book) bookmark(s string, level int) {
	b.marks = append(b.marks, mark{text: s, level: level, page: b.current})
}
