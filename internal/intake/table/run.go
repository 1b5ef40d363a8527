package table

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// run is the reading of one sheet, row by row.
type run struct {
	words     *vocabulary
	lay       *layout
	sheet     sheet
	headerRow int
	now       time.Time
	when      calendar
	batch     care.Batch

	row     int // the row being read, from 0
	cells   []string
	today   civil // the day of a file that says none; zero while it isn't known that it says none
	dates   dates
	night   bool  // the day's night goes on after midnight, by a title of both days
	decimal bool  // times are hours with decimals: 8,75
	day     civil // what a section row, the titles or a name says of the rows below
	route   string
	staff   string
	carried map[string]string // columns that are filled only where their value changes
	blocks  map[string]bool   // the columns that are so
	people  *people

	from  civil // the first day of a schedule of weekdays; zero for all other sheets
	quiet bool  // the row has said what is to be said of it

	above    care.PersonKey // of a sheet of records: whom a row without a person is about
	merged   bool           // the columns of persons are filled in the first row of a block only
	group    string         // the heading above the row: "Utsatta läkemedel"
	broken   bool           // a row was refused
	plans    map[string]*care.ServicePlan
	facts    map[string]*care.HealthFacts
	shielded map[string]bool

	addresses memory[writtenAddress, care.Address]
	hidden    memory[string, bool] // whether a cell says that it is withheld
	besides   memory[string, bool] // whether a name says that its owner is protected
	remarks   memory[string, bool] // whether a remark does
	tasks     memory[string, tasks]
}

// place takes what the titles, the sheet's name and the file's name say of all rows.
func (r *run) place(file string, top titles) {
	r.day, r.night, r.route, r.staff = top.day, top.night, top.route, top.staff
	r.when.base = top.base
	r.people = newPeople()
	r.shielded = map[string]bool{}
	if r.lay.kind.records() {
		r.findPerson()
	}
	if r.lay.kind != sheetSchedule {
		return
	}
	stem := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	for _, name := range []string{r.sheet.title, stem} {
		if name == "" || name == "." || !top.base.zero() {
			continue
		}
		if r.day.zero() {
			r.day = r.when.sheetDay(name)
		}
		if r.when.base.zero() {
			r.when.base = r.when.findWeek(strings.ReplaceAll(name, "_", " "))
		}
	}
	if r.when.base.zero() {
		r.when.base = r.day
	}
	r.placeWeekday(top.weekday, loneWeekday(r.sheet.title), loneWeekday(stem))
	if r.route == "" && !r.lay.has("route", "staff") && r.staff == "" {
		r.route = routeOfSheet(r.sheet.title, r.when)
	}
	r.findBlocks()
	r.decimal = r.findDecimals()
	r.findPattern()
}

var dullSheet = regexp.MustCompile(`(?i)^(blad|sheet|tabell|table|ark)?\s*\d*$|^(schema|planering|export|data|besök|lista|rapport|report|schedule)\b`)

// routeOfSheet is the sheet's name where a workbook has one sheet for each route.
func routeOfSheet(title string, when calendar) string {
	if dullSheet.MatchString(title) || !when.sheetDay(title).zero() || !when.findWeek(title).zero() {
		return ""
	}
	if loneWeekday(title) >= 0 {
		return ""
	}
	return title
}

// findBlocks finds the columns of day, route and staff that are filled only in the first row of
// a block, as merged cells are: the first row has a value, some rows have none, and no value
// stands twice in a row. Where the day is written on every row, so is all else, and a blank is a
// blank: a visit that nobody has been given must not go to whoever stands above it.
func (r *run) findBlocks() {
	r.carried, r.blocks = map[string]string{}, map[string]bool{}
	for _, field := range []string{"date", "route", "staff"} {
		columns := r.lay.client[field]
		if len(columns) == 0 {
			continue
		}
		values, blanks, block := r.countBlocks(field, columns[0].index)
		if blanks == 0 && values > 1 {
			return
		}
		r.blocks[field] = block && blanks > 0 && (field != "staff" || blanks >= values)
	}
}

// countBlocks counts the filled and the blank cells of a column; block is false where they can't
// be those of blocks.
func (r *run) countBlocks(field string, index int) (values, blanks int, block bool) {
	last, block := "", true
	for _, row := range r.sheet.rows[r.headerRow+1:] {
		if filled(row) < 2 {
			continue
		}
		value := at(row, index)
		switch {
		case value == "":
			block = block && values > 0
			blanks++
		case value == last && field != "date":
			block = false
			values++
		default:
			last = value
			values++
		}
	}
	return values, blanks, block
}

func at(row []string, index int) string {
	if index < len(row) {
		return row[index]
	}
	return ""
}

// rows reads every row below the header.
func (r *run) rows(ctx context.Context) error {
	first, last := r.headerRow+1, len(r.sheet.rows)
	if n := r.shares(last - first); n > 1 {
		return r.readShares(ctx, first, last, n)
	}
	return r.span(ctx, first, last)
}

