package shell

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"avbrottsparm/app/page"
)

// key is a function key, its Ctrl alternative, and the sentence in the help.
type key struct {
	function fyne.KeyName
	letter   fyne.KeyName
	says     string
	press    func(w *Window)
	to       page.Name // the place that it leads to, if that is what it does
}

// keys are the shortcuts of the whole window.
func keys() []key {
	return []key{
		{fyne.KeyF1, fyne.KeyH, "shell.key.help", (*Window).Help, ""},
		{fyne.KeyF2, fyne.KeyN, "shell.key.write", func(w *Window) { w.Show(page.Place{Page: page.Write}) }, page.Write},
		{fyne.KeyF3, fyne.KeyF, "shell.key.find", func(w *Window) { w.Show(page.Place{Page: page.People}) }, page.People},
		{fyne.KeyF4, fyne.KeyP, "shell.key.print", func(w *Window) { w.Show(page.Place{Page: page.Paper, Part: page.PaperPrint}) }, page.Paper},
		{fyne.KeyF12, fyne.KeyL, "shell.key.lock", (*Window).Lock, ""},
		{"", fyne.KeyK, "shell.key.search", func(w *Window) { w.Find("") }, ""},
	}
}

// listen makes the window hear its shortcuts, Escape, and that somebody is there.
func (w *Window) listen() {
	c := w.win.Canvas()
	c.SetOnTypedKey(w.typed)
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(func(*fyne.KeyEvent) { w.watch.touch() })
	}
	for _, k := range keys() {
		c.AddShortcut(ctrl(k.letter), func(fyne.Shortcut) { w.chord(k.letter) })
	}
	for _, digit := range digits {
		c.AddShortcut(ctrl(digit), func(fyne.Shortcut) { w.chord(digit) })
	}
}

// digits with Ctrl lead to the first ten places of the column, from the top, as they lie on the keyboard.
var digits = []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8,
	fyne.Key9, fyne.Key0}

// chord is Ctrl with a letter or digit.
func (w *Window) chord(name fyne.KeyName) {
	for _, k := range keys() {
		if k.letter == name {
			w.pressed(k)
			return
		}
	}
	if i := slices.Index(digits, name); w.open != nil && i >= 0 && i < len(w.open.places) {
		w.Show(page.Place{Page: w.open.places[i].Name})
	}
}

func ctrl(name fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl}
}

func (w *Window) typed(ev *fyne.KeyEvent) {
	w.watch.touch()
	if ev.Name == fyne.KeyEscape {
		w.Escape()
		return
	}
	for _, k := range keys() {
		if k.function == ev.Name && ev.Name != "" {
			w.pressed(k)
			return
		}
	}
}

func (w *Window) pressed(k key) {
	w.watch.touch()
	if w.open != nil && !w.locking {
		k.press(w)
	}
}

// Escape closes what lies on top: a dialog, the help, what a screen laid over itself, what the search
// found.
func (w *Window) Escape() {
	if w.open == nil {
		return
	}
	if w.open.held {
		return
	}
	overlays := w.win.Canvas().Overlays()
	if top := overlays.Top(); top != nil {
		overlays.Remove(top)
		return
	}
	if at, ok := w.open.screens[w.open.at].(page.Escaper); ok && at.Escape() {
		return
	}
	w.open.frame.escape()
}

// Find puts the keyboard in the search field of the top bar, with something to look for.
func (w *Window) Find(query string) {
	if w.open == nil || w.open.held || w.locking {
		return
	}
	field := w.open.frame.find.field
	w.win.Canvas().Focus(field)
	if query != "" {
		field.SetText(query)
		field.ToEnd()
	}
}
