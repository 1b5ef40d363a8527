package control

import (
	"unicode/utf8"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is the one field for typing, of one line or many. It passes function keys and Ctrl
// shortcuts on to the window, and Tab always leaves it. A text that grows too long is never cut
// off: MaxRunes is what a Field counts against.
type Entry struct {
	widget.Entry

	// OnKey, if set, sees a key first and tells whether it took it.
	OnKey func(*fyne.KeyEvent) bool
	// OnShortcut, if set, sees a Ctrl shortcut that does not edit text and tells whether it took
	// it; what it leaves goes to the window.
	OnShortcut func(fyne.Shortcut) bool
	// OnFocus, if set, hears when the keyboard comes and goes.
	OnFocus func(has bool)
	// Replace selects all when the keyboard comes, so that typing replaces what was there.
	Replace bool
	// MaxRunes is how many characters the receiving system takes, 0 for no limit.
	MaxRunes int

	self    fyne.Widget // the widget that is shown: this one, or the one that embeds it
	focused bool
	watcher func() // of the Field around it
	seen    func() // of what scrolls with the keyboard
}

// ExtendBaseWidget is for Fyne and for widgets that embed an Entry.
func (e *Entry) ExtendBaseWidget(w fyne.Widget) {
	if e.self == nil {
		e.self = w
	}
	e.Entry.ExtendBaseWidget(w)
}

// field lets a Field find the Entry within whatever embeds it.
func (e *Entry) field() *Entry { return e }

// NewEntry makes a field of one line; Enter calls OnSubmitted.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip) // what Fyne's own one-line field is made with
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(e)
	return e
}

// NewTextArea makes a field of many lines that wraps, showing at least so many rows.
// Enter makes a new line; Ctrl shortcuts for signing and the like go to the window.
func NewTextArea(placeholder string, rows int) *Entry {
	e := &Entry{}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(rows)
	return e
}

// NewPasswordEntry makes a field that hides what is typed, with an eye to show it.
func NewPasswordEntry(placeholder string) *Entry {
	e := NewEntry(placeholder)
	e.Password = true
	return e
}

// Length is the number of characters in the field.
func (e *Entry) Length() int { return utf8.RuneCountInString(e.Text) }

// TooLong tells whether the text is longer than MaxRunes.
func (e *Entry) TooLong() bool { return e.MaxRunes > 0 && e.Length() > e.MaxRunes }

// Focus puts the keyboard in the field.
func (e *Entry) Focus() { focus(e.self) }

// ToEnd puts the caret after the last character, where what was begun goes on.
func (e *Entry) ToEnd() { e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) }

// AcceptsTab is false also for many lines: Tab goes to the next field.
func (e *Entry) AcceptsTab() bool { return false }

// TypedKey is for Fyne.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(ev) {
		return
	}
	if !HandOn(e.self, ev) {
		e.Entry.TypedKey(ev)
	}
}

// TypedRune leaves out the Space that pressed the button which led to the field.
func (e *Entry) TypedRune(r rune) {
	spent := spaceSpent && r == ' '
	spaceSpent = false
	if !spent {
		e.Entry.TypedRune(r)
	}
}

// TypedShortcut keeps what edits text and gives the rest to the window.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && !editsText(custom) {
		if e.OnShortcut == nil || !e.OnShortcut(s) {
			handOnShortcut(e.self, s)
		}
		return
	}
	e.Entry.TypedShortcut(s)
}

// FocusGained is for Fyne.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	if e.Replace && e.Text != "" {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
	tellSeen(e.seen)
}

// FocusLost is for Fyne.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// CreateRenderer is for Fyne.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	return &entryRenderer{entry: e, ringed: newRinged(e.Entry.CreateRenderer(), func() (fyne.ThemeColorName, float32) {
		if e.focused && !e.Disabled() {
			return look.Binder, look.FocusRing
		}
		return look.Binder, 0
	})}
}

// entryRenderer lets the Field around count along: Fyne refreshes the renderer at every key,
// but not through a Refresh of ours.
type entryRenderer struct {
	*ringed
	entry *Entry
}

func (r *entryRenderer) Refresh() {
	r.ringed.Refresh()
	if r.entry.watcher != nil {
		r.entry.watcher()
	}
}
