package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/care"
)

// coded is a list of persons that only the system that wrote it can read.
const coded = "K1;K2;K3;K4\n19240129-7250;Åberg;Karl-Göran;Storgatan 1\n19240214-9237;Öst;Märta;Storgatan 2\n"

// take chooses what a column is by its words.
func take(t *testing.T, c *columns, column int, word string) {
	t.Helper()
	s := c.grid.columns[column].choice
	i := slices.Index(s.Options, word)
	if i < 0 {
		t.Fatalf("%q is not offered: %q", word, s.Options)
	}
	s.SetSelectedIndex(i)
}

// kindOf chooses what the list holds.
func kindOf(t *testing.T, c *columns, word string) {
	t.Helper()
	i := slices.Index(c.kind.Options, word)
	if i < 0 {
		t.Fatalf("%q is not offered: %q", word, c.kind.Options)
	}
	c.kind.SetSelectedIndex(i)
}

func TestColumnsThatNobodyKnowsAreChosenOnceAndRemembered(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(write(t, "uttag.csv", coded))
	if f := s.seen.files[0]; f.err == "" || !f.unclear {
		t.Fatalf("a file that nobody can read says %+v", f)
	}
	s.chooseColumns()
	c := s.columns
	if len(c.grid.columns) != 4 || c.grid.columns[1].heading.Text() != "K2" {
		t.Fatalf("shows %d columns", len(c.grid.columns))
	}
	if !strings.Contains(pagetest.Reads(c.whole), "Välj en kolumn för minst en av: Personnummer") || !c.use.Disabled() {
		t.Errorf("what is needed isn't said:\n%s", pagetest.Reads(c.whole))
	}
	kindOf(t, c, "Personer")
	for i, word := range []string{"Personnummer", "Efternamn", "Förnamn", "Gatuadress"} {
		take(t, c, i, word)
	}
	if got := c.outcome.counts.Text(); got != "2 nya" || c.use.Disabled() {
		t.Fatalf("would bring %q", got)
	}
	c.name.SetText("Uttag ur K")
	test.Tap(c.use)
	if f := s.seen.files[0]; f.counts["new"] != 2 || len(s.whole.Objects) != 1 || s.whole.Objects[0] != s.main {
		t.Fatalf("back in the preview: %+v", f.counts)
	}
	test.Tap(s.store)
	if rows := h.Session().People("Åberg"); len(rows) != 1 || rows[0].Address.Line() == "" {
		t.Fatalf("came in as %+v", rows)
	}
	s.add(write(t, "nästa.csv", strings.Replace(coded, "Storgatan 2", "Storgatan 9", 1)))
	if f := s.seen.files[0]; f.err != "" || f.counts["changed"] != 1 {
		t.Errorf("the next file that looks the same: %q %+v", f.err, f.counts)
	}
}

func TestAChoiceThatIsNotRememberedHoldsForItsFileOnly(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(write(t, "uttag.csv", coded), write(t, "ett-till.csv", strings.Replace(coded, "Åberg", "Berg", 1)))
	s.files.Pick(0)
	s.chooseColumns()
	kindOf(t, s.columns, "Personer")
	take(t, s.columns, 0, "Personnummer")
	s.columns.remember.SetChecked(false)
	test.Tap(s.columns.use)
	if s.seen.files[0].err != "" || s.seen.files[1].err == "" {
		t.Errorf("the files say %q and %q", s.seen.files[0].err, s.seen.files[1].err)
	}
	if saved, err := h.Session().Mappings(); err != nil || len(saved) != 0 {
		t.Errorf("%d choices are remembered, %v", len(saved), err)
	}
}

func TestHeadingsCanStandElsewhereThanWasGuessed(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(write(t, "rad4.csv", "Utdrag;Norr;Dag;Alla\nEnhet;Norr;;\n;;;\nX1;X2;X3;X4\n19240129-7250;Åberg;Karl-Göran;Storgatan 1\n"))
	s.chooseColumns()
	c := s.columns
	c.header.SetSelectedIndex(4)
	if c.grid.columns[0].heading.Text() != "X1" {
		t.Fatalf("the headings are now %q", c.grid.columns[0].heading.Text())
	}
	kindOf(t, c, "Personer")
	take(t, c, 0, "Personnummer")
	if c.outcome.counts.Text() != "1 att se över, 1 ny" {
		t.Errorf("would bring %q", c.outcome.counts.Text())
	}
	c.header.SetSelectedIndex(0)
	if c.grid.columns[0].heading.Text() != "A" {
		t.Errorf("without headings the first column is called %q", c.grid.columns[0].heading.Text())
	}
}

