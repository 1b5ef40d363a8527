package page

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/task"
)

// Proof asks for the passphrase or the PIN before something is signed, when the laptop has rested and
// somebody else may have come to it. Afterwards it offers a PIN for the rest of the shift.
type Proof struct {
	host    Host
	typed   *control.Entry
	frame   *control.Field
	proceed *control.Button
	asking  *fyne.Container
	number  *control.Entry
	pin     *control.Field
	offer   *fyne.Container
	content *fyne.Container
	then    func()
}

// NewProof makes the question, hidden until it is needed.
func NewProof(h Host) *Proof {
	w := h.Words()
	p := &Proof{host: h, typed: control.NewPasswordEntry(""), number: control.NewPasswordEntry("")}
	p.frame = control.NewField(w, w.Say("confirm.who"), w.Say("confirm.why"), p.typed)
	p.typed.OnSubmitted = func(string) { p.prove() }
	p.typed.OnChanged = func(string) { p.frame.SetFault("") }
	p.proceed = control.NewPrimary(w.Say("confirm.proceed"), theme.ConfirmIcon(), p.prove)
	p.asking = control.Tall(look.Gap, nil, p.frame, control.Flow(look.Gap, p.proceed, control.NewButton(w.Say("confirm.not_now"), nil, p.Clear)))
	p.pin = control.NewField(w, w.Say("confirm.pin"), w.Say("confirm.pin_why"), p.number)
	p.number.OnSubmitted = func(string) { p.choose() }
	p.number.OnChanged = func(string) { p.pin.SetFault("") }
	p.offer = control.Tall(look.Gap, nil, p.pin,
		control.Flow(look.Gap, control.NewButton(w.Say("confirm.pin_yes"), nil, p.choose), control.NewButton(w.Say("confirm.pin_no"), nil, p.Close)))
	p.content = control.Tall(look.Gap, nil, p.asking, p.offer)
	p.Close()
	return p
}

// Content is the question.
func (p *Proof) Content() fyne.CanvasObject { return p.content }

// Asks tells whether somebody is being asked.
func (p *Proof) Asks() bool { return p.asking.Visible() }

// Offers tells whether a PIN is being offered.
func (p *Proof) Offers() bool { return p.offer.Visible() }

// Before does something at once, or as soon as somebody has shown who they are.
func (p *Proof) Before(do func()) {
	p.Close()
	if !p.host.Session().NeedsConfirm() {
		do()
		return
	}
	p.then = do
	asks := "confirm.who"
	if p.host.Session().HasPIN() {
		asks = "confirm.who_pin"
	}
	p.frame.SetLabel(p.host.Words().Say(asks))
	p.asking.Show()
	p.content.Show()
	p.content.Refresh()
	p.typed.Focus()
}

// Clear takes the question away, and what was typed with it. The offer of a PIN stays: what was asked
// about is done by then, and the screen goes on with the next.
func (p *Proof) Clear() {
	p.typed.SetText("")
	p.then = nil
	p.asking.Hide()
	p.content.Hidden = !p.Offers()
	p.content.Refresh()
}

// Close takes away the question and the offer of a PIN, for who leaves the screen or declines.
func (p *Proof) Close() {
	p.number.SetText("")
	p.pin.SetFault("")
	p.offer.Hide()
	p.Clear()
}

func (p *Proof) prove() {
	typed := p.typed.Text
	if strings.TrimSpace(typed) == "" || p.proceed.Disabled() {
		return
	}
	p.proceed.Disable()
	p.frame.SetHint(p.host.Words().Say("confirm.looking"))
	task.Go(p.host.Runner(), "confirm", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.host.Session().Confirm(ctx, typed)
	}, func(_ struct{}, err error) {
		p.proceed.Enable()
		p.frame.SetHint(p.host.Words().Say("confirm.why"))
		if err != nil {
			p.typed.SetText("")
			p.frame.SetFault(p.host.Words().Explain(err))
			p.typed.Focus()
			return
		}
		do := p.then
		p.Clear()
		if !p.host.Session().HasPIN() {
			p.offer.Show()
			p.content.Show()
			p.content.Refresh()
			p.number.Focus()
		}
		if do != nil {
			do()
		}
	})
}

func (p *Proof) choose() {
	if err := p.host.Session().SetPIN(p.number.Text); err != nil {
		p.pin.SetFault(p.host.Words().Explain(err))
		p.number.Focus()
		return
	}
	p.Close()
	p.host.Tell(p.host.Words().Say("confirm.pin_set"))
}
