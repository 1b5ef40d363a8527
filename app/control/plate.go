package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Plate is a coloured surface that follows the theme, to lay behind other things.
type Plate struct {
	widget.BaseWidget
	fill, line fyne.ThemeColorName
	thickness  float32
	corner     float32
}

// NewPlate makes a surface with a fill, a line of a thickness around it (0 for none) and a corner.
func NewPlate(fill, line fyne.ThemeColorName, thickness, corner float32) *Plate {
	p := &Plate{fill: fill, line: line, thickness: thickness, corner: corner}
	p.ExtendBaseWidget(p)
	return p
}

// Paint changes the fill and the line.
func (p *Plate) Paint(fill, line fyne.ThemeColorName) {
	p.fill, p.line = fill, line
	p.Refresh()
}

// CreateRenderer is for Fyne.
func (p *Plate) CreateRenderer() fyne.WidgetRenderer {
	r := &plateRenderer{plate: p, area: &canvas.Rectangle{}}
	r.draw()
	return r
}

type plateRenderer struct {
	plate *Plate
	area  *canvas.Rectangle
}

func (r *plateRenderer) draw() {
	p := r.plate
	r.area.FillColor, r.area.StrokeColor = nil, nil
	if p.fill != "" {
		r.area.FillColor = look.Color(p.fill)
	}
	if p.line != "" {
		r.area.StrokeColor = look.Color(p.line)
	}
	r.area.StrokeWidth, r.area.CornerRadius = p.thickness, p.corner
}

func (r *plateRenderer) Layout(size fyne.Size)        { r.area.Resize(size) }
func (r *plateRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *plateRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.area} }
func (r *plateRenderer) Destroy()                     {}
func (r *plateRenderer) Refresh() {
	r.draw()
	r.area.Refresh()
}
