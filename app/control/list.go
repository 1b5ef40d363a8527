package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// List is a virtualised list worked with arrow keys, Home, End, Page up and down and Enter.
// Where the arrows go the selection follows, as in a mail program. It is the base of
// TwoLineList and DataTable and can carry rows of any kind that are of one height.
type List struct {
	widget.List

	// OnPicked, if set, hears which row is selected, by arrow or by mouse.
	OnPicked func(i int)
	// OnChosen, if set, hears that Enter was pressed on the selected row: open it, go to it.
	OnChosen func(i int)

	picked  int // -1 for none
	silent  bool
	focused bool
	self    fyne.Widget
}

// ExtendBaseWidget is for Fyne and for widgets that embed a List.
func (l *List) ExtendBaseWidget(w fyne.Widget) {
	if l.self == nil {
		l.self = w
	}
	l.List.ExtendBaseWidget(w)
}

// NewList makes a list. Update shows row i in an object made by create; picked tells it whether
// the row is the selected one.
func NewList(length func() int, create func() fyne.CanvasObject, update func(i int, row fyne.CanvasObject, picked bool)) *List {
	l := &List{}
	l.setUp(length, create, update)
	l.ExtendBaseWidget(l)
	return l
}

func (l *List) setUp(length func() int, create func() fyne.CanvasObject, update func(int, fyne.CanvasObject, bool)) {
	l.picked = -1
	l.Length = length
	l.CreateItem = create
	l.UpdateItem = func(i int, row fyne.CanvasObject) {
		if i < length() {
			update(i, row, i == l.picked)
		}
	}
	l.OnSelected = func(i int) {
		l.picked = i
		l.Refresh()
		if l.OnPicked != nil && !l.silent {
			l.OnPicked(i)
		}
	}
}

// Picked is the selected row, or -1.
func (l *List) Picked() int { return l.picked }

// Pick selects a row, scrolls to it and tells OnPicked. A row that isn't there is ignored.
func (l *List) Pick(i int) {
	if i < 0 || i >= l.Length() || i == l.picked {
		return
	}
	l.Highlight(i)
	l.Select(i)
}

// PickQuietly selects a row without telling OnPicked: when the page comes back as it was left.
func (l *List) PickQuietly(i int) {
	l.silent = true
	l.Pick(i)
	l.silent = false
}

// Unpick selects no row; the list stays where it is.
func (l *List) Unpick() {
	if l.picked >= 0 {
		l.picked = -1
		l.UnselectAll()
	}
}

// Renew shows other rows: call it when what length and rows answer has changed. Nothing is
// selected afterwards and the list stands at its top.
func (l *List) Renew() {
	l.picked = -1
	l.UnselectAll()
	l.Highlight(0)
	l.ScrollToOffset(0)
	l.Refresh()
}

// Resize is for Fyne. A row picked before the list had a size is scrolled into view.
func (l *List) Resize(size fyne.Size) {
	fresh := l.List.Size().Height == 0
	l.List.Resize(size)
	if fresh && l.picked >= 0 {
		l.ScrollToTop()
		l.ScrollTo(l.picked)
	}
}

// TypedKey is for Fyne.
func (l *List) TypedKey(ev *fyne.KeyEvent) {
	const page = 8
	last := l.Length() - 1
	if HandOn(l.self, ev) || last < 0 {
		return
	}
	switch ev.Name {
	case fyne.KeyDown:
		l.Pick(min(l.picked+1, last))
	case fyne.KeyUp:
		l.Pick(max(l.picked-1, 0))
	case fyne.KeyPageDown:
		l.Pick(min(l.picked+page, last))
	case fyne.KeyPageUp:
		l.Pick(max(l.picked-page, 0))
	case fyne.KeyHome:
		l.Pick(0)
	case fyne.KeyEnd:
		l.Pick(last)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.choose()
	}
}

func (l *List) choose() {
	if l.picked < 0 {
		l.Pick(0)
	}
	if l.OnChosen != nil {
		l.OnChosen(l.picked)
	}
}

// Focus puts the keyboard in the list and, if nothing is selected, selects the first row.
func (l *List) Focus() {
	focus(l.self)
	if l.picked < 0 {
		l.Pick(0)
	}
}

// FocusGained is for Fyne.
func (l *List) FocusGained() {
	l.focused = true
	l.List.FocusGained()
	l.Refresh()
}

// FocusLost is for Fyne.
func (l *List) FocusLost() {
	l.focused = false
	l.List.FocusLost()
	l.Refresh()
}

// CreateRenderer is for Fyne.
func (l *List) CreateRenderer() fyne.WidgetRenderer {
	return newRinged(l.List.CreateRenderer(), func() (fyne.ThemeColorName, float32) {
		if l.focused {
			return look.Binder, look.FocusRing
		}
		return look.Binder, 0
	})
}
