package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Button is the program's button: outlined, with a clear focus, pressed by Space and Enter.
type Button struct {
	widget.Button
	focused bool
	seen    func() // of what scrolls with the keyboard
}

// NewButton makes an ordinary button. The icon may be nil.
func NewButton(text string, icon fyne.Resource, press func()) *Button {
	return newButton(text, icon, widget.MediumImportance, press)
}

// NewPrimary makes the one filled button of a page: what one came to do.
func NewPrimary(text string, icon fyne.Resource, press func()) *Button {
	return newButton(text, icon, widget.HighImportance, press)
}

// NewDanger makes a button for what can't be taken back.
func NewDanger(text string, icon fyne.Resource, press func()) *Button {
	return newButton(text, icon, widget.DangerImportance, press)
}

// NewFlat makes a button without a frame, for places where many stand together.
func NewFlat(text string, icon fyne.Resource, press func()) *Button {
	return newButton(text, icon, widget.LowImportance, press)
}

func newButton(text string, icon fyne.Resource, importance widget.Importance, press func()) *Button {
	b := &Button{}
	b.Text, b.Icon, b.Importance, b.OnTapped = text, icon, importance, press
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return newRinged(b.Button.CreateRenderer(), b.outline)
}

func (b *Button) outline() (fyne.ThemeColorName, float32) {
	filled := b.Importance == widget.HighImportance || b.Importance == widget.DangerImportance
	switch {
	case b.focused && filled:
		return look.Ink, look.FocusRing
	case b.focused:
		return look.Binder, look.FocusRing
	case filled || b.Importance == widget.LowImportance:
		return look.Edge, 0
	case b.Disabled():
		return look.Line, 1
	}
	return look.Edge, 1
}

// FocusGained is for Fyne.
func (b *Button) FocusGained() {
	b.focused = true
	b.Button.FocusGained()
	tellSeen(b.seen)
}

// FocusLost is for Fyne.
func (b *Button) FocusLost() {
	b.focused = false
	b.Button.FocusLost()
}

// TypedKey presses the button with Space or Enter and, unlike a mouse, leaves the focus on it.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	if HandOn(b, ev) || !pressed(ev) || b.Disabled() || b.OnTapped == nil {
		return
	}
	b.OnTapped()
}
