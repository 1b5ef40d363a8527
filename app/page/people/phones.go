package people

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/desk"
)

// nobody fills the pane while nobody is opened: what belongs there and, where numbers have come in
// that belong to no person, the way to the unit's telephone list.
func (s *screen) nobody() fyne.CanvasObject {
	w := s.words
	if s.host.Session().Phones().Empty() {
		return control.NewEmpty(theme.AccountIcon(), w.Say("people.nobody"), w.Say("people.nobody_what"), "", nil)
	}
	return control.NewEmpty(theme.AccountIcon(), w.Say("people.nobody"), w.Say("people.nobody_what"), w.Say("people.phones"), s.showPhones)
}

// showPhones puts the unit's telephone list in the pane.
func (s *screen) showPhones() {
	phones := s.host.Session().Phones()
	body := control.Stack(look.Space)
	if facts := s.unitContacts(phones); len(facts) > 0 {
		body.Add(part(s.words.Say("people.phones.unit"), control.NewFieldGrid(s.words, facts...)))
	}
	if facts := s.staffPhones(phones); len(facts) > 0 {
		body.Add(part(s.words.Say("people.phones.staff"), control.NewFieldGrid(s.words, facts...)))
	}
	s.scroll = control.NewScroller(container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Gap, look.Space+look.Gap), body))
	head := container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Gap, look.Gap), control.Title(s.words.Say("people.phones")))
	s.put(container.NewStack(control.NewPlate(look.Sheet, look.Line, 1, look.Corner), control.Padded(look.Gap, under(head, s.scroll))))
	s.scroll.Focus()
}

func (s *screen) unitContacts(phones desk.Phones) []control.Fact {
	facts := make([]control.Fact, 0, len(phones.Contacts))
	for _, c := range phones.Contacts {
		label := c.Role
		if label == "" {
			label = s.words.Say("people.contact")
		}
		facts = append(facts, control.Fact{Label: label, Value: joined("\n", c.Name(), s.phones(c.Phones), strings.Join(c.Emails, ", "), c.Note)})
	}
	return facts
}

func (s *screen) staffPhones(phones desk.Phones) []control.Fact {
	facts := make([]control.Fact, 0, len(phones.Staff))
	for _, f := range phones.Staff {
		facts = append(facts, control.Fact{Label: f.Name, Value: joined("\n", f.Title, s.phones(f.Phones), strings.Join(f.Emails, ", "))})
	}
	return facts
}
