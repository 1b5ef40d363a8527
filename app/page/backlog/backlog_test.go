package backlog

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/printer"
)

// sign signs a note about the nth person, so many minutes before the night's clock.
func sign(t *testing.T, h *pagetest.Host, n int, minutes time.Duration, headline string) entry.Entry {
	t.Helper()
	s := h.Session()
	e := s.NewNote(s.People("")[n].ID)
	e.EventTime, e.Headline, e.Text = pagetest.Night.Add(-minutes*time.Minute), headline, "Satt på golvet vid sängen."
	signed, err := s.Sign(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	return signed.Entry
}

func open(h *pagetest.Host) *screen {
	s := New(h, page.Files{Folder: h.Dir, Save: printer.Save}).(*screen)
	h.Open(s, page.Place{Page: page.Backlog})
	return s
}

func TestNothingWaitsIsSaidCalmly(t *testing.T) {
	s := open(pagetest.New(t))
	if s.sheet.shown.Visible() || !s.sheet.nothing.Visible() || len(s.queue.rows) != 0 {
		t.Error("an empty list shows an entry")
	}
}

func TestFieldsAreCopiedInLifecaresOrderAndTheNextEntryOpens(t *testing.T) {
	h := pagetest.New(t)
	later := sign(t, h, 1, 10, "Hälsa")
	first := sign(t, h, 0, 120, "Fall")
	s := open(h)
	if s.sheet.id() != first.ID {
		t.Fatal("the oldest event isn't shown first")
	}
	person, err := h.Session().Person(first.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	for range 9 {
		s.sheet.copyNext()
	}
	want := []string{string(person.PersonalID), person.Name(), "2040-11-26", "01:12", "Fall", "Satt på golvet vid sängen.",
		"demo", h.Session().User().Title, "2040-11-26 03:12"}
	if !slices.Equal(h.Copied, want) {
		t.Errorf("copied %q, want %q", h.Copied, want)
	}
	s.shortcut(shortcuts[0])
	if h.Window().Canvas().Focused() != fyne.Focusable(s.sheet.closing.reference) {
		t.Error("after the last field the keyboard isn't where Lifecare's number goes")
	}
	test.Tap(s.sheet.closing.enter)
	if got := s.sheet.closing.refField.Below(); got != "Skriv den tid eller det nummer som Lifecare visar." {
		t.Errorf("without a reference it says %q", got)
	}
	test.Type(s.sheet.closing.reference, "03:20")
	s.sheet.closing.reference.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.sheet.id() != later.ID || s.sheet.closing.reference.Text != "" {
		t.Error("the next entry doesn't open, ready for its own reference")
	}
	if c := h.Session().Counts(); c.Entered != 1 || c.Waiting != 1 {
		t.Errorf("counted %+v", c)
	}
	if len(h.Told) != 1 || h.Told[0] != "Införd. 1 kvar, den visas nu." {
		t.Errorf("told %q", h.Told)
	}
}

func TestWhatWasEnteredCanBeShownWithItsReference(t *testing.T) {
	h := pagetest.New(t)
	e := sign(t, h, 0, 10, "Fall")
	s := open(h)
	test.Type(s.sheet.closing.reference, "LC-4711")
	test.Tap(s.sheet.closing.enter)
	if !s.sheet.nothing.Visible() || len(h.Told) != 1 || h.Told[0] != "Införd. Allt som signerats är nu infört i Lifecare." {
		t.Errorf("after the last one it tells %q", h.Told)
	}
	s.queue.which.SetSelectedIndex(slices.Index(showings, showEntered))
	s.queue.list.Focus()
	if s.sheet.id() != e.ID || s.sheet.closing.refField.Visible() || s.sheet.closing.enter.Visible() {
		t.Fatal("an entered entry can't be shown, or can be entered again")
	}
	facts := s.sheet.entered.Facts()
	if facts[0].Value != "i dag 03:12" || facts[2].Value != "LC-4711" {
		t.Errorf("tells %+v", facts)
	}
}

func TestAnotherThanTheAuthorSaysWhy(t *testing.T) {
	h := pagetest.New(t)
	e := sign(t, h, 0, 10, "Fall")
	h.Reopen(t)
	s := open(h)
	if !s.sheet.closing.whyField.Visible() {
		t.Fatal("no reason is asked for")
	}
	test.Type(s.sheet.closing.reference, "03:20")
	test.Tap(s.sheet.closing.enter)
	if got := s.sheet.closing.whyField.Below(); got != "Skriv varför den som skrev inte för in den själv." {
		t.Errorf("without a reason it says %q", got)
	}
	test.Type(s.sheet.closing.reason, "Ledig till torsdag")
	test.Tap(s.sheet.closing.enter)
	done, err := h.Session().Entry(e.ID)
	if err != nil || done.State != entry.StateEntered || done.Reason != "Ledig till torsdag" || done.Reference != "03:20" {
		t.Errorf("entered %+v, %v", done, err)
	}
}

func TestOnesOwnStandFirstAndHeadingsArePassedBy(t *testing.T) {
	h := pagetest.New(t)
	others := sign(t, h, 0, 500, "Fall")
	h.Reopen(t)
	mine := sign(t, h, 1, 10, "Hälsa")
	s := open(h)
	if s.sheet.id() != mine.ID {
		t.Fatal("one's own entry isn't first")
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{{fyne.KeyDown, others.ID}, {fyne.KeyUp, mine.ID}, {fyne.KeyUp, mine.ID}, {fyne.KeyEnd, others.ID}, {fyne.KeyHome, mine.ID}} {
		s.queue.list.TypedKey(&fyne.KeyEvent{Name: step.key})
		if s.sheet.id() != step.want {
			t.Errorf("%s leads to another entry", step.key)
		}
	}
}

func TestLeavingTakesOnlyItsOwnOffTheClipboard(t *testing.T) {
	h := pagetest.New(t)
	sign(t, h, 0, 10, "Fall")
	s := open(h)
	s.sheet.copyNext()
	fyne.CurrentApp().Clipboard().SetContent(h.Copied[0])
	s.Leave()
	if last := h.Copied[len(h.Copied)-1]; last != "" {
		t.Errorf("%d values are left on the clipboard", len(h.Copied))
	}
	copied := len(h.Copied)
	s.sheet.copyNext()
	fyne.CurrentApp().Clipboard().SetContent("något annat")
	s.Leave()
	if len(h.Copied) != copied+1 {
		t.Error("what somebody else copied was cleared")
	}
}

func TestWhatWasTypedStaysWhileTheSameEntryIsShown(t *testing.T) {
	h := pagetest.New(t)
	sign(t, h, 0, 10, "Fall")
	s := open(h)
	test.Type(s.sheet.closing.reference, "03:2")
	s.Leave()
	s.Open(page.Place{Page: page.Backlog})
	if s.sheet.closing.reference.Text != "03:2" {
		t.Errorf("the reference is %q", s.sheet.closing.reference.Text)
	}
}

func TestLongNamesAndLargeTypeFitTheWindow(t *testing.T) {
	h := pagetest.New(t)
	long := strings.TrimSpace(strings.Repeat("Anna-Karin af Ekenstam ", 5))
	s := h.Session()
	e := s.NewNote("")
	e.Subject = &entry.Subject{Name: long}
	e.EventTime, e.Headline, e.Text = pagetest.Night.Add(-time.Hour), "Fall", strings.Repeat("Satt på golvet vid sängen. ", 40)
	if _, err := s.Sign(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	sign(t, h, 0, 10, "Hälsa")
	for _, large := range []bool{false, true} {
		fyne.CurrentApp().Settings().SetTheme(look.New(look.Options{Large: large}))
		made := open(h)
		for i, part := range append([]string{}, made.names...) {
			made.Open(page.Place{Page: page.Backlog, Part: part})
			h.Window().Resize(fyne.NewSize(1166, 580))
			if least := made.tabs.MinSize(); least.Width > 1166 || least.Height > 580 {
				t.Errorf("large %v: part %d takes %v", large, i, least)
			}
		}
		made.Open(page.Place{Page: page.Backlog, Part: page.BacklogByHand})
		made.queue.open(made.queue.rows[1].entry.ID)
		sheet := made.sheet
		if sheet.scroll.Size().Height < 60 {
			t.Errorf("large %v: %v is left for the fields", large, sheet.scroll.Size())
		}
		below := fyne.CurrentApp().Driver().AbsolutePositionForObject(sheet.closing.enter).Y + sheet.closing.enter.Size().Height
		if below > 580 {
			t.Errorf("large %v: the button ends at %v", large, below)
		}
	}
}

func TestEverythingIsReachedByTab(t *testing.T) {
	h := pagetest.New(t)
	sign(t, h, 0, 10, "Fall")
	s := open(h)
	canvas := h.Window().Canvas()
	canvas.Focus(s.queue.find)
	seen := map[fyne.Focusable]bool{}
	for range 60 {
		canvas.FocusNext()
		seen[canvas.Focused()] = true
	}
	for name, o := range map[string]fyne.Focusable{"the choice of what is shown": s.queue.which, "the grouping": s.queue.by, "the list": s.queue.list,
		"copy the next": s.sheet.next, "the reference": s.sheet.closing.reference, "entered": s.sheet.closing.enter, "the side": s.side.told.Target()} {
		if !seen[o] {
			t.Errorf("Tab doesn't reach %s", name)
		}
	}
}
