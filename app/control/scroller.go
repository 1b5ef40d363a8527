package control

import (
	"image/color"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Scroller shows what may be higher than its room. Unlike Fyne's own scroll it can have the
// keyboard: arrows, Page up and down, Home and End move it.
type Scroller struct {
	widget.BaseWidget
	// OnKey, if set, sees a key first and tells whether it took it.
	OnKey func(*fyne.KeyEvent) bool

	scroll *container.Scroll
	stop   *scrollStop
}

// NewScroller makes a scroller around content.
func NewScroller(content fyne.CanvasObject) *Scroller {
	s := &Scroller{scroll: container.NewVScroll(content)}
	s.stop = &scrollStop{scroller: s}
	s.stop.ExtendBaseWidget(s.stop)
	s.ExtendBaseWidget(s)
	return s
}

// Offset is how far down it is scrolled.
func (s *Scroller) Offset() float32 { return s.scroll.Offset.Y }

// AtEnd tells whether all that is below has been seen.
func (s *Scroller) AtEnd() bool {
	return s.scroll.Offset.Y >= s.scroll.Content.MinSize().Height-s.scroll.Size().Height
}

// ToTop scrolls to the beginning.
func (s *Scroller) ToTop() { s.scroll.ScrollToTop() }

// Focus puts the keyboard in the scroller.
func (s *Scroller) Focus() { focus(s.stop) }

// Target is what has the keyboard when the scroller has it.
func (s *Scroller) Target() fyne.Focusable { return s.stop }

func (s *Scroller) key(name fyne.KeyName) {
	line := look.Size(look.SizeBase) * 3
	page := max(line, s.scroll.Size().Height-line)
	switch name {
	case fyne.KeyDown:
		s.by(line)
	case fyne.KeyUp:
		s.by(-line)
	case fyne.KeyPageDown, fyne.KeySpace:
		s.by(page)
	case fyne.KeyPageUp:
		s.by(-page)
	case fyne.KeyHome:
		s.scroll.ScrollToTop()
	case fyne.KeyEnd:
		s.scroll.ScrollToBottom()
	}
}

func (s *Scroller) by(distance float32) {
	most := max(0, s.scroll.Content.MinSize().Height-s.scroll.Size().Height)
	s.scroll.ScrollToOffset(fyne.NewPos(0, min(max(0, s.scroll.Offset.Y+distance), most)))
}

// MinSize leaves the height to the page.
func (s *Scroller) MinSize() fyne.Size {
	s.ExtendBaseWidget(s)
	return fyne.NewSize(s.scroll.MinSize().Width, 2*look.Target)
}

// CreateRenderer is for Fyne.
func (s *Scroller) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(s.stop, s.scroll))
}

// scrollStop is where the Tab key stops. It lies behind the content and not around it: Fyne walks
// back from a widget into what it holds, so that Shift and Tab would never come out at the top.
type scrollStop struct {
	widget.BaseWidget
	scroller *Scroller
	focused  bool
}

// KeyDown is for Fyne.
func (t *scrollStop) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(t, ev) }

// KeyUp is for Fyne.
func (t *scrollStop) KeyUp(*fyne.KeyEvent) {}

func (t *scrollStop) FocusGained()   { t.focused = true; t.Refresh() }
func (t *scrollStop) FocusLost()     { t.focused = false; t.Refresh() }
func (t *scrollStop) TypedRune(rune) {}

func (t *scrollStop) TypedKey(ev *fyne.KeyEvent) {
	if t.scroller.OnKey != nil && t.scroller.OnKey(ev) {
		return
	}
	if !HandOn(t, ev) {
		t.scroller.key(ev.Name)
	}
}

func (t *scrollStop) CreateRenderer() fyne.WidgetRenderer {
	return newRinged(widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent)), ringWhen(&t.focused))
}
