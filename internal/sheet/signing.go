package sheet

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/care"
)

// Rows of a signing list: as many as leave room for the keys on one page. Lines for name and
// number take the place of one row.
const (
	signingRows  = 9
	signingBlank = 2 // rows at least that are left to write on
	signingKeys  = 4
	signingRow   = 7.5 // height of a row in millimetres
	signingLine  = 3.6 // what each line more adds to it
	signingWidth = 25  // characters of a label on a line, at least
	neededRows   = 10
	signingLarge = 3  // rows fewer on a page in large type
	signingName  = 70 // characters of a name that take the place of one row
	neededOfOne  = 5  // rows at most that are filled in for one medicine
)

// Signing is the signing list of a month: medicines, rehab and other health tasks, and what is given
// as needed, each on pages of its own that say which of how many they are. Rows come from the health
// orders as they are known, with blank rows after them. A row is a form of medicine, never a dose: the
// dose is read in the prescription. Only the list of what is given as needed names a medicine and its
// strength, with a running count. Days on which an order surely isn't due are ruled through.
func Signing(s Setting, d *care.Dossier, month time.Time) Sheet {
	sh := s.signing(d, month)
	if s.Large {
		s.Large = false
		sh.Said = s.signing(d, month).Blocks
	}
	return sh
}

// signing is the list in the type of the setting.
func (s Setting) signing(d *care.Dossier, month time.Time) Sheet {
	sh := s.aboutPerson(KindSigning, "sheet.signing.title", d)
	sh.Blank, sh.Counted = true, true
	sh.Landscape = true
	first := firstOf(month)
	if sh.Key != "" {
		sh.Key += "|" + dayKey(first)
	}
	sh.Subtitle = s.Words.Say("sheet.signing.month", "first", s.day(first), "last", s.day(first.AddDate(0, 1, -1)))
	rows := signingRows
	if s.Large {
		rows -= signingLarge
	}
	rows -= min(2, utf8.RuneCountInString(sh.Name)/signingName)
	var medicines, tasks []signRow
	var needed [][]string
	if d == nil {
		rows--
	} else {
		medicines, tasks = s.signRows(d, first)
		needed = s.neededMedicines(d)
		if len(medicines)+len(tasks)+len(needed) > 0 {
			sh.DataAsOf = d.AsOf.Oldest(care.KindHealthOrder, care.KindMedication)
		}
	}
	filled := sh.DataAsOf
	pages := append(s.signPages("medicine", medicines, rows, first), s.signPages("rehab", tasks, rows, first)...)
	pages = append(pages, s.neededPage(needed, rows))
	for i, page := range pages {
		if i > 0 {
			sh.Blocks = append(sh.Blocks, Break{})
		}
		if d == nil {
			sh.Blocks = append(sh.Blocks, s.whose())
		}
		sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.signing.part",
			"what", s.Words.Say("sheet.signing."+page.part), "n", i+1, "total", len(pages))})
		sh.Blocks = append(sh.Blocks, page.form)
		codes := s.Words.Say("sheet.signing.codes_" + page.part)
		if !filled.IsZero() {
			codes = s.Words.Say("sheet.signing.prefilled") + " " + codes
		}
		sh.Blocks = append(sh.Blocks, Text{Text: codes, Quiet: true}, s.signatureKey())
	}
	return sh
}

// signPage is a page of a signing list: the part that it belongs to, and the form to sign in.
type signPage struct {
	part string
	form Block
}

// signPages are the pages of a part: the rows that are known, with blank ones after them as far as
// there is room for the keys below.
func (s Setting) signPages(part string, known []signRow, rows int, first time.Time) []signPage {
	var pages []signPage
	for left := known; len(pages) == 0 || len(left) > 0; {
		grid := Grid{
			Columns: []Column{
				{Title: s.Words.Say("sheet.signing." + part + "_row"), Width: 54},
				{Title: s.Words.Say("sheet.signing.clock"), Width: 21},
			},
			Days: s.monthDays(first), Height: signingRow,
		}
		room := float64(rows) * signingRow
		for len(left) > 0 {
			row := left[0]
			if len(grid.Rows) > 0 && room < needed(left) {
				break
			}
			room, left = room-row.height(), left[1:]
			grid.Rows = append(grid.Rows, row.label)
			grid.Cells, grid.Closed = append(grid.Cells, []string{row.clock}), append(grid.Closed, row.closed)
		}
		for ; room >= signingRow; room -= signingRow {
			grid.Rows = append(grid.Rows, "")
		}
		pages = append(pages, signPage{part, grid})
	}
	return pages
}

