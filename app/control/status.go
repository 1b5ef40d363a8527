package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// StatusLine is the quiet line at the foot of the window.
type StatusLine struct {
	widget.BaseWidget
	left  *fyne.Container
	right *Text
}

// NewStatusLine makes an empty line.
func NewStatusLine() *StatusLine {
	s := &StatusLine{left: Beside(look.Wide), right: Small("")}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows parts from the left, and one, such as the clock, at the far right.
func (s *StatusLine) Set(right string, parts ...string) {
	s.right.SetText(right)
	for len(s.left.Objects) < len(parts) {
		s.left.Add(Small(""))
	}
	for i, o := range s.left.Objects {
		if t, ok := o.(*Text); ok {
			o.Hide()
			if i < len(parts) && parts[i] != "" {
				t.SetText(parts[i])
				o.Show()
			}
		}
	}
	s.left.Refresh()
}

// CreateRenderer is for Fyne.
func (s *StatusLine) CreateRenderer() fyne.WidgetRenderer {
	line := container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Space, look.Space),
		container.NewBorder(nil, nil, nil, s.right, s.left))
	return widget.NewSimpleRenderer(container.NewBorder(
		widget.NewSeparator(), nil, nil, nil, container.NewStack(NewPlate(look.Ground, "", 0, 0), line)))
}
