package ready

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

// listShare is the list's part of the width.
const listShare = 0.38

// board is a list of things and, beside it, the one that was picked.
type board[T any] struct {
	rows    []T
	id      func(T) string
	show    func(T)
	list    *control.TwoLineList
	count   *control.Text
	pane    *fyne.Container
	scroll  *container.Scroll
	showing string // the id of what stands in the pane; empty for none, or for a form
	nothing fyne.CanvasObject
	content fyne.CanvasObject
}

// newBoard makes an empty board. Nothing fills the pane while nothing is picked; above stands over the
// list, and may be nil.
func newBoard[T any](id func(T) string, lines func(T) control.TwoLines, show func(T), nothing, above fyne.CanvasObject) *board[T] {
	b := &board[T]{id: id, show: show, nothing: nothing, pane: container.NewStack(), count: control.Small("")}
	b.list = control.NewTwoLineList(func() int { return len(b.rows) }, func(i int) control.TwoLines { return lines(b.rows[i]) })
	b.list.OnPicked = func(i int) { b.pick(b.rows[i]) }
	head := control.Stack(look.Gap, b.count, layout.NewSpacer())
	if above != nil {
		head = control.Stack(look.Gap, above, b.count, layout.NewSpacer())
	}
	b.content = control.NewColumns(listShare, control.NewCard(container.NewBorder(head, nil, nil, nil, b.list)), b.pane)
	return b
}

// set shows other rows, and keeps what was picked, or picks what is asked for.
func (b *board[T]) set(rows []T, ask string) {
	if ask == "" {
		ask = b.showing
	}
	b.rows = rows
	b.list.Renew()
	b.showing = ""
	for i, row := range rows {
		if b.id(row) == ask && ask != "" {
			b.list.Pick(i)
			return
		}
	}
	b.none()
}

func (b *board[T]) pick(row T) {
	b.showing = b.id(row)
	b.show(row)
}

// form empties the choice for something that is not in the list yet.
func (b *board[T]) form(content fyne.CanvasObject) {
	b.showing = ""
	b.list.Unpick()
	b.put(content)
}

// put shows something in the pane, which scrolls where it is too high and follows the keyboard.
func (b *board[T]) put(content fyne.CanvasObject) {
	inside := container.New(layout.NewCustomPaddedLayout(look.Space, look.Space, look.Space, look.Wide), content)
	b.scroll = container.NewVScroll(inside)
	control.FollowAll(b.scroll, content)
	b.pane.Objects = []fyne.CanvasObject{control.NewPlate(look.Sheet, look.Line, 1, look.Corner), b.scroll}
	b.pane.Refresh()
}

func (b *board[T]) none() {
	b.showing = ""
	b.pane.Objects = []fyne.CanvasObject{b.nothing}
	b.pane.Refresh()
}

// focus is the list, or what to begin with where it is empty.
func (b *board[T]) focus(otherwise fyne.Focusable) fyne.Focusable {
	if len(b.rows) > 0 || otherwise == nil {
		return b.list
	}
	return otherwise
}

// beside sets what can be pressed at the right of what it is about.
func beside(about, press fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, nil, container.NewCenter(press), about)
}
