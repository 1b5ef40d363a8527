package settings

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/ledger"
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
	if strings.Contains(reads(s.content), secret) {
		t.Fatal("the passphrase stands open")
	}
	test.Tap(s.reveal)
	if !strings.Contains(reads(s.content), secret) {
		t.Fatal("the passphrase can't be seen")
	}
	s.Leave()
	s.Open(page.Place{})
	if strings.Contains(reads(s.content), secret) {
		t.Error("the passphrase stands open after the screen was left")
	}
}

func TestVerifyingSaysNOfN(t *testing.T) {
	h, s, _ := open(t)
	report, err := h.Session().Verify(context.Background(), func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	test.Tap(s.verify)
	got := reads(s.outcome)
	for _, want := range []string{
		h.Words().Say("settings.verify_ok"),
		h.Words().Say("settings.counted", "opened", report.Opened, "records", report.Records, "chains", report.Chains),
		h.Session().Head(),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if s.verify.Disabled() || s.progress.Visible() || report.Records == 0 {
		t.Errorf("the screen still works, or nothing was verified: %+v", report)
	}
}

func TestWhatIsWrongIsSaidAndTheRestCounted(t *testing.T) {
	_, s, _ := open(t)
	r := ledger.Report{Records: 12, Opened: 1}
	for seq := range uint64(12) {
		r.Faults = append(r.Faults, ledger.Finding{Code: "body", Seq: seq + 1})
	}
	got := reads(s.told(r, nil))
	for _, want := range []string{s.words.Say("settings.verify_wrong"), "post 10", "2 fel till"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if strings.Contains(got, "post 11 ") {
		t.Error("more findings are listed than anybody reads")
	}
	if got := reads(s.told(ledger.Report{}, context.Canceled)); !strings.Contains(got, s.words.Say("settings.verify_stopped")) {
		t.Errorf("broken off reads %q", got)
	}
	if got := reads(s.told(ledger.Report{}, errors.New("disk"))); !strings.Contains(got, s.words.Say("error.unknown")) {
		t.Errorf("an error reads %q", got)
	}
}

// Every code of a finding has its sentence; the key is built when the program runs.
func TestEveryFindingHasASentence(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		for _, code := range []string{"gap", "link", "body", "commitment", "manifest", "item", "draft", "missing_body", "header", "head", "key"} {
			for _, line := range findings(text.For(lang), []ledger.Finding{{Code: code, Seq: 7}}) {
				if strings.Contains(line, "[[") || strings.Contains(line, "{") {
					t.Errorf("%s: %q", lang, line)
				}
			}
		}
	}
}

func TestAChoiceHoldsAtOnce(t *testing.T) {
	_, s, chosen := open(t)
	each(s.content, func(o fyne.CanvasObject) {
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
