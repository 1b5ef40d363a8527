package intake

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"
)

// older says that files are older than what the binder knows, and lets a person decide that they
// count all the same.
type older struct {
	words *text.Words
	said  *control.Text
	take  *control.Check
	box   fyne.CanvasObject
}

func newOlder(w *text.Words, again func()) *older {
	o := &older{words: w, said: control.Plain("")}
	o.take = control.NewCheck(w.Say("intakepage.older_take"), func(bool) { again() })
	o.box = control.NewNoticeBox(control.ToneNotice, w.Say("intakepage.older"), control.Stack(look.Gap, o.said, o.take))
	o.box.Hide()
	return o
}

// show tells how many rows were passed over.
func (o *older) show(rows int) {
	o.said.SetText(o.words.Count("intakepage.older_why", rows))
	o.said.Hidden = rows == 0
	o.box.Hide()
	if rows > 0 || o.take.Checked {
		o.box.Show()
	}
}
