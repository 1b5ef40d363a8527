package control

import (
	"image/color"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// QuietMessage says how something went in a line on the page, instead of a dialog in the way.
// It keeps its place when it is empty, so that nothing jumps.
type QuietMessage struct {
	widget.BaseWidget
	text   *Text
	symbol *Symbol
	undo   *Button
}

// NewQuietMessage makes an empty line.
func NewQuietMessage() *QuietMessage {
	m := &QuietMessage{
		text:   NewText("", Style{Wrap: true}),
		symbol: NewSymbol(ToneCalm.icon(), look.Quiet, 1),
		undo:   NewButton("", nil, nil),
	}
	m.ExtendBaseWidget(m)
	m.Clear()
	return m
}

// Say shows a sentence.
func (m *QuietMessage) Say(tone Tone, sentence string) { m.SayWith(tone, sentence, "", nil) }

// SayWith shows a sentence with a button, as a rule to take back what was done.
func (m *QuietMessage) SayWith(tone Tone, sentence, button string, press func()) {
	full, _ := tone.colors()
	m.symbol.Set(tone.icon(), full)
	m.symbol.Hidden = sentence == ""
	m.text.SetText(sentence)
	if tone == ToneFault {
		m.text.SetStyle(Style{Wrap: true, Color: look.Outage})
	} else {
		m.text.SetStyle(Style{Wrap: true})
	}
	m.undo.OnTapped = press
	m.undo.SetText(button)
	m.undo.Hidden = button == ""
	m.Refresh()
}

// Clear empties the line.
func (m *QuietMessage) Clear() { m.Say(ToneCalm, "") }

// Text is what the line says.
func (m *QuietMessage) Text() string { return m.text.Text() }

// CreateRenderer is for Fyne.
func (m *QuietMessage) CreateRenderer() fyne.WidgetRenderer {
	floor := canvas.NewRectangle(color.Transparent)
	floor.SetMinSize(fyne.NewSize(0, look.Target))
	return widget.NewSimpleRenderer(container.NewStack(floor, container.NewBorder(nil, nil,
		Beside(look.Step, container.NewCenter(m.symbol), gap(0)), m.undo, middled(m.text))))
}
