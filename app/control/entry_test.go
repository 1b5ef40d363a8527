package control_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

type window struct {
	fyne.Window
	words *text.Words
}

// open gives a window without a screen, with the program's own look.
func open(t *testing.T, lang string) window {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(look.Options{}))
	w := test.NewTempWindow(t, control.Plain(""))
	w.Resize(fyne.NewSize(1000, 700))
	return window{w, text.For(text.Lang(lang))}
}

func key(w fyne.Focusable, name fyne.KeyName) { w.TypedKey(&fyne.KeyEvent{Name: name}) }

// held is anything that can have the keyboard.
type held interface {
	fyne.CanvasObject
	fyne.Focusable
}

func TestFunctionKeysReachTheWindowFromEveryControl(t *testing.T) {
	w := open(t, "sv")
	now := func() time.Time { return night }
	list := control.NewTwoLineList(func() int { return 3 }, func(int) control.TwoLines { return control.TwoLines{Title: "x"} })
	for name, c := range map[string]held{
		"entry": control.NewEntry(""), "text area": control.NewTextArea("", 3), "password": control.NewPasswordEntry(""),
		"search": control.NewSearch("", nil), "time": control.NewTimeField(w.words, now), "date": control.NewDateField(w.words, now),
		"button": control.NewButton("x", nil, nil), "tile": control.NewTile(nil, "x", "", nil), "list": list,
		"check": control.NewCheck("x", nil), "select": control.NewSelect([]string{"x"}, "", nil),
	} {
		w.SetContent(c)
		var heard []fyne.KeyName
		w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { heard = append(heard, ev.Name) })
		w.Canvas().Focus(c)
		key(c, fyne.KeyF2)
		key(c, fyne.KeyF12)
		if len(heard) != 2 || heard[0] != fyne.KeyF2 || heard[1] != fyne.KeyF12 {
			t.Errorf("from the %s the window heard %v", name, heard)
		}
	}
}

func TestCtrlShortcutsAreHandedOnByAField(t *testing.T) {
	w := open(t, "sv")
	find := &desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierControl}
	asked := 0
	// The canvas of Fyne's test driver takes no shortcuts, so the field's own hook stands in.
	hear := func(s fyne.Shortcut) bool { asked++; return s == find }
	entry, many, search := control.NewEntry(""), control.NewTextArea("", 3), control.NewSearch("", nil)
	entry.OnShortcut, many.OnShortcut, search.OnShortcut = hear, hear, hear
	w.SetContent(control.Stack(0, entry, many, search))
	for _, field := range []fyne.Shortcutable{entry, many, search} {
		field.TypedShortcut(find)
		field.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierControl})
	}
	if asked != 3 {
		t.Errorf("%d shortcuts of 3 were handed on", asked)
	}
	area := control.NewTextArea("", 3)
	area.SetText("ett två")
	w.SetContent(area)
	w.Canvas().Focus(area)
	area.TypedShortcut(&fyne.ShortcutSelectAll{})
	if area.SelectedText() != "ett två" {
		t.Error("Ctrl+A no longer selects within the field")
	}
}

func TestTabLeavesATextOfManyLines(t *testing.T) {
	w := open(t, "sv")
	area, next := control.NewTextArea("", 3), control.NewEntry("")
	w.SetContent(control.Stack(0, area, next))
	w.Canvas().Focus(area)
	test.Type(area, "Ramlat.")
	if area.AcceptsTab() {
		t.Fatal("the text keeps Tab for itself")
	}
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(next) {
		t.Errorf("the keyboard is at %T", w.Canvas().Focused())
	}
	key(area, fyne.KeyReturn)
	if !strings.Contains(area.Text, "\n") {
		t.Error("Enter does not make a new line")
	}
}

func TestEnterSubmitsOneLine(t *testing.T) {
	w := open(t, "sv")
	e := control.NewEntry("")
	var got string
	e.OnSubmitted = func(s string) { got = s }
	w.SetContent(e)
	test.Type(e, "nyckel 14")
	key(e, fyne.KeyReturn)
	if got != "nyckel 14" {
		t.Errorf("submitted %q", got)
	}
	e.OnKey = func(ev *fyne.KeyEvent) bool { return ev.Name == fyne.KeyReturn }
	got = ""
	key(e, fyne.KeyReturn)
	if got != "" {
		t.Error("a key that the page took still did its work")
	}
}

