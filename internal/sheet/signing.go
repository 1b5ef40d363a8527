package sheet

import (
	"fmt"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// Rows of a signing list: as many as leave room for the keys on one page. Lines for name and
// number take the place of one row.
const (
	signingRows = 9
	signingKeys = 4
)

// Signing is the blank signing list of a month on two pages: one for medicines, one for rehab and
// other health tasks. A row is a form of medicine, never a dose: the dose is read from the
// prescription. It has a code key and a signature key, and says which of the two it is.
func Signing(s Setting, d *care.Dossier, month time.Time) Sheet {
	sh := s.aboutPerson(KindSigning, "sheet.signing.title", d)
	sh.Blank, sh.Counted = true, true
	sh.Landscape = true
	month = month.In(care.Stockholm)
	first := time.Date(month.Year(), month.Month(), 1, 0, 0, 0, 0, care.Stockholm)
	sh.Subtitle = s.Words.Say("sheet.signing.month", "first", s.day(first), "last", s.day(first.AddDate(0, 1, -1)))
	rows := signingRows
	if d == nil {
		rows--
	}
	for i, part := range []string{"medicine", "rehab"} {
		if i > 0 {
			sh.Blocks = append(sh.Blocks, Break{})
		}
		if d == nil {
			sh.Blocks = append(sh.Blocks, s.whose())
		}
		sh.Blocks = append(sh.Blocks,
			Heading{s.Words.Say("sheet.signing.part", "what", s.Words.Say("sheet.signing."+part), "n", i+1, "total", 2)},
			Grid{
				Columns: []Column{
					{Title: s.Words.Say("sheet.signing." + part + "_row"), Width: 56},
					{Title: s.Words.Say("sheet.signing.clock"), Width: 19},
				},
				Days: s.monthDays(first), Rows: make([]string, rows), Height: 7.5,
			},
			Text{Text: s.Words.Say("sheet.signing.codes_" + part), Quiet: true},
			s.signatureKey())
	}
	return sh
}

// monthDays heads one column per day of the month.
func (s Setting) monthDays(first time.Time) []GridDay {
	var days []GridDay
	for day := first; day.Month() == first.Month(); day = day.AddDate(0, 0, 1) {
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
	for range signingKeys {
		table.Rows = append(table.Rows, Row{Cells: make([]string, len(table.Columns)), Height: 6.8})
	}
	return table
}
