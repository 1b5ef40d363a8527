package people

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

// What is protected about the two persons of the demo unit with protected identity. The street is
// there for others too; with its number it is theirs alone.
var secrets = []string{"Fyrvaktarvägen 14", "Norra Vallgången 13", "0980-31 92 59", "070-174 06 52", "0980-31 92 19", "070-174 06 54", "9064"}

const (
	birgitta = "194811092529" // protected registration
	svenAke  = "195504162776" // two warnings, two relatives, double-staffed visits by day and night
)

func open(t *testing.T, h *pagetest.Host, at page.Place) *screen {
	t.Helper()
	made := New(h)
	h.Open(made, at)
	return made.(*screen)
}

func idOf(t *testing.T, h *pagetest.Host, number string) string {
	t.Helper()
	p, err := h.Session().Person(number)
	if err != nil {
		t.Fatal(err)
	}
	return p.ID
}

// texts is everything that is written within an object, hidden parts too, with the columns as one.
func texts(o fyne.CanvasObject) string {
	var all []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			all = append(all, o.Text)
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(o)
	return strings.Join(all, " ")
}

func has(t *testing.T, o fyne.CanvasObject, wanted ...string) {
	t.Helper()
	all := texts(o)
	for _, want := range wanted {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not there: %s", want, all)
		}
	}
}

func hasNone(t *testing.T, o fyne.CanvasObject, unwanted ...string) {
	t.Helper()
	all := texts(o)
	for _, not := range unwanted {
		if strings.Contains(all, not) {
			t.Errorf("%q is there", not)
		}
	}
}

