package outage

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
	"avbrottsparm/app/page/outage/after"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

// now is what goes on: the clock, what works, what to do, and what was done.
type now struct {
	host page.Host
	id   string // of the outage that is shown; empty for the newest that is open
	view desk.OutageView
	has  bool
	stop func()

	head      *nowHead
	panel     *fyne.Container // what a button of the head opened, above the columns
	mending   *after.Mending
	expecting *expecting
	moving    *moving
	standings *standings
	steps     *steps
	side      *side
	scroll    *container.Scroll
	calm      fyne.CanvasObject // while no outage is open
	content   *fyne.Container
}

// reloadEvery is how often what goes on is worked out anew while it is shown; the clocks go each second.
const reloadEvery = 20 * time.Second

func newNow(h page.Host) *now {
	n := &now{host: h, stop: func() {}, panel: container.NewStack(), content: container.NewStack()}
	n.standings = newStandings(h)
	n.steps = newSteps(h, func(kind outage.EventType, step string) { n.tell(outage.Event{Type: kind, Step: step}) }, n.load)
	n.side = newSide(h, n.tell)
	n.mending = after.NewMending(h, n.tell)
	n.expecting = newExpecting(h, n.tell)
	n.moving = newMoving(h, n.send)
	n.head = newNowHead(h, n)
	middle := control.NewSection(h.Words().Say("outagepage.steps.title"), n.steps.box)
	all := control.Tall(look.Space, nil, n.head.content, n.panel, control.Thirds(n.standings.box, middle, n.side.box))
	// The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
	n.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), all))
	n.calm = n.nothing()
	n.panel.Hide()
	return n
}

// nothing is what is shown while all works: where one begins when something doesn't.
func (n *now) nothing() fyne.CanvasObject {
	w := n.host.Words()
	to := func(part string) func() {
		return func() { n.host.Show(page.Place{Page: page.Outage, Part: part}) }
	}
	trouble := control.NewTile(theme.WarningIcon(), w.Say("outagepage.trouble"), w.Say("outagepage.trouble_what"), to(page.OutageTrouble))
	return control.Tall(look.Space, nil,
		control.NewNoticeBox(control.ToneGood, w.Say("outagepage.none"), control.Plain(w.Say("outagepage.none_what"))),
		control.Even(look.Space, trouble,
			control.NewTile(theme.ListIcon(), w.Say("outagepage.systems"), w.Say("outagepage.systems_what"), to(page.OutageSystems)),
			control.NewTile(theme.CalendarIcon(), w.Say("outagepage.planned"), w.Say("outagepage.planned_what"), to(page.OutagePlanned))))
}

// Content is the clock and the columns, or that nothing is out of order.
func (n *now) Content() fyne.CanvasObject { return n.content }

// Open shows an outage, or the newest one that is open.
func (n *now) Open(at page.Place) {
	if at.Page != "" || !n.view.Open() { // the window leads here; a tab goes on with what goes on
		n.id = at.Outage
	}
	n.stop()
	seconds := 0
	n.stop = n.host.Runner().Every(time.Second, func() {
		if seconds++; seconds%int(reloadEvery/time.Second) == 0 {
			n.load()
			return
		}
		n.tick()
	})
	n.load()
	n.scroll.ScrollToTop() // what it is, and the clock, before the keyboard goes to a step
}

// Leave stops the clocks and closes what was opened over the columns.
func (n *now) Leave() {
	n.stop()
	n.open(nil)
}

// Renew shows what has come in since.
func (n *now) Renew() { n.load() }

// Focus is the first step to tick that is seen without scrolling, or the first button.
func (n *now) Focus() fyne.Focusable {
	if !n.has {
		return control.FirstIn(n.content)
	}
	// Where the window is low, the step would scroll the clock away from who opens the page.
	if first := n.steps.first(); first != nil && control.Reaches(n.scroll, first) {
		return first
	}
	return control.FirstIn(n.head.content)
}

// Escape closes what a button of the head opened.
func (n *now) Escape() bool {
	if !n.panel.Visible() {
		return false
	}
	n.open(nil)
	return true
}

// load works out what goes on and shows what has changed.
func (n *now) load() {
	session := n.host.Session()
	n.has = false
	if n.id != "" {
		view, err := session.Outage(n.id, n.steps.who()...)
		if err != nil {
			n.host.Fail(err)
			n.id = ""
		} else {
			n.view, n.has = view, true
		}
	}
	if !n.has {
		n.view, n.has = session.OpenOutage(n.steps.who()...)
	}
	n.show()
}

