package document

import (
	"bytes"
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// drawn gathers the text of pages in the order in which it is drawn. Where a piece stands is
// followed closely enough to tell words and lines apart.
type drawn struct {
	f       *pdfFile
	out     strings.Builder
	fonts   map[ref]*font
	forms   int // forms within forms
	at      pen
	stack   []pen
	x, y    float64 // where the last piece ended
	size    float64 // of its letters
	started bool
}

// matrix is a, b, c, d, e, f of a PDF's transformations.
type matrix [6]float64

var unit = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) times(n matrix) matrix {
	return matrix{m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5]}
}

// pen is the state of drawing.
type pen struct {
	page, line, text matrix
	font             *font
	size             float64
	leading, wide    float64
	letter, word     float64 // spacing
}

// textOf is the text of the first pages of a file, at most mostText bytes.
func (f *pdfFile) textOf(pages []dict) string {
	d := &drawn{f: f, fonts: map[ref]*font{}}
	for i, page := range pages {
		if i >= readPages || d.full() {
			break
		}
		d.at, d.stack, d.started = pen{page: unit, line: unit, text: unit, wide: 1}, nil, false
		d.draw(f.contents(page), f.dictOf(page["Resources"]))
		d.out.WriteString("\n\n")
	}
	return tidy(d.out.String())
}

func (d *drawn) full() bool {
	return d.out.Len() >= mostText || d.f.budget.over() || d.f.drawing.over()
}

// contents are the bytes that draw a page, from one stream or several.
func (f *pdfFile) contents(page dict) []byte {
	switch v := f.get(page["Contents"]).(type) {
	case stream:
		return f.bytesOf(v)
	case array:
		var all []byte
		for _, part := range v {
			if s, ok := f.get(part).(stream); ok && len(all) < mostStream {
				all = append(append(all, f.bytesOf(s)...), '\n')
			}
		}
		return all
	}
	return nil
}

// draw follows the operators of a page or form.
func (d *drawn) draw(content []byte, resources dict) {
	l := lexer{raw: content, budget: d.f.drawing}
	var args array
	for !d.full() {
		value, more := l.next(0)
		if !more {
			return
		}
		op, is := value.(word)
		if !is {
			if args = append(args, value); len(args) > 64 {
				args = args[1:]
			}
			continue
		}
		if op == "BI" { // a picture within the text: its bytes are none
			if i := bytes.Index(content[l.pos:min(len(content), l.pos+mostInline)], []byte("EI")); i >= 0 && d.f.drawing.spend(1024) {
				l.pos += i + 2
			}
		}
		d.do(op, args, resources)
		args = args[:0]
	}
}

// mostInline is how large a picture within the text may be, and mostPiece a string, in bytes.
const (
	mostInline = 64 << 10
	mostPiece  = 64 << 10
)

func numbers(args array, n int) ([]float64, bool) {
	if len(args) < n {
		return nil, false
	}
	out := make([]float64, n)
	for i, value := range args[len(args)-n:] {
		v, ok := value.(float64)
		if !ok || math.Abs(v) > 1e9 {
			return nil, false
		}
		out[i] = v
	}
	return out, true
}

func (d *drawn) do(op word, args array, resources dict) {
	switch op {
	case "q":
		if len(d.stack) < 256 {
			d.stack = append(d.stack, d.at)
		}
	case "Q":
		if n := len(d.stack); n > 0 {
			d.at, d.stack = d.stack[n-1], d.stack[:n-1]
		}
	case "cm":
		if m, ok := numbers(args, 6); ok {
			d.at.page = matrix(m).times(d.at.page)
		}
	case "BT":
		d.at.line, d.at.text = unit, unit
	case "Tf":
		d.take(args, resources)
	case "Do":
		d.form(args, resources)
	case "Tj", "'", "\"", "TJ":
		d.showAll(op, args)
	default:
		d.move(op, args)
	}
}

// move follows where the next piece of text will stand.
func (d *drawn) move(op word, args array) {
	one, ok := numbers(args, 1)
	switch {
	case op == "T*":
		d.next(0, -d.at.leading)
	case !ok:
	case op == "TL":
		d.at.leading = one[0]
	case op == "Tz":
		d.at.wide = one[0] / 100
	case op == "Tc":
		d.at.letter = one[0]
	case op == "Tw":
		d.at.word = one[0]
	case op == "Td", op == "TD":
		if by, ok := numbers(args, 2); ok {
			if op == "TD" {
				d.at.leading = -by[1]
			}
			d.next(by[0], by[1])
		}
	case op == "Tm":
		if m, ok := numbers(args, 6); ok {
			d.at.line, d.at.text = matrix(m), matrix(m)
		}
	}
}

