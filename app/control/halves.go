package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// NewHalves scrolls two columns of the same width, or one below the other where the window is
// narrow. The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
func NewHalves(left, right fyne.CanvasObject) *container.Scroll {
	return container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), container.New(&halves{}, left, right)))
}

type halves struct{ below bool }

const sideBySide = 54 // base characters

func (h *halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.below = size.Width < sideBySide*look.Size(look.SizeBase)
	width, x, y := (size.Width-look.Space)/2, float32(0), float32(0)
	if h.below {
		width = size.Width
	}
	for _, o := range objects {
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
		height := o.MinSize().Height // wrapped texts know their height when they know their width
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(x, y))
		if h.below {
			y += height + look.Space
		} else {
			x += width + look.Space
		}
	}
}

func (h *halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize().Height, objects[1].MinSize().Height
	if h.below {
		return fyne.NewSize(0, left+look.Space+right)
	}
	return fyne.NewSize(0, max(left, right))
}
