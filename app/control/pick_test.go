package control_test

import (
	"testing"

	"avbrottsparm/app/control"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestAPickerWalksWhileTheKeyboardStaysInTheField(t *testing.T) {
	w := open(t, "sv")
	var asked string
	chosen := -1
	p := control.NewPicker("Sök", func(query string) { asked = query })
	p.OnChosen = func(i int) { chosen = i }
	w.SetContent(control.NewColumns(0.5, p.Field, p.List))
	p.Field.Focus()
	test.Type(p.Field, "ek")
	if asked != "ek" {
		t.Errorf("asked for %q", asked)
	}
	p.Show([]control.TwoLines{{Title: "Ek, Eva"}, {Title: "Ekman, Sven"}, {Title: "Eklund, Märta"}})
	p.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	p.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	p.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if chosen != -1 {
		t.Fatal("walking chooses")
	}
	p.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if chosen != 1 || w.Canvas().Focused() != fyne.Focusable(p.Field) {
		t.Errorf("row %d is chosen", chosen)
	}
}

func TestAPickersFirstRowCanBePressedThoughItIsSelectedAlready(t *testing.T) {
	w := open(t, "sv")
	chosen := -1
	p := control.NewPicker("Sök", func(string) {})
	p.OnChosen = func(i int) { chosen = i }
	w.SetContent(p.List)
	w.Resize(fyne.NewSize(400, 400))
	p.Show([]control.TwoLines{{Title: "Ek, Eva"}, {Title: "Ekman, Sven"}})
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 25))
	if chosen != 0 {
		t.Errorf("row %d is chosen", chosen)
	}
	list, ok := p.List.(fyne.Focusable)
	if !ok {
		t.Fatal("the list can't have the keyboard")
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if chosen != 0 {
		t.Error("the arrows choose")
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if chosen != 1 {
		t.Errorf("Enter chooses row %d", chosen)
	}
}

func TestAnEmptyPickerChoosesNothing(t *testing.T) {
	open(t, "sv")
	p := control.NewPicker("Sök", func(string) {})
	p.OnChosen = func(i int) { t.Errorf("row %d of none is chosen", i) }
	p.Show(nil)
	p.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestColumnsGiveASideWhatItNeedsAtTheLeast(t *testing.T) {
	wide, narrow := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	wide.SetMinSize(fyne.NewSize(300, 10))
	narrow.SetMinSize(fyne.NewSize(50, 10))
	for _, c := range []struct {
		share, room, want float32
	}{{0.5, 1016, 500}, {0.2, 1016, 300}, {0.99, 1016, 950}} {
		columns := control.NewColumns(c.share, wide, narrow)
		columns.Resize(fyne.NewSize(c.room, 100))
		if got := wide.Size().Width; got != c.want {
			t.Errorf("a share of %v of %v gives %v, want %v", c.share, c.room, got, c.want)
		}
		if right := narrow.Position().X + narrow.Size().Width; right != c.room {
			t.Errorf("the right side ends at %v", right)
		}
	}
}
