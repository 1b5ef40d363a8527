package table

import "slices"

// headerSearch is how many rows from the top may be titles before the header.
const headerSearch = 30

// column is a heading with its place and what it means.
type column struct {
	meaning
	index   int
	heading string
}

// findHeader finds the row that reads most like a header, with the columns that are known in it.
// Two columns of which one is spelled out are the least.
func (v *vocabulary) findHeader(rows [][]string) (row int, columns []column, found bool) {
	bestScore := 0
	for i, cells := range rows[:min(headerSearch, len(rows))] {
		known, score := v.headings(cells)
		if len(known) >= 2 && score > bestScore {
			row, columns, bestScore = i, known, score
		}
	}
	return row, columns, bestScore >= 150
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
