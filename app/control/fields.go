package control

import (
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Fact is one line of a FieldGrid: a label and what is known.
type Fact struct {
	Label string
	Value string // what is empty is said to be not stated
	Large bool   // for numbers that are read aloud or dialled
}

// FieldGrid shows facts as label and value, the values to be selected and copied.
type FieldGrid struct {
	widget.BaseWidget
	words *text.Words
	grid  *fyne.Container
	facts []Fact
}

// NewFieldGrid makes a grid of facts.
func NewFieldGrid(words *text.Words, facts ...Fact) *FieldGrid {
	g := &FieldGrid{words: words, grid: container.New(&factLayout{})}
	g.ExtendBaseWidget(g)
	g.Set(facts...)
	return g
}

// Set shows other facts.
func (g *FieldGrid) Set(facts ...Fact) {
	g.facts = facts
	g.grid.Objects = g.grid.Objects[:0]
	for _, fact := range facts {
		style := Style{Wrap: true, Copy: true}
		if fact.Large {
			style.Size, style.Bold = look.SizeLarge, true
		}
		if fact.Value == "" {
			fact.Value = g.words.Say("control.nothing")
			style = Style{Wrap: true, Color: look.Quiet}
		}
		g.grid.Objects = append(g.grid.Objects,
			NewText(fact.Label, Style{Color: look.Quiet, Wrap: true}), NewText(fact.Value, style))
	}
	g.grid.Refresh()
}

// Facts are the facts shown.
func (g *FieldGrid) Facts() []Fact { return g.facts }

// CreateRenderer is for Fyne.
func (g *FieldGrid) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.grid) }

// factLayout sets pairs of label and value in two columns, the labels in a third of the width
// but no wider than 180, the tops of both in line.
type factLayout struct{}

func (factLayout) labels(width float32) float32 {
	return min(width/3, look.Size(look.SizeBase)*12)
}

func (f factLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y, labels := float32(0), f.labels(size.Width)
	for i := 0; i+1 < len(objects); i += 2 {
		label, value := objects[i], objects[i+1]
		// Wrapped text knows its height only once it knows its width.
		label.Resize(fyne.NewSize(labels, label.MinSize().Height))
		value.Resize(fyne.NewSize(size.Width-labels-look.Space, value.MinSize().Height))
		height := max(label.MinSize().Height, value.MinSize().Height)
		label.Resize(fyne.NewSize(labels, height))
		value.Resize(fyne.NewSize(size.Width-labels-look.Space, height))
		label.Move(fyne.NewPos(0, y))
		value.Move(fyne.NewPos(labels+look.Space, y))
		y += height + look.Gap
	}
}

func (f factLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(look.Size(look.SizeBase)*16, 0)
	for i := 0; i+1 < len(objects); i += 2 {
		size.Height += max(objects[i].MinSize().Height, objects[i+1].MinSize().Height) + look.Gap
	}
	size.Height = max(0, size.Height-look.Gap)
	return size
}

// CopyField is one value with a button that copies it, and a tick once it has been.
type CopyField struct {
	widget.BaseWidget
	words  *text.Words
	label  *Text
	value  *Text
	button *Button
	copy   func(string)
	copied bool
}

// NewCopyField makes the field. Copy puts the value on the clipboard: clearing it in time is the
// window's business.
func NewCopyField(words *text.Words, label, value string, copy func(value string)) *CopyField {
	f := &CopyField{
		words: words, copy: copy,
		label: NewText(label, Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}),
		value: NewText(value, Style{Wrap: true, Copy: true}),
	}
	f.button = NewButton("", nil, f.Copy)
	f.ExtendBaseWidget(f)
	f.update()
	return f
}

// Set shows another value, not yet copied.
func (f *CopyField) Set(label, value string) {
	f.label.SetText(label)
	f.value.SetText(value)
	f.copied = false
	f.update()
}

// Value is what would be copied.
func (f *CopyField) Value() string { return f.value.Text() }

// Copied tells whether the value has been copied since it was set.
func (f *CopyField) Copied() bool { return f.copied }

// Copy copies the value, as the button does. An empty value is not copied.
func (f *CopyField) Copy() {
	if f.Value() == "" {
		return
	}
	f.copy(f.Value())
	f.copied = true
	f.update()
}

// Focus puts the keyboard on the button.
func (f *CopyField) Focus() { focus(f.button) }

func (f *CopyField) update() {
	f.button.Text, f.button.Icon = f.words.Say("control.copy"), theme.ContentCopyIcon()
	if f.copied {
		f.button.Text, f.button.Icon = f.words.Say("control.copied"), theme.ConfirmIcon()
	}
	if f.Value() == "" {
		f.button.Disable()
	} else {
		f.button.Enable()
	}
	f.button.Refresh()
}

// CreateRenderer is for Fyne.
func (f *CopyField) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(
		NewPlate(look.Sheet, look.Line, 1, look.Corner),
		container.New(layout.NewCustomPaddedLayout(look.Step, look.Step, look.Gap, look.Step),
			container.NewBorder(nil, nil, nil, middled(f.button), container.New(&headed{}, f.label, f.value)))))
}
