package paper

import (
	"context"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/canvas"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
)

// scannedForms prints an order and puts its pages as pictures into a folder.
func scannedForms(t *testing.T, h *pagetest.Host, dir, name string, o desk.Order) []custody.Number {
	t.Helper()
	o.Paper = true // what goes to a printer is not locked
	job, err := h.Session().Print(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("pdftoppm", "-r", "150", "-gray", "-jpeg", "-", filepath.Join(dir, name))
	cmd.Stdin = strings.NewReader(string(job.PDF))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return job.Numbers
}

func scanPart(t *testing.T, h *pagetest.Host) *scans {
	t.Helper()
	s := New(h, (&computer{}).files(t.TempDir())).(*screen)
	h.Open(s, page.Place{Page: page.Paper, Part: page.PaperScans})
	return s.parts[s.tabs.Opened()].(*scans)
}

// Given a folder with a form of two pages of which one was forgotten, and a file that is no picture, when
// the folder is read, then what needs somebody stands first, and the page is shown beside it.
func TestAFolderOfScannedPagesIsRead(t *testing.T) {
	h := pagetest.New(t)
	dir := t.TempDir()
	person := h.Session().People("")[0]
	whole := scannedForms(t, h, dir, "a", desk.Order{What: desk.PrintJournal, PersonID: person.ID})
	half := scannedForms(t, h, dir, "b", desk.Order{What: "deviation", PersonID: person.ID})
	if err := os.Remove(filepath.Join(dir, "b-2.jpg")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "c.png"), []byte("Hej"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := scanPart(t, h)
	if !s.start.Disabled() || s.focus() != s.choose {
		t.Error("something can be read before a folder is chosen")
	}
	s.chosen(dir)
	s.read()
	if got, want := s.said.Text(), "Klart: 2 sidor sparade, 1 gick inte att öppna. Alla sidor i 2 filer är sparade, och filerna kan tas bort. Behåll c.png: allt där är inte sparat."; got != want {
		t.Errorf("it says %q", got)
	}
	var marks []string
	for _, l := range s.lines {
		marks = append(marks, l.row.Marks[0].Text)
	}
	if got := strings.Join(marks, ", "); got != "Inte sparad, Sida 2 saknas, återlämnat" {
		t.Fatalf("the list has %s", got)
	}
	if s.lines[1].form.Number != half[0] || s.lines[2].form.Number != whole[0] {
		t.Errorf("%v, %v", s.lines[1].form.Number, s.lines[2].form.Number)
	}
	s.detail.show(s.lines[1])
	if len(s.detail.picture.Objects) != 1 || s.detail.picture.Objects[0].MinSize().Height < 100 {
		t.Error("the page is not shown")
	}
	upright := s.detail.picture.Objects[0].(*canvas.Image)
	s.detail.fetch(s.detail.seen, 2)
	over := s.detail.picture.Objects[0].(*canvas.Image)
	size := upright.Image.Bounds().Size()
	if over.MinSize() != upright.MinSize() || over.Image.Bounds().Size() != size ||
		color.GrayModel.Convert(over.Image.At(size.X-101, size.Y-201)) != color.GrayModel.Convert(upright.Image.At(100, 200)) {
		t.Error("the page is not turned")
	}
	s.detail.fetch(s.detail.seen, 3)
	if aside := s.detail.picture.Objects[0].MinSize(); aside.Height >= aside.Width {
		t.Errorf("on its side the page is %v", aside)
	}
	s.leave()
	if len(s.detail.picture.Objects) != 0 {
		t.Error("a page is in sight after another screen was opened")
	}
	s.read()
	if got := s.said.Text(); !strings.HasPrefix(got, "Klart: 2 sidor fanns redan, 1 gick inte att öppna.") || s.job != nil {
		t.Errorf("again: %q", got)
	}
}

// A page without a readable code is shown with a field for its number, also on another day.
func TestAPageWithoutACodeIsAskedAbout(t *testing.T) {
	h := pagetest.New(t)
	dir, other := t.TempDir(), t.TempDir()
	numbers := scannedForms(t, h, dir, "a", desk.Order{What: desk.PrintJournal, PersonID: h.Session().People("")[0].ID})
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "sheets", "sbar.png")) // too small for its code to be read
	if err == nil {
		err = os.WriteFile(filepath.Join(other, "kladd.png"), raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	s := scanPart(t, h)
	s.chosen(other)
	s.read()
	s = scanPart(t, h) // the report is forgotten, and the page still waits
	if len(s.lines) != 1 || s.lines[0].unread == "" {
		t.Fatalf("%+v", s.lines)
	}
	s.detail.show(s.lines[0])
	s.detail.number.SetText("ABC")
	s.detail.name()
	if !strings.Contains(s.detail.asked.Below(), "Numret stämmer inte") {
		t.Errorf("beside the number: %q", s.detail.asked.Below())
	}
	s.detail.number.SetText(strings.ToLower(numbers[0].String()))
	s.detail.page.SetText("ett")
	s.detail.name()
	if s.detail.which.Below() == "" {
		t.Error("nothing is said beside the page")
	}
	s.detail.page.SetText("1")
	s.detail.name()
	if s.said.Text() != "Sidan är sparad under "+numbers[0].String()+"." || len(h.Session().UnreadPages()) != 0 || s.lines[0].form.State != custody.StateReturned {
		t.Errorf("%q, %+v", s.said.Text(), s.lines)
	}
}
