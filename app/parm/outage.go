package main

import (
	"slices"
	"strings"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// outageWord is everything about an outage: what works, what to do, whom to tell.
type outageWord struct {
	Status    outageStatusWord    `cmd:"" default:"withargs" help:"${help_outage_status}"`
	List      outageListWord      `cmd:"" help:"${help_outage_list}"`
	Start     outageStartWord     `cmd:"" help:"${help_outage_start}"`
	Break     outageBreakWord     `cmd:"" help:"${help_outage_break}"`
	Mend      outageMendWord      `cmd:"" help:"${help_outage_mend}"`
	Tick      outageTickWord      `cmd:"" help:"${help_outage_tick}"`
	Note      outageNoteWord      `cmd:"" help:"${help_outage_note}"`
	Reading   outageReadingWord   `cmd:"" help:"${help_outage_reading}"`
	Reported  outageReportedWord  `cmd:"" help:"${help_outage_reported}"`
	Escalated outageEscalatedWord `cmd:"" help:"${help_outage_escalated}"`
	Expect    outageExpectWord    `cmd:"" help:"${help_outage_expect}"`
	Began     outageBeganWord     `cmd:"" help:"${help_outage_began}"`
	Join      outageJoinWord      `cmd:"" help:"${help_outage_join}"`
	Message   outageMessageWord   `cmd:"" help:"${help_outage_message}"`
	End       outageEndWord       `cmd:"" help:"${help_outage_end}"`
	Reopen    outageReopenWord    `cmd:"" help:"${help_outage_reopen}"`
	Review    outageReviewWord    `cmd:"" help:"${help_outage_review}"`
	Report    outageReportWord    `cmd:"" help:"${help_outage_report}"`
	Stats     outageStatsWord     `cmd:"" help:"${help_outage_stats}"`
	Cyber     outageCyberWord     `cmd:"" help:"${help_outage_cyber}"`
	Diagnose  outageDiagnoseWord  `cmd:"" help:"${help_outage_diagnose}"`
	Systems   outageSystemsWord   `cmd:"" help:"${help_outage_systems}"`
	Failures  outageFailuresWord  `cmd:"" help:"${help_outage_failures}"`
	Planned   outagePlannedWord   `cmd:"" help:"${help_outage_planned}"`
	Facts     outageFactsWord     `cmd:"" help:"${help_outage_facts}"`
	Settle    outageSettleWord    `cmd:"" help:"${help_outage_settle}"`
	Try       outageTryWord       `cmd:"" help:"${help_outage_try}"`
	Contacts  outageContactsWord  `cmd:"" help:"${help_outage_contacts}"`
	Catalogue outageCatalogueWord `cmd:"" help:"${help_outage_catalogue}"`
}

// whichOutage names an outage; without one it is the only one that is open.
type whichOutage struct {
	binder
	Outage string `placeholder:"ID" help:"${help_outage_id}"`
	// sure says that what the desk would ask about is meant.
	sure bool
}

// leastID is how many characters of an outage's id say which one it is.
const leastID = 4

// find is the outage that is meant: by its id, or the beginning of it; else the only one that is open. Of
// several that are open one must be named.
func (c whichOutage) find(a *app, s *desk.Session) (outage.Outage, error) {
	if c.Outage != "" {
		return named(s.Outages(), c.Outage)
	}
	open := slices.DeleteFunc(s.Outages(), func(o outage.Outage) bool { return !o.Open() || o.Drill })
	switch len(open) {
	case 1:
		return open[0], nil
	case 0:
		return outage.Outage{}, text.NewFault("parm.outage_none")
	}
	return outage.Outage{}, misuse{text.NewFault("parm.outage_several", "outages", a.outagesInWords(s, open))}
}

// last is find, and the newest that is over where none is open.
func (c whichOutage) last(a *app, s *desk.Session) (outage.Outage, error) {
	o, err := c.find(a, s)
	if !text.IsFault(err, "parm.outage_none") {
		return o, err
	}
	for _, over := range s.Outages() {
		if !over.Drill {
			return over, nil
		}
	}
	return o, err
}

func named(all []outage.Outage, id string) (outage.Outage, error) {
	var found []outage.Outage
	for _, o := range all {
		switch {
		case o.ID == id || slices.Contains(o.Joined, id):
			return o, nil
		case len(id) >= leastID && strings.HasPrefix(o.ID, id):
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		return outage.Outage{}, misuse{text.NewFault("parm.outage_unknown", "what", id)}
	}
	return found[0], nil
}

// tell notes something of the outage that is meant, and answers how it stands.
func (c whichOutage) tell(a *app, e outage.Event, at string) error {
	return c.telling(a, at, func(*desk.Session, outage.Outage) (outage.Event, error) { return e, nil })
}

// telling is tell, where the event depends on the outage.
func (c whichOutage) telling(a *app, at string, of func(*desk.Session, outage.Outage) (outage.Event, error)) error {
	when, err := moment(at)
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		note := s.TellOutage
		if c.sure {
			note = s.TellOutageAnyway
		}
		find := c.find
		if c.Outage == "" {
			find = c.last
		}
		o, err := find(a, s)
		if err != nil {
			return err
		}
		e, err := of(s, o)
		if err != nil {
			return err
		}
		e.Outage = o.ID
		if e.At.IsZero() {
			e.At = when
		}
		if o, err = note(a.ctx, e); err != nil {
			return err
		}
		a.tellLife(s, o, "parm.outage.noted")
		return nil
	})
}

