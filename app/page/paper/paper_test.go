package paper

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// computer is a computer that saves files and draws pages.
type computer struct {
	opened []string
	drawn  []int // pages
	refuse error
}

func (c *computer) files(dir string) Files {
	return Files{
		Folder: dir,
		Save: func(dir, name string, pdf []byte) (string, error) {
			path := filepath.Join(dir, name)
			return path, errors.Join(c.refuse, os.WriteFile(path, pdf, 0o600))
		},
		Open: func(path string) error { c.opened = append(c.opened, path); return nil },
		Draw: func(_ context.Context, pdf []byte, page, width int) ([]byte, error) {
			c.drawn = append(c.drawn, page)
			var out bytes.Buffer
			err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 21, 30)))
			return out.Bytes(), errors.Join(c.refuse, err)
		},
	}
}

func open(t *testing.T, h *pagetest.Host, c *computer, at page.Place) (*printing, string) {
	t.Helper()
	dir := t.TempDir()
	s := New(h, c.files(dir)).(*screen)
	h.Open(s, at)
	return s.printing, dir
}

func only(t *testing.T, dir string) (string, []byte) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files lie in the folder, %v", len(files), err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, files[0].Name()))
	if err != nil {
		t.Fatal(err)
	}
	return files[0].Name(), raw
}

func encrypted(pdf []byte) bool { return bytes.Contains(pdf, []byte("/Encrypt")) }

func TestAPersonsCardIsSavedEncrypted(t *testing.T) {
	h := pagetest.New(t)
	c := &computer{}
	person := h.Session().People("")[0]
	s, dir := open(t, h, c, page.Place{Page: page.Paper, PersonID: person.ID})
	if s.order.whom.named.Text() != "Gäller "+person.Name {
		t.Errorf("it says %q", s.order.whom.named.Text())
	}
	test.Tap(s.print)
	name, pdf := only(t, dir)
	if !encrypted(pdf) {
		t.Error("the file can be read by whoever finds it")
	}
	if !strings.HasPrefix(name, "personkort-") || strings.Contains(name, person.Name) {
		t.Errorf("the file is called %q", name)
	}
	if s.busy || s.progress.Visible() {
		t.Error("the screen still waits")
	}
	if last := s.last.Text(); last != "Senast utskrivet i dag 03:12" {
		t.Errorf("it says %q", last)
	}
	if len(h.Told) != 0 || !s.result.content.Visible() {
		t.Errorf("told %q instead of shown", h.Told)
	}
}

func TestAPrintThatEndsBehindAnotherScreenIsTold(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	s.leave()
	test.Tap(s.print)
	if len(h.Told) != 1 || h.Told[0] != "Utskriften är klar: 1 sida, 1 blad." {
		t.Errorf("told %q", h.Told)
	}
}

func TestAnOpenFileIsMadeOnlyWhenAskedFor(t *testing.T) {
	h := pagetest.New(t)
	s, dir := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	if s.target.file.warning.Visible() {
		t.Error("it warns before anything is asked for")
	}
	s.target.file.open.SetChecked(true)
	if !s.target.file.warning.Visible() || s.target.file.locked.Visible() {
		t.Error("nothing warns of an open file")
	}
	test.Tap(s.print)
	if _, pdf := only(t, dir); encrypted(pdf) {
		t.Error("the file is locked")
	}
}

