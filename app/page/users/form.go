package users

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// form is what is asked about somebody who is to have access, or has it.
type form struct {
	*people
	name, title           *control.Entry
	nameField, titleField *control.Field
	role                  *control.Select
	roleField             *control.Field
	areas                 map[access.Area]*control.Check
	secret                *page.Passphrase
	quiet                 *control.QuietMessage
	save                  *control.Button
}

func (p *people) newForm(button string, submit func()) *form {
	w := p.words
	f := &form{people: p, name: control.NewEntry(""), title: control.NewEntry(""), areas: map[access.Area]*control.Check{}, quiet: control.NewQuietMessage()}
	f.quiet.Hide()
	f.nameField = control.NewField(w, w.Say("accounts.name"), w.Say("accounts.name_hint"), f.name)
	f.titleField = control.NewField(w, w.Say("accounts.title"), w.Say("setup.user_title_hint"), f.title)
	f.name.OnChanged = func(string) { f.nameField.SetFault("") }
	f.title.OnChanged = func(string) { f.titleField.SetFault("") }
	f.name.OnSubmitted = func(string) { f.title.Focus() }
	var roles []string
	for _, role := range access.Roles() {
		roles = append(roles, w.Say("role."+string(role)))
	}
	f.role = control.NewSelect(roles, "", nil)
	f.roleField = control.NewField(w, w.Say("accounts.role"), "", f.role)
	for _, a := range access.CareAreas() {
		f.areas[a] = control.NewCheck(w.Say("area."+a.String()), nil)
	}
	f.secret = page.NewPassphrase(w, w.Say("accounts.first_passphrase"), w.Say("setup.passphrase_again"), submit)
	// On a low screen the form is higher than the pane: what has the keyboard is seen.
	for e, top := range map[*control.Entry]bool{f.name: true, f.title: true, f.secret.First: false, f.secret.Second: false} {
		e.OnFocus = func(has bool) {
			switch {
			case has && top:
				p.scroll.ScrollToTop()
			case has:
				p.scroll.ScrollToBottom()
			}
		}
	}
	f.save = control.NewPrimary(w.Say(button), theme.ConfirmIcon(), submit)
	f.role.OnChanged = func(string) {
		f.tick(f.chosen().UsualAreas())
		f.roleField.SetHint(w.Say("accounts.role_may", "rights", rightWords(w, f.chosen())))
	}
	return f
}

func (f *form) chosen() access.Role { return access.Roles()[max(0, f.role.SelectedIndex())] }

func (f *form) tick(areas []access.Area) {
	for a, check := range f.areas {
		check.SetChecked(slices.Contains(areas, a))
	}
}

// ticked are the care areas that were chosen; never nil, which would mean the role's usual ones.
func (f *form) ticked() []access.Area {
	areas := []access.Area{}
	for _, a := range access.CareAreas() {
		if f.areas[a].Checked {
			areas = append(areas, a)
		}
	}
	return areas
}

func (f *form) areaChecks() fyne.CanvasObject {
	checks := container.NewGridWithColumns(2)
	for _, a := range access.CareAreas() {
		checks.Add(f.areas[a])
	}
	return control.NewField(f.words, f.words.Say("accounts.areas"), f.words.Say("accounts.areas_hint"), checks)
}

// buttons end the form.
func (f *form) buttons(back func()) fyne.CanvasObject {
	return control.Stack(look.Gap, control.Beside(look.Gap, f.save, control.NewButton(f.words.Say("accounts.cancel"), nil, back)), f.quiet)
}

// failed says beside a field what is wrong in it; what belongs to no field stands by the button.
func (f *form) failed(err error) {
	field, entry := (*control.Field)(nil), f.name
	switch {
	case text.IsFault(err, "access.no_name"), text.IsFault(err, "access.same_name"):
		field = f.nameField
	case text.IsFault(err, "access.no_title"):
		field, entry = f.titleField, f.title
	case text.IsFault(err, "vault.weak_passphrase"):
		f.quiet.Clear()
		f.secret.Fault(f.words.Explain(err))
		return
	default:
		return
	}
	f.quiet.Clear()
	field.SetFault(f.words.Explain(err))
	entry.Focus()
}

