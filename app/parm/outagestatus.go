package main

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

type outageStatusWord struct {
	whichOutage
	Steps string `placeholder:"WHO" help:"${help_outage_steps}"`
	All   bool   `help:"${help_outage_all}"`
}

// Run tells how the unit works now: the clock since the start, what works and what doesn't, what runs out,
// whose steps, whom to call, what is due.
func (c *outageStatusWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if c.Outage != "" {
			o, err := c.find(a, s)
			if err != nil {
				return err
			}
			return a.tellOutage(s, o.ID, c)
		}
		if v, open := s.OpenOutage(); open {
			return a.tellOutage(s, v.ID, c)
		}
		a.tellQuiet(s)
		return nil
	})
}

// who are the audiences whose steps are asked for; none for the opener's own.
func (c *outageStatusWord) who() []outage.Audience {
	switch {
	case c == nil || c.Steps == "" && !c.All:
		return nil
	case c.All:
		return []outage.Audience{outage.AudienceAll}
	}
	var who []outage.Audience
	for word := range strings.SplitSeq(c.Steps, ",") {
		who = append(who, outage.Audience(strings.TrimSpace(word)))
	}
	return who
}

// tellQuiet tells that no outage is open, and what of earlier ones waits.
func (a *app) tellQuiet(s *desk.Session) {
	now := s.Condition()
	if a.json {
		a.putJSON(statusShape{Phase: string(now.Phase), Waiting: now.Waiting})
		return
	}
	p, w := a.page(), a.words
	p.line(w.Say("parm.outage.none"))
	if now.Waiting > 0 {
		p.line(w.Count("parm.outage.waiting", now.Waiting))
	}
	if planned, soon := s.SaveOften(); soon {
		p.line(w.Say("parm.outage.save_often", "what", a.plannedTitle(planned), "when", a.plannedSpan(planned)))
	}
}

// tellOutage tells how an outage stands.
func (a *app) tellOutage(s *desk.Session, id string, asked *outageStatusWord) error {
	v, err := s.Outage(id, asked.who()...)
	if err != nil {
		return err
	}
	now, c := s.Condition(), s.Catalogue()
	if a.json {
		a.putJSON(statusShape{Phase: string(now.Phase), More: now.More, Waiting: now.Waiting, Outage: a.shapeView(c, v)})
		return nil
	}
	a.tellHead(c, v)
	if !v.Open() {
		return nil
	}
	a.tellLeft(v, asked != nil && asked.All)
	a.tellSteps(v)
	a.tellCalls(v.Calls)
	a.tellDue(v)
	return nil
}

// tellHead is the clock, what is broken, and what is to be known of the outage first.
func (a *app) tellHead(c outage.Catalogue, v desk.OutageView) {
	p, w := a.page(), a.words
	key := "parm.outage.open"
	switch {
	case v.Drill:
		key = "parm.outage.drill"
	case !v.Open():
		key = "parm.outage.over"
	}
	p.line(w.Say(key, "title", a.outageTitle(c, v.Outage), "began", a.when(v.Began), "span", w.Span(v.Since), "ended", a.when(v.Ended), "id", v.ID[:8]))
	for _, b := range v.Broken {
		row := strings.Trim(a.failureName(c, b.Failure)+", "+b.Of, ", ")
		switch {
		case !b.Until.IsZero():
			row = w.Say("parm.outage.mended_at", "what", row, "when", a.when(b.Until))
		case !b.Since.Equal(v.Began):
			row = w.Say("parm.outage.broken_since", "what", row, "when", a.when(b.Since))
		}
		p.indented(2, row)
	}
	if v.Touched != "" {
		p.line(w.Say("parm.outage.touched", "who", v.Touched))
	}
	if v.Unsure {
		p.line(w.Say("parm.outage.unsure"))
	}
	for _, o := range v.Overlaps {
		p.line(w.Say("parm.outage.overlaps", "title", a.outageTitle(c, o), "id", o.ID[:8]))
	}
	if v.Mended {
		p.line(w.Say("parm.outage.mended"))
	}
	if v.Waiting > 0 {
		p.line(w.Count("parm.outage.waiting", v.Waiting))
	}
	if v.Open() {
		expected := w.Say("parm.outage.expected_unknown")
		if !v.Expected.IsZero() {
			expected = w.Say("parm.outage.expected", "when", a.when(v.Expected))
		}
		p.line(expected)
	}
}

