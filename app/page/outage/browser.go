package outage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

// browser is a list and what is picked of it, as in a mail program: the arrows walk and the pane follows.
type browser struct {
	rows   []browserRow
	list   *control.TwoLineList
	pane   *fyne.Container
	scroll *control.Scroller
	at     string // the id that is shown

	// show makes what stands in the pane.
	show    func(id string) fyne.CanvasObject
	content fyne.CanvasObject
}

type browserRow struct {
	id string
	control.TwoLines
}

// browserShare is the list's part of the width.
const browserShare = 0.34

func newBrowser(show func(id string) fyne.CanvasObject) *browser {
	b := &browser{show: show, pane: container.NewStack()}
	b.list = control.NewTwoLineList(func() int { return len(b.rows) }, func(i int) control.TwoLines { return b.rows[i].TwoLines })
	b.list.OnPicked = func(i int) { b.open(b.rows[i].id) }
	b.list.OnChosen = func(int) {
		if b.scroll != nil {
			b.scroll.Focus()
		}
	}
	sheet := container.NewStack(control.NewPlate(look.Sheet, look.Line, 1, look.Corner), control.Padded(look.Step, b.list))
	b.content = control.NewColumns(browserShare, sheet, b.pane)
	return b
}

// fill shows other rows, with the one of an id picked; the first where there is none such.
func (b *browser) fill(rows []browserRow, id string) {
	b.rows = rows
	b.list.Renew()
	if len(rows) == 0 {
		b.at = ""
		b.pane.RemoveAll()
		return
	}
	at := 0
	for i, r := range rows {
		if r.id == id {
			at = i
		}
	}
	b.list.PickQuietly(at)
	b.open(rows[at].id)
}

// open shows one in the pane.
func (b *browser) open(id string) {
	b.at = id
	inside := b.show(id)
	if inside == nil {
		b.pane.RemoveAll()
		return
	}
	padded := container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Gap, look.Space+look.Gap), inside)
	b.scroll = control.NewScroller(padded)
	b.scroll.FollowAll(inside)
	b.pane.Objects = []fyne.CanvasObject{control.NewPlate(look.Sheet, look.Line, 1, look.Corner), control.Padded(look.Gap, b.scroll)}
	b.pane.Refresh()
}