func (d *drawn) next(x, y float64) {
	d.at.line = matrix{1, 0, 0, 1, x, y}.times(d.at.line)
	d.at.text = d.at.line
}

func (d *drawn) take(args array, resources dict) {
	size, ok := numbers(args, 1)
	if !ok || len(args) < 2 {
		return
	}
	d.at.size = size[0]
	key, _ := args[len(args)-2].(name)
	value := d.f.dictOf(resources["Font"])[key]
	r, isRef := value.(ref)
	if known := d.fonts[r]; isRef && known != nil {
		d.at.font = known
		return
	}
	d.at.font = d.f.fontOf(value)
	if isRef {
		d.fonts[r] = d.at.font
	}
}

// form draws a form of the page's resources; forms within forms end soon.
func (d *drawn) form(args array, resources dict) {
	key, _ := last(args).(name)
	s, ok := d.f.get(d.f.dictOf(resources["XObject"])[key]).(stream)
	if !ok || d.f.get(s.dict["Subtype"]) != name("Form") || d.forms >= 4 || !d.f.drawing.spend(1000) {
		return
	}
	d.forms++
	before, stack := d.at, d.stack
	if m, ok := numbers(d.f.arrayOf(s.dict["Matrix"]), 6); ok {
		d.at.page = matrix(m).times(d.at.page)
	}
	if own := d.f.dictOf(s.dict["Resources"]); own != nil {
		resources = own
	}
	d.stack = nil
	d.draw(d.f.bytesOf(s), resources)
	d.at, d.stack = before, stack
	d.forms--
}

func (d *drawn) showAll(op word, args array) {
	if op == "'" || op == "\"" {
		d.next(0, -d.at.leading)
	}
	switch v := last(args).(type) {
	case string:
		d.show(v)
	case array:
		for _, piece := range v {
			if d.full() {
				return
			}
			switch p := piece.(type) {
			case string:
				d.show(p)
			case float64:
				d.forward(-p / 1000 * d.at.size * d.at.wide)
			}
		}
	}
}

func (d *drawn) forward(by float64) { d.at.text = matrix{1, 0, 0, 1, by, 0}.times(d.at.text) }

// show writes a piece of text, on a line of its own when it stands lower than the one before, and
// after a space when there is room for one between them.
func (d *drawn) show(s string) {
	s = s[:min(len(s), mostPiece)]
	if d.at.font == nil || s == "" || !d.f.drawing.spend(len(s)) {
		return
	}
	where := d.at.text.times(d.at.page)
	size := math.Abs(d.at.size) * math.Hypot(where[2], where[3])
	x, y := where[4], where[5]
	var piece strings.Builder
	width, codes := d.at.font.decode(s, &piece)
	room := 0.15 * size
	if !d.at.font.sized {
		room = 0.3 * size
	}
	if d.started {
		switch {
		case math.Abs(y-d.y) > 0.4*max(size, d.size):
			d.out.WriteByte('\n')
		case x-d.x > room || d.x-x > 2*size:
			d.out.WriteByte(' ')
		}
	}
	d.out.WriteString(piece.String())
	d.forward((width/1000*d.at.size + float64(codes)*d.at.letter + float64(strings.Count(s, " "))*d.at.word) * d.at.wide)
	end := d.at.text.times(d.at.page)
	d.x, d.y, d.size, d.started = end[4], end[5], size, true
}

// tidy is a text with one space between words, composed letters and nothing that can't be shown.
func tidy(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s[:min(len(s), 2*mostText)], ""))
	s = strings.NewReplacer("ﬁ", "fi", "ﬂ", "fl", "ﬀ", "ff", "ﬃ", "ffi", "ﬄ", "ffl", "\u00ad", "", "\u2010", "-", "\u2011", "-").Replace(s)
	var lines []string
	size := 0
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.Join(strings.FieldsFunc(line, func(r rune) bool {
			return unicode.IsSpace(r) || !unicode.IsPrint(r)
		}), " ")
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		if size += len(line) + 1; size > mostText {
			break
		}
		lines = append(lines, line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
