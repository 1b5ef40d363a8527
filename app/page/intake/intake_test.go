package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

const persons = "Personnummer;Förnamn;Efternamn;Gata;Postnr;Ort\n" +
	"19240129-7250;Karl-Göran;Åberg;Storgatan 1;602 10;Norrköpa\n" +
	"19240214-9237;Märta;Öst;Storgatan 2;602 10;Norrköpa\n" +
	"19240223-9269;Sven;Ek;Storgatan 3;602 10;Norrköpa\n"

// wrongRow is a row that says nothing about whom it concerns.
const wrongRow = ";;;Storgatan 4;602 10;Norrköpa\n"

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// partOf opens the tab of a part and gives the part.
func partOf[P part](t *testing.T, s *screen, name string) P {
	t.Helper()
	i := slices.Index(s.names, name)
	s.tabs.Open(i)
	p, ok := s.parts[i].(P)
	if !ok {
		t.Fatalf("the tab %q is a %T", name, s.parts[i])
	}
	return p
}

func open(h *pagetest.Host) *filesPart {
	s := New(h, page.Files{}).(*screen)
	h.Open(s, page.Place{Page: page.Intake})
	return s.files
}

func TestAPreviewShowsWrongRowsAndStoresNothingUntilAsked(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	if !s.empty.Visible() || s.chosen.Visible() {
		t.Fatal("an empty screen doesn't say what it is for")
	}
	s.add(write(t, "personer.csv", persons+wrongRow))
	f := s.seen.files[0]
	if f.counts["new"] != 3 || f.counts[wrong] != 1 || f.format != "Personlista (kalkylblad)" {
		t.Fatalf("previewed %+v as %q", f.counts, f.format)
	}
	first := s.rows.shown[0]
	if first.outcome != wrong || first.row != 5 {
		t.Errorf("what is wrong doesn't stand first: %+v", first)
	}
	s.rows.table.List.Pick(0)
	if got := s.rows.full.Text(); !strings.HasPrefix(got, "Rad 5  ·  × Fel") || !strings.Contains(got, "Raden läses inte in.") {
		t.Errorf("the row says %q", got)
	}
	if n := len(h.Session().People("")); n != 0 {
		t.Fatalf("%d persons are stored by looking", n)
	}
	test.Tap(s.store)
	if n := len(h.Session().People("")); n != 3 {
		t.Errorf("%d persons are stored", n)
	}
	if said := s.quiet.Text(); said != "Inläst: 3 nya, 0 ändrade, 0 borta. 1 rad gick inte att läsa och är inte med." {
		t.Errorf("the screen says %q", said)
	}
	if h.Changes != 1 || !s.empty.Visible() {
		t.Error("the screen isn't ready for the next files")
	}
}

func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	path := write(t, "personer.csv", persons)
	s.add(path)
	test.Tap(s.store)
	s.add(path)
	if c := s.seen.files[0].counts; c["unchanged"] != 3 || c["new"]+c["changed"]+c["gone"] != 0 {
		t.Errorf("the second time: %+v", c)
	}
	test.Tap(s.store)
	if said := s.quiet.Text(); said != "Inläst. Allt fanns redan, inget är ändrat." {
		t.Errorf("the screen says %q", said)
	}
}

func TestFilesThatCantBeReadSayWhyAndKeepNoOtherOut(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(write(t, "program.csv", "\x7fELF\x02\x01\x01\x00\x00\x00\x00"), filepath.Join(t.TempDir(), "borta.csv"), t.TempDir(),
		write(t, "personer.csv", persons))
	for i, want := range []string{"Filen är inte någon av de sorter", "Filen finns inte.", "Det här är en mapp."} {
		if got := s.seen.files[i].err; !strings.HasPrefix(got, want) {
			t.Errorf("file %d says %q", i, got)
		}
	}
	if s.seen.files[3].counts["new"] != 3 || s.store.Disabled() {
		t.Error("the good file can't be read in")
	}
	test.Tap(s.store)
	if n := len(h.Session().People("")); n != 3 {
		t.Errorf("%d persons are stored", n)
	}
}

