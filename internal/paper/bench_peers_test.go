//go:build bench && unix

package paper

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"avbrottsparm/internal/sheet"
)

// The peer is LibreOffice, which turns the same sheets into a PDF from a flat text document, as a
// template with the data filled in would be. It starts once for all of it.
func TestRatioLibreOffice(t *testing.T) {
	doc, printed := thousandPages(t)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "binder.fodt"), office(doc))
	out := filepath.Join(dir, "binder.pdf")
	convert := func() error {
		return quiet("soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "pdf", "--outdir", dir,
			filepath.Join(dir, "binder.fodt"))
	}
	measure(t, "LibreOffice", 100, doc, printed, convert, func() []byte { return produced(t, out) })
}

// The peer is groff with tbl and preconv: the quickest typesetter that writes PDFs of its own.
func TestRatioGroff(t *testing.T) {
	doc, printed := thousandPages(t)
	dir := t.TempDir()
	source, out := filepath.Join(dir, "binder.tr"), filepath.Join(dir, "binder.pdf")
	write(t, source, roff(doc))
	typeset := func() error {
		return quiet("sh", "-c", `groff -k -t -Tpdf "$0" >"$1"`, source, out)
	}
	measure(t, "groff", 8, doc, printed, typeset, func() []byte { return produced(t, out) })
}

// measure lets a slow peer work twice, and first looks that it makes as many pages of as many words.
func measure(t *testing.T, name string, goal float64, doc sheet.Document, printed sheet.Printed, peer func() error, made func() []byte) {
	t.Helper()
	ratio(t, fmt.Sprintf("binder of %d pages, %s", printed.Pages, name), goal, 2,
		func() error { _, err := press(t).Print(t.Context(), doc, sheet.Output{}); return err }, peer)
	ours, theirs := pagesOf(t, printed.PDF), pagesOf(t, made())
	if n := len(theirs); n < len(ours)*75/100 || n > len(ours)*140/100 {
		t.Errorf("the peer makes %d pages of our %d: not the same work", n, len(ours))
	}
	count := func(pages []string) int { return len(strings.Fields(strings.Join(pages, " "))) }
	if n := count(theirs); n < count(ours)*90/100 || n > count(ours)*115/100 {
		t.Errorf("the peer sets %d words of our %d: not the same work", n, count(ours))
	}
}

