package pagetest

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
)

// Each goes through everything under an object, also what is hidden.
func Each(o fyne.CanvasObject, see func(fyne.CanvasObject)) {
	see(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			Each(child, see)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			Each(child, see)
		}
	}
}

// Reads is every text that can be seen under an object, one a line.
func Reads(o fyne.CanvasObject) string {
	var all strings.Builder
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		if words, ok := o.(*control.Text); ok {
			all.WriteString(words.Text() + "\n")
			return
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(o)
	return all.String()
}
