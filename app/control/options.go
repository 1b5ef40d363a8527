package control

import (
	"slices"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Options are answers that all are seen at once, to choose one of or any number. Each is a stop of
// the Tab key; the arrows walk them, Space and Enter choose. What is chosen is told by the sign
// before the words and by the frame, never by colour alone.
type Options struct {
	widget.BaseWidget
	// OnChanged, if set, hears that another choice was made, not that one was set.
	OnChanged func()

	many bool
	each []*option
	row  *fyne.Container
}

// NewOptions makes the answers; with many any number can be chosen, else one or none.
func NewOptions(labels []string, many bool, changed func()) *Options {
	o := &Options{OnChanged: changed, many: many, row: Flow(look.Gap)}
	for i, label := range labels {
		one := newOption(o, i, label)
		o.each = append(o.each, one)
		o.row.Add(one)
	}
	o.ExtendBaseWidget(o)
	return o
}

// NewAnswers is NewOptions in large type, for a question that stands alone: one answer a line, or where any
// number can be chosen as many columns of the same width as there is room for.
func NewAnswers(labels []string, many bool, changed func()) *Options {
	o := NewOptions(labels, many, changed)
	o.row.Layout = layout.NewCustomPaddedVBoxLayout(look.Gap)
	if many {
		o.row.Layout = &answers{}
	}
	for _, one := range o.each {
		one.label.SetStyle(Style{Size: look.SizeLarge})
	}
	return o
}

// answers are columns of the same width, read line by line.
type answers struct{ columns int }

const mostColumns = 4

func (a *answers) cell(objects []fyne.CanvasObject) fyne.Size {
	var cell fyne.Size
	for _, o := range objects {
		cell = cell.Max(o.MinSize())
	}
	return cell
}

func (a *answers) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	cell := a.cell(objects)
	a.columns = max(1, min(mostColumns, int((size.Width+look.Gap)/(cell.Width+look.Gap))))
	width := (size.Width - float32(a.columns-1)*look.Gap) / float32(a.columns)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%a.columns)*(width+look.Gap), float32(i/a.columns)*(cell.Height+look.Gap)))
		o.Resize(fyne.NewSize(width, cell.Height))
	}
}

func (a *answers) MinSize(objects []fyne.CanvasObject) fyne.Size {
	cell, columns := a.cell(objects), max(1, a.columns)
	lines := (len(objects) + columns - 1) / columns
	return fyne.NewSize(cell.Width, float32(lines)*(cell.Height+look.Gap)-look.Gap)
}

