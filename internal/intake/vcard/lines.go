package vcard

import (
	"bytes"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// plain is the content without its byte order mark, UTF-16 made into UTF-8. Other encodings are
// told line by line: old cards name one for each line.
func plain(raw []byte) []byte {
	order, marked := unicode.LittleEndian, unicode.IgnoreBOM
	switch {
	case bytes.HasPrefix(raw, []byte{0xEF, 0xBB, 0xBF}):
		return raw[3:]
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}), bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		marked = unicode.UseBOM
	case len(raw) > 3 && raw[0] != 0 && raw[1] == 0 && raw[3] == 0:
	case len(raw) > 3 && raw[0] == 0 && raw[1] != 0 && raw[2] == 0:
		order = unicode.BigEndian
	default:
		return raw
	}
	out, err := unicode.UTF16(order, marked).NewDecoder().Bytes(raw)
	if err != nil {
		return raw
	}
	return out
}

// line is a line of a card, whole again after folding, with the number of its first row.
type line struct {
	row int
	raw []byte // reused by the next line
	cut bool   // longer than maxLine
}

// unfolding puts lines together from rows.
type unfolding struct {
	line
	quoted  bool // quoted-printable: a sign of equality at the end of a row goes on in the next
	version bool // 2.1, which folds before a space that belongs to the text
}

// unfold gives the lines that aren't blank. Rows end in CR LF, LF or CR alone.
func unfold(raw []byte) iter.Seq[line] {
	return func(yield func(line) bool) {
		var u unfolding
		for n := 1; len(raw) > 0; n++ {
			var row []byte
			row, raw = cutRow(raw)
			if u.goesOn(row) {
				continue
			}
			if len(bytes.TrimSpace(u.raw)) > 0 && !yield(u.line) {
				return
			}
			u.begin(n, row)
		}
		if len(bytes.TrimSpace(u.raw)) > 0 {
			yield(u.line)
		}
	}
}

// goesOn takes a row that belongs to the line before it.
func (u *unfolding) goesOn(row []byte) bool {
	edge := isEdge(row)
	switch {
	case u.row == 0:
		return false
	case u.quoted && bytes.HasSuffix(u.raw, []byte("=")) && !edge:
		u.raw = u.raw[:len(u.raw)-1]
		u.add(row)
		return true
	case len(row) > 0 && (row[0] == ' ' || row[0] == '\t') && !edge:
		if !u.version {
			row = row[1:]
		}
		u.add(row)
		return true
	}
	return false
}

func (u *unfolding) begin(n int, row []byte) {
	switch {
	case isEdge(row):
		u.version = false
	case bytes.HasPrefix(bytes.ToUpper(row), []byte("VERSION:2.1")):
		u.version = true
	}
	head, _, _ := bytes.Cut(row[:min(len(row), maxParams)], []byte(":"))
	u.quoted = bytes.Contains(bytes.ToUpper(head), []byte("QUOTED-PRINTABLE"))
	u.line = line{row: n, raw: u.raw[:0]}
	u.add(row)
}

func (u *unfolding) add(row []byte) {
	if room := maxLine - len(u.raw); len(row) > room {
		row, u.cut = row[:room], true
	}
	u.raw = append(u.raw, row...)
}

// isEdge tells whether a row begins or ends a card.
func isEdge(row []byte) bool {
	row = bytes.ToUpper(bytes.ReplaceAll(bytes.TrimSpace(row[:min(len(row), 40)]), []byte(" "), nil))
	return bytes.Equal(row, []byte("BEGIN:VCARD")) || bytes.Equal(row, []byte("END:VCARD"))
}

func cutRow(raw []byte) (row, rest []byte) {
	end := bytes.IndexAny(raw, "\r\n")
	switch {
	case end < 0:
		return raw, nil
	case raw[end] == '\r' && end+1 < len(raw) && raw[end+1] == '\n':
		return raw[:end], raw[end+2:]
	}
	return raw[:end], raw[end+1:]
}

// letters makes bytes into text: in the encoding that the line names, else UTF-8, else
// Windows-1252. Many cards that name one are written in UTF-8 all the same.
func letters(raw []byte, charset string) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	if charset != "" && !strings.EqualFold(charset, "UTF-8") {
		if enc, err := htmlindex.Get(charset); err == nil {
			if out, err := enc.NewDecoder().Bytes(raw); err == nil {
				return string(out)
			}
		}
	}
	if out, err := charmap.Windows1252.NewDecoder().Bytes(raw); err == nil && !strings.EqualFold(charset, "UTF-8") {
		return string(out)
	}
	return strings.ToValidUTF8(string(raw), "\uFFFD")
}

// unquote undoes quoted-printable, which the library doesn't. What is no code stays as it is.
func unquote(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '=' && i+2 < len(raw) {
			high, okHigh := hex(raw[i+1])
			low, okLow := hex(raw[i+2])
			if okHigh && okLow {
				out = append(out, high<<4|low)
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return out
}

func hex(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	}
	return 0, false
}
