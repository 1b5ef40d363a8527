package write

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// old is the version that is being corrected, legible above the fields, and why it is corrected.
type old struct {
	words   *text.Words
	session *desk.Session
	reason  *control.Entry
	why     *control.Field
	before  *fyne.Container
	content *fyne.Container
}

func newOld(session *desk.Session, shortcut func(fyne.Shortcut) bool) *old {
	w := session.Words()
	o := &old{words: w, session: session, reason: control.NewEntry(""), before: control.Tall(look.Gap, nil)}
	o.reason.MaxRunes, o.reason.OnShortcut = entry.MaxValue, shortcut
	o.why = control.NewField(w, w.Say("write.why"), w.Say("write.why_hint"), o.reason)
	o.reason.OnChanged = func(string) { o.why.SetFault("") }
	o.content = control.Tall(fieldGap, nil, o.before, o.why)
	o.content.Hide()
	return o
}

// show shows the version that an entry takes the place of; nothing for a new entry.
func (o *old) show(e entry.Entry) {
	o.reason.SetText("")
	o.content.Hidden = e.Corrects == ""
	o.before.Objects = nil
	if before, err := o.session.Entry(e.Corrects); e.Corrects != "" && err == nil {
		grid := control.NewFieldGrid(o.words, page.EntryWhole(o.session, before.Entry)...)
		title := o.words.Say("write.corrects", "name", desk.AuthorOf(o.words, before), "time", o.words.When(before.WrittenTime, o.session.Now()))
		o.before.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneCalm, title,
			control.Tall(look.Gap, nil, grid, control.Quiet(o.words.Say("write.corrects_stays"))))}
	}
	o.content.Refresh()
}
