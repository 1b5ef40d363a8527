package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"avbrottsparm/internal/text"
)

// Systems save web pages, and Excel's XML of 2003, under names that end with .xls. Both are read
// as they are: one sheet for each table, what stands between tables as the titles of the next.

const (
	excelXML     = "urn:schemas-microsoft-com:office:spreadsheet"
	longestToken = 1 << 20 // bytes between two marks
	mostTitles   = 20      // lines of text kept above a table
)

// isMarkup tells whether the text is a page with tables or a workbook in XML.
func isMarkup(raw []byte) bool {
	start := strings.ToLower(strings.TrimLeft(decode(evenHead(raw, 4096)), " \t\r\n\ufeff\x00"))
	if !strings.HasPrefix(start, "<") {
		return false
	}
	if strings.Contains(start, excelXML) {
		return true
	}
	for _, mark := range []string{"<html", "<!doctype html", "<table", "<meta", "<style", "<head", "<body", "<div"} {
		if strings.HasPrefix(start, mark) || strings.HasPrefix(start, "<?xml") && strings.Contains(start, mark) {
			return true
		}
	}
	return false
}

// readMarkup reads the tables of a page. One that has no table of two rows is no spreadsheet.
func readMarkup(ctx context.Context, raw []byte) ([]sheet, error) {
	body := decode(raw)
	p := &page{excel: strings.Contains(body[:min(len(body), 8192)], excelXML)}
	marks := html.NewTokenizer(strings.NewReader(body))
	marks.SetMaxBuf(longestToken)
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		kind := marks.Next()
		if kind == html.ErrorToken {
			if !errors.Is(marks.Err(), io.EOF) {
				return nil, text.Because(fmt.Errorf("reading page: %T", marks.Err()), "intake.broken")
			}
			break
		}
		p.mark(kind, marks)
		if p.size > maxText {
			return nil, text.NewFault("intake.too_large", "limit", maxText>>20)
		}
		if len(p.done) > maxSheets {
			return nil, text.NewFault("intake.too_large", "limit", maxUnzipped>>20)
		}
	}
	for len(p.open) > 0 {
		p.endTable()
	}
	return p.sheets()
}

// page is a page as far as it was read.
type page struct {
	excel  bool
	hidden int    // inside a script, a style or the page's own title
	name   string // of the worksheet in Excel's XML
	titles []string
	line   strings.Builder // text outside of tables
	open   []*grid         // the tables that aren't ended yet, inner ones last
	done   []*grid
	size   int
}

// grid is a table as it comes in.
type grid struct {
	name   string
	rows   [][]string
	column int         // where the next cell goes
	held   map[int]int // the last row that a cell above reaches down to, by column
	inCell bool
	cell   strings.Builder
	across int // columns of the cell
	down   int // rows of the cell
	index  int // the cell's column in Excel's XML, 0 where it follows the one before
	date   bool
}

// mark takes one token.
func (p *page) mark(kind html.TokenType, marks *html.Tokenizer) {
	switch kind {
	case html.TextToken:
		p.text(marks.Text())
		return
	case html.StartTagToken, html.SelfClosingTagToken:
		raw, more := marks.TagName()
		name := string(raw)
		attributes := map[string]string{}
		for n := 0; more && n < 50; n++ {
			var key, value []byte
			key, value, more = marks.TagAttr()
			attributes[string(bytes.TrimPrefix(key, []byte("ss:")))] = string(value)
		}
		p.begin(strings.TrimPrefix(name, "ss:"), attributes)
		if p.excel {
			marks.NextIsNotRawText()
		}
		if kind == html.SelfClosingTagToken && p.excel {
			p.end(strings.TrimPrefix(name, "ss:"))
		}
	case html.EndTagToken:
		name, _ := marks.TagName()
		p.end(strings.TrimPrefix(string(name), "ss:"))
	}
}

func (p *page) text(raw []byte) {
	if p.hidden > 0 {
		return
	}
	p.size += len(raw)
	if !p.excel { // breaks of the page's source are blanks
		raw = bytes.Map(func(r rune) rune {
			if r == '\n' || r == '\r' {
				return ' '
			}
			return r
		}, raw)
	}
	if g := p.table(); g != nil {
		if g.inCell {
			g.cell.Write(raw)
		}
		return
	}
	if p.line.Len() < maxCell {
		p.line.Write(raw)
	}
}

func (p *page) table() *grid {
	if len(p.open) == 0 {
		return nil
	}
	return p.open[len(p.open)-1]
}

func (p *page) begin(name string, attributes map[string]string) {
	g := p.table()
	switch name {
	case "script", "style", "title", "styles", "documentproperties":
		p.hidden++
	case "worksheet":
		p.name = attributes["name"]
	case "table":
		p.breakLine()
		if len(p.open) < 20 {
			p.open = append(p.open, &grid{name: p.name, held: map[int]int{}})
		}
	case "tr", "row":
		if g != nil {
			g.beginRow(count(attributes["index"], maxRows+2))
		}
	case "td", "th", "cell":
		if g != nil {
			g.endCell(p)
			g.inCell, g.index = true, count(attributes["index"], maxColumns+1)
			g.across = max(1, count(attributes["colspan"], maxColumns))
			g.across = max(g.across, count(attributes["mergeacross"], maxColumns)+1)
			g.down = max(1, count(attributes["rowspan"], maxRows))
		}
	case "data":
		if g != nil {
			g.date = attributes["type"] == "DateTime"
		}
	case "br", "p", "div", "li":
		p.breakLine()
	}
}

