package control_test

import (
	"testing"

	"avbrottsparm/app/control"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

func TestWhatGetsTheKeyboardIsInSight(t *testing.T) {
	w := open(t, "sv")
	column := control.Stack(0)
	var followed []control.Followed
	for range 20 {
		entry, check := control.NewEntry(""), control.NewCheck("Ja", func(bool) {})
		choice, button := control.NewSelect([]string{"a"}, "", func(string) {}), control.NewButton("Spara", nil, nil)
		followed = append(followed, entry, check, choice, button)
		column.Objects = append(column.Objects, entry, check, choice, button)
	}
	scroll := container.NewVScroll(column)
	control.Follow(scroll, followed...)
	w.SetContent(scroll)
	w.Resize(fyne.NewSize(400, 300))
	driver := fyne.CurrentApp().Driver()
	for _, i := range []int{79, 40, 41, 0, 62, 3} {
		w.Canvas().Focus(followed[i].(fyne.Focusable))
		top := driver.AbsolutePositionForObject(followed[i]).Y - driver.AbsolutePositionForObject(scroll).Y
		if top < 0 || top+followed[i].Size().Height > scroll.Size().Height {
			t.Errorf("%T number %d stands at %v of %v", followed[i], i, top, scroll.Size().Height)
		}
	}
	before := scroll.Offset
	w.Canvas().Focus(followed[4].(fyne.Focusable))
	if scroll.Offset != before {
		t.Error("it scrolls to what is in sight already")
	}
}
