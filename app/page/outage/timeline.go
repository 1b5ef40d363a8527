package outage

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// mostTimeline is how much of the timeline is shown at once, the newest first.
const mostTimeline = 60

// timelineOf is what happened, the newest on top, with who said so.
func timelineOf(w *text.Words, c outage.Catalogue, events []outage.Event, now time.Time) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := len(events) - 1; i >= 0 && len(rows) < mostTimeline; i-- {
		e := events[i]
		when := w.When(e.At, now)
		if e.Unsure {
			when = w.Say("outagepage.timeline.unsure", "when", when)
		}
		rows = append(rows, control.Tall(0, nil,
			control.NewText(joined(" · ", when, e.By.Name), control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}),
			control.NewText(tells(w, c, e, now), control.Style{Wrap: true, Copy: true})))
	}
	return rows
}

// tells words one event.
func tells(w *text.Words, c outage.Catalogue, e outage.Event, now time.Time) string {
	key := "outagepage.event." + string(e.Type)
	switch e.Type {
	case outage.EventStart, outage.EventBreak, outage.EventMend:
		return w.Say(key, "what", c.NamesOf(w, e.Broken))
	case outage.EventTick, outage.EventUntick:
		return w.Say(key, "what", stepText(w, c, e.Step))
	case outage.EventNote:
		return e.Text
	case outage.EventReading:
		return w.Say(key, "what", readingName(w, e.Reading), "value", e.Value)
	case outage.EventReport:
		to := w.Say(key, "to", contactName(c, e.To))
		if e.Case != "" {
			to = joined(" ", to, w.Say("outagepage.event.case", "case", e.Case))
		}
		return joined(" ", to, e.Text)
	case outage.EventMessage:
		if e.Message == nil {
			return w.Say("outagepage.event.message_unknown")
		}
		group := e.Message.Group
		if group == "" {
			group = w.Say("outagepage.message.everyone")
		}
		return w.Say(key, "kind", w.Say("outagepage.message.kind."+string(e.Message.Kind)),
			"channel", w.Say("outagepage.message.channel."+string(e.Message.Channel)), "group", group)
	case outage.EventEscalate:
		return w.Say(key, "what", escalationText(w, c, e.Step))
	case outage.EventExpect:
		if e.Expected.IsZero() {
			return w.Say("outagepage.event.expect_unknown")
		}
		return w.Say(key, "when", w.When(e.Expected, now))
	case outage.EventMove, outage.EventJoin, outage.EventEnd, outage.EventReopen, outage.EventReview:
		return joined(" ", w.Say(key), e.Text)
	}
	return w.Say("outagepage.event.unknown")
}

// stepText is the step that a tick points to: "<failure>/<step>".
func stepText(w *text.Words, c outage.Catalogue, key string) string {
	failure, id, _ := strings.Cut(key, "/")
	for _, f := range c.Failures {
		for _, s := range f.Steps {
			if f.ID == failure && s.ID == id {
				return s.Text.In(w.Lang())
			}
		}
	}
	return w.Say("outagepage.event.old_step")
}

func escalationText(w *text.Words, c outage.Catalogue, id string) string {
	for _, e := range c.Limits.Escalations {
		if e.ID == id {
			return e.Text.In(w.Lang())
		}
	}
	return w.Say("outagepage.event.old_step")
}

func contactName(c outage.Catalogue, id string) string {
	for _, contact := range c.Contacts {
		if contact.ID == id {
			return contact.Name
		}
	}
	return id
}
