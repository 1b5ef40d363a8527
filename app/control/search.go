package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Search is a field to find something in: a magnifying glass, and Escape to empty it.
type Search struct {
	Entry
	// OnDown, if set, is called by the down arrow and by Enter: go to the list of what was found.
	OnDown func()
}

// NewSearch makes a search field; changed hears every key.
func NewSearch(placeholder string, changed func(string)) *Search {
	s := &Search{}
	s.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	s.PlaceHolder = placeholder
	s.Replace = true
	s.Icon = theme.SearchIcon()
	s.OnChanged = changed
	s.ExtendBaseWidget(s)
	return s
}

// Clear empties the field.
func (s *Search) Clear() { s.SetText("") }

// TypedKey is for Fyne.
func (s *Search) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		if s.Text != "" {
			s.Clear()
			return
		}
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		if s.OnDown != nil {
			s.OnDown()
			return
		}
	}
	s.Entry.TypedKey(ev)
}
