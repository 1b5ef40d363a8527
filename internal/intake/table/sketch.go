package table

import (
	"context"
	"slices"
	"time"

	"avbrottsparm/internal/care"
)

// mostSamples is how many rows below the headings a sketch shows.
const mostSamples = 8

// mostTop is how many rows from the top a sketch shows as they stand: titles, headings and the rows
// that follow them.
const mostTop = 20

// Sketch tells how the sheets of a file look and what they would be read as, for whoever maps
// their columns. Its samples are about persons and must not be kept. Faults are those of Read
// about the whole file.
func (r *Reader) Sketch(ctx context.Context, _ string, raw []byte, now time.Time, maps care.Mappings) (care.Sketch, error) {
	sheets, err := r.load(ctx, raw)
	if err != nil {
		return care.Sketch{}, err
	}
	var sketch care.Sketch
	for _, s := range sheets {
		if ctx.Err() != nil {
			return care.Sketch{}, ctx.Err()
		}
		if !s.blank() {
			sketch.Sheets = append(sketch.Sheets, r.sketch(s, now, maps))
		}
	}
	return sketch, nil
}

func (r *Reader) sketch(s sheet, now time.Time, maps care.Mappings) care.SketchedSheet {
	when := newCalendar(now, s)
	known, err := r.understand(s, when, maps)
	out := care.SketchedSheet{Name: s.name, Mapping: known.mapping.Name}
	if known.lay == nil || known.head.headings == nil {
		known.head.row, known.head.headings = likelyHeader(s.rows)
	}
	row := known.head.row
	for _, cells := range s.rows[:min(mostTop, len(s.rows))] {
		out.Top = append(out.Top, slices.Clone(cells))
	}
	out.HeaderRow, out.Rows = row+1, len(s.rows)-row-1
	for _, cells := range s.rows[row+1:] {
		if len(out.Samples) < mostSamples && filled(cells) > 0 {
			out.Samples = append(out.Samples, slices.Clone(cells))
		}
	}
	out.Headings = slices.Clone(known.head.headings)
	if row < 0 && len(out.Headings) == 0 {
		for i := range widest(out.Samples) {
			out.Headings = append(out.Headings, letters(i))
		}
	}
	if err != nil {
		out.Missing = identifying
		if known.lay != nil && known.lay.identifies() {
			out.Missing = []string{"start", "end", "length", "street", "phone"}
		}
	} else {
		out.Kind = known.lay.kind.name()
	}
	out.Columns = guesses(known.lay, out.Headings)
	return out
}

// likelyHeader is the row that looks most like headings although none of them is known; -1 where
// none does.
func likelyHeader(rows [][]string) (row int, headings []string) {
	row = -1
	for i, cells := range rows[:min(headerSearch, len(rows))] {
		if looksHeading(cells) && filled(cells) >= 2 && filled(cells) > filled(headings) {
			row, headings = i, cells
		}
	}
	return row, headings
}

func widest(rows [][]string) int {
	most := 0
	for _, row := range rows {
		most = max(most, len(row))
	}
	return most
}

// guesses are what the columns were taken as, heading by heading.
func guesses(lay *layout, headings []string) []care.MappedColumn {
	columns := make([]care.MappedColumn, len(headings))
	for i, heading := range headings {
		columns[i].Heading = heading
	}
	if lay == nil {
		return columns
	}
	take := func(fields map[string][]column, prefix string, number int) {
		for field, list := range fields {
			for _, c := range list {
				if c.index < len(columns) && (lay.known[c.index] || lay.kind == sheetUnknown) {
					columns[c.index].Field, columns[c.index].Number = prefix+field, number
				}
			}
		}
	}
	take(lay.client, "", 0)
	for i, p := range lay.relatives {
		take(p.columns, string(ofRelative)+".", partyNumber(i, len(lay.relatives)))
	}
	for i, p := range lay.contacts {
		take(p.columns, string(ofContact)+".", partyNumber(i, len(lay.contacts)))
	}
	return columns
}

// partyNumber counts relatives and contacts where there are several.
func partyNumber(i, of int) int {
	if of < 2 {
		return 0
	}
	return i + 1
}
