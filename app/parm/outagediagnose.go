package main

import (
	"slices"
	"strings"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

type outageDiagnoseWord struct {
	binder
	System   []string `placeholder:"ID" help:"${help_diagnose_system}"`
	Works    []string `placeholder:"ID" help:"${help_diagnose_works}"`
	Reach    string   `placeholder:"R" help:"${help_diagnose_reach}"`
	Password string   `placeholder:"P" help:"${help_diagnose_password}"`
	Way      []string `placeholder:"ID" help:"${help_diagnose_way}"`
	Light    string   `placeholder:"yes|no" help:"${help_diagnose_light}"`
	Signal   string   `placeholder:"yes|no" help:"${help_diagnose_signal}"`
	Wifi     string   `placeholder:"yes|no" help:"${help_diagnose_wifi}"`
	Web      string   `placeholder:"yes|no" help:"${help_diagnose_web}"`
	Bank     string   `placeholder:"yes|no" help:"${help_diagnose_bank}"`
	Slow     string   `placeholder:"yes|no" help:"${help_diagnose_slow}"`
	OneSite  string   `placeholder:"yes|no" help:"${help_diagnose_one_site}"`
	Site     string   `placeholder:"TEXT" help:"${help_diagnose_site}"`
	Seen     string   `placeholder:"TEXT" help:"${help_diagnose_seen}"`
	Since    string   `placeholder:"T" help:"${help_diagnose_since}"`
	Phone    string   `placeholder:"TEXT" help:"${help_diagnose_phone}"`
}

type diagnosisShape struct {
	Failures []brokenShape `json:"failures"`
	Or       []brokenShape `json:"or"` // what it may be just as well
	Sure     bool          `json:"sure"`
	Outage   bool          `json:"outage"`
	Why      []string      `json:"why"`
	Do       []string      `json:"do"`
	Ask      []askShape    `json:"ask"`
	Report   string        `json:"report"` // to read out, or to paste
	Calls    []callShape   `json:"calls"`
}

type askShape struct {
	ID       string `json:"id"`
	Question string `json:"question"`
}

// choice is one of the words of an answer, or a wrong call.
func choice[T ~string](said string, words ...T) (T, error) {
	if said == "" || slices.Contains(words, T(said)) {
		return T(said), nil
	}
	return "", misuse{text.NewFault("parm.ready_item", "what", said, "items", strings.Join(each(words, func(w T) string { return string(w) }), ", "))}
}

// answers are what the flags say.
func (c *outageDiagnoseWord) answers() (outage.Answers, error) {
	a := outage.Answers{Systems: c.System, Works: c.Works, Ways: c.Way, Site: c.Site, Seen: c.Seen}
	var err error
	if a.Reach, err = choice(c.Reach, outage.ReachMe, outage.ReachSeveral, outage.ReachUnits); err != nil {
		return a, err
	}
	if a.Password, err = choice(c.Password, outage.TriedWorked, outage.TriedFailed, outage.TriedNot, outage.TriedNotAbout); err != nil {
		return a, err
	}
	for answer, said := range map[*outage.YesNo]string{&a.Light: c.Light, &a.Signal: c.Signal, &a.Wifi: c.Wifi, &a.Web: c.Web, &a.Bank: c.Bank, &a.Slow: c.Slow, &a.OneSite: c.OneSite} {
		if *answer, err = choice(said, outage.Yes, outage.No); err != nil {
			return a, err
		}
	}
	a.Since, err = moment(c.Since)
	return a, err
}

// Run says what it probably is, what to try, and what to report to whom. Nothing is stored.
func (c *outageDiagnoseWord) Run(a *app) error {
	answers, err := c.answers()
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		catalogue := s.Catalogue()
		if err := systemsOf(catalogue, slices.Concat(c.System, c.Works)); err != nil {
			return err
		}
		for _, way := range c.Way {
			if _, err := failureOf(catalogue, way); err != nil {
				return err
			}
		}
		report, calls := s.ReportText(answers, c.Phone)
		a.tellFinding(catalogue, s.Diagnose(answers), report, calls)
		return nil
	})
}

func (a *app) tellFinding(c outage.Catalogue, f outage.Finding, report string, calls []outage.Contact) {
	w := a.words
	broken := func(b outage.Broken) brokenShape {
		return brokenShape{Failure: b.Failure, Name: a.failureName(c, b.Failure), Of: b.Of, Systems: append([]string{}, b.Systems...), Since: stamp(b.Since), Until: stamp(b.Until)}
	}
	say := func(key string) string { return w.Say(key) }
	if a.json {
		a.putJSON(diagnosisShape{Failures: each(f.Broken, broken), Or: each(f.Or, broken), Sure: f.Sure, Outage: f.Outage, Why: each(f.Say, say),
			Do: each(f.Do, func(step outage.Step) string { return a.in(step.Text) }), Report: report, Calls: each(calls, shapeCall),
			Ask: each(f.Ask, func(q outage.Question) askShape { return askShape{ID: string(q.ID), Question: w.Say(q.Say)} })})
		return
	}
	p := a.page()
	switch {
	case !f.Outage:
		p.line(w.Say("parm.outage.no_outage"))
	case len(f.Broken) == 0:
		p.line(w.Say("parm.outage.no_finding"))
	}
	for i, list := range [][]outage.Broken{f.Broken, f.Or} {
		for _, b := range list {
			key := "parm.outage.probably"
			if i == 1 || !f.Sure {
				key = "parm.outage.or"
			}
			p.line(w.Say(key, "what", a.failureName(c, b.Failure), "id", b.Failure))
		}
	}
	for _, why := range f.Say {
		p.indented(2, w.Say(why))
	}
	for i, step := range f.Do {
		if i == 0 {
			p.head(w.Say("parm.outage.try"))
		}
		p.indented(2, a.in(step.Text))
	}
	for i, q := range f.Ask {
		if i == 0 {
			p.head(w.Say("parm.outage.ask"))
		}
		p.indented(2, w.Say(q.Say)+" ("+string(q.ID)+")")
	}
	p.head(w.Say("parm.outage.report_text"))
	p.line(report)
	a.tellCalls(calls)
}
