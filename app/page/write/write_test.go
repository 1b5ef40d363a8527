package write

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// atNight opens the screen for a note about the first person of the demo unit.
func atNight(t *testing.T) (*pagetest.Host, *screen, string) {
	t.Helper()
	return at(t, entry.KindNote)
}

// at opens the screen for a kind of entry about the first person of the demo unit.
func at(t *testing.T, kind entry.Kind) (*pagetest.Host, *screen, string) {
	t.Helper()
	h := pagetest.New(t)
	s, ok := New(h).(*screen)
	if !ok {
		t.Fatal("New makes another screen")
	}
	id := h.Session().People("")[0].ID
	h.Open(s, page.Place{Page: page.Write, Kind: kind, PersonID: id})
	if s.blank == nil {
		t.Fatalf("no form for %s: %v", kind, h.Failed)
	}
	return h, s, id
}

// write types in a field of the form; a field with choices takes their ids.
func (s *screen) write(t *testing.T, id, value string) {
	t.Helper()
	p := s.blank.part(id)
	if p == nil {
		t.Fatalf("the form shows no %s", id)
	}
	p.set(value)
	s.blank.changed(p)
}

// said is what stands below a field.
func (s *screen) said(id string) string {
	if p := s.blank.part(id); p != nil {
		return p.frame.Below()
	}
	return "the form shows no " + id
}

// body is where the text is typed.
func (s *screen) body() *control.Entry { return s.blank.part(form.IDText).target().(*control.Entry) }

func fillIn(t *testing.T, s *screen) {
	t.Helper()
	s.write(t, form.IDEventTime, "2040-11-26 03:05")
	s.write(t, form.IDHeadline, "Händelse")
	test.Type(s.body(), "Satt på golvet vid sängen, inga skador.")
}

func TestADraftIsSavedWithinASecondOfTheLastKey(t *testing.T) {
	h, s, id := atNight(t)
	test.Type(s.body(), "Satt på golvet")
	if n := len(h.Session().Drafts()); n != 0 {
		t.Fatalf("%d drafts are stored at every key", n)
	}
	h.Hand.Move(time.Second)
	drafts := h.Session().Drafts()
	if len(drafts) != 1 || drafts[0].Text != "Satt på golvet" || drafts[0].PersonID != id {
		t.Fatalf("stored %+v", drafts)
	}
	if said := s.status.Text(); said != "Utkast sparat 03:12:08" {
		t.Errorf("the screen says %q", said)
	}
	if h.Changes != 1 {
		t.Errorf("the window was told %d times of one draft", h.Changes)
	}
}

func TestWhoNeverPausesIsSavedEverySecondToo(t *testing.T) {
	h, s, _ := atNight(t)
	for range 5 {
		test.Type(s.body(), "ord ")
		h.Hand.Move(300 * time.Millisecond)
	}
	if drafts := h.Session().Drafts(); len(drafts) != 1 || !strings.HasPrefix(drafts[0].Text, "ord ord ord") {
		t.Fatalf("stored %+v", drafts)
	}
}

func TestLeavingSavesAtOnce(t *testing.T) {
	h, s, _ := atNight(t)
	test.Type(s.body(), "Satt på golvet")
	h.Runner().Stop(time.Second) // as when the window locks
	s.Leave()
	if drafts := h.Session().Drafts(); len(drafts) != 1 || drafts[0].Text != "Satt på golvet" {
		t.Fatalf("stored %+v", drafts)
	}
}

func TestAnEmptyNoteLeavesNoDraft(t *testing.T) {
	h, s, _ := atNight(t)
	s.write(t, form.IDEventTime, "2040-11-26 03:05")
	h.Hand.Move(5 * time.Second)
	s.Leave()
	if n := len(h.Session().Drafts()); n != 0 {
		t.Errorf("%d drafts of nothing", n)
	}
}

func TestSigningNamesWhatIsMissingBesideItsField(t *testing.T) {
	h := pagetest.New(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write, Kind: entry.KindNote})
	test.Tap(s.sign)
	for field, want := range map[string]string{
		"event_time": "Skriv när det hände.",
		"headline":   "Skriv ett sökord.",
		"text":       "Skriv vad som hände.",
	} {
		if got := s.said(field); got != want {
			t.Errorf("below %s stands %q", field, got)
		}
	}
	if got := s.who.ask.Below(); got != "Välj vem anteckningen gäller." {
		t.Errorf("below the person stands %q", got)
	}
	if h.Window().Canvas().Focused() != fyne.Focusable(s.who.pick.Field) {
		t.Error("the keyboard is not where something is missing")
	}
	if len(h.Session().Queue(true)) != 0 {
		t.Error("something was signed")
	}
	s.write(t, form.IDHeadline, "Fall")
	if got := s.said(form.IDHeadline); got != "" {
		t.Errorf("still says %q below the headline", got)
	}
}

