package ical

import (
	"bytes"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// plain is the content without its byte order mark, UTF-16 made into UTF-8. Which of UTF-8 and
// Windows-1252 the rest is, is told line by line, when folded lines are whole again: some programs
// fold in the middle of a letter.
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

// line is a line of the calendar, whole again after folding, with the number of its first row.
type line struct {
	row  int
	text string
	cut  bool // longer than maxLine
}

// unfold gives the lines that aren't blank. Rows end in CR LF, LF or CR alone; a row that begins
// with a space or a tab belongs to the one before it.
func unfold(raw []byte) iter.Seq[line] {
	return func(yield func(line) bool) {
		var whole []byte
		first, cut := 0, false
		give := func() bool {
			if len(bytes.TrimSpace(whole)) == 0 {
				return true
			}
			return yield(line{row: first, text: letters(whole), cut: cut})
		}
		for n := 1; len(raw) > 0; n++ {
			var row []byte
			row, raw = cutRow(raw)
			if len(row) > 0 && (row[0] == ' ' || row[0] == '\t') && first > 0 {
				row = row[1:]
			} else {
				if !give() {
					return
				}
				whole, first, cut = whole[:0], n, false
			}
			if room := maxLine - len(whole); len(row) > room {
				row, cut = row[:room], true
			}
			whole = append(whole, row...)
		}
		give()
	}
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

// letters makes a line's bytes into text: UTF-8, else Windows-1252.
func letters(raw []byte) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	if out, err := charmap.Windows1252.NewDecoder().Bytes(raw); err == nil && !halfUTF8(raw) {
		return string(out)
	}
	return strings.ToValidUTF8(string(raw), "\uFFFD")
}

// halfUTF8 tells a line of UTF-8 with a broken byte (a text cut in the middle of a letter) from
// one in Windows-1252, where whole letters of UTF-8 come by chance only.
func halfUTF8(raw []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		i += size
	}
	return good > bad
}

// someRows lists the first few line numbers.
func someRows(rows []int) string {
	const few = 10
	var parts []string
	for _, row := range rows[:min(len(rows), few)] {
		parts = append(parts, strconv.Itoa(row))
	}
	list := strings.Join(parts, ", ")
	if len(rows) > few {
		list += " …"
	}
	return list
}
