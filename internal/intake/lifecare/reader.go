// Package lifecare reads the JSON answers of Lifecare's own interface, version 8.4: clients,
// relatives, contacts, critical informations, service plans and planned work shifts.
//
// Which answer a file is, is told from its fields. It guarantees that an object of the wrong form
// never costs the others, that nesting and size are bounded before anything is built, and that
// what Lifecare marks as deleted, revoked or protected is passed on as such.
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

// Recognises tells whether the content is JSON with the fields of one of the answers. An empty
// list and broken JSON under a .json name are taken on too, so that the person is told so.
func (r *Reader) Recognises(name string, raw []byte) bool {
	raw = plainBytes(raw)
	if !startsJSON(raw) {
		return false
	}
	if answer, _ := guess(raw[:min(len(raw), 1<<20)]); answer != answerUnknown {
		return true
	}
	return isJSONName(name) && !isForeign(raw)
}

// Read parses a file into one batch for each of the answers that it holds. The error is a
// text.Fault about the whole file; objects that can't be read stand in the batch's errors by
// their number in the list, from 1. Now decides whether a modification time is believable.
func (r *Reader) Read(ctx context.Context, name string, raw []byte, now time.Time) ([]care.Batch, error) {
	raw = plainBytes(raw)
	if len(raw) > maxRaw {
		return nil, text.NewFault("intake.too_large", "limit", maxRaw>>20)
	}
	if len(raw) == 0 {
		return nil, text.NewFault("intake.empty")
	}
	if depth(raw) > maxDepth {
		return nil, text.NewFault("intake.too_deep")
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

func readList(ctx context.Context, l list, now time.Time) (care.Batch, error) {
	run := &run{now: now, batch: care.Batch{Format: formats[l.answer], Kinds: kinds[l.answer], Fields: clientFields}}
	for i, object := range l.objects {
		if i%64 == 0 && ctx.Err() != nil {
			return care.Batch{}, ctx.Err()
		}
		run.row = i + 1
		run.read(l.answer, object)
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

var formats = map[answer]string{
	answerClients: "lifecare.clients", answerRelatives: "lifecare.relatives", answerContacts: "lifecare.contacts",
	answerCritical: "lifecare.critical", answerPlans: "lifecare.plans", answerShifts: "lifecare.workshifts",
}

// clientFields are the groups of person fields that the interface speaks of. It has no key
// numbers and no notes, so those of other sources stay.
var clientFields = map[care.Field]bool{
	care.FieldName: true, care.FieldPersonalID: true, care.FieldAddress: true, care.FieldEntryCode: true,
	care.FieldPhone: true, care.FieldEmail: true, care.FieldProtected: true, care.FieldActive: true,
}

var kinds = map[answer][]care.Kind{
	answerClients: {care.KindPerson}, answerRelatives: {care.KindRelative}, answerContacts: {care.KindContact},
	answerCritical: {care.KindWarning}, answerPlans: {care.KindPlan}, answerShifts: {care.KindShift, care.KindVisit},
}

// maxProblems is how many row problems are kept of one answer.
const maxProblems = 5_000

// run is the reading of one answer, object by object.
type run struct {
	now   time.Time
	row   int
	batch care.Batch
}

func (r *run) read(answer answer, object json.RawMessage) {
	switch answer {
	case answerClients:
		readAs(r, object, r.client)
	case answerRelatives:
		readAs(r, object, r.relative)
	case answerContacts:
		readAs(r, object, r.contact)
	case answerCritical:
		readAs(r, object, r.critical)
	case answerPlans:
		readAs(r, object, r.plan)
	case answerShifts:
		readAs(r, object, r.shift)
	}
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

func (r *run) remove(kind care.Kind, sourceID string, whose care.PersonKey) {
	if sourceID != "" || !whose.Empty() {
		r.batch.Removed = append(r.batch.Removed, care.Removed{Kind: kind, SourceID: sourceID, Whose: whose})
	}
}
