package control_test

import (
	"testing"

	"avbrottsparm/app/control"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// clicked is what Fyne gives the keyboard when a text that can be copied is clicked.
type clicked struct {
	widget.BaseWidget
	selected string
}

func (c *clicked) SelectedText() string    { return c.selected }
func (c *clicked) FocusGained()            {}
func (c *clicked) FocusLost()              {}
func (c *clicked) TypedRune(rune)          {}
func (c *clicked) TypedKey(*fyne.KeyEvent) {}

// keyboard is a canvas of which only the focus is asked.
type keyboard struct {
	fyne.Canvas
	has fyne.Focusable
}

func (k *keyboard) Focused() fyne.Focusable { return k.has }
func (k *keyboard) Unfocus()                { k.has = nil }

// TestAClickedTextGivesTheKeysBack: a telephone number that was clicked keeps the keyboard no
// longer than until the window looks; what is selected, to be copied, and a field keep it.
func TestAClickedTextGivesTheKeysBack(t *testing.T) {
	for _, c := range []struct {
		name string
		has  fyne.Focusable
		kept bool
	}{
		{"a clicked text", &clicked{}, false},
		{"a selected text", &clicked{selected: "070-174 06 05"}, true},
		{"an empty field", control.NewEntry(""), true},
		{"a button", control.NewButton("Spara", nil, nil), true},
		{"nothing", nil, false},
	} {
		k := &keyboard{has: c.has}
		control.FreeKeys(k)
		if got := k.has != nil; got != c.kept {
			t.Errorf("%s has the keyboard afterwards: %v", c.name, got)
		}
	}
}
