package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// Standing is how it stands with something: a shape and a word of one colour, what it is about, and
// more of it below.
type Standing struct {
	Shape fyne.Resource
	Color fyne.ThemeColorName // look.Normal, Outage, Return, Notice, Binder or Quiet
	Word  string              // "Fungerar inte", "12 min kvar"
	Title string
	Lines []string
	Press func() // opens more of it; nil where there is nothing
}

// StandingRow shows a Standing. Its word can change while it stands, as a countdown does.
type StandingRow struct {
	widget.BaseWidget
	word    *Text
	content fyne.CanvasObject
}

// NewStandingRow makes the row.
func NewStandingRow(s Standing) *StandingRow {
	r := &StandingRow{word: NewText(s.Word, Style{Bold: true, Color: s.Color, Wrap: true})}
	words := Tall(0, nil)
	if s.Press != nil {
		words.Add(NewLink(s.Title, s.Press))
	} else if s.Title != "" {
		words.Add(NewText(s.Title, Style{Bold: true, Wrap: true}))
	}
	words.Add(r.word)
	for _, line := range s.Lines {
		words.Add(NewText(line, Style{Wrap: true}))
	}
	shape := container.New(layout.NewCustomPaddedLayout(look.Step/2, 0, 0, look.Gap),
		container.New(layout.NewCustomPaddedVBoxLayout(0), NewSymbol(s.Shape, s.Color, 1)))
	r.content = container.NewBorder(nil, nil, shape, nil, words)
	r.ExtendBaseWidget(r)
	return r
}

// SetWord changes the word.
func (r *StandingRow) SetWord(word string) { r.word.SetText(word) }

// Word is the word shown.
func (r *StandingRow) Word() string { return r.word.Text() }

// CreateRenderer is for Fyne.
func (r *StandingRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(r.content)
}
