package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewColumns sets two things side by side over the whole height, the left one a share (0 to 1) of
// the width. A side that needs more than its share gets it from the other while there is room.
func NewColumns(share float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{share: share}, left, right)
}

type columns struct{ share float32 }

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, right := objects[0], objects[1]
	room := size.Width - look.Space
	width := max(room*c.share, left.MinSize().Width)
	width = max(0, min(width, room-right.MinSize().Width))
	left.Move(fyne.NewPos(0, 0))
	left.Resize(fyne.NewSize(width, size.Height))
	right.Move(fyne.NewPos(width+look.Space, 0))
	right.Resize(fyne.NewSize(room-width, size.Height))
}

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(left.Width+look.Space+right.Width, max(left.Height, right.Height))
}

// Rows keeps an object at least so many base-size lines of two-line rows high: a short list within
// a page that scrolls.
func Rows(n int, object fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&rows{n: n}, object)
}

type rows struct{ n int }

func (r *rows) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.NewPos(0, 0))
	}
}

func (r *rows) MinSize(objects []fyne.CanvasObject) fyne.Size {
	row := newTwoLineRow().MinSize().Height + look.Step
	return fyne.NewSize(objects[0].MinSize().Width, float32(r.n)*row)
}
