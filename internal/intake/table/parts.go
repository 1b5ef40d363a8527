package table

import (
	"slices"
	"time"

	"avbrottsparm/internal/care"
)

// mostParts is how many tables below each other a sheet may be cut into.
const mostParts = 50

// parts cuts sheets that hold several tables below each other ("Kunder", "Anhöriga", "Besök") into
// one for each, so that no row is read by the headings of another table. A new table begins with
// headings other than those above it, that are known and stand below a blank row or a title. What
// stands above the first table is the title of all.
func (v *vocabulary) parts(sheets []sheet, now time.Time) []sheet {
	var all []sheet
	for _, s := range sheets {
		starts := v.tables(s.rows)
		if len(starts) < 2 {
			all = append(all, s)
			continue
		}
		for i, start := range starts {
			from, to := titleOf(s.rows, start), len(s.rows)
			if i+1 < len(starts) {
				to = titleOf(s.rows, starts[i+1])
			}
			title := s.rows[:titleOf(s.rows, starts[0])]
			if i > 0 && titlePerson(s.rows[from:start], now).Empty() && !titlePerson(s.rows[:starts[0]], now).Empty() {
				title = s.rows[:starts[0]] // of the one person whom all the tables are about
			}
			part := s
			part.heading = start + 1
			part.above = from - len(title)
			part.rows = append(slices.Clone(title), s.rows[from:to]...)
			part.cutRows = s.cutRows && to == len(s.rows)
			part.cut, part.tooLong = within(s.cut, from, to, part.above), within(s.tooLong, from, to, part.above)
			all = append(all, part)
		}
	}
	return all
}

// within are the places in some rows of a sheet, as a part counts them that has other rows above.
func within(all []place, from, to, above int) (some []place) {
	for _, p := range all {
		if p.row >= from && p.row < to {
			some = append(some, place{p.row - above, p.column})
		}
	}
	return some
}

// skipped says that a sheet, or a part of one, is not read.
func (s sheet) skipped() care.RowProblem {
	if s.heading > 0 {
		return care.RowProblem{Sheet: s.name, Row: s.heading, Code: "part_skipped"}
	}
	return care.RowProblem{Sheet: s.name, Code: "sheet_skipped"}
}

// tables are the rows of headings of different tables.
func (v *vocabulary) tables(rows [][]string) []int {
	var starts []int
	above := 0
	for i, cells := range rows {
		n, before := filled(cells), above
		above = n
		if n < 2 || before > 1 || i+1 >= len(rows) || filled(rows[i+1]) < 1 || !looksHeading(cells) || !v.begins(cells) {
			continue
		}
		if len(starts) > 0 && sameHeadings(rows[starts[len(starts)-1]], cells) {
			continue
		}
		if starts = append(starts, i); len(starts) == mostParts {
			break
		}
	}
	return starts
}

// begins tells a row of headings that can't be taken for a row of data: more of it is known than
// not.
func (v *vocabulary) begins(cells []string) bool {
	const known = 150 // the least that findHeader takes
	columns, score := v.headings(cells)
	if score >= known && len(columns) > 1 && 2*len(columns) > filled(cells) {
		return true
	}
	headings := v.look(cells)
	return slices.ContainsFunc(v.kinds, func(k recordKind) bool {
		records, _ := v.columnsOf(k, headings, true)
		return 2*len(records) > filled(cells)
	})
}

func sameHeadings(a, b []string) bool {
	for i := range max(len(a), len(b)) {
		if !slices.Equal(fold(at(a, i)), fold(at(b, i))) {
			return false
		}
	}
	return true
}

// titleOf is where the titles of the headings begin: lone cells above them.
func titleOf(rows [][]string, heading int) int {
	from := heading
	for from > 0 && filled(rows[from-1]) == 1 {
		from--
	}
	return from
}
