package outage

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/look"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

func failureName(w *text.Words, c outage.Catalogue, id string) string {
	for _, f := range c.Failures {
		if f.ID == id {
			return f.Name.In(w.Lang())
		}
	}
	return id
}

// shapeOf is how a Still is told to who doesn't see its colour.
func shapeOf(s outage.Still) (fyne.Resource, fyne.ThemeColorName) {
	switch s {
	case outage.StillWorks:
		return look.ShapeNormal(), look.Normal
	case outage.StillUntil:
		return theme.HistoryIcon(), look.Notice
	case outage.StillIf:
		return theme.InfoIcon(), look.Notice
	case outage.StillOpen:
		return theme.QuestionIcon(), look.Quiet
	}
	return look.ShapeOutage(), look.Outage
}

// stillWord words a Still by itself.
func stillWord(w *text.Words, s outage.Still) string { return w.Say("outagepage.still." + string(s)) }

// left words what is left of a time: "1 h 12 min kvar", "under en minut kvar".
func left(w *text.Words, until, now time.Time) string {
	d := until.Sub(now)
	switch {
	case d <= 0:
		return w.Say("outagepage.ran_out")
	case d < time.Minute:
		return w.Say("outagepage.left_seconds", "n", int(d/time.Second))
	case d < time.Hour:
		return w.Say("outagepage.left_minutes", "n", int(d/time.Minute))
	}
	return w.Say("outagepage.left_hours", "h", int(d/time.Hour), "m", int(d/time.Minute)%60)
}

// running is a time since something as a clock shows it: "3:12:08".
func running(d time.Duration) string {
	d = max(0, d)
	return fmt.Sprintf("%d:%02d:%02d", int(d/time.Hour), int(d/time.Minute)%60, int(d/time.Second)%60)
}

// sourceWords names the sections of the routine that something rests on: "routine 4.4" of the catalogue is
// section 4.4 to a reader.
func sourceWords(w *text.Words, sources ...string) string {
	sections := make([]string, len(sources))
	for i, s := range sources {
		sections[i] = outage.SectionOf(s)
	}
	return w.Say("outagepage.source", "section", strings.Join(sections, "; "))
}

// joined puts what is there together.
func joined(between string, parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, between)
}