func TestOnlyUnreadableFilesCantBeStored(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(filepath.Join(t.TempDir(), "borta.csv"))
	if !s.store.Disabled() {
		t.Error("there is something to press and nothing to store")
	}
	test.Tap(s.remove)
	if !s.empty.Visible() {
		t.Error("without files the screen doesn't say what it is for")
	}
}

func TestMuchThatIsMissingWaitsForAWord(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(write(t, "personer.csv", persons))
	test.Tap(s.store)
	lines := strings.SplitAfter(persons, "\n")
	h.Clock = h.Clock.Add(24 * time.Hour)
	later := write(t, "personer.csv", lines[0]+lines[1])
	if err := os.Chtimes(later, h.Clock, h.Clock); err != nil {
		t.Fatal(err)
	}
	s.add(later)
	if !s.heldBox.Visible() || s.seen.held() != 2 {
		t.Fatalf("%d removals are held back", s.seen.held())
	}
	s.confirm.SetChecked(true)
	if s.seen.held() != 0 || s.seen.files[0].counts["gone"] != 2 || !s.heldBox.Visible() {
		t.Fatalf("after confirming: %+v", s.seen.files[0].counts)
	}
	test.Tap(s.store)
	gone := 0
	for _, p := range h.Session().People("") {
		if p.Gone {
			gone++
		}
	}
	if gone != 2 || s.confirm.Checked {
		t.Errorf("%d are gone", gone)
	}
}

// windowed is a host whose window can be dropped on.
type windowed struct {
	*pagetest.Host
	window *dropped
}

func (w windowed) Window() fyne.Window { return w.window }

type dropped struct {
	fyne.Window
	drop  func(fyne.Position, []fyne.URI)
	ended bool
}

func (d *dropped) SetOnDropped(drop func(fyne.Position, []fyne.URI)) {
	if d.ended {
		panic("the window is gone")
	}
	d.drop = drop
}

func TestFilesAreDroppedOnTheWindowWhileTheScreenIsShown(t *testing.T) {
	h := pagetest.NewEmpty(t)
	w := windowed{h, &dropped{Window: h.Window()}}
	whole := New(w, page.Files{}).(*screen)
	s := whole.files
	h.Open(whole, page.Place{Page: page.Intake})
	file := storage.NewFileURI(write(t, "personer.csv", persons))
	w.window.drop(fyne.NewPos(10, 10), []fyne.URI{file})
	if len(s.seen.files) != 1 || s.seen.files[0].name != "personer.csv" {
		t.Fatalf("previewed %+v", s.seen.files)
	}
	s.clear()
	w.window.ended = true
	whole.Leave() // when the program has ended the window can't be asked for anything
	w.window.drop(fyne.NewPos(10, 10), []fyne.URI{file})
	if len(s.seen.files) != 0 {
		t.Error("the screen hears of files while another is shown")
	}
}

func TestFilesAreChosenInADialogThatRemembersTheFolder(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.choose()
	if h.Window().Canvas().Overlays().Top() == nil {
		t.Fatal("no dialog opens")
	}
	h.Window().Canvas().Overlays().Remove(h.Window().Canvas().Overlays().Top())
	s.add(write(t, "personer.csv", persons))
	s.choose()
	if h.Window().Canvas().Overlays().Top() == nil || s.folder == "" {
		t.Error("no dialog opens after the first file")
	}
}

func TestCancellingLeavesNothing(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(write(t, "personer.csv", persons))
	s.cancel()
	if len(s.seen.files) != 0 || !s.empty.Visible() || len(h.Session().People("")) != 0 {
		t.Error("something is left of what was cancelled")
	}
	if said := s.quiet.Text(); said != "Avbrutet. Inget är inläst." {
		t.Errorf("the screen says %q", said)
	}
}

