package paper

import (
	"strings"
	"testing"

	"avbrottsparm/internal/sheet"
)

// A paper that is no copy of Lifecare doesn't say at its foot that it is one.
func TestASheetSaysItselfWhatItIs(t *testing.T) {
	extract := page(sheet.Text{Text: "Rad"})
	extract.Foot = []string{"Utdrag ur loggen.", "Förstörs efter granskningen."}
	printed := print(t, document(extract, page(sheet.Text{Text: "Kort"})), sheet.Output{})
	pages := pagesOf(t, printed.PDF)
	for _, want := range []string{"Utdrag ur loggen.", "Förstörs efter granskningen.", "Utskriven"} {
		if !strings.Contains(pages[0], want) {
			t.Errorf("the extract lacks %q:\n%s", want, pages[0])
		}
	}
	if strings.Contains(pages[0], "Lifecare") || !strings.Contains(pages[1], "ersätter inte Lifecare") {
		t.Errorf("the copy and the extract say the same:\n%s\n%s", pages[0], pages[1])
	}
}