// failureOf is a failure that the catalogue has; another is a wrong call, which is told all that there are.
func failureOf(c outage.Catalogue, id string) (outage.Failure, error) {
	f, known := c.Failure(id)
	if !known {
		ids := each(c.Failures, func(f outage.Failure) string { return f.ID })
		return f, misuse{text.NewFault("parm.outage_failure", "what", id, "failures", strings.Join(ids, ", "))}
	}
	return f, nil
}

// systemsOf are systems that the catalogue has.
func systemsOf(c outage.Catalogue, ids []string) error {
	for _, id := range ids {
		if _, known := c.System(id); !known {
			all := each(c.Systems, func(s outage.System) string { return s.ID })
			return misuse{text.NewFault("parm.outage_system", "what", id, "systems", strings.Join(all, ", "))}
		}
	}
	return nil
}

// whatBroke is what a call says to be broken.
type whatBroke struct {
	Failure []string          `arg:"" help:"${help_outage_failure}"`
	Of      map[string]string `placeholder:"FAILURE=TEXT" mapsep:"none" help:"${help_outage_of}"`
	System  []string          `placeholder:"ID" help:"${help_outage_seen}"`
}

// broken is what broke, as the catalogue knows it.
func (w whatBroke) broken(c outage.Catalogue) ([]outage.Broken, error) {
	if err := systemsOf(c, w.System); err != nil {
		return nil, err
	}
	var list []outage.Broken
	for i, id := range w.Failure {
		f, err := failureOf(c, id)
		if err != nil {
			return nil, err
		}
		b := outage.Broken{Failure: f.ID, Of: strings.TrimSpace(w.Of[id])}
		if i == 0 {
			b.Systems = w.System
		}
		switch {
		case f.Scope != outage.ScopeNone && b.Of == "":
			return nil, misuse{text.NewFault("parm.outage_of", "failure", f.ID)}
		case f.Scope == outage.ScopeSystem:
			if err := systemsOf(c, []string{b.Of}); err != nil {
				return nil, err
			}
		case f.Scope == outage.ScopeNone && b.Of != "":
			return nil, misuse{text.NewFault("parm.outage_no_of", "failure", f.ID)}
		}
		list = append(list, b)
	}
	for id := range w.Of {
		if !slices.Contains(w.Failure, id) {
			return nil, misuse{text.NewFault("parm.outage_no_of", "failure", id)}
		}
	}
	return list, nil
}

type outageStartWord struct {
	binder
	whatBroke
	Title   string `placeholder:"TEXT" help:"${help_outage_title}"`
	Touched string `placeholder:"TEXT" help:"${help_outage_touched}"`
	At      string `placeholder:"T" help:"${help_outage_start_at}"`
	Planned string `placeholder:"ID" help:"${help_outage_start_planned}"`
	Drill   bool   `help:"${help_outage_drill}"`
	Anyway  bool   `help:"${help_outage_anyway}"`
}

// Run opens an outage. Its start may be entered afterwards.
func (c *outageStartWord) Run(a *app) error {
	at, err := moment(c.At)
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		broken, err := c.broken(s.Catalogue())
		if err != nil {
			return err
		}
		e := outage.Event{Type: outage.EventStart, At: at, Broken: broken, Title: c.Title, Touched: c.Touched, Planned: c.Planned, Drill: c.Drill}
		start := s.StartOutage
		if c.Anyway {
			start = s.TellOutageAnyway
		}
		o, err := start(a.ctx, e)
		if err != nil {
			return err
		}
		if a.json {
			return a.tellOutage(s, o.ID, nil)
		}
		a.tellLife(s, o, "parm.outage.started")
		a.page().gap()
		return a.tellOutage(s, o.ID, nil)
	})
}

type outageBreakWord struct {
	whichOutage
	whatBroke
	At     string `placeholder:"T" help:"${help_outage_at}"`
	Anyway bool   `help:"${help_outage_anyway}"`
}

// Run notes that something more is broken.
func (c *outageBreakWord) Run(a *app) error {
	c.sure = c.Anyway
	return c.telling(a, c.At, func(s *desk.Session, _ outage.Outage) (outage.Event, error) {
		broken, err := c.broken(s.Catalogue())
		return outage.Event{Type: outage.EventBreak, Broken: broken}, err
	})
}

type outageMendWord struct {
	whichOutage
	Failure string `arg:"" help:"${help_outage_failure}"`
	Of      string `placeholder:"TEXT" help:"${help_outage_mend_of}"`
	At      string `placeholder:"T" help:"${help_outage_at}"`
}

// Run notes that something works again.
func (c *outageMendWord) Run(a *app) error {
	return c.telling(a, c.At, func(s *desk.Session, o outage.Outage) (outage.Event, error) {
		b, err := stillBroken(s.Catalogue(), o, c.Failure, c.Of)
		return outage.Event{Type: outage.EventMend, Broken: []outage.Broken{b}}, err
	})
}

// stillBroken is what is broken in an outage by the id of its failure, and by which one where several are.
func stillBroken(c outage.Catalogue, o outage.Outage, failure, of string) (outage.Broken, error) {
	if _, err := failureOf(c, failure); err != nil {
		return outage.Broken{}, err
	}
	var ids []string
	var found []outage.Broken
	for _, b := range o.Now() {
		ids = append(ids, strings.Trim(b.Failure+" "+b.Of, " "))
		if b.Failure == failure && (of == "" || b.Of == of) {
			found = append(found, b)
		}
	}
	if len(found) != 1 {
		return outage.Broken{}, misuse{text.NewFault("parm.outage_not_broken", "what", failure, "failures", strings.Join(ids, ", "))}
	}
	return outage.Broken{Failure: found[0].Failure, Of: found[0].Of}, nil
}
