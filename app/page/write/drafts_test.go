package write

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
)

// Who has one draft goes on with it by one press: there is nothing to pick first.
func TestTheOnlyDraftGoesOnWithoutBeingPicked(t *testing.T) {
	h, s, id := atNight(t)
	fillIn(t, s)
	h.Hand.Move(time.Second)
	s.Leave()
	s = New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write})
	if s.drafts.resume.Disabled() || s.drafts.discard.Disabled() {
		t.Fatal("the only draft has to be picked first")
	}
	test.Tap(s.drafts.resume)
	if s.note.PersonID != id || s.body().Text != "Satt på golvet vid sängen, inga skador." {
		t.Fatalf("it goes on with %+v", s.note)
	}
	if !s.drafts.resume.Disabled() || s.drafts.discard.Disabled() {
		t.Error("what is open can be gone on with, or can't be thrown away")
	}
}