// tellLeft is what doesn't work, what works for a time or on a condition, and what runs out next.
func (a *app) tellLeft(v desk.OutageView, all bool) {
	p, w := a.page(), a.words
	for _, part := range []struct {
		key   string
		still []outage.Still
	}{{"parm.outage.gone", []outage.Still{outage.StillNot}}, {"parm.outage.perhaps", []outage.Still{outage.StillOpen, outage.StillIf, outage.StillUntil}},
		{"parm.outage.works", []outage.Still{outage.StillWorks}}} {
		told := false
		for _, s := range v.States {
			of := slices.DeleteFunc(slices.Clone(s.Functions), func(f outage.FunctionState) bool {
				return !slices.Contains(part.still, f.Still) || !all && f.Still == outage.StillWorks
			})
			if len(of) == 0 {
				continue
			}
			if !told {
				p.head(w.Say(part.key))
			}
			told = true
			p.indented(2, a.in(s.System.Name))
			for _, f := range of {
				a.tellFunction(f)
			}
		}
	}
	if len(v.RunsOut) > 0 && !v.RunsOut[0].Until.IsZero() {
		next := v.RunsOut[0]
		p.head(w.Say("parm.outage.runs_out", "what", a.in(next.What), "when", a.when(next.Until), "span", w.Span(max(0, time.Until(next.Until)))))
	}
}

// tellFunction is one thing that staff do with a system: what is left of it, and what to do instead.
func (a *app) tellFunction(f outage.FunctionState) {
	said := a.in(f.What)
	if left := a.left(f); left != "" {
		said += ": " + left
	}
	if len(f.Instead) > 0 {
		said += ". " + a.words.Say("parm.outage.instead", "what", strings.Join(each(f.Instead, a.in), "; "))
	}
	a.page().indented(4, "- "+said)
}

// left is on what condition, or for how long, something works still.
func (a *app) left(f outage.FunctionState) string {
	w := a.words
	parts := []string{a.in(f.If), a.in(f.Long)}
	switch {
	case f.Ran:
		parts = append(parts, w.Say("parm.outage.ran_out", "when", a.when(f.Until)))
	case !f.Until.IsZero():
		parts = append(parts, w.Say("parm.outage.until", "when", a.when(f.Until)))
	}
	if f.Open != "" {
		parts = append(parts, w.Say("parm.outage.open_fact", "fact", f.Open))
	}
	if f.Unsure != "" {
		parts = append(parts, w.Say("parm.outage.unsure_fact", "fact", f.Unsure))
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ", ")
}

// tellSteps are the steps with their ids, which tick takes.
func (a *app) tellSteps(v desk.OutageView) {
	if len(v.Steps) == 0 {
		return
	}
	p, w := a.page(), a.words
	p.head(w.Say("parm.outage.steps"))
	rows := make([][]string, 0, len(v.Steps))
	for _, r := range v.Steps {
		box, told := "  [ ]", a.in(r.Step.Text)
		if r.Done {
			box = "  [x]"
			told += " " + w.Say("parm.outage.ticked", "who", r.By, "when", a.when(r.At))
		}
		if r.Step.Open != "" && r.Step.Answer == "" {
			told += " " + w.Say("parm.outage.open_fact", "fact", r.Step.Open)
		}
		if r.Step.Answer != "" {
			told += " " + r.Step.Answer
		}
		rows = append(rows, []string{box, r.Key(), told})
	}
	p.table(nil, rows)
}

