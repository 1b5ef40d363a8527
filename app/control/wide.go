package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Wide gives an object a width in characters of the base size, at the height that it needs.
func Wide(characters float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(&wide{characters: characters}, object)
}

type wide struct{ characters float32 }

func (l *wide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (l *wide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Size(look.SizeBase)*l.characters, objects[0].MinSize().Height)
}

// Tall stacks objects with a gap between them and gives one of them the height that is left over.
// Wrapped texts and rows of buttons get the height that their width asks for. Grow may be nil.
func Tall(gap float32, grow fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&tall{gap: gap, grow: grow}, objects...)
}

// tall is the layout of Tall; SetGrow changes what takes the height that is left over.
type tall struct {
	gap  float32
	grow fyne.CanvasObject
}

// SetGrow lets another object of a Tall take the height that is left over.
func SetGrow(c *fyne.Container, grow fyne.CanvasObject) {
	if l, ok := c.Layout.(*tall); ok {
		l.grow = grow
	}
}

func (l *tall) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := visible(objects)
	heights, total := make([]float32, len(shown)), float32(0)
	for i, o := range shown {
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height)) // it knows its height once it knows its width
		heights[i] = o.MinSize().Height
		total += heights[i] + l.gap
	}
	spare := max(0, size.Height-total+l.gap)
	y := float32(0)
	for i, o := range shown {
		if o == l.grow {
			heights[i] += spare
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, heights[i]))
		y += heights[i] + l.gap
	}
}

func (l *tall) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i, o := range visible(objects) {
		least := o.MinSize()
		size.Width = max(size.Width, least.Width)
		size.Height += least.Height
		if i > 0 {
			size.Height += l.gap
		}
	}
	return size
}
