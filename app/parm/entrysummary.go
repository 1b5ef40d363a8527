package main

import (
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

type entrySummaryWord struct {
	binder
	period
	Person string `required:"" placeholder:"P" help:"${help_person}"`
	Kind   string `placeholder:"K" help:"${help_summary_kind}"`
	Sign   bool   `help:"${help_summary_sign}"`
}

// period is from the first day to the end of the last.
type period struct {
	From string `placeholder:"YYYY-MM-DD" help:"${help_from_day}"`
	To   string `placeholder:"YYYY-MM-DD" help:"${help_to_day}"`
}

// times are the moments between which the days lie; zero where a side is left open.
func (c *period) times() (from, to time.Time, err error) {
	if c.From != "" {
		if from, err = dayOf(c.From, time.Now()); err != nil {
			return from, to, err
		}
	}
	if c.To != "" {
		if to, err = dayOf(c.To, time.Now()); err == nil {
			to = care.NextDay(to, 1)
		}
	}
	return from, to, err
}

type summaryShape struct {
	Person    string `json:"person"`
	Kind      string `json:"kind"`
	EventTime string `json:"event_time"`
	Headline  string `json:"headline"`
	Text      string `json:"text"`
	// ID and State are there when it was signed.
	ID    string   `json:"id,omitempty"`
	State string   `json:"state,omitempty"`
	Asked []string `json:"asked,omitempty"`
}

// Run words a note that sums up what was written about a person, and signs it when it is told to.
func (c *entrySummaryWord) Run(a *app) error {
	from, to, err := c.times()
	if err != nil {
		return err
	}
	kind := entry.Kind(c.Kind)
	if kind == "" {
		kind = entry.KindNote
	}
	f, known := a.desk.Kinds.Form(kind)
	if !known {
		return misuse{a.kindUnknown()}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		p, err := s.Person(c.Person)
		if err != nil {
			return err
		}
		draft, err := s.SummaryDraft(p.ID, kind, from, to)
		if err != nil {
			return err
		}
		shape := summaryShape{Person: draft.PersonID, Kind: string(draft.Kind), EventTime: stamp(draft.EventTime), Headline: draft.Headline, Text: draft.Text}
		if c.Sign {
			if err := a.signSummary(s, f, draft, &shape); err != nil {
				return err
			}
		}
		if a.json {
			a.putJSON(shape)
			return nil
		}
		page := a.page()
		page.line(join(", ", a.moment(draft.EventTime), draft.Headline))
		page.gap()
		page.line(draft.Text)
		if shape.ID != "" {
			page.gap()
			page.line(a.words.Say("parm.signed", "id", shape.ID, "moment", a.words.Moment(draft.EventTime.In(care.Stockholm))))
		}
		return nil
	})
}

func (a *app) signSummary(s *desk.Session, f form.Form, draft entry.Entry, shape *summaryShape) error {
	asked, problems := confirm(s, &draft)
	if len(problems) > 0 {
		return a.unready(f, problems)
	}
	signed, err := s.Sign(a.ctx, draft)
	if err != nil {
		return err
	}
	a.warnAsked(asked)
	shape.ID, shape.State, shape.Asked = signed.ID, string(signed.State), asked
	return nil
}
