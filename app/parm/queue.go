package main

import (
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

type queueWord struct {
	binder
	All bool   `help:"${help_all}"`
	ID  string `arg:"" name:"id" optional:"" help:"${help_queue_id}"`
}

// Run lists what waits to be entered in Lifecare, or one entry's fields in Lifecare's order.
func (c *queueWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if c.ID != "" {
			return a.oneEntry(s, c.ID)
		}
		if err := s.May(access.RightRead); err != nil {
			return err
		}
		s.NoteList(a.ctx, desk.ListQueue)
		list := s.Queue(c.All)
		if a.json {
			a.putJSON(shapeEntries(s, list))
			return nil
		}
		a.tellQueue(s, list)
		a.tellClosed(s)
		return nil
	})
}

func (a *app) tellQueue(s *desk.Session, list []entry.Tracked) {
	p := a.page()
	counts := s.Counts()
	p.line(a.words.Say("parm.queue.counts", "waiting", counts.Waiting, "entered", counts.Entered))
	if len(list) == 0 {
		return
	}
	p.gap()
	rows := make([][]string, 0, len(list))
	for _, t := range list {
		when := a.words.Moment(t.EventTime.In(care.Stockholm))
		if t.Clock == entry.ClockUncertain {
			when += " " + a.words.Say("parm.queue.uncertain")
		}
		state := a.stateOf(t)
		rows = append(rows, []string{t.ID, when, s.Name(t.PersonID), t.Headline, join(", ", desk.AuthorOf(a.words, t), t.Author.Title), state})
	}
	p.table([]string{a.words.Say("parm.queue.id"), a.words.Say("parm.queue.when"), a.words.Say("parm.queue.person"),
		a.words.Say("parm.queue.headline"), a.words.Say("parm.queue.author"), a.words.Say("parm.queue.state")}, rows)
}

type reenterWord struct {
	binder
	ID        string `arg:"" name:"id" help:"${help_entry_id}"`
	Reference string `required:"" placeholder:"R" help:"${help_reference}"`
	Reason    string `placeholder:"TEXT" help:"${help_reason}"`
}

// Run marks an entry as entered in Lifecare.
func (c *reenterWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		t, err := s.Reenter(a.ctx, c.ID, c.Reference, c.Reason)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(shapeEntry(t, s.Name(t.PersonID)))
			return nil
		}
		a.page().line(a.words.Say("parm.entered", "id", t.ID, "reference", t.Reference))
		return nil
	})
}
