package control

import (
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Field is a control with its label above and, below it, a hint, what is wrong, or how many
// characters are left.
type Field struct {
	widget.BaseWidget
	words   *text.Words
	label   *Text
	below   *Text
	control fyne.CanvasObject
	entry   *Entry
	hint    string
	fault   string
}

// NewField frames any control; an Entry with MaxRunes gets a counter. The hint may be empty.
func NewField(words *text.Words, label, hint string, control fyne.CanvasObject) *Field {
	f := &Field{
		words: words, hint: hint, control: control,
		label: NewText(label, Style{Bold: true}),
		below: NewText(hint, Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}),
	}
	if c, ok := control.(interface{ field() *Entry }); ok {
		f.entry = c.field()
		f.entry.watcher = f.update
	}
	f.label.Hidden = label == ""
	f.ExtendBaseWidget(f)
	f.update()
	return f
}

// SetFault says what is wrong with what was typed; empty when nothing is.
func (f *Field) SetFault(sentence string) {
	f.fault = sentence
	f.update()
}

// SetLabel changes what stands above the control: one field may answer several questions.
func (f *Field) SetLabel(label string) {
	f.label.SetText(label)
	f.label.Hidden = label == ""
	f.Refresh()
}

// WrapLabel lets a long label take several lines: forms are made by others.
func (f *Field) WrapLabel() { f.label.SetStyle(Style{Bold: true, Wrap: true}) }

// SetHint changes the line below.
func (f *Field) SetHint(sentence string) {
	f.hint = sentence
	f.update()
}

// Below is the line that now stands below the control.
func (f *Field) Below() string { return f.below.Text() }

func (f *Field) update() {
	sentence, style := f.hint, Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}
	if f.entry != nil && f.entry.MaxRunes > 0 {
		left := f.entry.MaxRunes - f.entry.Length()
		switch {
		case left < 0:
			sentence, style.Color = f.words.Count("control.too_long", -left), look.Outage
		case left <= f.entry.MaxRunes/5:
			sentence = f.words.Count("control.left", left)
		}
	}
	if f.fault != "" {
		sentence, style.Color = f.fault, look.Outage
	}
	style.Bold = style.Color == look.Outage
	// An empty line below would only be a hole between the fields.
	if hidden := sentence == ""; hidden != f.below.Hidden {
		f.below.Hidden = hidden
		f.Refresh()
	}
	if sentence == f.below.Text() && style == f.below.style {
		return
	}
	f.below.SetText(sentence)
	f.below.SetStyle(style)
}

// CreateRenderer is for Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	if f.entry == nil || !f.entry.MultiLine {
		// One line keeps its height also where the field is given more.
		return widget.NewSimpleRenderer(Stack(look.Step, f.label, f.control, f.below))
	}
	return widget.NewSimpleRenderer(container.NewBorder(f.label, f.below, nil, nil, f.control))
}
