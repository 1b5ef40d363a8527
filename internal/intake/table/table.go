// Package table reads persons, relatives, contacts and schedules out of spreadsheets: CSV, TSV
// and xlsx files as units export or write them by hand.
//
// It reads by content: what a file is, its encoding, where its header stands and what each
// column means are found in the bytes, with spellings from data/mappings/columns.json. It
// guarantees that a bad row never costs the good ones, that no file makes it use unbounded time
// or memory, and that nothing is written to disk and no formula is evaluated.
package table

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// The limits that keep a hostile or broken file from harming the work.
const (
	maxRaw      = 128 << 20 // bytes of a file
	maxUnzipped = 256 << 20 // bytes of a workbook when unpacked
	maxEntries  = 10_000    // files inside a workbook
	maxText     = 192 << 20 // bytes of text in all cells together
	maxSheets   = 200
	maxRows     = 500_001  // rows of one sheet, the headings included
	maxColumns  = 200      // columns of one sheet
	maxCell     = 10_000   // characters of one cell; the rest is cut off
	longestCell = 1 << 20  // bytes of one cell; a longer one is an error
	maxSpread   = 32 << 20 // cells of a sheet, blank ones between others included
	maxProblems = 5_000    // row problems kept of one sheet
)

// Reader reads spreadsheets. It holds no state of any file and may be used by several goroutines.
type Reader struct {
	words *vocabulary
}

// NewReader makes a reader with the column spellings of data/mappings/columns.json.
func NewReader(columns []byte) (*Reader, error) {
	words, err := readVocabulary(columns)
	if err != nil {
		return nil, fmt.Errorf("column spellings: %w", err)
	}
	return &Reader{words: words}, nil
}

// Recognises tells whether the content is one that Read has something to say about: a workbook,
// or text with a header row that it knows. A file that is called .csv or .xlsx is taken on
// whatever plain content it has, so that the person is told what is wrong with it.
func (r *Reader) Recognises(name string, raw []byte) bool {
	switch sniff(raw) {
	case contentWorkbook, contentOLE, contentOpen:
		return true
	case contentMarkup:
		return bytes.Contains(bytes.ToLower(raw), []byte("<table")) || hasTableName(name)
	case contentEmpty:
		return hasTableName(name)
	case contentText:
		if hasTableName(name) {
			return true
		}
		rows := r.words.splitText(decode(head(raw, 256<<10)), headerSearch+10)
		_, found := r.words.findHeader(rows)
		return found
	default:
		return false
	}
}

// Read parses a file into one batch for each sheet that holds something known. The error is a
// text.Fault about the whole file; what is wrong with single rows stands in the batches. Now
// decides the year of dates written without one and the century of identity numbers.
func (r *Reader) Read(ctx context.Context, name string, raw []byte, now time.Time) ([]care.Batch, error) {
	return r.ReadMapped(ctx, name, raw, now, care.Mappings{})
}

// ReadMapped is Read with what persons have said of the columns of tables that look like this one.
// A mapping that is tried must be one that VetMapping accepts.
func (r *Reader) ReadMapped(ctx context.Context, name string, raw []byte, now time.Time, maps care.Mappings) ([]care.Batch, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	sheets, err := r.load(ctx, raw)
	if err != nil {
		return nil, err
	}
	return r.readSheets(ctx, name, sheets, now, maps)
}

// load turns a file into sheets of clean cells.
func (r *Reader) load(ctx context.Context, raw []byte) ([]sheet, error) {
	if len(raw) > maxRaw {
		return nil, text.NewFault("intake.too_large", "limit", maxRaw>>20)
	}
	switch sniff(raw) {
	case contentEmpty:
		return nil, text.NewFault("intake.empty")
	case contentWorkbook:
		return readWorkbook(ctx, raw)
	case contentOLE:
		if isEncrypted(raw) {
			return nil, text.NewFault("intake.encrypted")
		}
		return readOldWorkbook(ctx, raw)
	case contentMarkup:
		return readMarkup(ctx, raw)
	case contentOpen:
		return nil, text.NewFault("intake.open_document")
	case contentPDF:
		return nil, text.NewFault("intake.pdf")
	case contentText:
		rows := r.words.splitText(decode(raw), maxRows+1)
		s, err := newSheet("", rows, false)
		if err != nil {
			return nil, err
		}
		return []sheet{s}, nil
	default:
		return nil, text.NewFault("intake.unknown_format")
	}
}

// readSheets reads every sheet. Sheets without a known header are named in a warning as long as
// another sheet has one; when none has, the first one's fault is the file's.
func (r *Reader) readSheets(ctx context.Context, name string, sheets []sheet, now time.Time, maps care.Mappings) ([]care.Batch, error) {
	var batches []care.Batch
	var first error
	var skipped []care.RowProblem
	filled := 0
	for _, s := range r.words.parts(sheets, now) {
		if s.blank() {
			continue
		}
		filled++
		batch, err := r.readSheet(ctx, name, s, now, maps)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil && first == nil:
			first = err
			skipped = append(skipped, s.skipped())
		case err != nil:
			skipped = append(skipped, s.skipped())
		default:
			batches = together(batches, batch)
		}
	}
	if filled == 0 {
		return nil, text.NewFault("intake.empty")
	}
	if len(batches) == 0 {
		return nil, first
	}
	for _, p := range skipped {
		if p.Row > 0 { // rows of a table that is not read are rows that are not read
			batches[0].Errors = append(batches[0].Errors, p)
		} else {
			batches[0].Warnings = append(batches[0].Warnings, p)
		}
	}
	return batches, nil
}

