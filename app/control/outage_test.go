package control_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

func TestATickIsPressedByKeyAndMouseAndSaysWhoDidIt(t *testing.T) {
	w := open(t, "sv")
	pressed := 0
	tick := control.NewTick("Skriv upp klockslaget.", func() { pressed++ })
	w.SetContent(tick)
	w.Canvas().Focus(tick)
	key(tick, fyne.KeySpace)
	key(tick, fyne.KeyReturn)
	key(tick, fyne.KeyDown)
	test.Tap(tick)
	if pressed != 3 || tick.Done() {
		t.Fatalf("pressed %d times, done %v by itself", pressed, tick.Done())
	}
	bare := tick.MinSize().Height
	tick.Set(true, "Anna Berg, i dag 03:12")
	if !tick.Done() || tick.Under() != "Anna Berg, i dag 03:12" || tick.MinSize().Height <= bare {
		t.Errorf("done %v, %q, %v high after %v", tick.Done(), tick.Under(), tick.MinSize().Height, bare)
	}
	if bare < look.Target-look.Step {
		t.Errorf("it is only %v high", bare)
	}
}

func TestALinkIsFollowedByKeyAndMouseAndNeverWidensItsColumn(t *testing.T) {
	w := open(t, "sv")
	followed := 0
	link := control.NewLink("Ett system med ett mycket långt namn som ingen kolumn har plats för", func() { followed++ })
	w.SetContent(link)
	w.Resize(fyne.NewSize(200, 40))
	w.Canvas().Focus(link)
	key(link, fyne.KeyReturn)
	test.Tap(link)
	if followed != 2 || link.MinSize().Width > 200 {
		t.Errorf("followed %d times, %v wide", followed, link.MinSize().Width)
	}
}

func TestTheKeyboardStaysWhereItWasWhenTheSameIsShownAnew(t *testing.T) {
	w := open(t, "sv")
	var pressed []string
	column := control.Stack(look.Gap)
	fill := func(names ...string) func() {
		return func() {
			column.RemoveAll()
			for _, name := range names {
				column.Add(control.NewButton(name, nil, func() { pressed = append(pressed, name) }))
			}
		}
	}
	fill("a", "b", "c")()
	outside := control.NewButton("outside", nil, func() {})
	w.SetContent(control.Stack(look.Gap, outside, column))
	w.Canvas().Focus(column.Objects[1].(fyne.Focusable))
	control.KeepFocus(w.Canvas(), column, fill("a", "b2", "c"))
	key(w.Canvas().Focused(), fyne.KeyReturn)
	control.KeepFocus(w.Canvas(), column, fill("a"))
	key(w.Canvas().Focused(), fyne.KeyReturn)
	if !slices.Equal(pressed, []string{"b2", "a"}) {
		t.Errorf("pressed %v", pressed)
	}
	w.Canvas().Focus(outside)
	control.KeepFocus(w.Canvas(), column, fill("x"))
	if w.Canvas().Focused() != fyne.Focusable(outside) {
		t.Error("the keyboard is taken from elsewhere")
	}
}

func TestThreeColumnsBecomeTwoAndOne(t *testing.T) {
	w := open(t, "sv")
	var columns []fyne.CanvasObject
	for i := range 3 {
		columns = append(columns, control.Plain(fmt.Sprint("Kolumn ", i)))
	}
	thirds := control.Thirds(columns[0], columns[1], columns[2])
	w.SetContent(container.NewVScroll(thirds))
	for _, c := range []struct {
		width float32
		left  []bool // whether a column begins at the left edge
	}{{1100, []bool{true, false, false}}, {800, []bool{true, false, true}}, {500, []bool{true, true, true}}} {
		w.Resize(fyne.NewSize(c.width, 400))
		for i, o := range columns {
			if (o.Position().X == 0) != c.left[i] {
				t.Errorf("%v wide: column %d begins at %v", c.width, i, o.Position())
			}
		}
		if last := columns[2].Position().Y + columns[2].Size().Height; thirds.MinSize().Height < last {
			t.Errorf("%v wide: %v high for what ends at %v", c.width, thirds.MinSize().Height, last)
		}
	}
}

// On the lowest screen, 1280 by 720 with large type, all the places are seen at once.
func TestAllPlacesAreSeenOnALowScreen(t *testing.T) {
	for _, large := range []bool{false, true} {
		w := open(t, "sv")
		fyne.CurrentApp().Settings().SetTheme(look.New(look.Options{Large: large}))
		var places []control.Place
		for i := range 14 {
			places = append(places, control.Place{Key: fmt.Sprint(i), Icon: theme.HomeIcon(), Text: fmt.Sprint("Plats ", i)})
		}
		column := control.NewNavColumn(places, nil)
		column.SetCollapsed(large)
		w.SetContent(container.NewWithoutLayout(column))
		const room = 500 // what top, band and foot leave, with a band of two lines
		column.Resize(fyne.NewSize(column.MinSize().Width, room))
		seen := 0
		walk(column, func(o fyne.CanvasObject) {
			if named, is := o.(interface{ AccessibilityLabel() string }); is && strings.HasPrefix(named.AccessibilityLabel(), "Plats ") {
				bottom := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y + o.Size().Height
				if o.Size().Height < 30 || bottom > room+0.5 {
					t.Errorf("large %v: %s is %v high and ends at %v", large, named.AccessibilityLabel(), o.Size().Height, bottom)
				}
				seen++
			}
		})
		if seen != len(places) {
			t.Errorf("large %v: %d of %d places are drawn", large, seen, len(places))
		}
	}
}

func TestTheStateCardTellsEachStateInItsWord(t *testing.T) {
	w := open(t, "sv")
	card := control.NewStateCard(control.NewButton("Öppna", nil, nil))
	w.SetContent(card)
	for _, kind := range []control.BandKind{control.BandNormal, control.BandOutage, control.BandReturn, control.BandDrill} {
		card.Tell(kind, fmt.Sprint("ORD ", kind), "Rubrik", "")
		if word, title, _ := card.Says(); card.Kind() != kind || word != fmt.Sprint("ORD ", kind) || card.AccessibilityLabel() != word+". "+title+" " {
			t.Errorf("%v: %q", kind, card.AccessibilityLabel())
		}
		stripes := 0
		for _, o := range test.LaidOutObjects(card) {
			if r, is := o.(*canvas.Raster); is && r.Visible() && r.Size().Height > 0 && r.Size().Width > card.Size().Width/2 {
				stripes++
			}
		}
		if (stripes > 0) != (kind == control.BandDrill) {
			t.Errorf("%v has %d stripes", kind, stripes)
		}
	}
}

func TestAnswersOfManyStandInColumnsAndAreChosen(t *testing.T) {
	w := open(t, "sv")
	changed := 0
	answers := control.NewAnswers([]string{"Inloggning", "Lifecare HSL", "LMO-appen", "Digitala lås", "Läkemedelsskåp"}, true, func() { changed++ })
	w.SetContent(container.NewVScroll(answers))
	w.Resize(fyne.NewSize(900, 300))
	wide := answers.MinSize().Height
	answers.Choose(1)
	answers.Choose(3)
	answers.Choose(1)
	if !slices.Equal(answers.Chosen(), []int{3}) || changed != 3 {
		t.Errorf("chosen %v after %d changes", answers.Chosen(), changed)
	}
	w.Resize(fyne.NewSize(250, 300))
	if narrow := answers.MinSize().Height; narrow <= wide {
		t.Errorf("%v high when narrow, %v when wide", narrow, wide)
	}
}
