package outage

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// CyberKind is a step of reporting a significant incident (cybersäkerhetslagen 2025:1506 2 kap. 5-8 §§,
// which carry out article 23.4 of directive (EU) 2022/2555).
type CyberKind string

// The steps. Each is counted from when the municipality knew that the incident is significant, the last
// from when the notice was handed in.
const (
	CyberEarly  CyberKind = "early"  // within 24 hours
	CyberNotice CyberKind = "notice" // within 72 hours
	CyberFinal  CyberKind = "final"  // within a month of the notice
)

// CyberKinds lists the steps in their order.
func CyberKinds() []CyberKind { return []CyberKind{CyberEarly, CyberNotice, CyberFinal} }

// CyberSection is a part of a draft. Fill says that a person must write it: Text then asks for it.
type CyberSection struct {
	Heading, Text string
	Fill          bool
}

// CyberReport is a draft of a report to the authority, for a person to judge, fill in and hand in. It asks
// whether the outage is to be reported and never says so.
type CyberReport struct {
	Kind  CyberKind
	Title string
	// Due is the last moment, counted from the begin of the outage, which is the earliest that anybody
	// can have known of it. DueText says so.
	Due      time.Time
	DueText  string
	Sections []CyberSection
}

// CyberDraft is the draft of one step, with what the binder knows of the outage.
func CyberDraft(w Words, kind CyberKind, c Catalogue, r Report) CyberReport {
	b := cyberDraft{w: w, c: c, r: r, CyberReport: CyberReport{Kind: kind, Due: cyberDue(kind, r.Began)}}
	b.Title = w.Say("cyber.title." + string(kind))
	if r.Drill {
		b.Title = w.Say("cyber.drill") + " " + b.Title
	}
	b.DueText = w.Say("cyber.due."+string(kind), "when", w.Moment(b.Due.In(care.Stockholm)))
	b.fill("judge")
	b.fill("known")
	b.fill("who")
	b.times()
	b.know("what", b.what())
	switch kind {
	case CyberEarly:
		b.fill("cause")
		b.fill("abroad")
	case CyberNotice:
		b.know("effects", b.effects())
		b.know("measures", b.measures())
		b.fill("changed")
		b.fill("severity")
		b.fill("signs")
	case CyberFinal:
		b.know("effects", b.effects())
		b.know("measures", b.measures())
		b.fill("severity")
		b.fill("root")
		b.improve()
		b.fill("abroad")
		if r.Open() {
			b.know("lasting", w.Say("cyber.text.lasting"))
		}
	}
	b.fill("personal_data")
	b.know("to", w.Say("cyber.text.to"))
	return b.CyberReport
}

// cyberDue is when a step is due at the latest.
func cyberDue(kind CyberKind, known time.Time) time.Time {
	switch kind {
	case CyberEarly:
		return known.Add(24 * time.Hour)
	case CyberNotice:
		return known.Add(72 * time.Hour)
	}
	return monthAfter(known.Add(72 * time.Hour))
}

// monthAfter is the same day of the next month, or its last where it has no such day (lagen 1930:173 om
// beräkning av lagstadgad tid, 1 §), at the same clock in Stockholm.
func monthAfter(t time.Time) time.Time {
	t = t.In(care.Stockholm)
	last := time.Date(t.Year(), t.Month()+2, 0, 0, 0, 0, 0, time.UTC)
	return care.LocalTime(last.Year(), last.Month(), min(t.Day(), last.Day()), t.Hour(), t.Minute(), t.Second())
}

// cyberDraft puts the sections together.
type cyberDraft struct {
	CyberReport
	w Words
	c Catalogue
	r Report
}

// fill adds what only a person knows.
func (b *cyberDraft) fill(key string) {
	b.Sections = append(b.Sections, CyberSection{Heading: b.w.Say("cyber.heading." + key), Text: b.w.Say("cyber.text." + key), Fill: true})
}

