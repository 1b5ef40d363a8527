package control_test

import (
	"testing"

	"avbrottsparm/app/control"

	"fyne.io/fyne/v2"
)

func TestALongPageIsReadFromTheKeyboard(t *testing.T) {
	w := open(t, "sv")
	long := control.Stack(0)
	for range 200 {
		long.Add(control.Plain("Rad"))
	}
	s := control.NewScroller(long)
	w.SetContent(s)
	s.Focus()
	if w.Canvas().Focused() != s.Target() {
		t.Fatal("the page can't have the keyboard")
	}
	key(s.Target(), fyne.KeyDown)
	line := s.Offset()
	key(s.Target(), fyne.KeyPageDown)
	page := s.Offset()
	key(s.Target(), fyne.KeyEnd)
	end := s.Offset()
	key(s.Target(), fyne.KeyPageDown)
	if line <= 0 || page <= 2*line || end <= page || s.Offset() != end {
		t.Errorf("a line is %v, then a page %v, the end %v, and past it %v", line, page, end, s.Offset())
	}
	key(s.Target(), fyne.KeyPageUp)
	key(s.Target(), fyne.KeyUp)
	if s.Offset() >= end {
		t.Error("it does not go up again")
	}
	key(s.Target(), fyne.KeyHome)
	if s.Offset() != 0 {
		t.Errorf("Home leads to %v", s.Offset())
	}
	heard := false
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { heard = heard || ev.Name == fyne.KeyF2 })
	key(s.Target(), fyne.KeyF2)
	if !heard {
		t.Error("a function key stays in the page")
	}
}

func TestTheWayBackLeadsOutOfALongPage(t *testing.T) {
	w := open(t, "sv")
	before, within := control.NewButton("Före", nil, nil), control.NewButton("Inuti", nil, nil)
	s := control.NewScroller(control.Stack(0, within, control.NewButton("Sist", nil, nil)))
	w.SetContent(control.Stack(0, before, s))
	s.Focus()
	w.Canvas().(interface{ FocusPrevious() }).FocusPrevious()
	if w.Canvas().Focused() != fyne.Focusable(before) {
		t.Errorf("back leads to %T", w.Canvas().Focused())
	}
	s.Focus()
	w.Canvas().(interface{ FocusNext() }).FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(within) {
		t.Errorf("on leads to %T", w.Canvas().Focused())
	}
}

func TestAMarkedRowIsNotChosen(t *testing.T) {
	w := open(t, "sv")
	picker := control.NewPicker("Sök", func(string) {})
	var chosen []int
	picker.OnChosen = func(i int) { chosen = append(chosen, i) }
	w.SetContent(picker.Field)
	picker.Show(make([]control.TwoLines, 5))
	picker.Mark(3)
	picker.Mark(9)
	picker.Mark(-1)
	if len(chosen) != 0 {
		t.Fatal("a mark chose a row")
	}
	key(picker.Field, fyne.KeyReturn)
	if len(chosen) != 1 || chosen[0] != 3 {
		t.Errorf("Enter chose %v, want the marked row", chosen)
	}
}
