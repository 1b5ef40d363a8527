package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/text"
)

func open(t *testing.T) (*pagetest.Host, *screen, *Choices) {
	t.Helper()
	h := pagetest.New(t)
	chosen := Usual()
	s := New(h, Params{Choices: func() Choices { return chosen }, Choose: func(c Choices) { chosen = c }, Folder: h.Dir, Version: "1.2"}).(*screen)
	h.Open(s, page.Place{})
	return h, s, &chosen
}

// each goes through everything on the screen.
func each(o fyne.CanvasObject, see func(fyne.CanvasObject)) {
	see(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			each(child, see)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			each(child, see)
		}
	}
}

func reads(o fyne.CanvasObject) string {
	var all strings.Builder
	each(o, func(o fyne.CanvasObject) {
		if words, ok := o.(*control.Text); ok {
			all.WriteString(words.Text() + "\n")
		}
	})
	return all.String()
}

func TestThePassphraseIsCoveredUntilSomebodyAsks(t *testing.T) {
	h, s, _ := open(t)
	secret := h.Session().Unit().PDFPassphrase
	if strings.Contains(reads(s.tabs), secret) {
		t.Fatal("the passphrase stands open")
	}
	test.Tap(s.reveal)
	if !strings.Contains(reads(s.tabs), secret) {
		t.Fatal("the passphrase can't be seen")
	}
	s.Leave()
	s.Open(page.Place{})
	if strings.Contains(reads(s.tabs), secret) {
		t.Error("the passphrase stands open after the screen was left")
	}
}

func TestAChoiceHoldsAtOnce(t *testing.T) {
	_, s, chosen := open(t)
	each(s.lookPart(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *control.Check:
			o.SetChecked(true)
		case *control.Select:
			o.SetSelectedIndex(1)
		}
	})
	want := Choices{Lang: text.English, Dark: true, Large: true, LockMinutes: lockMinutes[1]}
	if *chosen != want {
		t.Errorf("chosen %+v, want %+v", *chosen, want)
	}
}

func TestChoicesOutsideWhatCanBeChosenFallBack(t *testing.T) {
	for _, c := range []Choices{{}, {Lang: "fi", LockMinutes: -1}, {Lang: text.Swedish, LockMinutes: 9999}} {
		if got := c.Within(); got != Usual() {
			t.Errorf("%+v became %+v", c, got)
		}
	}
	kept := Choices{Lang: text.English, Dark: true, Large: true, LockMinutes: 5}
	if got := kept.Within(); got != kept {
		t.Errorf("%+v became %+v", kept, got)
	}
}
