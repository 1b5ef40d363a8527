package table

import (
	"slices"
	"strings"
)

// headerSearch is how many rows from the top may be titles before the header.
const headerSearch = 30

// column is a heading with its place and what it means.
type column struct {
	meaning
	index   int
	heading string
}

// header is the row of headings, with the columns that are known in it. Headings on two lines are
// put together, and row is the lower one.
type header struct {
	row      int
	headings []string
	columns  []column
}

// findHeader finds the row that reads most like a header. Two columns of which one is spelled out
// are the least. Two lines are taken as one header only where they say more than either alone.
func (v *vocabulary) findHeader(rows [][]string) (best header, found bool) {
	bestScore, alone := 0, 0
	weigh := func(row int, headings []string, worth int) {
		known, score := v.headings(headings)
		if len(known) >= 2 && score > bestScore && score > alone+worth {
			best, bestScore = header{row, headings, known}, score
		}
	}
	top := rows[:min(headerSearch, len(rows))]
	for i, cells := range top {
		weigh(i, cells, 0)
	}
	const worthwhile = 50
	alone = bestScore
	for i := 1; i < len(top); i++ {
		if looksHeading(top[i-1]) && looksHeading(top[i]) {
			weigh(i, stacked(top[i-1], top[i]), worthwhile)
			weigh(i, v.grouped(top[i-1], top[i]), worthwhile)
		}
	}
	return best, bestScore >= 150
}

// looksHeading tells that a row may be a line of headings: some cells, none of them data.
func looksHeading(cells []string) bool {
	for _, cell := range cells {
		if startsWithDigit(cell) || len([]rune(cell)) > longestHeading {
			return false
		}
	}
	return filled(cells) > 0
}

// grouped reads the upper line as headings of groups of columns: "Anhörig" above "Namn" and
// "Telefon". A heading that says its owner itself stays as it is.
func (v *vocabulary) grouped(upper, lower []string) []string {
	headings := make([]string, max(len(upper), len(lower)))
	group := ""
	for i := range headings {
		above, below := at(upper, i), at(lower, i)
		if above != "" {
			group = above
		}
		headings[i] = below
		switch m, ok := v.read(group + " " + below); {
		case below == "":
			headings[i] = above
		case ok && group != "" && m.score >= 85:
			if plain, known := v.read(below); !known || !plain.named {
				headings[i] = group + " " + below
			}
		}
	}
	return headings
}

// stacked puts the lines together column by column: "Start-" above "tid".
func stacked(upper, lower []string) []string {
	headings := make([]string, max(len(upper), len(lower)))
	for i := range headings {
		headings[i] = strings.TrimSpace(at(upper, i) + " " + at(lower, i))
	}
	return headings
}

// headings reads a row as a header. Cells that are known count for it, cells that are data count
// against it.
func (v *vocabulary) headings(cells []string) (known []column, score int) {
	exact := false
	fields := map[string]bool{}
	for i, cell := range cells {
		m, ok := v.read(cell)
		switch {
		case ok:
			known = append(known, column{meaning: m, index: i, heading: cell})
			if key := string(m.owner) + m.field; !fields[key] {
				score += m.score
				fields[key] = true
			}
			exact = exact || m.score >= 85
		case startsWithDigit(cell):
			score -= 40
		}
	}
	if !exact || len(fields) < 2 {
		return known, 0
	}
	return known, score
}

func startsWithDigit(cell string) bool { return cell != "" && cell[0] >= '0' && cell[0] <= '9' }

// isHeaderAgain tells a header that is repeated further down, as printed lists do on every page:
// the known columns hold nothing but their own headings.
func (l *layout) isHeaderAgain(row []string) bool {
	same := 0
	for i, cell := range row {
		if cell == "" || !l.known[i] {
			continue
		}
		if !slices.Equal(fold(cell), fold(l.header[i])) {
			return false
		}
		same++
	}
	return same >= 2
}

// isTotals tells a row of sums by its first filled cell, in a row that names nobody.
func isTotals(row []string) bool {
	for _, cell := range row {
		if cell == "" {
			continue
		}
		words := fold(cell)
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "summa", "totalt", "total", "totalsumma", "delsumma", "antal", "summering":
			return true
		}
		return false
	}
	return false
}
