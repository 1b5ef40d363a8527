package outage

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// nowHead is what it is, since when, and the clock.
type nowHead struct {
	host    page.Host
	of      *now
	title   *control.Text
	since   *control.Text
	face    *control.Face
	under   *control.Text // what the face counts
	others  *fyne.Container
	told    string          // of the others, as they are shown
	next    *control.Text   // the limit that comes
	urgent  *fyne.Container // limits that are passed, the reminder of an update
	shown   string
	acts    *fyne.Container // while it lasts
	after   *fyne.Container // when it is over
	content *fyne.Container
}

func newNowHead(h page.Host, of *now) *nowHead {
	w := h.Words()
	n := &nowHead{host: h, of: of, title: control.Title(""), next: control.Quiet(""), since: control.Quiet(""), face: control.NewFace("", look.Outage),
		under: control.Small(""), others: control.Tall(look.Gap, nil), urgent: control.Tall(look.Gap, nil)}
	mend := control.NewButton(w.Say("outagepage.head.mend"), theme.ConfirmIcon(), func() {
		of.mending.Show(h.Session().Catalogue(), of.view.Outage)
		of.open(of.mending.Content())
	})
	expect := control.NewButton(w.Say("outagepage.head.expect"), theme.HistoryIcon(), func() {
		of.expecting.show(of.view.Outage)
		of.open(of.expecting.content)
	})
	to := func(part string) func() {
		return func() { h.Show(page.Place{Page: page.Outage, Part: part, Outage: of.view.ID}) }
	}
	n.acts = control.Flow(look.Gap, control.NewButton(w.Say("outagepage.head.more"), theme.WarningIcon(), to(page.OutageTrouble)),
		control.NewButton(w.Say("outagepage.head.message"), theme.MailSendIcon(), to(page.OutageMessages)), expect, mend)
	n.after = control.Flow(look.Gap, control.NewButton(w.Say("outagepage.head.after"), theme.DocumentIcon(), to(page.OutageAfter)),
		control.NewButton(w.Say("outagepage.head.reopen"), nil, func() { of.tell(outage.Event{Type: outage.EventReopen}) }))
	move := control.NewLink(w.Say("outagepage.head.move"), func() {
		of.moving.show(of.view.Outage)
		of.open(of.moving.content)
	})
	words := control.Tall(look.Step, nil, n.title, n.since, n.next, n.acts, n.after, control.Flow(0, control.Wide(16, move)))
	clock := container.NewVBox(n.face, n.under)
	n.content = control.Tall(look.Gap, nil, n.others, container.NewBorder(nil, nil, nil, clock, words), n.urgent)
	return n
}

func (n *nowHead) show(c outage.Catalogue, v desk.OutageView) {
	w, now := n.host.Words(), n.host.Session().Now()
	title := c.TitleOf(w, v.Outage)
	if v.Drill {
		title = joined(" · ", w.Say("outagepage.drill"), title)
	}
	n.title.SetText(title)
	n.since.SetText(sinceWords(w, v.Outage, now))
	if v.Open() && slices.ContainsFunc(v.Now(), func(b outage.Broken) bool { return b.Failure == failurePower }) {
		n.since.SetText(joined(" ", n.since.Text(), battery(n.host)))
	}
	n.acts.Hidden, n.after.Hidden = !v.Open(), v.Open()
	n.under.SetText(w.Say("outagepage.face.under"))
	if !v.Open() {
		n.under.SetText(w.Say("outagepage.face.over"))
	}
	n.next.Hidden = v.Next == nil || !v.Open()
	if v.Next != nil {
		n.next.SetText(w.Say("outagepage.escalate_next", "when", w.When(v.Next.At, now), "what", v.Next.Text.In(w.Lang())))
	}
	n.showOthers(c, v)
	n.showUrgent(c, v, now)
	n.tick(v, now)
	n.content.Refresh()
}

// sinceWords says when it began, whether that is certain, and when it is expected to work again.
func sinceWords(w *text.Words, o outage.Outage, now time.Time) string {
	words := w.Say("outagepage.since", "when", w.When(o.Began, now))
	if o.Unsure {
		words = joined(" ", words, w.Say("outagepage.since_unsure"))
	}
	switch {
	case !o.Ended.IsZero():
		return joined(" ", words, w.Say("outagepage.until", "when", w.When(o.Ended, now)))
	case o.Expected.IsZero():
		return joined(" ", words, w.Say("outagepage.expected_unknown"))
	case o.Expected.Before(now):
		return joined(" ", words, w.Say("outagepage.expected_passed", "when", w.When(o.Expected, now)))
	}
	return joined(" ", words, w.Say("outagepage.expected", "when", w.When(o.Expected, now)))
}

