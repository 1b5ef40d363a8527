package control

import "fyne.io/fyne/v2"

// KeepFocus lets something be shown anew without taking the keyboard from who works in it: what stands
// at the same place of the new has it afterwards, or the last where there are fewer now.
func KeepFocus(c fyne.Canvas, tree *fyne.Container, renew func()) {
	at := -1
	if c != nil && c.Focused() != nil {
		for i, f := range focusables(tree) {
			if f == c.Focused() {
				at = i
			}
		}
	}
	renew()
	if at < 0 {
		return
	}
	if now := focusables(tree); len(now) > 0 {
		c.Focus(now[min(at, len(now)-1)])
	}
}

// FirstIn is the first that can have the keyboard in an object; nil where nothing can.
func FirstIn(o fyne.CanvasObject) fyne.Focusable {
	if all := focusables(o); len(all) > 0 {
		return all[0]
	}
	return nil
}

// focusables are what can have the keyboard in an object, in the order of the Tab key. What a widget
// keeps within itself belongs to it.
func focusables(o fyne.CanvasObject) []fyne.Focusable {
	if o == nil || !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *fyne.Container:
		var all []fyne.Focusable
		for _, child := range o.Objects {
			all = append(all, focusables(child)...)
		}
		return all
	case fyne.Focusable:
		if off, may := o.(fyne.Disableable); may && off.Disabled() {
			return nil
		}
		return []fyne.Focusable{o}
	case *StandingRow:
		return focusables(o.content)
	case *Options:
		all := make([]fyne.Focusable, len(o.each))
		for i, one := range o.each {
			all[i] = one
		}
		return all
	case *Field:
		return focusables(o.control)
	case *Strip:
		var all []fyne.Focusable
		for _, button := range o.buttons {
			all = append(all, focusables(button)...)
		}
		return all
	}
	return nil
}
