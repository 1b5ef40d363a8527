package main

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/care/wording"
	"avbrottsparm/internal/desk"
)

// How many signings and notes the console shows; --json has them all.
const (
	mostSignings = 30
	mostNotes    = 10
)

func (a *app) tell() wording.Teller {
	return wording.Teller{Words: a.words, Now: time.Now().In(care.Stockholm)}
}

// tellAway says first of all that the person isn't at home, and when they will be away.
func (a *app) tellAway(p *page, d *care.Dossier, hidden bool) {
	if away := d.Away(p.now); away != nil {
		p.head(strings.ToUpper(a.tell().Away(away, hidden)))
	}
	coming := d.Coming(p.now)
	if len(coming) > 0 {
		p.head(a.words.Say("parm.show.absences"))
	}
	for _, one := range coming {
		p.indented(2, a.tell().AwayWhole(one, hidden))
	}
}

// shut tells whether the opener has no key for an area in which something lies: then tellClosed
// says who has it, and that nothing is known is not said.
func shut(closed []desk.ClosedArea, area access.Area) bool {
	return slices.ContainsFunc(closed, func(c desk.ClosedArea) bool { return c.Area == area })
}

// tellCare is what is known beyond card, plan and visits, as far as the areas are open.
func (a *app) tellCare(d *care.Dossier, open bool, closed []desk.ClosedArea) {
	p := a.page()
	hidden := d.Person.Protected && !open
	if !shut(closed, access.AreaHealth) {
		a.tellHealth(p, d)
	}
	a.tellDecisions(p, d, hidden)
	a.tellDocuments(p, d, hidden)
}

// tellHealth is health care's part: facts, medicines, orders, signings and journal.
func (a *app) tellHealth(p *page, d *care.Dossier) {
	tell := a.tell()
	a.tellFacts(p, d)
	p.head(a.words.Say("parm.show.medications"))
	line, _ := tell.Prescribed(&d.Chart)
	p.indented(2, line)
	for _, m := range d.InUse(p.now) {
		p.indented(2, strings.ToUpper(tell.State(m))+": "+tell.Medicine(m))
		a.below(p, tell.Dose(m), tell.Course(m))
	}
	if len(d.Orders) > 0 {
		p.head(a.words.Say("parm.show.orders"))
	}
	for _, o := range d.Ordered(p.now) {
		a.tellOrder(p, o)
	}
	a.tellSignings(p, d)
	a.tellJournal(p, d)
}

func (a *app) tellOrder(p *page, o *care.HealthOrder) {
	tell, name := a.tell(), o.Name()
	if o.Medication {
		name = join(": ", strings.ToUpper(a.words.Say("parm.show.medication")), name)
	}
	p.indented(2, name)
	a.below(p, tell.What(o), tell.Times(o))
	if o.Current(p.now) {
		a.below(p, a.words.Say("parm.show.order_days", "today", tell.OnDay(o, p.now), "tomorrow", tell.OnDay(o, care.NextDay(p.now, 1))))
	}
	a.below(p, tell.Delegation(o), tell.Ordered(o))
}

// below writes lines under what they are about.
func (a *app) below(p *page, lines ...string) {
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			p.indented(4, line)
		}
	}
}

func (a *app) tellSignings(p *page, d *care.Dossier) {
	if len(d.Signings) == 0 {
		return
	}
	p.head(a.words.Say("parm.show.signings"))
	var rows [][]string
	for _, s := range d.Signings[:min(mostSignings, len(d.Signings))] {
		rows = append(rows, []string{"  " + a.words.Moment(s.At().In(care.Stockholm)), d.SignedOf(s), a.tell().Signed(s)})
	}
	p.table(nil, rows)
	a.tellRest(p, mostSignings, len(d.Signings))
}

func (a *app) tellJournal(p *page, d *care.Dossier) {
	if len(d.Journals)+len(d.JournalNotes) == 0 {
		return
	}
	p.head(a.words.Say("parm.show.journal"))
	for _, j := range d.Journals {
		p.indented(2, a.tell().Journal(j))
	}
	for _, n := range d.JournalNotes[:min(mostNotes, len(d.JournalNotes))] {
		p.indented(2, join("  ", a.words.Moment(n.At.In(care.Stockholm)), n.Law, n.Headline))
		a.below(p, n.Text, a.tell().NoteBy(n))
	}
	a.tellRest(p, mostNotes, len(d.JournalNotes))
}

// tellRest says that not all are shown.
func (a *app) tellRest(p *page, shown, all int) {
	if all > shown {
		p.indented(2, a.words.Say("parm.show.shown_of", "n", shown, "all", all))
	}
}

// tellDecisions leaves what investigations found out of a protected identity: free text can say
// where somebody is.
func (a *app) tellDecisions(p *page, d *care.Dossier, hidden bool) {
	tell := a.tell()
	if len(d.Decisions)+len(d.Investigations) > 0 {
		p.head(a.words.Say("parm.show.decisions"))
	}
	for _, one := range d.Granted(p.now) {
		p.indented(2, join(": ", tell.DecisionName(one), tell.Granted(one)))
		a.below(p, one.Reason, tell.DecisionAbout(one))
	}
	for _, i := range d.Investigations {
		p.indented(2, tell.InvestigationName(i))
		a.below(p, tell.InvestigationAbout(i))
		if hidden {
			continue
		}
		a.below(p, i.Text)
		for _, n := range i.Needs {
			a.below(p, join(": ", n.Area, strings.ReplaceAll(tell.Need(n), "\n", ". ")))
		}
	}
}

func (a *app) tellDocuments(p *page, d *care.Dossier, hidden bool) {
	if len(d.Documents) > 0 {
		p.head(a.words.Say("parm.show.documents"))
	}
	for _, doc := range d.Newest() {
		title := doc.Title
		if hidden {
			title = ""
		}
		p.indented(2, join("  ", a.tell().DocumentName(doc), title, a.tell().DocumentAbout(doc), doc.ID))
	}
}
