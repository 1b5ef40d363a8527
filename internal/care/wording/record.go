package wording

import (
	"strconv"
	"strings"

	"avbrottsparm/internal/care"
)

// Signed is how a signing went: done at what hour of the day that heads it, or not and why, and by
// whom.
func (t Teller) Signed(s *care.Signing) string {
	var how, planned string
	switch {
	case s.Done && !s.Performed.IsZero():
		how = t.Words.Say("care.signing.done_at", "when", t.Words.Clock(s.Performed.In(care.Stockholm)))
	case s.Done:
		how = t.Words.Say("care.signing.done")
	case s.Status != "" || s.Reason != "":
		how = t.Words.Say("care.signing.not_done")
	default:
		how = t.Words.Say("care.signing.open")
	}
	if !s.Planned.IsZero() {
		planned = t.plannedFor(s)
	}
	return sentences(Joined(", ", how, s.Reason), Joined(", ", s.Status, s.Result), t.measured(s.Measured), planned, Joined(", ", s.By, s.Title))
}

// plannedFor is when it should have been given: the hour alone on the day that the signing stands
// under, which heads it wherever it is shown.
func (t Teller) plannedFor(s *care.Signing) string {
	sameDay := care.Day(s.Planned).Equal(care.Day(s.At()))
	switch {
	case s.AnyTime && sameDay:
		return ""
	case s.AnyTime:
		return t.Words.Say("care.signing.planned", "when", t.day(s.Planned))
	case sameDay:
		return t.Words.Say("care.signing.planned", "when", t.Words.Clock(s.Planned.In(care.Stockholm)))
	}
	return t.Words.Say("care.signing.planned", "when", t.Words.Moment(s.Planned.In(care.Stockholm)))
}

func (t Teller) measured(values []care.Measured) string {
	lines := make([]string, 0, len(values))
	for _, v := range values {
		lines = append(lines, Joined(", ", Joined(" ", v.Name, v.Value, v.Unit), v.Comment))
	}
	return strings.Join(lines, "; ")
}

// NoteBy is who wrote a journal note and when, and that it is signed. A note that was marked as
// wrong says so first, and stays legible (patientdatalagen 3 kap. 14 §).
func (t Teller) NoteBy(n *care.JournalNote) string {
	var wrong, written, signed string
	if n.Wrong {
		wrong = t.Words.Say("care.note.wrong")
	}
	if !n.Written.IsZero() {
		written = t.Words.Say("care.note.written", "when", t.Words.Moment(n.Written.In(care.Stockholm)))
	}
	if n.Signed { // many sources don't say, so nothing is said of the others
		signed = t.Words.Say("care.note.signed")
	}
	return sentences(wrong, Joined(", ", n.By, n.Title), written, signed, n.Unit)
}

// Journal is where a health journal is kept and since when.
func (t Teller) Journal(j *care.Journal) string {
	return Joined(", ", j.Unit, t.Period(j.Starts, j.Ends), j.Why)
}

// Granted is how much was granted: "12 timmar/månad".
func (t Teller) Granted(d *care.Decision) string {
	amounts := make([]string, 0, len(d.Amounts))
	for _, a := range d.Amounts {
		number := strings.Replace(strconv.FormatFloat(a.Number, 'f', -1, 64), ".", t.Words.Say("care.decimal"), 1)
		amounts = append(amounts, Joined(" ", number, a.Unit))
	}
	return strings.Join(amounts, ", ")
}

// DecisionName is what was granted, under which law.
func (t Teller) DecisionName(d *care.Decision) string {
	law := d.Law
	if d.Group != "" {
		law = Joined(" ", law, t.Words.Say("care.lss_group", "group", d.Group))
	}
	what := d.What
	if what == "" {
		what = Joined(", ", d.Type, d.Category)
	}
	if what == "" {
		what = t.Words.Say("care.decision")
	}
	return Joined(", ", what, law)
}

// DecisionAbout is since and until when, and who decided. One that doesn't hold says so first.
func (t Teller) DecisionAbout(d *care.Decision) string {
	ended, taken := "", ""
	if !d.Current(t.Now) {
		ended = t.Words.Say("care.decision_ended")
	}
	if !d.Date.IsZero() {
		taken = t.Words.Say("care.decided_on", "day", t.day(d.Date))
	}
	kind := Joined(", ", d.Type, d.Category, d.Level)
	if d.What == "" {
		kind = d.Level
	}
	return sentences(ended, kind, t.Period(d.From, d.To), taken, d.CaseWorker)
}

// InvestigationName is what was looked into, under which law.
func (t Teller) InvestigationName(i *care.Investigation) string {
	what := i.Type
	if what == "" {
		what = t.Words.Say("care.investigation")
	}
	return Joined(", ", what, i.Law)
}

// InvestigationAbout is since and until when, and who looked into it.
func (t Teller) InvestigationAbout(i *care.Investigation) string {
	updated := ""
	if !i.Updated.IsZero() {
		updated = t.Words.Say("care.updated_on", "day", t.day(i.Updated))
	}
	return sentences(t.Period(i.Starts, i.Ends), updated, i.CaseWorker)
}

// Need is what an investigation found in an area of need.
func (t Teller) Need(n care.Need) string {
	line := func(key, text string) string {
		if text == "" {
			return ""
		}
		return t.Words.Say(key, "text", text)
	}
	return Joined("\n", line("care.need.level", n.Level), n.Text, line("care.need.goal", n.Goal), line("care.need.purpose", n.Purpose))
}

// DocumentName is what a document is and from when.
func (t Teller) DocumentName(d *care.Document) string {
	return Joined(", ", t.Words.Say("document."+string(d.What)), t.day(d.Date))
}

// DocumentAbout is its pages and who put it there.
func (t Teller) DocumentAbout(d *care.Document) string {
	pages, filed := "", ""
	if d.Pages > 0 {
		pages = t.Words.Count("care.document.pages", d.Pages)
	}
	if d.FiledBy != "" {
		filed = t.Words.Say("care.document.filed", "who", d.FiledBy, "when", t.moment(d.FiledAt))
	}
	return sentences(pages, filed)
}
