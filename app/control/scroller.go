package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Scroller shows what may be higher than its room. Unlike Fyne's own scroll it can have the
// keyboard: arrows, Page up and down, Home and End move it.
type Scroller struct {
	widget.BaseWidget
	scroll  *container.Scroll
	focused bool
}

// NewScroller makes a scroller around content.
func NewScroller(content fyne.CanvasObject) *Scroller {
	s := &Scroller{scroll: container.NewVScroll(content)}
	s.ExtendBaseWidget(s)
	return s
}

// Offset is how far down it is scrolled.
func (s *Scroller) Offset() float32 { return s.scroll.Offset.Y }

// Focus puts the keyboard in the scroller.
func (s *Scroller) Focus() { focus(s) }

// FocusGained is for Fyne.
func (s *Scroller) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost is for Fyne.
func (s *Scroller) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune is for Fyne.
func (s *Scroller) TypedRune(rune) {}

// KeyDown is for Fyne.
func (s *Scroller) KeyDown(ev *fyne.KeyEvent) { tellKeyDown(s, ev) }

// KeyUp is for Fyne.
func (s *Scroller) KeyUp(*fyne.KeyEvent) {}

// TypedKey is for Fyne.
func (s *Scroller) TypedKey(ev *fyne.KeyEvent) {
	if HandOn(s, ev) {
		return
	}
	line := look.Size(look.SizeBase) * 3
	page := max(line, s.scroll.Size().Height-line)
	switch ev.Name {
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
	return newRinged(widget.NewSimpleRenderer(s.scroll), ringWhen(&s.focused))
}
