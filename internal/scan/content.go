package scan

import (
	"bytes"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"avbrottsparm/internal/text"
)

// Limits on what a page may say.
const (
	mostContent = 8 << 20 // bytes of what a page draws, unpacked
	mostDrawing = 1 << 20 // words of it that are looked at, with what it draws by name
	deepest     = 6       // drawings inside of drawings
)

// matrix is where a drawing is put on a page, as PDF writes it: a b c d e f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times is m first, and n afterwards.
func (m matrix) times(n matrix) matrix {
	return matrix{m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5]}
}

// placed is a picture with its place: the matrix puts the square of side 1 onto the page.
type placed struct {
	stream *types.StreamDict
	at     matrix
}

// fills tells whether a picture stands upright and covers the page but for its edges, so that it can
// be kept as it came.
func (p placed) fills(box [4]float64) bool {
	w, h := box[2]-box[0], box[3]-box[1]
	const much = 0.85
	return p.at[1] == 0 && p.at[2] == 0 && p.at[0] >= much*w && p.at[3] >= much*h
}

// drawing finds the pictures of a page, in the order in which they are drawn. Text and lines are passed
// over: a scanner draws none, but for the words that it has recognised, which are invisible.
type drawing struct {
	doc    *model.Context
	work   int // words left
	placed []placed
}

// contentOf is what a page or a form draws, unpacked.
func (d *drawing) contentOf(dict types.Dict) ([]byte, error) {
	o, found := dict.Find("Contents")
	if !found {
		return nil, text.NewFault("scan.empty")
	}
	o, err := d.doc.Dereference(o)
	if err != nil {
		return nil, err
	}
	parts := types.Array{o}
	if list, is := o.(types.Array); is {
		parts = list
	}
	var content []byte
	for _, part := range parts {
		stream, _, err := d.doc.DereferenceStreamDict(part)
		if err != nil {
			return nil, err
		}
		if stream == nil {
			continue
		}
		raw, rest, err := unfilter(d.doc, stream, mostContent-len(content))
		if err != nil {
			return nil, err
		}
		if rest != nil {
			return nil, text.NewFault("scan.packing")
		}
		content = append(append(content, raw...), '\n')
	}
	return content, nil
}

// run goes through what a page draws. What isn't understood is passed over.
func (d *drawing) run(content []byte, resources types.Dict, at matrix, depth int) {
	var saved []matrix
	var operands []string
	words := lexer{raw: content}
	for d.work > 0 && len(d.placed) < mostDrawn {
		d.work--
		word, ok := words.next()
		if !ok {
			return
		}
		switch word {
		case "q":
			if len(saved) < 64 {
				saved = append(saved, at)
			}
		case "Q":
			if n := len(saved); n > 0 {
				at, saved = saved[n-1], saved[:n-1]
			}
		case "cm":
			if m, ok := numbers(operands); ok {
				at = m.times(at)
			}
		case "Do":
			if n := len(operands); n > 0 {
				d.draw(operands[n-1], resources, at, depth)
			}
		case "ID":
			words.skipImage()
		default:
			if operands = append(operands, word); len(operands) > 16 {
				operands = operands[1:]
			}
			continue
		}
		operands = operands[:0]
	}
}

// numbers are the six that were written last.
func numbers(operands []string) (m matrix, ok bool) {
	if len(operands) < 6 {
		return m, false
	}
	for i, written := range operands[len(operands)-6:] {
		v, err := strconv.ParseFloat(written, 64)
		if err != nil || v != v || v > 1e6 || v < -1e6 {
			return m, false
		}
		m[i] = v
	}
	return m, true
}

// draw takes in what a page draws by name: a picture, or a form that draws more.
func (d *drawing) draw(name string, resources types.Dict, at matrix, depth int) {
	if len(name) < 2 || name[0] != '/' || depth > deepest {
		return
	}
	all, err := d.doc.DereferenceDictEntry(resources, "XObject")
	if err != nil {
		return
	}
	named, is := all.(types.Dict)
	if !is {
		return
	}
	o, found := named.Find(name[1:])
	if !found {
		return
	}
	stream, _, err := d.doc.DereferenceStreamDict(o)
	if err != nil || stream == nil {
		return
	}
	switch sort := stream.Subtype(); {
	case sort == nil:
	case *sort == "Image":
		d.placed = append(d.placed, placed{stream: stream, at: at})
	case *sort == "Form":
		d.form(stream, resources, at, depth)
	}
}

func (d *drawing) form(stream *types.StreamDict, resources types.Dict, at matrix, depth int) {
	content, rest, err := unfilter(d.doc, stream, mostContent)
	if err != nil || rest != nil {
		return
	}
	if own, err := d.doc.DereferenceDictEntry(stream.Dict, "Resources"); err == nil {
		if dict, is := own.(types.Dict); is {
			resources = dict
		}
	}
	if list, err := d.doc.DereferenceDictEntry(stream.Dict, "Matrix"); err == nil {
		if array, is := list.(types.Array); is {
			var written []string
			for _, o := range array {
				if v, err := d.doc.DereferenceNumber(o); err == nil {
					written = append(written, strconv.FormatFloat(v, 'g', -1, 64))
				}
			}
			if m, ok := numbers(written); ok {
				at = m.times(at)
			}
		}
	}
	d.run(content, resources, at, depth+1)
}

// lexer splits what a page draws into words; texts, lists and dictionaries are passed over.
type lexer struct {
	raw []byte
	at  int
}

func (l *lexer) next() (string, bool) {
	for l.at < len(l.raw) {
		switch c := l.raw[l.at]; {
		case blank(c) || bytes.IndexByte([]byte("[]{}<>)"), c) >= 0:
			l.at++
		case c == '%':
			for l.at < len(l.raw) && l.raw[l.at] != '\n' && l.raw[l.at] != '\r' {
				l.at++
			}
		case c == '(':
			l.skipText()
		default:
			from := l.at
			for l.at++; l.at < len(l.raw) && !blank(l.raw[l.at]) && bytes.IndexByte([]byte("[]{}<>()/%"), l.raw[l.at]) < 0; l.at++ {
			}
			return string(l.raw[from:l.at]), true
		}
	}
	return "", false
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func (l *lexer) skipText() {
	for open := 0; l.at < len(l.raw); l.at++ {
		switch l.raw[l.at] {
		case '\\':
			l.at++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.at++
				return
			}
		}
	}
}

// skipImage goes past a picture that stands in the page itself: too small for a scanned page.
func (l *lexer) skipImage() {
	for l.at < len(l.raw) {
		i := bytes.Index(l.raw[l.at:], []byte("EI"))
		if i < 0 {
			l.at = len(l.raw)
			return
		}
		l.at += i + 2
		if i > 0 && blank(l.raw[l.at-3]) && (l.at == len(l.raw) || blank(l.raw[l.at])) {
			return
		}
	}
}
