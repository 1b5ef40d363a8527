package write

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/desk"
)

// scannedForm prints a form about a person, and reads its pages as a scanner pictures them.
func scannedForm(t *testing.T, h *pagetest.Host, what desk.What, person string) string {
	t.Helper()
	job, err := h.Session().Print(context.Background(), desk.Order{What: what, PersonID: person, Paper: true})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	drawn := exec.Command("pdftoppm", "-r", "150", "-gray", "-jpeg", "-", filepath.Join(dir, "sida"))
	drawn.Stdin = strings.NewReader(string(job.PDF))
	if out, err := drawn.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := h.Session().ScanFolder(context.Background(), dir, nil); err != nil {
		t.Fatal(err)
	}
	return job.Numbers[0].String()
}

// What was scanned lies beside the form while it is written down, and what is known of the person comes
// back when it is put away.
func TestTheScannedPaperStandsBesideTheForm(t *testing.T) {
	h := pagetest.New(t)
	person := h.Session().People("")[0].ID
	number := scannedForm(t, h, "deviation", person)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write, Number: number})
	if s.note.Kind != "deviation" || !s.pages.content.Visible() || s.about.content.Visible() {
		t.Fatalf("the paper is not beside the form of %q: %v", s.note.Kind, h.Failed)
	}
	if len(s.pages.scans) != 2 || len(s.pages.picture.Objects) != 1 || s.pages.picture.Objects[0].MinSize().Height < 200 {
		t.Fatalf("%d pages, the picture is %v", len(s.pages.scans), s.pages.picture.MinSize())
	}
	upright := s.pages.picture.Objects[0].MinSize()
	button(t, s.pages.content, "Vänd sidan")
	if turned := s.pages.picture.Objects[0].MinSize(); turned.Height >= upright.Height || s.pages.seen != s.pages.scans[0].Document {
		t.Errorf("the page is not turned: %v", turned)
	}
	button(t, s.pages.content, "Visa sida 2")
	if s.pages.seen != s.pages.scans[1].Document {
		t.Error("the second page is not shown")
	}
	button(t, s.pages.content, "Dölj papperet")
	if s.pages.content.Visible() || !s.about.content.Visible() || len(s.pages.picture.Objects) != 0 {
		t.Error("what is known of the person does not come back")
	}
	button(t, s.papers.content, "Visa papperet")
	if !s.pages.content.Visible() {
		t.Error("the paper can't be shown again")
	}
	s.Leave()
	if len(s.pages.picture.Objects) != 0 {
		t.Error("a page lies in memory after another screen was opened")
	}
	s.Open(page.Place{Page: page.Write})
	if !s.pages.content.Visible() || len(s.pages.picture.Objects) != 1 {
		t.Error("the paper is gone when one comes back")
	}
}

// button presses the button with these words.
func button(t *testing.T, in fyne.CanvasObject, words string) {
	t.Helper()
	pressed := false
	pagetest.Each(in, func(o fyne.CanvasObject) {
		if b, is := o.(*control.Button); is && b.Text == words && b.Visible() && !pressed {
			pressed = true
			test.Tap(b)
		}
	})
	if !pressed {
		t.Fatalf("no button says %q", words)
	}
}

// Who writes down a paper finds where to say so without scrolling: above the fields, which on a long form
// reach far below the window; and what changes the phrases stands where they are offered.
func TestFromPaperAndPhrasesStandWhereTheyAreFound(t *testing.T) {
	h, s, _ := at(t, "deviation")
	room := s.scroll.Size().Height
	if y := top(s.papers.open) - top(s.scroll); !s.papers.open.Visible() || y+s.papers.open.Size().Height > room {
		t.Errorf("where to say that it is from paper stands %v down in %v", y, room)
	}
	test.Tap(s.papers.open)
	if top(s.papers.number) > top(s.blank.part("event_time").shown) {
		t.Error("what stands on the paper is asked after the fields")
	}
	text, phrases := s.blank.part("text"), top(s.phrases.content)
	if phrases < top(text.frame) || phrases > top(text.frame)+text.shown.Size().Height {
		t.Errorf("the phrases are changed at %v, the text stands at %v", phrases, top(text.frame))
	}
	s = New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write})
	button(t, s.what.chooser, "Från papper")
	if focused := h.Window().Canvas().Focused(); focused != fyne.Focusable(s.what.number) {
		t.Error("the number of the paper is not asked for")
	}
	if y := top(s.what.number) - top(s.scroll); y+s.what.number.Size().Height > s.scroll.Size().Height {
		t.Errorf("the number is typed %v down in %v", y, s.scroll.Size().Height)
	}
}

func top(o fyne.CanvasObject) float32 {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
}
