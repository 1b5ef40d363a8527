// Package after is the part "Efteråt" of the outage: closing it system by system, its report, the year's
// statistics and the drafts for the authorities.
//
// A draft says what is known and what the person must fill in, and never that the outage has to be
// reported: that is somebody's judgement.
package after

import (
	"context"

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

// After is the part.
type After struct {
	host    page.Host
	id      string
	list    []outage.Outage // in the order of the choice
	choice  *control.Select
	mending *Mending
	review  *review
	left    *fyne.Container
	year    *year
	cyber   *cyber
	empty   fyne.CanvasObject
	body    *container.Scroll
	content *fyne.Container
}

// New makes the part.
func New(h page.Host) *After {
	w := h.Words()
	a := &After{host: h, left: control.Tall(look.Space, nil), content: container.NewStack()}
	a.mending = NewMending(h, a.tell)
	a.review = newReview(h, a.tell)
	a.year, a.cyber = newYear(h), newCyber(h)
	a.choice = control.NewSelect(nil, "", nil)
	right := control.Tall(look.Space, nil, a.year.content, a.cyber.content)
	a.body = control.NewHalves(a.left, right)
	a.empty = control.NewEmpty(theme.HistoryIcon(), w.Say("outagepage.after.none"), w.Say("outagepage.after.none_what"), "", nil)
	return a
}

// Content is the report and what follows from it.
func (a *After) Content() fyne.CanvasObject { return a.content }

// Open shows the outage that the place names, or the newest one.
func (a *After) Open(at page.Place) {
	if at.Outage != "" {
		a.id = at.Outage
	}
	a.load()
}

// Leave has nothing to stop.
func (a *After) Leave() {}

// Focus is the first that can be pressed of the outage.
func (a *After) Focus() fyne.Focusable { return control.FirstIn(a.left) }

// load brings everything up to date.
func (a *After) load() {
	a.list = a.host.Session().Outages()
	if len(a.list) == 0 {
		a.put(a.empty)
		return
	}
	c, w := a.host.Session().Catalogue(), a.host.Words()
	at := 0
	names := make([]string, len(a.list))
	for i, o := range a.list {
		names[i] = w.Say("outagepage.after.choice", "what", c.TitleOf(w, o), "day", w.Moment(o.Began.In(care.Stockholm)))
		if o.Drill {
			names[i] = w.Say("outagepage.after.drill", "what", names[i])
		}
		if o.ID == a.id {
			at = i
		}
	}
	a.choice.OnChanged = nil
	a.choice.SetOptions(names)
	a.choice.SetSelectedIndex(at)
	a.choice.OnChanged = func(string) {
		a.id = a.list[max(0, a.choice.SelectedIndex())].ID
		a.load()
	}
	a.id = a.list[at].ID
	a.show(a.list[at])
}

func (a *After) put(o fyne.CanvasObject) {
	a.content.Objects = []fyne.CanvasObject{o}
	a.content.Refresh()
}

func (a *After) show(o outage.Outage) {
	w, session := a.host.Words(), a.host.Session()
	control.KeepFocus(a.host.Window().Canvas(), a.left, func() {
		a.left.Objects = []fyne.CanvasObject{control.NewField(w, w.Say("outagepage.after.which"), "", a.choice)}
		if o.Open() {
			a.mending.Show(session.Catalogue(), o)
			a.left.Add(control.NewCard(a.mending.Content()))
		}
		report, err := session.OutageReport(o.ID)
		if err != nil {
			a.left.Add(control.NewNoticeBox(control.ToneFault, w.Explain(err), nil))
		} else {
			a.left.Add(control.NewSection(w.Say("outagepage.report.title"), reportOf(a.host, report)))
			if session.May(access.RightWrite) == nil {
				a.review.show(report)
				a.left.Add(control.NewSection(w.Say("outagepage.review.title"), a.review.content))
			}
		}
		a.left.Refresh()
	})
	a.year.show(o)
	a.cyber.show(o)
	a.put(container.New(layout.NewStackLayout(), a.body))
	control.FollowAll(a.body, a.left)
	control.FollowAll(a.body, a.year.content)
	control.FollowAll(a.body, a.cyber.content)
}

// tell stores what happened and shows what came of it.
func (a *After) tell(e outage.Event) {
	session := a.host.Session()
	e.Outage = a.id
	if e.At.IsZero() {
		e.At = session.Now()
	}
	task.Go(a.host.Runner(), "tell of an outage", func(ctx context.Context) (outage.Outage, error) { return session.TellOutage(ctx, e) },
		func(_ outage.Outage, err error) {
			if err != nil {
				a.host.Fail(err)
				return
			}
			a.host.Tell(a.host.Words().Say("outagepage.after.saved"))
			a.host.Changed()
			a.load()
		})
}
