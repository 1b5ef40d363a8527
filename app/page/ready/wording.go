package ready

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

// mark is the state of a line as a word in its colour.
func (s *screen) mark(state readiness.State) control.Mark {
	return control.Mark{Text: s.words.Say("readypage.mark." + string(state)), Color: colorOf(state)}
}

func colorOf(state readiness.State) fyne.ThemeColorName {
	switch state {
	case readiness.StateOK:
		return look.Normal
	case readiness.StateSoon:
		return look.Binder
	case readiness.StateMissing, readiness.StateLate:
		return look.Outage
	case readiness.StateOpen:
		return look.Notice
	}
	return look.Quiet
}

// why is the reason why a line stands as it does; empty where there is none to give.
func (s *screen) why(r readiness.Reason) string {
	switch {
	case r.Key == "":
		return ""
	case r.Counted:
		return s.words.Count(r.Key, r.N, r.Pairs...)
	}
	return s.words.Say(r.Key, r.Pairs...)
}

// looked tells when something was last looked at and by whom, and when it is due again.
func (s *screen) looked(l readiness.Line) string {
	w, now := s.words, s.Session().Now()
	var parts []string
	switch {
	case l.Last.IsZero(): // the reason says so
	case l.By == "":
		parts = append(parts, w.Say("readypage.last", "when", w.When(l.Last.In(care.Stockholm), now)))
	default:
		parts = append(parts, w.Say("readypage.last_by", "when", w.When(l.Last.In(care.Stockholm), now), "who", l.By))
	}
	if !l.Due.IsZero() {
		parts = append(parts, s.due(l.Due, now))
	}
	return strings.Join(parts, " · ")
}

// due words the first day on which something is late.
func (s *screen) due(due, now time.Time) string {
	if !due.After(now) {
		return s.words.Say("readypage.due_past")
	}
	return s.words.Say("readypage.due", "day", s.words.Day(care.NextDay(due, -1).In(care.Stockholm)))
}

// source is where in the routine something comes from.
func (s *screen) source(sources ...string) string {
	sections := make([]string, len(sources))
	for i, source := range sources {
		sections[i] = outage.SectionOf(source)
	}
	return s.words.Say("readypage.source", "where", strings.Join(sections, ", "))
}
