package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Calling is whom to call.
type Calling struct {
	Order  string // "1. Ring först"
	Name   string
	Number string // as people read it aloud; what stands there instead when there is none
	Note   string // when they answer, customer number
	Code   string // what a phone scans to call; empty for no code
	// Missing says that Number is a sentence that a number is missing.
	Missing bool
}

// NewCallCard shows whom to call: the number so large that it can be read at arm's length, and a code
// for the phone's camera beside it.
func NewCallCard(c Calling, below ...fyne.CanvasObject) fyne.CanvasObject {
	words := Tall(look.Step, nil)
	if c.Order != "" {
		words.Add(NewText(c.Order, Style{Size: look.SizeSmall, Bold: true, Color: look.Quiet, Wrap: true}))
	}
	words.Add(NewText(c.Name, Style{Bold: true, Wrap: true}))
	if c.Missing {
		words.Add(NewText(c.Number, Style{Color: look.Notice, Bold: true, Wrap: true}))
	} else if c.Number != "" {
		words.Add(NewText(c.Number, Style{Size: look.SizeLargest, Bold: true, Copy: true}))
	}
	if c.Note != "" {
		words.Add(NewText(c.Note, Style{Color: look.Quiet, Wrap: true}))
	}
	for _, o := range below {
		words.Add(o)
	}
	inside := fyne.CanvasObject(words)
	if code := NewCode(c.Code, CodeSide()); c.Code != "" && code != nil {
		aside := container.New(layout.NewCustomPaddedVBoxLayout(0), code)
		inside = container.NewBorder(nil, nil, nil, Beside(0, gap(look.Gap), aside), words)
	}
	return container.NewStack(NewPlate(look.Sheet, look.Line, 1, look.Corner), Padded(look.Gap+look.Step, inside))
}

// CodeSide is the side of a code of a telephone number: some three centimetres on a usual screen, which
// a phone reads at arm's length.
func CodeSide() float32 { return look.Size(look.SizeBase) * 6.5 }
