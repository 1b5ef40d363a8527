package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Link is a word or a name that leads to more about it: underlined, as high as its text, pressed by
// Space and Enter. It stands where a button would take the room of the text around it.
type Link struct {
	widget.BaseWidget
	words            string
	press            func()
	focused, hovered bool
	seen             func() // of what scrolls with the keyboard
}

var _ desktop.Keyable = (*Link)(nil)

// NewLink makes a link.
func NewLink(words string, press func()) *Link {
	l := &Link{words: words, press: press}
	l.ExtendBaseWidget(l)
	return l
}

func (l *Link) follow(seen func()) { l.seen = seen }

// Tapped is for Fyne.
func (l *Link) Tapped(*fyne.PointEvent) { l.press() }

// TypedRune is for Fyne.
func (l *Link) TypedRune(rune) {}

// TypedKey is for Fyne.
func (l *Link) TypedKey(ev *fyne.KeyEvent) {
	if !HandOn(l, ev) && pressed(ev) {
		l.press()
	}
}

// FocusGained is for Fyne.
func (l *Link) FocusGained() {
	l.focused = true
	l.Refresh()
	tellSeen(l.seen)
}

// FocusLost is for Fyne.
func (l *Link) FocusLost() { l.focused = false; l.Refresh() }

// MouseIn is for Fyne.
func (l *Link) MouseIn(*desktop.MouseEvent) { l.hovered = true; l.Refresh() }

// MouseMoved is for Fyne.
func (l *Link) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is for Fyne.
func (l *Link) MouseOut() { l.hovered = false; l.Refresh() }

// KeyDown is for Fyne.
func (l *Link) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(l, ev) }

// KeyUp is for Fyne.
func (l *Link) KeyUp(*fyne.KeyEvent) {}

// Cursor is for Fyne.
func (l *Link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is the words.
func (l *Link) AccessibilityLabel() string { return l.words }

// AccessibilityRole is for Fyne.
func (l *Link) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// CreateRenderer is for Fyne.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	r := &linkRenderer{link: l, back: &canvas.Rectangle{}, line: &canvas.Rectangle{}, words: &canvas.Text{}}
	r.Refresh()
	return r
}

type linkRenderer struct {
	link       *Link
	back, line *canvas.Rectangle
	words      *canvas.Text
}

func (r *linkRenderer) Layout(size fyne.Size) {
	r.words.Text = cut(r.link.words, size.Width, r.words.TextSize, r.words.TextStyle)
	least := r.words.MinSize()
	r.back.Move(fyne.NewSquareOffsetPos(-look.Step / 2))
	r.back.Resize(fyne.NewSize(least.Width+look.Step, least.Height+look.Step))
	r.words.Move(fyne.NewPos(0, 0))
	r.words.Resize(least)
	r.line.Move(fyne.NewPos(0, least.Height-2))
	r.line.Resize(fyne.NewSize(least.Width, 1))
}

// MinSize lets a long name be cut rather than widen what it stands in.
func (r *linkRenderer) MinSize() fyne.Size {
	whole := fyne.MeasureText(r.link.words, r.words.TextSize, r.words.TextStyle)
	return fyne.NewSize(min(whole.Width, r.words.TextSize*10), whole.Height)
}

func (r *linkRenderer) Refresh() {
	r.words.Color, r.words.TextSize, r.words.TextStyle.Bold = look.Color(look.Binder), look.Size(look.SizeBase), true
	r.line.FillColor = look.Color(look.Binder)
	r.line.Hidden = r.link.hovered
	r.back.FillColor, r.back.CornerRadius = nil, look.Step
	r.back.StrokeWidth = 0
	if r.link.focused {
		r.back.StrokeColor, r.back.StrokeWidth = look.Color(look.Binder), look.FocusRing
	}
	r.Layout(r.link.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *linkRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.words, r.line}
}

func (r *linkRenderer) Destroy() {}
