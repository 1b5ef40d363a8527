package users

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
)

// listShare is the list's part of the width.
const listShare = 0.42

// people is the list of who has access and, beside it, the one who was picked.
type people struct {
	*screen
	heads   bool // the opener may change who has access
	rows    []row
	list    *control.TwoLineList
	add     *control.Button
	count   *control.Text
	pane    *fyne.Container
	scroll  *container.Scroll // within the pane
	showing string            // the identity in the pane; empty for none, or for a form
	content fyne.CanvasObject
}

// row is somebody with access, or a temporary whose shift is over and whose notes wait for a word.
type row struct {
	access.User
	over bool
}

func newPeople(s *screen, heads bool) *people {
	p := &people{screen: s, heads: heads, pane: container.NewStack(), count: control.Small("")}
	p.list = control.NewTwoLineList(func() int { return len(p.rows) }, func(i int) control.TwoLines { return p.lines(p.rows[i]) })
	p.list.OnPicked = func(i int) { p.show(p.rows[i]) }
	p.add = control.NewPrimary(s.words.Say("accounts.add"), theme.ContentAddIcon(), p.showAdd)
	head := fyne.CanvasObject(container.NewBorder(nil, nil, p.add, nil, container.NewCenter(p.count)))
	if !heads {
		head = p.count
	}
	left := control.NewCard(container.NewBorder(control.Stack(look.Gap, head, layout.NewSpacer()), nil, nil, nil, p.list))
	p.content = control.NewColumns(listShare, left, p.pane)
	return p
}

func (p *people) view() fyne.CanvasObject { return p.content }

func (p *people) focus() fyne.Focusable {
	if len(p.rows) > 0 || !p.heads {
		return p.list
	}
	return p.add
}

// open reads the list anew and keeps who was picked.
func (p *people) open() {
	showing := p.showing
	p.rows = p.rows[:0]
	for _, u := range p.Session().Users() {
		p.rows = append(p.rows, row{User: u})
	}
	p.rows = append(p.rows, p.waiting()...)
	p.count.SetText(p.words.Count("accounts.count", len(p.Session().Users())))
	p.list.Renew()
	p.showing = ""
	for i, r := range p.rows {
		if r.Identity == showing && showing != "" {
			p.list.Pick(i)
			return
		}
	}
	p.showNobody()
}

// waiting are temporaries who have gone home and whose notes nobody has vouched for.
func (p *people) waiting() []row {
	known := map[string]bool{}
	for _, r := range p.rows {
		known[r.Identity] = true
	}
	var rows []row
	for _, t := range p.Session().Queue(true) {
		if t.Unvouched() && !known[t.Author.Identity] {
			known[t.Author.Identity] = true
			rows = append(rows, row{over: true, User: access.User{Identity: t.Author.Identity, Name: t.Author.Name,
				Title: t.Author.Title, Role: access.RoleTemporary}})
		}
	}
	return rows
}

// leave takes what was being typed off the screen.
func (p *people) leave() { p.showNobody() }

func (p *people) lines(r row) control.TwoLines {
	w := p.words
	role := w.Say("role." + string(r.Role))
	lines := control.TwoLines{Title: r.Name, Subtitle: w.Say("accounts.row", "title", r.Title, "role", role, "areas", areaWords(w, r.HasAreas()))}
	if strings.EqualFold(role, r.Title) {
		lines.Subtitle = w.Say("accounts.row_same", "title", r.Title, "areas", areaWords(w, r.HasAreas()))
	}
	switch {
	case r.over:
		lines.Subtitle = w.Say("accounts.row_over", "title", r.Title)
	case r.Temporary():
		lines.Subtitle = w.Say("accounts.row_temporary", "title", r.Title, "until", until(w, r.Until, p.Session().Now()), "areas", areaWords(w, r.HasAreas()))
	}
	if r.Identity == p.Session().User().Identity {
		lines.Marks = append(lines.Marks, control.Mark{Text: w.Say("accounts.mark_you"), Color: look.Binder})
	}
	if r.Stated() {
		lines.Marks = append(lines.Marks, control.Mark{Text: w.Say("accounts.mark_stated"), Color: look.Notice})
	}
	return lines
}

// put shows something in the pane, which scrolls where it is too high.
func (p *people) put(content fyne.CanvasObject) {
	inside := container.New(layout.NewCustomPaddedLayout(look.Space, look.Space, look.Space, look.Wide), content)
	p.scroll = container.NewVScroll(inside)
	p.pane.Objects = []fyne.CanvasObject{control.NewPlate(look.Sheet, look.Line, 1, look.Corner), p.scroll}
	p.pane.Refresh()
}

func (p *people) showNobody() {
	p.showing = ""
	what := p.words.Say("accounts.nobody_vouch")
	if p.heads {
		what = p.words.Say("accounts.nobody_heads")
	}
	p.pane.Objects = []fyne.CanvasObject{control.NewEmpty(theme.AccountIcon(), p.words.Say("accounts.nobody"), what, "", nil)}
	p.pane.Refresh()
}
