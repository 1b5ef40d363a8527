package control

import (
	"image/color"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Tab is one sheet of Tabs. Make is called when the tab is first opened, so that a page with
// seven tabs costs one.
type Tab struct {
	Title string
	Make  func() fyne.CanvasObject
}

// Tabs shows one of several sheets. Unlike Fyne's own, the tabs are reached by Tab and the
// left and right arrows walk them.
type Tabs struct {
	widget.BaseWidget
	// OnOpened, if set, hears which tab was opened.
	OnOpened func(i int)

	tabs  []Tab
	heads []*tabHead
	made  []fyne.CanvasObject
	row   *fyne.Container
	body  *fyne.Container
	open  int
}

// NewTabs makes the tabs and opens the first.
func NewTabs(tabs ...Tab) *Tabs {
	t := &Tabs{tabs: tabs, made: make([]fyne.CanvasObject, len(tabs)), row: container.New(&flow{gap: look.Step}), body: container.NewStack(), open: -1}
	for i := range tabs {
		h := &tabHead{tabs: t, index: i}
		h.ExtendBaseWidget(h)
		t.heads = append(t.heads, h)
		t.row.Add(h)
	}
	t.ExtendBaseWidget(t)
	t.Open(0)
	return t
}

// Open shows a tab; one that isn't there is ignored.
func (t *Tabs) Open(i int) {
	if i < 0 || i >= len(t.tabs) || i == t.open {
		return
	}
	if t.made[i] == nil {
		t.made[i] = t.tabs[i].Make()
	}
	t.open = i
	t.body.Objects = []fyne.CanvasObject{t.made[i]}
	t.body.Refresh()
	for _, h := range t.heads {
		h.Refresh()
	}
	if t.OnOpened != nil {
		t.OnOpened(i)
	}
}

// SetTitle changes a tab's title: a number of things that wait behind it.
func (t *Tabs) SetTitle(i int, title string) {
	if i >= 0 && i < len(t.tabs) && t.tabs[i].Title != title {
		t.tabs[i].Title = title
		t.heads[i].Refresh()
		t.row.Refresh()
	}
}

// Opened is the tab shown.
func (t *Tabs) Opened() int { return t.open }

// CreateRenderer is for Fyne.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(
		Stack(0, t.row, widget.NewSeparator(), gap(look.Gap)), nil, nil, nil, t.body))
}

type tabHead struct {
	widget.BaseWidget
	tabs             *Tabs
	index            int
	focused, hovered bool
}

func (h *tabHead) Tapped(*fyne.PointEvent)        { h.tabs.Open(h.index) }
func (h *tabHead) TypedRune(rune)                 {}
func (h *tabHead) FocusGained()                   { h.focused = true; h.Refresh() }
func (h *tabHead) FocusLost()                     { h.focused = false; h.Refresh() }
func (h *tabHead) MouseIn(*desktop.MouseEvent)    { h.hovered = true; h.Refresh() }
func (h *tabHead) MouseMoved(*desktop.MouseEvent) {}
func (h *tabHead) MouseOut()                      { h.hovered = false; h.Refresh() }

// AccessibilityLabel is the title.
func (h *tabHead) AccessibilityLabel() string             { return h.tabs.tabs[h.index].Title }
func (h *tabHead) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (h *tabHead) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case HandOn(h, ev):
	case pressed(ev):
		h.tabs.Open(h.index)
	case ev.Name == fyne.KeyRight:
		h.step(1)
	case ev.Name == fyne.KeyLeft:
		h.step(-1)
	}
}

func (h *tabHead) step(by int) {
	if to := h.index + by; to >= 0 && to < len(h.tabs.heads) {
		h.tabs.Open(to)
		focus(h.tabs.heads[to])
	}
}

func (h *tabHead) CreateRenderer() fyne.WidgetRenderer {
	r := &tabHeadRenderer{head: h, back: &canvas.Rectangle{}, bar: &canvas.Rectangle{}, text: &canvas.Text{}}
	r.Refresh()
	return r
}

type tabHeadRenderer struct {
	head      *tabHead
	back, bar *canvas.Rectangle
	text      *canvas.Text
}

func (r *tabHeadRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.bar.Resize(fyne.NewSize(size.Width, 3))
	r.bar.Move(fyne.NewPos(0, size.Height-3))
	text := r.text.MinSize()
	r.text.Resize(text)
	r.text.Move(fyne.NewPos((size.Width-text.Width)/2, (size.Height-text.Height)/2))
}

func (r *tabHeadRenderer) MinSize() fyne.Size {
	// Measured bold, so that the row does not shift when another tab opens.
	words := fyne.MeasureText(r.text.Text, r.text.TextSize, fyne.TextStyle{Bold: true})
	return fyne.NewSize(words.Width+2*look.Space-look.Gap, max(look.Target, words.Height+2*look.Gap))
}

func (r *tabHeadRenderer) Refresh() {
	h := r.head
	open := h.tabs.open == h.index
	ink := look.Quiet
	if open {
		ink = look.Binder
	} else if h.hovered {
		ink = look.Ink
	}
	r.text.Text, r.text.Color = h.tabs.tabs[h.index].Title, look.Color(ink)
	r.text.TextSize, r.text.TextStyle.Bold = look.Size(look.SizeBase), open
	r.bar.FillColor, r.bar.Hidden = look.Color(look.Binder), !open
	r.back.FillColor, r.back.CornerRadius, r.back.StrokeWidth = color.Transparent, look.Corner, 0
	if h.focused {
		r.back.StrokeColor, r.back.StrokeWidth = look.Color(look.Binder), look.FocusRing
	}
	r.Layout(h.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *tabHeadRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.bar, r.text}
}

func (r *tabHeadRenderer) Destroy() {}
