package intake

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"
)

// undated asks which day it is about, when a file says no date of its visits.
type undated struct {
	words  *text.Words
	day    *control.DateField
	field  *control.Field
	box    fyne.CanvasObject
	chosen time.Time // zero until somebody has said
	again  func()
}

// newUndated makes the question; again previews the files anew with the day.
func newUndated(w *text.Words, now func() time.Time, again func()) *undated {
	u := &undated{words: w, again: again, day: control.NewDateField(w, now)}
	u.day.OnSubmitted = func(string) { u.answer() }
	u.field = control.NewField(w, w.Say("intakepage.undated_day"), "", u.day)
	ask := control.NewButton(w.Say("intakepage.undated_read"), nil, u.answer)
	u.box = control.NewNoticeBox(control.ToneNotice, w.Say("intakepage.undated"),
		container.NewBorder(nil, nil, nil, container.NewCenter(ask), control.Padded(look.Step, u.field)))
	u.box.Hide()
	return u
}

// show asks when it is needed.
func (u *undated) show(needed bool) {
	u.box.Hide()
	if needed {
		u.box.Show()
	}
}

func (u *undated) answer() {
	day, ok := u.day.Day()
	if !ok {
		u.field.SetFault(u.words.Say("intakepage.undated_unclear"))
		return
	}
	u.field.SetFault("")
	u.chosen = day
	u.again()
}

// forget takes the answer back: other files may be about another day.
func (u *undated) forget() {
	u.chosen = time.Time{}
	u.field.SetFault("")
	u.day.SetText("")
}
