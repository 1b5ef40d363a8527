package care

import (
	"slices"
	"strings"
	"time"
)

// Said tells which source a group of a person's fields comes from, and when it left it.
type Said struct {
	Source string    `json:"source"`
	At     time.Time `json:"at"` // UTC
}

// Difference is what a source says otherwise than what stands: the newest word counts, and the
// other is shown beside it.
type Difference struct {
	Field  Field     `json:"field"`
	Value  string    `json:"value"` // as one line; empty when the source says nothing there
	Source string    `json:"source"`
	At     time.Time `json:"at"` // when it left its source, in UTC
}

// groups are the groups of person fields of which the newest source counts. Protection is obeyed
// whoever says it, and a number is only ever made surer.
var groups = []Field{FieldName, FieldAddress, FieldEntryCode, FieldPhone, FieldEmail, FieldKeys, FieldActive, FieldNote}

// saying is a group of a person's fields on one line, to compare and to show.
func (p *Person) saying(f Field) string {
	var parts []string
	switch f {
	case FieldName:
		return p.Name()
	case FieldAddress:
		for _, a := range p.Addresses {
			parts = append(parts, a.Line())
		}
	case FieldEntryCode:
		for _, a := range p.Addresses {
			parts = append(parts, a.EntryCode)
		}
	case FieldPhone:
		for _, n := range p.Phones {
			parts = append(parts, n.Number)
		}
	case FieldEmail:
		parts = p.Emails
	case FieldKeys:
		for _, k := range p.Keys {
			parts = append(parts, k.Value)
		}
	case FieldNote:
		return p.Note
	}
	return joinNonEmpty("; ", slices.Clone(parts)...)
}

// comparable tells whether a group's words can be weighed: the keys of a protected person are
// gathered from every source, so that no source has the whole of them.
func (p *Person) comparable(f Field) bool { return f != FieldKeys || !p.Protected }

// agree tells whether two sayings of a group come to the same, however they are written.
func agree(f Field, x, y string) bool {
	switch f {
	case FieldPhone, FieldKeys, FieldEntryCode:
		return strings.ReplaceAll(fold(x), " ", "") == strings.ReplaceAll(fold(y), " ", "")
	case FieldName:
		return FoldName(x) == FoldName(y)
	default:
		return fold(x) == fold(y)
	}
}

// weigh decides for each group of fields that the file has whether its word counts: it does
// unless a newer one is known. The differences between sources are noted on the merged person.
func (rec *reconciler) weigh(known, row *Person, in Incoming) map[Field]bool {
	takes := map[Field]bool{}
	if known.ID == "" {
		for _, f := range groups {
			takes[f] = rec.batch.Has(f)
		}
		return takes
	}
	for _, f := range groups {
		takes[f] = rec.batch.Has(f) && !rec.outdated(known, row, f, in)
	}
	return takes
}

// outdated tells whether a newer word than the row's is known of a group of fields. What only one
// source knows is no disagreement; what one source left out later than it said it, it took back.
func (rec *reconciler) outdated(known, row *Person, f Field, in Incoming) bool {
	if !rec.leftBefore(rec.saidAt(known, f)) || rec.TakeOlder {
		return false
	}
	has, says := known.saying(f), row.saying(f)
	switch {
	case f == FieldActive:
		if known.Inactive != row.Inactive {
			rec.keptNewer(in, f)
		}
		return true
	case has == "" && rec.sourceOf(known, f) != rec.source(KindPerson) || !known.comparable(f):
		return false
	case says != "" && !agree(f, has, says):
		rec.keptNewer(in, f)
	}
	return true
}

// keptNewer tells that a row says otherwise than what is known from later.
func (rec *reconciler) keptNewer(in Incoming, f Field) {
	rec.out.Older++
	rec.out.Warnings = append(rec.out.Warnings, RowProblem{Row: in.Row, Sheet: in.Sheet, Field: string(f), Code: codeOlderField})
}

// saidAt is when the source of a group last said what stands; zero when no source is known.
func (rec *reconciler) saidAt(p *Person, f Field) time.Time {
	said, known := p.Said[f]
	if !known {
		said = Said{Source: p.Source, At: p.ownTime()}
	}
	if listed := rec.Standing.Sources[sourceKey(said.Source, KindPerson)]; listed.After(said.At) {
		return listed
	}
	return said.At
}

// noteDifferences keeps what the sources say otherwise than what now stands: the loser of this
// file, and what it agrees with no longer differs.
func (rec *reconciler) noteDifferences(known, row, merged *Person, takes map[Field]bool) {
	own := rec.source(KindPerson)
	if known.ID == "" || !rec.TakeOlder && rec.leftBefore(rec.Standing.Sources[sourceKey(own, KindPerson)]) {
		return // what the source itself has said since is its word
	}
	said := map[Field]Said{}
	for f, s := range known.Said {
		said[f] = s
	}
	differs := slices.Clone(known.Differs)
	for _, f := range groups {
		if !rec.batch.Has(f) || f == FieldActive || !known.comparable(f) {
			continue
		}
		differs = slices.DeleteFunc(differs, func(d Difference) bool { return d.Field == f && d.Source == own })
		has, says := known.saying(f), row.saying(f)
		before := rec.sourceOf(known, f)
		switch {
		case takes[f] && !agree(f, has, says):
			if has != "" && before != own { // also when the cell is empty now: nothing goes in silence
				differs = append(differs, Difference{Field: f, Value: has, Source: before, At: rec.saidAt(known, f)})
			}
			said[f] = Said{Source: own, At: rec.asOf}
		case !takes[f] && says != "" && before != own && !agree(f, has, says):
			differs = append(differs, Difference{Field: f, Value: says, Source: own, At: rec.asOf})
		}
		stands := merged.saying(f)
		differs = slices.DeleteFunc(differs, func(d Difference) bool { return d.Field == f && agree(f, d.Value, stands) })
	}
	merged.Said, merged.Differs = nil, nil
	if len(said) > 0 {
		merged.Said = said
	}
	if len(differs) > 0 {
		merged.Differs = differs
	}
}

// keepOwnTime remembers when the person's own source last spoke before another one changed
// something in what is open.
func (rec *reconciler) keepOwnTime(known, open *Person) {
	switch {
	case same(known, open):
	case rec.source(KindPerson) == open.Source:
		open.Own = time.Time{}
	case open.Own.IsZero():
		open.Own = known.AsOf
	}
}

func (rec *reconciler) sourceOf(p *Person, f Field) string {
	if said, known := p.Said[f]; known {
		return said.Source
	}
	return p.Source
}

// withoutPlaces takes away the differences that could tell where somebody with protected fields
// lives.
func (p *Person) withoutPlaces() {
	p.Differs = slices.DeleteFunc(slices.Clone(p.Differs), func(d Difference) bool {
		return p.Protected || d.Field == FieldAddress || d.Field == FieldPhone || d.Field == FieldEntryCode
	})
	if len(p.Differs) == 0 {
		p.Differs = nil
	}
}
