package paper

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
)

// numbered prints some journal sheets and opens the part where they are accounted for.
func numbered(t *testing.T, h *pagetest.Host, persons int) (*slips, []custody.Number) {
	t.Helper()
	var numbers []custody.Number
	for _, p := range h.Session().People("")[:persons] {
		job, err := h.Session().Print(context.Background(), desk.Order{What: desk.PrintJournal, PersonID: p.ID})
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, job.Numbers...)
	}
	s := New(h, (&computer{}).files(t.TempDir())).(*screen)
	h.Open(s, page.Place{Page: page.Paper, Part: page.PaperSlips})
	return s.parts[1].(*slips), numbers
}

func submit(s *slips, code string) {
	s.code.SetText(code)
	s.code.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestPapersThatAreOutAreListedWithTheirCount(t *testing.T) {
	h := pagetest.New(t)
	s, numbers := numbered(t, h, 3)
	if len(s.rows) != 3 || len(numbers) != 3 {
		t.Fatalf("%d rows for %d papers", len(s.rows), len(numbers))
	}
	if got := s.count.Text(); !strings.HasPrefix(got, "3 är ute, 0 saknas, 0 är återlämnade") {
		t.Errorf("it says %q", got)
	}
	if s.detail.number != s.rows[0].Number.String() {
		t.Errorf("%q is shown", s.detail.number)
	}
}

func TestAPileIsScannedAsHandedIn(t *testing.T) {
	h := pagetest.New(t)
	s, numbers := numbered(t, h, 3)
	s.step.SetSelected(h.Words().Say("custody.step.return"))
	for i, n := range numbers {
		submit(s, custody.Code(n, 1, 1))
		if s.asked.Below() != "" || s.code.Text != "" {
			t.Fatalf("paper %d: it says %q", i, s.asked.Below())
		}
	}
	if c := h.Session().SlipCounts(pagetest.Night, pagetest.Night.AddDate(1, 0, 0)); len(s.rows) != 0 {
		t.Errorf("%d are still out, counted %+v", len(s.rows), c)
	}
	submit(s, numbers[0].String())
	if s.asked.Below() == "" {
		t.Error("the same paper is handed in twice without a word")
	}
	if s.detail.number != numbers[0].String() {
		t.Error("the paper that can't be noted isn't shown")
	}
	if s.said.Text() != "" {
		t.Errorf("beside the refusal it says %q", s.said.Text())
	}
}

func TestTheListShowsThePaperThatWasRead(t *testing.T) {
	h := pagetest.New(t)
	s, _ := numbered(t, h, 3)
	submit(s, s.rows[2].Number.String())
	if s.list.Picked() != 2 {
		t.Errorf("row %d is picked", s.list.Picked())
	}
	s.step.SetSelected(h.Words().Say("custody.step.return"))
	submit(s, s.rows[2].Number.String())
	if s.list.Picked() != -1 || len(s.rows) != 2 {
		t.Errorf("row %d of %d is picked for a paper that is not listed", s.list.Picked(), len(s.rows))
	}
}

func TestADutyOpensTheListOfWhatWaits(t *testing.T) {
	h := pagetest.New(t)
	s, numbers := numbered(t, h, 2)
	s.step.SetSelected(h.Words().Say("custody.step.return"))
	submit(s, numbers[1].String())
	s.open(page.Place{Page: page.Paper, Part: page.PaperSlips})
	if len(s.rows) != 1 || s.rows[0].Number != numbers[1] || s.detail.number != numbers[1].String() {
		t.Errorf("%d papers are listed, %q is shown", len(s.rows), s.detail.number)
	}
	s.filter.SetSelected("Alla")
	s.open(page.Place{})
	if len(s.rows) != 2 {
		t.Errorf("coming back shows %d papers", len(s.rows))
	}
}

func TestAWrongNumberIsSaidBesideTheField(t *testing.T) {
	h := pagetest.New(t)
	s, _ := numbered(t, h, 1)
	submit(s, "K7M2-0000")
	if s.asked.Below() == "" || s.code.Text == "" {
		t.Error("a wrong number is taken without a word")
	}
}

func TestTabGoesThroughTheNumberedPapersAsTheyAreRead(t *testing.T) {
	h := pagetest.New(t)
	s, _ := numbered(t, h, 2)
	canvas := h.Window().Canvas()
	canvas.Focus(s.code)
	for i, want := range []fyne.Focusable{s.step, s.filter, s.list, s.detail.scroll.Target(), s.detail.note} {
		canvas.FocusNext()
		if canvas.Focused() != want {
			t.Errorf("after %d steps the keyboard is at %T", i+1, canvas.Focused())
		}
	}
	made, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	canvas.Focus(made.kinds.list)
	if canvas.FocusNext(); canvas.Focused() != fyne.Focusable(made.order.whom.choice) {
		t.Errorf("after what is printed the keyboard is at %T", canvas.Focused())
	}
}

// The forms of an older binder are asked about beside their list, not on top of it, also in a small window.
func TestTheListOfAnOlderBinderHasRoom(t *testing.T) {
	h := pagetest.New(t)
	s, _ := numbered(t, h, 2)
	for range 2 {
		if _, err := h.Session().Print(context.Background(), desk.Order{What: desk.PrintBinder}); err != nil {
			t.Fatal(err)
		}
	}
	h.Window().Resize(fyne.NewSize(760, 460))
	s.renew()
	high := s.columns.MinSize().Height
	s.filter.SetSelected("Ur en äldre pärm")
	if !s.older.content.Visible() || !strings.Contains(s.count.Text(), "äldre pärm") {
		t.Fatalf("nothing is asked of %s", s.count.Text())
	}
	test.Tap(s.older.all)
	if asked := s.columns.MinSize().Height; asked > high {
		t.Errorf("with the question the page needs %v, without it %v", asked, high)
	}
}

// A scanner goes on typing after a number that was refused.
func TestTheNextNumberReplacesTheOneThatWasRefused(t *testing.T) {
	h := pagetest.New(t)
	s, numbers := numbered(t, h, 2)
	s.step.SetSelected(h.Words().Say("custody.step.return"))
	for _, code := range []string{numbers[0].String(), numbers[0].String(), numbers[1].String()} {
		for _, r := range code {
			s.code.TypedRune(r)
		}
		s.code.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if got := s.code.Text; got != "" || len(s.rows) != 0 {
		t.Errorf("after the second paper %q stands in the field, %d are out", got, len(s.rows))
	}
	submit(s, numbers[0].String())
	if s.said.Visible() {
		t.Error("what was noted before takes room beside the refusal")
	}
}

func TestOneSheetIsAccountedForStepByStep(t *testing.T) {
	h := pagetest.New(t)
	s, numbers := numbered(t, h, 1)
	submit(s, numbers[0].String())
	for _, step := range []custody.Step{custody.StepReturn, custody.StepTranscribe, custody.StepKeep} {
		press(t, s.detail, h.Words().Say("custody.step."+string(step)))
	}
	row, events, err := h.Session().Slip(numbers[0].String())
	if err != nil || row.State != custody.StateKept || len(events) != 4 {
		t.Errorf("%+v, %d events, %v", row, len(events), err)
	}
	if len(s.rows) != 0 {
		t.Error("it is still listed as out")
	}
}

// press presses the button with a word on the paper that is shown.
func press(t *testing.T, s *slip, word string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(s.inside) {
		if b, ok := o.(*control.Button); ok && b.Text == word {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("there is no button %q", word)
}

// Given that the binder is printed anew, then the forms of the older one are told apart, and what is
// empty is accounted for in one go.
func TestTheFormsOfAnOlderBinderAreShreddedTogether(t *testing.T) {
	h := pagetest.New(t)
	for range 2 {
		if _, err := h.Session().Print(context.Background(), desk.Order{What: desk.PrintBinder, Paper: true}); err != nil {
			t.Fatal(err)
		}
	}
	s := New(h, (&computer{}).files(t.TempDir())).(*screen)
	h.Open(s, page.Place{Page: page.Paper, Part: page.PaperSlips})
	p := s.parts[1].(*slips)
	old := len(h.Session().ReplacedSlips())
	if old == 0 || !strings.Contains(p.count.Text(), "ur en äldre pärm") || p.older.content.Visible() {
		t.Fatalf("%d are replaced, it says %q", old, p.count.Text())
	}
	p.filter.SetSelected("Ur en äldre pärm")
	if len(p.rows) != old || !p.older.content.Visible() {
		t.Fatalf("%d rows of %d", len(p.rows), old)
	}
	test.Tap(p.older.all)
	p.older.answer(false)
	if len(h.Session().ReplacedSlips()) != old {
		t.Error("they are shredded although the answer was no")
	}
	test.Tap(p.older.all)
	p.older.answer(true)
	if left := len(h.Session().ReplacedSlips()); left != 0 || len(p.rows) != 0 || p.older.content.Visible() {
		t.Errorf("%d are left, %d rows", left, len(p.rows))
	}
	if c := h.Session().SlipCounts(time.Time{}, time.Time{}); c.Destroyed != old || c.Out != c.Printed-old {
		t.Errorf("counted %+v", c)
	}
}
