package paper

import (
	"strings"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
)

// said is what is written for an order: the message to read out, and for a protected identity why
// the sheet is needed and that it is meant.
type said struct {
	host    page.Host
	message *control.Entry
	text    *control.Field
	reason  *control.Entry
	why     *control.Field
	again   *control.Check
	sure    *control.Field
	ask     fyne.CanvasObject
	content *fyne.Container
}

const (
	messageRows = 5
	mostReason  = 200
)

func newSaid(h page.Host) *said {
	w := h.Words()
	s := &said{host: h, message: control.NewTextArea("", messageRows), reason: control.NewEntry("")}
	s.message.MaxRunes, s.reason.MaxRunes = desk.MostMessage, mostReason
	s.text = control.NewField(w, w.Say("paperpage.message"), w.Say("paperpage.message_hint"), s.message)
	s.why = control.NewField(w, w.Say("paperpage.reason"), w.Say("paperpage.reason_hint"), s.reason)
	s.again = control.NewCheck(w.Say("paperpage.again"), func(bool) { s.sure.SetFault("") })
	s.sure = control.NewField(w, "", "", s.again)
	s.message.OnChanged = func(string) { s.text.SetFault("") }
	s.reason.OnChanged = func(string) { s.why.SetFault("") }
	s.ask = control.NewNoticeBox(control.ToneNotice, w.Say("paperpage.protected"), control.Stack(look.Gap, s.why, s.sure))
	s.content = control.Stack(look.Gap, s.text, s.ask)
	return s
}

func (s *said) show(message, reason bool) {
	s.text.Hidden, s.content.Hidden = !message, !message && !reason
	if s.ask.Hide(); reason {
		s.ask.Show()
	} else {
		s.forget()
	}
}

// forget asks anew the next time: nobody prints a second protected sheet on the first one's word.
func (s *said) forget() {
	s.reason.SetText("")
	s.again.SetChecked(false)
}

// read puts what was said into an order, or says what is missing.
func (s *said) read(out *desk.Order) bool {
	w := s.host.Words()
	canvas := s.host.Window().Canvas()
	if !s.text.Hidden {
		out.Message = strings.TrimSpace(s.message.Text)
		if out.Message == "" || s.message.TooLong() {
			s.text.SetFault(w.Say("paperpage.no_message", "most", desk.MostMessage))
			canvas.Focus(s.message)
			return false
		}
	}
	if !s.ask.Visible() {
		return true
	}
	if out.Reason = strings.TrimSpace(s.reason.Text); out.Reason == "" || s.reason.TooLong() {
		s.why.SetFault(w.Say("paperpage.no_reason"))
		canvas.Focus(s.reason)
		return false
	}
	if out.Again = s.again.Checked; !out.Again {
		s.sure.SetFault(w.Say("paperpage.not_again"))
		canvas.Focus(s.again)
		return false
	}
	return true
}
