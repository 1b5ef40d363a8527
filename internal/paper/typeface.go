package paper

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// The library calls a font "utf8" and its family. A subset is to be called by six capitals, a
// plus sign and its name (ISO 32000, 9.9.2), so the families are as long as it takes for tagFonts
// to put that name in place of the library's without moving a byte.
const (
	familyRegular = "parliberationsans"
	familyBold    = "parliberationsans-bold"
)

// fontFiles are the fonts with the name that each has in a file, in the order of their weights.
var fontFiles = []struct {
	family, name string
	ttf          []byte
}{
	{familyRegular, "/PARMRA+LiberationSans", liberationsansregular.TTF},
	{familyBold, "/PARMBA+LiberationSans-Bold", liberationsansbold.TTF},
}

// tagFonts names the fonts of a finished PDF as subsets.
func tagFonts(pdf []byte) {
	for _, font := range slices.Backward(fontFiles) { // the one's name begins as the other's
		library := []byte("/utf8" + font.family)
		for at := 0; ; at += len(font.name) {
			next := bytes.Index(pdf[at:], library)
			if next < 0 {
				break
			}
			at += next
			copy(pdf[at:], font.name)
		}
	}
}

// box stands for a character that can't be drawn.
const box = '□'

// face is a font of the sheets in one weight.
type face struct {
	family string
	// advance is the width of each character of the basic plane in thousandths of the size;
	// negative where the font has no glyph.
	advance []int16
}

// typeface is Liberation Sans in two weights, with what is needed to break lines without asking
// the PDF library, character by character, again and again.
type typeface struct{ regular, bold face }

func newTypeface() (*typeface, error) {
	pdf := fpdf.New("P", "mm", "A4", "")
	addFonts(pdf)
	t := &typeface{}
	for _, weight := range []struct {
		face   *face
		family string
		ttf    []byte
	}{{&t.regular, familyRegular, liberationsansregular.TTF}, {&t.bold, familyBold, liberationsansbold.TTF}} {
		font, err := sfnt.Parse(weight.ttf)
		if err != nil {
			return nil, fmt.Errorf("paper: read font: %w", err)
		}
		pdf.SetFont(weight.family, "", 10)
		*weight.face = face{family: weight.family, advance: make([]int16, 1<<16)}
		if err := weight.face.measure(pdf, font); err != nil {
			return nil, err
		}
	}
	if err := pdf.Error(); err != nil {
		return nil, fmt.Errorf("paper: measure font: %w", err)
	}
	return t, nil
}

func addFonts(pdf *fpdf.Fpdf) {
	for _, font := range fontFiles {
		pdf.AddUTF8FontFromBytes(font.family, "", font.ttf)
	}
}

func (f *face) measure(pdf *fpdf.Fpdf, font *sfnt.Font) error {
	var scratch sfnt.Buffer
	for r := range rune(1 << 16) {
		f.advance[r] = -1
		if r >= 0xD800 && r <= 0xDFFF {
			continue
		}
		glyph, err := font.GlyphIndex(&scratch, r)
		if err != nil {
			return fmt.Errorf("paper: look up glyph: %w", err)
		}
		if glyph != 0 {
			f.advance[r] = int16(pdf.GetStringSymbolWidth(string(r)))
		}
	}
	return nil
}

func (t *typeface) weight(bold bool) *face {
	if bold {
		return &t.bold
	}
	return &t.regular
}

// draws tells whether a character can be drawn as it should look. Scripts that run from right to
// left have glyphs, but nothing here puts them in order, and a name read backwards is a wrong name.
func (t *typeface) draws(r rune) bool {
	if r < 0x20 || r >= 1<<16 || (r >= 0x7F && r < 0xA0) || r == utf8.RuneError {
		return false
	}
	if t.regular.advance[r] < 0 || t.bold.advance[r] < 0 {
		return false
	}
	return r < 0x590 || !unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// clean makes a text drawable: composed characters, plain line breaks, no invisible signs, and a
// box for each character that can't be drawn. It returns how many boxes it put in.
func (t *typeface) clean(s string) (string, int) {
	if plain(s) {
		return s, 0
	}
	s = norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n"))
	replaced := 0
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || t.draws(r) && !unicode.Is(unicode.Cf, r):
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			return '\n'
		case r == '\t' || unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
			return -1
		default:
			replaced++
			return box
		}
	}, s)
	return s, replaced
}

func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if (s[i] < 0x20 && s[i] != '\n') || s[i] >= 0x7F {
			return false
		}
	}
	return true
}

// width is the width of a cleaned text in millimetres at a size in points.
func (f *face) width(s string, size float64) float64 {
	sum := 0
	for _, r := range s {
		sum += f.of(r)
	}
	return float64(sum) * size * pointMM / 1000
}

func (f *face) of(r rune) int {
	if r >= 1<<16 || f.advance[r] < 0 {
		return 0
	}
	return int(f.advance[r])
}

// wrap breaks a cleaned text into lines no wider than width (millimetres): at its line breaks,
// then between words, then after a hyphen, dash or slash, and inside a word only when the word alone is
// wider than the line.
func (f *face) wrap(s string, size, width float64) []string {
	limit := int(width * 1000 / (size * pointMM))
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = f.wrapParagraph(lines, strings.TrimRight(paragraph, " "), limit)
	}
	return lines
}

func (f *face) wrapParagraph(lines []string, s string, limit int) []string {
	start, sum := 0, 0            // of the line
	fit, next, sumNext := 0, 0, 0 // where it can end, where the next then starts, its width up to there
	for i, r := range s {
		w := f.of(r)
		for sum+w > limit && r != ' ' && i > start {
			if next <= start {
				fit, next, sumNext = i, i, sum
			}
			lines = append(lines, s[start:fit])
			start, sum = next, sum-sumNext
			fit, next, sumNext = start, start, 0
		}
		sum += w
		after := i + utf8.RuneLen(r)
		switch r {
		case ' ':
			if next != i || next == start {
				fit = i
			}
			next, sumNext = after, sum
		case '-', '–', '/':
			fit, next, sumNext = after, after, sum
		}
	}
	return append(lines, strings.TrimRight(s[start:], " "))
}

// fit shortens a cleaned text to a width, with an ellipsis in place of what is cut.
func (f *face) fit(s string, size, width float64) string {
	limit := int(width * 1000 / (size * pointMM))
	sum, end := 0, 0 // of what fits with an ellipsis after it
	for i, r := range s {
		if sum+f.of('…') <= limit {
			end = i
		}
		if sum += f.of(r); sum > limit {
			return strings.TrimRight(s[:end], " ") + "…"
		}
	}
	return s
}
