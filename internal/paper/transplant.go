package paper

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// errSyntax says that a file isn't written as the drawing library writes; only that is read here.
var errSyntax = errors.New("paper: fonts: not as the library writes")

// Objects of a file of one page by the library: pages, resources, page and content come first, what
// the file says of itself and the catalog last, and the fonts between.
const (
	firstFont = 5
	afterFont = 2
)

// transplant takes the fonts of a file of one page over, and returns the objects that have the
// texts in them, 0 for one that is not there.
func (b *book) transplant(file []byte, texts ...string) ([]int, error) {
	offsets, err := offsetsOf(file)
	if err != nil {
		return nil, err
	}
	found := make([]int, len(texts))
	if len(offsets) <= firstFont+afterFont {
		return found, nil
	}
	offsets = offsets[firstFont : len(offsets)-afterFont]
	g := graft{book: b, in: file, base: len(b.offsets) - firstFont, count: len(offsets)}
	for range offsets {
		b.reserve()
	}
	for i, offset := range offsets {
		g.at = offset
		if err := g.object(firstFont + i); err != nil {
			return nil, err
		}
		for n, s := range texts {
			if bytes.Contains(file[offset:g.at], []byte(s)) {
				found[n] = g.base + firstFont + i
			}
		}
	}
	return found, nil
}

// offsetsOf reads where each object of a file begins.
func offsetsOf(file []byte) ([]int, error) {
	var table, size int
	end := bytes.LastIndex(file, []byte("startxref\n"))
	if end < 0 {
		return nil, errSyntax
	}
	if _, err := fmt.Sscanf(string(file[end:]), "startxref\n%d\n", &table); err != nil || table < 0 || table > end {
		return nil, errSyntax
	}
	if _, err := fmt.Sscanf(string(file[table:end]), "xref\n0 %d\n", &size); err != nil || size < 1 || size > (end-table)/20 {
		return nil, errSyntax
	}
	at := table + len("xref\n0 \n") + len(strconv.Itoa(size))
	if at+20*size > end {
		return nil, errSyntax
	}
	offsets := make([]int, size)
	for i := range offsets {
		offset, err := strconv.Atoi(string(file[at+20*i : at+20*i+10]))
		if err != nil || offset < 0 || offset >= table {
			return nil, errSyntax
		}
		offsets[i] = offset
	}
	return offsets, nil
}

// graft copies objects of a file of the library's into a book, under other numbers. There are no
// comments, hexadecimal strings or streams of objects in such a file.
type graft struct {
	*book
	in          []byte
	at          int // in in
	base, count int // what is added to numbers, and how many objects there are
}

// next tells whether s comes next, and goes past it.
func (g *graft) next(s string) bool {
	if g.at > len(g.in) || !bytes.HasPrefix(g.in[g.at:], []byte(s)) {
		return false
	}
	g.at += len(s)
	return true
}

// number reads a whole number; -1 for none.
func (g *graft) number() int {
	from := g.at
	for g.at < len(g.in) && g.at-from < 10 && g.in[g.at] >= '0' && g.in[g.at] <= '9' {
		g.at++
	}
	n, err := strconv.Atoi(string(g.in[from:g.at]))
	if err != nil {
		return -1
	}
	return n
}

func (g *graft) object(number int) error {
	if g.number() != number || !g.next(" 0 obj\n") {
		return errSyntax
	}
	g.begin(g.base + number)
	length := -1
	for g.at < len(g.in) {
		before := g.in[g.at-1]
		switch c := g.in[g.at]; {
		case c == '(':
			if err := g.literal(); err != nil {
				return err
			}
		case c == '%' || c == '<' && !g.pair() || c == '>' && !g.pair():
			return errSyntax
		case c == '<' || c == '>':
			g.out, g.at = append(g.out, c, c), g.at+2
		case c >= '0' && c <= '9' && (before == ' ' || before == '[' || before == '\n'):
			if err := g.reference(); err != nil {
				return err
			}
		case c == '/' && g.next("/Length "):
			if length = g.number(); length < 0 {
				return errSyntax
			}
		case before == '\n' && g.next("stream\n"):
			return g.body(length)
		case before == '\n' && g.next("endobj\n"):
			g.end()
			return nil
		default:
			g.out, g.at = append(g.out, c), g.at+1
		}
	}
	return errSyntax
}

// pair tells whether the byte in hand comes twice.
func (g *graft) pair() bool { return g.at+1 < len(g.in) && g.in[g.at] == g.in[g.at+1] }

// reference copies a number, or the other number of the object that it points to.
func (g *graft) reference() error {
	n := g.number()
	if n < 0 {
		return errSyntax
	}
	if g.next(" 0 R") {
		if n < firstFont || n >= firstFont+g.count {
			return errSyntax
		}
		g.printf("%d 0 R", g.base+n)
		return nil
	}
	g.out = strconv.AppendInt(g.out, int64(n), 10)
	return nil
}

// literal copies a string in brackets.
func (g *graft) literal() error {
	var plain []byte
	for g.at++; g.at < len(g.in); g.at++ {
		switch c := g.in[g.at]; c {
		case ')':
			g.at++
			g.string(plain)
			return nil
		case '\\': // names of character sets only, which need none
			return errSyntax
		default:
			plain = append(plain, c)
		}
	}
	return errSyntax
}

// body copies what the dictionary before it says is so long. The dictionary has been closed.
func (g *graft) body(length int) error {
	if length < 0 || length > len(g.in)-g.at || !bytes.HasSuffix(g.out, []byte(">>\n")) {
		return errSyntax
	}
	data := g.in[g.at : g.at+length]
	g.at += length
	if !g.next("\nendstream\nendobj\n") {
		return errSyntax
	}
	g.out = g.out[:len(g.out)-len(">>\n")]
	g.stream(data)
	g.end()
	return nil
}
