package page_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
)

func typeAndReturn(h *pagetest.Host, said string) {
	for _, r := range said {
		h.Window().Canvas().Focused().TypedRune(r)
	}
	h.Window().Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// Given a laptop that has rested, when a note is struck with the passphrase, then a PIN is offered.
func TestStrikingOffersAPINToo(t *testing.T) {
	h := pagetest.New(t)
	v := page.NewEntryView(h, func() {})
	v.Show(signed(t, h))
	h.Window().SetContent(v.Content())
	test.Tap(buttonIn(v.Content(), "Stryk"))
	h.Window().Canvas().Focused().TypedRune('F')
	h.Session().Rested()
	test.Tap(buttonIn(v.Content(), "Stryk anteckningen"))
	typeAndReturn(h, pagetest.Passphrase)
	if button := buttonIn(v.Content(), "Använd PIN"); button == nil || !button.Visible() || buttonIn(v.Content(), "Stryk") != nil {
		t.Fatalf("no PIN is offered once it is struck; failed %v", h.Failed)
	}
	typeAndReturn(h, "4711")
	if !h.Session().HasPIN() {
		t.Error("no PIN was set")
	}
}

func TestTheQuestionNamesThePINOnceThereIsOne(t *testing.T) {
	h := pagetest.New(t)
	p := page.NewProof(h)
	h.Window().SetContent(p.Content())
	h.Session().Rested()
	p.Before(func() {})
	if _, plain := textsIn(p.Content()); !slices.Contains(plain, "Lösenfras") {
		t.Errorf("it asks for %q", plain)
	}
	typeAndReturn(h, pagetest.Passphrase)
	typeAndReturn(h, "4711")
	h.Session().Rested()
	p.Before(func() {})
	if _, plain := textsIn(p.Content()); !slices.Contains(plain, "Lösenfras eller PIN") {
		t.Errorf("it asks for %q", plain)
	}
}