// together adds a sheet to the one before it that has the same columns, as lists have that are
// split into one sheet for each group: only both together can tell who is missing. A sheet that
// was cut off makes the whole no full list; one without rows doesn't.
func together(batches []care.Batch, next care.Batch) []care.Batch {
	for i := range batches {
		b := &batches[i]
		if b.Format != next.Format || b.Layout != next.Layout {
			continue
		}
		switch {
		case len(b.Incoming) == 0:
			b.FullList = next.FullList
		case len(next.Incoming) > 0:
			b.FullList = b.FullList && next.FullList
		}
		if b.AsOf.IsZero() || !next.AsOf.IsZero() && next.AsOf.Before(b.AsOf) {
			b.AsOf = next.AsOf
		}
		b.Incoming = append(b.Incoming, next.Incoming...)
		b.Errors = append(b.Errors, next.Errors...)
		b.Warnings = append(b.Warnings, next.Warnings...)
		return batches
	}
	return append(batches, next)
}

// readSheet reads one sheet as what its columns say that it is.
func (r *Reader) readSheet(ctx context.Context, file string, s sheet, now time.Time, maps care.Mappings) (care.Batch, error) {
	when := newCalendar(now, s)
	known, err := r.understand(s, when, maps)
	if err != nil {
		return care.Batch{}, err
	}
	head, lay := known.head, known.lay
	top := r.words.readTitles(s.rows[:max(0, head.row)], when)
	if route := known.mapping.Fixed["route"]; route != "" {
		top.route = route
	}
	begin := func(today civil) *run {
		run := &run{
			words: r.words, lay: lay, sheet: s, headerRow: head.row, now: now, when: when, today: today,
			plans: map[string]*care.ServicePlan{}, facts: map[string]*care.HealthFacts{},
			batch: care.Batch{Format: lay.format(), Layout: lay.signature(), Kinds: lay.kinds(), AsOf: top.asOf, FullList: lay.full()},
		}
		run.place(file, top)
		return run
	}
	run := begin(civil{})
	if err := run.rows(ctx); err != nil {
		return care.Batch{}, err
	}
	if run.undated() {
		run = begin(civilOf(now.In(care.Stockholm)))
		if err := run.rows(ctx); err != nil {
			return care.Batch{}, err
		}
	}
	return run.finish(), nil
}

// understood is what a sheet is, and how that is known.
type understood struct {
	head    header // row -1 where the sheet has no headings
	lay     *layout
	mapping care.Mapping // the one that says so; empty where the headings do
}

// understand decides what a sheet is: as a person said of tables that look like it, or by its
// headings.
func (r *Reader) understand(s sheet, when calendar, maps care.Mappings) (understood, error) {
	if m, row, ok := chosen(s.rows, maps, false); ok {
		return r.byMapping(s, m, row)
	}
	known, err := r.byHeadings(s, when)
	if err != nil {
		if m, row, ok := chosen(s.rows, maps, true); ok {
			return r.byMapping(s, m, row)
		}
	}
	return known, err
}

func (r *Reader) byMapping(s sheet, m care.Mapping, row int) (understood, error) {
	var headings []string
	if row >= 0 {
		headings = s.rows[row]
	} else {
		for i := range widest(s.rows) {
			headings = append(headings, letters(i))
		}
	}
	lay, err := r.mapped(m, headings)
	if err == nil {
		lay.weekly(s.rows[row+1:])
	}
	return understood{header{row: row, headings: headings}, lay, m}, err
}

// byHeadings finds the header and decides what the sheet is.
func (r *Reader) byHeadings(s sheet, when calendar) (understood, error) {
	head, found := r.words.findHeader(s.rows)
	lay := &layout{}
	if found {
		lay = newLayout(head.headings, when.byContent(head.columns, s.rows[head.row+1:]))
	}
	if records, kind := r.words.findRecords(s.rows, when.now); kind != sheetUnknown &&
		meant(kind, records.columns, s.rows[records.row+1:]) && (!found || lay.isRecords(kind, records.columns)) {
		return understood{head: records, lay: newRecords(kind, records.headings, records.columns)}, nil
	}
	switch {
	case !found:
		return understood{}, text.NewFault("intake.missing_columns", "columns", "Namn, Personnr, Kundnr, Starttid")
	case lay.kind == sheetUnknown:
		return understood{head: head, lay: lay}, text.NewFault("intake.missing_columns", "columns", lay.missing)
	}
	lay.beware(r.words)
	lay.weekly(s.rows[head.row+1:])
	return understood{head: head, lay: lay}, nil
}
