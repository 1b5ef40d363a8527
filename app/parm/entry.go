package main

import (
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// entryWord is what happens to entries after they were signed.
type entryWord struct {
	Show      entryShowWord      `cmd:"" help:"${help_entry_show}"`
	Versions  entryVersionsWord  `cmd:"" help:"${help_entry_versions}"`
	Claim     entryClaimWord     `cmd:"" help:"${help_entry_claim}"`
	Release   entryReleaseWord   `cmd:"" help:"${help_entry_release}"`
	Hand      entryHandWord      `cmd:"" help:"${help_entry_hand}"`
	Confirm   entryConfirmWord   `cmd:"" help:"${help_entry_confirm}"`
	Verify    entryVerifyWord    `cmd:"" help:"${help_entry_verify}"`
	Check     entryCheckWord     `cmd:"" help:"${help_entry_check}"`
	Return    entryReturnWord    `cmd:"" help:"${help_entry_return}"`
	Settle    entrySettleWord    `cmd:"" help:"${help_entry_settle}"`
	Correct   entryCorrectWord   `cmd:"" help:"${help_entry_correct}"`
	Strike    entryStrikeWord    `cmd:"" help:"${help_entry_strike}"`
	Undo      entryUndoWord      `cmd:"" help:"${help_entry_undo}"`
	Match     entryMatchWord     `cmd:"" help:"${help_entry_match}"`
	Summary   entrySummaryWord   `cmd:"" help:"${help_entry_summary}"`
	Deliver   entryDeliverWord   `cmd:"" help:"${help_entry_deliver}"`
	Deliverer entryDelivererWord `cmd:"" help:"${help_entry_deliverer}"`
}

// entryOne is one entry.
type entryOne struct {
	binder
	ID string `arg:"" name:"id" help:"${help_entry_id}"`
}

// entryMany are several: one that doesn't fit keeps none of the others back.
type entryMany struct {
	binder
	ID []string `arg:"" name:"id" help:"${help_entry_ids}"`
}

// each does something to every entry by itself, and answers with those that it was done to. The program
// ends as done in part where one didn't fit.
func (c *entryMany) each(a *app, said string, do func(s *desk.Session, id string) (entry.Tracked, error)) error {
	return a.with(c.binder, func(s *desk.Session) error {
		var done []entry.Tracked
		var last error
		for _, id := range c.ID {
			t, err := do(s, id)
			switch {
			case err == nil:
				done = append(done, t)
			case len(c.ID) == 1:
				return err
			default:
				a.say(a.words.Say("parm.entry.not_done", "id", short(id), "why", a.words.Explain(err)))
				last = err
			}
		}
		if len(done) == 0 {
			return last
		}
		a.tellDone(s, done, said)
		if last != nil {
			return errPart
		}
		return nil
	})
}

// short is an id as it was given, short enough for a line.
func short(id string) string {
	if runes := []rune(id); len(runes) > 20 {
		return string(runes[:20]) + "…"
	}
	return id
}

func (a *app) tellDone(s *desk.Session, list []entry.Tracked, said string) {
	if a.json {
		a.putJSON(shapeEntries(s, list))
		return
	}
	p := a.page()
	for _, t := range list {
		p.line(a.words.Say("parm.entry.done", "id", t.ID, "what", said, "state", a.stateOf(t)))
	}
}

func shapeEntries(s *desk.Session, list []entry.Tracked) []entryShape {
	shapes := make([]entryShape, 0, len(list))
	for _, t := range list {
		shapes = append(shapes, shapeEntry(t, s.Name(t.PersonID)))
	}
	return shapes
}

type entryShowWord struct{ entryOne }

// Run shows one entry with its fields in the order of the target's form.
func (c *entryShowWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error { return a.oneEntry(s, c.ID) })
}

type entryVersionsWord struct{ entryOne }

// Run lists an entry and those that took its place or whose place it took, oldest first.
func (c *entryVersionsWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		versions, err := s.Versions(c.ID)
		if err != nil {
			return err
		}
		if a.json {
			shapes := shapeEntries(s, versions)
			for i, t := range versions {
				shapes[i].Text, shapes[i].Values = t.Text, t.Values
			}
			a.putJSON(shapes)
			return nil
		}
		p := a.page()
		for i, t := range versions {
			if i > 0 {
				p.gap()
			}
			p.line(join(" · ", t.ID, a.moment(t.WrittenTime), desk.AuthorOf(a.words, t), a.stateOf(t)))
			p.indented(2, join(": ", t.Headline, t.Text))
			for _, line := range a.lifeOf(t) {
				p.indented(2, line)
			}
		}
		return nil
	})
}

