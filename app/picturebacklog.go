package main

import (
	"context"

	"avbrottsparm/app/page"
	"avbrottsparm/internal/entry"
)

// backlogShots are the pictures of re-entry: an entry that is to be marked in Lifecare, what the
// interface would take, the proof, and what goes to another care provider.
func (s *studio) backlogShots() []shot {
	shots := []shot{s.at("backlog-undo", page.Backlog, func() page.Place { return page.Place{Page: page.Backlog, EntryID: s.undo} })}
	for _, part := range []string{page.BacklogDelivery, page.BacklogProof, page.BacklogRelease} {
		shots = append(shots, s.at("backlog-"+part, page.Backlog, func() page.Place { return page.Place{Page: page.Backlog, Part: part} }))
	}
	return append(shots, shot{"", func(s *studio) { s.window.Show(page.Place{Page: page.Backlog, Part: page.BacklogByHand}) }, func(s *studio) bool { return s.window.At() == page.Backlog }})
}

// reenter brings the entries as far as the pictures show them: one struck after it was in Lifecare, one
// handed to a colleague, one that is being entered.
func (s *studio) reenter() error {
	ctx, session := context.Background(), s.window.Session()
	w := session.Words()
	for _, t := range session.Queue(true) {
		if t.State == entry.StateEntered && s.undo == "" {
			s.undo = t.ID
		}
	}
	if _, err := session.Strike(ctx, s.undo, w.Say("picture.struck")); err != nil {
		return err
	}
	for i, t := range session.Queue(false) {
		switch i {
		case 0:
			if _, err := session.Claim(ctx, t.ID, ""); err != nil {
				return err
			}
		case 1:
			if _, err := session.Hand(ctx, t.ID, w.Say("picture.user_2"), w.Say("picture.handed")); err != nil {
				return err
			}
		case 2:
			if _, err := session.Reenter(ctx, t.ID, session.Now().Format(entryClock), ""); err != nil {
				return err
			}
		}
	}
	s.window.Changed()
	return nil
}