func TestASignedNoteWaitsAndTheFormIsReadyForTheNext(t *testing.T) {
	h, s, id := atNight(t)
	fillIn(t, s)
	h.Hand.Move(time.Second)
	s.body().TypedShortcut(ctrlReturn)
	queue := h.Session().Queue(false)
	if len(queue) != 1 {
		t.Fatalf("%d entries wait", len(queue))
	}
	e := queue[0]
	if e.PersonID != id || e.Headline != "Händelse" || !e.EventTime.Equal(pagetest.Night.Truncate(time.Minute).Add(-7*time.Minute)) {
		t.Errorf("signed %+v", e.Entry)
	}
	if n := len(h.Session().Drafts()); n != 0 {
		t.Errorf("%d drafts are left", n)
	}
	if said := s.status.Text(); said != "Signerad. Väntar på att föras in i Lifecare (1 väntar)." {
		t.Errorf("the screen says %q", said)
	}
	if s.blank != nil || s.note.PersonID != id || s.note.ID == e.ID {
		t.Error("the screen is not ready for the next entry about the same person")
	}
	if h.Window().Canvas().Focused() != fyne.Focusable(s.what.tiles[0]) {
		t.Error("the keyboard is not at what to write next")
	}
	h.Hand.Move(10 * time.Second)
	s.Leave()
	if n := len(h.Session().Drafts()); n != 0 {
		t.Errorf("%d drafts came back after signing", n)
	}
}

func TestAnotherPersonKeepsWhatWasBegunAsADraft(t *testing.T) {
	h, s, id := atNight(t)
	test.Type(s.body(), "Satt på golvet")
	other := h.Session().People("")[1].ID
	s.Open(page.Place{Page: page.Write, PersonID: other})
	if s.note.PersonID != other || s.blank != nil {
		t.Fatal("the new entry isn't about the other person")
	}
	drafts := h.Session().Drafts()
	if len(drafts) != 1 || drafts[0].PersonID != id {
		t.Fatalf("stored %+v", drafts)
	}
	s.Open(page.Place{Page: page.Write, EntryID: drafts[0].ID})
	if s.body().Text != "Satt på golvet" || s.note.PersonID != id {
		t.Error("the draft does not come back")
	}
}

func TestADraftIsThrownAwayOnlyAfterAQuestion(t *testing.T) {
	h, s, _ := atNight(t)
	test.Type(s.body(), "Fel person")
	h.Hand.Move(time.Second)
	s.drafts.list.Pick(0)
	test.Tap(s.drafts.discard)
	if len(h.Session().Drafts()) != 1 || !s.drafts.confirm.Visible() {
		t.Fatal("it was thrown away without a question")
	}
	s.discard(h.Session().Drafts()[0])
	h.Hand.Move(10 * time.Second)
	s.Leave()
	if n := len(h.Session().Drafts()); n != 0 || s.blank != nil {
		t.Errorf("%d drafts are left, and the form still stands", n)
	}
}

func TestAPersonIsFoundAndChosenFromTheKeyboard(t *testing.T) {
	h := pagetest.New(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write})
	want := h.Session().People("")[2]
	test.Type(s.who.pick.Field, want.Name)
	s.who.pick.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.note.PersonID != want.ID || s.who.name.Text() != want.Name {
		t.Fatalf("chosen: %q", s.who.name.Text())
	}
	if h.Window().Canvas().Focused() != fyne.Focusable(s.what.tiles[0]) {
		t.Error("the keyboard doesn't go on to what is written")
	}
	if !s.drafts.content.Visible() && len(s.about.column.Objects) == 0 {
		t.Error("nothing is shown about the person")
	}
}

func TestWhenNobodyIsFoundThatIsSaid(t *testing.T) {
	h := pagetest.New(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write})
	test.Type(s.who.pick.Field, "qqq")
	if !s.who.nobody.Visible() {
		t.Error("an empty list says nothing")
	}
	s.who.pick.Field.SetText("")
	if s.who.nobody.Visible() {
		t.Error("somebody is in the list, and nobody is said to be")
	}
}

