package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/app/page/settings"
	"avbrottsparm/app/shell"
	"avbrottsparm/app/task"
	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// shift is the whole window as a person meets it: with the real screens and a real binder, reached by
// nothing but what can be read, typed and pressed.
type shift struct {
	*shell.Window
	t    *testing.T
	hand *task.Hand // the window's own timers
}

// evening is when the shift begins: the visits of the day are behind it.
var evening = time.Date(2040, 11, 26, 21, 30, 0, 0, care.Stockholm)

const second = "en helt annan påhittad fras"

// newShift is a locked window over the demo unit, which has the users demo and Eva Ek.
func newShift(t *testing.T) *shift {
	t.Helper()
	a := test.NewApp()
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	d.Now = func() time.Time { return evening }
	dir, ctx := t.TempDir(), context.Background()
	session, _, err := wiring.Demo(ctx, d, dir, pagetest.Passphrase, care.NextDay(evening, -1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := session.AddUser(ctx, desk.NewUser{Name: "Eva Ek", Title: "sjuksköterska", Role: access.RoleStaff,
		Areas: []access.Area{access.AreaSocial, access.AreaHealth}, Passphrase: second}); err != nil {
		t.Fatal(err)
	}
	if err := session.Lock(); err != nil {
		t.Fatal(err)
	}
	shown := files()
	shown.Folder = t.TempDir()
	screened, _ := task.Inline()
	own, hand := task.Inline()
	s := &shift{t: t, hand: hand, Window: shell.New(shell.Params{App: a, Desk: d, Folder: dir, Version: "test", Screens: screens(shown),
		Choices: settings.Usual(), Size: fyne.NewSize(1366, 768), Keep: a.Preferences(), Now: d.Now, Screened: screened, Own: own})}
	t.Cleanup(func() {
		if err := s.End(); err != nil {
			t.Error(err)
		}
		a.Quit()
	})
	return s
}

// each goes through what can be seen, what lies on top first, until see answers true.
func (s *shift) each(see func(fyne.CanvasObject) bool) bool {
	c := s.Window.Window().Canvas()
	for _, o := range append(slices.Clone(c.Overlays().List()), c.Content()) {
		if seen(o, see) {
			return true
		}
	}
	return false
}

func seen(o fyne.CanvasObject, see func(fyne.CanvasObject) bool) bool {
	if !o.Visible() {
		return false
	}
	if see(o) {
		return true
	}
	var within []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		within = o.Objects
	case fyne.Widget:
		within = test.WidgetRenderer(o).Objects()
	}
	return slices.ContainsFunc(within, func(child fyne.CanvasObject) bool { return seen(child, see) })
}

// reads is everything that can be read in the window.
func (s *shift) reads() string { return pagetest.Reads(s.Window.Window().Canvas().Content()) }

// pressable is a button, a tile, an answer or a place in the left column.
type pressable interface {
	fyne.Tappable
	AccessibilityLabel() string
}

// find finds what is pressed by its words, within an object or in the whole window.
func (s *shift) find(words string) pressable {
	var found pressable
	s.each(func(o fyne.CanvasObject) bool {
		found = pressed(o, words)
		return found != nil
	})
	return found
}

func pressed(o fyne.CanvasObject, words string) pressable {
	p, is := o.(pressable)
	if off, may := o.(fyne.Disableable); !is || may && off.Disabled() || strings.TrimSuffix(p.AccessibilityLabel(), ". ") != words {
		return nil
	}
	return p
}

func (s *shift) press(words string) {
	s.t.Helper()
	found := s.find(words)
	if found == nil {
		s.t.Fatalf("nothing to press says %q; the window says:\n%s", words, s.reads())
	}
	found.Tapped(&fyne.PointEvent{})
}

// key presses a key where the keyboard is.
func (s *shift) key(name fyne.KeyName) {
	c, ev := s.Window.Window().Canvas(), &fyne.KeyEvent{Name: name}
	focused := c.Focused()
	if keyed, is := focused.(desktop.Keyable); is {
		keyed.KeyDown(ev)
	}
	if focused != nil {
		focused.TypedKey(ev)
		return
	}
	c.OnTypedKey()(ev)
}

// types types where the keyboard is.
func (s *shift) types(words string) {
	s.t.Helper()
	focused := s.Window.Window().Canvas().Focused()
	if focused == nil {
		s.t.Fatalf("the keyboard is nowhere, to type %q; the window says:\n%s", words, s.reads())
	}
	for _, r := range words {
		focused.TypedRune(r)
	}
}

// field finds a field by the words above it.
func (s *shift) field(label string) *control.Field {
	var found *control.Field
	s.each(func(o fyne.CanvasObject) bool {
		f, is := o.(*control.Field)
		if !is {
			return false
		}
		above := ""
		seen(f, func(o fyne.CanvasObject) bool {
			t, is := o.(*control.Text)
			if is {
				above = t.Text()
			}
			return is
		})
		if strings.TrimSuffix(above, " (om det behövs)") == label {
			found = f
		}
		return found != nil
	})
	return found
}

// fill types in the field with these words above it.
func (s *shift) fill(label, words string) {
	s.t.Helper()
	s.fillIn(label, 0, words)
}

// fillIn types in one of several places of a field, counted from 0.
func (s *shift) fillIn(label string, place int, words string) {
	s.t.Helper()
	f := s.field(label)
	if f == nil {
		s.t.Fatalf("no field says %q; the window says:\n%s", label, s.reads())
	}
	seen(f, func(o fyne.CanvasObject) bool {
		to, is := o.(fyne.Focusable)
		if is && place == 0 {
			s.Window.Window().Canvas().Focus(to)
		}
		if is {
			place--
		}
		return place < 0
	})
	s.types(words)
}

func (s *shift) logIn(name, passphrase string) {
	s.t.Helper()
	s.fill("Namn", name)
	s.fill("Lösenfras", passphrase)
	s.press("Öppna")
	if s.At() == "" {
		s.t.Fatalf("%s does not come in:\n%s", name, s.reads())
	}
}

func (s *shift) logOut() {
	s.t.Helper()
	s.key(fyne.KeyF12)
	if s.At() != "" {
		s.t.Fatal("F12 does not lock")
	}
}

// write writes an entry from the page where one writes to the signature: whom it is about, what it is, and
// every field that must be filled in.
func (s *shift) write(kind entry.Kind, person desk.PersonRow, answers map[string]string) {
	s.t.Helper()
	s.key(fyne.KeyF2)
	if s.find("Byt person") != nil {
		s.press("Byt person")
	}
	s.types(string(person.PersonalID))
	s.key(fyne.KeyReturn)
	f, ok := s.Session().KindForm(kind)
	if !ok {
		s.t.Fatalf("no form for %s", kind)
	}
	s.press(f.Called().SV)
	given := map[string]string{}
	for range 3 { // a choice can ask for a field further up
		for _, field := range f.EntryFields() {
			if _, done := given[field.ID]; done || !field.Required || !field.If.Holds(given) {
				continue
			}
			given[field.ID] = s.answer(field, answers[field.ID])
		}
	}
	before := s.Session().Counts().Waiting
	s.sign("Signera")
	if now := s.Session().Counts().Waiting; now != before+1 {
		s.t.Fatalf("%s is not signed:\n%s", kind, s.reads())
	}
}

// sign presses the button that signs, and answers what is asked.
func (s *shift) sign(words string) {
	s.t.Helper()
	s.press(words)
	asked := false
	for range 5 {
		yes := s.find("Ja, det stämmer")
		if yes == nil {
			break
		}
		asked = true
		yes.Tapped(&fyne.PointEvent{})
	}
	if asked {
		s.press(words)
	}
}

// answer fills in one field, with something that it takes where nothing else is said.
func (s *shift) answer(f form.Field, value string) string {
	s.t.Helper()
	label := f.Label.SV
	switch f.Kind {
	case form.FieldTime:
		if f.ID == form.IDEventTime {
			s.press("30 min sedan")
		} else {
			s.fillIn(label, 1, "2100") // of the day that stands there already
		}
		return evening.Format("2006-01-02 15:04")
	case form.FieldChoice, form.FieldChoices:
		choice := f.Choices[0]
		for _, c := range f.Choices {
			if c.ID == value {
				choice = c
			}
		}
		frame := s.field(label)
		if frame == nil {
			s.t.Fatalf("no field says %q; the window says:\n%s", label, s.reads())
		}
		if !seen(frame, func(o fyne.CanvasObject) bool {
			p := pressed(o, choice.SV)
			if p != nil {
				p.Tapped(&fyne.PointEvent{})
			}
			return p != nil
		}) {
			s.t.Fatalf("%q has no answer %q", label, choice.SV)
		}
		return choice.ID
	}
	if value == "" {
		value = map[form.FieldKind]string{form.FieldDate: "2040-11-26", form.FieldClock: "2115", form.FieldNumber: "1"}[f.Kind]
	}
	if value == "" {
		value = "Som det var"
	}
	s.fill(label, value)
	return value
}

// withOrder is somebody with a health order, and the order.
func (s *shift) withOrder(people []desk.PersonRow) (desk.PersonRow, string) {
	s.t.Helper()
	for _, p := range people {
		e, err := s.Session().Begin(desk.Beginning{Kind: "signing", PersonID: p.ID})
		if err != nil {
			s.t.Fatal(err)
		}
		if orders := s.Session().Picks(e, form.PickOrders); len(orders) > 0 {
			return p, orders[0]
		}
	}
	s.t.Fatal("nobody has an order")
	return desk.PersonRow{}, ""
}

// signVisits signs the first visits of the day in one go, after a look through.
func (s *shift) signVisits(n int) {
	s.t.Helper()
	s.press("Schema")
	s.press("Signera besök")
	ticked := 0
	s.each(func(o fyne.CanvasObject) bool {
		if box, is := o.(*control.Check); is && box.Text != "Bara mina" {
			test.Tap(box)
			ticked++
		}
		return ticked == n
	})
	s.press(fmt.Sprintf("Granska %d besök", n))
	before := s.Session().Counts().Waiting
	for range n { // those that overlap are asked about once the first is signed
		left := n - (s.Session().Counts().Waiting - before)
		if left == 0 {
			break
		}
		s.press(fmt.Sprintf("Signera %d besök", left))
		for yes := s.find("Ja, det stämmer"); yes != nil; yes = s.find("Ja, det stämmer") {
			yes.Tapped(&fyne.PointEvent{})
		}
	}
	if now := s.Session().Counts().Waiting; now != before+n {
		s.t.Fatalf("%d of %d visits are signed:\n%s", now-before, n, s.reads())
	}
}

// enter copies each field of the entry in sight, and says what Lifecare answered.
func (s *shift) enter(n int) {
	s.t.Helper()
	const copyNext = "Kopiera nästa (Ctrl+Enter)"
	for range 40 { // fields of an entry, at the most
		s.press(copyNext)
		if _, types := s.Window.Window().Canvas().Focused().(*control.Entry); types {
			break
		}
	}
	s.types(fmt.Sprintf("06:%02d", n))
	const why = "Varför du för in den"
	if s.field(why) != nil {
		s.fill(why, "Den som skrev har gått hem")
	}
	s.press("Införd")
}

// One full shift in the window: what the night writes, what the next one reads, and everything into
// Lifecare with a second person's eyes on the dose, until the page says that all is done.
func TestOneFullShiftFromTheFirstNoteUntilAllIsInLifecare(t *testing.T) {
	s := newShift(t)
	s.logIn("demo", pagetest.Passphrase)
	people := slices.DeleteFunc(s.Session().People(""), func(p desk.PersonRow) bool { return p.Protected })
	ordered, order := s.withOrder(people)

	s.write(entry.KindNote, people[0], map[string]string{form.IDText: "Satt på golvet vid sängen, inga skador."})
	s.write(entry.KindHealthNote, people[1], nil)
	s.write("signing", ordered, map[string]string{"order": order, "outcome": "done", "as_needed": "no", "delegation": "no_delegation_needed"})
	s.write("deviation", people[2], nil)
	s.write("meals", people[3], nil)
	s.write("absence", people[4], nil)
	s.write("key", people[5], nil)
	s.write("outage_note", people[6], nil)
	s.signVisits(2)
	const written = 10
	if c := s.Session().Counts(); c.Waiting != written || c.Drafts != 0 {
		t.Fatalf("counted %+v", c)
	}
	s.logOut()

	s.logIn("Eva Ek", second)
	s.press("Anteckningar")
	var read strings.Builder
	for range written { // down the list, newest first
		s.key(fyne.KeyDown)
		read.WriteString(s.reads())
	}
	if said := read.String(); !strings.Contains(said, "Satt på golvet vid sängen, inga skador.") {
		t.Errorf("the next one can't read what the evening wrote:\n%s", said)
	}
	s.press("Återinför")
	if s.At() != page.Backlog {
		t.Fatalf("at %q", s.At())
	}
	for n := range written {
		s.enter(n)
		if left := s.Session().Counts().Waiting; left != written-n-1 {
			t.Fatalf("%d are entered and %d left:\n%s", n+1, left, s.reads())
		}
	}
	if s.find("Kontrollerad och stämmer") != nil || s.Session().AllDone() {
		t.Error("who entered a dose can compare it too")
	}
	s.logOut()

	s.logIn("demo", pagetest.Passphrase)
	s.press("Återinför")
	for range written {
		if s.Session().AllDone() {
			break
		}
		s.press("Kontrollerad och stämmer")
	}
	if !s.Session().AllDone() || !strings.Contains(s.reads(), "Allt är infört") || s.find(fmt.Sprintf("För in för hand: %d av %d klara", written, written)) == nil {
		t.Errorf("in the end the page says:\n%s", s.reads())
	}
	for _, e := range s.Session().Backlog(desk.BacklogFilter{}).Rows {
		if e.State.Waits() {
			t.Errorf("a %s is %s", e.Kind, e.State)
		}
	}
}