type entryClaimWord struct {
	entryMany
	Reason string `placeholder:"TEXT" help:"${help_entry_claim_reason}"`
}

// Run says that the opener is entering entries now.
func (c *entryClaimWord) Run(a *app) error {
	return c.each(a, a.words.Say("parm.entry.did.claim"), func(s *desk.Session, id string) (entry.Tracked, error) {
		return s.Claim(a.ctx, id, c.Reason)
	})
}

type entryReleaseWord struct{ entryMany }

// Run gives claims back.
func (c *entryReleaseWord) Run(a *app) error {
	return c.each(a, a.words.Say("parm.entry.did.release"), func(s *desk.Session, id string) (entry.Tracked, error) {
		return s.Release(a.ctx, id)
	})
}

type entryHandWord struct {
	entryMany
	To     string `placeholder:"NAME" help:"${help_entry_to}"`
	Writer bool   `help:"${help_entry_writer}"`
	Reason string `required:"" placeholder:"TEXT" help:"${help_entry_hand_reason}"`
}

// Run makes somebody else responsible for entries, or their writer again.
func (c *entryHandWord) Run(a *app) error {
	if (c.To == "") != c.Writer {
		return misuse{text.NewFault("parm.entry_to")}
	}
	return c.each(a, a.words.Say("parm.entry.did.hand"), func(s *desk.Session, id string) (entry.Tracked, error) {
		if c.Writer {
			return s.ReturnToWriter(a.ctx, id, c.Reason)
		}
		return s.Hand(a.ctx, id, c.To, c.Reason)
	})
}

type entryVerifyWord struct{ entryMany }

// Run notes that a second person has compared entries with Lifecare.
func (c *entryVerifyWord) Run(a *app) error {
	return c.each(a, a.words.Say("parm.entry.did.verify"), func(s *desk.Session, id string) (entry.Tracked, error) {
		return s.VerifyEntry(a.ctx, id)
	})
}

type entryConfirmWord struct {
	entryMany
	Reference string `placeholder:"R" help:"${help_entry_confirm_reference}"`
	Reason    string `placeholder:"TEXT" help:"${help_reason}"`
}

// Run notes that entries stand in Lifecare: with a reference by the one who entered them, and without
// by the second person, who compared them.
func (c *entryConfirmWord) Run(a *app) error {
	if c.Reference != "" {
		return c.each(a, a.words.Say("parm.entry.did.enter"), func(s *desk.Session, id string) (entry.Tracked, error) {
			return s.Reenter(a.ctx, id, c.Reference, c.Reason)
		})
	}
	return c.each(a, a.words.Say("parm.entry.did.verify"), func(s *desk.Session, id string) (entry.Tracked, error) {
		return s.VerifyEntry(a.ctx, id)
	})
}

type entryReturnWord struct {
	entryMany
	Reason string `required:"" placeholder:"TEXT" help:"${help_entry_return_reason}"`
}

// Run notes that entries are missing or wrong in Lifecare although they were marked as entered.
func (c *entryReturnWord) Run(a *app) error {
	return c.each(a, a.words.Say("parm.entry.did.return"), func(s *desk.Session, id string) (entry.Tracked, error) {
		return s.Return(a.ctx, id, c.Reason)
	})
}

type entrySettleWord struct {
	entryOne
	Reference string `placeholder:"R" help:"${help_entry_settle_reference}"`
	Absent    bool   `help:"${help_entry_absent}"`
	Reason    string `placeholder:"TEXT" help:"${help_entry_settle_reason}"`
}

// Run is a person's word on an entry that was sent and got no answer.
func (c *entrySettleWord) Run(a *app) error {
	if (c.Reference == "") != c.Absent {
		return misuse{text.NewFault("parm.entry_settle")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		t, err := s.Settle(a.ctx, c.ID, !c.Absent, c.Reference, c.Reason)
		if err != nil {
			return err
		}
		a.tellDone(s, []entry.Tracked{t}, a.words.Say("parm.entry.did.settle"))
		return nil
	})
}