func TestAPreviewThatIsOldIsMadeAnew(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s, other := open(h), open(h)
	path := write(t, "personer.csv", persons)
	s.add(path)
	other.add(path)
	test.Tap(other.store)
	test.Tap(s.store)
	if c := s.seen.files[0].counts; c["unchanged"] != 3 {
		t.Errorf("the new preview: %+v", c)
	}
	if said := s.quiet.Text(); !strings.HasPrefix(said, "Något annat lästes in") {
		t.Errorf("the screen says %q", said)
	}
}

func TestOfProtectedPersonsNothingProtectedIsListed(t *testing.T) {
	w := text.For(text.Swedish)
	person := &care.Person{Given: "Eva", Family: "Ek", Protected: true, Addresses: []care.Address{{Street: "Hemliga vägen 1"}}}
	for _, item := range []care.Item{person, &care.Relative{Given: "Dottern", Family: "Ek", Relation: "dotter"},
		&care.Secrets{Addresses: person.Addresses}} {
		if got := detail(w, item, person, pagetest.Night); got != "" {
			t.Errorf("%s lists %q", item.ItemKind(), got)
		}
	}
}

func TestARowWithoutItsItemIsProtected(t *testing.T) {
	l := rowLine(text.For(text.Swedish), care.RowResult{Outcome: care.OutcomeUnchanged, Row: 50, Person: &care.Person{Whole: "Eva Ek", Protected: true}}, pagetest.Night)
	if l.what != "Skyddade uppgifter" || l.who != "Eva Ek" || l.detail != "" || l.at != "50" {
		t.Errorf("the row reads %+v", l)
	}
}

func TestTheWholeDemoUnitCanBePreviewedAgain(t *testing.T) {
	h := pagetest.New(t)
	s := open(h)
	files, err := wiring.DemoFiles(care.NextDay(pagetest.Night, -1))
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, write(t, f.Name, string(f.Bytes)))
	}
	s.add(paths...)
	if len(s.seen.files) != len(files) {
		t.Fatalf("%d of %d files are shown; the screen says %q", len(s.seen.files), len(files), s.quiet.Text())
	}
	for _, f := range s.seen.files {
		if f.err != "" || f.counts["new"]+f.counts["changed"]+f.counts["gone"]+f.counts[wrong] > 0 {
			t.Errorf("%s: %+v %s", f.name, f.counts, f.err)
		}
	}
}

func TestEveryOutcomeAndKindHasItsWord(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		w := text.For(lang)
		for _, o := range outcomes() {
			for _, key := range []string{"intakepage.outcome." + string(o), "intakepage.count." + string(o) + ".one", "intakepage.count." + string(o) + ".other"} {
				if !w.Has(key) {
					t.Errorf("no sentence %q in %s", key, lang)
				}
			}
		}
		for _, kind := range append(care.Kinds(), care.KindSecrets) {
			if !w.Has("intakepage.kind." + string(kind)) {
				t.Errorf("no word for %s in %s", kind, lang)
			}
		}
	}
}

func TestTheFilterKeepsOneOutcome(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(write(t, "personer.csv", persons+wrongRow))
	s.rows.filter.SetSelected("× Fel: 1")
	if len(s.rows.shown) != 1 {
		t.Errorf("%d rows are shown", len(s.rows.shown))
	}
	s.rows.filter.SetSelected("Alla rader: 4")
	if len(s.rows.shown) != 4 {
		t.Errorf("%d rows are shown", len(s.rows.shown))
	}
}

// BenchmarkLargePreview is a file of 10,000 rows shown and walked through.
func BenchmarkLargePreview(b *testing.B) {
	h := pagetest.NewEmpty(b)
	s := open(h)
	f := file{name: "schema.xlsx", counts: map[outcome]int{"new": 10_000}}
	for i := range 10_000 {
		f.lines = append(f.lines, line{outcome: "new", row: i, at: fmt.Sprint(i), what: "Besök", who: "Karl-Göran Åberg", detail: "mån 23 nov 08:00–08:30  ·  Dusch"})
	}
	s.seen.files = []file{f}
	s.show()
	for b.Loop() {
		s.rows.show(f)
		for range 20 {
			s.rows.table.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		}
	}
}
