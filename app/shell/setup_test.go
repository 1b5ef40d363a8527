package shell

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/text"
)

// seek looks for a widget of a kind in the window.
func seek[T fyne.CanvasObject](w *ward, is func(T) bool) (T, bool) {
	var hit T
	var ok bool
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if t, kind := o.(T); kind && is(t) {
			hit, ok = t, true
			return
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(w.win.Content())
	return hit, ok
}

func (w *ward) button(words string) *control.Button {
	w.t.Helper()
	b, ok := seek(w, func(b *control.Button) bool { return b.Text == words })
	if !ok {
		w.t.Fatalf("there is no button %q", words)
	}
	return b
}

func TestANewBinderIsMadeAndItsCodesAreShownOnce(t *testing.T) {
	w := closed(t, t.TempDir(), false)
	s := newSetUp(w.Window)
	w.put(s.content())
	for field, value := range map[*control.Entry]string{s.unit: "Hemtjänst Norr", s.user: "Anna Berg", s.title: "undersköterska", s.secret.First: passphrase, s.secret.Second: "något annat"} {
		field.SetText(value)
	}
	test.Tap(s.make)
	if got := s.secret.Differ(); got != w.words.Say("setup.differ") {
		t.Fatalf("two different passphrases read %q", got)
	}
	s.secret.Second.SetText(passphrase)
	test.Tap(s.make)
	proceed := w.button(w.words.Say("setup.continue"))
	if !proceed.Disabled() || w.At() != "" {
		t.Fatal("one can go on without writing the codes down")
	}
	pdf := w.founded.Unit().PDFPassphrase
	if reads := w.reads(); !strings.Contains(reads, pdf) || strings.Count(reads, "-") < 5 {
		t.Errorf("the codes are not shown: %q", reads)
	}
	check, ok := seek(w, func(c *control.Check) bool { return c.Text == w.words.Say("setup.written_down") })
	if !ok {
		t.Fatal("nobody asks whether the codes are written down")
	}
	check.SetChecked(true)
	test.Tap(proceed)
	if w.At() != page.Start || strings.Contains(w.reads(), pdf) {
		t.Errorf("at %q; the codes should be gone from the window", w.At())
	}
	w.Lock()
	if w.front == nil {
		t.Error("the binder is there, and the lock screen isn't")
	}
}

func TestTheEnvelopeGoesStraightToThePrinter(t *testing.T) {
	w := closed(t, t.TempDir(), false)
	var pages [][]byte
	fault := error(text.NewFault("printer.none"))
	w.Print = func(_ context.Context, pdf []byte) error {
		pages = append(pages, pdf)
		return fault
	}
	s := newSetUp(w.Window)
	w.put(s.content())
	for field, value := range map[*control.Entry]string{s.unit: "Norr", s.user: "Anna Berg", s.title: "usk", s.secret.First: passphrase, s.secret.Second: passphrase} {
		field.SetText(value)
	}
	test.Tap(s.make)
	test.Tap(w.button(w.words.Say("setup.print")))
	if !strings.Contains(w.reads(), w.words.Say("setup.no_printer")) {
		t.Error("a missing printer is not told")
	}
	fault = nil
	test.Tap(w.button(w.words.Say("setup.print")))
	if len(pages) != 2 || !bytes.HasPrefix(pages[1], []byte("%PDF-")) || !strings.Contains(w.reads(), w.words.Say("setup.printed")) {
		t.Errorf("%d pages were printed", len(pages))
	}
}

func TestWhatIsMissingIsSaidAndTheKeyboardGoesThere(t *testing.T) {
	w := closed(t, t.TempDir(), false)
	s := newSetUp(w.Window)
	w.put(s.content())
	for _, step := range []struct {
		fault string
		at    *control.Entry
		value string
	}{
		{"error.setup.no_unit", s.unit, "Hemtjänst Norr"},
		{"error.setup.no_user", s.user, "Anna Berg"},
		{"error.setup.no_title", s.title, "undersköterska"},
		{"error.vault.weak_passphrase", s.secret.First, ""},
	} {
		test.Tap(s.make)
		if !strings.Contains(w.reads(), w.words.Say(step.fault)) {
			t.Errorf("%s is not said", step.fault)
		}
		if w.win.Canvas().Focused() != step.at {
			t.Errorf("%s: the keyboard is elsewhere", step.fault)
		}
		step.at.SetText(step.value)
	}
}

func TestClosingBeforeTheCodesAreWrittenDownReleasesTheBinder(t *testing.T) {
	w := closed(t, t.TempDir(), false)
	s := newSetUp(w.Window)
	w.put(s.content())
	for field, value := range map[*control.Entry]string{s.unit: "Norr", s.user: "demo", s.title: "usk", s.secret.First: passphrase, s.secret.Second: passphrase} {
		field.SetText(value)
	}
	test.Tap(s.make)
	if err := w.End(); err != nil {
		t.Fatal(err)
	}
	w.founded = nil
	if !w.free() {
		t.Error("the new binder stayed open")
	}
}
