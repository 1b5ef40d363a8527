package page_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// all walks an object and what it is made of.
func all(o fyne.CanvasObject, each func(fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	each(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			all(child, each)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			all(child, each)
		}
	}
}

func textsIn(o fyne.CanvasObject) (struck, plain []string) {
	all(o, func(o fyne.CanvasObject) {
		if l, ok := o.(*widget.Label); ok && l.Text != "" {
			if l.TextStyle.Strikethrough {
				struck = append(struck, l.Text)
			} else {
				plain = append(plain, l.Text)
			}
		}
	})
	return struck, plain
}

func buttonIn(o fyne.CanvasObject, words string) (found *control.Button) {
	all(o, func(o fyne.CanvasObject) {
		if b, ok := o.(*control.Button); ok && b.Text == words {
			found = b
		}
	})
	return found
}

func signed(t *testing.T, h *pagetest.Host) entry.Tracked {
	t.Helper()
	e := h.Session().NewNote(h.Session().People("")[0].ID)
	e.Headline, e.Text, e.EventTime = "Tillsyn", "Sov lugnt.", h.Clock.Add(-time.Hour)
	got, err := h.Session().Sign(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return *got
}

func TestStrikingAsksWhyAndLeavesTheTextLegible(t *testing.T) {
	h := pagetest.New(t)
	told := 0
	v := page.NewEntryView(h, func() { told++ })
	v.Show(signed(t, h))
	h.Window().SetContent(v.Content())
	test.Tap(buttonIn(v.Content(), "Stryk"))
	test.Tap(buttonIn(v.Content(), "Stryk anteckningen"))
	if _, plain := textsIn(v.Content()); !slices.Contains(plain, "Skriv varför den stryks.") || told != 0 {
		t.Fatal("it is struck without a reason")
	}
	h.Window().Canvas().Focused().TypedRune('F')
	h.Window().Canvas().Focused().TypedRune('l')
	test.Tap(buttonIn(v.Content(), "Stryk anteckningen"))
	struck, plain := textsIn(v.Content())
	if !slices.Contains(struck, "Sov lugnt.") || told != 1 || !strings.Contains(strings.Join(plain, "\n"), "strök den") {
		t.Errorf("struck %q, plain %q, told %d times, failed %v", struck, plain, told, h.Failed)
	}
	if buttonIn(v.Content(), "Stryk") != nil {
		t.Error("it can be struck twice")
	}
}

func TestAnOlderVersionStandsBelowTheNewOne(t *testing.T) {
	h := pagetest.New(t)
	old := signed(t, h)
	e, err := h.Session().Correction(old.ID)
	if err != nil {
		t.Fatal(err)
	}
	e.Text = "Sov lugnt till fem."
	h.Clock = h.Clock.Add(time.Minute)
	corrected, err := h.Session().Correct(t.Context(), e, "Tiden saknades")
	if err != nil {
		t.Fatal(err)
	}
	v := page.NewEntryView(h, func() {})
	v.Show(*corrected)
	struck, plain := textsIn(v.Content())
	if !slices.Contains(struck, "Sov lugnt.") || !slices.Contains(plain, "Sov lugnt till fem.") || !strings.Contains(strings.Join(plain, "\n"), "Tiden saknades") {
		t.Errorf("struck %q, plain %q", struck, plain)
	}
}

// correctedBy signs a new version of an entry.
func correctedBy(t *testing.T, s *desk.Session, id, said string) entry.Tracked {
	t.Helper()
	e, err := s.Correction(id)
	if err != nil {
		t.Fatal(err)
	}
	e.Text = said
	got, err := s.Correct(t.Context(), e, "Tiden saknades")
	if err != nil {
		t.Fatal(err)
	}
	return *got
}

// Given that two laptops corrected one entry, when they have met, then the other's version stands beside
// one's own, not ruled through, and the older one below both.
func TestTheVersionOfAnotherLaptopStandsBeside(t *testing.T) {
	h := pagetest.New(t)
	old := signed(t, h)
	other, dir := h.Other(t)
	h.Clock = h.Clock.Add(time.Minute)
	ours := correctedBy(t, h.Session(), old.ID, "Sov lugnt till fem.")
	correctedBy(t, other, old.ID, "Vaken från tre.")
	kept, err := other.KeepCopy(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Session().Merge(t.Context(), filepath.Join(dir, "copies", kept.File), desk.Opens{}, access.Key{}, nil); err != nil {
		t.Fatal(err)
	}
	v := page.NewEntryView(h, func() {})
	v.Show(ours)
	struck, plain := textsIn(v.Content())
	if !slices.Equal(struck, []string{"Sov lugnt."}) || !slices.Contains(plain, "Vaken från tre.") || !slices.Contains(plain, h.Words().Say("notes.rival")) {
		t.Errorf("struck %q, plain %q", struck, plain)
	}
}
