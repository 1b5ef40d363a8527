package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/retention"
	"avbrottsparm/internal/text"
)

type retentionWord struct {
	binder
	What       string  `arg:"" optional:"" help:"${help_retention_what}"`
	File       string  `arg:"" optional:"" help:"${help_retention_file}"`
	Days       *int    `placeholder:"N" help:"${help_retention_days}"`
	Warn       *int    `placeholder:"N" help:"${help_retention_warn}"`
	Decision   *string `placeholder:"REF" help:"${help_retention_decision}"`
	KeepSocial *int    `placeholder:"N" help:"${help_retention_social}"`
	KeepHealth *int    `placeholder:"N" help:"${help_retention_health}"`
	Yes        bool    `help:"${help_retention_yes}"`
	PDF        string  `name:"pdf" placeholder:"ID" help:"${help_retention_pdf}"`
	Replace    bool    `help:"${help_replace}"`
}

type retainedShape struct {
	Days     int            `json:"days"`
	Warn     int            `json:"warn"`
	Decision string         `json:"decision"`
	Keep     map[string]int `json:"keep"`
	Newest   string         `json:"newest"`
	Items    int            `json:"items"`
	Warning  bool           `json:"warning"`
	Left     int            `json:"left"`
	Purged   string         `json:"purged"`
	Stay     int            `json:"stay"`
	Entries  int            `json:"entries"`
	LogYears int            `json:"log_years"`
}

type certificateShape struct {
	ID        string         `json:"id"`
	What      string         `json:"what"`
	At        string         `json:"at"`
	By        string         `json:"by"`
	Automatic bool           `json:"automatic"`
	Gone      map[string]int `json:"gone"`
	Stay      int            `json:"stay"`
	From      string         `json:"from"`
	To        string         `json:"to"`
	Days      int            `json:"days"`
	Decision  string         `json:"decision"`
	Head      string         `json:"head"`
}

// Run shows how long things are kept, changes it, purges, or lists what was purged.
func (c *retentionWord) Run(a *app) error {
	work := map[string]func(*app, *desk.Session) error{"": c.show, "show": c.show, "set": c.set,
		"purge-replica": c.purgeReplica, "purge-entries": c.purgeEntries, "certificates": c.certificates}[c.What]
	switch {
	case work == nil:
		return misuse{text.NewFault("parm.retention_what")}
	case (c.PDF == "") != (c.File == "") || (c.PDF != "" && c.What != "certificates"):
		return misuse{text.NewFault("parm.retention_pdf")}
	case c.What == "set" && c.Days == nil && c.Warn == nil && c.Decision == nil && c.KeepSocial == nil && c.KeepHealth == nil:
		return misuse{text.NewFault("parm.retention_set")}
	}
	if err := free(c.File, c.Replace); err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error { return work(a, s) })
}

func (c *retentionWord) show(a *app, s *desk.Session) error {
	r := s.Retention()
	if a.json {
		a.putJSON(shapeRetained(r))
		return nil
	}
	p, w := a.page(), a.words
	p.line(w.Say("parm.retention.replica", "days", r.Rules.ReplicaDays, "warn", r.Rules.WarnDays))
	switch {
	case !r.Purged.IsZero():
		p.line(w.Say("parm.retention.gone", "moment", w.Moment(r.Purged.In(care.Stockholm))))
	case r.Items == 0:
		p.line(w.Say("parm.retention.empty"))
	default:
		p.line(w.Say("parm.retention.newest", "moment", w.Moment(r.Newest.In(care.Stockholm)), "n", r.Items))
	}
	if r.Stay > 0 {
		p.line(w.Count("parm.retention.stay", r.Stay))
	}
	p.gap()
	if r.Rules.Decision == "" {
		p.line(w.Say("parm.retention.no_decision"))
	} else {
		p.line(w.Say("parm.retention.decision", "decision", r.Rules.Decision))
		for _, law := range retention.Laws() {
			named := w.Say("retention.law." + string(law))
			if days, covered := r.Rules.KeepDays[law]; covered {
				p.indented(2, w.Say("parm.retention.keep", "law", named, "days", days))
			} else {
				p.indented(2, w.Say("parm.retention.keep_all", "law", named))
			}
		}
		p.line(w.Count("parm.retention.entries", r.Entries))
	}
	p.line(w.Say("parm.retention.log", "years", retention.LogYears))
	return nil
}

func shapeRetained(r desk.Retained) retainedShape {
	shape := retainedShape{Days: r.Rules.ReplicaDays, Warn: r.Rules.WarnDays, Decision: r.Rules.Decision, Keep: map[string]int{},
		Newest: stamp(r.Newest), Items: r.Items, Warning: r.Warn, Left: r.Left, Purged: stamp(r.Purged), Stay: r.Stay, Entries: r.Entries, LogYears: retention.LogYears}
	for law, days := range r.Rules.KeepDays {
		shape.Keep[string(law)] = days
	}
	return shape
}

