package paper

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
)

func TestEmptyFormsAreCountedAndEveryonesOnlyWhenAskedFor(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	for _, c := range []struct {
		what    desk.What
		choices []string
		counts  bool // at first
	}{
		{desk.PrintJournal, []string{"Ingen (tomma blanketter)", "En person"}, true},
		{desk.PrintSigning, []string{"Ingen (tomma blanketter)", "Alla", "En person"}, true},
		{desk.PrintAttendance, []string{"Alla", "Ingen (tomma blanketter)", "En slinga"}, false},
		{desk.PrintPlan, []string{"Alla", "En person"}, false},
	} {
		s.kinds.pick(desk.PrintBinder)
		s.order.whom.choice.SetSelected("Alla")
		s.kinds.pick(c.what)
		if got := s.order.whom.choice.Options; !slices.Equal(got, c.choices) {
			t.Errorf("%s: %q is offered", c.what, got)
		}
		for _, choice := range c.choices {
			s.order.whom.choice.SetSelected(choice)
			s.order.amounts.blanks.entry.SetText("7")
			o, ok := s.order.read()
			if blank := choice == "Ingen (tomma blanketter)"; blank && (!ok || o.Blanks != 7) || !blank && o.Blanks != 0 {
				t.Errorf("%s for %q: %d empty forms", c.what, choice, o.Blanks)
			}
		}
		s.order.whom.choice.SetSelected(c.choices[0])
		if s.order.amounts.blanks.field.Visible() != c.counts {
			t.Errorf("%s: how many is asked: %v", c.what, !c.counts)
		}
	}
}

func TestAllThatConcernsAPersonIsInOneList(t *testing.T) {
	h := pagetest.New(t)
	person := h.Session().People("")[2]
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: person.ID})
	if s.kinds.group.Selected != "Allt om en person" || s.kinds.shown[0].What != desk.PrintPerson || s.kinds.shown[1].What != desk.PrintFolder {
		t.Fatalf("%q begins with %s and %s", s.kinds.group.Selected, s.kinds.shown[0].What, s.kinds.shown[1].What)
	}
	for i, offer := range s.kinds.shown {
		if offer.Takes&(desk.TakesPerson|desk.NeedsPerson) == 0 {
			t.Errorf("%s is not about a person", offer.What)
		}
		s.kinds.list.Pick(i)
		if !s.order.whom.isOne() || s.order.whom.person != person.ID {
			t.Errorf("%s is for %q", offer.What, s.order.whom.choice.Selected)
		}
	}
}

func TestWhatAnotherScreenAsksForIsNotForThePersonOfBefore(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	s.open(page.Place{Page: page.Paper, Print: desk.PrintWeekend})
	if o, ok := s.order.read(); !ok || o.What != desk.PrintWeekend || o.PersonID != "" {
		t.Errorf("ordered %+v", o)
	}
	s.kinds.pick(desk.PrintBinder)
	s.kinds.search.SetText("avbrottspärm")
	s.open(page.Place{Page: page.Paper, Print: desk.PrintChanged})
	if o, ok := s.order.read(); !ok || o.What != desk.PrintChanged {
		t.Errorf("what was looked for before stays: ordered %+v", o)
	}
}

func TestEnterAndDownLeadFromTheSearchToWhatItFound(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	test.Type(s.kinds.search, "blankettpaket")
	s.kinds.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if h.Window().Canvas().Focused() != fyne.Focusable(s.kinds.list) || s.order.offer.What != desk.PrintStock {
		t.Errorf("Enter leads to %T, chosen is %s", h.Window().Canvas().Focused(), s.order.offer.What)
	}
}

func TestThePersonsThatAreFoundAreInSight(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	h.Window().Resize(fyne.NewSize(1166, 500)) // as little room as large type leaves
	s.order.whom.choice.SetSelected("En person")
	s.scroll.ScrollToTop()
	h.Window().Canvas().Focus(s.order.whom.pick.Field)
	driver := fyne.CurrentApp().Driver()
	found := s.order.whom.found
	if below := driver.AbsolutePositionForObject(found).Y + found.Size().Height - driver.AbsolutePositionForObject(s.scroll).Y; below > s.scroll.Size().Height {
		t.Errorf("the list ends at %v of %v", below, s.scroll.Size().Height)
	}
}

func TestWhatIsCalledSoComesBeforeWhatOnlyHoldsIt(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	for typed, want := range map[string]desk.What{"journalblad": desk.PrintJournal, "schema": desk.PrintSchedule, "ändrade": desk.PrintChanged} {
		s.kinds.search.SetText(typed)
		if got := s.order.offer.What; got != want || s.kinds.none.Visible() {
			t.Errorf("%q finds %s first", typed, got)
		}
	}
	s.kinds.search.SetText("fönsterputs")
	if !s.kinds.none.Visible() {
		t.Error("that nothing is called so is not said")
	}
}