func (n *now) show() {
	if !n.has {
		n.put(n.calm)
		return
	}
	c := n.host.Session().Catalogue()
	n.head.show(c, n.view)
	if n.view.Open() {
		n.standings.show(n.view.States)
	} else {
		n.standings.over()
	}
	n.steps.show(c, n.view.Steps)
	n.side.show(c, n.view)
	n.put(n.scroll)
	for _, o := range []fyne.CanvasObject{n.head.content, n.steps.box, n.side.box, n.standings.box} {
		control.FollowAll(n.scroll, o)
	}
	n.scroll.Refresh()
}

// put changes what is shown only where it is something else: what has the keyboard keeps it.
func (n *now) put(o fyne.CanvasObject) {
	if len(n.content.Objects) == 1 && n.content.Objects[0] == o {
		return
	}
	n.content.Objects = []fyne.CanvasObject{o}
	n.content.Refresh()
}

// tick moves the clocks without looking anything up.
func (n *now) tick() {
	if !n.has {
		return
	}
	now := n.host.Session().Now()
	n.head.tick(n.view, now)
	if n.view.Open() {
		n.standings.tick(now)
	}
}

// open shows something above the columns; nil closes it.
func (n *now) open(o fyne.CanvasObject) {
	if o == nil {
		n.panel.Objects = nil
		n.panel.Hide()
	} else {
		n.panel.Objects = []fyne.CanvasObject{control.NewCard(container.NewBorder(nil, nil, nil,
			container.NewVBox(control.NewButton(n.host.Words().Say("outagepage.close"), theme.CancelIcon(), func() { n.open(nil) })), o))}
		n.panel.Show()
	}
	n.content.Refresh()
	control.FollowAll(n.scroll, n.panel)
	if o != nil {
		if first := control.FirstIn(o.(*fyne.Container)); first != nil {
			n.host.Window().Canvas().Focus(first)
		}
	}
}

// tell stores what happened and shows what came of it.
func (n *now) tell(e outage.Event) {
	n.send(e, false, func(err error) {
		n.side.failed(e, err)
		n.host.Fail(err)
	})
}

// send is tell with a place of its own for why it is not stored; anyway for what was asked and is meant.
func (n *now) send(e outage.Event, anyway bool, failed func(error)) {
	session := n.host.Session()
	e.Outage = n.view.ID
	if e.At.IsZero() {
		e.At = session.Now()
	}
	tell := session.TellOutage
	if anyway {
		tell = session.TellOutageAnyway
	}
	task.Go(n.host.Runner(), "tell of an outage", func(ctx context.Context) (outage.Outage, error) { return tell(ctx, e) },
		func(o outage.Outage, err error) {
			if err != nil {
				failed(err)
				return
			}
			n.side.saved(e)
			n.told(e, o)
			n.host.Changed()
			n.load()
			if n.panel.Visible() && o.Open() {
				control.KeepFocus(n.host.Window().Canvas(), n.mending.Content(), func() { n.mending.Show(session.Catalogue(), o) })
				control.FollowAll(n.scroll, n.panel)
			}
			if e.Type == outage.EventMend {
				n.askEnd()
			}
		})
}

// askEnd leaves only the question whether it is over, once nothing is broken any more: it stands in the
// head, and the keyboard with it.
func (n *now) askEnd() {
	if !n.has || !n.view.Mended {
		return
	}
	n.open(nil)
	n.scroll.ScrollToTop()
	if rows := n.head.urgent.Objects; len(rows) > 0 {
		if end := control.FirstIn(rows[len(rows)-1]); end != nil {
			n.host.Window().Canvas().Focus(end)
		}
	}
}

// told says what a larger step led to.
func (n *now) told(e outage.Event, o outage.Outage) {
	w := n.host.Words()
	switch e.Type {
	case outage.EventEnd:
		n.open(nil)
		n.id = o.ID
		said := "outagepage.ended"
		if view, err := n.host.Session().Outage(o.ID); err == nil && view.Waiting > 0 {
			said = "outagepage.ended_waiting"
		}
		n.host.Tell(w.Say(said))
		n.host.Show(page.Place{Page: page.Outage, Part: page.OutageAfter, Outage: o.ID})
	case outage.EventExpect, outage.EventMove:
		n.open(nil)
	case outage.EventJoin:
		n.open(nil)
		n.id = o.ID
		n.host.Tell(w.Say("outagepage.join.done"))
	}
}
