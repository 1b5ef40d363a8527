package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Place is one destination of a NavColumn.
type Place struct {
	Key   string
	Icon  fyne.Resource
	Text  string
	Count string // shown after the word, such as a number waiting; empty for none
}

// NavColumn is the column of places on the left: icon and word, or icons alone when collapsed.
// Up and down move between the places, Enter goes there.
type NavColumn struct {
	widget.BaseWidget
	// OnGo, if set, hears the key of the place to go to.
	OnGo func(key string)

	items     []*navItem
	scroll    *container.Scroll // on a low screen with large type not all places are seen at once
	chosen    string
	collapsed bool
}

// NewNavColumn makes the column.
func NewNavColumn(places []Place, goTo func(key string)) *NavColumn {
	n := &NavColumn{OnGo: goTo}
	column := container.New(squeeze{})
	for i, place := range places {
		n.items = append(n.items, newNavItem(n, i, place))
		column.Add(n.items[i])
	}
	n.scroll = container.NewVScroll(Padded(look.Gap, column))
	n.ExtendBaseWidget(n)
	return n
}

// squeeze sets the places one below the other with air between them, and closer where the window is low:
// all of them are seen at once as long as each is high enough to be pressed.
type squeeze struct{}

// squeezed is the least height of a place on a low window. With more room it is look.Target.
const squeezed = 33

func (squeeze) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var whole float32
	for _, o := range objects {
		whole += o.MinSize().Height + look.Step
	}
	part := min(1, (size.Height+look.Step)/max(1, whole))
	y := float32(0)
	for _, o := range objects {
		natural := o.MinSize().Height
		room := (natural + look.Step) * part
		height := min(natural, room)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += room
	}
}

func (squeeze) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		least := o.MinSize()
		size = fyne.NewSize(max(size.Width, least.Width), size.Height+min(least.Height, squeezed))
	}
	return size
}

// Choose marks the place where one is, without calling OnGo.
func (n *NavColumn) Choose(key string) {
	n.chosen = key
	n.refreshItems()
}

// Chosen is the key of the place where one is.
func (n *NavColumn) Chosen() string { return n.chosen }

// SetCollapsed shows icons alone, or icons with words.
func (n *NavColumn) SetCollapsed(collapsed bool) {
	n.collapsed = collapsed
	n.refreshItems()
	n.Refresh()
}

// Collapsed tells whether icons stand alone.
func (n *NavColumn) Collapsed() bool { return n.collapsed }

// SetCount changes the count after a place's word.
func (n *NavColumn) SetCount(key, count string) {
	for _, item := range n.items {
		if item.place.Key == key {
			item.place.Count = count
			item.Refresh()
		}
	}
}

func (n *NavColumn) refreshItems() {
	for _, item := range n.items {
		item.Refresh()
	}
}

func (n *NavColumn) move(from, by int) {
	if to := from + by; to >= 0 && to < len(n.items) {
		focus(n.items[to])
		n.reveal(n.items[to])
	}
}

// reveal scrolls so that a place is seen whole.
func (n *NavColumn) reveal(item *navItem) {
	top, room := item.Position().Y, n.scroll.Size().Height
	bottom := top + item.Size().Height + 2*look.Gap
	switch {
	case top < n.scroll.Offset.Y:
		n.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > n.scroll.Offset.Y+room:
		n.scroll.ScrollToOffset(fyne.NewPos(0, bottom-room))
	}
}

// CreateRenderer is for Fyne.
func (n *NavColumn) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(n.scroll)
}

type navItem struct {
	widget.BaseWidget
	column           *NavColumn
	index            int
	place            Place
	focused, hovered bool
}

func newNavItem(column *NavColumn, index int, place Place) *navItem {
	item := &navItem{column: column, index: index, place: place}
	item.ExtendBaseWidget(item)
	return item
}

func (i *navItem) visit() {
	if i.column.OnGo != nil {
		i.column.OnGo(i.place.Key)
	}
}

