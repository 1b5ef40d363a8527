package people

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// shield is the frame that covers protected fields, with the way to them, or the one that covers
// them again; nil for a person without any.
func (s *screen) shield(k *known) fyne.CanvasObject {
	w := s.words
	switch {
	case k.open:
		hide := control.NewPrimary(w.Say("people.shield.hide"), theme.VisibilityOffIcon(), func() { s.open(k.Person.ID, true, false) })
		return control.NewNoticeBox(control.ToneNotice, w.Say("people.shield.open"), control.Beside(look.Gap, hide))
	case k.Person.Protected:
		return control.NewNoticeBox(control.ToneNotice, w.Say("people.shield.covered"), s.ask(k.Person.ID))
	case k.Shielded:
		return control.NewNoticeBox(control.ToneNotice, w.Say("people.shield.some"), s.ask(k.Person.ID))
	}
	return nil
}

// ask takes the reason and then asks once more, before the protected fields are shown and that is
// noted (requirement 16).
func (s *screen) ask(personID string) fyne.CanvasObject {
	w := s.words
	reason := control.NewEntry(w.Say("people.shield.example"))
	field := control.NewField(w, w.Say("people.shield.reason"), w.Say("people.shield.noted"), reason)
	var box, before *fyne.Container
	// The question takes the place of the field: below it, a small screen would not show it.
	asking := func(on bool) {
		before.Hidden = on
		box.Refresh()
		s.scroll.Refresh()
	}
	confirm := control.NewConfirm(w.Say("people.shield.sure"), w.Say("people.shield.yes"), w.Say("people.shield.no"), func(yes bool) {
		if yes {
			s.unshield(personID, reason.Text)
			return
		}
		asking(false)
		reason.Focus()
	})
	goOn := func() {
		if strings.TrimSpace(reason.Text) == "" {
			field.SetFault(w.Explain(text.NewFault("person.no_reason")))
			reason.Focus()
			return
		}
		field.SetFault("")
		confirm.Ask()
		asking(true)
	}
	reason.OnSubmitted = func(string) { goOn() }
	before = control.Stack(look.Gap, field, control.Beside(look.Gap, control.NewButton(w.Say("people.shield.show"), theme.VisibilityIcon(), goOn)))
	box = control.Stack(0, before, confirm)
	return box
}

func (s *screen) unshield(personID, reason string) {
	s.fetch(true, true, func(ctx context.Context, session *desk.Session) (*care.Dossier, error) {
		return session.Unshield(ctx, personID, reason)
	})
}
