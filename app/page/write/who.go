package write

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
)

// who is whom the note is about: a name once chosen, else a search field in the form, with what
// it found in the room beside the form.
type who struct {
	host    page.Host
	session *desk.Session
	pick    *control.Picker
	ask     *control.Field
	name    *control.Text
	number  *control.Text
	named   fyne.CanvasObject
	head    fyne.CanvasObject
	found   fyne.CanvasObject
	nobody  *control.Text // in the place of what was found
	latest  *task.Latest[[]desk.PersonRow]
	rows    []desk.PersonRow
}

func newWho(h page.Host, session *desk.Session, chosen func(personID string), other func()) *who {
	w := h.Words()
	p := &who{host: h, session: session, latest: task.NewLatest[[]desk.PersonRow](h.Runner(), "find person")}
	p.pick = control.NewPicker(w.Say("write.find"), p.find)
	p.pick.OnChosen = func(i int) { chosen(p.rows[i].ID) }
	p.ask = control.NewField(w, w.Say("write.who"), "", p.pick.Field)
	p.name, p.number = control.Title(""), control.Quiet("")
	change := control.NewButton(w.Say("write.change"), theme.SearchIcon(), other)
	p.named = container.NewBorder(nil, nil, nil, container.NewCenter(change), control.Stack(look.Step, p.name, p.number))
	p.head = container.NewStack(p.ask, p.named)
	p.nobody = control.Quiet(w.Say("write.none_found"))
	p.nobody.Hide()
	p.found = control.NewSection(w.Say("write.found"), container.NewBorder(p.nobody, nil, nil, nil, p.pick.List))
	return p
}

// show shows a person as chosen, or with an empty id the search.
func (p *who) show(personID string) {
	p.ask.SetFault("")
	if person, err := p.session.Person(personID); personID != "" && err == nil {
		p.name.SetText(person.Name())
		number := person.PersonalID.Written(p.session.Now())
		if person.Protected {
			number = p.host.Words().Say("write.protected", "number", number)
		}
		p.number.SetText(number)
		p.ask.Hide()
		p.found.Hide()
		p.named.Show()
		return
	}
	p.named.Hide()
	p.ask.Show()
	p.found.Show()
	p.pick.Field.Clear()
	p.find("")
}

func (p *who) fault(sentence string) { p.ask.SetFault(sentence) }

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
