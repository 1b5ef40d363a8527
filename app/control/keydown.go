package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Every control tells the window that a key went down in it: Fyne itself tells only while nothing
// has the keyboard, and the window must know that someone is there before it locks itself.

var (
	_ desktop.Keyable = (*Button)(nil)
	_ desktop.Keyable = (*Check)(nil)
	_ desktop.Keyable = (*Select)(nil)
	_ desktop.Keyable = (*Entry)(nil)
	_ desktop.Keyable = (*List)(nil)
	_ desktop.Keyable = (*Tile)(nil)
	_ desktop.Keyable = (*navItem)(nil)
	_ desktop.Keyable = (*tabHead)(nil)
)

func tellKeyDown(w fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(w)
	if window, ok := c.(desktop.Canvas); ok && window.OnKeyDown() != nil {
		window.OnKeyDown()(ev)
	}
}

// KeyDown is for Fyne.
func (b *Button) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(b, ev) }

// KeyUp is for Fyne.
func (b *Button) KeyUp(*fyne.KeyEvent) {}

// KeyDown is for Fyne.
func (c *Check) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(c, ev) }

// KeyUp is for Fyne.
func (c *Check) KeyUp(*fyne.KeyEvent) {}

// KeyDown is for Fyne.
func (s *Select) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(s, ev) }

// KeyUp is for Fyne.
func (s *Select) KeyUp(*fyne.KeyEvent) {}

// KeyDown is for Fyne.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	spaceSpent = false
	e.Entry.KeyDown(ev)
	tellKeyDown(e.self, ev)
}

// KeyDown is for Fyne.
func (l *List) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(l.self, ev) }

// KeyUp is for Fyne.
func (l *List) KeyUp(*fyne.KeyEvent) {}

// KeyDown is for Fyne.
func (t *Tile) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(t, ev) }

// KeyUp is for Fyne.
func (t *Tile) KeyUp(*fyne.KeyEvent) {}

func (i *navItem) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(i, ev) }
func (i *navItem) KeyUp(*fyne.KeyEvent)      {}

func (h *tabHead) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(h, ev) }
func (h *tabHead) KeyUp(*fyne.KeyEvent)      {}
