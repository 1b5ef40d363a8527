package control

import (
	"strings"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewCopyPair sets two values side by side, or one below the other where a word of either would be
// broken.
func NewCopyPair(left, right *CopyField) *fyne.Container {
	return container.New(&copyPair{}, left, right)
}

type copyPair struct{ below bool }

// Layout is for Fyne.
func (p *copyPair) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	half := (size.Width - look.Gap) / 2
	p.below = false
	for _, o := range objects {
		p.below = p.below || o.(*CopyField).unbroken() > half
	}
	width, x, y := half, float32(0), float32(0)
	if p.below {
		width = size.Width
	}
	heights := make([]float32, len(objects))
	for i, o := range objects {
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
		heights[i] = o.MinSize().Height // wrapped texts know their height when they know their width
	}
	for i, o := range objects {
		height := heights[i]
		if !p.below {
			height = max(heights[0], heights[1])
		}
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(x, y))
		if p.below {
			y += height + look.Gap
		} else {
			x += width + look.Gap
		}
	}
}

// MinSize is for Fyne.
func (p *copyPair) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	if p.below {
		return fyne.NewSize(max(left.Width, right.Width), left.Height+look.Gap+right.Height)
	}
	return fyne.NewSize(max(left.Width, right.Width), max(left.Height, right.Height))
}

// unbroken is the width that keeps every word of the value whole, also when the button says that it was
// copied.
func (f *CopyField) unbroken() float32 {
	widest := float32(0)
	for _, word := range strings.Fields(f.Value()) {
		widest = max(widest, fyne.MeasureText(word, look.Size(look.SizeBase), fyne.TextStyle{}).Width)
	}
	copied := fyne.MeasureText(f.words.Say("control.copied"), look.Size(look.SizeBase), fyne.TextStyle{Bold: true}).Width
	now := fyne.MeasureText(f.button.Text, look.Size(look.SizeBase), fyne.TextStyle{Bold: true}).Width
	return widest + f.button.MinSize().Width + max(0, copied-now) + 2*look.Gap + 2*look.Step
}
