package write

import (
	"testing"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/entry"
)

// prove types the passphrase where the keyboard stands.
func prove(h *pagetest.Host) {
	field := h.Window().Canvas().Focused()
	for _, r := range pagetest.Passphrase {
		field.TypedRune(r)
	}
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// Given a laptop that has rested, when the passphrase is typed and the note is signed, then a PIN is
// offered and stands with the keyboard in it; the next note after a rest is signed with the PIN.
func TestAPINIsOfferedOnceThePassphraseIsTyped(t *testing.T) {
	h, s, _ := atNight(t)
	fillIn(t, s)
	h.Session().Rested()
	s.signNote()
	prove(h)
	if len(h.Session().Queue(false)) != 1 || !s.proof.Offers() || !s.proof.Content().Visible() {
		t.Fatalf("signed %d, a PIN is offered: %v", len(h.Session().Queue(false)), s.proof.Offers())
	}
	pin := h.Window().Canvas().Focused()
	if pin == nil {
		t.Fatal("the keyboard isn't in the offer")
	}
	for _, r := range "4711" {
		pin.TypedRune(r)
	}
	pin.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !h.Session().HasPIN() || s.proof.Offers() {
		t.Fatal("no PIN was set")
	}
	h.Open(s, page.Place{Page: page.Write, PersonID: s.person, Kind: entry.KindNote})
	fillIn(t, s)
	h.Session().Rested()
	s.signNote()
	for _, r := range "4711" {
		h.Window().Canvas().Focused().TypedRune(r)
	}
	h.Window().Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(h.Session().Queue(false)) != 2 || s.proof.Offers() || s.proof.Asks() {
		t.Errorf("signed %d, offered again: %v", len(h.Session().Queue(false)), s.proof.Offers())
	}
}

func TestTheOfferOfAPINGoesWhenTheScreenIsLeft(t *testing.T) {
	h, s, _ := atNight(t)
	fillIn(t, s)
	h.Session().Rested()
	s.signNote()
	prove(h)
	s.Leave()
	if s.proof.Offers() || s.proof.Content().Visible() {
		t.Error("it waits for whoever comes next")
	}
}
