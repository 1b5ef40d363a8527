package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

// card sets a column in the middle of the window, as wide as a form should be.
type card struct{ wide bool }

func (c *card) width(room float32) float32 {
	width := 28 * look.Size(look.SizeBase)
	if c.wide {
		width = look.ReadingWidth()
	}
	return min(room-2*look.Space, width)
}

func (c *card) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := c.width(size.Width)
	for _, o := range objects {
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
		height := o.MinSize().Height // wrapped texts know their height when they know their width
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos((size.Width-width)/2, max(look.Wide, (size.Height-height)/3)))
	}
}

func (c *card) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var height float32
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(0, height+2*look.Wide)
}

// waiting is what stands in the window while there is nothing to do but wait.
func waiting(title, below string) fyne.CanvasObject {
	column := control.Stack(look.Space,
		container.NewCenter(control.NewSymbol(look.IconBinder(), look.Binder, 2.4)),
		control.NewText(title, control.Style{Size: look.SizeLarge, Bold: true, Wrap: true, Align: fyne.TextAlignCenter}))
	if below != "" {
		column.Add(control.NewText(below, control.Style{Color: look.Quiet, Wrap: true, Align: fyne.TextAlignCenter}))
	}
	column.Add(widget.NewProgressBarInfinite())
	return container.New(&card{}, column)
}
