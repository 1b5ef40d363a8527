package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tick is a step to tick: a box, a sentence over as many lines as it needs, and below it who ticked it
// when. Space and Enter tick it, the arrows walk to the next of its column.
type Tick struct {
	widget.BaseWidget
	// OnPressed, if set, hears that somebody wants it ticked, or not any more. The box shows what Set says.
	OnPressed func()

	words, under     *Text
	sign             *Symbol
	plate            *Plate
	done             bool
	focused, hovered bool
	seen             func() // of what scrolls with the keyboard
}

var _ desktop.Keyable = (*Tick)(nil)

// NewTick makes a box that is not ticked.
func NewTick(sentence string, pressed func()) *Tick {
	t := &Tick{OnPressed: pressed, words: Plain(sentence), under: NewText("", Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}),
		sign: NewSymbol(theme.CheckButtonIcon(), look.Binder, 1.3), plate: NewPlate(look.Sheet, look.Line, 1, look.Corner)}
	t.under.Hide()
	t.ExtendBaseWidget(t)
	return t
}

// Set shows whether it is done, and below it who did it; nothing when under is empty.
func (t *Tick) Set(done bool, under string) {
	t.done = done
	t.under.SetText(under)
	t.under.Hidden = under == ""
	icon := theme.CheckButtonIcon()
	if done {
		icon = theme.CheckButtonCheckedIcon()
	}
	t.sign.Set(icon, look.Binder)
	t.paint()
	t.Refresh()
}

// Done tells whether it is ticked.
func (t *Tick) Done() bool { return t.done }

// Words are the sentence.
func (t *Tick) Words() string { return t.words.Text() }

// Under is the line below the sentence.
func (t *Tick) Under() string { return t.under.Text() }

func (t *Tick) paint() {
	fill, line := look.Sheet, look.Line
	t.plate.thickness = 1
	if t.done {
		fill = look.NormalSoft
	}
	if t.hovered {
		fill = look.BinderSoft
	}
	if t.focused {
		line, t.plate.thickness = look.Binder, look.FocusRing
	}
	t.plate.Paint(fill, line)
}

func (t *Tick) press() {
	if t.OnPressed != nil {
		t.OnPressed()
	}
}

func (t *Tick) follow(seen func()) { t.seen = seen }

// Tapped is for Fyne.
func (t *Tick) Tapped(*fyne.PointEvent) { t.press() }

// TypedRune is for Fyne.
func (t *Tick) TypedRune(rune) {}

// TypedKey is for Fyne.
func (t *Tick) TypedKey(ev *fyne.KeyEvent) {
	if !HandOn(t, ev) && pressed(ev) {
		t.press()
	}
}

// FocusGained is for Fyne.
func (t *Tick) FocusGained() {
	t.focused = true
	t.paint()
	tellSeen(t.seen)
}

// FocusLost is for Fyne.
func (t *Tick) FocusLost() { t.focused = false; t.paint() }

// MouseIn is for Fyne.
func (t *Tick) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.paint() }

// MouseMoved is for Fyne.
func (t *Tick) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is for Fyne.
func (t *Tick) MouseOut() { t.hovered = false; t.paint() }

// KeyDown is for Fyne.
func (t *Tick) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(t, ev) }

// KeyUp is for Fyne.
func (t *Tick) KeyUp(*fyne.KeyEvent) {}

// AccessibilityLabel is the sentence.
func (t *Tick) AccessibilityLabel() string { return t.words.Text() }

// AccessibilityRole is for Fyne.
func (t *Tick) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is for Fyne.
func (t *Tick) CreateRenderer() fyne.WidgetRenderer {
	words := middled(Tall(0, nil, t.words, t.under))
	inside := container.NewBorder(nil, nil, Beside(0, container.NewCenter(t.sign), gap(look.Gap)), nil, words)
	return widget.NewSimpleRenderer(container.NewStack(t.plate, Padded(look.Gap, inside)))
}
