// Package control holds the widgets that every page is made of. They know nothing about persons,
// notes or outages: they take texts and call back, and words of their own come from text.
//
// Each can be reached and used from the keyboard, shows where the focus is, is at least 40 high
// where it can be pressed, and passes function keys and Ctrl shortcuts it has no use for on to
// the window, so that F2 or Ctrl+K works from anywhere. All follow a change of theme at once.
package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
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

// FreeKeys takes the keyboard from a text that was clicked and has nothing selected. Fyne lets such
// a text keep every key, so that neither F12 nor Ctrl+L would lock the window.
func FreeKeys(c fyne.Canvas) {
	clicked, ok := c.Focused().(interface{ SelectedText() string })
	if _, field := c.Focused().(fyne.Disableable); ok && !field && clicked.SelectedText() == "" {
		c.Unfocus()
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

// spaceSpent says that Space has just pressed something. Fyne sends the same Space as a character
// afterwards, to whatever has the keyboard by then: often a field that the press led to.
var spaceSpent bool

// pressed tells whether a key presses what has the focus.
func pressed(ev *fyne.KeyEvent) bool {
	spaceSpent = ev.Name == fyne.KeySpace
	return ev.Name == fyne.KeySpace || ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter
}

// focus moves the keyboard to a widget, if it is shown in a window.
func focus(w fyne.CanvasObject) {
	target, ok := w.(fyne.Focusable)
	if !ok {
		return
	}
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(w)
	if windows := driver.AllWindows(); c == nil && len(windows) == 1 {
		c = windows[0].Canvas() // what was hidden until now has not been drawn on any canvas yet
	}
	if c != nil {
		c.Focus(target)
	}
}
