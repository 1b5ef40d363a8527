package ready

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

var contactHours = []outage.Hours{outage.HoursAlways, outage.HoursOffice, outage.HoursAfter}

// contactForm is what is asked about a contact.
type contactForm struct {
	*contacts
	before outage.Contact
	role   *control.Select
	hours  *control.Select
	fields map[string]*control.Entry
}

// editing is a contact to be written or changed.
func (p *contacts) editing(c outage.Contact) fyne.CanvasObject {
	w := p.words
	p.quiet.Clear()
	p.quiet.Hide()
	f := &contactForm{contacts: p, before: c, fields: map[string]*control.Entry{}}
	field := func(key, value string) fyne.CanvasObject {
		e := control.NewEntry("")
		e.SetText(value)
		e.OnSubmitted = func(string) { f.save() }
		f.fields[key] = e
		hint := ""
		if hinted := "readypage.contacts." + key + "_hint"; w.Has(hinted) {
			hint = w.Say(hinted)
		}
		return control.NewField(w, w.Say("readypage.contacts."+key), hint, e)
	}
	var roles, hours []string
	for _, r := range contactRoles {
		roles = append(roles, w.Say("outage.contact."+string(r)))
	}
	for _, h := range contactHours {
		hours = append(hours, w.Say(hoursKey(h)))
	}
	f.role, f.hours = control.NewSelect(roles, "", nil), control.NewSelect(hours, "", nil)
	f.role.SetSelectedIndex(max(0, slices.Index(contactRoles, c.Role)))
	f.hours.SetSelectedIndex(max(0, slices.Index(contactHours, c.Hours)))
	title := c.Name
	if c.ID == "" {
		title = w.Say("readypage.contacts.new")
	}
	column := control.Stack(look.Space, control.Title(title))
	if c.ID != "" && c.Number == "" {
		column.Add(control.NewNoticeBox(control.ToneNotice, w.Say("readypage.contacts.missing_number"), nil))
	}
	column.Add(control.Even(look.Space, field("name", c.Name), field("number", c.Number)))
	column.Add(control.Even(look.Space, control.NewField(w, w.Say("readypage.contacts.role"), "", f.role), control.NewField(w, w.Say("readypage.contacts.hours"), "", f.hours)))
	column.Add(control.Even(look.Space, field("unit", c.Unit), field("carrier", c.Carrier)))
	column.Add(control.Even(look.Space, field("customer", c.Customer), field("groups", strings.Join(c.Groups, ", "))))
	column.Add(field("note", c.Note))
	column.Add(f.buttons())
	column.Add(p.quiet)
	if c.Source != "" {
		column.Add(control.Quiet(p.source(c.Source)))
	}
	return column
}

func (f *contactForm) buttons() fyne.CanvasObject {
	w := f.words
	row := control.Flow(look.Gap, control.NewPrimary(w.Say("readypage.save"), theme.ConfirmIcon(), f.save))
	if f.before.ID == "" {
		row.Add(control.NewButton(w.Say("readypage.cancel"), nil, f.none))
		return row
	}
	id := f.before.ID
	move := func(key string, icon fyne.Resource, by int) {
		row.Add(control.NewButton(w.Say(key), icon, func() {
			f.store(moved(f.Session().Contacts(), id, by), "readypage.contacts.moved", id)
		}))
	}
	move("readypage.contacts.earlier", theme.MoveUpIcon(), -1)
	move("readypage.contacts.later", theme.MoveDownIcon(), 1)
	ask := control.NewConfirm(w.Say("readypage.contacts.remove_ask", "name", f.before.Name), w.Say("readypage.contacts.remove"), w.Say("readypage.cancel"), func(yes bool) {
		if yes {
			f.store(without(f.Session().Contacts(), id), "readypage.contacts.removed", "")
		}
	})
	row.Add(control.NewButton(w.Say("readypage.contacts.remove"), theme.DeleteIcon(), ask.Ask))
	return control.Stack(look.Gap, row, ask)
}

// contact is what was typed.
func (f *contactForm) contact() outage.Contact {
	c := f.before
	typed := func(key string) string { return strings.TrimSpace(f.fields[key].Text) }
	c.Name, c.Number, c.Unit, c.Carrier = typed("name"), typed("number"), typed("unit"), typed("carrier")
	c.Customer, c.Note = typed("customer"), typed("note")
	c.Role, c.Hours = contactRoles[max(0, f.role.SelectedIndex())], contactHours[max(0, f.hours.SelectedIndex())]
	c.Groups = nil
	for group := range strings.SplitSeq(typed("groups"), ",") {
		if group = strings.TrimSpace(group); group != "" {
			c.Groups = append(c.Groups, group)
		}
	}
	return c
}

func (f *contactForm) save() {
	f.store(with(f.Session().Contacts(), f.contact()), "readypage.contacts.saved", f.before.ID)
}

// store keeps the book and shows it as it is then.
func (p *contacts) store(book []outage.Contact, key, show string) {
	told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error { return b.SetContacts(ctx, book) }, func() {
		p.Tell(p.words.Say(key))
		if show == "" {
			p.none()
		}
		p.open(show)
		p.Window().Canvas().Focus(p.list)
	})
}