func (p *page) end(name string) {
	switch name {
	case "script", "style", "title", "styles", "documentproperties":
		p.hidden = max(0, p.hidden-1)
	case "table":
		p.endTable()
	case "td", "th", "cell", "tr", "row":
		if g := p.table(); g != nil {
			g.endCell(p)
		}
	case "p", "div", "h1", "h2", "h3", "h4", "li", "caption":
		p.breakLine()
	}
}

// breakLine begins a new line of a cell, or ends a line of text outside of tables.
func (p *page) breakLine() {
	if g := p.table(); g != nil {
		if g.inCell && g.cell.Len() > 0 {
			g.cell.WriteByte('\n')
		}
		return
	}
	if line := flat(p.line.String()); line != "" && len(p.titles) < mostTitles {
		p.titles = append(p.titles, line)
	}
	p.line.Reset()
}

func (p *page) endTable() {
	g := p.table()
	if g == nil {
		return
	}
	g.endCell(p)
	p.open = p.open[:len(p.open)-1]
	if len(p.open) > 0 || len(g.rows) > 1 || len(g.rows) == 1 && filled(g.rows[0]) > 4 {
		p.done = append(p.done, g.under(p.titles))
		p.titles = nil
		return
	}
	for _, row := range g.rows { // a table of one row is how pages lay out their headings
		for _, cell := range row {
			if line := flat(cell); line != "" && len(p.titles) < mostTitles {
				p.titles = append(p.titles, line)
			}
		}
	}
}

// under is the table below the lines of text that stand above it.
func (g *grid) under(titles []string) *grid {
	rows := make([][]string, 0, len(titles)+len(g.rows))
	for _, line := range titles {
		rows = append(rows, []string{line})
	}
	g.rows = append(rows, g.rows...)
	return g
}

// beginRow starts a row: the next, or in Excel's XML the one that is named.
func (g *grid) beginRow(index int) {
	g.inCell = false
	for len(g.rows) < index-1 && len(g.rows) <= maxRows {
		g.rows = append(g.rows, nil)
	}
	if len(g.rows) <= maxRows {
		g.rows = append(g.rows, nil)
	}
	g.column = 0
}

// endCell puts a cell into its place, right of those that reach down from the rows above.
func (g *grid) endCell(p *page) {
	if !g.inCell {
		return
	}
	g.inCell = false
	value := lines(g.cell.String())
	g.cell.Reset()
	if g.date {
		value, g.date = plainMoment(value), false
	}
	if len(g.rows) == 0 {
		g.rows = append(g.rows, nil)
	}
	if g.index > 0 {
		g.column = g.index - 1
	}
	last := len(g.rows) - 1
	for g.held[g.column] >= last && last > 0 && g.column <= maxColumns {
		g.column++
	}
	row := &g.rows[last]
	if g.column > maxColumns {
		return
	}
	for len(*row) < g.column {
		*row = append(*row, "")
	}
	*row = append((*row)[:g.column], value)
	p.size += g.column
	for i := range g.across {
		if g.down > 1 {
			g.held[g.column+i] = last + g.down - 1
		}
	}
	g.column += g.across
}

// sheets are the tables that hold anything, as sheets of clean cells.
func (p *page) sheets() ([]sheet, error) {
	var sheets []sheet
	for i, g := range p.done {
		if len(g.rows) < 2 {
			continue
		}
		name := g.name
		if name == "" {
			name = strconv.Itoa(i + 1)
		}
		s, err := newSheet(name, g.rows, p.excel)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, s)
	}
	switch len(sheets) {
	case 0:
		return nil, text.NewFault("intake.unknown_format")
	case 1:
		if sheets[0].name = ""; !p.excel {
			sheets[0].title = ""
		}
	}
	return sheets, nil
}

// count reads a number of cells, held to a limit.
func count(s string, most int) int { return min(atoi(strings.TrimSpace(s)), most) }

var blankRun = regexp.MustCompile(`[ \t\r\n\x{a0}]+`)

// flat is a text on one line.
func flat(s string) string { return strings.TrimSpace(blankRun.ReplaceAllString(s, " ")) }

// lines is the text of a cell with the breaks that were asked for: those of the page's own source
// are blanks.
func lines(s string) string {
	var kept []string
	for _, line := range strings.Split(s, "\n") {
		if line = flat(line); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// plainMoment is a moment of Excel's XML as people write it: a time of day alone is counted from
// the last days of 1899.
func plainMoment(s string) string {
	day, clock, ok := strings.Cut(s, "T")
	switch {
	case !ok:
		return s
	case strings.HasPrefix(day, "1899-12-") || strings.HasPrefix(day, "1904-01-01"):
		return strings.TrimSuffix(clock, ".000")
	case strings.HasPrefix(clock, "00:00:00"):
		return day
	}
	return day + " " + strings.TrimSuffix(clock, ".000")
}
