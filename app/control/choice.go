package control

import (
	"unicode"
	"unicode/utf8"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Check is a box to tick.
type Check struct {
	widget.Check
	focused bool
	seen    func() // of what scrolls with the keyboard
}

// NewCheck makes a box to tick.
func NewCheck(label string, changed func(on bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is for Fyne.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	return newRinged(c.Check.CreateRenderer(), ringWhen(&c.focused))
}

// FocusGained is for Fyne.
func (c *Check) FocusGained() {
	c.focused = true
	c.Check.FocusGained()
	tellSeen(c.seen)
}

// FocusLost is for Fyne.
func (c *Check) FocusLost() { c.focused = false; c.Check.FocusLost() }

// TypedKey is for Fyne.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if !HandOn(c, ev) {
		c.Check.TypedKey(ev)
	}
}

// Select is a choice of one among several texts.
type Select struct {
	widget.Select
	// OnFocus, if set, hears when the keyboard comes and goes.
	OnFocus func(has bool)
	focused bool
	seen    func() // of what scrolls with the keyboard
}

// NewSelect makes a choice; the placeholder stands while nothing is chosen.
func NewSelect(options []string, placeholder string, changed func(string)) *Select {
	s := &Select{}
	s.Options, s.PlaceHolder, s.OnChanged = options, placeholder, changed
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is for Fyne.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	return newRinged(s.Select.CreateRenderer(), func() (fyne.ThemeColorName, float32) {
		if s.focused {
			return look.Binder, look.FocusRing
		}
		return look.Edge, 1
	})
}

// FocusGained is for Fyne.
func (s *Select) FocusGained() {
	s.focused = true
	s.Select.FocusGained()
	s.tell()
	tellSeen(s.seen)
}

// FocusLost is for Fyne.
func (s *Select) FocusLost() {
	s.focused = false
	s.Select.FocusLost()
	s.tell()
}

func (s *Select) tell() {
	if s.OnFocus != nil {
		s.OnFocus(s.focused)
	}
}

// TypedKey opens with Space or Enter and steps with the arrows.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case HandOn(s, ev):
	case ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter:
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		s.Select.TypedKey(ev)
	}
}

// TypedRune chooses the next option that begins with the letter: lists of fields are long.
func (s *Select) TypedRune(r rune) {
	at := s.SelectedIndex()
	for n := range s.Options {
		i := (at + 1 + n) % len(s.Options)
		first, _ := utf8.DecodeRuneInString(s.Options[i])
		if unicode.ToLower(first) == unicode.ToLower(r) && !s.Disabled() {
			s.SetSelectedIndex(i)
			return
		}
	}
}

func ringWhen(focused *bool) outline {
	return func() (fyne.ThemeColorName, float32) {
		if *focused {
			return look.Binder, look.FocusRing
		}
		return look.Binder, 0
	}
}
