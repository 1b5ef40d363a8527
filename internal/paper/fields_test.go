package paper

import (
	"fmt"
	"strings"
	"testing"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// What belongs together under a heading stands on one page, or says there under which heading it goes
// on: who and when without the service would be read as those of another one.
func TestFieldsThatGoOnSayUnderWhichHeading(t *testing.T) {
	var blocks []sheet.Block
	for i := range 12 {
		name := fmt.Sprintf("Insats%02d", i)
		fields := sheet.Fields{}
		for j := range 3 + i*4 {
			fields.Rows = append(fields.Rows, sheet.Field{Label: fmt.Sprintf("Led %d", j), Value: "ord" + name})
		}
		blocks = append(blocks, sheet.Heading{Text: name}, fields)
	}
	for variant, doc := range variants(page(blocks...)) {
		seen := map[string]int{}
		for i, text := range pagesOf(t, print(t, doc, sheet.Output{}).PDF) {
			for k := range 12 {
				name := fmt.Sprintf("Insats%02d", k)
				if !strings.Contains(text, "ord"+name) {
					continue
				}
				seen[name]++
				if !strings.Contains(strings.ReplaceAll(text, "ord"+name, ""), name) {
					t.Errorf("%s: page %d doesn't say what it is about:\n%s", variant, i+1, text)
				}
			}
		}
		for _, short := range []string{"Insats00", "Insats01"} {
			if seen[short] != 1 {
				t.Errorf("%s: %s stands on %d pages", variant, short, seen[short])
			}
		}
	}
}

// A label of several lines beside a rule to write on stands above the rule's end, not across what follows.
func TestALongLabelEndsAtItsRule(t *testing.T) {
	sh := page(sheet.Fields{Columns: 2, Rows: []sheet.Field{{Label: strings.Repeat("ord ", 40) + "SISTA"}, {Label: "Till"}, {Label: "EFTER"}, {Label: "Av"}}})
	words := run(t, print(t, document(sh), sheet.Output{}).PDF, "pdftotext", "-bbox", "FILE", "-")
	under := map[string]float64{}
	for line := range strings.SplitSeq(words, "\n") {
		if m := word.FindStringSubmatch(line); m != nil {
			for _, w := range []string{"SISTA", "EFTER", "Till"} {
				if strings.Contains(line, ">"+w+"<") {
					var y float64
					if _, err := fmt.Sscan(m[4], &y); err != nil {
						t.Fatal(err)
					}
					under[w] = y
				}
			}
		}
	}
	if len(under) != 3 || under["SISTA"] > under["Till"]+1 || under["EFTER"] < under["SISTA"]+10 {
		t.Errorf("the lines end at %v points", under)
	}
}

// The longest role that is common stands whole in larger text too.
func TestARoleIsAWholeWordInLargeText(t *testing.T) {
	u := sheettest.New()
	d := *u.Dossier(sheettest.Rich)
	d.Contacts = []*care.Contact{{Role: "Biståndshandläggare", Given: "Eva", Family: "Lind", Phones: []care.Phone{{Number: "0970-555 55"}}}}
	doc := document(sheet.PersonCard(u.Setting(), &d))
	doc.Large = true
	if text := strings.Join(pagesOf(t, print(t, doc, sheet.Output{}).PDF), "\n"); !strings.Contains(text, "Biståndshandläggare") {
		t.Errorf("the role is broken:\n%s", text)
	}
}

// The words of a signing list aren't broken in the middle: the narrow column holds what it says.
func TestTheHourOfASigningListIsWholeWords(t *testing.T) {
	u := sheettest.New()
	sh := sheet.Signing(u.Setting(), u.Dossier(sheettest.Rich), sheettest.Tomorrow())
	for i, block := range sh.Blocks {
		if grid, ok := block.(sheet.Grid); ok && len(grid.Rows) > 0 {
			grid.Cells = [][]string{{u.Setting().Words.Say("care.order.read")}}
			sh.Blocks[i] = grid
		}
	}
	for variant, doc := range variants(sh) {
		doc.Sheets[0].Landscape = true
		if text := pagesOf(t, print(t, doc, sheet.Output{}).PDF)[0]; !strings.Contains(text, "uppdraget") {
			t.Errorf("%s: the hour is broken:\n%s", variant, text)
		}
	}
}