func TestAFieldCountsWhatIsLeftAndNeverCutsOff(t *testing.T) {
	w := open(t, "sv")
	area := control.NewTextArea("", 3)
	area.MaxRunes = 10
	field := control.NewField(w.words, "Text", "Det som hände", area)
	w.SetContent(field)
	test.Type(area, "åäö")
	if field.Below() != "Det som hände" {
		t.Errorf("with room to spare it says %q", field.Below())
	}
	test.Type(area, "åäöåä")
	if field.Below() != "2 tecken kvar" {
		t.Errorf("near the end it says %q", field.Below())
	}
	test.Type(area, "öåäö")
	if !strings.HasPrefix(field.Below(), "2 tecken för långt") || !area.TooLong() || area.Length() != 12 {
		t.Errorf("beyond the end it says %q with %d characters kept", field.Below(), area.Length())
	}
	field.SetFault("Skriv vad som hände.")
	if field.Below() != "Skriv vad som hände." {
		t.Errorf("a fault is covered by %q", field.Below())
	}
	field.SetFault("")
	area.SetText("")
	if field.Below() != "Det som hände" {
		t.Errorf("emptied it says %q", field.Below())
	}
}

func TestATimeIsSetRightWhenTheFieldIsLeft(t *testing.T) {
	w := open(t, "sv")
	at := control.NewTimeField(w.words, func() time.Time { return night })
	day := control.NewDateField(w.words, func() time.Time { return night })
	field := control.NewField(w.words, "Klockslag", "", at)
	w.SetContent(control.Stack(0, field, day))
	w.Canvas().Focus(at)
	test.Type(at, "310")
	w.Canvas().Focus(day)
	if at.Text != "03:10" {
		t.Errorf("the time says %q", at.Text)
	}
	w.Canvas().Focus(at)
	test.Type(at, "4.15")
	w.Canvas().Focus(day)
	if at.Text != "04:15" {
		t.Errorf("typed over, the time says %q", at.Text)
	}
	test.Type(day, "i går")
	key(day, fyne.KeyReturn)
	if day.Text != "2026-11-22" {
		t.Errorf("the day says %q", day.Text)
	}
	at.SetText("tre")
	w.Canvas().Focus(at)
	w.Canvas().Focus(day)
	if at.Text != "tre" {
		t.Errorf("what can't be read became %q", at.Text)
	}
}

func TestSearchIsEmptiedByEscapeAndLeadsToTheList(t *testing.T) {
	w := open(t, "sv")
	var heard []string
	s := control.NewSearch("", func(typed string) { heard = append(heard, typed) })
	down := 0
	s.OnDown = func() { down++ }
	w.SetContent(s)
	closed := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { closed++ })
	test.Type(s, "be")
	key(s, fyne.KeyDown)
	key(s, fyne.KeyReturn)
	key(s, fyne.KeyEscape)
	if s.Text != "" || down != 2 || closed != 0 {
		t.Errorf("text %q, led to the list %d times, window heard %d", s.Text, down, closed)
	}
	key(s, fyne.KeyEscape)
	if closed != 1 {
		t.Error("Escape in an empty field does not reach the window")
	}
	if got := strings.Join(heard, ","); got != "b,be," {
		t.Errorf("heard %q", got)
	}
}

func TestTheSpaceThatPressesAButtonIsNotTypedInTheFieldItLeadsTo(t *testing.T) {
	w := open(t, "sv")
	field := control.NewEntry("")
	button := control.NewButton("Vidare", nil, field.Focus)
	w.SetContent(control.Stack(0, button, field))
	space := func() {
		if down, ok := w.Canvas().Focused().(desktop.Keyable); ok {
			down.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
		}
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		w.Canvas().Focused().TypedRune(' ')
	}
	w.Canvas().Focus(button)
	space()
	field.TypedRune('a')
	space()
	field.TypedRune('b')
	if field.Text != "a b" {
		t.Errorf("the field reads %q", field.Text)
	}
}