// press gives a key to whatever has the keyboard.
func press(h *pagetest.Host, keys ...fyne.KeyName) {
	for _, name := range keys {
		if name == fyne.KeyTab {
			h.Window().Canvas().(interface{ FocusNext() }).FocusNext()
			continue
		}
		h.Window().Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// back walks backwards, a few steps at most, to the button with a word.
func back(t *testing.T, h *pagetest.Host, word string) {
	t.Helper()
	for range 3 {
		h.Window().Canvas().(interface{ FocusPrevious() }).FocusPrevious()
		if b, ok := h.Window().Canvas().Focused().(*control.Button); ok && b.Text == word {
			return
		}
	}
	t.Fatalf("%q is not near, at %T", word, h.Window().Canvas().Focused())
}

func typed(h *pagetest.Host, s string) { test.Type(h.Window().Canvas().Focused(), s) }

func TestTypingFindsAndEnterOpens(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	if len(s.rows) != 60 || s.count.Text() != "60 personer" {
		t.Fatalf("%d rows, %q", len(s.rows), s.count.Text())
	}
	for query, want := range map[string]string{
		"öhrn": "Öhrnfelter, Maj-Lis", "sven-å": "Rydingstam, Sven-Åke", "19550416": "Rydingstam, Sven-Åke", "N109": "Rydingstam, Sven-Åke",
	} {
		s.find.Field.SetText("")
		typed(h, query)
		if len(s.rows) == 0 || s.rows[0].SortName != want {
			t.Errorf("%q finds %d, not first %s", query, len(s.rows), want)
		}
	}
	s.find.Field.SetText("")
	typed(h, "åsvallsgatan")
	if len(s.rows) < 2 {
		t.Errorf("the street of several persons finds %d", len(s.rows))
	}
	if s.shown != nil || len(h.Failed) > 0 {
		t.Error("typing opened somebody")
	}
	press(h, fyne.KeyDown, fyne.KeyReturn)
	if s.shown == nil || s.shown.Person.ID != s.rows[1].ID {
		t.Fatal("down and Enter did not open the second row")
	}
	typed(h, "zz")
	s.find.Field.SetText("zzzz")
	if s.none.Text() != "Ingen hittad. Skriv färre bokstäver." || s.count.Text() != "" {
		t.Errorf("nobody found says %q", s.none.Text())
	}
	driver := fyne.CurrentApp().Driver()
	if driver.AbsolutePositionForObject(s.none).Y < driver.AbsolutePositionForObject(s.covered).Y+s.covered.Size().Height {
		t.Error("what it says lies over the filters")
	}
}

func TestThePersonIsReadFromTheKeyboardAlone(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	typed(h, "rydingstam")
	press(h, fyne.KeyReturn)
	if h.Window().Canvas().Focused() != s.scroll.Target() {
		t.Fatal("the keyboard is not in what was opened")
	}
	has(t, s.pane, "Sven-Åke Rydingstam", "19550416-2776", "Varning: Kan inte larma själv.", "Åsvallsgatan 2, 999 19 Norrköpa", "4405", "N109", "070-174 06 73 (mobil)")
	press(h, fyne.KeyPageDown)
	if s.scroll.Offset() == 0 {
		t.Error("Page down does not scroll")
	}
	press(h, fyne.KeyLeft, fyne.KeyRight)
	has(t, s.pane, "Viktigt att veta", "Mål", "Om planen", "Följs upp")
	press(h, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	has(t, s.pane, "Inga anteckningar i pärmen")
	for _, word := range []string{"Skriv ut", "Skriv"} {
		back(t, h, word)
		press(h, fyne.KeyReturn)
	}
	want := []page.Place{{Page: page.Paper, PersonID: s.openID}, {Page: page.Write, PersonID: s.openID}}
	if len(h.Shown) != 2 || h.Shown[0] != want[0] || h.Shown[1] != want[1] {
		t.Errorf("went to %v", h.Shown)
	}
}

func TestRelativesStandInTheOrderInWhichTheyAreCalled(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{PersonID: idOf(t, h, svenAke)})
	follows(t, s.pane, "Malin Rydingstam", "040-628 04 40 (hem)", "Ring först. Får ringas på natten.", "Mikael Rydingstam", "031-390 06 16 (hem)", "Ring inte på natten.", "Kontakter")
}

// follows tells whether parts stand in an object one after the other.
func follows(t *testing.T, o fyne.CanvasObject, parts ...string) {
	t.Helper()
	all := texts(o)
	at := 0
	for _, part := range parts {
		i := strings.Index(all[at:], part)
		if i < 0 {
			t.Fatalf("%q does not follow: %s", part, all[at:])
		}
		at += i
	}
}

func TestProtectedFieldsAreNowhereUntilAskedForTwice(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{PersonID: idOf(t, h, birgitta)})
	for i := range 7 {
		s.tab = i
		s.Open(page.Place{})
		hasNone(t, s.content, secrets...)
	}
	s.tab = 0
	s.Open(page.Place{})
	has(t, s.pane, "Birgitta Nyrönning", "Skyddad", "är skyddade och visas inte")
	for range 8 { // the whole list, page by page
		s.find.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		hasNone(t, s.content, secrets...)
	}
	typed(h, "Fyrvaktarvägen 14")
	for _, r := range s.rows {
		if r.Protected {
			t.Error("the street finds the person")
		}
	}
	s.find.Field.SetText("")

	reason := &control.Entry{}
	eachWidget(s.pane, func(o fyne.CanvasObject) {
		if e, ok := o.(*control.Entry); ok {
			reason = e
		}
	})
	h.Window().Canvas().Focus(reason)
	press(h, fyne.KeyReturn)
	has(t, s.pane, "Orsaken antecknas.")
	hasNone(t, s.pane, secrets...)
	typed(h, "åker dit med nyckel")
	press(h, fyne.KeyReturn) // asks once more, with the keyboard on no
	if driver := fyne.CurrentApp().Driver(); driver.AbsolutePositionForObject(h.Window().Canvas().Focused().(fyne.CanvasObject)).Y >
		driver.AbsolutePositionForObject(s.pane).Y+s.pane.Size().Height {
		t.Error("the question stands where it can't be seen")
	}
	press(h, fyne.KeyReturn)
	hasNone(t, s.pane, secrets...)
	h.Window().Canvas().Focus(reason)
	press(h, fyne.KeyReturn, fyne.KeyTab, fyne.KeyReturn)
	has(t, s.pane, "Fyrvaktarvägen 14", "9064", "0980-31 92 59", "Dölj skyddade uppgifter")

	s.Leave()
	hasNone(t, s.content, secrets...)
	s.Open(page.Place{})
	hasNone(t, s.content, secrets...)
	has(t, s.pane, "Birgitta Nyrönning", "är skyddade och visas inte")
}

func TestHidingCoversTheFieldsAgain(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{PersonID: idOf(t, h, birgitta)})
	s.unshield(s.openID, "åker dit")
	var hide *control.Button
	eachWidget(s.pane, func(o fyne.CanvasObject) {
		if b, ok := o.(*control.Button); ok && b.Text == "Dölj skyddade uppgifter" {
			hide = b
		}
	})
	if hide == nil {
		t.Fatal("there is no way to hide them")
	}
	test.Tap(hide)
	hasNone(t, s.content, secrets...)
}

func TestNobodysDataStandsUnderAnothersName(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{PersonID: idOf(t, h, svenAke)})
	next := s.rows[0].ID
	s.openID = next
	s.fetch(false, true, func(ctx context.Context, session *desk.Session) (*care.Dossier, error) {
		hasNone(t, s.pane, "Rydingstam", "Åsvallsgatan", "4405")
		return session.Open(ctx, next)
	})
	has(t, s.pane, s.rows[0].Name)
	hasNone(t, s.pane, "Rydingstam", "4405")

	s.open("nobody", true, false)
	if len(h.Failed) != 1 {
		t.Error("a person who isn't there opens without a word")
	}
	hasNone(t, s.pane, s.shownName())
	has(t, s.pane, "Ingen är öppnad")
}

func (s *screen) shownName() string { return s.rows[0].Name }

func TestVisitsAreThoseOfTodayAndTheDaysToCome(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{PersonID: idOf(t, h, svenAke)})
	s.tab = 2
	s.Open(page.Place{})
	has(t, s.pane, "I dag, mån 26 nov", "I morgon, tis 27 nov", "00:25–00:45", "Läkemedel/HSL", "Dubbelbemanning: ")
	hasNone(t, s.pane, "sön 25 nov")
}

