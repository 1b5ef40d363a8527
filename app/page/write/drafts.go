package write

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// draftRows is how many drafts are seen without scrolling, at the most.
const draftRows = 2

// drafts lists what the writer has begun and not signed, to go on with or throw away.
type drafts struct {
	host    page.Host
	session *desk.Session
	list    *control.TwoLineList
	resized func() // lays out what stands around
	resume  *control.Button
	discard *control.Button
	rowsBox *fyne.Container
	buttons *fyne.Container
	confirm *control.Confirm
	rows    []entry.Entry
	current string // id of the note in the form
	content fyne.CanvasObject
}

func newDrafts(h page.Host, session *desk.Session, resume, discard func(entry.Entry), resized func()) *drafts {
	w := h.Words()
	d := &drafts{host: h, session: session, resized: resized}
	d.list = control.NewTwoLineList(func() int { return len(d.rows) }, d.row)
	d.resume = control.NewButton(w.Say("write.resume"), theme.DocumentCreateIcon(), func() { d.with(resume) })
	d.discard = control.NewButton(w.Say("write.discard"), theme.DeleteIcon(), d.ask)
	d.confirm = control.NewConfirm("", w.Say("write.discard_yes"), w.Say("write.discard_no"), func(yes bool) {
		d.asking(false)
		if yes {
			d.with(discard)
		}
	})
	d.list.OnPicked = func(int) { d.pickable() }
	d.list.OnChosen = func(int) { d.with(resume) }
	d.buttons = control.Beside(look.Gap, d.resume, d.discard)
	below := control.Stack(0, d.buttons, d.confirm)
	d.rowsBox = container.NewStack()
	d.content = container.NewStack(control.NewSection(w.Say("write.drafts"), container.NewBorder(nil, below, nil, nil, d.rowsBox)))
	return d
}

// show reads the drafts again; current is the one in the form.
func (d *drafts) show(current string) {
	d.rows, d.current = d.session.Drafts(), current
	// What is known of the person needs the room that no draft takes.
	d.rowsBox.Objects = []fyne.CanvasObject{control.Rows(max(1, min(len(d.rows), draftRows)), d.list)}
	d.list.Renew()
	d.asking(false)
	d.pickable()
	d.content.Hide()
	if len(d.rows) > 0 {
		d.content.Show()
	}
}

// meant is which draft the buttons are about: the picked one, or the only one. -1 for none.
func (d *drafts) meant() int {
	if i := d.list.Picked(); i >= 0 && i < len(d.rows) {
		return i
	}
	if len(d.rows) == 1 {
		return 0
	}
	return -1
}

func (d *drafts) pickable() {
	i := d.meant()
	able(d.discard, i >= 0)
	able(d.resume, i >= 0 && d.rows[i].ID != d.current) // what is open goes on where it stands
}

func able(b *control.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (d *drafts) with(do func(entry.Entry)) {
	if i := d.meant(); i >= 0 {
		do(d.rows[i])
	}
}

func (d *drafts) ask() {
	d.with(func(e entry.Entry) {
		w := d.host.Words()
		d.confirm.AskThis(w.Say("write.discard_ask", "name", d.name(e), "time", w.When(e.WrittenTime, d.session.Now())))
		d.asking(true)
	})
}

// asking puts the question in the place of the list and its buttons, or those back.
func (d *drafts) asking(on bool) {
	d.buttons.Hidden, d.confirm.Hidden = on, !on
	d.rowsBox.Show()
	if on {
		d.rowsBox.Hide()
	}
	d.resized()
}

func (d *drafts) name(e entry.Entry) string {
	if name := d.session.Name(e.PersonID); name != "" {
		return name
	}
	if e.Subject != nil && e.Subject.Name != "" {
		return e.Subject.Name
	}
	return d.host.Words().Say("write.nobody")
}

func (d *drafts) row(i int) control.TwoLines {
	w, e := d.host.Words(), d.rows[i]
	what := d.session.KindTitle(e.Kind)
	if said := cmp.Or(e.Headline, shorten(e.Text)); said != "" {
		what = w.Say("write.draft_kind", "kind", what, "what", said)
	}
	row := control.TwoLines{Title: d.name(e), Subtitle: w.Say("write.draft", "time", w.When(e.WrittenTime, d.session.Now()), "what", what)}
	if e.ID == d.current {
		row.Marks = []control.Mark{{Text: w.Say("write.open"), Color: look.Binder}}
	}
	return row
}
