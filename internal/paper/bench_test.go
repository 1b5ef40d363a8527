//go:build bench && unix

package paper

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// rounds are interleaved, ours and the peer's in turn, and the medians are compared. Peers that
// take long are run less often.
const rounds = 11

// spent is the processor time of this program and of those that it ran: unlike the clock it doesn't
// grow when something else runs on the machine.
func spent(t *testing.T) time.Duration {
	t.Helper()
	var sum time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var used syscall.Rusage
		if err := syscall.Getrusage(who, &used); err != nil {
			t.Fatal(err)
		}
		sum += time.Duration(used.Utime.Nano() + used.Stime.Nano())
	}
	return sum
}

func timed(t *testing.T, work func() error) time.Duration {
	t.Helper()
	runtime.GC()
	from := spent(t)
	if err := work(); err != nil {
		t.Fatal(err)
	}
	return spent(t) - from
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func ratio(t *testing.T, name string, goal float64, rounds int, us, peer func() error) {
	t.Helper()
	var ours, theirs []time.Duration
	for range rounds {
		ours = append(ours, timed(t, us))
		theirs = append(theirs, timed(t, peer))
	}
	tell(t, name, median(ours), median(theirs), goal)
}

func tell(t *testing.T, name string, u, p time.Duration, goal float64) {
	t.Helper()
	got := float64(p) / float64(u)
	fmt.Printf("ratio\t%s\t%s\t%s\t%.2f\t%.2f\n", name, u.Round(100*time.Microsecond), p.Round(100*time.Microsecond), got, goal)
	if got < goal {
		t.Errorf("%s: %.2f, the goal is %.2f", name, got, goal)
	}
}

// thousandPages is the binder of a unit with so many persons that it has 1,000 pages. The codes to
// call are left out, as no peer can draw one.
func thousandPages(t *testing.T) (sheet.Document, sheet.Printed) {
	t.Helper()
	doc := sheettest.New().Binder()
	all := doc.Sheets
	for i := range all {
		for _, block := range all[i].Blocks {
			if b, ok := block.(sheet.Table); ok {
				for n := range b.Rows {
					b.Rows[n].Code = ""
				}
			}
		}
	}
	each := float64(print(t, doc, sheet.Output{}).Pages) / float64(len(all))
	doc.Sheets = nil
	for want := int(1000 / each); len(doc.Sheets) < want; {
		doc.Sheets = append(doc.Sheets, all[:min(len(all), want-len(doc.Sheets))]...)
	}
	printed := print(t, doc, sheet.Output{})
	if printed.Pages < 980 || printed.Pages > 1020 {
		t.Fatalf("%d pages", printed.Pages)
	}
	return doc, printed
}

// The peer is bare fpdf with the same fonts and strings in plain Cell and MultiCell, header and
// footer included: no measuring ahead, no cover, no bookmarks, no whole rows.
func TestRatioBinderOf1000Pages(t *testing.T) {
	doc, printed := thousandPages(t)
	pages, err := bare(doc)
	if err != nil {
		t.Fatal(err)
	}
	if pages < printed.Pages*85/100 || pages > printed.Pages*115/100 {
		t.Fatalf("the peer makes %d pages of our %d: not the same work", pages, printed.Pages)
	}
	ratio(t, fmt.Sprintf("binder of %d pages, bare fpdf", printed.Pages), 0.7, rounds,
		func() error { _, err := press(t).Print(context.Background(), doc, sheet.Output{}); return err },
		func() error { _, err := bare(doc); return err })
}

// The peer is the same binder left open: what encryption takes of the whole is what is missing to 1.
func TestRatioSealedBinder(t *testing.T) {
	doc, printed := thousandPages(t)
	ratio(t, fmt.Sprintf("sealed binder of %d pages, the open one", printed.Pages), 0.95, 2*rounds+1,
		func() error {
			_, err := press(t).Print(context.Background(), doc, sheet.Output{Passphrase: "fyra ord om havet"})
			return err
		},
		func() error { _, err := press(t).Print(context.Background(), doc, sheet.Output{}); return err })
}

// bare draws a document as anyone would with the library's own calls.
func bare(doc sheet.Document) (pages int, err error) {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetMargins(holeMargin, topMargin, sideMargin)
	pdf.SetAutoPageBreak(true, footMargin+14)
	addFonts(pdf)
	b := &peer{pdf: pdf, doc: &doc}
	pdf.SetHeaderFunc(b.header)
	pdf.SetFooterFunc(b.footer)
	for i := range doc.Sheets {
		b.sheet = &doc.Sheets[i]
		if b.sheet.Landscape {
			b.width = longSide - holeMargin - sideMargin
			pdf.AddPageFormat("L", fpdf.SizeType{Wd: shortSide, Ht: longSide})
		} else {
			b.width = shortSide - holeMargin - sideMargin
			pdf.AddPageFormat("P", fpdf.SizeType{Wd: shortSide, Ht: longSide})
		}
		for _, block := range b.sheet.Blocks {
			b.block(block)
		}
	}
	var out bytes.Buffer
	err = pdf.Output(&out)
	return pdf.PageCount(), err
}

type peer struct {
	pdf   *fpdf.Fpdf
	doc   *sheet.Document
	sheet *sheet.Sheet
	width float64
}

func (b *peer) font(bold bool, size float64) {
	name := familyRegular
	if bold {
		name = familyBold
	}
	b.pdf.SetFont(name, "", size)
}

func (b *peer) text(bold bool, size float64, s string) {
	b.font(bold, size)
	b.pdf.MultiCell(b.width, lineHeight(size), s, "", "L", false)
}

func (b *peer) header() {
	b.text(false, sizeLabel, b.doc.Unit)
	b.text(true, sizeTitle, b.sheet.Title)
	if b.sheet.Subtitle != "" {
		b.text(false, sizeText, b.sheet.Subtitle)
	}
	if b.sheet.Name != "" {
		b.font(true, sizeName)
		b.pdf.CellFormat(b.width-45, lineHeight(sizeName), b.sheet.Name, "", 0, "L", false, 0, "")
		b.pdf.CellFormat(45, lineHeight(sizeName), b.sheet.PersonalID, "", 1, "R", false, 0, "")
	}
	b.pdf.Ln(4)
}

func (b *peer) footer() {
	b.pdf.SetY(-footMargin - 12)
	b.font(false, sizeFooter)
	w := b.doc.Words
	for _, s := range [][2]string{
		{w.Say("paper.as_of", "moment", w.Moment(b.sheet.DataAsOf)), w.Say("paper.page", "n", b.pdf.PageNo(), "total", 200)},
		{w.Say("paper.printed", "moment", w.Moment(b.doc.PrintedAt), "who", b.doc.PrintedBy), ""},
		{w.Say("paper.copy_rule"), w.Say("paper.head", "code", b.doc.Head)},
	} {
		b.pdf.CellFormat(b.width-60, lineHeight(sizeFooter), s[0], "", 0, "L", false, 0, "")
		b.pdf.CellFormat(60, lineHeight(sizeFooter), s[1], "", 1, "R", false, 0, "")
	}
}

func (b *peer) block(block sheet.Block) {
	switch bl := block.(type) {
	case sheet.Heading:
		b.text(true, sizeHeading, bl.Text)
	case sheet.Text:
		b.text(false, sizeText, bl.Text)
	case sheet.Fields:
		for _, f := range bl.Rows {
			b.font(false, sizeLabel)
			b.pdf.CellFormat(labelWidth, lineHeight(sizeText), f.Label, "", 0, "L", false, 0, "")
			b.font(false, sizeText)
			b.pdf.MultiCell(b.width-labelWidth, lineHeight(sizeText)+2*fieldPad, f.Value, "", "L", false)
		}
	case sheet.Notice:
		b.font(true, sizeNotice)
		b.pdf.MultiCell(b.width, noticeBar, bl.Title, "1", "L", false)
		b.pdf.MultiCell(b.width, lineHeight(sizeNotice), strings.Join(bl.Lines, "\n"), "1", "L", false)
	case sheet.Table:
		titles := make([]string, len(bl.Columns))
		for i, c := range bl.Columns {
			titles[i] = c.Title
		}
		b.row(bl.Columns, true, titles, nil, 0)
		for _, r := range bl.Rows {
			b.row(bl.Columns, false, r.Cells, r.Marks, r.Height)
		}
	case sheet.Grid:
		b.grid(bl)
	case sheet.Break:
		b.pdf.AddPageFormat("L", fpdf.SizeType{Wd: shortSide, Ht: longSide})
	}
	b.pdf.Ln(2)
}

func (b *peer) row(columns []sheet.Column, bold bool, cells, marks []string, height float64) {
	sum := 0.0
	for _, c := range columns {
		sum += c.Width
	}
	if _, high := b.pdf.GetPageSize(); b.pdf.GetY()+max(height, 16) > high-footMargin-14 {
		b.pdf.AddPageFormat("", fpdf.SizeType{Wd: shortSide, Ht: longSide})
	}
	top, x := b.pdf.GetY(), b.pdf.GetX()
	bottom := top + height
	for i, c := range columns {
		width := c.Width / sum * b.width
		b.pdf.SetXY(x, top)
		if i < len(cells) {
			first, rest, more := strings.Cut(cells[i], "\n")
			b.font(bold || c.Lead, sizeTable)
			b.pdf.MultiCell(width, lineHeight(sizeTable), first, "", "L", false)
			if more {
				b.pdf.SetX(x)
				b.font(bold, sizeTable)
				b.pdf.MultiCell(width, lineHeight(sizeTable), rest, "", "L", false)
			}
		}
		if i == 0 {
			b.font(true, sizeMark)
			for _, mark := range marks {
				b.pdf.SetX(x)
				b.pdf.CellFormat(width, markHeight, mark, "1", 1, "L", false, 0, "")
			}
		}
		bottom = max(bottom, b.pdf.GetY())
		x += width
	}
	x = holeMargin
	for _, c := range columns {
		width := c.Width / sum * b.width
		b.pdf.Rect(x, top, width, bottom-top, "D")
		x += width
	}
	b.pdf.SetXY(holeMargin, bottom)
}

func (b *peer) grid(g sheet.Grid) {
	left := 0.0
	for _, c := range g.Columns {
		left += c.Width
	}
	day := (b.width - left) / float64(len(g.Days))
	b.font(true, sizeDay)
	for _, c := range g.Columns {
		b.pdf.CellFormat(c.Width, gridHead, c.Title, "1", 0, "L", false, 0, "")
	}
	for _, d := range g.Days {
		b.pdf.CellFormat(day, gridHead, d.Weekday+d.Number, "1", 0, "C", false, 0, "")
	}
	b.pdf.Ln(gridHead)
	for range g.Rows {
		for _, c := range g.Columns {
			b.pdf.CellFormat(c.Width, g.Height, "", "1", 0, "L", false, 0, "")
		}
		for range g.Days {
			b.pdf.CellFormat(day, g.Height, "", "1", 0, "L", false, 0, "")
		}
		b.pdf.Ln(g.Height)
	}
}
