package main

import (
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

type entryCorrectWord struct {
	entryOne
	said
	Reason string `required:"" placeholder:"TEXT" help:"${help_entry_correct_reason}"`
}

type correctShape struct {
	ID       string   `json:"id"`
	State    string   `json:"state"`
	Corrects string   `json:"corrects"`
	Asked    []string `json:"asked,omitempty"`
}

// Run signs a new version of an entry. What isn't said stays as it was; a field without a value is
// emptied.
func (c *entryCorrectWord) Run(a *app) error {
	fields, err := c.said.fields()
	if err != nil {
		return err
	}
	if len(fields) == 0 {
		return misuse{text.NewFault("parm.entry_unchanged")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		e, err := s.Correction(c.ID)
		if err != nil {
			return err
		}
		f, known := a.desk.Kinds.Form(e.Kind)
		if !known {
			return text.NewFault("entry.no_kind")
		}
		if err := a.fill(&e, f, fields, s.Now()); err != nil {
			return err
		}
		asked, problems := confirm(s, &e)
		if len(problems) > 0 {
			return a.unready(f, problems)
		}
		signed, err := s.Correct(a.ctx, e, c.Reason)
		if err != nil {
			return err
		}
		a.warnAsked(asked)
		if a.json {
			a.putJSON(correctShape{ID: signed.ID, State: string(signed.State), Corrects: signed.Corrects, Asked: asked})
			return nil
		}
		a.page().line(a.words.Say("parm.entry.corrected", "id", signed.ID, "old", signed.Corrects))
		return nil
	})
}

type entryStrikeWord struct {
	entryMany
	Reason string `required:"" placeholder:"TEXT" help:"${help_entry_strike_reason}"`
}

// Run marks entries as wrongly written. They stay legible.
func (c *entryStrikeWord) Run(a *app) error {
	return c.each(a, a.words.Say("parm.entry.did.strike"), func(s *desk.Session, id string) (entry.Tracked, error) {
		return s.Strike(a.ctx, id, c.Reason)
	})
}

type entryUndoWord struct {
	entryMany
	Reference string `required:"" placeholder:"R" help:"${help_entry_undo_reference}"`
}

// Run notes that struck or corrected entries were marked in Lifecare too.
func (c *entryUndoWord) Run(a *app) error {
	return c.each(a, a.words.Say("parm.entry.did.undo"), func(s *desk.Session, id string) (entry.Tracked, error) {
		return s.Undone(a.ctx, id, c.Reference)
	})
}

type entryMatchWord struct {
	binder
	ID     string `arg:"" name:"id" optional:"" help:"${help_entry_match_id}"`
	Person string `placeholder:"P" help:"${help_entry_match_person}"`
}

type unmatchedShape struct {
	entryShape
	Number string `json:"number"` // as its author wrote it
	// Suggested is who in the binder has that number by now.
	Suggested     string `json:"suggested"`
	SuggestedName string `json:"suggested_name"`
}

// Run says which person of the binder an entry is about, or lists those that are about somebody whom
// the binder doesn't know.
func (c *entryMatchWord) Run(a *app) error {
	if (c.ID == "") != (c.Person == "") {
		return misuse{text.NewFault("parm.entry_match")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if c.ID != "" {
			t, err := s.Match(a.ctx, c.ID, c.Person)
			if err != nil {
				return err
			}
			a.tellDone(s, []entry.Tracked{t}, a.words.Say("parm.entry.did.match"))
			return nil
		}
		shapes, rows := []unmatchedShape{}, [][]string{}
		for _, u := range s.Unmatched() {
			shapes = append(shapes, unmatchedShape{entryShape: shapeEntry(u.Tracked, ""), Number: u.Subject.Number, Suggested: u.PersonID, SuggestedName: u.Name})
			rows = append(rows, []string{u.ID, a.moment(u.EventTime), u.Subject.Name, u.Subject.Number, u.Headline, u.Name})
		}
		if a.json {
			a.putJSON(shapes)
			return nil
		}
		p := a.page()
		if len(rows) == 0 {
			p.line(a.words.Say("parm.entry.all_matched"))
		}
		p.table([]string{a.words.Say("parm.queue.id"), a.words.Say("parm.queue.when"), a.words.Say("parm.queue.person"),
			a.words.Say("parm.entry.number"), a.words.Say("parm.queue.headline"), a.words.Say("parm.entry.may_be")}, rows)
		return nil
	})
}
