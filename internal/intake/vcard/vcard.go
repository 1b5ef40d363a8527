// Package vcard reads address books: cards in the versions 2.1, 3.0 and 4.0 as Outlook, Google,
// Apple and telephones write them.
//
// A card becomes a contact of the unit, a relative or contact of the person whom it names, or, if
// it says so, a person. It guarantees that a bad line or card costs only itself and is told by
// its line, that pictures are never unpacked, and that size and count are bounded.
package vcard

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// Format is what the batches are called: "format.vcard" words it.
const Format = "vcard"

// The limits that keep a hostile or broken file from harming the work.
const (
	maxRaw      = 64 << 20 // bytes of a file, pictures counted
	maxLine     = 64 << 10 // bytes of a line that is whole again
	maxParams   = 600      // bytes before the value of a line
	maxCards    = 50_000
	maxFields   = 300 // lines of one card
	maxText     = 10_000
	maxPersons  = 5 // persons whom one card may concern
	maxProblems = 5_000
)

// Reader reads address books. It holds no state.
type Reader struct{}

// NewReader makes a reader.
func NewReader() *Reader { return &Reader{} }

// Recognises tells whether the content begins as a card does, after a byte order mark and space,
// in UTF-8, UTF-16 or Windows-1252. The name decides nothing.
func (r *Reader) Recognises(_ string, raw []byte) bool {
	const begins = "BEGIN:VCARD"
	head := bytes.TrimSpace(plain(raw[:min(len(raw), 4096)]))
	head = bytes.ReplaceAll(head[:min(len(head), 2*len(begins))], []byte(" "), nil)
	return len(head) >= len(begins) && strings.EqualFold(string(head[:len(begins)]), begins)
}

// Read parses a file into a batch of contacts and relatives, after one for each set of fields that
// its cards about persons have: what a card lacks is not taken from what is known. The error is
// a text.Fault about the whole file; what is wrong with single cards stands in the batch under
// the line where the card begins. Now decides the century of identity numbers.
func (r *Reader) Read(ctx context.Context, _ string, raw []byte, now time.Time) ([]care.Batch, error) {
	if len(raw) > maxRaw {
		return nil, text.NewFault("intake.too_large", "limit", maxRaw>>20)
	}
	run := &run{now: now, others: care.Batch{Format: Format}, persons: map[string]*care.Batch{}}
	found := &parser{run: run}
	if err := found.read(ctx, plain(raw)); err != nil {
		return nil, err
	}
	if len(found.cards)+run.problems == 0 { // no line ends as the lines of a card do
		return nil, text.NewFault("intake.broken")
	}
	cards := newest(found.cards)
	run.point(cards)
	for i, c := range cards {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		run.card(c)
	}
	return run.finish(), nil
}

// newest leaves out the cards of which the file has a later version: the same UID, REV later, or
// further down.
func newest(cards []*card) []*card {
	best := map[string]*card{}
	for _, c := range cards {
		uid := c.line("UID")
		if old := best[uid]; uid != "" && (old == nil || cmp.Compare(digits(c.line("REV")), digits(old.line("REV"))) >= 0) {
			best[uid] = c
		}
	}
	return slices.DeleteFunc(slices.Clone(cards), func(c *card) bool {
		uid := c.line("UID")
		return uid != "" && best[uid] != c
	})
}

// run is the reading of one file.
type run struct {
	now      time.Time
	others   care.Batch                // contacts and relatives, and what is wrong
	persons  map[string]*care.Batch    // by the fields that their cards have
	byUID    map[string]care.PersonKey // persons by their card's UID
	pointed  map[string]link           // cards by their UID, to which a person's card points
	groups   int                       // cards that are lists of others
	full     bool
	problems int
}

func (r *run) fail(row int, code string, pairs ...any) {
	if r.problems++; r.problems <= maxProblems {
		r.others.Errors = append(r.others.Errors, care.RowProblem{Row: row, Code: code, Pairs: pairs})
	}
}

func (r *run) warn(row int, field, code string, pairs ...any) {
	if r.problems++; r.problems <= maxProblems {
		r.others.Warnings = append(r.others.Warnings, care.RowProblem{Row: row, Field: field, Code: code, Pairs: pairs})
	}
}

// keep takes an item into a batch.
func keep(b *care.Batch, item care.Item, c *card, whose care.PersonKey) {
	meta := item.ItemMeta()
	meta.Source, meta.SourceID = Format, c.line("UID")
	// a card about a person or a relative makes no register of them fresh
	if kind := item.ItemKind(); kind == care.KindContact && whose.Empty() && !slices.Contains(b.Kinds, kind) {
		b.Kinds = append(b.Kinds, kind)
	}
	b.Incoming = append(b.Incoming, care.Incoming{Item: item, Whose: whose, Row: c.row})
}

// finish puts the batches in an order that is the same every time: persons before those around
// them.
func (r *run) finish() []care.Batch {
	if r.groups > 0 {
		r.others.Warnings = append([]care.RowProblem{{Code: "vcard_groups", Pairs: []any{"n", r.groups}}}, r.others.Warnings...)
	}
	if r.full {
		r.others.Errors = append(r.others.Errors, care.RowProblem{Code: "vcard_many", Pairs: []any{"limit", maxCards}})
	}
	var batches []care.Batch
	var sets []string
	for set := range r.persons {
		sets = append(sets, set)
	}
	slices.Sort(sets)
	for _, set := range sets {
		batches = append(batches, *r.persons[set])
	}
	return append(batches, r.others)
}
