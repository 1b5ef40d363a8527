package control

import (
	"image/color"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// BandKind is which state a StateBand tells.
type BandKind int

// The states of the band. Each has its own colour, shape and, from the caller, word.
const (
	BandNormal BandKind = iota // green circle
	BandOutage                 // red triangle
	BandReturn                 // plum diamond
	BandDrill                  // stripes, and a striped frame
)

// look is the colour of a state, filled and soft, and its shape.
func (k BandKind) look() (full, soft fyne.ThemeColorName, shape fyne.Resource) {
	switch k {
	case BandOutage:
		return look.Outage, look.OutageSoft, look.ShapeOutage()
	case BandReturn:
		return look.Return, look.ReturnSoft, look.ShapeReturn()
	case BandDrill:
		return look.Notice, look.NoticeSoft, look.ShapeDrill()
	}
	return look.Normal, look.NormalSoft, look.ShapeNormal()
}

// Band is what a StateBand says.
type Band struct {
	Kind   BandKind
	Word   string // the state: "AVBROTT"
	Text   string // since when, how far
	Button string // what to do about it; no button when empty
	Press  func()
}

// StateBand tells the unit's state across the whole width, on every page.
type StateBand struct {
	widget.BaseWidget
	back   *Plate
	block  *Plate
	shape  *canvas.Image
	word   *canvas.Text
	text   *Text
	button *Button
	stripe [2]*canvas.Raster
	band   Band
}

// NewStateBand makes a band that says something.
func NewStateBand(band Band) *StateBand {
	b := &StateBand{
		back:   NewPlate(look.NormalSoft, "", 0, 0),
		block:  NewPlate(look.Normal, "", 0, 0),
		shape:  &canvas.Image{FillMode: canvas.ImageFillContain},
		word:   &canvas.Text{TextStyle: fyne.TextStyle{Bold: true}},
		text:   NewText("", Style{Wrap: true}),
		button: NewButton("", nil, nil),
	}
	for i := range b.stripe {
		b.stripe[i] = canvas.NewRasterWithPixels(stripes)
		b.stripe[i].SetMinSize(fyne.NewSize(look.Gap, look.Gap))
	}
	b.ExtendBaseWidget(b)
	b.Set(band)
	return b
}

// Set says something else.
func (b *StateBand) Set(band Band) {
	b.band = band
	b.text.SetText(band.Text)
	b.button.OnTapped = band.Press
	b.button.SetText(band.Button)
	b.button.Hidden = band.Button == ""
	b.Refresh()
}

// Band is what the band says now.
func (b *StateBand) Band() Band { return b.band }

// AccessibilityLabel is the whole band as a sentence.
func (b *StateBand) AccessibilityLabel() string { return b.band.Word + ". " + b.band.Text }

// AccessibilityRole is for Fyne.
func (b *StateBand) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Refresh is for Fyne.
func (b *StateBand) Refresh() {
	full, soft, shape := b.band.Kind.look()
	b.back.Paint(soft, "")
	b.block.Paint(full, "")
	b.shape.Resource = look.Tinted(shape, look.OnFill)
	b.shape.SetMinSize(fyne.NewSquareSize(look.Size(look.SizeIcon)))
	b.word.Text, b.word.Color, b.word.TextSize = b.band.Word, look.Color(look.OnFill), look.Size(look.SizeBase)
	for _, s := range b.stripe {
		s.Hidden = b.band.Kind != BandDrill
	}
	b.BaseWidget.Refresh()
}

// CreateRenderer is for Fyne.
func (b *StateBand) CreateRenderer() fyne.WidgetRenderer {
	head := container.NewStack(b.block, container.New(
		layout.NewCustomPaddedLayout(0, 0, look.Space, look.Space),
		container.NewCenter(Beside(look.Gap, container.NewCenter(b.shape), container.NewCenter(b.word)))))
	middle := container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Space, look.Space),
		container.New(layout.NewCustomPaddedVBoxLayout(0), layout.NewSpacer(), b.text, layout.NewSpacer()))
	right := container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, 0, look.Space), b.button)
	floor := canvas.NewRectangle(color.Transparent)
	floor.SetMinSize(fyne.NewSize(0, look.Target+2*look.Gap))
	return widget.NewSimpleRenderer(container.NewStack(b.back, floor,
		container.New(layout.NewCustomPaddedVBoxLayout(0), b.stripe[0],
			container.New(&tightBorder{}, head, middle, right), b.stripe[1])))
}

// tightBorder sets head and tail at the sides and the middle between, without gaps.
type tightBorder struct{}

func (tightBorder) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, middle, tail := objects[0], objects[1], objects[2]
	left, right := head.MinSize().Width, tail.MinSize().Width
	head.Resize(fyne.NewSize(left, size.Height))
	head.Move(fyne.NewPos(0, 0))
	middle.Resize(fyne.NewSize(size.Width-left-right, size.Height))
	middle.Move(fyne.NewPos(left, 0))
	tailSize := tail.MinSize()
	tail.Resize(tailSize)
	tail.Move(fyne.NewPos(size.Width-right, (size.Height-tailSize.Height)/2))
}

func (tightBorder) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, look.Target+2*look.Gap)
	for _, o := range objects {
		part := o.MinSize()
		size = fyne.NewSize(size.Width+part.Width, max(size.Height, part.Height))
	}
	return size
}

// stripes paints a pixel of the drill's slanting stripes.
func stripes(x, y, _, _ int) color.Color {
	const width = 10
	if (x+y)/width%2 == 0 {
		return look.Color(look.Notice)
	}
	return look.Color(look.Sheet)
}
