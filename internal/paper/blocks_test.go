package paper

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// each is one text in every place of every block that takes one.
func each(s string) []sheet.Block {
	days := make([]sheet.GridDay, 31)
	for i := range days {
		days[i] = sheet.GridDay{Number: fmt.Sprint(i + 1), Weekday: "M", Sunday: i%7 == 6}
	}
	return []sheet.Block{
		sheet.Heading{Text: s}, sheet.Text{Text: s}, sheet.Text{Text: s, Quiet: true},
		sheet.Fields{Columns: 2, Rows: []sheet.Field{{Label: s, Value: s}, {Label: "Kort", Value: s}, {Label: s}}},
		sheet.Notice{Title: s, Lines: []string{s, s}},
		sheet.Boxes{Label: s, Texts: []string{s, "kort", s}}, sheet.Boxes{Columns: 3, Texts: []string{s, "kort", s, s}},
		sheet.Steps{Texts: []string{s, "kort", s}}, sheet.Steps{Plain: true, Texts: []string{s}},
		sheet.Code{Content: "tel:+4612118499", Lead: s, Caption: s}, sheet.Code{Content: s, Caption: "Ring"},
		sheet.Blanks{Labels: []string{s, "kort", s}, Columns: 2, Lines: 2},
		sheet.Table{Columns: []sheet.Column{{Title: "Vem", Width: 2, Lead: true}, {Title: "Vad", Width: 1}},
			Rows: []sheet.Row{{Cells: []string{s, s}, Code: "tel:+46701740651", Marks: []string{s}}, {Cells: []string{"kort", s}, Code: s, Struck: 2}}},
		sheet.Grid{Columns: []sheet.Column{{Title: "Läkemedel", Width: 50}, {Title: "Klockan", Width: 20}}, Days: days, Height: 7,
			Rows: []string{s, "", "kort"}, Cells: [][]string{{s}, {s, "för många"}}, Closed: [][]int{{0, 1, 30, 31, -1}, nil, {4}, {5}}},
		sheet.Lines{Label: s, Count: 3},
	}
}

// variants are the ways in which a document is printed.
func variants(sh sheet.Sheet) map[string]sheet.Document {
	all := map[string]sheet.Document{}
	for _, i := range []int{0, 3, 4, 7} {
		one := sh
		one.Landscape = i&1 != 0
		doc := document(one)
		doc.Large, doc.Duplex = i&2 != 0, i&4 != 0
		all[fmt.Sprintf("landscape %v, large %v, duplex %v", one.Landscape, doc.Large, doc.Duplex)] = doc
	}
	return all
}

// wordAt is a word where it stands on a page, in points.
type wordAt struct {
	line       string // as poppler tells it
	box        [4]float64
	wide, high float64 // of the page
}

var word = regexp.MustCompile(`xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">`)

// words are those of a file, page by page.
func words(t *testing.T, pdf []byte) []wordAt {
	t.Helper()
	var all []wordAt
	var wide, high float64
	for line := range strings.SplitSeq(run(t, pdf, "pdftotext", "-bbox", "FILE", "-"), "\n") {
		if _, err := fmt.Sscanf(strings.TrimSpace(line), `<page width="%f" height="%f">`, &wide, &high); err == nil {
			continue
		}
		m := word.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		one := wordAt{line: line, wide: wide, high: high}
		for i := range one.box {
			if _, err := fmt.Sscan(m[i+1], &one.box[i]); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, one)
	}
	return all
}

// inside holds that no word stands beyond the margins of its page.
func inside(t *testing.T, pdf []byte) {
	t.Helper()
	for _, w := range words(t, pdf) {
		if w.box[0] < 11/pointMM || w.box[1] < 6/pointMM || w.box[2] > w.wide-11/pointMM || w.box[3] > w.high-8/pointMM {
			t.Errorf("beyond the margin: %s", w.line)
			return
		}
	}
}

func TestNoTextStopsOrLeavesThePage(t *testing.T) {
	for name, s := range map[string]string{
		"emoji":              "Hej 😀 👩\u200d⚕\ufe0f på dig",
		"right to left":      "x שלום y العربية z",
		"control characters": "a\x00b\x07c\x1b[0m\r\v\x7f",
		"broken UTF-8":       "a\xffb\xc3",
		"PDF syntax":         "(\\) Tj ET >> endobj %",
		"one long word":      strings.Repeat("Oxenstierna", 20),
		"200 characters":     strings.Repeat("Maria-Elisabeth ", 13)[:200],
		"lines":              strings.Repeat("rad\n", 25),
		"nothing":            "",
		"white space":        " \n\t \n",
	} {
		t.Run(name, func(t *testing.T) {
			sh := page(each(s)...)
			sh.Title, sh.Subtitle, sh.Name, sh.Mark, sh.Foot = s, s, s, s, []string{s, s}
			sh.Number = custody.Number(s)
			for variant, doc := range variants(sh) {
				doc.Unit, doc.PrintedBy, doc.Cover = s, s, true
				printed := print(t, doc, sheet.Output{})
				if out := run(t, printed.PDF, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
					t.Errorf("%s: qpdf says:\n%s", variant, out)
				}
				inside(t, printed.PDF)
			}
		})
	}
}

