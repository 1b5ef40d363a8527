package backlog

import (
	"cmp"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// lines are an entry as the list shows it, as it is now.
func (q *queue) lines(id string) control.TwoLines {
	r, ok := q.session.BacklogRow(id)
	if !ok {
		return control.TwoLines{}
	}
	w, now := q.words, q.session.Now()
	about := r.Title
	if r.Headline != "" {
		about = r.Headline
	}
	lines := control.TwoLines{Title: cmp.Or(r.PersonName, w.Say("backlog.nobody")),
		Subtitle: w.Say("backlog.row", "time", w.When(r.EventTime, now), "headline", about)}
	add := func(mark string, ink fyne.ThemeColorName) {
		lines.Marks = append(lines.Marks, control.Mark{Text: mark, Color: ink})
	}
	switch {
	case r.Unsure():
		add(w.Say("backlog.mark_unknown"), look.Notice)
	case r.State == entry.StateSending:
		add(w.Say("backlog.mark_sending"), look.Return)
	case r.ClaimedByOther:
		add(w.Say("backlog.mark_claimed", "name", r.ClaimedBy.Name, "until", clock(w, r.ClaimedUntil)), look.Return)
	case r.ClaimedByMe:
		add(w.Say("backlog.mark_claimed_mine"), look.Return)
	case r.Second:
		add(w.Say("backlog.mark_second"), look.Return)
	case r.Undo:
		add(w.Say("backlog.mark_undo"), look.Notice)
	case r.State.InLifecare():
		add(w.Say("backlog.mark_entered"), look.Normal)
	}
	if r.Refusal != "" {
		add(w.Say("backlog.mark_refused"), look.Notice)
	}
	if r.State.Waits() && r.Next != nil {
		add(countdown(w, *r.Next, now), dueInk(*r.Next, now))
	}
	if r.State.Waits() && !r.Mine && q.grouping != entry.ByResponsible {
		add(r.Answers().Name, look.Quiet)
	}
	if r.Clock == entry.ClockUncertain {
		add(w.Say("backlog.mark_clock"), look.Notice)
	}
	return lines
}

// countdown is how long is left until a mark, or for how long it has been passed. What should be done at
// once has the day of the event.
func countdown(w *text.Words, m entry.Mark, now time.Time) string {
	if left := m.Left(now); left > 0 {
		return w.Say("backlog.left", "span", w.Span(left))
	}
	if !m.Passed(now) {
		return w.Say("backlog.due.today")
	}
	return w.Say("backlog.late", "span", w.Span(-m.Left(now)))
}

// dueInk is the colour of a countdown.
func dueInk(m entry.Mark, now time.Time) fyne.ThemeColorName {
	switch {
	case m.Passed(now):
		return look.Outage
	case m.Left(now) <= 24*time.Hour:
		return look.Notice
	}
	return look.Quiet
}

func clock(w *text.Words, at time.Time) string { return w.Clock(at.In(care.Stockholm)) }

// closedLines say that something lies where the opener can't see it.
func closedLines(w *text.Words, c desk.ClosedArea) control.TwoLines {
	return control.TwoLines{Title: w.Count("backlog.closed", c.Count, "area", w.Say("area."+c.Area.String())),
		Subtitle: w.Say("backlog.closed_who", "who", strings.Join(c.Who, "; "))}
}
