package main

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/text"
)

// outagePlannedWord is everything about planned outages (routine 2).
type outagePlannedWord struct {
	List   plannedListWord   `cmd:"" default:"withargs" help:"${help_outage_planned_list}"`
	Add    plannedAddWord    `cmd:"" help:"${help_outage_planned_add}"`
	Change plannedChangeWord `cmd:"" help:"${help_outage_planned_change}"`
	Remove plannedRemoveWord `cmd:"" help:"${help_outage_planned_remove}"`
	Export plannedExportWord `cmd:"" help:"${help_outage_planned_export}"`
}

type plannedShape struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Kind      string   `json:"kind"`
	Source    string   `json:"source"` // "calendar", "unit" or "rule"
	Start     string   `json:"start"`
	End       string   `json:"end"`
	Minutes   int      `json:"minutes"`
	Systems   []string `json:"systems"`
	Text      string   `json:"text"`
	Notice    string   `json:"notice"`
	DayBefore string   `json:"day_before"`
	// Duties are what it calls for now.
	Duties []dutyShape `json:"duties"`
}

type dutyShape struct {
	Duty    string `json:"duty"`
	Message string `json:"message"` // the kind of message that does it
	Done    bool   `json:"done"`
	By      string `json:"by"`
	At      string `json:"at"`
}

func (a *app) shapePlanned(p outage.Planned, duties []desk.DutyRow) plannedShape {
	shape := plannedShape{ID: p.ID, Title: a.plannedTitle(p), Kind: string(p.Kind), Source: string(p.Source), Start: stamp(p.Start), End: stamp(p.End), Minutes: p.Minutes,
		Systems: append([]string{}, p.Systems...), Text: p.Text, Notice: stamp(p.Notice), DayBefore: stamp(p.DayBefore), Duties: []dutyShape{}}
	for _, d := range duties {
		if d.Planned.ID == p.ID {
			shape.Duties = append(shape.Duties, dutyShape{Duty: string(d.Duty), Message: string(d.Message), Done: d.Done, By: d.By, At: stamp(d.At)})
		}
	}
	return shape
}

// plannedAhead is for how long planned outages are listed when no end is given.
const plannedAhead = 90 * 24 * time.Hour

// plannedDays is the days from and to, both with their whole day.
type plannedDays struct {
	From string `placeholder:"YYYY-MM-DD" help:"${help_outage_from}"`
	To   string `placeholder:"YYYY-MM-DD" help:"${help_outage_to}"`
}

func (c plannedDays) times(now time.Time) (from, to time.Time, err error) {
	if from, err = dayOf(c.From, now); err != nil {
		return from, to, err
	}
	if c.To == "" {
		return from, care.Day(from.Add(plannedAhead)), nil
	}
	to, err = dayOf(c.To, now)
	return from, care.NextDay(to, 1), err
}

type plannedListWord struct {
	binder
	plannedDays
}

// Run lists planned outages and what they call for now.
func (c *plannedListWord) Run(a *app) error {
	from, to, err := c.times(time.Now())
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		a.tellPlanned(s.Planned(from, to), s.PlannedDuties())
		return nil
	})
}

func (a *app) tellPlanned(list []outage.Planned, duties []desk.DutyRow) {
	if a.json {
		a.putJSON(each(list, func(p outage.Planned) plannedShape { return a.shapePlanned(p, duties) }))
		return
	}
	p, w := a.page(), a.words
	rows := make([][]string, 0, len(list))
	for _, planned := range list {
		rows = append(rows, []string{a.plannedSpan(planned), a.plannedTitle(planned), planned.ID})
	}
	p.table(nil, rows)
	if len(rows) == 0 {
		p.line(w.Say("parm.outage.no_planned"))
	}
	for _, d := range duties {
		said := w.Say("outage.duty."+string(d.Duty)) + ": " + a.plannedTitle(d.Planned)
		if d.Done {
			said += ". " + w.Say("parm.outage.ticked", "who", d.By, "when", a.when(d.At))
		}
		p.line(said)
	}
}

// plannedFields are what is said of a planned outage of the unit's own.
type plannedFields struct {
	Title  string   `placeholder:"TEXT" help:"${help_outage_planned_title}"`
	Start  string   `placeholder:"T" help:"${help_outage_planned_start}"`
	End    string   `placeholder:"T" help:"${help_outage_planned_end}"`
	Kind   string   `placeholder:"KIND" help:"${help_outage_planned_kind}"`
	System []string `placeholder:"ID" help:"${help_outage_planned_system}"`
	Text   string   `placeholder:"TEXT" help:"${help_outage_planned_text}"`
}