// span reads the rows from first to before last.
func (r *run) span(ctx context.Context, first, last int) error {
	for i := first; i < last; i++ {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		r.row, r.cells = i, r.sheet.rows[i]
		if n := filled(r.cells); n == 0 || isTotals(r.cells) || r.lay.isHeaderAgain(r.cells) || n == 1 && r.lone() {
			continue
		}
		switch {
		case r.lay.kind == sheetSchedule:
			r.visit()
		case r.lay.kind.records():
			r.record()
		default:
			r.person()
		}
	}
	return nil
}

// value is the cell of a client's column, or of a block's first row.
func (r *run) value(field string) string {
	columns := r.lay.client[field]
	if len(columns) == 0 {
		return ""
	}
	value := at(r.cells, columns[0].index)
	if r.blocks[field] {
		if value == "" {
			return r.carried[field]
		}
		r.carried[field] = value
	}
	return value
}

// heading is the column of a field as the file writes it.
func (r *run) heading(field string) string {
	if columns := r.lay.client[field]; len(columns) > 0 {
		return columns[0].heading
	}
	return ""
}

func (r *run) fail(field, code string, pairs ...any) {
	if len(r.batch.Errors) < maxProblems {
		r.batch.Errors = append(r.batch.Errors, r.problem(field, code, pairs))
	}
}

func (r *run) warn(field, code string, pairs ...any) {
	if len(r.batch.Warnings) < maxProblems && !r.quiet {
		r.batch.Warnings = append(r.batch.Warnings, r.problem(field, code, pairs))
	}
}

func (r *run) problem(field, code string, pairs []any) care.RowProblem {
	return care.RowProblem{Row: r.sheet.above + r.row + 1, Sheet: r.sheet.name, Field: field, Code: code, Pairs: pairs}
}

// keep takes an item into the batch.
func (r *run) keep(item care.Item, whose care.PersonKey) {
	item.ItemMeta().Source = r.batch.Format
	r.batch.Incoming = append(r.batch.Incoming, care.Incoming{Item: item, Whose: whose, Row: r.sheet.above + r.row + 1, Sheet: r.sheet.name})
}

// someOf lists headings, the first ones only when there are many.
func someOf(headings []string) string {
	const most = 30
	if len(headings) > most {
		return strings.Join(headings[:most], ", ") + ", …"
	}
	return strings.Join(headings, ", ")
}

// claim tells of whom a sheet of records holds everything of its kind: a medicine that is missing
// from the newer list is gone. History and notes are never complete, and a sheet with a row that
// couldn't be read claims nothing.
func (r *run) claim() {
	switch r.lay.kind {
	case sheetMedications, sheetHealthOrders, sheetDecisions, sheetWarnings, sheetPlans, sheetFacts:
	default:
		return
	}
	if r.broken || r.sheet.cutRows {
		return
	}
	claimed := map[string]bool{}
	for _, in := range r.batch.Incoming {
		if key := keyOf(in.Whose); !claimed[key] {
			claimed[key] = true
			r.batch.CompleteFor = append(r.batch.CompleteFor, in.Whose)
		}
	}
}

// finish adds what is to be said of the sheet as a whole. A list that was cut off, or of which
// nothing came in, claims nothing about what is missing from it.
func (r *run) finish() care.Batch {
	b := &r.batch
	r.tellAssumed()
	b.Fields = map[care.Field]bool{} // a mark of protected identity is all that other sheets say of a person
	if r.lay.kind == sheetPersons {
		b.Fields = r.lay.fields()
	}
	r.claim()
	if len(r.lay.unknown) > 0 {
		b.Warnings = append(b.Warnings, care.RowProblem{
			Row: r.sheet.above + r.headerRow + 1, Sheet: r.sheet.name, Code: "unknown_columns",
			Pairs: []any{"columns", someOf(r.lay.unknown)},
		})
	}
	for _, p := range r.sheet.cut[:min(len(r.sheet.cut), 100)] {
		b.Warnings = append(b.Warnings, care.RowProblem{
			Row: r.sheet.above + p.row + 1, Sheet: r.sheet.name, Field: at(r.lay.header, p.column), Code: "cell_cut",
			Pairs: []any{"limit", maxCell},
		})
	}
	for _, p := range r.sheet.tooLong[:min(len(r.sheet.tooLong), 100)] {
		b.Errors = append(b.Errors, care.RowProblem{
			Row: r.sheet.above + p.row + 1, Sheet: r.sheet.name, Field: at(r.lay.header, p.column), Code: "cell_too_long",
			Pairs: []any{"limit", longestCell >> 20},
		})
	}
	if r.sheet.cutRows {
		b.Errors = append(b.Errors, care.RowProblem{Row: maxRows + 1, Sheet: r.sheet.name, Code: "too_many_rows", Pairs: []any{"limit", maxRows}})
	}
	if r.sheet.cutCols {
		b.Warnings = append(b.Warnings, care.RowProblem{Sheet: r.sheet.name, Code: "too_many_columns", Pairs: []any{"limit", maxColumns}})
	}
	if r.sheet.cutRows || len(b.Incoming) == 0 {
		b.FullList = false
	}
	return *b
}