// showAdd asks about somebody new.
func (p *people) showAdd() {
	p.showing = ""
	p.list.UnselectAll()
	var f *form
	f = p.newForm("accounts.add_do", func() { f.add() })
	f.role.SetSelectedIndex(0)
	p.put(control.Stack(look.Space, control.Heading(p.words.Say("accounts.add_title")), control.Even(look.Space, f.nameField, f.titleField),
		f.roleField, f.areaChecks(), f.secret.Beside(), control.Quiet(p.words.Say("accounts.first_hint")), f.buttons(p.showNobody)))
	p.Window().Canvas().Focus(f.name)
}

func (f *form) add() {
	passphrase, same := f.secret.Typed()
	if !same {
		return
	}
	n := desk.NewUser{Name: f.name.Text, Title: f.title.Text, Passphrase: passphrase, Role: f.chosen(), Areas: f.ticked()}
	f.quiet.Show()
	do(f.screen, f.quiet, "accounts.working", func(ctx context.Context, b *desk.Session) (access.User, error) { return b.AddUser(ctx, n) },
		func(u access.User, err error) {
			if err != nil {
				f.failed(err)
				return
			}
			f.done(u, "accounts.added")
		})
}

// done shows the one who was changed, as they are now.
func (f *form) done(u access.User, told string) {
	f.secret.Clear()
	f.showing = u.Identity
	f.people.open()
	f.Tell(f.words.Say(told, "name", u.Name))
	f.Changed()
}

// showChange asks for title, role and areas.
func (p *people) showChange(r row) {
	var f *form
	f = p.newForm("accounts.change_do", func() { f.change(r) })
	f.title.SetText(r.Title)
	f.role.SetSelectedIndex(max(0, slices.Index(access.Roles(), r.Role)))
	f.tick(r.HasAreas())
	p.put(control.Stack(look.Space, control.Title(r.Name), f.titleField, f.roleField, f.areaChecks(),
		control.Quiet(p.words.Say("accounts.change_hint")), f.buttons(func() { p.show(r) })))
	p.Window().Canvas().Focus(f.title)
}

func (f *form) change(r row) {
	role, areas, title := f.chosen(), f.ticked(), f.title.Text
	f.quiet.Show()
	do(f.screen, f.quiet, "accounts.working", func(ctx context.Context, b *desk.Session) (access.User, error) {
		return b.ChangeUser(ctx, r.Name, title, role, areas)
	}, func(u access.User, err error) {
		if err != nil {
			f.failed(err)
			return
		}
		f.done(u, "accounts.changed")
		if slices.ContainsFunc(r.HasAreas(), func(a access.Area) bool { return !slices.Contains(u.HasAreas(), a) }) {
			f.FinishKeys() // what they may no longer read has got a new key
		}
	})
}

// showRenew asks for a new passphrase for somebody who has forgotten theirs.
func (p *people) showRenew(r row) {
	var f *form
	f = p.newForm("accounts.renew_do", func() { f.renew(r) })
	p.put(control.Stack(look.Space, control.Title(r.Name), control.Plain(p.words.Say("accounts.renew_what")),
		f.secret.Beside(), control.Quiet(p.words.Say("accounts.first_hint")), f.buttons(func() { p.show(r) })))
	p.Window().Canvas().Focus(f.secret.First)
}

func (f *form) renew(r row) {
	passphrase, same := f.secret.Typed()
	if !same {
		return
	}
	f.quiet.Show()
	do(f.screen, f.quiet, "accounts.working", func(ctx context.Context, b *desk.Session) (access.User, error) {
		return b.RenewUser(ctx, r.Name, passphrase)
	},
		func(u access.User, err error) {
			if err != nil {
				f.failed(err)
				return
			}
			f.done(u, "accounts.renewed")
		})
}
