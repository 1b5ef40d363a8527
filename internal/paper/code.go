package paper

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

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
	high := c.pdf.high
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
	c.pdf.raw(string(append(b, "f Q\n"...)))
}

// sizeLead is that of a number to call: read at arm's length.
const sizeLead = 22.0

// code draws a code with its lead and caption beside it. One without content is these alone, and
// one that can't be made leaves a sentence as well.
func (c *canvas) code(b sheet.Code) {
	lead, caption := c.oneLine(b.Lead), c.clean(b.Caption)
	var d dots
	if b.Content != "" {
		var err error
		if d, err = c.encoded(b.Content); err != nil {
			caption = strings.TrimLeft(caption+"\n"+c.words.Say("paper.code_failed"), "\n")
		}
	}
	side, indent, clear := 0.0, 0.0, 1.0
	if d != nil {
		side = min(d.side(largeCode), c.full()*0.8)
		clear = d.clear(side)
		indent = side + 2*clear
	}
	var leads, lines []string
	if lead != "" {
		leads = c.wrap(lead, true, sizeLead, c.width()-indent)
	}
	if caption != "" {
		lines = c.wrap(caption, false, sizeText, c.width()-indent)
	}
	text := float64(len(leads))*lineHeight(sizeLead) + float64(len(lines))*lineHeight(sizeText)
	c.need(min(max(side, text)+2*clear, c.full()))
	page, end := len(c.sides), c.y+side+2*clear
	if d != nil {
		c.dots(d, c.left, c.y+clear, side)
	}
	c.y += clear + max(0, side-text)/2
	c.flow(c.left+indent, leads, sizeLead, true)
	c.flow(c.left+indent, lines, sizeText, false)
	c.y += clear
	if len(c.sides) == page {
		c.y = max(c.y, end)
	}
}
