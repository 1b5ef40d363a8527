package main

import (
	"context"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
)

// paperShots are the pictures of paper: what one person's binder will look like, the numbered papers, and
// how the unit prints.
func (s *studio) paperShots() []shot {
	shots := []shot{
		{"paper-proof", func(s *studio) {
			s.window.Show(page.Place{Page: page.Paper, Part: page.PaperProof, Print: desk.PrintBinder, PersonID: s.person})
		}, nil},
		{"paper-slips", func(s *studio) { s.window.Show(page.Place{Page: page.Paper, Part: page.PaperSlips}) }, nil},
		{"paper-settings", func(s *studio) { s.window.Show(page.Place{Page: page.Paper, Part: page.PaperSettings}) }, nil},
	}
	for i := range shots {
		shots[i].ready = func(s *studio) bool { return s.window.At() == page.Paper && time.Since(s.since) > slowly }
	}
	return shots
}

// hand hands out journal sheets, takes some of them back, misses one, and says where binders are kept.
// The evening's print stays off: it would be saved.
func (s *studio) hand() error {
	ctx, session := context.Background(), s.window.Session()
	w := session.Words()
	if err := session.SetPaper(ctx, desk.PaperSettings{Places: []sheet.Place{
		{What: w.Say("picture.place_1"), Where: w.Say("picture.where_1")}, {What: w.Say("picture.place_2"), Where: w.Say("picture.where_2")}}}); err != nil {
		return err
	}
	became := [][]custody.Step{nil, {custody.StepMiss}, nil, {custody.StepReturn}, {custody.StepReturn, custody.StepTranscribe}, nil}
	for i, p := range session.People("")[:len(became)] {
		job, err := session.Print(ctx, desk.Order{What: desk.PrintJournal, PersonID: p.ID, Paper: true})
		if err != nil {
			return err
		}
		for _, step := range became[i] {
			if _, err := session.MoveSlip(ctx, job.Numbers[0].String(), step, ""); err != nil {
				return err
			}
		}
	}
	s.window.Changed()
	return nil
}