func TestAPageOfTextInAnyBlockLosesNothing(t *testing.T) {
	var note strings.Builder
	for i := range 900 {
		fmt.Fprintf(&note, "ord%05d åäö ", i)
	}
	s := note.String()
	for name, block := range map[string]sheet.Block{
		"choice":            sheet.Boxes{Texts: []string{"kort", s}},
		"choice in columns": sheet.Boxes{Columns: 3, Texts: []string{"kort", s, "kort"}},
		"label of choices":  sheet.Boxes{Label: s, Texts: []string{"kort"}},
		"step":              sheet.Steps{Texts: []string{"kort", s}},
		"caption":           sheet.Code{Content: "tel:+4612118499", Caption: s},
		"label of lines":    sheet.Lines{Label: s, Count: 2},
		"label of a blank":  sheet.Blanks{Labels: []string{s}, Lines: 2},
		"row of a grid": sheet.Grid{Columns: []sheet.Column{{Title: "Vad", Width: 60}}, Days: []sheet.GridDay{{Number: "1"}},
			Rows: []string{s}},
		"cell of a grid": sheet.Grid{Columns: []sheet.Column{{Title: "Vad", Width: 20}, {Title: "Vem", Width: 60}}, Days: []sheet.GridDay{{Number: "1"}},
			Rows: []string{"kort"}, Cells: [][]string{{s}}},
		"cell with a code": sheet.Table{Columns: []sheet.Column{{Title: "Vad", Width: 20}, {Title: "Vem", Width: 60}},
			Rows: []sheet.Row{{Cells: []string{"kort", s}, Code: "tel:+46701740651"}}},
	} {
		t.Run(name, func(t *testing.T) {
			for variant, doc := range variants(page(block)) {
				got := squeezed(t, print(t, doc, sheet.Output{}).PDF)
				at := 0
				for i := range 900 {
					word := fmt.Sprintf("ord%05d", i)
					next := strings.Index(got[at:], word)
					if next < 0 {
						t.Fatalf("%s: %s is missing or out of order", variant, word)
					}
					at += next
				}
			}
		})
	}
}

func TestALongRouteOnBothSidesInLargeType(t *testing.T) {
	u := sheettest.New()
	route := longRoute(u)
	for variant, doc := range variants(sheet.ScheduleByRoute(u.Setting(), sheettest.Tomorrow(), route, sheettest.Imported)) {
		printed := print(t, doc, sheet.Output{})
		if n := strings.Count(squeezed(t, printed.PDF), "Nyckelnr"); n < 70 {
			t.Errorf("%s: %d visits on %d pages", variant, n, printed.Pages)
		}
		inside(t, printed.PDF)
	}
}

func TestDaysOnWhichNothingIsGivenAreRuledThrough(t *testing.T) {
	grid := each("kort")[13].(sheet.Grid)
	grid.Rows, grid.Cells, grid.Closed = []string{"Plåster"}, nil, [][]int{{2, 3, 30}}
	sh := page(grid)
	sh.Landscape = true
	open := grid
	open.Closed = nil
	without := page(open)
	without.Landscape = true
	dark := func(sh sheet.Sheet) (n int) {
		for _, grey := range rendered(t, print(t, document(sh), sheet.Output{}).PDF)[0].Pix {
			if grey < 235 {
				n++
			}
		}
		return n
	}
	// Three days of about 6.5 by 7 millimetres are grey.
	if got := float64(dark(sh)-dark(without)) / (dotsPerMM * dotsPerMM); got < 110 || got > 150 {
		t.Errorf("%.0f square millimetres are closed", got)
	}
}

func TestAMonthThatIsTooNarrowIsDrawnInTwoHalves(t *testing.T) {
	grid := each("kort")[13].(sheet.Grid)
	grid.Columns[0].Width = 90
	for landscape, parts := range map[bool]int{true: 1, false: 2} {
		sh := page(grid)
		sh.Landscape = landscape
		content := pagesOf(t, print(t, document(sh), sheet.Output{}).PDF)[0]
		if got := strings.Count(content, "Läkemedel"); got < parts {
			t.Errorf("landscape %v: %d headers:\n%s", landscape, got, content)
		}
		for _, day := range []string{" 1 ", " 16 ", " 31"} {
			if !strings.Contains(content, day) {
				t.Errorf("landscape %v: no day %s", landscape, day)
			}
		}
	}
}

