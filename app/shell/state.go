package shell

import (
	"strconv"
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// bandOf is what the state band says. The most urgent state gives the shape: an outage, what waits after
// one, old data, notes that wait; and a demo always shows that its persons are invented. Name words an
// outage.
func bandOf(w *text.Words, st desk.Status, now time.Time, name func(outage.Outage) string, to func(page.Name) func()) control.Band {
	age, state := age(w, st, now)
	band := control.Band{Kind: control.BandNormal, Word: w.Say("shell.band.normal"), Text: age}
	total := st.Counts.Waiting + st.Counts.Entered
	returns := control.Band{Kind: control.BandReturn, Word: w.Say("shell.band.return"),
		Text:   w.Say("shell.band.entered", "n", st.Counts.Entered, "total", total) + " · " + age,
		Button: w.Say("shell.band.continue"), Press: to(page.Backlog)}
	switch cond := st.Condition; {
	case cond.Phase == desk.PhaseOutage && cond.Outage != nil:
		o := *cond.Outage
		band = control.Band{Kind: control.BandOutage, Word: w.Say("shell.band.outage"),
			Text:   w.Say("shell.band.outage_since", "what", name(o), "when", w.When(o.Began, now), "span", w.Span(o.Lasted(now))),
			Button: w.Say("shell.band.open"), Press: to(page.Outage)}
		if cond.More > 0 {
			band.Text += " · " + w.Count("shell.band.outage_more", cond.More)
		}
		band.Text += " · " + age
	case cond.Phase == desk.PhaseReturn && cond.Outage != nil && st.Counts.Waiting > 0:
		band = returns
	case state == ageNone:
		band = control.Band{Kind: control.BandOutage, Word: w.Say("shell.band.empty"), Text: age, Button: w.Say("shell.band.read"), Press: to(page.Intake)}
	case state == ageOld:
		band = control.Band{Kind: control.BandOutage, Word: w.Say("shell.band.old"), Text: age, Button: w.Say("shell.band.read"), Press: to(page.Intake)}
	case st.Counts.Waiting > 0:
		band = returns
	}
	if st.SaveOften != nil {
		band.Text = w.Say("shell.band.save_often", "until", w.Clock(st.SaveOften.End.In(care.Stockholm))) + " · " + band.Text
	}
	if band.Press == nil {
		band.Button = "" // it leads where the one who opened the binder may not go
	}
	if st.Demo {
		if band.Kind != control.BandNormal {
			band.Text = band.Word + ": " + band.Text
		}
		band.Kind = control.BandDrill
		band.Text = w.Say("shell.band.invented") + " · " + band.Text
		band.Word = w.Say("shell.band.drill")
	}
	return band
}

type ageState int

const (
	ageFresh ageState = iota
	ageOld
	ageNone
)

// age words how old persons and visits are, whichever is older.
func age(w *text.Words, st desk.Status, now time.Time) (sentence string, state ageState) {
	var oldest time.Time
	for _, k := range st.Fresh {
		if k.Kind != care.KindVisit && k.Kind != care.KindPerson {
			continue
		}
		if k.AsOf.IsZero() {
			if k.Kind == care.KindPerson {
				return w.Say("shell.age.none"), ageNone
			}
			continue
		}
		if k.TooOld {
			state = ageOld
		}
		if oldest.IsZero() || k.AsOf.Before(oldest) {
			oldest = k.AsOf
		}
	}
	return w.Say("shell.age", "when", w.When(oldest, now), "span", w.Span(now.Sub(oldest))), state
}

// statusOf are the parts of the status line, from the left.
func statusOf(w *text.Words, st desk.Status, now time.Time) []string {
	printed := w.Say("shell.status.never")
	if !st.LastPrinted.IsZero() {
		printed = w.Say("shell.status.printed", "when", w.When(st.LastPrinted, now))
	}
	if st.Unprinted > 0 {
		printed += ", " + w.Count("shell.status.unprinted", st.Unprinted)
	}
	parts := []string{
		w.Count("shell.status.drafts", st.Counts.Drafts) + ", " + w.Say("shell.status.waiting", "n", st.Counts.Waiting),
		printed,
		w.Say("shell.status.copy"),
	}
	if st.Unlogged > 0 {
		parts = append(parts, w.Count("shell.status.unlogged", st.Unlogged))
	}
	if st.Clock {
		parts = append(parts, w.Say("shell.status.clock"))
	}
	return parts
}

// count is a number for the column; nothing for none.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
