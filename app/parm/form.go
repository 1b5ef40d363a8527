package main

import (
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// formWord is everything about papers with a number: which are out, and what became of them.
type formWord struct {
	List       formListWord       `cmd:"" help:"${help_form_list}"`
	Show       formShowWord       `cmd:"" help:"${help_form_show}"`
	Count      formCountWord      `cmd:"" help:"${help_form_count}"`
	Return     formReturnWord     `cmd:"" help:"${help_form_return}"`
	Transcribe formTranscribeWord `cmd:"" help:"${help_form_transcribe}"`
	Keep       formKeepWord       `cmd:"" help:"${help_form_keep}"`
	Destroy    formDestroyWord    `cmd:"" help:"${help_form_destroy}"`
	Shredded   formShreddedWord   `cmd:"" help:"${help_form_shredded}"`
	Missing    formMissingWord    `cmd:"" help:"${help_form_missing}"`
	Found      formFoundWord      `cmd:"" help:"${help_form_found}"`
	Scan       formScanWord       `cmd:"" help:"${help_form_scan}"`
	Page       formPageWord       `cmd:"" help:"${help_form_page}"`
}

// spanOf is from the first day to the end of the last, for papers that were printed then.
type spanOf struct {
	From string `placeholder:"YYYY-MM-DD" help:"${help_form_from}"`
	To   string `placeholder:"YYYY-MM-DD" help:"${help_form_to}"`
}

// times are the moments between which the days lie; zero where a side is left open.
func (c spanOf) times() (from, to time.Time, err error) {
	if c.From != "" {
		if from, err = dayOf(c.From, time.Now()); err != nil {
			return from, to, err
		}
	}
	if c.To != "" {
		if to, err = dayOf(c.To, time.Now()); err != nil {
			return from, to, err
		}
		to = care.NextDay(to, 1)
	}
	return from, to, nil
}

type formListWord struct {
	binder
	spanOf
	State    []string `placeholder:"S" help:"${help_form_state}"`
	Find     string   `placeholder:"TEXT" help:"${help_form_find}"`
	Replaced bool     `help:"${help_form_replaced}"`
}

// Run lists numbered papers, newest first.
func (c *formListWord) Run(a *app) error {
	q := desk.SlipQuery{Text: c.Find, Replaced: c.Replaced}
	for _, name := range c.State {
		state := custody.State(strings.ToLower(name))
		if !state.Valid() {
			return misuse{text.NewFault("parm.form_state")}
		}
		q.States = append(q.States, state)
	}
	var err error
	if q.From, q.To, err = c.times(); err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.May(access.RightRead); err != nil {
			return err
		}
		a.tellSlips(s.Slips(q))
		return nil
	})
}

type formShowWord struct {
	binder
	Number string `arg:"" help:"${help_form_number}"`
}

// Run tells what happened to one paper.
func (c *formShowWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		row, events, err := s.Slip(c.Number)
		if err != nil {
			return err
		}
		a.tellSlip(row, events)
		return nil
	})
}

type formCountWord struct {
	binder
	spanOf
}

// Run counts the papers that were printed in a span of time, and those that are out now.
func (c *formCountWord) Run(a *app) error {
	from, to, err := c.times()
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.May(access.RightRead); err != nil {
			return err
		}
		a.tellSlipCounts(s.SlipCounts(from, to))
		return nil
	})
}

// formMove is what all steps take.
type formMove struct {
	binder
	Number []string `arg:"" help:"${help_form_numbers}"`
	Note   string   `placeholder:"TEXT" help:"${help_form_note}"`
}

type (
	formReturnWord     struct{ formMove }
	formTranscribeWord struct{ formMove }
	formKeepWord       struct{ formMove }
	formDestroyWord    struct{ formMove }
	formMissingWord    struct{ formMove }
	formFoundWord      struct{ formMove }
)

// Run notes that papers were handed in.
func (c *formReturnWord) Run(a *app) error { return c.move(a, custody.StepReturn) }

// Run notes that what stands on papers is in Lifecare.
func (c *formTranscribeWord) Run(a *app) error { return c.move(a, custody.StepTranscribe) }

// Run notes that papers went to the archive.
func (c *formKeepWord) Run(a *app) error { return c.move(a, custody.StepKeep) }

// Run notes that papers were shredded.
func (c *formDestroyWord) Run(a *app) error { return c.move(a, custody.StepDestroy) }

// Run notes that papers were looked for and not found.
func (c *formMissingWord) Run(a *app) error { return c.move(a, custody.StepMiss) }

// Run notes that missing papers turned up.
func (c *formFoundWord) Run(a *app) error { return c.move(a, custody.StepFind) }

// move notes a step of each paper by itself: one that doesn't fit keeps none of the others back, and
// the program ends as done in part.
func (c *formMove) move(a *app, step custody.Step) error {
	return a.with(c.binder, func(s *desk.Session) error {
		var moved []desk.SlipRow
		var last error
		for _, number := range c.Number {
			row, err := s.MoveSlip(a.ctx, number, step, c.Note)
			switch {
			case err == nil:
				moved = append(moved, row)
			case len(c.Number) == 1:
				return err
			default:
				a.say(a.words.Say("parm.form.not_moved", "number", shown(number), "why", a.words.Explain(err)))
				last = err
			}
		}
		if len(moved) == 0 {
			return last
		}
		a.tellMoved(moved)
		if last != nil {
			return errPart
		}
		return nil
	})
}

// shown is a number as it was given, short enough for a line.
func shown(number string) string {
	if n, _, _, err := custody.ReadCode(number); err == nil {
		return n.String()
	}
	if runes := []rune(number); len(runes) > 20 {
		return string(runes[:20]) + "…"
	}
	return number
}

// calm turns "nothing has changed" into an answer instead of a failure.
func (a *app) calm(err error, none any) error {
	if !text.IsFault(err, "print.unchanged") {
		return err
	}
	if a.json {
		a.putJSON(none)
	} else {
		a.page().line(a.words.Explain(err))
	}
	return nil
}