func quiet(program string, args ...string) error {
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%.2000s", program, err, out)
	}
	return nil
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func produced(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// setter is another program's way to say what a sheet holds.
type setter interface {
	// contents lists the sheets with their pages, where the program can.
	contents(sheets []sheet.Sheet)
	// sheet begins one, with a header and footer of its own on each page; again is its next page.
	sheet(landscape bool, head, foot []string)
	again()
	line(style, s string)
	// table has columns of shares of the width; the first row is the header if head is set.
	table(shares []float64, head bool, rows [][]string)
}

// set tells all of a document to a setter.
func set(doc *sheet.Document, to setter) {
	w := doc.Words
	to.contents(doc.Sheets)
	for i := range doc.Sheets {
		sh := &doc.Sheets[i]
		to.sheet(sh.Landscape,
			[]string{doc.Unit, sh.Title, sh.Subtitle, strings.TrimSpace(sh.Name + " " + sh.PersonalID)},
			[]string{w.Say("paper.as_of", "moment", w.Moment(sh.DataAsOf)), w.Say("paper.printed", "moment", w.Moment(doc.PrintedAt), "who", doc.PrintedBy),
				w.Say("paper.copy_rule") + " " + w.Say("paper.head", "code", doc.Head)})
		for _, block := range sh.Blocks {
			if _, next := block.(sheet.Break); next {
				to.again()
				continue
			}
			setBlock(block, to)
		}
	}
}

func setBlock(block sheet.Block, to setter) {
	switch b := block.(type) {
	case sheet.Heading:
		to.line("heading", b.Text)
	case sheet.Text:
		to.line("text", b.Text)
	case sheet.Fields:
		var rows [][]string
		for _, f := range b.Rows {
			rows = append(rows, []string{f.Label, f.Value})
		}
		to.table([]float64{1, 3}, false, rows)
	case sheet.Notice:
		to.table([]float64{1}, true, [][]string{{b.Title}, {strings.Join(b.Lines, "\n")}})
	case sheet.Table:
		shares, rows := make([]float64, len(b.Columns)), [][]string{make([]string, len(b.Columns))}
		for i, c := range b.Columns {
			shares[i], rows[0][i] = c.Width, c.Title
		}
		for _, r := range b.Rows {
			cells := append([]string(nil), r.Cells...)
			if len(cells) > 0 && len(r.Marks) > 0 {
				cells[0] += "\n" + strings.Join(r.Marks, "\n")
			}
			rows = append(rows, cells)
		}
		to.table(shares, true, rows)
	case sheet.Grid:
		setGrid(b, to)
	case sheet.Lines:
		to.line("text", b.Label)
		to.table([]float64{1}, false, make([][]string, max(b.Count, 12)))
	case sheet.Boxes:
		to.line("text", b.Label)
		to.line("text", strings.Join(b.Texts, "   "))
	case sheet.Steps:
		for i, s := range b.Texts {
			to.line("text", fmt.Sprintf("%d. %s", i+1, s))
		}
	case sheet.Code:
		to.line("text", b.Caption)
	}
}

func setGrid(g sheet.Grid, to setter) {
	var shares []float64
	var head []string
	for _, c := range g.Columns {
		shares, head = append(shares, c.Width), append(head, c.Title)
	}
	for _, d := range g.Days {
		shares, head = append(shares, 6), append(head, d.Weekday+"\n"+d.Number)
	}
	rows := [][]string{head}
	for i, label := range g.Rows {
		cells := make([]string, len(head))
		cells[0] = label
		if i < len(g.Cells) {
			copy(cells[1:], g.Cells[i])
		}
		rows = append(rows, cells)
	}
	to.table(shares, true, rows)
}

// flat is a text document of LibreOffice in one file.
type flat struct {
	bytes.Buffer               // the body, or the styles of pages while these are written
	styles, pages bytes.Buffer // of columns and starts; of pages with header and footer
	tables        int
	sheets        int
	next          string // style of the paragraph that starts a page
}

func office(doc sheet.Document) string {
	f := &flat{}
	set(&doc, f)
	var styles strings.Builder
	for name, look := range map[string]string{"label": `fo:font-size="8.5pt"`, "text": `fo:font-size="11pt"`, "title": `fo:font-size="18pt" fo:font-weight="bold"`,
		"heading": `fo:font-size="12pt" fo:font-weight="bold"`, "cell": `fo:font-size="10pt"`, "head": `fo:font-size="10pt" fo:font-weight="bold"`} {
		fmt.Fprintf(&styles, `<style:style style:name="%s" style:family="paragraph"><style:text-properties style:font-name="Liberation Sans" %s/></style:style>`, name, look)
	}
	fmt.Fprint(&styles, `<style:style style:name="again" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>`)
	for name, size := range map[string]string{"P": `fo:page-width="210mm" fo:page-height="297mm" style:print-orientation="portrait"`,
		"L": `fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape"`} {
		fmt.Fprintf(&styles, `<style:page-layout style:name="layout%s"><style:page-layout-properties %s fo:margin="10mm"/>`+
			`<style:header-style><style:header-footer-properties fo:margin-bottom="3mm"/></style:header-style>`+
			`<style:footer-style><style:header-footer-properties fo:margin-top="2mm"/></style:footer-style></style:page-layout>`, name, size)
	}
	return `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
		`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
		`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ` +
		`xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">` +
		`<office:font-face-decls><style:font-face style:name="Liberation Sans" svg:font-family="'Liberation Sans'"/></office:font-face-decls>` +
		`<office:automatic-styles><style:style style:name="box" style:family="table-cell"><style:table-cell-properties fo:border="0.2mm solid #000000" fo:padding="0.5mm"/></style:style>` +
		styles.String() + f.styles.String() + `</office:automatic-styles><office:master-styles>` + f.pages.String() +
		`</office:master-styles><office:body><office:text>` + f.String() + `</office:text></office:body></office:document>`
}

func (f *flat) contents(sheets []sheet.Sheet) {
	for i, sh := range sheets {
		if i > 0 && sh.PersonID != "" && sh.PersonID == sheets[i-1].PersonID {
			continue
		}
		f.WriteString(`<text:p text:style-name="text">`)
		xml.EscapeText(f, []byte(cmp.Or(strings.TrimSpace(sh.Name+" "+sh.PersonalID), sh.Title)))
		fmt.Fprintf(f, ` <text:bookmark-ref text:reference-format="page" text:ref-name="s%d">0</text:bookmark-ref></text:p>`, i+1)
	}
}

func (f *flat) sheet(landscape bool, head, foot []string) {
	f.sheets++
	layout := "P"
	if landscape {
		layout = "L"
	}
	body := f.Buffer
	f.Buffer = f.pages
	fmt.Fprintf(f, `<style:master-page style:name="sheet%d" style:page-layout-name="layout%s"><style:header>`, f.sheets, layout)
	for i, s := range head {
		f.line([]string{"label", "title", "cell", "heading"}[i], s)
	}
	f.WriteString(`</style:header><style:footer>`)
	for _, s := range foot {
		f.line("label", s)
	}
	f.WriteString(`<text:p text:style-name="label">Sida <text:page-number text:select-page="current"/> av <text:page-count/></text:p></style:footer></style:master-page>`)
	f.pages, f.Buffer = f.Buffer, body
	f.next = fmt.Sprintf("start%d", f.sheets)
	fmt.Fprintf(&f.styles, `<style:style style:name="%s" style:family="paragraph" style:parent-style-name="label" style:master-page-name="sheet%d"/>`, f.next, f.sheets)
	// A heading is what becomes a bookmark of the PDF.
	fmt.Fprintf(f, `<text:h text:style-name="%s" text:outline-level="1"><text:bookmark text:name="s%d"/>`, f.next, f.sheets)
	xml.EscapeText(f, []byte(head[1]))
	f.WriteString(`</text:h>`)
	f.next = ""
}

func (f *flat) again() { f.next = "again" }

func (f *flat) line(style, s string) {
	if f.next != "" {
		style, f.next = f.next, ""
	}
	for part := range strings.SplitSeq(s, "\n") {
		fmt.Fprintf(f, `<text:p text:style-name="%s">`, style)
		xml.EscapeText(f, []byte(part))
		f.WriteString(`</text:p>`)
	}
}

func (f *flat) table(shares []float64, head bool, rows [][]string) {
	if f.next != "" {
		f.line("label", "")
	}
	f.tables++
	fmt.Fprintf(f, `<table:table table:name="t%d">`, f.tables)
	for i, share := range shares {
		fmt.Fprintf(&f.styles, `<style:style style:name="t%dc%d" style:family="table-column"><style:table-column-properties style:rel-column-width="%d*"/></style:style>`, f.tables, i, int(share*100))
		fmt.Fprintf(f, `<table:table-column table:style-name="t%dc%d"/>`, f.tables, i)
	}
	for n, row := range rows {
		style := "cell"
		if head && n == 0 {
			style = "head"
			f.WriteString(`<table:table-header-rows>`)
		}
		f.WriteString(`<table:table-row>`)
		for i := range shares {
			f.WriteString(`<table:table-cell table:style-name="box">`)
			cell := ""
			if i < len(row) {
				cell = row[i]
			}
			f.line(style, cell)
			f.WriteString(`</table:table-cell>`)
		}
		f.WriteString(`</table:table-row>`)
		if head && n == 0 {
			f.WriteString(`</table:table-header-rows>`)
		}
	}
	f.WriteString(`</table:table>`)
}

// troff is the source of groff, with tbl for the tables.
type troff struct {
	strings.Builder
	width float64 // of the lines, in millimetres
}

func roff(doc sheet.Document) string {
	f := &troff{}
	f.WriteString(".fam H\n.po 1.2c\n.pl 29.7c\n.nh\n.na\n.de top\n'sp 0.7c\n.ev 1\n.fam H\n.upper\n.ev\n'sp 0.2c\n..\n.de foot\n.ev 1\n.fam H\n.lower\n\\&Sida \\\\n%\n.br\n.ev\n'bp\n..\n.wh 0 top\n.wh -2.6c foot\n")
	set(&doc, f)
	return f.String()
}

// contents: groff knows of no page that is yet to come, unless it is run twice.
func (f *troff) contents(sheets []sheet.Sheet) {
	for _, sh := range sheets {
		if sh.PersonID == "" {
			f.line("text", sh.Title)
		}
	}
}

func (f *troff) sheet(_ bool, head, foot []string) {
	f.width = shortSide - 2*sideMargin // for landscape, too, as groff has one size of paper
	// The foot is of the page that ends, the head of the one that begins.
	f.WriteString(".de upper\n")
	for i, s := range head {
		f.line([]string{"label", "title", "cell", "heading"}[i], s)
	}
	f.WriteString("..\n.bp\n.de lower\n")
	for _, s := range foot {
		f.line("label", s)
	}
	fmt.Fprintf(f, "..\n.ll %.2fc\n", f.width/10)
}

func (f *troff) again() { f.WriteString(".bp\n") }

func (f *troff) line(style, s string) {
	size := map[string]float64{"label": sizeFooter, "text": sizeText, "title": sizeTitle, "heading": sizeHeading, "cell": sizeTable}[style]
	font := "R"
	if style == "title" || style == "heading" {
		font = "B"
	}
	fmt.Fprintf(f, ".ft %s\n.ps %.1f\n.vs %.1f\n", font, size, size*leading)
	for part := range strings.SplitSeq(s, "\n") {
		fmt.Fprintf(f, "\\&%s\n.br\n", strings.ReplaceAll(part, `\`, `\e`))
	}
}

func (f *troff) table(shares []float64, head bool, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	sum := 0.0
	for _, share := range shares {
		sum += share
	}
	columns := make([]string, len(shares))
	for i, share := range shares {
		columns[i] = fmt.Sprintf("lp10v12w(%.2fc)", share/sum*(f.width-2*float64(len(shares)))/10)
	}
	fmt.Fprintf(f, ".TS\nallbox tab(\t);\n%s.\n", strings.Join(columns, "1 "))
	for n, row := range rows {
		font := "R"
		if head && n == 0 {
			font = "B"
		}
		for i := range shares {
			cell := ""
			if i < len(row) {
				cell = row[i]
			}
			if i > 0 {
				f.WriteByte('\t')
			}
			if cell == "" {
				continue
			}
			parts := strings.Split(strings.ReplaceAll(cell, `\`, `\e`), "\n")
			fmt.Fprintf(f, "T{\n.na\n.nh\n.ft %s\n\\&%s\nT}", font, strings.Join(parts, "\n.br\n\\&"))
		}
		f.WriteByte('\n')
	}
	f.WriteString(".TE\n")
}