// Chosen are the places of the answers that are chosen, from 0, in order.
func (o *Options) Chosen() []int {
	var chosen []int
	for i, one := range o.each {
		if one.chosen {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

// Set chooses these and no others, without telling OnChanged.
func (o *Options) Set(chosen ...int) {
	for i, one := range o.each {
		one.chosen = slices.Contains(chosen, i)
		one.Refresh()
	}
}

// Choose answers as a press on one of them does.
func (o *Options) Choose(i int) {
	if i < 0 || i >= len(o.each) {
		return
	}
	switch {
	case o.many:
		o.each[i].chosen = !o.each[i].chosen
		o.each[i].Refresh()
	case o.each[i].chosen:
		o.Set() // chosen by mistake, and nothing may be true
	default:
		o.Set(i)
	}
	if o.OnChanged != nil {
		o.OnChanged()
	}
}

// Target is what gets the keyboard: the first that is chosen, or the first.
func (o *Options) Target() fyne.Focusable {
	if chosen := o.Chosen(); len(chosen) > 0 {
		return o.each[chosen[0]]
	}
	return o.each[0]
}

// Each are the answers, for what scrolls with the keyboard.
func (o *Options) Each() []Followed {
	list := make([]Followed, len(o.each))
	for i, one := range o.each {
		list[i] = one
	}
	return list
}

// CreateRenderer is for Fyne.
func (o *Options) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(o.row) }

// option is one answer.
type option struct {
	widget.BaseWidget
	of               *Options
	index            int
	label            *Text
	sign             *Symbol
	plate            *Plate
	chosen           bool
	focused, hovered bool
	seen             func() // of what scrolls with the keyboard
}

func newOption(of *Options, index int, label string) *option {
	t := &option{of: of, index: index, label: NewText(label, Style{}), sign: NewSymbol(nil, look.Binder, 1),
		plate: NewPlate(look.Sheet, look.Edge, 1, look.Corner)}
	t.ExtendBaseWidget(t)
	t.paint()
	return t
}

func (t *option) icon() fyne.Resource {
	switch {
	case t.of.many && t.chosen:
		return theme.CheckButtonCheckedIcon()
	case t.of.many:
		return theme.CheckButtonIcon()
	case t.chosen:
		return theme.RadioButtonCheckedIcon()
	}
	return theme.RadioButtonIcon()
}

func (t *option) paint() {
	fill, line := look.Sheet, look.Edge
	t.plate.thickness = 1
	if t.chosen {
		fill, line = look.BinderSoft, look.Binder
	}
	if t.hovered {
		fill = look.BinderSoft
	}
	if t.focused {
		line = look.Binder
		t.plate.thickness = look.FocusRing
	}
	t.sign.Set(t.icon(), look.Binder)
	t.plate.Paint(fill, line)
}

func (t *option) press() { t.of.Choose(t.index) }

func (t *option) step(by int) {
	if to := t.index + by; to >= 0 && to < len(t.of.each) {
		focus(t.of.each[to])
	}
}

func (t *option) follow(seen func()) { t.seen = seen }

// Refresh is for Fyne.
func (t *option) Refresh() {
	t.paint()
	t.BaseWidget.Refresh()
}

func (t *option) Tapped(*fyne.PointEvent)        { t.press() }
func (t *option) TypedRune(rune)                 {}
func (t *option) FocusLost()                     { t.focused = false; t.paint() }
func (t *option) MouseIn(*desktop.MouseEvent)    { t.hovered = true; t.paint() }
func (t *option) MouseMoved(*desktop.MouseEvent) {}
func (t *option) MouseOut()                      { t.hovered = false; t.paint() }
func (t *option) KeyDown(ev *fyne.KeyEvent)      { tellKeyDown(t, ev) }
func (t *option) KeyUp(*fyne.KeyEvent)           {}

func (t *option) FocusGained() {
	t.focused = true
	t.paint()
	tellSeen(t.seen)
}

func (t *option) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case HandOn(t, ev):
	case pressed(ev):
		t.press()
	case ev.Name == fyne.KeyRight || ev.Name == fyne.KeyDown:
		t.step(1)
	case ev.Name == fyne.KeyLeft || ev.Name == fyne.KeyUp:
		t.step(-1)
	}
}

// AccessibilityLabel is the words of the answer.
func (t *option) AccessibilityLabel() string             { return t.label.Text() }
func (t *option) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (t *option) MinSize() fyne.Size {
	t.ExtendBaseWidget(t)
	size := t.BaseWidget.MinSize()
	return fyne.NewSize(size.Width, max(size.Height, look.Target))
}

func (t *option) CreateRenderer() fyne.WidgetRenderer {
	inside := container.NewBorder(nil, nil, Beside(0, container.NewCenter(t.sign), gap(look.Gap)), nil, middled(t.label))
	return widget.NewSimpleRenderer(container.NewStack(t.plate, container.New(&inset{}, inside)))
}

// inset keeps words clear of the frame of a button: further at the sides than above and below.
type inset struct{}

func (inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(look.Gap+look.Step/2, look.Step))
		o.Resize(fyne.NewSize(size.Width-2*look.Gap-look.Step, size.Height-2*look.Step))
	}
}

func (inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*look.Gap+look.Step, 2*look.Step)
}