func TestAFaultGoesWhenWhatItAskedForIsWritten(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID, Print: desk.PrintProtected})
	test.Tap(s.print)
	if s.order.words.why.Below() != "Skriv varför bladet behövs, högst 200 tecken." {
		t.Fatalf("it says %q", s.order.words.why.Below())
	}
	test.Type(s.order.words.reason, "Ska åka dit")
	if s.order.words.why.Below() != "Skriv inga namn. Det står i loggen." {
		t.Errorf("it still says %q", s.order.words.why.Below())
	}
}

func TestTheProofFollowsItsPagesAndEscapeClosesIt(t *testing.T) {
	h := pagetest.New(t)
	s := New(h, (&computer{}).files(t.TempDir())).(*screen)
	h.Open(s, page.Place{Page: page.Paper})
	p := s.printing
	p.kinds.pick(desk.PrintWeekend)
	test.Tap(p.look)
	if p.proof.row(0).Title != "Framsida och innehåll" || p.proof.list.Picked() != 0 {
		t.Errorf("it begins with %q, picked %d", p.proof.row(0).Title, p.proof.list.Picked())
	}
	p.proof.turn(p.proof.rows[2].First)
	if p.proof.list.Picked() != 2 {
		t.Errorf("page %d shows row %d", p.proof.at, p.proof.list.Picked())
	}
	at := p.proof.at
	p.proof.scroll.Target().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	p.proof.scroll.Target().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	p.proof.scroll.Target().TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if p.proof.at != at+1 {
		t.Errorf("the arrows lead from page %d to %d", at, p.proof.at)
	}
	if !s.Escape() || p.proof.content.Visible() || h.Window().Canvas().Focused() != fyne.Focusable(p.look) {
		t.Error("Escape does not lead back to where the proof was asked for")
	}
	if s.Escape() {
		t.Error("Escape is taken where nothing is open")
	}
}

func TestTheProofOfChangedSheetsSaysHowManyOfAll(t *testing.T) {
	h := pagetest.New(t)
	if _, err := h.Session().Print(t.Context(), desk.Order{What: desk.PrintBinder}); err != nil {
		t.Fatal(err)
	}
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, Print: desk.PrintChanged})
	test.Tap(s.look)
	if s.proof.content.Visible() || len(s.result.latest.Objects) != 1 {
		t.Fatal("sheets are shown although nothing changed")
	}
	h.Clock = pagetest.Night.AddDate(0, 0, 1) // other days in the schedules
	s.open(page.Place{Page: page.Paper, Print: desk.PrintChanged})
	test.Tap(s.look)
	r := s.proof.shown.Renewal
	if r == nil || r.In == 0 || r.Out == 0 || r.Sheets <= r.In {
		t.Fatalf("the proof tells %+v", r)
	}
	w := h.Words()
	want := w.Count("paperpage.sheets", r.Sheets) + ", " + w.Count("paperpage.renewal_in", r.In)
	if got := s.proof.size.Text(); got != want || !strings.Contains(s.proof.more.Text(), takeOut(w, r.Out)) {
		t.Errorf("it says %q and %q", got, s.proof.more.Text())
	}
	s.closeProof()
	test.Tap(s.print)
	if !says(s.result.latest, takeOut(w, r.Out)) {
		t.Error("afterwards nothing says what to take out")
	}
}

// says tells whether a sentence stands in what is shown.
func says(o fyne.CanvasObject, sentence string) bool {
	return slices.ContainsFunc(test.LaidOutObjects(o), func(o fyne.CanvasObject) bool {
		text, ok := o.(*control.Text)
		return ok && text.Text() == sentence
	})
}

// Two papers never have one number: for numbered sheets no copies are asked for, and why is said. What was
// typed is there again for sheets that may be copied.
func TestCopiesAreNotAskedForOfNumberedSheets(t *testing.T) {
	h := pagetest.New(t)
	h.Printers.Found = []sheet.Printer{{Name: "Plan2", Usual: true}}
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	s.kinds.pick(desk.PrintSchedule)
	s.target.copies.entry.SetText("3")
	for _, c := range []struct {
		what desk.What
		why  string
		want int
	}{
		{desk.PrintSchedule, "", 3},
		{desk.PrintJournal, "Varje papper har ett eget nummer. Behövs fler, välj tomma blanketter och hur många.", 1},
		{desk.PrintBinder, "Bland bladen finns numrerade papper, så det blir ett exemplar.", 1},
		{desk.PrintPerson, "", 3},
	} {
		s.kinds.pick(c.what)
		how, ok := s.target.sending(h.Printers.Found[0])
		if !ok || how.Copies != c.want || s.target.copies.entry.Text != strconv.Itoa(c.want) || s.target.copies.entry.Disabled() != (c.want == 1) || s.target.copies.field.Below() != c.why {
			t.Errorf("%s: %d copies, asked for %v, %q", c.what, how.Copies, !s.target.copies.entry.Disabled(), s.target.copies.field.Below())
		}
	}
}
