package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// NewSection frames content as a sheet of paper with a heading; the title may be empty.
// Actions stand at the right of the heading.
func NewSection(title string, content fyne.CanvasObject, actions ...fyne.CanvasObject) fyne.CanvasObject {
	inside := content
	if title != "" || len(actions) > 0 {
		head := container.NewBorder(nil, nil, nil, Beside(look.Gap, actions...), middled(Heading(title)))
		inside = container.New(&headed{gap: look.Space - look.Step}, head, content)
	}
	return container.NewStack(NewPlate(look.Sheet, look.Line, 1, look.Corner), Padded(look.Space, inside))
}

// NewCard is a Section without a heading.
func NewCard(content fyne.CanvasObject) fyne.CanvasObject { return NewSection("", content) }

// headed puts the first object on top as high as it needs and gives the second the rest.
type headed struct{ gap float32 }

func (h *headed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := objects[0].MinSize().Height
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, top))
	objects[1].Move(fyne.NewPos(0, top+h.gap))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-top-h.gap))
}

func (h *headed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	top, rest := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(top.Width, rest.Width), top.Height+h.gap+rest.Height)
}

// middled sets an object in the middle of the height it is given, over its full width.
func middled(o fyne.CanvasObject) fyne.CanvasObject { return container.New(middle{}, o) }

type middle struct{}

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, height))
		o.Move(fyne.NewPos(0, (size.Height-height)/2))
	}
}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// Tone is what a NoticeBox or QuietMessage is about.
type Tone int

// The tones. Each has an icon of its own besides its colour.
const (
	ToneCalm   Tone = iota // for information
	ToneGood               // it went well
	ToneNotice             // a warning about a person; data too old
	ToneFault              // something failed
)

func (t Tone) colors() (full, soft fyne.ThemeColorName) {
	switch t {
	case ToneGood:
		return look.Normal, look.NormalSoft
	case ToneNotice:
		return look.Notice, look.NoticeSoft
	case ToneFault:
		return look.Outage, look.OutageSoft
	}
	return look.Binder, look.BinderSoft
}

func (t Tone) icon() fyne.Resource {
	switch t {
	case ToneGood:
		return theme.ConfirmIcon()
	case ToneNotice:
		return theme.WarningIcon()
	case ToneFault:
		return theme.ErrorIcon()
	}
	return theme.InfoIcon()
}

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

// NewNoticeBox frames something that must be seen: a heading with an icon, and content below.
// Content may be nil.
func NewNoticeBox(tone Tone, title string, content fyne.CanvasObject) fyne.CanvasObject {
	full, soft := tone.colors()
	head := fyne.CanvasObject(container.NewBorder(nil, nil,
		container.NewCenter(NewSymbol(tone.icon(), full, 1)), nil, middled(NewText(title, Style{Bold: true, Wrap: true}))))
	if content != nil {
		head = container.New(&headed{gap: look.Gap}, head, content)
	}
	return container.NewStack(NewPlate(soft, full, 2, look.Corner), Padded(look.Space-look.Step, head))
}
