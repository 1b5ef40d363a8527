package users

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// account is one's own part: who one is here, another passphrase, and opening an area with an
// emergency envelope.
type account struct {
	*screen
	me      *control.FieldGrid
	current *control.Entry
	field   *control.Field
	secret  *page.Passphrase
	change  *control.QuietMessage

	closed  *fyne.Container // what is closed, and who may
	code    *control.Entry
	reason  *control.Entry
	codeBox *control.Field
	why     *control.Field
	opening *control.QuietMessage
	atCode  bool // the keyboard starts at the code
	asking  *task.Latest[[]desk.ClosedArea]
	content *container.Scroll
}

func newAccount(s *screen) *account {
	a := &account{screen: s, me: control.NewFieldGrid(s.words), closed: control.Stack(look.Gap),
		asking: task.NewLatest[[]desk.ClosedArea](s.Runner(), "closed areas")}
	left, right := control.Stack(look.Space), control.Stack(look.Space)
	if a.known() {
		left.Add(a.passphrasePart())
	}
	if s.Session().May(access.RightEmergency) == nil {
		right.Add(a.emergencyPart())
	}
	shorter := left
	if len(left.Objects) > 0 {
		shorter = right
	}
	shorter.Add(control.NewSection(s.words.Say("accounts.me"), a.me))
	a.content = control.NewHalves(left, right)
	return a
}

// known tells whether the opener is a user, and not whoever has the recovery code.
func (a *account) known() bool {
	me := a.Session().User().Identity
	return slices.ContainsFunc(a.Session().Users(), func(u access.User) bool { return u.Identity == me })
}

func (a *account) view() fyne.CanvasObject { return a.content }

func (a *account) focus() fyne.Focusable {
	switch {
	case a.code != nil && (a.atCode || a.current == nil):
		return a.code
	case a.current != nil:
		return a.current
	}
	return nil
}

func (a *account) open() {
	w, u := a.words, a.Session().User()
	facts := []control.Fact{
		{Label: w.Say("accounts.name"), Value: u.Name}, {Label: w.Say("accounts.title"), Value: u.Title},
		{Label: w.Say("accounts.role"), Value: w.Say("role." + string(u.Role))},
		{Label: w.Say("accounts.areas"), Value: areaWords(w, u.HasAreas())},
		{Label: w.Say("accounts.may"), Value: rightWords(w, u.Role)},
	}
	if !u.Until.IsZero() {
		facts = append(facts, control.Fact{Label: w.Say("accounts.shift_until"), Value: until(w, u.Until, a.Session().Now())})
	}
	a.me.Set(facts...)
	a.showClosed()
}

// leave empties what was typed.
func (a *account) leave() {
	a.asking.Drop()
	if a.current != nil {
		a.current.SetText("")
		a.secret.Clear()
	}
	if a.code != nil {
		a.code.SetText("")
		a.reason.SetText("")
	}
}

func (a *account) passphrasePart() fyne.CanvasObject {
	w := a.words
	a.current, a.change = control.NewPasswordEntry(""), control.NewQuietMessage()
	a.field = control.NewField(w, w.Say("accounts.current"), "", a.current)
	a.secret = page.NewPassphrase(w, w.Say("accounts.fresh"), w.Say("setup.passphrase_again"), a.changePassphrase)
	a.current.OnChanged = func(string) { a.field.SetFault("") }
	a.current.OnSubmitted = func(string) { a.secret.First.Focus() }
	button := control.NewPrimary(w.Say("accounts.change_passphrase"), look.IconKey(), a.changePassphrase)
	return control.NewSection(w.Say("accounts.change_passphrase"),
		control.Stack(look.Space, a.field, a.secret.Fields(), control.Stack(look.Gap, control.Beside(look.Gap, button), a.change)))
}

func (a *account) changePassphrase() {
	fresh, same := a.secret.Typed()
	if !same {
		return
	}
	current, w := a.current.Text, a.words
	do(a.screen, a.change, "accounts.working", func(ctx context.Context, b *desk.Session) (struct{}, error) {
		return struct{}{}, b.ChangePassphrase(ctx, current, fresh)
	}, func(_ struct{}, err error) {
		switch {
		case text.IsFault(err, "vault.weak_passphrase"):
			a.change.Clear()
			a.secret.Fault(w.Explain(err))
		case text.IsFault(err, "vault.wrong_passphrase"):
			a.change.Clear()
			a.field.SetFault(w.Say("accounts.wrong_current"))
			a.current.Focus()
		case err == nil:
			a.current.SetText("")
			a.secret.Clear()
			a.change.Say(control.ToneGood, w.Say("accounts.passphrase_changed"))
		}
		a.content.Refresh()
	})
}

func (a *account) emergencyPart() fyne.CanvasObject {
	w := a.words
	a.code, a.reason, a.opening = control.NewEntry(""), control.NewEntry(w.Say("accounts.reason_example")), control.NewQuietMessage()
	a.codeBox = control.NewField(w, w.Say("shell.arrive.code"), w.Say("shell.arrive.code_hint"), a.code)
	a.why = control.NewField(w, w.Say("accounts.reason"), w.Say("accounts.reason_noted"), a.reason)
	a.code.OnChanged = func(string) { a.codeBox.SetFault("") }
	a.reason.OnChanged = func(string) { a.why.SetFault("") }
	a.code.OnSubmitted = func(string) { a.reason.Focus() }
	a.reason.OnSubmitted = func(string) { a.openArea() }
	button := control.NewButton(w.Say("accounts.open_area"), theme.LoginIcon(), a.openArea)
	return control.NewSection(w.Say("accounts.emergency"), control.Stack(look.Space, a.closed,
		control.Quiet(w.Say("accounts.emergency_how", "hours", access.EmergencyHours)), a.codeBox, a.why,
		control.Stack(look.Gap, control.Beside(look.Gap, button), a.opening)))
}

// showClosed lists the areas that hold something that the opener can't read. Counting goes through
// the whole binder, so it is done beside the window.
func (a *account) showClosed() {
	w := a.words
	session := a.Session()
	a.asking.Ask(func(ctx context.Context) ([]desk.ClosedArea, error) { return session.Closed(ctx), nil },
		func(closed []desk.ClosedArea, _ error) {
			a.closed.Objects = nil
			for _, c := range closed {
				a.closed.Add(control.Plain(w.Say("accounts.closed", "area", w.Say("area."+c.Area.String()), "who", strings.Join(c.Who, "; "))))
			}
			if len(closed) == 0 {
				a.closed.Add(control.Quiet(w.Say("accounts.nothing_closed")))
			}
			a.content.Refresh()
		})
}

func (a *account) openArea() {
	code, reason, w := a.code.Text, a.reason.Text, a.words
	do(a.screen, a.opening, "accounts.working", func(ctx context.Context, b *desk.Session) (access.Grant, error) {
		return b.OpenArea(ctx, code, reason)
	}, func(g access.Grant, err error) {
		switch {
		case text.IsFault(err, "access.no_reason"):
			a.opening.Clear()
			a.why.SetFault(w.Explain(err))
			a.reason.Focus()
		case err != nil:
			a.code.Focus()
		default:
			a.code.SetText("")
			a.reason.SetText("")
			a.opening.Say(control.ToneGood, w.Say("accounts.area_open", "area", w.Say("area."+g.Area.String()), "until", until(w, g.Until, a.Session().Now())))
			a.open()
			a.Changed()
			a.content.Refresh()
			a.content.ScrollToBottom() // to what it says below the button
			return
		}
		a.content.Refresh()
	})
}
