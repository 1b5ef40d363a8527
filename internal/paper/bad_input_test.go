package paper

import (
	"fmt"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// squeezed is the text of all pages without white space, so that wrapped words are whole again.
func squeezed(t *testing.T, pdf []byte) string {
	t.Helper()
	return strings.Join(strings.Fields(run(t, pdf, "pdftotext", "-raw", "FILE", "-")), "")
}

func TestCharactersThatCannotBeDrawnBecomeBoxesAndAreCounted(t *testing.T) {
	for name, c := range map[string]struct {
		in, out  string
		replaced int
	}{
		"Swedish and neighbours": {"åäöÅÄÖ éüßøæñčğł", "åäöÅÄÖ éüßøæñčğł", 0},
		"decomposed":             {"A\u030asa O\u0308berg", "Åsa Öberg", 0},
		"emoji":                  {"Hej 😀!", "Hej □!", 1},
		"emoji of several parts": {"👩\u200d⚕\ufe0f", "□□", 2},
		"right to left":          {"x שלום y", "x □□□□ y", 4},
		"direction marks":        {"a\u202eb\u2066c\u200f", "abc", 0},
		"control characters":     {"a\x00b\x07c\x1b[0m", "a□b□c□[0m", 3},
		"broken UTF-8":           {"a\xffb", "a□b", 1},
		"line ends":              {"a\r\nb\rc\u2028d", "a\nb\nc\nd", 0},
		"spaces":                 {"a\tb\u3000c", "a b c", 0},
		"soft hyphen":            {"sjuk\u00adsköterska", "sjuksköterska", 0},
		"Chinese":                {"李", "□", 1},
	} {
		t.Run(name, func(t *testing.T) {
			if got, n := press(t).faces.clean(c.in); got != c.out || n != c.replaced {
				t.Errorf("got %q and %d, should be %q and %d", got, n, c.out, c.replaced)
			}
			sh := page(sheet.Heading{Text: c.in}, sheet.Text{Text: c.in}, sheet.Fields{Rows: []sheet.Field{{Label: c.in, Value: c.in}}},
				sheet.Notice{Title: c.in, Lines: []string{c.in}}, sheet.Lines{Label: c.in, Count: 2},
				sheet.Table{Columns: []sheet.Column{{Title: c.in, Width: 1}}, Rows: []sheet.Row{{Cells: []string{c.in}, Marks: []string{c.in}}}})
			printed := print(t, document(sh), sheet.Output{})
			// Heading, text, label, value, notice twice, lines, column, cell and mark: each once.
			if printed.Replaced != 10*c.replaced {
				t.Errorf("%d replaced on the sheet, should be %d", printed.Replaced, 10*c.replaced)
			}
			run(t, printed.PDF, "qpdf", "--check", "FILE")
		})
	}
}

func TestBadTextInEveryPlaceNeverStopsTheBinder(t *testing.T) {
	const bad = "\x00😀\ufeffשלום\xff(\\)\r"
	doc := document(sheet.Sheet{Title: bad, Subtitle: bad, Chapter: bad, Name: bad, PersonalID: bad, PersonID: bad, Blocks: []sheet.Block{
		sheet.Grid{Columns: []sheet.Column{{Title: bad, Width: 40}}, Days: []sheet.GridDay{{Number: bad, Weekday: bad}}, Rows: []string{bad}},
		sheet.Table{}, sheet.Table{Columns: []sheet.Column{{}}}, sheet.Table{Columns: []sheet.Column{{}, {}}, Rows: []sheet.Row{{}, {Cells: []string{"a", "b", "c"}}}},
		sheet.Fields{}, sheet.Notice{}, sheet.Grid{}, sheet.Lines{Count: -1}, sheet.Break{}, sheet.Break{}, sheet.Heading{}}})
	doc.Title, doc.Subtitle, doc.Unit, doc.PrintedBy, doc.Head, doc.Cover = bad, bad, bad, bad, bad, true
	for _, passphrase := range []string{"", "x"} {
		printed := print(t, doc, sheet.Output{Passphrase: passphrase})
		run(t, printed.PDF, "qpdf", "--password="+passphrase, "--check", "FILE")
		if printed.Replaced == 0 {
			t.Error("nothing was counted")
		}
	}
}

func TestANameOf200CharactersStandsWholeOnEveryPage(t *testing.T) {
	u := sheettest.New()
	d := u.Dossier(sheettest.Long)
	if len([]rune(d.Person.Name())) < 190 {
		t.Fatalf("only %d characters", len([]rune(d.Person.Name())))
	}
	name := strings.ReplaceAll(d.Person.Name(), " ", "")
	for _, sh := range []sheet.Sheet{sheet.PersonCard(u.Setting(), d), sheettest.Journal(u.Setting(), d), sheet.Signing(u.Setting(), d, sheettest.Now)} {
		printed := print(t, document(sh), sheet.Output{})
		// The number stands beside the first line of the name.
		got := strings.ReplaceAll(squeezed(t, printed.PDF), strings.ReplaceAll(sh.PersonalID, " ", ""), "")
		if n := strings.Count(got, name); n < printed.Pages {
			t.Errorf("%s: whole on %d of %d pages", sh.Title, n, printed.Pages)
		}
	}
}

func TestANoteOf50PagesLosesNothing(t *testing.T) {
	var note strings.Builder
	for i := range 6000 {
		fmt.Fprintf(&note, "ord%05d åäö ", i)
		if i%97 == 0 {
			note.WriteString("\n")
		}
	}
	for name, block := range map[string]sheet.Block{
		"text":   sheet.Text{Text: note.String()},
		"field":  sheet.Fields{Rows: []sheet.Field{{Label: "Anteckning", Value: note.String()}}},
		"notice": sheet.Notice{Title: "Varning", Lines: []string{note.String()}},
		"cell": sheet.Table{Columns: []sheet.Column{{Title: "Vem", Width: 1}, {Title: "Vad", Width: 1, Lead: true}},
			Rows: []sheet.Row{{Cells: []string{"Åke", note.String()}}}},
	} {
		t.Run(name, func(t *testing.T) {
			printed := print(t, document(page(block)), sheet.Output{})
			if printed.Pages < 20 {
				t.Errorf("only %d pages", printed.Pages)
			}
			got := squeezed(t, printed.PDF)
			at := 0
			for i := range 6000 {
				word := fmt.Sprintf("ord%05d", i)
				next := strings.Index(got[at:], word)
				if next < 0 {
					t.Fatalf("%s is missing or out of order", word)
				}
				at += next
			}
			for i, content := range pagesOf(t, printed.PDF) {
				if !strings.Contains(content, "19240129+7250") {
					t.Errorf("page %d doesn't say whose it is", i+1)
				}
			}
		})
	}
}

func TestRowsStayWholeUnderARepeatedHeader(t *testing.T) {
	for rows := 1; rows < 60; rows += 2 {
		table := sheet.Table{Columns: []sheet.Column{{Title: "Kolumnrubrik", Width: 1}, {Title: "Vad", Width: 3}}}
		for i := range rows {
			table.Rows = append(table.Rows, sheet.Row{Cells: []string{fmt.Sprintf("först%02d", i),
				strings.Repeat("text ", 1+i*7%60) + fmt.Sprintf("sist%02d", i)}})
		}
		blocks := []sheet.Block{sheet.Text{Text: strings.Repeat("rad\n", rows%40)}, sheet.Heading{Text: "Rubrik"}, table}
		for p, content := range pagesOf(t, print(t, document(page(blocks...)), sheet.Output{}).PDF) {
			first, last := strings.Count(content, "först"), strings.Count(content, "sist")
			if first != last {
				t.Fatalf("%d rows: page %d starts %d rows and ends %d", rows, p+1, first, last)
			}
			if head := strings.Count(content, "Kolumnrubrik"); (first > 0) != (head == 1) {
				t.Fatalf("%d rows: page %d has %d headers over %d rows", rows, p+1, head, first)
			}
			if strings.Contains(content, "Rubrik") && first == 0 {
				t.Fatalf("%d rows: the heading stands alone on page %d", rows, p+1)
			}
			if rows > 1 && first == 1 {
				t.Fatalf("%d rows: one row stands alone on page %d", rows, p+1)
			}
		}
	}
}

// longRoute is a route of 80 visits.
func longRoute(u *sheettest.Unit) care.RouteDay {
	route := u.Replica.RoutesOn(sheettest.Tomorrow())[1]
	for len(route.Visits) < 80 {
		copied := *route.Visits[len(route.Visits)%10]
		copied.ID = fmt.Sprint("extra", len(route.Visits))
		copied.Double = ""
		route.Visits = append(route.Visits, &copied)
	}
	return route
}

func TestARouteOf80Visits(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	route := longRoute(u)
	printed := print(t, document(sheet.ScheduleByRoute(s, sheettest.Tomorrow(), route, sheettest.Imported)), sheet.Output{})
	visits := 0
	for _, v := range route.Visits {
		if v.PersonID != "" {
			visits++
		}
	}
	if n := strings.Count(squeezed(t, printed.PDF), "Nyckelnr"); n != visits || n < 70 {
		t.Errorf("%d of %d visits on %d pages", n, visits, printed.Pages)
	}
}

// FuzzWrap holds that lines fit, that nothing but white space gets lost, and that the widths are
// those of the PDF library.
func FuzzWrap(f *testing.F) {
	for _, s := range []string{"", " ", "a b", "Skyddade uppgifter: se det separata bladet.", "OxenstiernaOxenstiernaOxenstierna", "a-b/c–d e",
		"två  mellanslag   och\nradbrytning \n", "å\u030a😀\x00", "- - -", "aaaa -bbbbb", "0970-55 00 90/070-174 06 51"} {
		f.Add(s, 20.0)
		f.Add(s, 3.0)
	}
	faces, err := newTypeface()
	if err != nil {
		f.Fatal(err)
	}
	pdf := fpdf.New("P", "mm", "A4", "")
	addFonts(pdf)
	f.Fuzz(func(t *testing.T, s string, width float64) {
		if !(width >= 2 && width <= 300) {
			return
		}
		s, _ = faces.clean(s)
		for _, face := range []*face{&faces.regular, &faces.bold} {
			pdf.SetFont(face.family, "", sizeTable)
			lines := face.wrap(s, sizeTable, width)
			for _, line := range lines {
				library := pdf.GetStringWidth(line)
				if mine := face.width(line, sizeTable); mine-library > 0.01 || library-mine > 0.01 {
					t.Errorf("%q is %f wide, the library says %f", line, mine, library)
				}
				if runes := []rune(strings.TrimSpace(line)); library > width+0.01 && len(runes) > 1 {
					t.Errorf("%q is %f wide in a column of %f", line, library, width)
				}
			}
			bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
			if got, want := bare(strings.Join(lines, "")), bare(s); got != want {
				t.Errorf("%q became %q", want, got)
			}
		}
	})
}