func TestTheWeekendsDaysAreNamedBeforeItIsPrinted(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	s.kinds.pick(desk.PrintWeekend)
	s.order.day.SetText("2026-06-18")
	want := "De här 4 dagarna skrivs ut: fre 19 juni (midsommarafton), lör 20 juni (midsommardagen), sön 21 juni, mån 22 juni"
	if got := s.order.about.Text(); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

func TestARouteIsPrintedAlone(t *testing.T) {
	h := pagetest.New(t)
	day := care.NextDay(pagetest.Night, 0)
	route := h.Session().Schedule(day, "").Routes[0].Route
	s, dir := open(t, h, &computer{}, page.Place{Page: page.Paper, Route: route, Day: day})
	if s.order.whom.routes.Selected != route || s.order.offer.What != desk.PrintSchedule {
		t.Fatalf("chosen: %s %q", s.order.offer.What, s.order.whom.routes.Selected)
	}
	o, ok := s.order.read()
	if !ok || o.Route != route || !o.Date.Equal(day) || o.PersonID != "" {
		t.Errorf("ordered %+v", o)
	}
	test.Tap(s.print)
	if name, _ := only(t, dir); !strings.HasPrefix(name, "schema-2040-11-26") {
		t.Errorf("the file is called %q", name)
	}
}

func TestWhatIsMissingIsSaidBesideTheField(t *testing.T) {
	h := pagetest.New(t)
	s, dir := open(t, h, &computer{}, page.Place{Page: page.Paper})
	s.kinds.pick(desk.PrintSchedule)
	for _, c := range []struct {
		whom, day, want string
		field           func() string
	}{
		{"En person", "", "Välj en person i listan.", s.order.whom.ask.Below},
		{"En slinga", "", "Välj en slinga.", s.order.whom.route.Below},
		{"Alla", "32/13", "Skriv dagen så här: 2026-11-23.", s.order.days.Below},
	} {
		s.order.whom.choice.SetSelected(c.whom)
		if c.day != "" {
			s.order.day.SetText(c.day)
		}
		test.Tap(s.print)
		if got := c.field(); got != c.want {
			t.Errorf("%s: it says %q", c.whom, got)
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 0 {
		t.Errorf("%d files were made", len(files))
	}
}

func TestAPrinterIsOfferedOnlyWhereThereIsOne(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	if len(s.target.where.Options) != 2 || s.target.where.Selected != "PDF-fil" {
		t.Errorf("without printers %q is offered", s.target.where.Options)
	}
	h.Printers.Found = []sheet.Printer{{Name: "Plan1"}, {Name: "Plan2", Usual: true, Duplex: true, Trays: []string{"Fack 2"}}}
	s, dir := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	if s.target.where.Selected != "Skrivare: Plan2" {
		t.Fatalf("%q is chosen from the start", s.target.where.Selected)
	}
	s.target.duplex.SetChecked(true)
	s.target.tray.SetSelected("Fack 2")
	s.target.copies.entry.SetText("2")
	test.Tap(s.print)
	if len(h.Printers.Sent) != 1 || encrypted(h.Printers.Sent[0]) || !bytes.HasPrefix(h.Printers.Sent[0], []byte("%PDF")) {
		t.Fatal("the printer didn't get pages that it can draw")
	}
	if got := h.Printers.How[0]; got != (sheet.Sending{Printer: "Plan2", Copies: 2, Duplex: true, Tray: "Fack 2"}) {
		t.Errorf("it was sent as %+v", got)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 0 {
		t.Errorf("printing left %d files", len(files))
	}
}

func TestThePagesAreLentToTheComputersOwnProgram(t *testing.T) {
	h := pagetest.New(t)
	c := &computer{}
	s, dir := open(t, h, c, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	s.target.where.SetSelected("Datorns PDF-program")
	if s.target.file.content.Visible() || !s.target.lent.Visible() {
		t.Error("it asks for a folder, or doesn't say what becomes of the file")
	}
	test.Tap(s.print)
	if len(h.Printers.Lent) != 1 || encrypted(h.Printers.Lent[0]) || len(c.opened) != 1 {
		t.Errorf("%d lent, %d opened", len(h.Printers.Lent), len(c.opened))
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 0 {
		t.Errorf("%d files are saved", len(files))
	}
}

func TestWhatNoPrinterTookStaysAndCanBeSentAgain(t *testing.T) {
	h := pagetest.New(t)
	h.Printers.Found = []sheet.Printer{{Name: "Plan2", Usual: true}}
	h.Printers.Refuse = text.NewFault("printer.not_sent")
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	test.Tap(s.print)
	if failed := h.Session().Failed(); len(failed) != 1 || !s.result.failed.Visible() {
		t.Fatalf("%d prints are kept", len(failed))
	}
	if s.result.latest.Visible() {
		t.Error("why is said twice")
	}
	h.Printers.Refuse = nil
	s.again(h.Session().Failed()[0].ID, nil)
	if len(h.Printers.Sent) != 1 || len(h.Session().Failed()) != 0 || s.result.failed.Visible() {
		t.Error("sending it again did not take it away")
	}
}

func TestWhatNoPrinterTookGoesToAnotherPrinter(t *testing.T) {
	h := pagetest.New(t)
	h.Printers.Found = []sheet.Printer{{Name: "Plan2", Usual: true}, {Name: "Plan3"}}
	h.Printers.Refuse = text.NewFault("printer.stopped")
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	test.Tap(s.print)
	failed := h.Session().Failed()
	if len(failed) != 1 || s.otherPrinter(failed[0]) != "" {
		t.Fatalf("%d failed; another printer is offered before one is chosen", len(failed))
	}
	s.target.where.SetSelected("Skrivare: Plan3")
	if s.otherPrinter(failed[0]) != "Plan3" {
		t.Error("the printer that was chosen is not offered")
	}
	h.Printers.Refuse = nil
	s.toOther(failed[0].ID)
	if len(h.Printers.How) != 1 || h.Printers.How[0].Printer != "Plan3" || len(h.Session().Failed()) != 0 {
		t.Errorf("sent as %+v", h.Printers.How)
	}
}

func TestTheSheetsAreLookedAtBeforeTheyGoOut(t *testing.T) {
	h := pagetest.New(t)
	c := &computer{}
	s, dir := open(t, h, c, page.Place{Page: page.Paper})
	s.kinds.pick(desk.PrintWeekend)
	test.Tap(s.look)
	if !s.proof.content.Visible() || s.choosing.Visible() || s.proof.list.Length() < 3 {
		t.Fatal("no sheets are shown")
	}
	if len(c.drawn) != 1 || c.drawn[0] != 1 {
		t.Errorf("drawn: %v", c.drawn)
	}
	s.proof.list.Pick(2)
	if want := s.proof.rows[2].First; s.proof.at != want || c.drawn[len(c.drawn)-1] != want {
		t.Errorf("the third row shows page %d, drawn %v", s.proof.at, c.drawn)
	}
	if !h.Session().LastPrinted().IsZero() {
		t.Error("looking counts as printing")
	}
	s.leaveProof()
	if s.proof.shown.PDF != nil || !s.choosing.Visible() {
		t.Error("the pages stay in memory")
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 0 {
		t.Errorf("looking left %d files", len(files))
	}
}

func TestAFullDiskIsSaidAndNothingLooksDone(t *testing.T) {
	h := pagetest.New(t)
	c := &computer{refuse: text.NewFault("printer.full")}
	s, _ := open(t, h, c, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	test.Tap(s.print)
	if len(h.Told) != 0 || s.busy || !s.result.content.Visible() {
		t.Errorf("told %q", h.Told)
	}
}

func TestThePassphraseIsCoveredUntilAskedForAndAgainOnLeaving(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	if s.target.file.secret.Text() != "" {
		t.Fatal("the passphrase stands open")
	}
	test.Tap(s.target.file.reveal)
	if s.target.file.secret.Text() != h.Secrets.PDFPassphrase {
		t.Error("another passphrase is shown")
	}
	s.leave()
	if s.target.file.secret.Text() != "" {
		t.Error("the passphrase stays when the screen is left")
	}
}

func TestAPersonIsFoundFromTheKeyboard(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	s.kinds.pick(desk.PrintPlan)
	s.order.whom.choice.SetSelected("En person")
	want := h.Session().People("")[3]
	test.Type(s.order.whom.pick.Field, want.Name)
	s.order.whom.pick.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if o, ok := s.order.read(); !ok || o.PersonID != want.ID || o.What != desk.PrintPlan {
		t.Errorf("ordered %+v", o)
	}
	test.Type(s.order.whom.pick.Field, "x")
	if s.order.whom.person != "" {
		t.Error("the person stays chosen while another is looked for")
	}
}

func TestADayThatHasPassedBecomesTodayWhenTheScreenComesBack(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	h.Clock = pagetest.Night.Add(24 * time.Hour)
	s.open(page.Place{Page: page.Paper})
	if got := s.order.day.Text; got != "2040-11-27" {
		t.Errorf("the day is %q", got)
	}
}

func TestTheFolderIsChosenInADialog(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	s.target.file.choose()
	if h.Window().Canvas().Overlays().Top() == nil {
		t.Error("no dialog opens")
	}
	s.target.file.folder = filepath.Join(t.TempDir(), "finns inte")
	s.target.file.choose()
	if len(h.Failed) != 0 {
		t.Errorf("a folder that isn't made yet fails: %v", h.Failed)
	}
}
