package paper

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/sheet"
)

// A paper that is no copy of Lifecare doesn't say at its foot that it is one.
func TestASheetSaysItselfWhatItIs(t *testing.T) {
	extract := page(sheet.Text{Text: "Rad"})
	extract.Foot, extract.DataAsOf = []string{"Utdrag ur loggen.", "Förstörs efter granskningen."}, time.Time{}
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

// A sheet with a foot of its own that holds something from Lifecare tells its age all the same: a door
// code from last year must not look like one of today.
func TestAFootOfItsOwnTellsTheAgeOfWhatCameFromLifecare(t *testing.T) {
	protected := page(sheet.Text{Text: "Portkod 9064"})
	protected.Foot = []string{"Skyddade uppgifter.", "Förstörs."}
	foot := pagesOf(t, print(t, document(protected), sheet.Output{}).PDF)[0]
	if !strings.Contains(foot, "Skyddade uppgifter. Uppgifterna lämnade Lifecare mån 23 nov 2026") || !strings.Contains(foot, "Förstörs.") {
		t.Errorf("the foot doesn't say how old it is:\n%s", foot)
	}
}
