package main

import (
	"strconv"
	"strings"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

type showWord struct {
	binder
	Person    string `arg:"" help:"${help_person}"`
	Protected bool   `help:"${help_protected}"`
	Reason    string `placeholder:"TEXT" help:"${help_protected_reason}"`
}

// Run shows all that is known about a person. Protected fields take two words more, a reason,
// and a person who reads: they never go into --json.
func (c *showWord) Run(a *app) error {
	switch {
	case c.Protected && a.json:
		return misuse{text.NewFault("parm.protected_json")}
	case c.Protected && strings.TrimSpace(c.Reason) == "":
		return misuse{text.NewFault("person.no_reason")}
	case c.Reason != "" && !c.Protected:
		return misuse{text.NewFault("parm.reason_alone")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		var d *care.Dossier
		p, err := s.Person(c.Person)
		if err != nil {
			return err
		}
		switch {
		case c.Protected:
			d, err = s.Unshield(a.ctx, p.ID, c.Reason)
		case p.ID == c.Person:
			d, err = s.Open(a.ctx, p.ID)
		default: // looked up by number
			d, err = s.OpenHit(a.ctx, p.ID)
		}
		if err != nil {
			return err
		}
		notes, closed := s.Notes(d.Person.ID), s.Closed(a.ctx)
		if a.json {
			shape := shapeDossier(d, notes)
			shape.Closed, shape.careShape = shapeClosed(closed), shapeCare(d, s.Now())
			a.putJSON(shape)
			return nil
		}
		a.tellDossier(d, notes, c.Protected)
		a.tellCare(d, c.Protected, closed)
		a.tellClosed(s)
		return nil
	})
}

func (a *app) tellDossier(d *care.Dossier, notes []entry.Tracked, open bool) {
	p := a.page()
	p.line(join("  ", d.Person.Name(), d.Person.PersonalID.Written(p.now)))
	p.line(a.words.Say("parm.show.id", "id", d.Person.ID))
	a.tellAges(p, d)
	hidden := d.Person.Protected && !open
	a.tellAway(p, d, hidden)
	switch {
	case hidden:
		p.head(a.words.Say("parm.show.protected", "id", d.Person.ID))
	case d.Shielded:
		p.head(a.words.Say("parm.show.partly", "id", d.Person.ID))
	}
	a.tellWarnings(p, d)
	if !hidden {
		a.tellHome(p, d)
		a.tellRelatives(p, d.Relatives)
	}
	a.tellContacts(p, d.Contacts)
	a.tellPlan(p, d)
	a.tellVisits(p, d, hidden)
	a.tellNotes(p, notes)
}

// everyUnit are the kinds whose age is told even when none has come in.
var everyUnit = map[care.Kind]bool{care.KindPerson: true, care.KindRelative: true, care.KindContact: true,
	care.KindWarning: true, care.KindPlan: true, care.KindVisit: true}

// tellAges says how old each kind of data is.
func (a *app) tellAges(p *page, d *care.Dossier) {
	var rows [][]string
	for _, kind := range []care.Kind{care.KindPerson, care.KindRelative, care.KindContact, care.KindWarning, care.KindPlan, care.KindVisit,
		care.KindHealthFacts, care.KindMedication, care.KindHealthOrder, care.KindSigning, care.KindJournalNote, care.KindDecision, care.KindAbsence, care.KindDocument} {
		if d.AsOf[kind].IsZero() && !everyUnit[kind] {
			continue
		}
		rows = append(rows, []string{"  " + a.words.Say("parm.kind."+string(kind)), p.age(d.AsOf[kind])})
	}
	p.table(nil, rows)
}

func (a *app) tellWarnings(p *page, d *care.Dossier) {
	p.head(a.words.Say("parm.show.warnings"))
	if len(d.Warnings) == 0 {
		p.indented(2, a.words.Say("parm.show.no_warnings"))
	}
	for _, w := range d.Warnings {
		line := strings.ToUpper(a.words.Say("parm.warning."+string(w.What))) + ": " + w.Text
		source := w.By
		if !w.Noted.IsZero() {
			source = join(", ", a.words.Day(w.Noted.In(care.Stockholm)), w.By)
		}
		if source != "" {
			line += " (" + source + ")"
		}
		p.indented(2, line)
	}
}

func (a *app) tellHome(p *page, d *care.Dossier) {
	p.head(a.words.Say("parm.show.home"))
	var rows [][]string
	add := func(label, value string) {
		if strings.TrimSpace(value) != "" {
			rows = append(rows, []string{"  " + label, value})
		}
	}
	told := map[string]bool{}
	for _, at := range d.Person.Addresses {
		add(a.words.Say("parm.show.address"), at.Line())
		add(a.words.Say("parm.show.entry_code"), at.EntryCode)
		told[at.EntryCode] = true
	}
	for _, key := range d.Keys() {
		if told[key.Value] {
			continue
		}
		label := a.words.Say("parm.show.door_code")
		if key.IsNumber() {
			label = a.words.Say("parm.show.key")
		}
		add(label, key.Value)
	}
	add(a.words.Say("parm.show.phone"), a.phones(d.Person.Phones))
	add(a.words.Say("parm.show.email"), strings.Join(d.Person.Emails, ", "))
	add(a.words.Say("parm.show.note"), d.Person.Note)
	if len(rows) == 0 {
		p.indented(2, a.words.Say("parm.show.nothing"))
	}
	p.table(nil, rows)
	for _, d := range d.Person.Differs {
		p.indented(2, a.tell().Differs(d))
	}
}

func (a *app) phones(phones []care.Phone) string {
	var numbers []string
	for _, n := range phones {
		number := n.Number
		if key := "parm.phone." + strings.ToLower(n.Type); a.words.Has(key) {
			number += " (" + a.words.Say(key) + ")"
		}
		numbers = append(numbers, number)
	}
	return strings.Join(numbers, ", ")
}

func (a *app) tellRelatives(p *page, relatives []*care.Relative) {
	p.head(a.words.Say("parm.show.relatives"))
	if len(relatives) == 0 {
		p.indented(2, a.words.Say("parm.show.nothing"))
	}
	var rows [][]string
	for i, r := range relatives {
		name := r.Name()
		if r.Relation != "" {
			name += " (" + r.Relation + ")"
		}
		first := ""
		if r.FirstContact {
			first = a.words.Say("parm.show.first")
		}
		rows = append(rows, []string{"  " + strconv.Itoa(i+1), name, a.phones(r.Phones), join(", ", first, a.night(r.Night)), r.Note})
	}
	p.table(nil, rows)
}

func (a *app) night(may *bool) string {
	switch {
	case may == nil:
		return ""
	case *may:
		return a.words.Say("parm.show.night_yes")
	default:
		return a.words.Say("parm.show.night_no")
	}
}

func (a *app) tellContacts(p *page, contacts []*care.Contact) {
	if len(contacts) == 0 {
		return
	}
	p.head(a.words.Say("parm.show.contacts"))
	var rows [][]string
	for _, c := range contacts {
		rows = append(rows, []string{"  " + c.Role, c.Name(), join(", ", a.phones(c.Phones), strings.Join(c.Emails, ", ")), c.Note})
	}
	p.table(nil, rows)
}

func (a *app) tellPlan(p *page, d *care.Dossier) {
	plan := d.Plan(p.now)
	p.head(a.words.Say("parm.show.plan"))
	if doc := d.Document(care.DocumentPlan); plan == nil && doc != nil {
		p.indented(2, a.words.Say("parm.show.plan_document", "what", a.tell().DocumentName(doc)))
		return
	}
	if plan == nil {
		p.indented(2, a.words.Say("parm.show.no_plan"))
		return
	}
	add := func(indent int, key, value string) {
		if strings.TrimSpace(value) != "" {
			p.indented(indent, a.words.Say("parm.plan."+key)+": "+value)
		}
	}
	if !plan.Established.IsZero() {
		add(2, "established", a.words.Day(plan.Established.In(care.Stockholm)))
	}
	add(2, "important", plan.Important)
	for _, goal := range plan.Goals {
		p.indented(2, goal.Service)
		add(4, "goal", goal.Goal)
		add(4, "what", goal.What)
		add(4, "how", goal.How)
		add(4, "who", goal.Who)
		add(4, "when", goal.When)
	}
	add(2, "other_services", plan.OtherServices)
	for _, section := range plan.Other {
		p.indented(2, section.Headline+": "+section.Text)
	}
}

func (a *app) tellVisits(p *page, d *care.Dossier, hidden bool) {
	p.head(a.words.Say("parm.show.visits"))
	if len(d.Visits) == 0 {
		p.indented(2, a.words.Say("parm.show.no_visits"))
	}
	var rows [][]string
	for _, v := range d.Visits {
		what := v.Services()
		if !hidden {
			what = join("; ", what, noteOf(v))
		}
		rows = append(rows, []string{"  " + a.words.DayShort(v.Start.In(care.Stockholm)), a.clock(v), join(", ", v.Route, v.Staff), a.visitMarks(v), what})
	}
	p.table(nil, rows)
}

func (a *app) tellNotes(p *page, notes []entry.Tracked) {
	p.head(a.words.Say("parm.show.notes"))
	if len(notes) == 0 {
		p.indented(2, a.words.Say("parm.show.no_notes"))
	}
	for _, n := range notes {
		p.indented(2, join("  ", a.words.Moment(n.EventTime.In(care.Stockholm)), n.Headline, desk.StateName(a.words, n.State), n.ID))
		p.indented(4, n.Text)
		p.indented(4, join(", ", desk.WriterOf(a.words, n), n.Writer().Title, a.words.Moment(n.WrittenTime.In(care.Stockholm))))
	}
}