func (i *navItem) Tapped(*fyne.PointEvent)        { i.visit() }
func (i *navItem) TypedRune(rune)                 {}
func (i *navItem) MouseMoved(*desktop.MouseEvent) {}
func (i *navItem) MouseIn(*desktop.MouseEvent)    { i.hovered = true; i.Refresh() }
func (i *navItem) MouseOut()                      { i.hovered = false; i.Refresh() }
func (i *navItem) FocusGained()                   { i.focused = true; i.Refresh() }
func (i *navItem) FocusLost()                     { i.focused = false; i.Refresh() }

// AccessibilityLabel is the word, also when only the icon is seen.
func (i *navItem) AccessibilityLabel() string             { return i.place.Text }
func (i *navItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (i *navItem) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case HandOn(i, ev):
	case pressed(ev):
		i.visit()
	case ev.Name == fyne.KeyDown:
		i.column.move(i.index, 1)
	case ev.Name == fyne.KeyUp:
		i.column.move(i.index, -1)
	}
}

func (i *navItem) CreateRenderer() fyne.WidgetRenderer {
	r := &navItemRenderer{
		item: i, back: &canvas.Rectangle{}, bar: &canvas.Rectangle{}, icon: &canvas.Image{},
		text: &canvas.Text{}, count: &canvas.Text{},
	}
	r.icon.FillMode = canvas.ImageFillContain
	r.Refresh()
	return r
}

type navItemRenderer struct {
	item        *navItem
	back, bar   *canvas.Rectangle
	icon        *canvas.Image
	text, count *canvas.Text
}

const navAir = 12

func (r *navItemRenderer) iconSize() float32 { return look.Size(look.SizeIcon) }

func (r *navItemRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.bar.Resize(fyne.NewSize(look.Step, size.Height-2*look.Gap))
	r.bar.Move(fyne.NewPos(0, look.Gap))
	icon := r.iconSize()
	r.icon.Resize(fyne.NewSquareSize(icon))
	r.icon.Move(fyne.NewPos(navAir, (size.Height-icon)/2))
	text, count := r.text.MinSize(), r.count.MinSize()
	r.text.Move(fyne.NewPos(navAir+icon+navAir, (size.Height-text.Height)/2))
	r.text.Resize(text)
	r.count.Move(fyne.NewPos(size.Width-navAir-count.Width, (size.Height-count.Height)/2))
	r.count.Resize(count)
}

func (r *navItemRenderer) MinSize() fyne.Size {
	icon := r.iconSize()
	height := max(icon+2*look.Gap, look.Target)
	if r.item.column.collapsed {
		return fyne.NewSize(icon+2*navAir, height)
	}
	// Measured bold, so that the column is as wide whichever place is chosen.
	words := fyne.MeasureText(r.text.Text, r.text.TextSize, fyne.TextStyle{Bold: true})
	width := navAir + icon + navAir + words.Width + navAir
	if r.count.Text != "" {
		width += r.count.MinSize().Width + navAir
	}
	return fyne.NewSize(width, max(height, r.text.MinSize().Height+2*look.Gap))
}

func (r *navItemRenderer) Refresh() {
	item := r.item
	chosen := item.column.chosen == item.place.Key
	ink, fill := look.Ink, look.Ground
	if chosen {
		ink, fill = look.Binder, look.BinderSoft
	}
	r.back.FillColor, r.back.CornerRadius = look.Color(fill), look.Corner
	r.back.StrokeWidth = 0
	switch {
	case item.focused:
		r.back.StrokeColor, r.back.StrokeWidth = look.Color(look.Binder), look.FocusRing
	case item.hovered:
		r.back.StrokeColor, r.back.StrokeWidth = look.Color(look.Edge), 1
	}
	r.bar.FillColor, r.bar.Hidden, r.bar.CornerRadius = look.Color(look.Binder), !chosen, 2
	r.icon.Resource = look.Tinted(item.place.Icon, ink)
	r.text.Text, r.text.Color, r.text.TextSize = item.place.Text, look.Color(ink), look.Size(look.SizeBase)
	r.text.TextStyle.Bold = chosen
	r.count.Text, r.count.Color, r.count.TextSize = item.place.Count, look.Color(ink), look.Size(look.SizeSmall)
	r.count.TextStyle.Bold = true
	r.text.Hidden, r.count.Hidden = item.column.collapsed, item.column.collapsed
	r.Layout(item.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *navItemRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.bar, r.icon, r.text, r.count}
}

func (r *navItemRenderer) Destroy() {}