func TestADraftGoesOnAfterItsLastCharacter(t *testing.T) {
	h, s, _ := atNight(t)
	test.Type(s.body(), "Sov lugnt.")
	s.Leave()
	again := New(h).(*screen)
	h.Open(again, page.Place{Page: page.Write, EntryID: s.note.ID})
	h.Window().Canvas().Focus(again.body())
	test.Type(again.body(), " Vatten.")
	if again.body().Text != "Sov lugnt. Vatten." {
		t.Errorf("the draft goes on as %q", again.body().Text)
	}
}

func TestAnUncertainClockIsSaid(t *testing.T) {
	h, s, _ := atNight(t)
	if s.clock.Visible() {
		t.Error("the clock is said to be uncertain")
	}
	h.Clock = pagetest.Night.AddDate(-2, 0, 0)
	s.Open(page.Place{Page: page.Write})
	if !s.clock.Visible() {
		t.Error("nothing is said about the clock")
	}
}

func TestADraftThatCantBeStoredStaysAndIsTriedAgain(t *testing.T) {
	h, s, _ := atNight(t)
	fillIn(t, s)
	s.keeper.done(s.keeper.newest, s.read(), context.DeadlineExceeded) // as when the disk is busy
	if said := s.status.Text(); !strings.HasPrefix(said, "Utkastet är inte sparat. Texten finns kvar här") {
		t.Errorf("the screen says %q", said)
	}
	s.keeper.after.Drop() // nothing more is typed
	h.Hand.Move(tryAgain)
	drafts := h.Session().Drafts()
	if len(drafts) != 1 || !strings.HasPrefix(drafts[0].Text, "Satt på golvet") || s.status.Text() != "Utkast sparat 03:12:08" {
		t.Errorf("%d drafts are stored and the screen says %q", len(drafts), s.status.Text())
	}
}

func TestAnOlderDraftNeverTakesThePlaceOfANewer(t *testing.T) {
	h, s, id := atNight(t)
	older := h.Session().NewNote(id)
	older.Text = "Satt på"
	newer := older
	newer.Text = "Satt på golvet"
	if _, err := s.keeper.put(context.Background(), 2, newer); err != nil {
		t.Fatal(err)
	}
	if _, err := s.keeper.put(context.Background(), 1, older); !errors.Is(err, errOvertaken) {
		t.Errorf("the older was stored after the newer: %v", err)
	}
	if got := h.Session().Drafts()[0].Text; got != "Satt på golvet" {
		t.Errorf("the binder holds %q", got)
	}
}

func TestAnotherKindTakesWhatWasWrittenAlong(t *testing.T) {
	h, s, id := atNight(t)
	fillIn(t, s)
	h.Hand.Move(time.Second)
	s.otherKind()
	if s.blank != nil || !s.what.chooser.Visible() {
		t.Fatal("the kinds are not offered")
	}
	s.chooseKind(entry.KindHealthNote)
	h.Hand.Move(time.Second)
	drafts := h.Session().Drafts()
	if len(drafts) != 1 || drafts[0].Kind != entry.KindHealthNote || drafts[0].PersonID != id || !strings.HasPrefix(drafts[0].Text, "Satt på golvet") {
		t.Fatalf("the drafts are %+v", drafts)
	}
	s.signNote()
	queue := h.Session().Queue(false)
	if len(queue) != 1 || queue[0].Kind != entry.KindHealthNote {
		t.Fatalf("signed %+v, and the screen says %q", queue, s.status.Text())
	}
}

func TestWhatLiesBehindAnotherWallIsNotOffered(t *testing.T) {
	h := pagetest.NewEmpty(t)
	if _, err := h.Session().AddUser(context.Background(), desk.NewUser{Name: "Kim Ask", Title: "undersköterska",
		Passphrase: pagetest.Passphrase, Role: access.RoleStaff}); err != nil {
		t.Fatal(err)
	}
	h.As(t, "Kim Ask", pagetest.Passphrase)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write})
	offered := map[entry.Kind]bool{}
	for _, k := range s.what.kinds {
		offered[k.Kind] = true
	}
	if !offered[entry.KindNote] || offered[entry.KindHealthNote] {
		t.Errorf("offered: %v", offered)
	}
	if len(s.what.tiles) != mostTiles || s.what.tiles[0].Title() != "Anteckning SoL/LSS" {
		t.Errorf("%d tiles, the first %q", len(s.what.tiles), s.what.tiles[0].Title())
	}
}
