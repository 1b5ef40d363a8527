package page

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"
)

// Passphrase asks for a new passphrase twice, and says meanwhile how well it protects.
type Passphrase struct {
	First, Second *control.Entry

	words *text.Words
	empty string // what is said while nothing is typed
	first *control.Field
	again *control.Field
}

// NewPassphrase makes the two fields. Submit is called by Enter in the second.
func NewPassphrase(w *text.Words, label, again string, submit func()) *Passphrase {
	p := &Passphrase{words: w, First: control.NewPasswordEntry(""), Second: control.NewPasswordEntry("")}
	p.empty = w.Say("setup.strength.hint")
	p.first = control.NewField(w, label, p.empty, p.First)
	p.again = control.NewField(w, again, "", p.Second)
	p.First.OnChanged = func(typed string) {
		p.first.SetFault("")
		p.first.SetHint(p.empty)
		if typed != "" {
			p.first.SetHint(w.Say("setup.strength." + Strength(typed)))
		}
	}
	p.Second.OnChanged = func(string) { p.again.SetFault("") }
	p.First.OnSubmitted = func(string) { p.Second.Focus() }
	p.Second.OnSubmitted = func(string) { submit() }
	return p
}

// Hint changes what is said below the first field while nothing is typed.
func (p *Passphrase) Hint(sentence string) {
	p.empty = sentence
	p.first.SetHint(sentence)
}

// Fields are both, one below the other.
func (p *Passphrase) Fields() *fyne.Container { return control.Stack(look.Space, p.first, p.again) }

// Beside are both, side by side.
func (p *Passphrase) Beside() *fyne.Container { return control.Even(look.Space, p.first, p.again) }

// Typed is the passphrase. While the two differ ok is false, the second field says so and has the
// keyboard.
func (p *Passphrase) Typed() (passphrase string, ok bool) {
	if p.First.Text != p.Second.Text {
		p.again.SetFault(p.words.Say("setup.differ"))
		p.Second.Focus()
		return "", false
	}
	return p.First.Text, true
}

// Fault says below the first field what is wrong with the passphrase, and puts the keyboard there.
func (p *Passphrase) Fault(sentence string) {
	p.first.SetFault(sentence)
	p.First.Focus()
}

// Differ is what is said below the second field; empty while nothing is.
func (p *Passphrase) Differ() string { return p.again.Below() }

// Clear empties both fields.
func (p *Passphrase) Clear() {
	p.First.SetText("")
	p.Second.SetText("")
}

// Strength names how well a passphrase protects, by length and number of words alone: anything
// finer would promise what it can't know. Four words are what the guide asks for. The names are
// worded "setup.strength.<name>".
func Strength(passphrase string) string {
	length, words := utf8.RuneCountInString(passphrase), len(strings.Fields(passphrase))
	switch {
	case length == 0:
		return "hint"
	case length < 8:
		return "short"
	case length >= 20 && words >= 4, length >= 24:
		return "good"
	case length >= 14:
		return "fair"
	}
	return "weak"
}
