// Package planned is the part "Planerade" of the outage: what is going to be out of order and when, what
// is due before and after it, and the unit's own stops.
//
// What a calendar or the routine's rule says can be moved or taken off: the unit's word counts from then on.
package planned

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// ahead is how far the list reaches.
const ahead = 366 * 24 * time.Hour

// Planned is the part.
type Planned struct {
	host    page.Host
	files   page.Files
	rows    []outage.Planned
	at      string // the id that is open
	list    *control.TwoLineList
	pane    *fyne.Container
	scroll  *control.Scroller
	form    *form
	saved   *fyne.Container
	content fyne.CanvasObject
}

// listShare is the list's part of the width.
const listShare = 0.42

// New makes the part. Files is where a calendar file is saved.
func New(h page.Host, files page.Files) *Planned {
	w := h.Words()
	p := &Planned{host: h, files: files, pane: container.NewStack(), saved: container.NewStack()}
	p.list = control.NewTwoLineList(func() int { return len(p.rows) }, p.row)
	p.list.OnPicked = func(i int) { p.open(p.rows[i]) }
	p.list.OnChosen = func(int) { p.scroll.Focus() }
	p.form = newForm(h, p.stored)
	add := control.NewButton(w.Say("outagepage.planned.add"), theme.ContentAddIcon(), p.add)
	add.Hidden = h.Session().May(access.RightImport) != nil
	buttons := control.Flow(look.Gap, add, control.NewButton(w.Say("outagepage.planned.export"), theme.DocumentSaveIcon(), p.export))
	if page.Intake.For(h.Session()) == nil {
		buttons.Add(control.NewButton(w.Say("outagepage.planned.import"), theme.DownloadIcon(), func() {
			h.Show(page.Place{Page: page.Intake, Part: page.IntakeFiles})
		}))
	}
	head := control.Tall(look.Gap, nil, buttons, p.saved)
	sheet := container.NewStack(control.NewPlate(look.Sheet, look.Line, 1, look.Corner), control.Padded(look.Step, p.list))
	left := container.NewBorder(container.New(layout.NewCustomPaddedLayout(0, look.Gap, 0, 0), head), nil, nil, nil, sheet)
	p.content = control.NewColumns(listShare, left, p.pane)
	return p
}

// Content is the list and what is open of it.
func (p *Planned) Content() fyne.CanvasObject { return p.content }

// Open brings the list up to date; a topic is the id of the one to open.
func (p *Planned) Open(at page.Place) {
	if at.Topic != "" {
		p.at = at.Topic
	}
	p.fill()
}

// Leave has nothing to stop.
func (p *Planned) Leave() { p.saved.RemoveAll() }

// Focus is the list.
func (p *Planned) Focus() fyne.Focusable { return p.list }

// fill shows what is planned from today and a year ahead.
func (p *Planned) fill() {
	session := p.host.Session()
	from := care.Day(session.Now())
	p.rows = session.Planned(from, from.Add(ahead))
	p.list.Renew()
	for i, r := range p.rows {
		if r.ID == p.at {
			p.list.PickQuietly(i)
			p.open(r)
			return
		}
	}
	if len(p.rows) > 0 {
		p.list.PickQuietly(0)
		p.open(p.rows[0])
		return
	}
	w := p.host.Words()
	p.put(control.NewEmpty(theme.CalendarIcon(), w.Say("outagepage.planned.none"), w.Say("outagepage.planned.none_what"), w.Say("outagepage.planned.add"), p.add))
}

func (p *Planned) row(i int) control.TwoLines {
	w, r := p.host.Words(), p.rows[i]
	row := control.TwoLines{Title: p.title(r), Subtitle: p.span(r)}
	if len(r.Duties(p.host.Session().Now())) > 0 {
		row.Marks = append(row.Marks, control.Mark{Text: w.Say("outagepage.planned.due"), Color: look.Notice})
	}
	row.Marks = append(row.Marks, control.Mark{Text: w.Say("outagepage.planned.source." + string(r.Source))})
	return row
}

// title is what it is called, or what it is.
func (p *Planned) title(r outage.Planned) string {
	if r.Title != "" {
		return r.Title
	}
	return p.host.Words().Say("outage.planned." + string(r.Kind))
}

// span is when it is, with the length of a stop that is shorter than a day.
func (p *Planned) span(r outage.Planned) string {
	w := p.host.Words()
	from, to := r.Start.In(care.Stockholm), r.End.In(care.Stockholm)
	if care.Day(from).Equal(care.Day(to)) {
		return w.Say("outagepage.planned.span", "day", w.Day(from), "from", w.Clock(from), "to", w.Clock(to))
	}
	return w.Say("outagepage.planned.span_days", "from", w.Moment(from), "to", w.Moment(to))
}

// open shows one in the pane.
func (p *Planned) open(r outage.Planned) {
	p.at = r.ID
	w := p.host.Words()
	column := control.Tall(look.Space, nil, control.Title(p.title(r)), control.Plain(p.span(r)), p.duties(r))
	column.Add(control.Quiet(w.Say("outagepage.planned.source_what." + string(r.Source))))
	if p.host.Session().May(access.RightImport) == nil {
		p.form.edit(r)
		column.Add(control.NewSection(w.Say("outagepage.planned.change"), p.form.content))
	}
	p.put(column)
}

func (p *Planned) put(inside fyne.CanvasObject) {
	p.scroll = control.NewScroller(container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Gap, look.Space+look.Gap), inside))
	p.scroll.FollowAll(inside)
	p.pane.Objects = []fyne.CanvasObject{control.NewPlate(look.Sheet, look.Line, 1, look.Corner), control.Padded(look.Gap, p.scroll)}
	p.pane.Refresh()
}

// add begins one of the unit's own.
func (p *Planned) add() {
	w := p.host.Words()
	p.at = ""
	p.list.Unpick()
	p.form.begin()
	p.put(control.Tall(look.Space, nil, control.Title(w.Say("outagepage.planned.new")), p.form.content))
	p.form.title.Focus()
}

// stored shows what was just changed.
func (p *Planned) stored(id string) {
	p.at = id
	p.host.Changed()
	p.fill()
}

// export saves what is planned as a calendar file.
func (p *Planned) export() {
	session, files := p.host.Session(), p.files
	from := care.Day(session.Now())
	name := p.host.Words().Say("outagepage.planned.file")
	task.Go(p.host.Runner(), "export a calendar", func(context.Context) (string, error) {
		raw, err := session.PlannedCalendar(from, from.Add(ahead))
		if err != nil {
			return "", err
		}
		return files.Save(files.Folder, name, raw)
	}, func(path string, err error) {
		if err != nil {
			p.host.Fail(err)
			return
		}
		p.saved.Objects = []fyne.CanvasObject{page.SavedAt(p.host, p.files, path)}
		p.content.Refresh()
	})
}