func TestARouteForAllRowsIsAskedWhereNoColumnSaysIt(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(write(t, "tider.csv", "X1;X2;X3;X4\n19240129-7250;Åberg;2040-11-27 08:00;2040-11-27 08:30\n"))
	s.chooseColumns()
	c := s.columns
	for i, word := range []string{"Personnummer", "Efternamn", "Starttid", "Sluttid"} {
		take(t, c, i, word)
	}
	field := c.routeBox
	if !field.Visible() {
		t.Fatal("nobody is asked for the route")
	}
	c.route.SetText("Norr 1")
	if m := c.chosen(); m.Fixed["route"] != "Norr 1" {
		t.Fatalf("chosen %+v", m)
	}
	kindOf(t, c, "Personer")
	if field.Visible() || c.chosen().Fixed != nil {
		t.Error("persons have no route")
	}
}

func TestSixtyColumnsAreShown(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	var heads, cells []string
	for i := range 60 {
		heads, cells = append(heads, fmt.Sprintf("F%02d", i)), append(cells, fmt.Sprintf("värde %d", i))
	}
	s.add(write(t, "bred.csv", strings.Join(heads, ";")+"\n"+strings.Join(cells, ";")+"\n"))
	s.chooseColumns()
	c := s.columns
	if len(c.grid.columns) != 60 {
		t.Fatalf("shows %d columns", len(c.grid.columns))
	}
	h.Window().Canvas().Focus(c.grid.columns[59].choice)
	if c.grid.scroll.Offset.X == 0 {
		t.Error("the table doesn't follow the keyboard")
	}
}

func TestRememberedChoicesGoToOtherUnitsAndAreForgotten(t *testing.T) {
	h := pagetest.NewEmpty(t)
	dir := t.TempDir()
	whole := New(h, page.Files{Folder: dir, Save: func(dir, name string, raw []byte) (string, error) {
		path := filepath.Join(dir, name)
		return path, os.WriteFile(path, raw, 0o600)
	}}).(*screen)
	h.Open(whole, page.Place{Page: page.Intake})
	m := care.Mapping{Name: "Uttag/K", Kind: "persons", Fingerprint: care.Fingerprint([]string{"K1", "K2"}),
		Columns: []care.MappedColumn{{Heading: "K1", Field: "personid"}}}
	if err := h.Session().SaveMapping(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	whole.files.showSaved()
	list := whole.files.columns.list
	if len(list.all) != 1 || list.use.Visible() {
		t.Fatalf("lists %+v", list.all)
	}
	test.Tap(list.save)
	list.removeIt(true)
	if saved, err := h.Session().Mappings(); err != nil || len(saved) != 0 || !list.none.Visible() {
		t.Fatalf("%d are remembered, %v", len(saved), err)
	}
	list.read(filepath.Join(dir, "kolumnval Uttag-K.json"))
	if len(list.all) != 1 || !strings.Contains(list.quiet.Text(), "Uttag/K") {
		t.Errorf("read back %+v and said %q", list.all, list.quiet.Text())
	}
}

func TestTheSecondRelativeIsToldFromTheFirst(t *testing.T) {
	h := pagetest.NewEmpty(t)
	c := guessed(care.SketchedSheet{HeaderRow: 1, Headings: []string{"A", "B", "C", "D", "E"}, Columns: make([]care.MappedColumn, 5)}, h.Session().MappingFields())
	c.kind = "persons"
	c.fields = []string{"personid", "relative.name", "relative.phone", "relative.name", "relative.phone"}
	var numbers []int
	for _, column := range c.mapping("x").Columns {
		numbers = append(numbers, column.Number)
	}
	if !slices.Equal(numbers, []int{0, 1, 1, 2, 2}) {
		t.Errorf("numbered %v", numbers)
	}
}

func TestThePlaceOfTheColumnsAsksAboutTheFirstFileThatNobodyCanRead(t *testing.T) {
	h := pagetest.NewEmpty(t)
	folder := t.TempDir()
	for name, content := range map[string]string{"a.csv": persons, "b.csv": coded} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	whole := New(h, page.Files{}).(*screen)
	h.Open(whole, page.Place{Page: page.Intake, Part: page.IntakeColumns, Folder: folder})
	if c := whole.files.columns; whole.files.whole.Objects[0] != c.content() || c.file.Name != "b.csv" {
		t.Errorf("asks about %q", c.file.Name)
	}
}