func (c *retentionWord) set(a *app, s *desk.Session) error {
	rules := s.Retention().Rules
	rules.KeepDays = maps.Clone(rules.KeepDays)
	if rules.KeepDays == nil {
		rules.KeepDays = map[retention.Law]int{}
	}
	if c.Days != nil {
		rules.ReplicaDays = *c.Days
	}
	if c.Warn != nil {
		rules.WarnDays = *c.Warn
	}
	for law, days := range map[retention.Law]*int{retention.LawSocial: c.KeepSocial, retention.LawHealth: c.KeepHealth} {
		switch {
		case days == nil:
		case *days == 0:
			delete(rules.KeepDays, law)
		default:
			rules.KeepDays[law] = *days
		}
	}
	if c.Decision != nil {
		if rules.Decision = *c.Decision; rules.Decision == "" {
			clear(rules.KeepDays)
		}
	}
	if err := s.SetRetention(a.ctx, rules); err != nil {
		return err
	}
	if !a.json {
		a.page().line(a.words.Say("parm.retention.set"))
	}
	return c.show(a, s)
}

func (c *retentionWord) purgeReplica(a *app, s *desk.Session) error {
	if c.Yes {
		return a.purged(s.PurgeReplica(a.ctx))
	}
	r := s.Retention()
	return c.would(a, s, r.Items-r.Stay, "parm.retention.would_replica")
}

func (c *retentionWord) purgeEntries(a *app, s *desk.Session) error {
	if c.Yes {
		return a.purged(s.PurgeEntries(a.ctx))
	}
	return c.would(a, s, s.Retention().Entries, "parm.retention.would_entries")
}

// would tells what a purge would take away, to whoever may purge.
func (c *retentionWord) would(a *app, s *desk.Session, n int, sentence string) error {
	if err := s.May(access.RightRetention); err != nil {
		return err
	}
	if a.json {
		a.putJSON(map[string]any{"purged": false, "would": n})
		return nil
	}
	a.page().line(a.words.Say(sentence, "n", n))
	return nil
}

// purged tells what went, also when the copies beside the binder could not be made anew.
func (a *app) purged(cert desk.Certificate, err error) error {
	if err != nil && !text.IsFault(err, "retention.copies") {
		return err
	}
	if a.json {
		a.putJSON(shapeCertificate(cert))
	} else {
		a.page().line(a.words.Say("parm.retention.purged", "n", cert.Count(), "id", cert.ID))
	}
	return a.inPart(err)
}

func shapeCertificate(c desk.Certificate) certificateShape {
	return certificateShape{ID: c.ID, What: string(c.What), At: stamp(c.At), By: c.By, Automatic: c.Automatic, Gone: c.Gone, Stay: c.Stay,
		From: stamp(c.From), To: stamp(c.To), Days: c.Days, Decision: c.Decision, Head: c.Head}
}

func (c *retentionWord) certificates(a *app, s *desk.Session) error {
	if c.PDF != "" {
		return c.save(a, s)
	}
	list, err := s.Certificates(a.ctx)
	if err != nil {
		return err
	}
	if a.json {
		shapes := make([]certificateShape, 0, len(list))
		for _, cert := range list {
			shapes = append(shapes, shapeCertificate(cert))
		}
		a.putJSON(shapes)
		return nil
	}
	p, w := a.page(), a.words
	if len(list) == 0 {
		p.line(w.Say("parm.retention.no_certificates"))
		return nil
	}
	rows := make([][]string, 0, len(list))
	for _, cert := range list {
		rows = append(rows, []string{cert.ID, w.Moment(cert.At.In(care.Stockholm)), w.Say("retention.purged." + string(cert.What)), strconv.Itoa(cert.Count()), cert.By, a.ruleOf(cert)})
	}
	p.table([]string{w.Say("parm.retention.cert_id"), w.Say("parm.retention.cert_at"), w.Say("parm.retention.cert_what"),
		w.Say("parm.retention.cert_number"), w.Say("parm.retention.cert_by"), w.Say("parm.retention.cert_rule")}, rows)
	return nil
}

// ruleOf is what a purge was done by.
func (a *app) ruleOf(c desk.Certificate) string {
	switch {
	case c.Decision != "":
		return c.Decision
	case c.Automatic:
		return a.words.Say("parm.retention.automatic", "days", c.Days)
	}
	return a.words.Say("parm.retention.by_hand")
}

func (c *retentionWord) save(a *app, s *desk.Session) error {
	job, err := s.CertificatePDF(a.ctx, c.PDF)
	if err != nil {
		return err
	}
	if err := printer.SaveAs(c.File, job.PDF, c.Replace); err != nil {
		return err
	}
	if a.json {
		a.putJSON(extractShape{File: c.File, Pages: job.Pages})
		return nil
	}
	a.page().line(a.words.Say("parm.retention.saved", "file", c.File))
	return nil
}

// tend does what is due after unlocking. Its failure stops nobody from reading.
func (a *app) tend(s *desk.Session) {
	if err := s.Tend(a.ctx); err != nil && !errors.Is(err, context.Canceled) {
		a.say(a.words.Explain(err))
	}
	st := s.Status()
	switch {
	case st.Replica.Step == retention.StepWarn:
		a.say(a.words.Count("parm.retention.warn", st.Replica.Left))
	case st.Replica.Step == retention.StepPurge:
		a.say(a.words.Say("parm.retention.due"))
	}
}

// counted is how many lines a review looked at, and of how many.
func counted(r access.Review) string {
	if r.From == 0 {
		return strconv.Itoa(len(r.Lines))
	}
	return fmt.Sprintf("%d/%d", len(r.Lines), r.From)
}
