package control

import (
	"image/color"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// outline says how a control is edged: the colour and thickness of its line.
type outline func() (fyne.ThemeColorName, float32)

// ringed draws an outline over another renderer, and keeps to the least height of a target.
type ringed struct {
	fyne.WidgetRenderer
	ring    *canvas.Rectangle
	outline outline
}

func newRinged(inner fyne.WidgetRenderer, line outline) *ringed {
	r := &ringed{WidgetRenderer: inner, ring: canvas.NewRectangle(color.Transparent), outline: line}
	r.draw()
	return r
}

func (r *ringed) draw() {
	name, width := r.outline()
	r.ring.StrokeColor, r.ring.StrokeWidth = look.Color(name), width
	r.ring.CornerRadius = look.Corner
	r.ring.Hidden = width == 0
}

func (r *ringed) Objects() []fyne.CanvasObject {
	inner := r.WidgetRenderer.Objects()
	objects := make([]fyne.CanvasObject, 0, len(inner)+1)
	return append(append(objects, inner...), r.ring)
}

func (r *ringed) MinSize() fyne.Size {
	size := r.WidgetRenderer.MinSize()
	return fyne.NewSize(size.Width, max(size.Height, look.Target))
}

func (r *ringed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.ring.Resize(size)
}

func (r *ringed) Refresh() {
	r.draw()
	r.WidgetRenderer.Refresh()
	r.ring.Refresh()
}
