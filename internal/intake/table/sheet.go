package table

import (
	"regexp"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"avbrottsparm/internal/text"
)

// sheet is a table of clean cells.
type sheet struct {
	name      string // empty for text files and for workbooks with one sheet only
	title     string // the sheet's name even where name is empty
	rows      [][]string
	workbook  bool // numbers may be Excel's dates and times
	epoch1904 bool
	above     int     // rows of the file that stand above the first one here, in a part of a sheet
	heading   int     // of a part: the row of its headings, from 1
	cut       []place // cells that were longer than a cell may be
	tooLong   []place // cells of which only the beginning is kept, and that is an error
	cutRows   bool    // there were more rows than a sheet may have
	cutCols   bool
}

// place is a cell of the sheet, both numbers from 0.
type place struct{ row, column int }

// newSheet cleans the cells of a table and holds it to its limits.
func newSheet(name string, rows [][]string, workbook bool) (sheet, error) {
	s := sheet{name: name, title: name, workbook: workbook}
	if len(rows) > maxRows {
		rows, s.cutRows = rows[:maxRows], true
	}
	total := 0
	for _, part := range cleanRows(rows) {
		s.cut, s.cutCols = append(s.cut, part.cut...), s.cutCols || part.cutCols
		s.tooLong = append(s.tooLong, part.tooLong...)
		total += part.total
	}
	if total > maxText {
		return sheet{}, text.NewFault("intake.too_large", "limit", maxText>>20)
	}
	s.rows = rows
	return s, nil
}

// cleanShare is what is to be said of rows whose cells were cleaned.
type cleanShare struct {
	cut     []place
	tooLong []place
	cutCols bool
	total   int // bytes of text
}

// cleanRows cleans the cells of rows where they stand, those of a long table on all processors.
func cleanRows(rows [][]string) []cleanShare {
	parts := make([]cleanShare, max(1, min(runtime.GOMAXPROCS(0), len(rows)/shareRows)))
	sideBySide(len(parts), func(i int) {
		parts[i].clean(rows, len(rows)*i/len(parts), len(rows)*(i+1)/len(parts))
	})
	return parts
}

// clean does so from a row to before another, as long as there is not too much text.
func (c *cleanShare) clean(rows [][]string, from, to int) {
	var known memory[string, cleanCell]
	for i := from; i < to && c.total <= maxText; i++ {
		row := rows[i]
		if len(row) > maxColumns {
			row, c.cutCols = row[:maxColumns], true
		}
		for j, cell := range row {
			if plain(cell) && len(cell) <= maxCell {
				row[j] = asTyped(strings.TrimSpace(cell))
			} else if len(cell) > longestCell {
				c.tooLong = append(c.tooLong, place{i, j})
				row[j], _ = clean(strings.ToValidUTF8(cell[:utf8.UTFMax*maxCell], ""))
			} else {
				made := known.of(cell, cleanOf)
				if made.cut {
					c.cut = append(c.cut, place{i, j})
				}
				row[j] = made.text
			}
			c.total += len(row[j])
		}
		rows[i] = row
	}
}

// blank tells whether no cell holds anything.
func (s sheet) blank() bool {
	for _, row := range s.rows {
		if filled(row) > 0 {
			return false
		}
	}
	return true
}

func filled(row []string) int {
	n := 0
	for _, cell := range row {
		if cell != "" {
			n++
		}
	}
	return n
}

// cleanCell is what clean makes of a cell.
type cleanCell struct {
	text string
	cut  bool
}

func cleanOf(cell string) cleanCell {
	text, cut := clean(cell)
	return cleanCell{text, cut}
}

// clean makes a cell's text plain: one form of each letter, no control or invisible characters,
// no spaces around, and not longer than a cell may be.
func clean(cell string) (string, bool) {
	cut := false
	if len(cell) > maxCell && utf8.RuneCountInString(cell) > maxCell {
		cell, cut = string([]rune(cell)[:maxCell]), true
	}
	if plain(cell) {
		return asTyped(strings.TrimSpace(cell)), cut
	}
	cell = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029':
			return -1
		}
		return r
	}, strings.ReplaceAll(cell, "_x000D_", ""))
	return asTyped(strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(cell, "\uFFFD")))), cut
}

var excelErrors = regexp.MustCompile(`^#(N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV/0!|SPILL!|CALC!|SAKNAS!|REFERENS!|VÄRDEFEL!|NAMN\?|OGILTIGT!|SKÄRNING!|DIVISION/0!|#+)$`)

// asTyped takes off what keeps Excel from making a number of a text: ="0007" and '0007. Errors of
// formulas are no text.
func asTyped(cell string) string {
	if len(cell) > 2 && cell[0] == '#' && excelErrors.MatchString(cell) {
		return ""
	}
	if len(cell) > 2 && cell[0] == '\'' && (startsWithDigit(cell[1:]) || cell[1] == '+' || cell[1] == '=') {
		cell = cell[1:]
	}
	if inner, ok := strings.CutPrefix(cell, `="`); ok && strings.HasSuffix(inner, `"`) && strings.Count(inner, `"`) == 1 {
		return strings.TrimSpace(strings.TrimSuffix(inner, `"`))
	}
	return cell
}

// plain tells that a cell is printable ASCII, which is clean already.
func plain(cell string) bool {
	for i := 0; i < len(cell); i++ {
		if cell[i] < ' ' || cell[i] >= 0x7F || cell[i] == '_' {
			return false
		}
	}
	return true
}