// needed is the room that the first of the rows takes: with its other half, and with the blank rows
// after the last.
func needed(left []signRow) float64 {
	first := 1
	if left[0].paired {
		first = 2
	}
	var height float64
	for _, row := range left[:first] {
		height += row.height()
	}
	if len(left) == first {
		height += signingBlank * signingRow
	}
	return height
}

// height is about what a row takes up, in millimetres.
func (r signRow) height() float64 {
	return signingRow + signingLine*float64(utf8.RuneCountInString(r.label)/signingWidth)
}

// neededPage is the list of what is given as needed: known medicines with some rows each, then blank
// ones. The count is of what is left after each time.
func (s Setting) neededPage(known [][]string, rows int) signPage {
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.needed.medicine"), Width: 48},
		{Title: s.Words.Say("sheet.needed.strength"), Width: 32},
		{Title: s.Words.Say("sheet.needed.day"), Width: 22},
		{Title: s.Words.Say("sheet.signing.clock"), Width: 20},
		{Title: s.Words.Say("sheet.needed.why"), Width: 44},
		{Title: s.Words.Say("sheet.needed.effect"), Width: 44},
		{Title: s.Words.Say("sheet.needed.left"), Width: 22},
		{Title: s.Words.Say("sheet.signing.signature"), Width: 26},
	}}
	add := func(medicine, strength string) {
		cells := make([]string, len(table.Columns))
		cells[0], cells[1] = medicine, strength
		table.Rows = append(table.Rows, Row{Cells: cells, Height: signingRow})
	}
	all := neededRows - signingRows + rows
	if s.Large {
		all -= 2 // rows of a table are higher in large type, those of a grid are not
	}
	each := neededOfOne
	if len(known) > 0 {
		each = max(1, min(neededOfOne, (all-signingBlank)/len(known)))
	}
	room := float64(all) * signingRow
	for _, one := range known {
		for range each {
			add(one[0], one[1])
			room -= signRow{label: one[0]}.height()
		}
	}
	for blank := 0; blank < signingBlank || room >= signingRow; blank++ {
		add("", "")
		room -= signingRow
	}
	return signPage{"needed", table}
}

// firstOf is midnight in Stockholm at the start of a month.
func firstOf(month time.Time) time.Time {
	month = month.In(care.Stockholm)
	return time.Date(month.Year(), month.Month(), 1, 0, 0, 0, 0, care.Stockholm)
}

// monthDays heads one column per day of the month.
func (s Setting) monthDays(first time.Time) []GridDay {
	var days []GridDay
	for _, day := range daysOfMonth(first) {
		letter := []rune(s.Words.DayShort(day))[:1]
		days = append(days, GridDay{Number: fmt.Sprint(day.Day()), Weekday: strings.ToUpper(string(letter)),
			Sunday: day.Weekday() == time.Sunday})
	}
	return days
}

// signatureKey tells whose signature is whose.
func (s Setting) signatureKey() Block {
	table := Table{}
	for range 2 {
		table.Columns = append(table.Columns,
			Column{Title: s.Words.Say("sheet.signing.name"), Width: 62},
			Column{Title: s.Words.Say("sheet.signing.profession"), Width: 36},
			Column{Title: s.Words.Say("sheet.signing.signature"), Width: 32})
	}
	keys := signingKeys
	if s.Large {
		keys--
	}
	for range keys {
		table.Rows = append(table.Rows, Row{Cells: make([]string, len(table.Columns)), Height: 6.8})
	}
	return table
}
