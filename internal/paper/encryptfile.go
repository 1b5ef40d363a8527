package paper

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// errSyntax says that a file isn't written as the drawing library writes; only that is read here.
var errSyntax = errors.New("paper: encrypt: not as the library writes")

// binaryMark follows the version: bytes that tell whoever moves the file that it is no text.
const binaryMark = "\n%µ¶\n"

// resealing copies a file of the drawing library's, object by object, and seals each string and
// stream on the way. Such a file is a header, objects whose number stands before them, one table
// and one trailer; there are no comments, hexadecimal strings or streams of objects.
type resealing struct {
	*locks
	in, out []byte
	at      int   // in in
	offsets []int // in out, by number of object
	plain   []byte
}

// reseal encrypts a whole file under locks.
func reseal(pdf []byte, l *locks) ([]byte, error) {
	r := &resealing{locks: l, in: pdf, at: len(version20), out: make([]byte, 0, len(pdf)+len(pdf)/16+4096)}
	if !r.next(binaryMark) {
		return nil, errSyntax
	}
	r.out = append(append(r.out, version20...), binaryMark...)
	for !r.next("xref\n") {
		if err := r.object(); err != nil {
			return nil, err
		}
	}
	return r.end()
}

// next tells whether s comes next, and goes past it.
func (r *resealing) next(s string) bool {
	if r.at > len(r.in) || len(r.in)-r.at < len(s) || string(r.in[r.at:r.at+len(s)]) != s {
		return false
	}
	r.at += len(s)
	return true
}

// number reads a whole number; -1 for none.
func (r *resealing) number() int {
	from := r.at
	for r.at < len(r.in) && r.at-from < 10 && r.in[r.at] >= '0' && r.in[r.at] <= '9' {
		r.at++
	}
	n, err := strconv.Atoi(string(r.in[from:r.at]))
	if err != nil {
		return -1
	}
	return n
}

func (r *resealing) object() error {
	number := r.number()
	// No file has more objects than it has bytes, whatever it says.
	if number < 1 || number > len(r.in) || !r.next(" 0 obj\n") {
		return errSyntax
	}
	if missing := number + 1 - len(r.offsets); missing > 0 {
		r.offsets = append(r.offsets, make([]int, missing)...)
	}
	r.offsets[number] = len(r.out)
	r.out = append(strconv.AppendInt(r.out, int64(number), 10), " 0 obj\n"...)
	length := -1
	for r.at < len(r.in) {
		line := r.in[r.at-1] == '\n'
		switch c := r.in[r.at]; {
		case c == '(':
			if err := r.literal(); err != nil {
				return err
			}
		case c == '%' || c == '<' && !r.pair() || c == '>' && !r.pair():
			return errSyntax
		case c == '<' || c == '>':
			r.out, r.at = append(r.out, c, c), r.at+2
		case c == '/' && r.next("/Length "):
			if length = r.number(); length < 0 {
				return errSyntax
			}
			r.out = strconv.AppendInt(append(r.out, "/Length "...), int64(sealedLen(length)), 10)
		case line && r.next("stream\n"):
			if err := r.stream(length); err != nil {
				return err
			}
		case line && r.next("endobj\n"):
			r.out = append(r.out, "endobj\n"...)
			return nil
		default:
			r.out, r.at = append(r.out, c), r.at+1
		}
	}
	return errSyntax
}

// pair tells whether the byte in hand comes twice.
func (r *resealing) pair() bool { return r.at+1 < len(r.in) && r.in[r.at] == r.in[r.at+1] }

// literal seals a string in brackets, and writes it in hexadecimal.
func (r *resealing) literal() error {
	r.plain = r.plain[:0]
	for r.at++; r.at < len(r.in); r.at++ {
		c := r.in[r.at]
		if c == ')' {
			r.at++
			r.out = fmt.Appendf(r.out, "<%x>", r.seal(nil, r.plain))
			return nil
		}
		if c == '\\' {
			if r.at++; r.at == len(r.in) {
				break
			}
			switch c = r.in[r.at]; c {
			case 'r':
				c = '\r'
			case '\\', '(', ')':
			default:
				return errSyntax
			}
		}
		r.plain = append(r.plain, c)
	}
	return errSyntax
}

// stream seals what the dictionary before it says is so long.
func (r *resealing) stream(length int) error {
	if length < 0 || length > len(r.in)-r.at {
		return errSyntax
	}
	r.out = r.seal(append(r.out, "stream\n"...), r.in[r.at:r.at+length])
	r.at += length
	if !r.next("\nendstream\n") {
		return errSyntax
	}
	r.out = append(r.out, "\nendstream\n"...)
	return nil
}

// end writes the encryption dictionary, a new table and a new trailer.
func (r *resealing) end() ([]byte, error) {
	at := bytes.LastIndex(r.in[r.at:], []byte("trailer\n"))
	if at < 0 || !bytes.HasSuffix(r.in, []byte("\n%%EOF\n")) {
		return nil, errSyntax
	}
	var size, root, info int
	if _, err := fmt.Sscanf(string(r.in[r.at+at:]), "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n>>\n", &size, &root, &info); err != nil {
		return nil, errSyntax
	}
	if size < 2 || size != len(r.offsets) || slices.Contains(r.offsets[1:], 0) {
		return nil, errSyntax
	}
	r.offsets = append(r.offsets, len(r.out))
	r.out = fmt.Appendf(r.out, "%d 0 obj\n%s\nendobj\n", size, r.dictionary())
	table := len(r.out)
	r.out = fmt.Appendf(r.out, "xref\n0 %d\n0000000000 65535 f \n", size+1)
	for _, offset := range r.offsets[1:] {
		r.out = fmt.Appendf(r.out, "%010d 00000 n \n", offset)
	}
	return fmt.Appendf(r.out, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/Encrypt %d 0 R\n/ID [<%x><%x>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		size+1, root, info, size, r.id, r.id, table), nil
}
