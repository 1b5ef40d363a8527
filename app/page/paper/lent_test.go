package paper

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
)

// Given a computer without a program for PDF, then whoever prints is told where the open pages lie, and
// not that they are shown.
func TestPagesThatNoProgramOpensAreFoundByTheirPath(t *testing.T) {
	h := pagetest.New(t)
	files := (&computer{}).files(t.TempDir())
	files.Open = func(string) error { return errors.New("no viewer") }
	screen := New(h, files).(*screen)
	h.Open(screen, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	s := screen.printing
	s.target.where.SetSelected("Datorns PDF-program")
	test.Tap(s.print)
	said := pagetest.Reads(s.result.content)
	if !strings.Contains(said, "lent.pdf") || !strings.Contains(said, "Inget program på datorn") || strings.Contains(said, "är öppna i") {
		t.Errorf("it says %q", said)
	}
}
