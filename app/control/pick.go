package control

import (
	"fyne.io/fyne/v2"
)

// Picker is a search field and the list of what it found, to place where the page has room for
// each. The arrow keys walk the list while the keyboard stays in the field; Enter, or a press of
// the mouse on a row, chooses.
type Picker struct {
	Field *Search
	List  fyne.CanvasObject
	// OnChosen hears which row was chosen.
	OnChosen func(i int)

	list *pickList
	rows []TwoLines
}

// NewPicker makes a picker; find hears every key in the field and answers with Show, now or later.
func NewPicker(placeholder string, find func(query string)) *Picker {
	p := &Picker{}
	p.list = newPickList(func() int { return len(p.rows) }, func(i int) TwoLines { return p.rows[i] }, p.choose)
	p.List = p.list
	p.Field = NewSearch(placeholder, find)
	p.Field.OnKey = p.key
	return p
}

// Show shows what was found; the first row is ready for Enter.
func (p *Picker) Show(rows []TwoLines) {
	p.rows = rows
	p.list.Renew()
	p.list.PickQuietly(0)
}

// Mark puts the bar at a row without choosing it, as when a page comes back as it was left. A row
// that isn't there is ignored.
func (p *Picker) Mark(i int) { p.list.PickQuietly(i) }

// Len is how many rows are shown.
func (p *Picker) Len() int { return len(p.rows) }

// key walks the rows while the keyboard stays in the field.
func (p *Picker) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDown:
		p.list.PickQuietly(p.list.Picked() + 1)
	case fyne.KeyUp:
		p.list.PickQuietly(p.list.Picked() - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.choose(p.list.Picked())
	default:
		return false
	}
	return true
}

func (p *Picker) choose(i int) {
	if i >= 0 && i < len(p.rows) && p.OnChosen != nil {
		p.OnChosen(i)
	}
}

// pickList is a TwoLineList where the arrows only walk: a row is chosen by Enter or the mouse.
type pickList struct {
	TwoLineList
	choose func(int)
}

func newPickList(length func() int, row func(i int) TwoLines, choose func(int)) *pickList {
	l := &pickList{choose: choose}
	l.setUp(length,
		func() fyne.CanvasObject { return newPickRow(choose) },
		func(i int, o fyne.CanvasObject, picked bool) {
			if r, ok := o.(*pickRow); ok {
				r.index = i
				r.show(row(i), picked)
			}
		})
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey is for Fyne.
func (l *pickList) TypedKey(ev *fyne.KeyEvent) {
	if pressed(ev) {
		l.choose(max(0, l.Picked()))
		return
	}
	l.TwoLineList.TypedKey(ev)
}

// pickRow takes the press of the mouse itself: Fyne's list says nothing about a press on the row
// that is already selected.
type pickRow struct {
	twoLineRow
	index  int
	choose func(int)
}

func newPickRow(choose func(int)) *pickRow {
	r := &pickRow{choose: choose}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped is for Fyne.
func (r *pickRow) Tapped(*fyne.PointEvent) { r.choose(r.index) }
