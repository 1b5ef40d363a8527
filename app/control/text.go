package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Style is how a text is set. The zero Style is base size, ink, on one line as wide as it is.
type Style struct {
	Size  fyne.ThemeSizeName  // look.SizeBase when empty
	Color fyne.ThemeColorName // look.Ink, Quiet, Binder, Normal, Outage or Notice
	Bold  bool
	Wrap  bool // over several lines, as wide as there is room
	Cut   bool // on one line, cut with "..." where there is no room
	Copy  bool // can be selected with the mouse and copied
	// Struck rules through the text: what no longer holds and must still be legible.
	Struck bool
	Align  fyne.TextAlign
}

// Text is a text without the air that Fyne's label keeps around itself, so that lines stand
// together as on paper.
type Text struct {
	widget.BaseWidget
	label *widget.Label
	style Style
}

// NewText sets a text in a style.
func NewText(s string, style Style) *Text {
	t := &Text{label: widget.NewLabel(s)}
	t.ExtendBaseWidget(t)
	t.setStyle(style)
	return t
}

// Plain is text over as many lines as it needs.
func Plain(s string) *Text { return NewText(s, Style{Wrap: true}) }

// Quiet is secondary text over as many lines as it needs.
func Quiet(s string) *Text { return NewText(s, Style{Wrap: true, Color: look.Quiet}) }

// Small is secondary text in the smallest size, on one line.
func Small(s string) *Text { return NewText(s, Style{Size: look.SizeSmall, Color: look.Quiet}) }

// Heading heads a part of a page.
func Heading(s string) *Text { return NewText(s, Style{Size: look.SizeLarge, Bold: true, Wrap: true}) }

// Title names a page, or the person it is about.
func Title(s string) *Text { return NewText(s, Style{Size: look.SizeLargest, Bold: true, Wrap: true}) }

// Text gives the words shown.
func (t *Text) Text() string { return t.label.Text }

// SetText shows other words.
func (t *Text) SetText(s string) {
	if t.label.Text == s {
		return
	}
	t.label.SetText(s)
	t.Refresh()
}

// SetStyle sets the words in another style.
func (t *Text) SetStyle(style Style) {
	t.setStyle(style)
	t.label.Refresh()
	t.Refresh()
}

func (t *Text) setStyle(style Style) {
	t.style = style
	l := t.label
	l.SizeName, l.TextStyle.Bold, l.Selectable, l.Alignment = style.Size, style.Bold, style.Copy, style.Align
	l.TextStyle.Strikethrough = style.Struck
	if style.Size == "" {
		l.SizeName = look.SizeBase
	}
	l.Wrapping, l.Truncation = fyne.TextWrapOff, fyne.TextTruncateOff
	if style.Wrap {
		l.Wrapping = fyne.TextWrapWord
	}
	if style.Cut {
		l.Truncation = fyne.TextTruncateEllipsis
	}
	l.Importance = importanceOf(style.Color)
}

// importanceOf leads a colour to the name that Fyne's label has for it.
func importanceOf(name fyne.ThemeColorName) widget.Importance {
	switch name {
	case look.Quiet:
		return widget.LowImportance
	case look.Binder:
		return widget.HighImportance
	case look.Outage:
		return widget.DangerImportance
	case look.Notice:
		return widget.WarningImportance
	case look.Normal:
		return widget.SuccessImportance
	}
	return widget.MediumImportance
}

// CreateRenderer is for Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return &textRenderer{label: t.label} }

type textRenderer struct{ label *widget.Label }

func (r *textRenderer) air() float32 { return theme.InnerPadding() }

func (r *textRenderer) Layout(size fyne.Size) {
	r.label.Move(fyne.NewSquareOffsetPos(-r.air()))
	r.label.Resize(size.AddWidthHeight(2*r.air(), 2*r.air()))
}

func (r *textRenderer) MinSize() fyne.Size {
	return r.label.MinSize().SubtractWidthHeight(2*r.air(), 2*r.air())
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.label} }
func (r *textRenderer) Destroy()                     {}
func (r *textRenderer) Refresh()                     { r.label.Refresh() }
