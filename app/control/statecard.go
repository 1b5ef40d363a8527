package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// StateCard tells the unit's state so large that it can't be taken for another: a filled block with shape
// and word, what it is beside it, and below that what to do about it. That of a drill is striped.
type StateCard struct {
	widget.BaseWidget
	block, back *Plate
	shape       *canvas.Image
	word        *canvas.Text
	title, text *Text
	buttons     *fyne.Container
	stripe      [2]*canvas.Raster // above and below, of a drill
	kind        BandKind
}

// NewStateCard makes the card. The buttons stand below what it says; the caller hides those that don't fit.
func NewStateCard(buttons ...fyne.CanvasObject) *StateCard {
	c := &StateCard{block: NewPlate(look.Normal, "", 0, look.Corner), back: NewPlate(look.NormalSoft, look.Normal, 2, look.Corner),
		shape: &canvas.Image{FillMode: canvas.ImageFillContain}, word: &canvas.Text{TextStyle: fyne.TextStyle{Bold: true}},
		title: NewText("", Style{Size: look.SizeLargest, Bold: true, Wrap: true}), text: Plain(""), buttons: Flow(look.Gap, buttons...)}
	for i := range c.stripe {
		c.stripe[i] = canvas.NewRasterWithPixels(stripes)
		c.stripe[i].SetMinSize(fyne.NewSize(look.Gap, look.Gap))
		c.stripe[i].Hide()
	}
	c.ExtendBaseWidget(c)
	return c
}

// Tell says another state.
func (c *StateCard) Tell(kind BandKind, word, title, text string) {
	c.kind, c.word.Text = kind, word
	c.title.SetText(title)
	c.text.SetText(text)
	c.text.Hidden = text == ""
	c.Refresh()
}

// Kind is the state that it tells.
func (c *StateCard) Kind() BandKind { return c.kind }

// Says is the word and the sentences that it shows.
func (c *StateCard) Says() (word, title, text string) {
	return c.word.Text, c.title.Text(), c.text.Text()
}

// AccessibilityLabel is the whole card as a sentence.
func (c *StateCard) AccessibilityLabel() string {
	return c.word.Text + ". " + c.title.Text() + " " + c.text.Text()
}

// AccessibilityRole is for Fyne.
func (c *StateCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Refresh is for Fyne.
func (c *StateCard) Refresh() {
	full, soft, shape := c.kind.look()
	c.block.Paint(full, "")
	c.back.Paint(soft, full)
	c.shape.Resource = look.Tinted(shape, look.OnFill)
	c.shape.SetMinSize(fyne.NewSquareSize(look.Size(look.SizeIcon) * 1.6))
	c.word.Color, c.word.TextSize = look.Color(look.OnFill), look.Size(look.SizeLarge)
	for _, s := range c.stripe {
		s.Hidden = c.kind != BandDrill
	}
	c.BaseWidget.Refresh()
}

// CreateRenderer is for Fyne.
func (c *StateCard) CreateRenderer() fyne.WidgetRenderer {
	head := container.NewStack(c.block, Padded(look.Space, container.NewCenter(container.NewVBox(container.NewCenter(c.shape), container.NewCenter(c.word)))))
	words := container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Space, look.Space),
		middled(Tall(look.Step, nil, c.title, c.text, container.New(layout.NewCustomPaddedLayout(look.Step, 0, 0, 0), c.buttons))))
	return widget.NewSimpleRenderer(container.NewStack(c.back, container.NewBorder(c.stripe[0], c.stripe[1], head, nil, words)))
}
