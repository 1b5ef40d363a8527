package main

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// pageWidth is where lines are broken, in characters: half a screen, or a printed page.
const pageWidth = 100

// page is what a person reads on the console.
type page struct {
	out   *bytes.Buffer
	words *text.Words
	now   time.Time
}

func (a *app) page() *page {
	return &page{out: &a.out, words: a.words, now: time.Now().In(care.Stockholm)}
}

func (p *page) gap() { p.out.WriteString("\n") }

// line writes a paragraph, broken at the page's width.
func (p *page) line(s string) { p.indented(0, s) }

func (p *page) indented(n int, s string) {
	for _, part := range wrap(s, pageWidth-n) {
		p.out.WriteString(strings.TrimRight(strings.Repeat(" ", n)+part, " "))
		p.gap()
	}
}

// head writes a headline with a gap above it.
func (p *page) head(s string) {
	p.gap()
	p.line(s)
}

// table writes rows in columns that are as wide as they need; a column with nothing in it is left
// out. When they don't fit on the page, the widest column is the one that gets broken lines.
func (p *page) table(head []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	kept := filled(rows)
	if head != nil {
		rows = append([][]string{head}, rows...)
	}
	rows = only(rows, kept)
	widths := columnWidths(rows)
	for _, row := range rows {
		p.row(row, widths)
	}
}

// filled are the columns in which some row has something.
func filled(rows [][]string) []int {
	var kept []int
	for i := range rows[0] {
		if slices.ContainsFunc(rows, func(row []string) bool { return row[i] != "" }) {
			kept = append(kept, i)
		}
	}
	return kept
}

func only(rows [][]string, columns []int) [][]string {
	less := make([][]string, len(rows))
	for n, row := range rows {
		for _, i := range columns {
			less[n] = append(less[n], row[i])
		}
	}
	return less
}

const columnGap = 2

func columnWidths(rows [][]string) []int {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	total := columnGap * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	for total > pageWidth {
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= 12 {
			break
		}
		widths[widest]--
		total--
	}
	return widths
}

func (p *page) row(row []string, widths []int) {
	cells := make([][]string, len(row))
	height := 1
	for i, cell := range row {
		indent := cell[:len(cell)-len(strings.TrimLeft(cell, " "))]
		for _, part := range wrap(cell, widths[i]-len(indent)) {
			cells[i] = append(cells[i], indent+part)
		}
		height = max(height, len(cells[i]))
	}
	for n := range height {
		var line strings.Builder
		for i := range cells {
			part := ""
			if n < len(cells[i]) {
				part = cells[i][n]
			}
			line.WriteString(part)
			line.WriteString(strings.Repeat(" ", max(0, widths[i]-utf8.RuneCountInString(part))+columnGap))
		}
		p.out.WriteString(strings.TrimRight(line.String(), " "))
		p.gap()
	}
}

// wrap breaks a text between words; a word that is longer than the width stays whole.
func wrap(s string, width int) []string {
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		line, length := "", 0
		for _, word := range strings.Fields(printable(paragraph)) {
			n := utf8.RuneCountInString(word)
			if length > 0 && length+1+n > width {
				lines = append(lines, line)
				line, length = "", 0
			}
			if length > 0 {
				line, length = line+" ", length+1
			}
			line, length = line+word, length+n
		}
		lines = append(lines, line)
	}
	return lines
}

// printable replaces characters that would steer the terminal: what stands in a file must not
// be able to hide or forge lines on the screen.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && steers(r) {
			return '□'
		}
		return r
	}, s)
}

// steers tells a control character, or a mark that turns the direction of reading.
func steers(r rune) bool {
	return r < ' ' || (r >= 0x7f && r < 0xa0) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069)
}

// age says when the data of a kind left its source, and how long ago that is.
func (p *page) age(at time.Time) string {
	if at.IsZero() {
		return p.words.Say("parm.age.never")
	}
	local := at.In(care.Stockholm)
	return p.words.Say("parm.age.from", "moment", p.words.Moment(local), "span", p.words.Span(max(0, p.now.Sub(local))))
}
