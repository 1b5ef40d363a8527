package document

import (
	"bytes"
	"math"
	"strconv"
)

// The values of a PDF are Go's: nil, bool, float64, string for what stands in parentheses, and
// these.
type (
	name   string
	word   string // an operator, or a keyword such as obj
	array  []any
	dict   map[name]any
	ref    int // the number of an object
	stream struct {
		dict dict
		at   int // where its bytes begin in the file
	}
)

// lexer reads values from bytes. It never fails: what makes no sense is passed over.
type lexer struct {
	raw    []byte
	pos    int
	budget *budget
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lexer) skipSpace() {
	for l.pos < len(l.raw) {
		switch c := l.raw[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.raw) && l.raw[l.pos] != '\n' && l.raw[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

// next is the next value; more is false at the end, or when the budget is spent.
func (l *lexer) next(depth int) (value any, more bool) {
	start := l.pos
	defer func() { more = l.budget.spend(1+(l.pos-start)/16) && more }()
	l.skipSpace()
	if l.pos >= len(l.raw) || depth > mostNesting || l.budget.over() {
		return nil, false
	}
	switch c := l.raw[l.pos]; {
	case c == '/':
		return l.name(), true
	case c == '(':
		return l.literal(), true
	case c == '<' && l.peek(1) == '<':
		l.pos += 2
		return l.dict(depth + 1), true
	case c == '<':
		return l.hex(), true
	case c == '[':
		l.pos++
		return l.array(depth + 1), true
	case c == '>' && l.peek(1) == '>':
		l.pos += 2
		return word(">>"), true
	case isDelimiter(c):
		l.pos++
		return word(c), true
	}
	return l.bare(), true
}

func (l *lexer) peek(n int) byte {
	if l.pos+n < len(l.raw) {
		return l.raw[l.pos+n]
	}
	return 0
}

// bare is a number, a keyword or an operator.
func (l *lexer) bare() any {
	start := l.pos
	for l.pos < len(l.raw) && !isSpace(l.raw[l.pos]) && !isDelimiter(l.raw[l.pos]) {
		l.pos++
	}
	s := string(l.raw[start:min(l.pos, start+64)])
	switch s {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && !math.IsNaN(n) && !math.IsInf(n, 0) && s[0] < 'A' {
		return n
	}
	return word(s)
}

func (l *lexer) name() name {
	l.pos++
	var out []byte
	for l.pos < len(l.raw) && !isSpace(l.raw[l.pos]) && !isDelimiter(l.raw[l.pos]) {
		c := l.raw[l.pos]
		if high, low := unhex(l.peek(1)), unhex(l.peek(2)); c == '#' && high >= 0 && low >= 0 {
			c = byte(high<<4 | low)
			l.pos += 2
		}
		out = append(out, c)
		l.pos++
	}
	return name(out)
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (l *lexer) hex() string {
	l.pos++
	var out []byte
	half := -1
	for l.pos < len(l.raw) {
		c := l.raw[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		n := unhex(c)
		switch {
		case n < 0:
		case half < 0:
			half = n
		default:
			out = append(out, byte(half<<4|n))
			half = -1
		}
	}
	if half >= 0 {
		out = append(out, byte(half<<4))
	}
	return string(out)
}

var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

func (l *lexer) literal() string {
	l.pos++
	var out []byte
	for open := 1; l.pos < len(l.raw); {
		c := l.raw[l.pos]
		l.pos++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return string(out)
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

// escape reads what follows a backslash.
func (l *lexer) escape(out []byte) []byte {
	if l.pos >= len(l.raw) {
		return out
	}
	c := l.raw[l.pos]
	l.pos++
	switch {
	case c == '\r':
		if l.peek(0) == '\n' {
			l.pos++
		}
		return out
	case c == '\n':
		return out
	case c >= '0' && c <= '7':
		n := int(c - '0')
		for range 2 {
			if d := l.peek(0); d >= '0' && d <= '7' {
				n = n*8 + int(d-'0')
				l.pos++
			}
		}
		return append(out, byte(n))
	}
	if plain, known := escapes[c]; known {
		c = plain
	}
	return append(out, c)
}

func (l *lexer) array(depth int) array {
	var out array
	for {
		value, more := l.next(depth)
		if !more || value == word("]") || ends(value) {
			return out
		}
		out = gather(out, value)
	}
}

// ends tells that a list was never closed and something else begins.
func ends(value any) bool {
	return value == word("endobj") || value == word("stream") || value == word("endstream")
}

// gather adds a value to a list, and makes "12 0 R" one reference of it.
func gather(list array, value any) array {
	if len(list) >= mostListed {
		return list
	}
	if n := len(list); value == word("R") && n >= 2 {
		if number, ok := whole(list[n-2]); ok {
			return append(list[:n-2], ref(number))
		}
	}
	return append(list, value)
}

// whole is a value as a number of things: not negative, and no more than a file can hold.
func whole(value any) (int, bool) {
	n, ok := value.(float64)
	if !ok || n < 0 || n > 1<<31 || n != math.Trunc(n) {
		return 0, false
	}
	return int(n), true
}

func (l *lexer) dict(depth int) dict {
	var list array
	for {
		value, more := l.next(depth)
		if !more || value == word(">>") {
			break
		}
		if ends(value) {
			l.pos -= len(value.(word))
			break
		}
		list = gather(list, value)
	}
	out := dict{}
	for i := 0; i < len(list); i++ {
		key, ok := list[i].(name)
		if ok && i+1 < len(list) {
			out[key] = list[i+1]
			i++
		}
	}
	return out
}