// showOthers names the outages of the same time: one press shows them, and who knows that they are the
// same joins them. One that is over is never joined with one that goes on: its end would end both.
func (n *nowHead) showOthers(c outage.Catalogue, v desk.OutageView) {
	w := n.host.Words()
	var strips []fyne.CanvasObject
	said := v.ID + v.Ended.String()
	for _, o := range v.Overlaps {
		if !o.Open() && v.Open() {
			continue
		}
		id, name, key, tone := o.ID, c.TitleOf(w, o), "outagepage.also", control.ToneFault
		if !o.Open() {
			key, tone = "outagepage.also_over", control.ToneCalm
		}
		sentence := w.Say(key, "what", name)
		said += id + sentence
		join := control.NewButton(w.Say("outagepage.join"), nil, func() {
			n.of.open(joining(w, c.TitleOf(w, v.Outage), name, func() { n.of.tell(outage.Event{Type: outage.EventJoin, Other: id}) }))
		})
		join.Hidden = o.Open() != v.Open()
		strips = append(strips, control.NewStrip(tone, sentence, join, control.NewButton(w.Say("outagepage.also_show"), nil, func() {
			n.of.open(nil)
			n.of.id = id
			n.of.load()
		})))
	}
	if said == n.told {
		return // who stands on one of their buttons keeps the keyboard
	}
	n.told = said
	n.others.Objects = strips
	n.others.Hidden = len(strips) == 0
}

// showUrgent asks for what is late: an update to the units, and what the unit does when an outage lasts.
func (n *nowHead) showUrgent(c outage.Catalogue, v desk.OutageView, now time.Time) {
	w := n.host.Words()
	var rows []fyne.CanvasObject
	said := ""
	if v.Open() && v.UpdateDue {
		sentence := w.Say("outagepage.update_due_never")
		if !v.LastMessage.IsZero() {
			sentence = w.Say("outagepage.update_due", "when", w.When(v.LastMessage, now))
		}
		said += sentence
		rows = append(rows, urgentRow(control.ToneNotice, sentence, control.NewButton(w.Say("outagepage.head.message"), theme.MailSendIcon(), func() {
			n.host.Show(page.Place{Page: page.Outage, Part: page.OutageMessages, Outage: v.ID})
		})))
	}
	for _, e := range v.Escalations {
		id := e.ID
		sentence := w.Say("outagepage.escalate", "span", w.Span(time.Duration(e.Minutes)*time.Minute), "what", e.Text.In(w.Lang()))
		if who := callNames(c, e.Call); who != "" {
			sentence = joined(" ", sentence, w.Say("outagepage.escalate_call", "who", who))
		}
		said += sentence
		rows = append(rows, urgentRow(control.ToneFault, sentence, control.NewButton(w.Say("outagepage.escalate_done"), theme.ConfirmIcon(), func() {
			n.of.tell(outage.Event{Type: outage.EventEscalate, Step: id})
		})))
	}
	if v.Mended {
		said += "mended"
		rows = append(rows, urgentRow(control.ToneGood, w.Say("outagepage.mended"), control.NewButton(w.Say("outagepage.mended_end"), theme.ConfirmIcon(), func() {
			n.of.tell(outage.Event{Type: outage.EventEnd})
		})))
	}
	if said == n.shown && len(rows) == len(n.urgent.Objects) {
		return
	}
	n.shown = said
	control.KeepFocus(n.host.Window().Canvas(), n.urgent, func() {
		n.urgent.Objects = rows
		n.urgent.Hidden = len(rows) == 0
	})
}

// urgentRow is a framed sentence with its button.
func urgentRow(tone control.Tone, sentence string, button *control.Button) fyne.CanvasObject {
	return control.NewStrip(tone, sentence, button)
}

// callNames are the contacts of an escalation with their numbers.
func callNames(c outage.Catalogue, ids []string) string {
	var names []string
	for _, id := range ids {
		for _, contact := range c.Contacts {
			if contact.ID == id {
				names = append(names, joined(" ", contact.Name, contact.Number))
			}
		}
	}
	return joined(", ", names...)
}

// tick moves the clock.
func (n *nowHead) tick(v desk.OutageView, now time.Time) {
	if !v.Open() {
		now = v.Ended
	}
	n.face.Set(running(now.Sub(v.Began)))
}
