package write

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// who is whom it is about: a name once chosen, else a search field in the form, with what it found in
// the room beside the form; or name and number as the author writes them, of somebody whom the binder
// doesn't know.
type who struct {
	host    page.Host
	session *desk.Session
	edited  func()
	pick    *control.Picker
	ask     *control.Field
	name    *control.Text
	number  *control.Text
	named   fyne.CanvasObject
	asking  *fyne.Container

	strange       bool // whoever it is, is not in the binder
	writtenName   *control.Entry
	writtenNumber *control.Entry
	nameField     *control.Field
	stranger      *fyne.Container

	head   *fyne.Container
	found  fyne.CanvasObject
	nobody *control.Text // in the place of what was found
	latest *task.Latest[[]desk.PersonRow]
	rows   []desk.PersonRow
}

func newWho(h page.Host, session *desk.Session, chosen func(personID string), other, edited func(), shortcut func(fyne.Shortcut) bool) *who {
	w := h.Words()
	p := &who{host: h, session: session, edited: edited, latest: task.NewLatest[[]desk.PersonRow](h.Runner(), "find person")}
	p.pick = control.NewPicker(w.Say("write.find"), p.find)
	p.pick.OnChosen = func(i int) { chosen(p.rows[i].ID) }
	p.ask = control.NewField(w, w.Say("write.who"), "", p.pick.Field)
	unknown := control.NewButton(w.Say("write.stranger"), theme.AccountIcon(), func() { p.toStranger(true) })
	p.asking = control.Tall(look.Gap, nil, p.ask, control.Flow(look.Gap, unknown))
	p.name, p.number = control.Title(""), control.Quiet("")
	change := control.NewButton(w.Say("write.change"), theme.SearchIcon(), other)
	p.named = container.NewBorder(nil, nil, nil, container.NewCenter(change), control.Stack(look.Step, p.name, p.number))

	p.writtenName, p.writtenNumber = control.NewEntry(""), control.NewEntry("")
	p.nameField = control.NewField(w, w.Say("write.stranger_name"), "", p.writtenName)
	for _, e := range []*control.Entry{p.writtenName, p.writtenNumber} {
		e.MaxRunes, e.OnShortcut = entry.MaxHeadline, shortcut
		e.OnChanged = func(string) {
			p.nameField.SetFault("")
			edited()
		}
	}
	p.stranger = control.Tall(look.Gap, nil,
		control.Even(look.Space, p.nameField, control.NewField(w, w.Say("write.stranger_number"), w.Say("write.stranger_what"), p.writtenNumber)),
		control.Flow(look.Gap, control.NewButton(w.Say("write.stranger_not"), theme.SearchIcon(), func() { p.toStranger(false) })))
	p.head = control.Tall(0, nil, p.asking, p.named, p.stranger)
	p.nobody = control.Quiet(w.Say("write.none_found"))
	p.nobody.Hide()
	p.found = control.NewSection(w.Say("write.found"), container.NewBorder(p.nobody, nil, nil, nil, p.pick.List))
	return p
}

// toStranger asks for a name in writing, or for a person of the binder again.
func (p *who) toStranger(on bool) {
	p.strange = on
	p.turn(on, false)
	p.edited()
	if on {
		p.writtenName.Focus()
	} else {
		p.find("")
		p.pick.Field.Focus()
	}
}

// turn shows the one of the three ways to say who it is.
func (p *who) turn(strange, named bool) {
	p.asking.Hidden, p.stranger.Hidden = strange || named, !strange
	p.found.Hide()
	p.named.Hide()
	switch {
	case named:
		p.named.Show()
	case !strange:
		p.found.Show()
	}
	p.head.Refresh()
}

// show shows whom an entry is about, or the search.
func (p *who) show(e entry.Entry) {
	p.fault("")
	p.strange = false
	if person, err := p.session.Person(e.PersonID); e.PersonID != "" && err == nil {
		p.name.SetText(person.Name())
		number := person.PersonalID.Written(p.session.Now())
		if person.Protected {
			number = p.host.Words().Say("write.protected", "number", number)
		}
		p.number.SetText(number)
		p.turn(false, true)
		return
	}
	p.writtenName.SetText("")
	p.writtenNumber.SetText("")
	if e.PersonID == "" && e.Subject != nil {
		p.strange = true
		p.writtenName.SetText(e.Subject.Name)
		p.writtenNumber.SetText(e.Subject.Number)
		p.turn(true, false)
		return
	}
	p.turn(false, false)
	p.pick.Field.Clear()
	p.find("")
}

// hide takes away the question: what is written concerns nobody in particular.
func (p *who) hide() {
	p.turn(false, false)
	p.asking.Hide()
	p.found.Hide()
	p.head.Refresh()
}

// subject is who was named in writing; nil for a person of the binder.
func (p *who) subject() *entry.Subject {
	name := strings.TrimSpace(p.writtenName.Text)
	if !p.strange || name == "" {
		return nil
	}
	return &entry.Subject{Name: name, Number: strings.TrimSpace(p.writtenNumber.Text)}
}

// target is where the keyboard comes.
func (p *who) target() fyne.Focusable {
	if p.strange {
		return p.writtenName
	}
	return p.pick.Field
}

func (p *who) fault(sentence string) {
	p.ask.SetFault(sentence)
	p.nameField.SetFault(sentence)
}

func (p *who) find(query string) {
	p.latest.Ask(func(context.Context) ([]desk.PersonRow, error) { return p.session.People(query), nil },
		func(rows []desk.PersonRow, _ error) {
			p.rows = rows
			shown := make([]control.TwoLines, len(rows))
			for i, r := range rows {
				shown[i] = p.row(r)
			}
			p.pick.Show(shown)
			p.nobody.Hidden = len(rows) > 0
			p.found.Refresh()
		})
}

func (p *who) row(r desk.PersonRow) control.TwoLines {
	w := p.host.Words()
	row := control.TwoLines{Title: r.SortName, Subtitle: r.PersonalID.Written(p.session.Now())}
	if line := r.Address.Line(); line != "" {
		row.Subtitle = w.Say("write.found_row", "number", row.Subtitle, "address", line)
	}
	if r.Protected {
		row.Marks = append(row.Marks, control.Mark{Text: w.Say("write.mark_protected"), Color: look.Notice})
	}
	if r.Gone {
		row.Marks = append(row.Marks, control.Mark{Text: w.Say("write.mark_gone")})
	}
	return row
}
