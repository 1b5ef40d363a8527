// Package control holds the widgets that every page is made of. They know nothing about persons,
// notes or outages: they take texts and call back, and words of their own come from text.
//
// Each can be reached and used from the keyboard, shows where the focus is, is at least 40 high
// where it can be pressed, and passes function keys and Ctrl shortcuts it has no use for on to
// the window, so that F2 or Ctrl+K works from anywhere. All follow a change of theme at once.
package control

import (
	"image/color"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
)

// HandOn gives a key that a focused widget has no use for to the window: F1 to F12 and Escape.
// It tells whether the key was one of those. Fyne itself gives a key to the focused widget only.
func HandOn(w fyne.CanvasObject, ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12, fyne.KeyEscape:
	default:
		return false
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
	return true
}

// handOnShortcut gives a shortcut to the window.
func handOnShortcut(w fyne.CanvasObject, s fyne.Shortcut) {
	c := fyne.CurrentApp().Driver().CanvasForObject(w)
	if window, ok := c.(fyne.Shortcutable); ok {
		window.TypedShortcut(s)
	}
}

// editsText tells whether a Ctrl shortcut moves or removes words within a field.
func editsText(s *desktop.CustomShortcut) bool {
	switch s.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
		return true
	}
	return false
}

// pressed tells whether a key presses what has the focus.
func pressed(ev *fyne.KeyEvent) bool {
	return ev.Name == fyne.KeySpace || ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter
}

// focus moves the keyboard to a widget, if it is shown in a window.
func focus(w fyne.CanvasObject) {
	target, ok := w.(fyne.Focusable)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil {
		c.Focus(target)
	}
}

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

// Outline says how a control is edged: the colour and thickness of its line.
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
