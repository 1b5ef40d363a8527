package main

import (
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

type verifyWord struct {
	binder
	Head *string `placeholder:"CODE" help:"${help_head}"`
}

type reportShape struct {
	Records  int            `json:"records"`
	Opened   int            `json:"opened"`
	Purged   int            `json:"purged"`
	Withheld int            `json:"withheld"`
	Chains   int            `json:"chains"`
	Items    int            `json:"items"`
	Drafts   int            `json:"drafts"`
	Head     string         `json:"head"`
	OK       bool           `json:"ok"`
	Faults   []findingShape `json:"faults"`
}

type findingShape struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Run opens every record, follows every chain, and says n of n.
func (c *verifyWord) Run(a *app) error {
	if c.Head != nil { // an empty one too: a script whose code is missing must not hear that all is well
		return a.with(c.binder, func(s *desk.Session) error { return a.checkHead(s, *c.Head) })
	}
	return a.with(c.binder, func(s *desk.Session) error {
		report, err := s.Verify(a.ctx, nil)
		if text.IsFault(err, "vault.damaged") {
			a.say(a.words.Say("copies.mend"))
		}
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(a.shapeReport(report))
		} else {
			a.tellReport(report)
		}
		if !report.OK() {
			return errFaulted
		}
		return nil
	})
}

type headShape struct {
	Code  string `json:"code"`
	Found bool   `json:"found"`
	At    string `json:"at"`
	Since int    `json:"since"`
	Head  string `json:"head"`
}

// checkHead compares with a head from paper, from a copy or from another laptop.
func (a *app) checkHead(s *desk.Session, code string) error {
	m, err := s.CheckHead(a.ctx, code)
	switch {
	case text.IsFault(err, "vault.head_form"):
		return misuse{err}
	case err != nil:
		return err
	case a.json:
		a.putJSON(headShape{Code: code, Found: m.Found, At: stamp(m.At), Since: m.Since, Head: s.Head()})
	case m.Found:
		a.page().line(a.words.Count("copies.head_found", m.Since, "moment", a.momentOf(m.At)))
	default:
		a.page().line(a.words.Say("copies.head_missing"))
	}
	if !m.Found {
		return errFaulted
	}
	return nil
}

func (a *app) shapeReport(r ledger.Report) reportShape {
	shape := reportShape{Records: r.Records, Opened: r.Opened, Purged: r.Purged, Withheld: r.Withheld, Chains: r.Chains,
		Items: r.Items, Drafts: r.Drafts, Head: r.Head.Code(), OK: r.OK(), Faults: []findingShape{}}
	for _, f := range r.Faults {
		shape.Faults = append(shape.Faults, findingShape{Code: f.Code, Message: a.words.Say("verify."+f.Code, "seq", f.Seq)})
	}
	return shape
}

func (a *app) tellReport(r ledger.Report) {
	p := a.page()
	accounted := r.Opened + r.Purged + r.Withheld
	p.line(a.words.Say("parm.verify.counted", "accounted", accounted, "records", r.Records, "chains", r.Chains))
	p.line(a.words.Say("parm.verify.parts", "opened", r.Opened, "purged", r.Purged, "withheld", r.Withheld))
	p.line(a.words.Say("parm.verify.items", "items", r.Items, "drafts", r.Drafts))
	p.line(a.words.Say("parm.verify.head", "head", r.Head.Code()))
	if r.OK() {
		p.line(a.words.Say("parm.verify.ok"))
		return
	}
	p.head(a.words.Say("parm.verify.wrong"))
	for _, f := range a.shapeReport(r).Faults {
		p.indented(2, f.Message)
	}
}