// know adds what the binder knows.
func (b *cyberDraft) know(key, said string) {
	b.Sections = append(b.Sections, CyberSection{Heading: b.w.Say("cyber.heading." + key), Text: said})
}

func (b *cyberDraft) times() {
	w, r := b.w, b.r
	lines := []string{w.Say("cyber.text.began", "when", w.Moment(r.Began.In(care.Stockholm)))}
	if r.Open() {
		lines = append(lines, w.Say("cyber.text.open", "when", w.Moment(r.At.In(care.Stockholm))))
		if r.Expected.IsZero() {
			lines = append(lines, w.Say("outage.event.expect_unknown"))
		} else {
			lines = append(lines, w.Say("outage.event.expect", "when", w.Moment(r.Expected.In(care.Stockholm))))
		}
	} else {
		lines = append(lines, w.Say("cyber.text.ended", "when", w.Moment(r.Ended.In(care.Stockholm)), "long", LongTime(w, r.Duration)))
	}
	if r.Unsure {
		lines = append(lines, w.Say("outage.report.unsure"))
	}
	b.know("times", strings.Join(lines, "\n"))
}

// what is what is broken and which systems that touches.
func (b *cyberDraft) what() string {
	lines := []string{b.c.NamesOf(b.w, b.r.Broken)}
	for _, a := range b.r.Alikes() {
		lines = append(lines, b.w.Say("outage.report.systems", "name", a.Names(b.w), "worst", b.w.Say("outage.worst."+string(a.Worst)), "long", LongTime(b.w, a.Touched)))
	}
	if len(b.r.Systems) == 0 {
		lines = append(lines, b.w.Say("outage.report.no_systems"))
	}
	return strings.Join(lines, "\n")
}

// effects is whom it touched and what was written by hand meanwhile.
func (b *cyberDraft) effects() string {
	units := b.w.Say("cyber.text.units_unknown")
	if b.r.Units != "" {
		units = b.w.Say("cyber.text.units", "units", b.r.Units)
	}
	lines := append([]string{units}, CountLines(b.w, b.r)...)
	if b.r.Incidents != "" {
		return strings.Join(append(lines, b.w.Say("cyber.text.incidents", "what", b.r.Incidents)), "\n")
	}
	return strings.Join(append(lines, b.w.Say("cyber.text.incidents_unknown")), "\n")
}

// measures is what was done, as far as somebody noted it.
func (b *cyberDraft) measures() string {
	lines := []string{
		b.w.Count("outage.report.messages", len(b.r.Messages)),
		b.w.Count("cyber.text.reports", len(b.r.Reports)),
		b.w.Count("cyber.text.steps", len(b.r.Ticks)),
	}
	for _, e := range b.r.Reports {
		lines = append(lines, b.w.Moment(e.At.In(care.Stockholm))+": "+joinWords(b.w.Say("outage.event.report", "to", b.c.ContactName(e.To)), caseWords(b.w, e.Case)))
	}
	return strings.Join(lines, "\n")
}

func (b *cyberDraft) improve() {
	if b.r.Improve == "" {
		b.fill("improve")
		return
	}
	b.know("improve", b.r.Improve)
}

// CountLines tells how far what was written by hand has come, with what isn't known.
func CountLines(w Words, r Report) []string {
	if !r.Known {
		return []string{w.Say("outage.report.not_counted")}
	}
	lines := []string{w.Say("outage.report.entries", "n", r.Entries, "persons", r.Persons)}
	if r.Entries > 0 {
		lines = append(lines, w.Say("outage.report.entered", "n", r.Entered, "of", r.Entries, "waiting", r.Waiting, "other", r.Other),
			w.Say("outage.report.late", "n", r.Late, "of", r.Entries))
	}
	if r.Hidden > 0 {
		lines = append(lines, w.Count("outage.report.hidden", r.Hidden))
	}
	return lines
}
