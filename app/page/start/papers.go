package start

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// papers is how it stands with what is on paper, as it was last looked at beside the window.
type papers struct {
	changes desk.Changes
	slips   custody.Counts
	evening desk.EveningState
	failed  int // prints that no printer took
	unknown int // prints of which nobody knows whether they came out
}

// countFailed counts the prints that are not known to have come out.
func (p *papers) countFailed(list []desk.FailedPrint) {
	p.failed, p.unknown = 0, 0
	for _, f := range list {
		if f.Unknown {
			p.unknown++
		} else {
			p.failed++
		}
	}
}

// countPapers compares the binder with its paper, beside the window: the whole binder is put together
// for it.
func (s *screen) countPapers() {
	session := s.host.Session()
	if session.May(access.RightPrint) != nil {
		return
	}
	s.compared.Ask(func(ctx context.Context) (papers, error) {
		changes, err := session.Changes(ctx)
		return papers{changes: changes, slips: session.SlipCounts(time.Time{}, time.Time{})}, err
	}, func(p papers, err error) {
		if err == nil && (p.changes != s.waits.papers.changes || p.slips != s.waits.papers.slips) {
			s.waits.papers.changes, s.waits.papers.slips = p.changes, p.slips
			s.refresh()
		}
	})
}

// paperDuties are what to do about paper: a print that is missing, sheets that are no longer right,
// numbered papers that nobody has found.
func paperDuties(w *text.Words, st desk.Status, p papers, now time.Time) []duty {
	var list []duty
	if p.failed > 0 {
		list = append(list, duty{control.ToneFault, w.Count("start.paper.failed", p.failed), w.Say("start.paper.failed_do"), page.Place{Page: page.Paper, Part: page.PaperPrint}})
	}
	if p.unknown > 0 {
		list = append(list, duty{control.ToneNotice, w.Count("start.paper.unknown", p.unknown), w.Say("start.paper.unknown_do"), page.Place{Page: page.Paper, Part: page.PaperPrint}})
	}
	if p.evening.On {
		if d, due := eveningDuty(w, p.evening, now); due {
			list = append(list, d)
		}
	} else if d, due := weekend(w, st, now); due {
		list = append(list, d)
	}
	if c := p.changes; c.Any() && !c.Last.IsZero() {
		list = append(list, duty{control.ToneNotice, w.Say("start.paper.changed", "what", changed(w, c)), w.Say("start.paper.changed_do"), page.Place{Page: page.Paper, Print: desk.PrintChanged, Day: now}})
	}
	if n := p.slips.Missing; n > 0 {
		list = append(list, duty{control.ToneNotice, w.Count("start.paper.missing", n), w.Say("start.paper.slips_do"), page.Place{Page: page.Paper, Part: page.PaperSlips}})
	}
	if n := p.slips.ReturnedNow; n > 0 {
		list = append(list, duty{control.ToneNotice, w.Count("start.paper.returned", n), w.Say("start.paper.slips_do"), page.Place{Page: page.Paper, Part: page.PaperSlips}})
	}
	return list
}

// changed says how many sheets are to be printed, and how many only to be taken out.
func changed(w *text.Words, c desk.Changes) string {
	var parts []string
	if n := c.New + c.Changed; n > 0 {
		parts = append(parts, w.Count("start.paper.sheets", n))
	}
	if c.Gone > 0 {
		parts = append(parts, w.Count("start.paper.gone", c.Gone))
	}
	return strings.Join(parts, ", ")
}

// eveningDuty says that the evening's print is not made: the binder was locked, or something failed.
func eveningDuty(w *text.Words, e desk.EveningState, now time.Time) (duty, bool) {
	if !e.Due || len(e.Days) == 0 {
		return duty{}, false
	}
	first, last := e.Days[0], e.Days[len(e.Days)-1]
	what := w.DayShort(first)
	if len(e.Days) > 1 {
		what = w.Say("start.paper.days", "from", w.DayShort(first), "to", w.DayShort(last))
	}
	key := "start.paper.evening_unprinted"
	if e.Unsaved {
		key = "start.paper.evening_due"
	}
	return duty{control.ToneFault, w.Say(key, "days", what, "since", w.When(e.Since, now)), w.Say("start.weekend_do"),
		page.Place{Page: page.Paper, Day: e.Since, Print: desk.PrintWeekend}}, true
}

// paperRows are when the binder was last on paper, and when the evening's print was last made.
func paperRows(w *text.Words, p papers, now time.Time) []fyne.CanvasObject {
	row := func(key string, at time.Time, verdict string, color fyne.ThemeColorName) []fyne.CanvasObject {
		when := w.Say("start.paper.never")
		if !at.IsZero() {
			when = w.When(at.In(care.Stockholm), now)
		}
		return []fyne.CanvasObject{control.NewText(w.Say(key), control.Style{}), control.NewText(when, control.Style{Color: look.Quiet, Cut: true}),
			control.NewMark(control.Mark{Text: w.Say(verdict), Color: color})}
	}
	var cells []fyne.CanvasObject
	switch c := p.changes; {
	case c.Last.IsZero():
		cells = row("start.paper.binder", c.Last, "start.verdict.never", look.Quiet)
	case c.Any():
		cells = row("start.paper.binder", c.Last, "start.verdict.changed", look.Notice)
	default:
		cells = row("start.paper.binder", c.Last, "start.verdict.fresh", look.Normal)
	}
	if !p.evening.On {
		return cells
	}
	if p.evening.Due {
		return append(cells, row("start.paper.evening", p.evening.Last, "start.verdict.due", look.Outage)...)
	}
	return append(cells, row("start.paper.evening", p.evening.Last, "start.verdict.fresh", look.Normal)...)
}
