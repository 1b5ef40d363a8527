package paper

import "avbrottsparm/internal/sheet"

// codeCell is the code in the last cell of a row: beside its text where there is room, else under it.
type codeCell struct {
	dots        dots
	side, clear float64
	under       bool
}

// height is that of a cell whose text takes so much.
func (k codeCell) height(text float64) float64 {
	if k.dots == nil {
		return text
	}
	high := k.side + 2*k.clear
	if k.under {
		return text + high
	}
	return max(text, high)
}

// encode makes the codes of a table, and gives its last column the width that they need.
func (t *layout) encode(rows []sheet.Row) {
	last := len(t.widths) - 1
	wide := 0.0
	for i, r := range rows {
		if r.Code == "" || last < 0 {
			continue
		}
		if t.codes == nil {
			t.codes = make([]dots, len(rows))
		}
		if d, err := t.c.encoded(r.Code); err == nil {
			t.codes[i] = d
			side := t.codeSide(d)
			wide = max(wide, side+2*d.clear(side))
		}
	}
	if last < 0 || wide <= t.widths[last] {
		return
	}
	others := (t.c.width() - wide) / max(t.c.width()-t.widths[last], 0.01)
	for i := range last {
		t.widths[i] *= others
	}
	t.widths[last] = wide
	if last == 0 {
		t.widths[0] = t.c.width()
	}
}

// codeSide is the side of a code in a table: never so large that a row has no room on a page.
func (t *layout) codeSide(d dots) float64 { return min(d.side(leastCode), t.c.full()/2) }

func (t *layout) placeCode(i int, r sheet.Row, p *placed) {
	if i >= len(t.codes) || t.codes[i] == nil {
		return
	}
	last := len(t.columns) - 1
	side := t.codeSide(t.codes[i])
	p.code = codeCell{dots: t.codes[i], side: side, clear: t.codes[i].clear(side)}
	if last >= len(r.Cells) || r.Cells[last] == "" {
		return
	}
	beside := t.widths[last] - side - p.code.clear
	if beside > leastBeside {
		narrow := t.cell(last, beside, t.c.faceless(r.Cells[last]), r.Bold)
		if len(narrow.lines) == len(p.cells[last].lines) {
			narrow.struck = p.cells[last].struck
			p.cells[last] = narrow
			return
		}
	}
	p.code.under = true
}

// leastBeside is the least width in millimetres in which text stands beside a code.
const leastBeside = 8.0

// codeIn draws the code of a row in its last cell, which ends at right and whose text ends at y.
func (c *canvas) codeIn(k codeCell, right, y float64) {
	if k.dots == nil {
		return
	}
	if !k.under {
		y = c.y
	}
	c.dots(k.dots, right-k.clear-k.side, y+k.clear, k.side)
}

// encoded makes a code once for a sheet: tables are measured before they are drawn.
func (c *canvas) encoded(content string) (dots, error) {
	if d, ok := c.codes[content]; ok && c.codesOf == c.current {
		return d, nil
	}
	if c.codes == nil || c.codesOf != c.current {
		c.codes, c.codesOf = map[string]dots{}, c.current
	}
	d, err := encode(content)
	if err == nil {
		c.codes[content] = d
	}
	return d, err
}
