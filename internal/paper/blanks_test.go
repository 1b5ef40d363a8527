package paper

import (
	"strings"
	"testing"

	"avbrottsparm/data"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

func forms(t *testing.T) []form.Form {
	t.Helper()
	files, err := data.Forms()
	if err != nil {
		t.Fatal(err)
	}
	all, err := form.ReadAll(files)
	if err != nil {
		t.Fatal(err)
	}
	return form.Papers(all)
}

// Given every form, when it is printed in plain and in large type, then it takes a leaf at most, all
// that is to be filled in stands on it, and lines for name and number stand on each of its pages.
func TestEveryFormFitsALeafAndLosesNothing(t *testing.T) {
	s := sheettest.New().Setting()
	for name, most := range map[string]int{"plain": 2, "large": 2} {
		var sheets []sheet.Sheet
		for _, f := range forms(t) {
			sheets = append(sheets, sheet.Form(s, f, nil))
		}
		doc := document(sheets...)
		doc.Large = name == "large"
		printed := print(t, doc, sheet.Output{})
		if printed.Replaced != 0 {
			t.Errorf("%s: %d signs can't be drawn", name, printed.Replaced)
		}
		all := squeezed(t, printed.PDF)
		whose := 0
		for i, sh := range sheets {
			breaks := 0
			for _, block := range sh.Blocks {
				if _, ok := block.(sheet.Break); ok {
					breaks++
				}
			}
			if n := printed.Spans[i].Pages; n > most || (name == "plain" && n != 1+breaks) {
				t.Errorf("%s: %s takes %d pages", name, sh.Title, n)
			}
			if len(sh.Whose) > 0 {
				whose += printed.Spans[i].Pages
			}
			for _, label := range written(sh) {
				if !strings.Contains(all, strings.Join(strings.Fields(label), "")) {
					t.Errorf("%s: %q of %s isn't on paper", name, label, sh.Title)
				}
			}
		}
		if got := strings.Count(all, "Personnummer"); got < whose {
			t.Errorf("%s: lines for the number on %d of %d pages", name, got, whose)
		}
		run(t, printed.PDF, "qpdf", "--check", "FILE")
	}
}

// written are the labels of a form's frames, boxes and columns.
func written(sh sheet.Sheet) []string {
	found := append([]string{}, sh.Whose...)
	for _, block := range sh.Blocks {
		switch b := block.(type) {
		case sheet.Blanks:
			found = append(found, b.Labels...)
		case sheet.Boxes:
			found = append(append(found, b.Label), b.Texts...)
		case sheet.Heading:
			found = append(found, b.Text)
		}
	}
	return found
}

func TestFramesToWriteInGoOnOverPagesAndNeverLoseALabel(t *testing.T) {
	long := strings.Repeat("Beskriv det som hände så noga du kan ", 60)
	for name, c := range map[string]struct {
		blanks sheet.Blanks
		pages  int
	}{
		"none":              {sheet.Blanks{}, 1},
		"a line":            {sheet.Blanks{Labels: []string{"Namn"}, Lines: 1}, 1},
		"three of two":      {sheet.Blanks{Labels: []string{"Ett", "Två", "Tre"}, Columns: 2, Lines: 2}, 1},
		"the page":          {sheet.Blanks{Labels: []string{"Allt"}}, 1},
		"two pages":         {sheet.Blanks{Labels: []string{"Allt"}, Lines: 45}, 2},
		"a label of a page": {sheet.Blanks{Labels: []string{long + long + long + long}, Lines: 2}, 2},
		"too many columns":  {sheet.Blanks{Labels: []string{"a", "b", "c", "d", "e"}, Columns: 99, Lines: 1}, 1},
		"lines below none":  {sheet.Blanks{Labels: []string{"a"}, Lines: -5}, 1},
		"twenty rows":       {sheet.Blanks{Labels: strings.Fields(strings.Repeat("Dag ", 20)), Lines: 1}, 2},
	} {
		printed := print(t, document(page(c.blanks)), sheet.Output{})
		if printed.Pages != c.pages {
			t.Errorf("%s: %d pages, want %d", name, printed.Pages, c.pages)
		}
		all := squeezed(t, printed.PDF)
		for _, label := range c.blanks.Labels {
			for _, word := range strings.Fields(label) { // header and foot stand between the pages of a long one
				if strings.Count(all, word) < strings.Count(label, word) {
					t.Errorf("%s: a label is clipped at %q", name, word)
					break
				}
			}
		}
		run(t, printed.PDF, "qpdf", "--check", "FILE")
	}
}

// A table that fills its page never runs over it, and what follows starts on the next one.
func TestATableFillsThePage(t *testing.T) {
	table := sheet.Table{Fill: true, Columns: []sheet.Column{{Title: "Dag", Width: 1}}, Rows: []sheet.Row{{Height: 12, Cells: []string{"rad"}}}}
	printed := print(t, document(page(table)), sheet.Output{})
	if got := strings.Count(squeezed(t, printed.PDF), "rad"); printed.Pages != 1 || got < 12 || got > 20 {
		t.Errorf("%d rows on %d pages", got, printed.Pages)
	}
	printed = print(t, document(page(table, sheet.Text{Text: "efteråt"})), sheet.Output{})
	if printed.Pages != 2 {
		t.Errorf("what follows: %d pages", printed.Pages)
	}
}
