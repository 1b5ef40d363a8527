package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Thirds sets three columns of the same width side by side, for a page that scrolls. Where that would be
// too narrow to read, the third goes below the first, and where even two have no room they stand one below
// the other.
func Thirds(left, middle, right fyne.CanvasObject) *fyne.Container {
	return container.New(&thirds{}, left, middle, right)
}

type thirds struct{ columns int }

// The least widths, in base characters, of three columns and of two.
const (
	threeAside = 60
	twoAside   = 44
)

func (t *thirds) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	base := look.Size(look.SizeBase)
	switch {
	case size.Width >= threeAside*base:
		t.columns = 3
	case size.Width >= twoAside*base:
		t.columns = 2
	default:
		t.columns = 1
	}
	n := float32(t.columns)
	width := (size.Width - (n-1)*look.Space) / n
	bottoms := make([]float32, t.columns)
	for i, o := range objects {
		column := i % t.columns
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
		height := o.MinSize().Height // wrapped texts know their height when they know their width
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(float32(column)*(width+look.Space), bottoms[column]))
		bottoms[column] += height + look.Space
	}
}

func (t *thirds) MinSize(objects []fyne.CanvasObject) fyne.Size {
	heights := make([]float32, max(1, t.columns))
	for i, o := range objects {
		if at := i % len(heights); heights[at] > 0 {
			heights[at] += look.Space + o.MinSize().Height
		} else {
			heights[at] = o.MinSize().Height
		}
	}
	var most float32
	for _, h := range heights {
		most = max(most, h)
	}
	return fyne.NewSize(0, most)
}
