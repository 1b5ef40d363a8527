package backlog

import (
	"testing"
	"unicode/utf8"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
)

// No heading of a table of the proof is cut where there is little room.
func TestTheColumnsOfTheProofHaveRoomForTheirHeadings(t *testing.T) {
	p := partOf[*proof](t, openAt(pagetest.New(t), page.BacklogProof))
	for _, name := range proofLists {
		for _, c := range p.columns(name) {
			if utf8.RuneCountInString(c.Title) > c.Width {
				t.Errorf("%s: %q has %d characters", name, c.Title, c.Width)
			}
		}
	}
}
