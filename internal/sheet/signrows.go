package sheet

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// signRow is a row of a signing list: what is signed, at what hour, and the days of the month, by
// index, on which it surely isn't due.
type signRow struct {
	label, clock string
	closed       []int
	paired       bool // the row after it stands on the same page
}

// mostPerDay is how many rows an order that is done so many times a day gets at most.
const mostPerDay = 6

// signRows are the rows of the health orders that hold on some day of the month: those about
// medicines, and the others. What is given as needed has a list of its own.
func (s Setting) signRows(d *care.Dossier, first time.Time) (medicines, tasks []signRow) {
	days := daysOfMonth(first)
	for _, o := range d.Orders {
		if !slices.ContainsFunc(days, o.Holds) {
			continue
		}
		label := strings.ReplaceAll(s.orderBrief(o, shielded(d)), "\n", ", ")
		switch {
		case o.AsNeeded && o.OfMedicines():
		case o.AsNeeded:
			tasks = append(tasks, signRow{label: label, clock: s.Words.Say("care.order.as_needed"), closed: outside(o, days)})
		case o.OfPatch():
			medicines = append(medicines, s.patchRows(o, label, days)...)
		case o.OfMedicines():
			medicines = append(medicines, s.timedRows(o, label, days)...)
		default:
			tasks = append(tasks, s.timedRows(o, label, days)...)
		}
	}
	return medicines, tasks
}

func daysOfMonth(first time.Time) []time.Time {
	var days []time.Time
	for day := first; day.Month() == first.Month(); day = care.NextDay(day, 1) {
		days = append(days, day)
	}
	return days
}

// outside are the days of the month on which an order doesn't hold.
func outside(o *care.HealthOrder, days []time.Time) []int {
	var closed []int
	for i, day := range days {
		if !o.Holds(day) {
			closed = append(closed, i)
		}
	}
	return closed
}

// timedRows are a row for each hour of an order. A day is ruled through for an hour only where the
// source surely says that the order isn't due then: a stroke too many is a dose that isn't given.
func (s Setting) timedRows(o *care.HealthOrder, label string, days []time.Time) []signRow {
	var hours []string
	on := make([]map[string]bool, len(days))
	for i, day := range days {
		moments, known := o.On(day)
		if !known {
			continue // nothing is ruled through
		}
		on[i] = map[string]bool{}
		for _, m := range moments {
			hour := ""
			if !m.AnyTime {
				hour = s.Words.Clock(m.At)
			}
			on[i][hour] = true
			if !slices.Contains(hours, hour) {
				hours = append(hours, hour)
			}
		}
	}
	if len(hours) == 0 {
		return s.untimedRows(o, label, days)
	}
	slices.Sort(hours)
	rows := make([]signRow, 0, len(hours))
	for _, hour := range hours {
		row := signRow{label: label, clock: hour}
		for i := range days {
			if on[i] != nil && !on[i][hour] {
				row.closed = append(row.closed, i)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// untimedRows are as many rows as an order is done times a day, one where nobody says, without hours.
func (s Setting) untimedRows(o *care.HealthOrder, label string, days []time.Time) []signRow {
	clock := ""
	if o.Recurrence != "" || o.Summary != "" {
		clock = s.Words.Say("care.order.read")
	}
	rows := make([]signRow, min(mostPerDay, max(1, o.PerDay)))
	for i := range rows {
		rows[i] = signRow{label: label, clock: clock, closed: outside(o, days)}
	}
	return rows
}

// patchRows are a row for putting a patch on and one for taking it off. It is taken off on other days
// and hours than it is put on, so that only days outside the order are ruled through there.
func (s Setting) patchRows(o *care.HealthOrder, label string, days []time.Time) []signRow {
	var rows []signRow
	for _, on := range s.timedRows(o, label, days) {
		off := signRow{label: s.Words.Say("sheet.signing.patch_off", "what", label), closed: outside(o, days)}
		on.paired = true
		on.label = s.Words.Say("sheet.signing.patch_on", "what", label)
		rows = append(rows, on, off)
	}
	return rows
}

// neededMedicines are the medicines that are given as needed at present, with their strength; where
// no source lists them, the orders to give something as needed.
func (s Setting) neededMedicines(d *care.Dossier) [][]string {
	var known [][]string
	for _, m := range d.InUse(s.Now) {
		if m.AsNeeded && m.Current(s.Now) {
			known = append(known, []string{m.PlainName(), m.PlainStrength()})
		}
	}
	if len(known) > 0 {
		return known
	}
	for _, o := range d.Orders {
		if o.AsNeeded && o.OfMedicines() && o.Holds(s.Now) {
			known = append(known, []string{strings.ReplaceAll(s.orderBrief(o, shielded(d)), "\n", ", "), ""})
		}
	}
	return known
}
