package paper

import (
	"bytes"
	"context"
	"errors"
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
	"avbrottsparm/internal/text"
)

// computer is a computer with a folder and perhaps a printer.
type computer struct {
	printers []string
	opened   []string
	sent     [][]byte
	refuse   error
}

func (c *computer) files(dir string) Files {
	return Files{
		Folder: dir,
		Save: func(dir, name string, pdf []byte) (string, error) {
			path := filepath.Join(dir, name)
			return path, errors.Join(c.refuse, os.WriteFile(path, pdf, 0o600))
		},
		Open:     func(path string) error { c.opened = append(c.opened, path); return nil },
		Printers: func(context.Context) ([]string, error) { return c.printers, nil },
		Send: func(_ context.Context, _ string, pdf []byte, _ int) error {
			c.sent = append(c.sent, pdf)
			return nil
		},
	}
}

func open(t *testing.T, h *pagetest.Host, c *computer, at page.Place) (*screen, string) {
	t.Helper()
	dir := t.TempDir()
	s := New(h, c.files(dir)).(*screen)
	h.Open(s, at)
	return s, dir
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
	if s.order.named.Text() != "Gäller "+person.Name {
		t.Errorf("it says %q", s.order.named.Text())
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
	s.Leave()
	test.Tap(s.print)
	if len(h.Told) != 1 || h.Told[0] != "Utskriften är klar: 1 sida, 1 blad." {
		t.Errorf("told %q", h.Told)
	}
}

func TestAnOpenFileIsMadeOnlyWhenAskedFor(t *testing.T) {
	h := pagetest.New(t)
	s, dir := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	if s.place.warning.Visible() {
		t.Error("it warns before anything is asked for")
	}
	s.place.open.SetChecked(true)
	if !s.place.warning.Visible() || s.place.locked.Visible() {
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
	s.pick(desk.PrintWeekend)
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
	if s.order.routes.Selected != route || s.order.what != desk.PrintSchedule {
		t.Fatalf("chosen: %s %q", s.order.what, s.order.routes.Selected)
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
	s.pick(desk.PrintSchedule)
	for _, c := range []struct {
		whom, day, want string
		field           func() string
	}{
		{"En person", "", "Välj en person i listan.", s.order.ask.Below},
		{"En slinga", "", "Välj en slinga.", s.order.route.Below},
		{"Alla", "32/13", "Skriv dagen så här: 2026-11-23.", s.order.days.Below},
	} {
		s.order.whom.SetSelected(c.whom)
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
	for _, printers := range [][]string{nil, {"Plan2"}} {
		h := pagetest.New(t)
		c := &computer{printers: printers}
		s, dir := open(t, h, c, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
		test.Tap(s.print)
		buttons := s.result.toPaper()
		if len(buttons) != len(printers) {
			t.Errorf("with %d printers %d buttons are shown", len(printers), len(buttons))
		}
		if len(printers) == 0 {
			continue
		}
		test.Tap(buttons[0])
		if len(c.sent) != 1 || encrypted(c.sent[0]) || !bytes.HasPrefix(c.sent[0], []byte("%PDF")) {
			t.Error("the printer didn't get pages that it can draw")
		}
		if _, pdf := only(t, dir); !encrypted(pdf) {
			t.Error("printing left an open file")
		}
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
	if s.place.secret.Text() != "" {
		t.Fatal("the passphrase stands open")
	}
	test.Tap(s.place.reveal)
	if s.place.secret.Text() != h.Secrets.PDFPassphrase {
		t.Error("another passphrase is shown")
	}
	s.Leave()
	if s.place.secret.Text() != "" {
		t.Error("the passphrase stays when the screen is left")
	}
}

func TestAPersonIsFoundFromTheKeyboard(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	s.pick(desk.PrintPlan)
	s.order.whom.SetSelected("En person")
	want := h.Session().People("")[3]
	test.Type(s.order.pick.Field, want.Name)
	s.order.pick.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if o, ok := s.order.read(); !ok || o.PersonID != want.ID || o.What != desk.PrintPlan {
		t.Errorf("ordered %+v", o)
	}
	test.Type(s.order.pick.Field, "x")
	if s.order.person != "" {
		t.Error("the person stays chosen while another is looked for")
	}
}

func TestADayThatHasPassedBecomesTodayWhenTheScreenComesBack(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	h.Clock = pagetest.Night.Add(24 * time.Hour)
	s.Open(page.Place{Page: page.Paper})
	if got := s.order.day.Text; got != "2040-11-27" {
		t.Errorf("the day is %q", got)
	}
}

func TestTheFolderIsChosenInADialog(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper})
	s.place.choose()
	if h.Window().Canvas().Overlays().Top() == nil {
		t.Error("no dialog opens")
	}
	s.place.folder = filepath.Join(t.TempDir(), "finns inte")
	s.place.choose()
	if len(h.Failed) != 0 {
		t.Errorf("a folder that isn't made yet fails: %v", h.Failed)
	}
}

func TestTheUsualFolderIsTheBindersOwn(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	if got := UsualFolder(); got != filepath.Join(home, "Avbrottsparm") {
		t.Errorf("without a folder for documents it is %q", filepath.Base(got))
	}
	for _, documents := range []string{"Documents", "Dokument"} {
		if err := os.Mkdir(filepath.Join(home, documents), 0o700); err != nil {
			t.Fatal(err)
		}
		if got := UsualFolder(); got != filepath.Join(home, documents, "Avbrottsparm") {
			t.Errorf("with %s it is %q", documents, got)
		}
	}
}
