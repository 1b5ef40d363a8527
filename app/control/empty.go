package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewEmpty fills a page where there is nothing yet: what belongs here, how to get it, and
// perhaps the button for it. Icon may be nil, button empty.
func NewEmpty(icon fyne.Resource, title, sentence, button string, press func()) fyne.CanvasObject {
	column := Stack(look.Gap)
	if icon != nil {
		column.Add(container.NewCenter(NewSymbol(icon, look.Quiet, 2.4)))
	}
	column.Add(NewText(title, Style{Size: look.SizeLarge, Bold: true, Wrap: true, Align: fyne.TextAlignCenter}))
	column.Add(NewText(sentence, Style{Wrap: true, Color: look.Quiet, Align: fyne.TextAlignCenter}))
	if button != "" {
		column.Add(gap(look.Step))
		column.Add(container.NewCenter(NewPrimary(button, nil, press)))
	}
	return container.New(&reading{center: true}, column)
}