// tellCalls is whom to call, first to last. One without a number is told as missing.
func (a *app) tellCalls(calls []outage.Contact) {
	if len(calls) == 0 {
		return
	}
	p, w := a.page(), a.words
	p.head(w.Say("parm.outage.calls"))
	rows := make([][]string, 0, len(calls))
	for _, c := range calls {
		customer := ""
		if c.Customer != "" {
			customer = w.Say("parm.outage.customer", "number", c.Customer)
		}
		rows = append(rows, []string{"  " + a.in(c.Call().Who), cmp.Or(c.Number, w.Say("parm.outage.no_number")), customer, a.in(c.Call().Note)})
	}
	p.table(nil, rows)
}

// tellDue is what the outage calls for now: word to the units, and the unit's limits.
func (a *app) tellDue(v desk.OutageView) {
	p, w := a.page(), a.words
	p.gap()
	switch {
	case v.LastMessage.IsZero():
		p.line(w.Say("parm.outage.no_message"))
	default:
		p.line(w.Say("parm.outage.last_message", "when", a.when(v.LastMessage)))
	}
	if v.UpdateDue {
		p.line(w.Say("parm.outage.update_due"))
	}
	for _, e := range v.Escalations {
		p.line(w.Say("parm.outage.escalate", "what", a.in(e.Text), "when", a.when(e.At), "id", e.ID))
	}
	if v.Next != nil {
		p.line(w.Say("parm.outage.next_escalation", "what", a.in(v.Next.Text), "when", a.when(v.Next.At)))
	}
}

type outageListWord struct{ binder }

// Run lists all outages and drills, newest first.
func (c *outageListWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		all, catalogue := s.Outages(), s.Catalogue()
		if a.json {
			a.putJSON(each(all, func(o outage.Outage) lifeShape { return a.shapeLife(catalogue, o) }))
			return nil
		}
		p, w := a.page(), a.words
		if len(all) == 0 {
			p.line(w.Say("parm.outage.none_ever"))
		}
		rows := make([][]string, 0, len(all))
		for _, o := range all {
			ended := w.Say("parm.outage.lasts")
			if !o.Open() {
				ended = w.Span(o.Lasted(o.Ended))
			}
			title := a.outageTitle(catalogue, o)
			if o.Drill {
				title = w.Say("parm.outage.drill_title", "title", title)
			}
			rows = append(rows, []string{o.ID[:8], a.when(o.Began), ended, title})
		}
		p.table(nil, rows)
		return nil
	})
}

// tellLife tells in one line how an outage stands after something was told of it.
func (a *app) tellLife(s *desk.Session, o outage.Outage, key string) {
	c := s.Catalogue()
	if a.json {
		a.putJSON(a.shapeLife(c, o))
		return
	}
	a.page().line(a.words.Say(key, "title", a.outageTitle(c, o), "id", o.ID, "span", a.words.Span(o.Lasted(time.Now()))))
	if o.Open() && len(o.Broken) > 0 && len(o.Now()) == 0 {
		a.page().line(a.words.Say("parm.outage.mended"))
	}
}

// lasted is how many minutes an outage lasted, or has lasted.
func (a *app) lasted(o outage.Outage) int { return int(o.Lasted(time.Now()) / time.Minute) }

// outageTitle is what an outage is called, or else what is broken.
func (a *app) outageTitle(c outage.Catalogue, o outage.Outage) string { return c.TitleOf(a.words, o) }

// outagesInWords are outages with their ids, to choose from.
func (a *app) outagesInWords(s *desk.Session, all []outage.Outage) string {
	c := s.Catalogue()
	return strings.Join(each(all, func(o outage.Outage) string { return o.ID[:8] + " " + a.outageTitle(c, o) }), ", ")
}

func (a *app) failureName(c outage.Catalogue, id string) string {
	if f, known := c.Failure(id); known {
		return a.in(f.Name)
	}
	return id
}
