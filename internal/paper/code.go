package paper

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"

	"avbrottsparm/internal/sheet"
)

// Codes are drawn with dots that a phone tells apart at arm's length, and no smaller than a thumb.
const (
	dotSize   = 0.62 // in millimetres, the least
	leastCode = 16.0 // of a code in a table
	largeCode = 26.0 // of a code that stands alone
	mostCode  = 66.0
	clearDots = 4 // light around a code, ISO/IEC 18004, 9.1

	mostContent = 2953 // bytes that the largest code holds
)

// dots is a QR code: rows of dark (1) and light dots.
type dots [][]int8

var errCode = errors.New("paper: code: more than a code on paper can hold")

// encode makes a QR code that is still read when a quarter of it is gone, or as much of that as
// keeps its dots large enough.
func encode(content string) (dots, error) {
	if len(content) > mostContent {
		return nil, errCode
	}
	for _, level := range []decoder.ErrorCorrectionLevel{decoder.ErrorCorrectionLevel_Q, decoder.ErrorCorrectionLevel_M, decoder.ErrorCorrectionLevel_L} {
		d, err := encodeAt(content, level)
		if err == nil && (d.side(0) <= mostCode/2 || level == decoder.ErrorCorrectionLevel_L && d.side(0) <= mostCode) {
			return d, nil
		}
	}
	return nil, errCode
}

func encodeAt(content string, level decoder.ErrorCorrectionLevel) (dots, error) {
	hints := map[gozxing.EncodeHintType]any{}
	if !plain(content) {
		hints[gozxing.EncodeHintType_CHARACTER_SET] = "UTF-8" // otherwise phones guess at å, ä and ö
	}
	code, err := encoder.Encoder_encode(content, level, hints)
	if err != nil {
		return nil, fmt.Errorf("paper: code: %w", errCode) // the library's error quotes what it could not encode
	}
	return code.GetMatrix().GetArray(), nil
}

// side is the length of a side in millimetres, without the light around.
func (d dots) side(least float64) float64 { return max(least, float64(len(d))*dotSize) }

// clear is the light around a code of that side.
func (d dots) clear(side float64) float64 { return clearDots * side / float64(len(d)) }

// dots draws a code as one path, so that no reader shows seams between its dots.
func (c *canvas) dots(d dots, x, y, side float64) {
	_, high := c.pdf.GetPageSize()
	n := len(d)
	dot := side / float64(n) / pointMM
	b := make([]byte, 0, 4096)
	b = fmt.Appendf(b, "q 0 g %.4f 0 0 %.4f %.2f %.2f cm\n", dot, dot, x/pointMM, (high-y-side)/pointMM)
	for row, line := range d {
		for i := 0; i < n; i++ {
			from := i
			for i < n && line[i] == 1 {
				i++
			}
			if i == from {
				continue
			}
			for _, operand := range []int{from, n - 1 - row, i - from} {
				b = append(strconv.AppendInt(b, int64(operand), 10), ' ')
			}
			b = append(b, "1 re\n"...)
		}
	}
	c.pdf.RawWriteStr(string(append(b, "f Q\n"...)))
}

// sizeLead is that of a number to call: read at arm's length.
const sizeLead = 22.0

// captionLine is a line beside a code: what leads it is large.
type captionLine struct {
	text string
	bold bool
	size float64
}

// code draws a code with its caption beside it. One that can't be made leaves the caption and a
// sentence.
func (c *canvas) code(b sheet.Code) {
	var d dots
	var err error
	if b.Content != "" || b.Lead == "" {
		d, err = c.encoded(b.Content)
	}
	side, clear, indent := 0.0, 0.0, 0.0
	if d != nil {
		side = d.side(largeCode)
		clear = d.clear(side)
		indent = side + 2*clear
	}
	lines, high := c.caption(b, c.width()-indent)
	c.need(min(max(indent, high), c.full()))
	if d != nil {
		c.dots(d, c.left, c.y+clear, side)
	}
	end := c.y + indent
	if high < side {
		c.y += clear + (side-high)/2
	}
	for _, l := range lines {
		if lineHeight(l.size) > c.room() {
			c.newPage()
			end = 0
		}
		c.font(l.bold, l.size)
		c.line(c.left+indent, c.y, l.text)
		c.y += lineHeight(l.size)
	}
	c.y = max(c.y, end) + 1
	if err != nil {
		c.text(sheet.Text{Text: c.words.Say("paper.code_failed"), Quiet: true})
	}
}

// caption is what stands beside a code, and how high it is.
func (c *canvas) caption(b sheet.Code, width float64) (lines []captionLine, high float64) {
	if lead := c.oneLine(b.Lead); lead != "" {
		for _, s := range c.wrap(lead, true, sizeLead, width) {
			lines = append(lines, captionLine{s, true, sizeLead})
		}
	}
	for _, s := range c.wrap(c.clean(b.Caption), false, sizeText, width) {
		lines = append(lines, captionLine{s, false, sizeText})
	}
	for _, l := range lines {
		high += lineHeight(l.size)
	}
	return lines, high
}
