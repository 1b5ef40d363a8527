package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Symbol is an icon in one of our colours that follows the theme.
type Symbol struct {
	widget.BaseWidget
	icon fyne.Resource
	ink  fyne.ThemeColorName
	size float32 // times the icon size of the theme
}

// NewSymbol makes an icon, so many times as large as those beside text.
func NewSymbol(icon fyne.Resource, ink fyne.ThemeColorName, times float32) *Symbol {
	s := &Symbol{icon: icon, ink: ink, size: times}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows another icon.
func (s *Symbol) Set(icon fyne.Resource, ink fyne.ThemeColorName) {
	s.icon, s.ink = icon, ink
	s.Refresh()
}

// CreateRenderer is for Fyne.
func (s *Symbol) CreateRenderer() fyne.WidgetRenderer {
	r := &symbolRenderer{symbol: s, image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	r.image.Resource = look.Tinted(s.icon, s.ink)
	return r
}

type symbolRenderer struct {
	symbol *Symbol
	image  *canvas.Image
}

func (r *symbolRenderer) Layout(size fyne.Size) { r.image.Resize(size) }
func (r *symbolRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(look.Size(look.SizeIcon) * r.symbol.size)
}
func (r *symbolRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.image} }
func (r *symbolRenderer) Destroy()                     {}
func (r *symbolRenderer) Refresh() {
	r.image.Resource = look.Tinted(r.symbol.icon, r.symbol.ink)
	r.image.Refresh()
}
