package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// NewMark shows a mark by itself, for heads of pages.
func NewMark(mark Mark) fyne.CanvasObject {
	c := newChip()
	c.show(mark)
	return c
}

type chip struct {
	widget.BaseWidget
	mark Mark
}

func newChip() *chip {
	c := &chip{}
	c.ExtendBaseWidget(c)
	return c
}

func (c *chip) show(mark Mark) {
	if mark.Color == "" {
		mark.Color = look.Quiet
	}
	c.mark = mark
	c.Refresh()
}

func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{chip: c, frame: &canvas.Rectangle{}, text: &canvas.Text{}}
	r.Refresh()
	return r
}

type chipRenderer struct {
	chip  *chip
	frame *canvas.Rectangle
	text  *canvas.Text
}

func (r *chipRenderer) Layout(size fyne.Size) {
	r.frame.Resize(size)
	text := r.text.MinSize()
	r.text.Move(fyne.NewPos((size.Width-text.Width)/2, (size.Height-text.Height)/2))
	r.text.Resize(text)
}

func (r *chipRenderer) MinSize() fyne.Size {
	return r.text.MinSize().AddWidthHeight(2*look.Gap, look.Step)
}

func (r *chipRenderer) Refresh() {
	ink := look.Color(r.chip.mark.Color)
	r.frame.FillColor, r.frame.StrokeColor = look.Color(look.Sheet), ink
	r.frame.StrokeWidth, r.frame.CornerRadius = 1, look.Step
	r.text.Text, r.text.Color, r.text.TextSize = r.chip.mark.Text, ink, look.Size(look.SizeSmall)
	r.frame.Refresh()
	r.text.Refresh()
}

func (r *chipRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.frame, r.text} }
func (r *chipRenderer) Destroy()                     {}
