package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// flow sets objects beside each other, each as wide as it needs, and goes on below where a line is
// full: seven tabs in large type in a narrow window.
type flow struct {
	gap   float32
	width float32 // when it was last laid out
}

// Flow puts objects side by side with a gap between them, on as many lines as they need.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap}, objects...)
}

// Layout is for Fyne.
func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.walk(visible(objects), func(o fyne.CanvasObject, at fyne.Position, room fyne.Size) {
		o.Move(at)
		o.Resize(room)
	})
}

// MinSize is for Fyne: as wide as the widest, and as high as the lines at the last width.
func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	f.walk(visible(objects), func(_ fyne.CanvasObject, at fyne.Position, room fyne.Size) {
		size = fyne.NewSize(max(size.Width, room.Width), max(size.Height, at.Y+room.Height))
	})
	return size
}

func (f *flow) walk(objects []fyne.CanvasObject, each func(o fyne.CanvasObject, at fyne.Position, room fyne.Size)) {
	var at fyne.Position
	var height float32
	for _, o := range objects {
		room := o.MinSize()
		if at.X > 0 && f.width > 0 && at.X+room.Width > f.width {
			at = fyne.NewPos(0, at.Y+height+f.gap)
			height = 0
		}
		each(o, at, room)
		at.X += room.Width + f.gap
		height = max(height, room.Height)
	}
}