// onto puts what was said into a planned outage; the rest stays.
func (c plannedFields) onto(p outage.Planned, catalogue outage.Catalogue) (outage.Planned, error) {
	kinds := []outage.PlannedKind{outage.PlannedUpgrade, outage.PlannedPatch, outage.PlannedOther}
	if c.Kind != "" && !slices.Contains(kinds, outage.PlannedKind(c.Kind)) {
		return p, misuse{text.NewFault("parm.ready_item", "what", c.Kind, "items", strings.Join(each(kinds, func(k outage.PlannedKind) string { return string(k) }), ", "))}
	}
	if err := systemsOf(catalogue, c.System); err != nil {
		return p, err
	}
	start, err := moment(c.Start)
	if err != nil {
		return p, err
	}
	end, err := moment(c.End)
	if err != nil {
		return p, err
	}
	for field, said := range map[*string]string{&p.Title: c.Title, &p.Text: c.Text} {
		if said != "" {
			*field = said
		}
	}
	if c.Kind != "" {
		p.Kind = outage.PlannedKind(c.Kind)
	}
	if len(c.System) > 0 {
		p.Systems = c.System
	}
	if !start.IsZero() {
		p.Start = start
	}
	if !end.IsZero() {
		p.End = end
	}
	return p, nil
}

type plannedAddWord struct {
	binder
	plannedFields
}

// Run notes a planned outage of the unit's own.
func (c *plannedAddWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		p, err := c.onto(outage.Planned{}, s.Catalogue())
		if err != nil {
			return err
		}
		if p, err = s.AddPlanned(a.ctx, p); err != nil {
			return err
		}
		a.tellOnePlanned(s, p)
		return nil
	})
}

type plannedChangeWord struct {
	binder
	ID string `arg:"" name:"id" help:"${help_outage_planned_id}"`
	plannedFields
}

// Run changes a planned outage, wherever the binder knows it from.
func (c *plannedChangeWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		p, err := plannedOf(s, c.ID)
		if err != nil {
			return err
		}
		if p, err = c.onto(p, s.Catalogue()); err != nil {
			return err
		}
		if p, err = s.ChangePlanned(a.ctx, p); err != nil {
			return err
		}
		a.tellOnePlanned(s, p)
		return nil
	})
}

type plannedRemoveWord struct {
	binder
	ID string `arg:"" name:"id" help:"${help_outage_planned_id}"`
}

// Run notes that a planned outage isn't held.
func (c *plannedRemoveWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		p, err := plannedOf(s, c.ID)
		if err != nil {
			return err
		}
		if err := s.RemovePlanned(a.ctx, p.ID); err != nil {
			return err
		}
		if a.json {
			a.putJSON(map[string]string{"removed": p.ID})
			return nil
		}
		a.page().line(a.words.Say("parm.outage.planned_removed", "title", a.plannedTitle(p)))
		return nil
	})
}

// plannedOf is a planned outage by its id, within a year of now.
func plannedOf(s *desk.Session, id string) (outage.Planned, error) {
	now := s.Now()
	for _, p := range s.Planned(now.AddDate(-1, 0, 0), now.AddDate(1, 0, 0)) {
		if p.ID == id {
			return p, nil
		}
	}
	return outage.Planned{}, text.NewFault("planned.unknown")
}

func (a *app) tellOnePlanned(s *desk.Session, p outage.Planned) {
	if a.json {
		a.putJSON(a.shapePlanned(p, s.PlannedDuties()))
		return
	}
	a.tellPlanned([]outage.Planned{p}, nil)
}

type plannedExportWord struct {
	binder
	File string `arg:"" help:"${help_outage_ics}"`
	plannedDays
	Replace bool `help:"${help_replace}"`
}

// calendarAhead is for how long planned outages are written for other calendars.
const calendarAhead = 365 * 24 * time.Hour

// Run writes planned outages as a file that other calendars take in.
func (c *plannedExportWord) Run(a *app) error {
	from, to, err := c.times(time.Now())
	if err != nil {
		return err
	}
	if c.To == "" {
		to = care.Day(from.Add(calendarAhead))
	}
	if err := free(c.File, c.Replace); err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		raw, err := s.PlannedCalendar(from, to)
		if err != nil {
			return err
		}
		if err := printer.SaveAs(c.File, raw, c.Replace); err != nil {
			return err
		}
		n := len(s.Planned(from, to))
		if a.json {
			a.putJSON(map[string]any{"file": c.File, "outages": n})
			return nil
		}
		a.page().line(a.words.Count("parm.outage.calendar", n, "file", c.File))
		return nil
	})
}
