package notes

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// sign signs a note about a person as whoever has the binder open.
func sign(t *testing.T, h *pagetest.Host, personID, headline string, ago time.Duration) string {
	t.Helper()
	e := h.Session().NewNote(personID)
	e.Headline, e.Text, e.EventTime = headline, "Sov lugnt.", h.Clock.Add(-ago)
	signed, err := h.Session().Sign(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return signed.ID
}

// night is the binder opened by the colleague who comes on shift, after two notes of the night.
func night(t *testing.T) (h *pagetest.Host, older, newer string) {
	t.Helper()
	h = pagetest.New(t)
	people := h.Session().People("")
	if _, err := h.Session().AddUser(context.Background(), desk.NewUser{Name: "Kim Ask", Title: "undersköterska",
		Passphrase: pagetest.Passphrase, Role: access.RoleStaff}); err != nil {
		t.Fatal(err)
	}
	older, newer = sign(t, h, people[0].ID, "Tillsyn", 3*time.Hour), sign(t, h, people[1].ID, "Fall", time.Hour)
	h.As(t, "Kim Ask", pagetest.Passphrase)
	return h, older, newer
}

func TestWhoComesOnShiftReadsWhatIsNewNewestFirst(t *testing.T) {
	h, older, newer := night(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Notes})
	if len(s.rows) != 2 || s.rows[0].ID != newer || s.rows[1].ID != older {
		t.Fatalf("the list is %+v", s.rows)
	}
	if row := s.row(0); len(row.Marks) != 1 || row.Marks[0].Text != "Ny" || !strings.Contains(row.Subtitle, "Fall") {
		t.Errorf("the first row is %+v", row)
	}
	if s.read.Text != "Jag har läst de 2 nya" {
		t.Errorf("the button says %q", s.read.Text)
	}
	test.Tap(s.read)
	if s.read.Visible() || len(s.row(0).Marks) != 0 || len(h.Session().Unread()) != 0 {
		t.Error("what was read is still new")
	}
	s.fresh.SetChecked(true)
	if len(s.rows) != 0 || !strings.Contains(strings.Join(h.Told, " "), "markerat som läst") {
		t.Errorf("%d are new, told %q", len(s.rows), h.Told)
	}
}

func TestOneOpensOnePersonsNotesAndAllAgain(t *testing.T) {
	h, older, _ := night(t)
	s := New(h).(*screen)
	person := h.Session().People("")[0]
	h.Open(s, page.Place{Page: page.Notes, PersonID: person.ID, EntryID: older})
	if len(s.rows) != 1 || s.rows[0].ID != older || s.whose.Text() != "Om "+person.Name {
		t.Fatalf("%s: %+v", s.whose.Text(), s.rows)
	}
	if got := s.list.Picked(); got != 0 || s.pane.Objects == nil {
		t.Errorf("row %d is open", got)
	}
	h.ReopenAs(t, "demo", pagetest.Passphrase)
	lines, err := h.Session().Log(t.Context(), desk.LogQuery{Action: access.ActionRead})
	if err != nil || len(lines) == 0 || lines[0].PersonName != person.Name {
		t.Errorf("the log has %+v, %v", lines, err)
	}
}

func TestTheWholeUnitComesBackWithOnePress(t *testing.T) {
	h, older, _ := night(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Notes, PersonID: h.Session().People("")[0].ID, EntryID: older})
	test.Tap(s.unit)
	if len(s.rows) != 2 {
		t.Errorf("%d rows of the unit", len(s.rows))
	}
}

func TestAStruckNoteStaysLegible(t *testing.T) {
	h, _, newer := night(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Notes, EntryID: newer})
	if _, err := h.Session().Strike(t.Context(), newer, "Fel person"); err != nil {
		t.Fatal(err)
	}
	s.load()
	if len(s.rows) != 2 || s.rows[0].State != entry.StateStruck {
		t.Fatalf("the list is %+v", s.rows)
	}
	if row := s.row(0); row.Marks[len(row.Marks)-1].Text != "Struken" {
		t.Errorf("the row is %+v", row)
	}
}

func TestWhatWasWrittenIsFoundByItsWords(t *testing.T) {
	h, older, newer := night(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Notes})
	test.Type(s.find, "lugnt til")
	if len(s.rows) != 1 || s.rows[0].ID != older {
		t.Fatalf("found %+v", s.rows)
	}
	s.find.SetText("lugnt rullstol")
	if len(s.rows) != 0 || s.sheet.Visible() {
		t.Errorf("found %+v", s.rows)
	}
	s.find.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(s.rows) != 2 || !s.sheet.Visible() {
		t.Errorf("%d rows after Escape", len(s.rows))
	}
	s.find.SetText("tillsyn")
	h.Open(s, page.Place{Page: page.Notes, EntryID: newer})
	if s.find.Text != "" || len(s.rows) != 2 {
		t.Errorf("an entry that is asked for stays hidden behind %q", s.find.Text)
	}
}
