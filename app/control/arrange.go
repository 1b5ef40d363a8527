package control

import (
	"image/color"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Padded puts the same room around an object on all sides.
func Padded(room float32, object fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(room, room, room, room), object)
}

// Stack stacks objects with a gap between them.
func Stack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), objects...)
}

// Beside puts objects side by side with a gap between them, each as wide as it needs.
func Beside(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedHBoxLayout(gap), objects...)
}

// gap is empty room.
func gap(width float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(width, width))
	return r
}

// Even puts objects side by side with a gap between them, all of the same width and height.
func Even(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&even{gap: gap}, objects...)
}

type even struct{ gap float32 }

func (e *even) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := visible(objects)
	if len(shown) == 0 {
		return
	}
	width := (size.Width - e.gap*float32(len(shown)-1)) / float32(len(shown))
	for i, o := range shown {
		o.Resize(fyne.NewSize(width, size.Height))
		o.Move(fyne.NewPos(float32(i)*(width+e.gap), 0))
	}
}

func (e *even) MinSize(objects []fyne.CanvasObject) fyne.Size {
	shown := visible(objects)
	size := fyne.Size{}
	for _, o := range shown {
		size = size.Max(o.MinSize())
	}
	if n := float32(len(shown)); n > 0 {
		size.Width = size.Width*n + e.gap*(n-1)
	}
	return size
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	var shown []fyne.CanvasObject
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}

// headed puts the first object on top as high as it needs and gives the second the rest.
type headed struct{ gap float32 }

func (h *headed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := objects[0].MinSize().Height
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, top))
	objects[1].Move(fyne.NewPos(0, top+h.gap))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-top-h.gap))
}

func (h *headed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	top, rest := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(top.Width, rest.Width), top.Height+h.gap+rest.Height)
}

// middled sets an object in the middle of the height it is given, over its full width.
func middled(o fyne.CanvasObject) fyne.CanvasObject { return container.New(middle{}, o) }

type middle struct{}

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, height))
		o.Move(fyne.NewPos(0, (size.Height-height)/2))
	}
}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// NewReading keeps content no wider than reading text should be, at the left.
func NewReading(content fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&reading{}, content)
}

type reading struct{ center bool }

func (r *reading) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, look.ReadingWidth())
	for _, o := range objects {
		o.Resize(fyne.NewSize(width, size.Height))
		o.Move(fyne.NewPos(0, 0))
		if r.center {
			height := o.MinSize().Height
			o.Resize(fyne.NewSize(width, height))
			o.Move(fyne.NewPos((size.Width-width)/2, max(0, (size.Height-height)/3)))
		}
	}
}

func (r *reading) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}
