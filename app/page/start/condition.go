package start

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// condition is the card at the top: normal, outage, re-entry or drill, told in word, shape and colour, with
// the one thing to do about it and the way to the systems.
type condition struct {
	host page.Host
	card *control.StateCard
	act  *control.Button
	to   page.Place // where act leads
}

func newCondition(h page.Host) *condition {
	w := h.Words()
	c := &condition{host: h}
	c.act = control.NewPrimary("", theme.NavigateNextIcon(), func() { h.Show(c.to) })
	c.card = control.NewStateCard(c.act, control.NewButton(w.Say("start.systems"), theme.ListIcon(), func() {
		h.Show(page.Place{Page: page.Outage, Part: page.OutageSystems})
	}))
	return c
}

// told is what the card says and where its button leads; no button without a sentence for it.
type told struct {
	kind              control.BandKind
	word, title, more string
	button            string
	to                page.Place
}

// conditionOf words how the unit works now, or how an invented one does: in a drill and in the demo word,
// colour and stripes are the drill's, and the state stands as text. Name words an outage.
func conditionOf(w *text.Words, st desk.Status, now time.Time, name func(outage.Outage) string) told {
	t := stateOf(w, st, now, name)
	if !st.Demo {
		return t
	}
	t.kind, t.title, t.word = control.BandDrill, t.word+": "+t.title, w.Say("shell.band.drill")
	t.more = strings.TrimSpace(w.Say("shell.band.invented") + ". " + t.more)
	return t
}

func stateOf(w *text.Words, st desk.Status, now time.Time, name func(outage.Outage) string) told {
	switch c := st.Condition; {
	case c.Phase == desk.PhaseOutage && c.Outage != nil:
		o := *c.Outage
		t := told{kind: control.BandOutage, word: w.Say("shell.band.outage"), title: name(o),
			more:   w.Say("start.outage.since", "when", w.When(o.Began, now), "span", w.Span(o.Lasted(now))),
			button: w.Say("shell.band.open"), to: page.Place{Page: page.Outage, Part: page.OutageNow, Outage: o.ID}}
		if c.More > 0 {
			t.more += " " + w.Count("start.outage.more", c.More)
		}
		return t
	case c.Phase == desk.PhaseReturn && c.Outage != nil:
		t := told{kind: control.BandReturn, word: w.Say("shell.band.return"), title: w.Say("start.return", "what", name(*c.Outage)),
			more:   w.Say("start.return.over", "when", w.When(c.Outage.Ended, now)),
			button: w.Say("start.waiting_do"), to: page.Place{Page: page.Backlog}}
		if c.Waiting > 0 {
			t.more += " " + w.Count("start.return.waiting", c.Waiting)
		}
		return t
	}
	if st.Counts.Waiting > 0 { // written without an outage that anybody told of
		return told{kind: control.BandReturn, word: w.Say("shell.band.return"),
			title:  w.Say("shell.band.entered", "n", st.Counts.Entered, "total", st.Counts.Waiting+st.Counts.Entered),
			button: w.Say("start.waiting_do"), to: page.Place{Page: page.Backlog}}
	}
	return told{kind: control.BandNormal, word: w.Say("shell.band.normal"), title: w.Say("start.normal")}
}

func (c *condition) show(st desk.Status, now time.Time) {
	session := c.host.Session()
	t := conditionOf(c.host.Words(), st, now, func(o outage.Outage) string {
		return session.Catalogue().TitleOf(c.host.Words(), o)
	})
	c.to = t.to
	c.act.SetText(t.button)
	c.act.Hidden = t.button == "" || t.to.Page.For(session) != nil
	c.card.Tell(t.kind, t.word, t.title, t.more)
}
