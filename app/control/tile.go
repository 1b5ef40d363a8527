package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Tile is a large button with an icon, a title and a line below: the main actions of the start
// page, and choices that deserve an explanation.
type Tile struct {
	widget.BaseWidget
	// OnTapped, if set, hears a press by mouse, Space or Enter.
	OnTapped func()

	title, subtitle  *Text
	icon             *Symbol
	plate            *Plate
	focused, hovered bool
}

// NewTile makes a tile. The icon may be nil and the subtitle empty.
func NewTile(icon fyne.Resource, title, subtitle string, press func()) *Tile {
	t := &Tile{
		OnTapped: press,
		title:    NewText(title, Style{Size: look.SizeLarge, Bold: true, Wrap: true}),
		subtitle: NewText(subtitle, Style{Color: look.Quiet, Wrap: true}),
		plate:    NewPlate(look.Sheet, look.Edge, 1, look.Corner),
	}
	if icon != nil {
		t.icon = NewSymbol(icon, look.Binder, 1.6)
	}
	t.subtitle.Hidden = subtitle == ""
	t.ExtendBaseWidget(t)
	return t
}

// Title is the tile's main line.
func (t *Tile) Title() string { return t.title.Text() }

func (t *Tile) paint() {
	fill, line := look.Sheet, look.Edge
	t.plate.thickness = 1
	if t.hovered {
		fill = look.BinderSoft
	}
	if t.focused {
		line = look.Binder
		t.plate.thickness = look.FocusRing
	}
	t.plate.Paint(fill, line)
}

func (t *Tile) press() {
	if t.OnTapped != nil {
		t.OnTapped()
	}
}

// Tapped is for Fyne.
func (t *Tile) Tapped(*fyne.PointEvent) { t.press() }

// TypedKey is for Fyne.
func (t *Tile) TypedKey(ev *fyne.KeyEvent) {
	if !HandOn(t, ev) && pressed(ev) {
		t.press()
	}
}

// TypedRune is for Fyne.
func (t *Tile) TypedRune(rune) {}

// FocusGained is for Fyne.
func (t *Tile) FocusGained() { t.focused = true; t.paint() }

// FocusLost is for Fyne.
func (t *Tile) FocusLost() { t.focused = false; t.paint() }

// MouseIn is for Fyne.
func (t *Tile) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.paint() }

// MouseMoved is for Fyne.
func (t *Tile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is for Fyne.
func (t *Tile) MouseOut() { t.hovered = false; t.paint() }

// AccessibilityLabel is title and subtitle.
func (t *Tile) AccessibilityLabel() string { return t.title.Text() + ". " + t.subtitle.Text() }

// AccessibilityRole is for Fyne.
func (t *Tile) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is for Fyne.
func (t *Tile) CreateRenderer() fyne.WidgetRenderer {
	words := middled(Stack(look.Step, t.title, t.subtitle))
	var icon fyne.CanvasObject
	if t.icon != nil {
		icon = container.NewBorder(nil, nil, nil, gap(look.Gap), container.NewCenter(t.icon))
	}
	return widget.NewSimpleRenderer(container.NewStack(t.plate,
		Padded(look.Space, container.NewBorder(nil, nil, icon, nil, words))))
}
