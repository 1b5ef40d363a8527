package users

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
)

// show shows somebody in the pane, with what the opener may do about them.
func (p *people) show(r row) { p.showWith(r, nil) }

// showWith shows somebody and, above them, how something went.
func (p *people) showWith(r row, news fyne.CanvasObject) {
	p.showing = r.Identity
	w, now := p.words, p.Session().Now()
	column := control.Stack(look.Space)
	if news != nil {
		column.Add(news)
	}
	column.Add(control.Title(r.Name))
	facts := []control.Fact{{Label: w.Say("accounts.title"), Value: r.Title}, {Label: w.Say("accounts.role"), Value: w.Say("role." + string(r.Role))}}
	if !r.over {
		facts = append(facts, control.Fact{Label: w.Say("accounts.areas"), Value: areaWords(w, r.HasAreas())},
			control.Fact{Label: w.Say("accounts.may"), Value: rightWords(w, r.Role)})
	}
	if !r.Until.IsZero() {
		facts = append(facts, control.Fact{Label: w.Say("accounts.shift_until"), Value: until(w, r.Until, now)})
	}
	if r.VouchedBy != "" {
		facts = append(facts, control.Fact{Label: w.Say("accounts.vouched_by"), Value: r.VouchedBy})
	}
	self := r.Identity == p.Session().User().Identity
	if r.Stated() && !self && p.Session().May(access.RightVouch) == nil {
		column.Add(p.vouching(r))
	}
	switch {
	case self:
		column.Add(control.Quiet(w.Say("accounts.self")))
		column.Add(control.Beside(look.Gap, control.NewButton(w.Say("accounts.to_account"), theme.AccountIcon(),
			func() { p.Open(page.Place{Page: page.Users, Part: page.UsersAccount}) })))
	case p.heads && !r.over:
		column.Add(p.actions(r))
	}
	column.Add(control.NewFieldGrid(w, facts...)) // last: with large type it takes all the room
	p.put(column)
}

func (p *people) actions(r row) fyne.CanvasObject {
	w := p.words
	remove := control.NewButton(w.Say("accounts.remove"), theme.DeleteIcon(), func() { p.showRemove(r) })
	if r.Temporary() {
		return control.Beside(look.Gap, remove)
	}
	return control.Beside(look.Gap,
		control.NewButton(w.Say("accounts.change"), theme.DocumentCreateIcon(), func() { p.showChange(r) }),
		control.NewButton(w.Say("accounts.renew"), look.IconKey(), func() { p.showRenew(r) }), remove)
}

// vouching asks whether the opener knows a temporary.
func (p *people) vouching(r row) fyne.CanvasObject {
	w := p.words
	quiet := control.NewQuietMessage()
	quiet.Hide()
	vouch := control.NewPrimary(w.Say("accounts.vouch", "name", r.Name), theme.ConfirmIcon(), func() {
		quiet.Show()
		do(p.screen, quiet, "accounts.working", func(ctx context.Context, b *desk.Session) (int, error) { return b.Vouch(ctx, r.Name) },
			func(n int, err error) {
				if err != nil {
					return
				}
				p.Changed()
				told := w.Count("accounts.vouched", n, "name", r.Name)
				if n == 0 {
					told = w.Say("accounts.vouched_none", "name", r.Name)
				}
				p.Tell(told)
				p.showing = r.Identity
				p.open()
			})
	})
	return control.NewNoticeBox(control.ToneNotice, w.Say("accounts.stated"),
		control.Stack(look.Gap, control.Plain(w.Say("accounts.stated_what")), control.Beside(look.Gap, vouch), quiet))
}

// showRemove asks once, and says what happens.
func (p *people) showRemove(r row) {
	w := p.words
	quiet := control.NewQuietMessage()
	quiet.Hide()
	no := control.NewButton(w.Say("accounts.cancel"), nil, func() { p.show(r) })
	yes := control.NewDanger(w.Say("accounts.remove_yes", "name", r.Name), theme.DeleteIcon(), nil)
	yes.OnTapped = func() {
		quiet.Show()
		do(p.screen, quiet, "accounts.removing", func(ctx context.Context, b *desk.Session) (access.User, error) { return b.RemoveUser(ctx, r.Name) },
			func(_ access.User, err error) {
				if err != nil {
					return
				}
				p.showing = ""
				p.open()
				p.Tell(w.Say("accounts.removed", "name", r.Name))
				p.Changed()
				p.FinishKeys()
			})
	}
	what := control.Stack(look.Gap)
	for _, key := range []string{"now", "keys", "written", "copied"} {
		what.Add(control.Plain(w.Say("accounts.remove." + key)))
	}
	p.put(control.Stack(look.Space, control.NewNoticeBox(control.ToneNotice, w.Say("accounts.remove_ask", "name", r.Name),
		control.Stack(look.Space, what, control.Beside(look.Gap, no, yes), quiet))))
	p.Window().Canvas().Focus(no)
}
