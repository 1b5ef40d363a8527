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

// Strip is a line across the window that stays while what it says holds: an icon, a sentence, and
// at the right what can be done about it.
type Strip struct {
	widget.BaseWidget
	tone    Tone
	text    *Text
	buttons []fyne.CanvasObject
}

// NewStrip makes a strip.
func NewStrip(tone Tone, sentence string, buttons ...fyne.CanvasObject) *Strip {
	s := &Strip{tone: tone, text: Plain(sentence), buttons: buttons}
	s.ExtendBaseWidget(s)
	return s
}

// SetText says something else.
func (s *Strip) SetText(sentence string) { s.text.SetText(sentence) }

// Text is what the strip says.
func (s *Strip) Text() string { return s.text.Text() }

// CreateRenderer is for Fyne.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer {
	full, soft := s.tone.colors()
	icon := Beside(look.Gap, container.NewCenter(NewSymbol(s.tone.icon(), full, 1)), gap(0))
	line := container.NewBorder(nil, nil, icon, Beside(look.Gap, s.buttons...), middled(s.text))
	floor := canvas.NewRectangle(color.Transparent)
	floor.SetMinSize(fyne.NewSize(0, look.Target))
	return widget.NewSimpleRenderer(container.NewStack(NewPlate(soft, full, 1, 0), floor,
		container.New(layout.NewCustomPaddedLayout(look.Step, look.Step, look.Space, look.Space), line)))
}