func TestAVisitPastMidnightIsMarkedAndStaysUntilItHasEnded(t *testing.T) {
	yesterday := care.NextDay(pagetest.Night, -1)
	late := &care.Visit{Meta: care.Meta{ID: "late"}, Start: yesterday.Add(23*time.Hour + 40*time.Minute), End: yesterday.Add(24*time.Hour + 20*time.Minute)}
	early := &care.Visit{Meta: care.Meta{ID: "early"}, Start: yesterday.Add(8 * time.Hour), End: yesterday.Add(9 * time.Hour)}
	days := visitDays([]*care.Visit{early, late}, pagetest.Night)
	if len(days) != 1 || len(days[0].visits) != 1 || days[0].visits[0] != late || !days[0].on.Equal(yesterday) {
		t.Fatalf("shown %v", days)
	}
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	k := &known{Dossier: &care.Dossier{Person: &care.Person{}, Visits: []*care.Visit{late}}, now: h.Clock}
	has(t, s.visits(k), "sön 25 nov", "23:40–00:20 +1")
}

func TestNotesAreNewestFirstWithHowFarTheyHaveCome(t *testing.T) {
	h := pagetest.New(t)
	ctx, session := context.Background(), h.Session()
	id := idOf(t, h, svenAke)
	for i, headline := range []string{"Fall", "Oro"} {
		e := session.NewNote(id)
		e.EventTime, e.Headline, e.Text = h.Clock.Add(time.Duration(i-2)*time.Hour), headline, "Vad som hände."
		signed, err := session.Sign(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if _, err := session.Reenter(ctx, signed.ID, "LC-4711", ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	s := open(t, h, page.Place{PersonID: id})
	has(t, s.pane, "Anteckningar (2)")
	has(t, s.find.List, "1 ny")
	s.tab = 6
	s.Open(page.Place{})
	all := texts(s.pane)
	newest, oldest := strings.Index(all, "i dag 02:12  Oro"), strings.Index(all, "i dag 01:12  Fall")
	if newest < 0 || oldest < newest {
		t.Errorf("the order is wrong: %s", all)
	}
	has(t, s.pane, "Väntar på Lifecare", "LC-4711.", "Anteckning SoL/LSS. demo, undersköterska, skrevs mån 26 nov 2040 03:12.")
}

func TestAgeIsToldAndWhatIsTooOldIsNamed(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{PersonID: idOf(t, h, svenAke)})
	has(t, s.pane, "Uppgifter från i går 06:00 (21 h)")
	h.Clock = h.Clock.Add(4 * 24 * time.Hour)
	s.Open(page.Place{})
	has(t, s.pane, "För gamla, från sön 25 nov 06:00 (4 dygn): schema", "Från sön 25 nov 06:00 (4 dygn): personuppgifter, anhöriga")
	for _, a := range h.Session().Status().Fresh {
		if key := "people.kind." + string(a.Kind); strings.Contains(h.Words().Say(key), key) {
			t.Errorf("%s has no name", a.Kind)
		}
	}
}

func TestFiltersNarrowWhatWasFound(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	s.covered.SetChecked(true)
	if len(s.rows) != 2 || s.count.Text() != "2 personer" {
		t.Fatalf("%d persons are protected, %q", len(s.rows), s.count.Text())
	}
	s.warned.SetChecked(true)
	for _, r := range s.rows {
		if !r.Protected || len(r.Warnings) == 0 {
			t.Errorf("%v slipped through", r.PersonalID)
		}
	}
	// Somebody who is asked for from elsewhere is never filtered away.
	s.Open(page.Place{PersonID: idOf(t, h, svenAke)})
	if len(s.rows) != 60 || s.covered.Checked {
		t.Errorf("%d rows are left", len(s.rows))
	}
}

func TestAnEmptyBinderSaysWhatBelongsThere(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(t, h, page.Place{})
	has(t, s.content, "Inga personer än", "Här står alla som enheten har hand om")
	eachWidget(s.pane, func(o fyne.CanvasObject) {
		if b, ok := o.(*control.Button); ok {
			test.Tap(b)
		}
	})
	if len(h.Shown) != 1 || h.Shown[0].Page != page.Intake {
		t.Errorf("went to %v", h.Shown)
	}
}

func eachWidget(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	visit(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			eachWidget(child, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			eachWidget(child, visit)
		}
	}
}

// Files that were read one after the other are of one age to who reads the head of the card.
func TestKindsReadWithinAMinuteAreOneLine(t *testing.T) {
	s := open(t, pagetest.New(t), page.Place{Page: page.People})
	at := time.Date(2026, 11, 23, 21, 13, 5, 0, time.UTC)
	said := pagetest.Reads(s.ages(&known{now: at, ages: []desk.KindAge{
		{Kind: care.KindVisit, AsOf: at}, {Kind: care.KindPerson, AsOf: at.Add(2 * time.Second)}, {Kind: care.KindWarning}}}))
	if strings.Count(said, "\n") != 2 || !strings.Contains(said, "schema, personuppgifter") {
		t.Errorf("it says %q", said)
	}
}
