// Package ical reads calendars (iCalendar, RFC 5545) as Outlook, Google, Apple and planning
// systems write them: visits, absences and planned outages.
//
// It guarantees that a bad line or a bad event costs only itself and is told by its line, that
// what is neither about a person nor about an outage is counted rather than lost in silence, and
// that no rule of recurrence, however hostile, takes more than bounded time and memory.
package ical

import (
	"bytes"
	"context"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// Format is what the batches are called: "format.ical" words it.
const Format = "ical"

// Events that recur are laid out from daysBack days before the day of reading to daysAhead days
// after it. A single event is kept however far ahead it lies, and left out and counted when it
// was over daysBack days ago.
const (
	daysBack  = 7
	daysAhead = 60
)

// The limits that keep a hostile or broken file from harming the work.
const (
	maxRaw      = 64 << 20 // bytes of a file
	maxLine     = 64 << 10 // bytes of a line that is whole again
	maxParams   = 400      // bytes before the value of a line
	maxDepth    = 16       // parts within parts
	maxEvents   = 100_000
	maxProps    = 500     // lines of one event
	maxItems    = 200_000 // occurrences of all events together
	maxText     = 10_000  // characters of one text
	maxDates    = 5_000   // EXDATE and RDATE of one event
	maxProblems = 5_000
)

// Reader reads calendars. It holds no state.
type Reader struct{}

// NewReader makes a reader.
func NewReader() *Reader { return &Reader{} }

// Recognises tells whether the content begins as a calendar does, after a byte order mark and
// space, in UTF-8, UTF-16 or Windows-1252. The name decides nothing.
func (r *Reader) Recognises(_ string, raw []byte) bool {
	const begins = "BEGIN:VCALENDAR"
	head := bytes.TrimSpace(plain(raw[:min(len(raw), 4096)]))
	return len(head) >= len(begins) && strings.EqualFold(string(head[:len(begins)]), begins)
}

// Read parses a file into one batch of visits, absences and planned outages. The error is a
// text.Fault about the whole file; what is wrong with single events stands in the batch under
// the line where the event begins. Now decides which occurrences of a recurring event are read.
func (r *Reader) Read(ctx context.Context, _ string, raw []byte, now time.Time) ([]care.Batch, error) {
	if len(raw) > maxRaw {
		return nil, text.NewFault("intake.too_large", "limit", maxRaw>>20)
	}
	run := &run{
		now: now, from: care.NextDay(now, -daysBack), to: care.NextDay(now, daysAhead+1),
		batch: care.Batch{Format: Format}, kinds: map[care.Kind]bool{},
	}
	found := &parser{run: run}
	if err := found.read(ctx, plain(raw)); err != nil {
		return nil, err
	}
	if err := run.events(ctx, found.events); err != nil {
		return nil, err
	}
	return []care.Batch{run.finish()}, nil
}

// run is the reading of one file.
type run struct {
	now      time.Time
	from, to time.Time // midnights in Stockholm around what is laid out of recurring events
	batch    care.Batch
	kinds    map[care.Kind]bool

	others   int   // parts that are no events: tasks, notes, alarms
	leftOut  []int // lines of events that are about neither a person nor an outage
	old      int   // single events that are long over
	beyond   int   // recurring events that go on after the last day that is laid out
	unknown  bool  // a time zone that nothing explains was met
	full     bool  // more occurrences than maxItems
	dry      int   // rules that were searched to the end of the calendar in vain
	steps    int   // occurrences that rules gave, in all
	problems int
}

func (r *run) fail(row int, code string, pairs ...any) {
	if r.problems++; r.problems <= maxProblems {
		r.batch.Errors = append(r.batch.Errors, care.RowProblem{Row: row, Code: code, Pairs: pairs})
	}
}

func (r *run) warn(row int, field, code string, pairs ...any) {
	if r.problems++; r.problems <= maxProblems {
		r.batch.Warnings = append(r.batch.Warnings, care.RowProblem{Row: row, Field: field, Code: code, Pairs: pairs})
	}
}

// keep takes an item into the batch.
func (r *run) keep(item care.Item, o occurrence, whose care.PersonKey) {
	meta := item.ItemMeta()
	meta.Source, meta.SourceID = Format, o.id
	if !o.event.cal.message { // one invitation doesn't make a schedule fresh
		r.kinds[item.ItemKind()] = true
	}
	r.batch.Incoming = append(r.batch.Incoming, care.Incoming{Item: item, Whose: whose, Row: o.event.row})
}

// remove says that an occurrence is gone, whatever it was: a cancellation seldom repeats the
// words that made it a visit.
func (r *run) remove(id string) {
	if id == "" || len(r.batch.Removed) >= maxItems {
		return
	}
	for _, kind := range readKinds {
		r.batch.Removed = append(r.batch.Removed, care.Removed{Kind: kind, SourceID: id})
	}
}

// readKinds are what calendars hold, in the order in which they are stored.
var readKinds = []care.Kind{care.KindVisit, care.KindAbsence, care.KindPlannedOutage}

// finish tells in one warning each what the file as a whole lost or lacks.
func (r *run) finish() care.Batch {
	for _, kind := range readKinds {
		if r.kinds[kind] {
			r.batch.Kinds = append(r.batch.Kinds, kind)
		}
	}
	var told []care.RowProblem
	tell := func(row int, code string, pairs ...any) {
		told = append(told, care.RowProblem{Row: row, Code: code, Pairs: pairs})
	}
	if len(r.leftOut) > 0 {
		tell(0, "ical_left_out", "n", len(r.leftOut), "rows", someRows(r.leftOut))
	}
	if r.old > 0 {
		tell(0, "ical_old", "n", r.old, "from", r.from)
	}
	if r.beyond > 0 {
		tell(0, "ical_until", "n", r.beyond, "until", care.NextDay(r.to, -1))
	}
	if r.others > 0 {
		tell(0, "ical_others", "n", r.others)
	}
	if r.unknown {
		tell(0, "ical_zone")
	}
	if r.full {
		r.batch.Errors = append(r.batch.Errors, care.RowProblem{Code: "ical_many", Pairs: []any{"limit", maxItems}})
	}
	r.batch.Warnings = append(told, r.batch.Warnings...)
	return r.batch
}
