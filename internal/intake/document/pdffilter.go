package document

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

// mostFilters is how many filters may lie over one another; more are made to grow without end.
const mostFilters = 3

// bytesOf are the bytes of a stream without its filters, as far as they can be read and may be.
func (f *pdfFile) bytesOf(s stream) []byte {
	raw := f.rawOf(s)
	filters, parms := f.arrayOf(s.dict["Filter"]), f.arrayOf(s.dict["DecodeParms"])
	if one, ok := f.get(s.dict["Filter"]).(name); ok {
		filters, parms = array{one}, array{s.dict["DecodeParms"]}
	}
	if len(filters) > mostFilters {
		return nil
	}
	for i, filter := range filters {
		var with dict
		if i < len(parms) {
			with = f.dictOf(parms[i])
		}
		switch f.get(filter) {
		case name("FlateDecode"), name("Fl"):
			raw = f.predicted(f.inflate(raw), with)
		case name("ASCIIHexDecode"), name("AHx"):
			l := lexer{raw: append([]byte{'<'}, raw...), budget: f.budget}
			raw = []byte(l.hex())
		case name("ASCII85Decode"), name("A85"):
			raw = f.bounded(ascii85.NewDecoder(bytes.NewReader(bytes.TrimPrefix(before(raw, "~>"), []byte("<~")))))
		default:
			return nil // a picture, or something rare
		}
	}
	return raw
}

func before(raw []byte, end string) []byte {
	if i := bytes.Index(raw, []byte(end)); i >= 0 {
		return raw[:i]
	}
	return raw
}

// rawOf are the bytes as they lie in the file: as many as the stream says when it then ends, and
// else all up to its end.
func (f *pdfFile) rawOf(s stream) []byte {
	if s.at > len(f.raw) {
		return nil
	}
	rest := f.raw[s.at:]
	if n, ok := whole(f.get(s.dict["Length"])); ok && n <= len(rest) &&
		bytes.HasPrefix(bytes.TrimLeft(rest[n:min(n+32, len(rest))], "\r\n \t"), []byte("endstream")) {
		return rest[:n]
	}
	f.budget.spend(len(rest) / 1024)
	return before(rest, "endstream")
}

// inflate is what zlib's bytes hold, as far as they are whole.
func (f *pdfFile) inflate(raw []byte) []byte {
	z, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil
	}
	return f.bounded(z)
}

// bounded reads no more than a stream and the file may give. What came before an error counts:
// many programs cut their streams short.
func (f *pdfFile) bounded(from io.Reader) []byte {
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(from, int64(min(mostStream, f.budget.inflated))))
	f.budget.inflated -= int(n)
	if err != nil || !f.budget.spend(int(n)/64) {
		return out.Bytes()
	}
	return out.Bytes()
}

// predicted undoes the PNG prediction that tables of objects are packed with.
func (f *pdfFile) predicted(raw []byte, with dict) []byte {
	if f.number(with["Predictor"], 1) < 10 {
		return raw
	}
	columns, ok := whole(f.number(with["Columns"], 1))
	if !ok || columns == 0 || columns > 1<<16 || f.number(with["Colors"], 1) != 1 || f.number(with["BitsPerComponent"], 8) != 8 {
		return nil
	}
	out := make([]byte, 0, len(raw))
	above := make([]byte, columns)
	for len(raw) > columns {
		line := raw[1 : 1+columns]
		for i := range line {
			left, up, corner := byte(0), above[i], byte(0)
			if i > 0 {
				left, corner = line[i-1], above[i-1]
			}
			switch raw[0] {
			case 1:
				line[i] += left
			case 2:
				line[i] += up
			case 3:
				line[i] += byte((int(left) + int(up)) / 2)
			case 4:
				line[i] += paeth(left, up, corner)
			}
		}
		out = append(out, line...)
		above, raw = line, raw[1+columns:]
	}
	return out
}

func paeth(left, up, corner byte) byte {
	far := func(x byte) int {
		d := int(left) + int(up) - int(corner) - int(x)
		return max(d, -d)
	}
	switch {
	case far(left) <= far(up) && far(left) <= far(corner):
		return left
	case far(up) <= far(corner):
		return up
	}
	return corner
}
