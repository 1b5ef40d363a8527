package table

import "strings"

// splitText cuts a text table into at most limit rows of cells. The delimiter is the one by which
// the most headings are known, else the one that cuts most evenly. Quoted cells may hold
// delimiters, line breaks and doubled quotes, however long they are; a quote that is never closed
// is a character like any other, so that one stray quote can't swallow the file.
func (v *vocabulary) splitText(s string, limit int) [][]string {
	s = strings.ReplaceAll(s, "\x00", "") // what databases of fixed width leave after a cell
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	rows := make([][]string, 0, 64)
	delimiter := v.findDelimiter(s)
	if rest, hinted := cutHint(s); hinted != 0 {
		s, delimiter = rest, hinted
		rows = append(rows, nil) // Excel's hint is a row of the file
	}
	split := splitter{delimiter: delimiter, whole: len(s)}
	for s != "" && len(rows) < limit {
		var row []string
		row, s = split.row(s)
		rows = append(rows, row)
	}
	return rows
}

// cutHint takes off Excel's first line "sep=;".
func cutHint(s string) (rest string, delimiter byte) {
	if len(s) >= 5 && strings.EqualFold(s[:4], "sep=") {
		line, after, _ := strings.Cut(s, "\n")
		if len(strings.TrimSpace(line)) == 5 || line == "sep=\t" {
			return after, line[4]
		}
	}
	return s, 0
}

// findDelimiter takes the sign that makes the most known headings of the first lines, and among
// equals the one that cuts them into the most even number of cells.
func (v *vocabulary) findDelimiter(s string) byte {
	best, bestScore := byte(';'), 0
	const perHeading = 1_000_000
	for _, candidate := range []byte{';', '\t', '|', ','} {
		counts := map[int]int{}
		var top [][]string
		rest := s
		split := splitter{delimiter: candidate, whole: len(s)}
		for line := 0; line < 60 && rest != ""; line++ {
			var row []string
			row, rest = split.row(rest)
			if len(top) < headerSearch {
				top = append(top, cleaned(row))
			}
			if len(row) > 1 {
				counts[len(row)]++
			}
		}
		score, even := 0, 0
		if len(counts) > 0 {
			score = perHeading * v.known(top)
		}
		for cells, lines := range counts {
			even = max(even, lines*100+min(cells, 90))
		}
		score += even
		if score > bestScore {
			best, bestScore = candidate, score
		}
	}
	return best
}

// known counts the headings of the row that has the most. Only whole spellings count, because this
// is asked four times of every file.
func (v *vocabulary) known(rows [][]string) int {
	most := 0
	for _, row := range rows {
		n := 0
		for _, cell := range row {
			if cell != "" && len(cell) <= longestHeading && v.spelled[joinWords(fold(cell))] {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// cleaned is a row of clean cells.
func cleaned(row []string) []string {
	out := make([]string, len(row))
	for i, cell := range row {
		out[i], _ = clean(cell[:min(len(cell), 4*longestHeading)])
	}
	return out
}

const (
	leastVain   = 64          // bytes that are always looked at for the end of a quoted cell
	vainPerByte = 2           // what every byte that was read adds to what may be looked at in vain
	usualText   = 4 * maxCell // a cell in quotes that is longer may be rows between two stray quotes
)

// splitter cuts rows off a text. How far it looks ahead for the end of a quoted cell is bounded by
// the text's length and what was read of it, all quotes without an end taken together, so that a
// file full of stray quotes takes no longer than another.
type splitter struct {
	delimiter byte
	whole     int // bytes of the text at its beginning
	looked    int // bytes that were looked at in vain
	usual     int // cells of the row before, which most rows have
}

// row takes the first row off s.
func (p *splitter) row(s string) (row []string, rest string) {
	row = make([]string, 0, p.usual)
	defer func() { p.usual = len(row) }()
	for {
		if cell, after, ok := p.quoted(s); ok {
			row = appendCell(row, cell)
			s = after
		} else {
			end := strings.IndexAny(s, string([]byte{p.delimiter, '\n'}))
			if end < 0 {
				end = len(s)
			}
			row = appendCell(row, s[:end])
			s = s[end:]
		}
		if s == "" {
			return row, ""
		}
		if s[0] == '\n' {
			return row, s[1:]
		}
		s = s[1:] // the delimiter
		if s == "" {
			return appendCell(row, ""), ""
		}
	}
}

// appendCell keeps no more cells than a sheet may have; the rest of the line is passed over.
func appendCell(row []string, cell string) []string {
	if len(row) > maxColumns {
		return row
	}
	return append(row, cell)
}

// quoted reads a cell in quotes and keeps count of what was looked at in vain.
func (p *splitter) quoted(s string) (cell, rest string, ok bool) {
	if s == "" || s[0] != '"' {
		return "", s, false
	}
	vain := p.whole + vainPerByte*(p.whole-len(s)) - p.looked
	end, after := endOfQuoted(s, p.delimiter, max(vain, leastVain))
	if after > 0 && (end <= usualText || !p.areRows(s[1:end])) {
		return unquoted(s[1:end]), s[after:], true
	}
	p.looked += end
	return "", s, false
}

// areRows tells whether a long text between two quotes is rows of the file: whether most of its
// lines are parted as the row before was, or where that one says nothing, as the first line.
func (p *splitter) areRows(s string) bool {
	parts, lines, alike := p.usual-1, 0, 0
	for line := range strings.SplitSeq(s, "\n") {
		n := strings.Count(line, string(p.delimiter))
		if parts < 1 {
			parts = n
		}
		lines++
		if n == parts && n > 0 {
			alike++
		}
	}
	return 2*alike > lines
}

// endOfQuoted finds the quote that closes the cell at the beginning of s, within longest bytes, and
// the delimiter or line break that follows it. After is 0 when there is none, and end then is how
// far was looked.
func endOfQuoted(s string, delimiter byte, longest int) (end, after int) {
	longest = min(longest, len(s))
	lines := false // a line break was passed
	for i := 1; i < longest; {
		next := strings.IndexByte(s[i:longest], '"')
		if next < 0 {
			return longest, 0
		}
		lines = lines || strings.IndexByte(s[i:i+next], '\n') >= 0
		i += next
		if i+1 < len(s) && s[i+1] == '"' {
			i += 2
			continue
		}
		behind := strings.TrimLeft(s[i+1:min(len(s), i+9)], " ")
		skip := min(len(s), i+9) - i - 1 - len(behind)
		if behind == "" && i+9 < len(s) {
			return i, 0
		}
		if behind == "" || behind[0] == '\n' || behind[0] == delimiter {
			return i, i + 1 + skip
		}
		if lines {
			return i, 0 // the first quote was a stray one, and this one opens a cell of another row
		}
		i++ // a quote in the middle, as of a nickname
	}
	return longest, 0
}

// unquoted is the text of a quoted cell, without a copy of it where no quote is doubled.
func unquoted(cell string) string {
	if strings.IndexByte(cell, '"') < 0 {
		return cell
	}
	return strings.ReplaceAll(cell, `""`, `"`)
}
