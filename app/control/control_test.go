package control_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// walk visits an object and everything drawn within it.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	visit(o)
	switch c := o.(type) {
	case *fyne.Container:
		for _, child := range c.Objects {
			walk(child, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(c).Objects() {
			walk(child, visit)
		}
	}
}

func everything(w window) fyne.CanvasObject {
	now := func() time.Time { return night }
	progress := control.NewProgress(w.words, "Läser", func() {})
	progress.Start("Läser")
	confirm := control.NewConfirm("Ta bort?", "Ta bort", "Behåll", nil)
	confirm.Show()
	message := control.NewQuietMessage()
	message.SayWith(control.ToneGood, "Sparat.", "Ångra", func() {})
	return control.Stack(look.Gap,
		control.NewNavColumn([]control.Place{{Key: "a", Icon: theme.HomeIcon(), Text: "Läget"}}, nil),
		control.NewStateBand(control.Band{Kind: control.BandOutage, Word: "AVBROTT", Text: "sedan 02:14", Button: "Öppna"}),
		control.NewTabs(control.Tab{Title: "Kort", Make: func() fyne.CanvasObject { return control.Plain("kort") }}),
		control.NewButton("Vanlig", nil, nil), control.NewPrimary("Signera", theme.ConfirmIcon(), nil),
		control.NewTile(look.IconBinder(), "Skriv ut", "Helgen", nil),
		control.NewEntry(""), control.NewTextArea("", 3), control.NewSearch("", nil), control.NewPasswordEntry(""),
		control.NewTimeField(w.words, now), control.NewDateField(w.words, now),
		control.NewCheck("Även skyddade", nil), control.NewSelect([]string{"Slinga 1"}, "Välj", nil),
		control.NewCopyField(w.words, "Sökord", "Fall", func(string) {}), progress, confirm, message)
}

func TestEverythingThatCanBePressedIsFortyHighAndReachedByKeyboard(t *testing.T) {
	for _, large := range []bool{false, true} {
		w := open(t, "sv")
		fyne.CurrentApp().Settings().SetTheme(look.New(look.Options{Large: large}))
		all := everything(w)
		w.SetContent(all)
		found := 0
		walk(all, func(o fyne.CanvasObject) {
			target, ok := o.(held)
			if !ok || !o.Visible() {
				return
			}
			if _, selectable := o.(interface{ SelectedText() string }); selectable {
				if _, typed := o.(interface{ AcceptsTab() bool }); !typed {
					return // text that can be marked is not a target
				}
			}
			found++
			if height := target.MinSize().Height; height < look.Target {
				t.Errorf("large %v: %T is %v high", large, o, height)
			}
		})
		if found < 18 {
			t.Errorf("only %d targets were found", found)
		}
	}
}

func TestFocusIsSeen(t *testing.T) {
	w := open(t, "sv")
	list := control.NewTwoLineList(func() int { return 3 }, func(int) control.TwoLines { return control.TwoLines{Title: "x"} })
	for _, c := range []held{
		control.NewButton("x", nil, nil), control.NewPrimary("x", nil, nil), control.NewEntry(""), control.NewSearch("", nil),
		control.NewTile(nil, "x", "", nil), control.NewCheck("x", nil), control.NewSelect([]string{"x"}, "", nil), list,
	} {
		w.SetContent(c)
		if rings(c) != 0 {
			t.Errorf("%T is ringed without the keyboard", c)
		}
		w.Canvas().Focus(c)
		if rings(c) != 1 {
			t.Errorf("%T has %d rings with the keyboard", c, rings(c))
		}
		w.Canvas().Unfocus()
		if rings(c) != 0 {
			t.Errorf("%T keeps its ring", c)
		}
	}
}

// rings counts the outlines of focus thickness.
func rings(o fyne.CanvasObject) int {
	n := 0
	walk(o, func(part fyne.CanvasObject) {
		if r, ok := part.(*canvas.Rectangle); ok && r.Visible() && r.StrokeWidth == look.FocusRing {
			n++
		}
	})
	return n
}

func TestAKeyPressKeepsTheKeyboardWhereItWas(t *testing.T) {
	w := open(t, "sv")
	pressed := 0
	b := control.NewButton("Kopiera", nil, func() { pressed++ })
	w.SetContent(b)
	w.Canvas().Focus(b)
	key(b, fyne.KeySpace)
	key(b, fyne.KeyReturn)
	if pressed != 2 || w.Canvas().Focused() != fyne.Focusable(b) {
		t.Errorf("pressed %d times, the keyboard is at %T", pressed, w.Canvas().Focused())
	}
	b.Disable()
	key(b, fyne.KeyReturn)
	if pressed != 2 {
		t.Error("a button that can't be used was pressed")
	}
}

func TestTheColumnIsWalkedWithArrows(t *testing.T) {
	w := open(t, "sv")
	var went []string
	nav := control.NewNavColumn([]control.Place{{Key: "a", Text: "Läget"}, {Key: "b", Text: "Personer"}, {Key: "c", Text: "Schema"}},
		func(k string) { went = append(went, k) })
	w.SetContent(nav)
	wide := nav.MinSize().Width
	w.Canvas().FocusNext()
	for _, k := range []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn} {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
	if fmt.Sprint(went) != "[c]" {
		t.Errorf("went to %v", went)
	}
	nav.Choose("b")
	nav.SetCollapsed(true)
	if nav.Chosen() != "b" || nav.MinSize().Width >= wide/1.5 {
		t.Errorf("collapsed it is %v wide of %v", nav.MinSize().Width, wide)
	}
	nav.SetCollapsed(false)
	if nav.MinSize().Width != wide {
		t.Error("it does not open again")
	}
}

func TestTheBandTellsByWordColourAndShape(t *testing.T) {
	w := open(t, "sv")
	seen := map[string]control.BandKind{}
	band := control.NewStateBand(control.Band{})
	w.SetContent(band)
	for _, kind := range []control.BandKind{control.BandNormal, control.BandOutage, control.BandReturn, control.BandDrill} {
		band.Set(control.Band{Kind: kind, Word: "LÄGE", Text: "sedan 02:14"})
		mark := ""
		walk(band, func(o fyne.CanvasObject) {
			if image, ok := o.(*canvas.Image); ok && image.Visible() && mark == "" {
				mark = image.Resource.Name()
			}
		})
		if other, twice := seen[mark]; twice {
			t.Errorf("states %d and %d have the same shape %q", other, kind, mark)
		}
		seen[mark] = kind
	}
	pressed := false
	band.Set(control.Band{Kind: control.BandOutage, Word: "AVBROTT", Text: "sedan 02:14", Button: "Öppna", Press: func() { pressed = true }})
	walk(band, func(o fyne.CanvasObject) {
		if b, ok := o.(*control.Button); ok && b.Visible() {
			test.Tap(b)
		}
	})
	if !pressed || band.AccessibilityLabel() != "AVBROTT. sedan 02:14" {
		t.Error("the band's button or its words are missing")
	}
}

func TestTabsAreMadeWhenOpenedAndWalkedWithArrows(t *testing.T) {
	w := open(t, "sv")
	made := map[string]int{}
	tab := func(title string) control.Tab {
		return control.Tab{Title: title, Make: func() fyne.CanvasObject { made[title]++; return control.Plain(title) }}
	}
	tabs := control.NewTabs(tab("Kort"), tab("Plan"), tab("Besök"))
	w.SetContent(tabs)
	w.Canvas().FocusNext()
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyLeft, fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft} {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
	if tabs.Opened() != 0 || fmt.Sprint(made) != "map[Kort:1 Plan:1]" {
		t.Errorf("tab %d is open, made %v", tabs.Opened(), made)
	}
	tabs.Open(7)
	if tabs.Opened() != 0 {
		t.Error("a tab that isn't there was opened")
	}
}

func TestACopiedValueIsTickedUntilItChanges(t *testing.T) {
	w := open(t, "sv")
	var copied []string
	f := control.NewCopyField(w.words, "Sökord", "Fall", func(v string) { copied = append(copied, v) })
	w.SetContent(f)
	f.Copy()
	if !f.Copied() || fmt.Sprint(copied) != "[Fall]" {
		t.Errorf("copied %v", copied)
	}
	f.Set("Text", "")
	f.Copy()
	if f.Copied() || len(copied) != 1 {
		t.Error("an empty value was copied")
	}
}

func TestAQuestionIsAskedInPlaceWithTheKeyboardOnNo(t *testing.T) {
	w := open(t, "sv")
	var answers []bool
	c := control.NewConfirm("Ta bort utkastet?", "Ta bort", "Behåll", func(yes bool) { answers = append(answers, yes) })
	w.SetContent(c)
	if c.Visible() {
		t.Fatal("it is asked before anyone wants to know")
	}
	c.AskThis("Ta bort båda?")
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if c.Visible() || fmt.Sprint(answers) != "[false]" {
		t.Errorf("Enter answered %v", answers)
	}
}

func TestAllFollowsAChangeOfLook(t *testing.T) {
	w := open(t, "sv")
	plate := control.NewPlate(look.Sheet, look.Line, 1, look.Corner)
	w.SetContent(plate)
	test.ApplyTheme(t, look.New(look.Options{Dark: true}))
	plate.Refresh()
	area := test.WidgetRenderer(plate).Objects()[0].(*canvas.Rectangle)
	if area.FillColor != look.New(look.Options{Dark: true}).Color(look.Sheet, theme.VariantDark) {
		t.Errorf("the plate stays %v", area.FillColor)
	}
}

func TestFactsNotKnownAreSaidSo(t *testing.T) {
	w := open(t, "sv")
	grid := control.NewFieldGrid(w.words, control.Fact{Label: "God man"}, control.Fact{Label: "Telefon", Value: "018-12 34 56", Large: true})
	w.SetContent(grid)
	var said []string
	walk(grid, func(o fyne.CanvasObject) {
		if txt, ok := o.(*control.Text); ok {
			said = append(said, txt.Text())
		}
	})
	if fmt.Sprint(said) != "[God man Ej angivet Telefon 018-12 34 56]" {
		t.Errorf("it says %v", said)
	}
}

func TestWrappedTextGetsTheHeightItNeeds(t *testing.T) {
	w := open(t, "sv")
	long := "Hund i hemmet. Kan bli arg när det kommer nya personer; presentera dig och vänta i hallen tills han har satt sig."
	p := control.Plain(long)
	box := control.Stack(0, p)
	w.SetContent(box)
	w.Resize(fyne.NewSize(200, 700))
	box.Refresh() // a real window does this by itself in its next frame
	oneLine := control.NewText("x", control.Style{}).MinSize().Height
	if p.Size().Height < 4*oneLine {
		t.Errorf("%v high where at least four lines of %v are needed", p.Size().Height, oneLine)
	}
}

func TestALetterChoosesTheNextOptionThatBeginsWithIt(t *testing.T) {
	test.NewApp()
	var chosen []string
	s := control.NewSelect([]string{"Läs inte", "Namn", "Nyckelnummer", "Ort"}, "", func(option string) { chosen = append(chosen, option) })
	for _, r := range "nNnöo" {
		s.TypedRune(r)
	}
	if want := []string{"Namn", "Nyckelnummer", "Namn", "Ort"}; !slices.Equal(chosen, want) {
		t.Errorf("chose %q, want %q", chosen, want)
	}
}
