package main

import (
	"slices"
	"strings"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

type outageTickWord struct {
	whichOutage
	Step []string `arg:"" help:"${help_outage_step}"`
	Undo bool     `help:"${help_outage_untick}"`
}

// Run ticks steps, or takes ticks back.
func (c *outageTickWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		o, err := c.find(a, s)
		if err != nil {
			return err
		}
		v, err := s.Outage(o.ID, outage.AudienceAll)
		if err != nil {
			return err
		}
		keys := each(v.Steps, func(r desk.StepRow) string { return r.Key() })
		for _, step := range c.Step {
			if !slices.Contains(keys, step) {
				return misuse{text.NewFault("parm.outage_step", "what", step, "steps", strings.Join(keys, ", "))}
			}
		}
		for _, step := range c.Step {
			if o, err = s.TickStep(a.ctx, o.ID, step, !c.Undo); err != nil {
				return err
			}
		}
		a.tellLife(s, o, "parm.outage.noted")
		return nil
	})
}

type outageNoteWord struct {
	whichOutage
	Text string `arg:"" help:"${help_outage_text}"`
	At   string `placeholder:"T" help:"${help_outage_at}"`
}

// Run notes something in words. Nothing about anybody who is cared for stands there.
func (c *outageNoteWord) Run(a *app) error {
	return c.tell(a, outage.Event{Type: outage.EventNote, Text: c.Text}, c.At)
}

type outageReadingWord struct {
	whichOutage
	What  string `arg:"" help:"${help_outage_reading_what}"`
	Value string `arg:"" help:"${help_outage_reading_value}"`
	At    string `placeholder:"T" help:"${help_outage_at}"`
}

// Run notes something that was read off, such as what is left in a UPS.
func (c *outageReadingWord) Run(a *app) error {
	return c.tell(a, outage.Event{Type: outage.EventReading, Reading: c.What, Value: c.Value}, c.At)
}

type outageReportedWord struct {
	whichOutage
	Contact string `arg:"" help:"${help_outage_contact}"`
	Case    string `placeholder:"TEXT" help:"${help_outage_case}"`
	Text    string `placeholder:"TEXT" help:"${help_outage_reported_text}"`
	At      string `placeholder:"T" help:"${help_outage_at}"`
}

// Run notes that the outage was reported to somebody.
func (c *outageReportedWord) Run(a *app) error {
	return c.telling(a, c.At, func(s *desk.Session, _ outage.Outage) (outage.Event, error) {
		var ids []string
		for _, contact := range s.Contacts() {
			if contact.ID == c.Contact {
				return outage.Event{Type: outage.EventReport, To: contact.ID, Case: c.Case, Text: c.Text}, nil
			}
			ids = append(ids, contact.ID)
		}
		return outage.Event{}, misuse{text.NewFault("parm.outage_contact", "what", c.Contact, "contacts", strings.Join(ids, ", "))}
	})
}

type outageEscalatedWord struct {
	whichOutage
	Level string `arg:"" help:"${help_outage_level}"`
	At    string `placeholder:"T" help:"${help_outage_at}"`
}

// Run notes that a level of escalation was carried out.
func (c *outageEscalatedWord) Run(a *app) error {
	return c.telling(a, c.At, func(s *desk.Session, _ outage.Outage) (outage.Event, error) {
		ids := each(s.Limits().Escalations, func(e outage.Escalation) string { return e.ID })
		if !slices.Contains(ids, c.Level) {
			return outage.Event{}, misuse{text.NewFault("parm.outage_level", "what", c.Level, "levels", strings.Join(ids, ", "))}
		}
		return outage.Event{Type: outage.EventEscalate, Step: c.Level}, nil
	})
}

type outageExpectWord struct {
	whichOutage
	When string `arg:"" help:"${help_outage_expected}"`
	At   string `placeholder:"T" help:"${help_outage_at}"`
}

// nobodyKnows is the word for a time that nobody knows; it has one in each language, too.
const nobodyKnows = "unknown"

// Run notes when it is expected to work again, or that nobody knows.
func (c *outageExpectWord) Run(a *app) error {
	e := outage.Event{Type: outage.EventExpect}
	if c.When != nobodyKnows && !strings.EqualFold(c.When, a.words.Say("parm.outage.nobody_knows")) {
		var err error
		if e.Expected, err = moment(c.When); err != nil {
			return err
		}
	}
	return c.tell(a, e, c.At)
}

type outageBeganWord struct {
	whichOutage
	When   string `arg:"" help:"${help_outage_start_at}"`
	Anyway bool   `help:"${help_outage_anyway}"`
}

// Run notes that the outage began at another time than was said.
func (c *outageBeganWord) Run(a *app) error {
	c.sure = c.Anyway
	return c.tell(a, outage.Event{Type: outage.EventMove}, c.When)
}

type outageJoinWord struct {
	whichOutage
	Other string `arg:"" help:"${help_outage_other}"`
}

// Run notes that another outage is the same as this one.
func (c *outageJoinWord) Run(a *app) error {
	if c.Outage == "" {
		return misuse{text.NewFault("parm.outage_join")}
	}
	return c.telling(a, "", func(s *desk.Session, _ outage.Outage) (outage.Event, error) {
		other, err := named(s.Outages(), c.Other)
		return outage.Event{Type: outage.EventJoin, Other: other.ID}, err
	})
}

type outageEndWord struct {
	whichOutage
	Failure string `placeholder:"ID" help:"${help_outage_end_failure}"`
	Of      string `placeholder:"TEXT" help:"${help_outage_mend_of}"`
	At      string `placeholder:"T" help:"${help_outage_at}"`
}

// Run notes that a failure is gone, or that everything works and the outage is over.
func (c *outageEndWord) Run(a *app) error {
	if c.Failure == "" && c.Of != "" {
		return misuse{text.NewFault("parm.outage_no_of", "failure", c.Of)}
	}
	at, err := moment(c.At)
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		o, err := c.find(a, s)
		if err != nil {
			return err
		}
		if c.Failure != "" {
			b, err := stillBroken(s.Catalogue(), o, c.Failure, c.Of)
			if err != nil {
				return err
			}
			if o, err = s.MendOutage(a.ctx, o.ID, b.Failure, b.Of, at); err != nil {
				return err
			}
			a.tellLife(s, o, "parm.outage.noted")
			return nil
		}
		if o, err = s.EndOutage(a.ctx, o.ID, at); err != nil {
			return err
		}
		a.tellLife(s, o, "parm.outage.ended")
		return nil
	})
}

type outageReopenWord struct{ whichOutage }

// Run notes that it wasn't over.
func (c *outageReopenWord) Run(a *app) error {
	return c.tell(a, outage.Event{Type: outage.EventReopen}, "")
}

type outageReviewWord struct {
	whichOutage
	Improve   string `placeholder:"TEXT" help:"${help_outage_improve}"`
	Incidents string `placeholder:"TEXT" help:"${help_outage_incidents}"`
}

// Run notes what is to be learned from an outage.
func (c *outageReviewWord) Run(a *app) error {
	return c.tell(a, outage.Event{Type: outage.EventReview, Text: c.Improve, Incidents: c.Incidents}, "")
}