// FuzzBlocks holds that whatever stands in the blocks of a sheet, it is drawn on sound pages, and no
// block ends below its page.
func FuzzBlocks(f *testing.F) {
	for seed, s := range []string{"", "Åke Öberg", "😀 שלום \x00", strings.Repeat("lång text ", 80), strings.Repeat("x", 900), "rad\nrad\n"} {
		f.Add(uint64(seed), s)
	}
	faces, err := newTypeface()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, seed uint64, s string) {
		if len(s) > 1000 {
			return
		}
		doc := document(anySheet(rand.New(rand.NewPCG(seed, 5)), s))
		doc.Large, doc.Duplex = seed&1 != 0, seed&2 != 0
		c := newCanvas(newBook(nil), faces, &doc)
		sh := &doc.Sheets[0]
		c.head, c.foot = c.headerOf(sh), c.footerOf(sh)
		c.newPage()
		for _, block := range sh.Blocks {
			c.draw([]sheet.Block{block})
			if c.y > c.bottom+6 {
				t.Errorf("%T ends %.1f mm below its page", block, c.y-c.bottom)
			}
		}
		c.endLeaf()
		c.number()
		if pdf, err := c.output(); err != nil || len(pdf) == 0 {
			t.Errorf("no file: %v", err)
		}
		if len(c.sides) > 2000 {
			t.Errorf("%d pages", len(c.sides))
		}
	})
}

// anySheet is a sheet of blocks as they come, with texts cut from s.
func anySheet(random *rand.Rand, s string) sheet.Sheet {
	cut := func() string {
		from := random.IntN(len(s) + 1)
		return s[from : from+random.IntN(len(s)-from+1)]
	}
	some := func() []string {
		texts := make([]string, random.IntN(5))
		for i := range texts {
			texts[i] = cut()
		}
		return texts
	}
	sh := sheet.Sheet{Title: cut(), Subtitle: cut(), Name: cut(), PersonalID: cut(), Landscape: random.IntN(2) == 0, Counted: random.IntN(2) == 0,
		Number: custody.Number(cut()), Foot: some(), Mark: cut(), Whose: some()}
	for range 6 {
		var grid sheet.Grid
		var table sheet.Table
		for range random.IntN(4) {
			grid.Columns = append(grid.Columns, sheet.Column{Title: cut(), Width: float64(random.IntN(90))})
			table.Columns = append(table.Columns, sheet.Column{Title: cut(), Width: random.Float64(), Lead: random.IntN(2) == 0, Align: sheet.Align(random.IntN(3))})
		}
		for range random.IntN(40) {
			grid.Days = append(grid.Days, sheet.GridDay{Number: "1", Weekday: cut()[:0], Sunday: random.IntN(7) == 0})
		}
		for range random.IntN(5) {
			grid.Rows, grid.Cells = append(grid.Rows, cut()), append(grid.Cells, some())
			grid.Closed = append(grid.Closed, []int{random.IntN(60) - 10, random.IntN(40)})
			row := sheet.Row{Cells: some(), Marks: some(), Bold: random.IntN(2) == 0, Struck: random.IntN(3), Height: float64(random.IntN(60))}
			if random.IntN(2) == 0 {
				row.Code = cut()
			}
			table.Rows = append(table.Rows, row)
		}
		grid.Height = float64(random.IntN(30))
		blocks := []sheet.Block{sheet.Heading{Text: cut()}, sheet.Text{Text: cut()}, sheet.Notice{Title: cut(), Lines: some()},
			sheet.Fields{Columns: random.IntN(4), Rows: []sheet.Field{{Label: cut(), Value: cut()}, {Label: cut()}}},
			sheet.Boxes{Label: cut(), Texts: some(), Columns: random.IntN(6)}, sheet.Steps{Texts: some(), Plain: random.IntN(2) == 0},
			sheet.Code{Content: cut(), Lead: cut(), Caption: cut()}, sheet.Lines{Label: cut(), Count: random.IntN(20)},
			sheet.Blanks{Labels: some(), Columns: random.IntN(6), Lines: random.IntN(30)}, grid, table, sheet.Break{}}
		sh.Blocks = append(sh.Blocks, blocks[random.IntN(len(blocks))])
	}
	return sh
}

// A table that goes on over the page says there under which heading: times without their day would be
// read as those of another one.
func TestATableThatGoesOnSaysUnderWhichHeading(t *testing.T) {
	var blocks []sheet.Block
	for _, day := range []string{"lör 28 nov 2026", "sön 29 nov 2026"} {
		table := sheet.Table{Columns: []sheet.Column{{Title: "Tid", Width: 1}, {Title: "Insatser", Width: 3}}}
		for i := range 60 {
			table.Rows = append(table.Rows, sheet.Row{Cells: []string{fmt.Sprintf("%02d:00", i%24), day[:3] + " insats"}})
		}
		blocks = append(blocks, sheet.Heading{Text: day}, table)
	}
	for variant, doc := range variants(page(blocks...)) {
		for i, text := range pagesOf(t, print(t, doc, sheet.Output{}).PDF) {
			for day, label := range map[string]string{"lör insats": "lör 28 nov 2026", "sön insats": "sön 29 nov 2026"} {
				if strings.Contains(text, day) && !strings.Contains(text, label) {
					t.Errorf("%s: page %d doesn't say which day:\n%s", variant, i+1, text)
				}
			}
		}
	}
}
