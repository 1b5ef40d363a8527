package table

import (
	"fmt"
	"regexp"
	"strings"
)

// byContent gives columns of times another meaning where what stands in them says so: "Från" and
// "Till" of a list of decisions hold days, and a heading that only resembles one of times may
// hold anything.
func (c calendar) byContent(columns []column, rows [][]string) []column {
	var kept []column
	for _, col := range columns {
		if col.owner == ofClient && (col.field == "start" || col.field == "end") {
			switch times, days, others := c.holds(rows, col.index); {
			case times > 0 || days+others == 0:
			case days > 0 && col.score >= 85:
				col.field = map[string]string{"start": "date", "end": "end_date"}[col.field]
			case days > 0 || col.score < 85:
				continue
			}
		}
		kept = append(kept, col)
	}
	return withTimes(kept, rows)
}

// withTimes makes a column of patterns one of start times too, where they stand in the same cells:
// "Varje vecka, mån 08:00-08:30".
func withTimes(columns []column, rows [][]string) []column {
	for _, col := range columns {
		if col.owner == ofClient && col.field == "start" {
			return columns
		}
	}
	for _, col := range columns {
		if col.owner != ofClient || col.field != "pattern" && col.field != "date" {
			continue
		}
		for _, row := range rows[:min(len(rows), 200)] {
			cell := strings.ToLower(at(row, col.index))
			if _, weekly := readPattern(cell); weekly && timesInPattern.MatchString(cell) {
				col.field, col.score = "start", 100
				return append(columns, col)
			}
		}
	}
	return columns
}

// holds counts what stands in a column: times of day, days without a time, and anything else.
func (c calendar) holds(rows [][]string, index int) (times, days, others int) {
	const enough = 200
	for _, row := range rows {
		cell := at(row, index)
		if cell == "" || isDash(cell) {
			continue
		}
		m, ok := c.readMoment(cell)
		_, _, both := c.readRange(cell)
		switch {
		case ok && (m.day.zero() || m.clock != clock{} || !m.instant.IsZero()), both, dayParts.MatchString(cell):
			times++
		case ok:
			days++
		default:
			others++
		}
		if times+days+others >= enough {
			break
		}
	}
	return times, days, others
}

var decimalHours = regexp.MustCompile(`^(\d{1,2})[.,](\d{1,2})$`)

// findDecimals tells that the times are hours with decimals, because one of them can be nothing
// else: 8,75 is no time of a clock. Then 8,5 is half past eight too, and not ten to nine.
func (r *run) findDecimals() bool {
	for _, field := range []string{"start", "end"} {
		for _, col := range r.lay.client[field] {
			for _, row := range r.sheet.rows[r.headerRow+1:] {
				m := decimalHours.FindStringSubmatch(at(row, col.index))
				if m != nil && atoi(m[1]) > 0 && atoi(m[1]) < 24 && atoi((m[2] + "0")[:2]) >= 60 {
					return true
				}
			}
		}
	}
	return false
}

// clockCell is the cell of a time, with decimals of hours made into minutes.
func (r *run) clockCell(field string) string {
	cell := r.value(field)
	if !r.decimal {
		return cell
	}
	if m := decimalHours.FindStringSubmatch(cell); m != nil {
		return fmt.Sprintf("%s:%02d", m[1], (atoi((m[2] + "0")[:2])*60+50)/100)
	}
	return cell
}
