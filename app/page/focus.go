package page

import "fyne.io/fyne/v2"

// FocusIfNone gives the keyboard to something when nothing has it, as after a press of the mouse
// on a tab: the next key should work where one looks. At may be nil.
func FocusIfNone(h Host, at fyne.Focusable) {
	if canvas := h.Window().Canvas(); at != nil && canvas.Focused() == nil {
		canvas.Focus(at)
	}
}
