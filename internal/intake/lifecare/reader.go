// Package lifecare reads the answers of Lifecare's own interface, version 8.4, in JSON and in XML:
// persons and those around them, warnings, plans, work shifts, decisions, absences, health orders
// with what was signed for them, and the units, staff, headlines and executions that deliveries
// have to name.
//
// Which answer a file is, is told from its fields, and from its name where they don't tell. It
// guarantees that an object of the wrong form never costs the others, that nesting, size and
// number are bounded before anything is built, and that what Lifecare marks as deleted, revoked,
// marked as an error or protected is passed on as such.
package lifecare

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// Reader reads answers of Lifecare's interface. It holds no state.
type Reader struct{}

// NewReader makes a reader.
func NewReader() *Reader { return &Reader{} }

// Recognises tells whether the content is JSON or XML with the fields of one of the answers. What
// is called as one of them, and broken or other content under a .json or .xml name, is taken on
// too, so that the person is told why it can't be read.
func (r *Reader) Recognises(name string, raw []byte) bool {
	raw = plainBytes(raw)
	inJSON, inXML := startsJSON(raw), startsXML(raw)
	start := raw[:min(len(raw), startSize)]
	if !inJSON && !inXML || isForeign(start) {
		return false
	}
	if byName(fileStem(name)) != nil || inJSON && hasEnding(name, ".json") || inXML && hasEnding(name, ".xml") {
		return true
	}
	keys := keysIn(start)
	return byFields(keys, nil) != nil || keys[aroundOccurrences]
}

// Read parses a file into one batch for each of the answers that it holds. The error is a
// text.Fault about the whole file; objects that can't be read stand in the batch's errors by
// their number in the list, from 1. A file called as one of the interface's reads is that answer
// where its content doesn't say otherwise, also when it holds nothing. Now decides whether a
// modification time is believable.
func (r *Reader) Read(ctx context.Context, name string, raw []byte, now time.Time) ([]care.Batch, error) {
	raw = plainBytes(raw)
	if len(raw) > maxRaw {
		return nil, text.NewFault("intake.too_large", "limit", maxRaw>>20)
	}
	if len(raw) == 0 {
		return nil, text.NewFault("intake.empty")
	}
	raw, err := inJSON(ctx, raw)
	if err != nil {
		return nil, err
	}
	lists, empty, err := listsOf(raw, name)
	switch {
	case err != nil:
		return nil, err
	case len(lists) == 0 && empty:
		return nil, text.NewFault("intake.empty")
	case len(lists) == 0:
		return nil, text.NewFault("intake.unknown_json")
	}
	var batches []care.Batch
	for _, l := range lists {
		batch, err := readList(ctx, l, now)
		if err != nil {
			return nil, err
		}
		if len(lists) > 1 {
			nameLists(&batch, l.wrapper)
		}
		batches = append(batches, batch)
	}
	return batches, nil
}

// inJSON is the content within its bounds, and made into JSON if it is XML.
func inJSON(ctx context.Context, raw []byte) ([]byte, error) {
	if !startsXML(raw) {
		return raw, bounded(raw)
	}
	if err := boundedXML(raw); err != nil {
		return nil, err
	}
	return fromXML(ctx, raw)
}

func readList(ctx context.Context, l list, now time.Time) (care.Batch, error) {
	run := &run{now: now, batch: care.Batch{Format: l.answer.format, Kinds: l.answer.kinds, Fields: clientFields}}
	for i, object := range l.objects {
		if i%64 == 0 && ctx.Err() != nil {
			return care.Batch{}, ctx.Err()
		}
		run.row = i + 1
		l.answer.take(run, object)
	}
	return run.batch, nil
}

// nameLists tells whose rows are meant where a file holds several lists.
func nameLists(b *care.Batch, wrapper string) {
	for i := range b.Incoming {
		b.Incoming[i].Sheet = wrapper
	}
	for _, problems := range [][]care.RowProblem{b.Errors, b.Warnings} {
		for i := range problems {
			problems[i].Sheet = wrapper
		}
	}
}

// clientFields are the groups of person fields that the interface speaks of. It has no key
// numbers and no notes, so those of other sources stay.
var clientFields = map[care.Field]bool{
	care.FieldName: true, care.FieldPersonalID: true, care.FieldAddress: true, care.FieldEntryCode: true,
	care.FieldPhone: true, care.FieldEmail: true, care.FieldProtected: true, care.FieldActive: true,
}

// maxProblems is how many row problems are kept of one answer.
const maxProblems = 5_000

// run is the reading of one answer, object by object.
type run struct {
	now   time.Time
	row   int
	batch care.Batch
	// occurrences are those that this file has told of, by activity: a file with several pages
	// tells of one more than once.
	occurrences map[string]*care.HealthOrder
}

// readAs decodes an object and hands it on; one of the wrong form becomes a row error that names
// the field but not what stood in it.
func readAs[T any](r *run, object json.RawMessage, take func(T)) {
	var wire T
	err := json.Unmarshal(object, &wire)
	if err == nil && object[0] == '{' {
		take(wire)
		return
	}
	place := "?"
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		place = fieldPath(wrong.Field)
	}
	r.fail(place, "bad_object", "place", place)
}

// fieldPath is the decoder's path to a field without the names of our own types in it.
func fieldPath(path string) string {
	parts := slices.DeleteFunc(strings.Split(path, "."), func(part string) bool { return strings.HasPrefix(part, "wire") })
	return strings.Join(parts, ".")
}

func (r *run) fail(field, code string, pairs ...any) {
	if len(r.batch.Errors) < maxProblems {
		r.batch.Errors = append(r.batch.Errors, care.RowProblem{Row: r.row, Field: field, Code: code, Pairs: pairs})
	}
}

func (r *run) warn(field, code string) {
	if len(r.batch.Warnings) < maxProblems {
		r.batch.Warnings = append(r.batch.Warnings, care.RowProblem{Row: r.row, Field: field, Code: code})
	}
}

// keep takes an item into the batch.
func (r *run) keep(item care.Item, sourceID string, whose care.PersonKey) {
	meta := item.ItemMeta()
	meta.Source, meta.SourceID = r.batch.Format, sourceID
	r.batch.Incoming = append(r.batch.Incoming, care.Incoming{Item: item, Whose: whose, Row: r.row})
}

// keepVia takes in an item whose person is that of a health order, because its own answer names
// nobody.
func (r *run) keepVia(item care.Item, sourceID, orderID string) {
	r.keep(item, sourceID, care.PersonKey{})
	r.batch.Incoming[len(r.batch.Incoming)-1].Via = care.Via{Kind: care.KindHealthOrder, SourceID: orderID}
}

func (r *run) remove(kind care.Kind, sourceID string, whose care.PersonKey) {
	if sourceID != "" || !whose.Empty() {
		r.batch.Removed = append(r.batch.Removed, care.Removed{Kind: kind, SourceID: sourceID, Whose: whose})
	}
}
