package backlog

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
)

// What was struck is marked where it is chosen, and what came of the release stands in sight.
func TestTheReleaseMarksWhatWasStruckAndShowsWhatCameOfIt(t *testing.T) {
	h := pagetest.New(t)
	struck := sign(t, h, 0, 10, "Fall")
	sign(t, h, 0, 20, "Hälsa")
	if _, err := h.Session().Strike(t.Context(), struck.ID, "Fel person"); err != nil {
		t.Fatal(err)
	}
	s := openAt(h, page.BacklogRelease)
	h.Window().SetContent(s.Content())
	h.Window().Resize(fyne.NewSize(1166, 580))
	r := partOf[*release](t, s)
	for i, row := range r.rows {
		said := ""
		for _, mark := range r.lines()[i].Marks {
			said += mark.Text
		}
		if want := row.ID == struck.ID; want != strings.Contains(said, "Struken") {
			t.Errorf("%s is marked %q", row.Headline, said)
		}
	}
	r.picker.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.recipient.SetText("Vårdcentralen Åsen")
	r.reason.SetText("Tar över vården i natt")
	r.secret.First.SetText("fyra påhittade ord utan mening")
	r.secret.Second.SetText("fyra påhittade ord utan mening")
	test.Tap(r.save)
	if r.sure.Visible() {
		r.release(true)
	}
	if !r.message.Visible() {
		t.Fatal("nothing is told")
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.message)
	view := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.scroll)
	if bottom := at.Y + r.message.Size().Height; bottom > view.Y+r.scroll.Size().Height+1 {
		t.Errorf("what came of it ends at %g, below what is seen, %g", bottom, view.Y+r.scroll.Size().Height)
	}
}
