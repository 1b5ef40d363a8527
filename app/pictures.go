package main

import (
	"context"
	"slices"
	"strconv"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/settings"
	"avbrottsparm/app/shell"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// demoNote is a note that the pictures show, written so long before the clock in them.
type demoNote struct {
	ago            time.Duration
	headline, text string
}

// demoNotes are the notes of the pictures: the first stays a draft, the second is in Lifecare.
func demoNotes(w *text.Words) []demoNote {
	var notes []demoNote
	for i, ago := range []time.Duration{40 * time.Minute, 11 * time.Hour, 10 * time.Hour, 7 * time.Hour, 3 * time.Hour, 90 * time.Minute} {
		n := strconv.Itoa(i + 1)
		notes = append(notes, demoNote{ago, w.Say("picture.headline_" + n), w.Say("picture.text_" + n)})
	}
	return notes
}

// list is every picture in order. The binder is begun, opened, walked through and locked.
func (s *studio) list(usual settings.Choices) []shot {
	open := func(s *studio) bool { return s.window.At() != "" }
	shut := func(s *studio) bool { return s.window.At() == "" && !s.window.Locking() }
	shots := []shot{
		{"setup", func(*studio) {}, shut},
		{"", func(s *studio) { s.window.Try(s.demo.opening()) }, open},
	}
	// One after the other: a window that stands still for half a minute locks the binder.
	for _, prepare := range []func(*studio) error{(*studio).fill, (*studio).colleagues, (*studio).reenter, (*studio).hand, (*studio).ask, (*studio).prepared} {
		shots = append(shots, shot{"", func(s *studio) {
			if err := prepare(s); err != nil {
				s.end(err)
			}
		}, open})
	}
	for _, screen := range s.window.Screens {
		shots = append(shots, s.page(string(screen.Name), screen.Name))
		switch screen.Name {
		case page.People:
			shots = append(shots,
				s.at("people-plan", page.People, func() page.Place { return page.Place{Page: page.People, PersonID: s.person, Tab: planTab} }),
				s.at("people-protected", page.People, func() page.Place { return page.Place{Page: page.People, PersonID: s.covered()} }))
		case page.Schedule:
			shots = append(shots, s.at("schedule-sign", page.Schedule, func() page.Place {
				return page.Place{Page: page.Schedule, Day: s.window.Session().Now(), Part: page.ScheduleSign}
			}), s.at("schedule-night", page.Schedule, func() page.Place {
				return page.Place{Page: page.Schedule, Day: s.window.Session().Now(), Route: s.night()}
			}))
		case page.Write:
			shots = append(shots, s.writeShots()...)
		case page.Paper:
			shots = append(shots, s.paperShots()...)
		case page.Outage:
			shots = append(shots, s.calmShots()...)
		case page.Ready:
			shots = append(shots, s.readyShots()...)
		case page.Backlog:
			shots = append(shots, s.backlogShots()...)
		case page.Intake:
			shots = append(shots, s.intakeShots()...)
		case page.Users:
			for _, part := range []string{page.UsersEnvelopes, page.UsersRecovery, page.UsersAccount} {
				shots = append(shots, s.at("users-"+part, page.Users, func() page.Place { return page.Place{Page: page.Users, Part: part} }))
			}
		case page.Review:
			for _, part := range []string{page.ReviewLog, page.ReviewSamples} {
				shots = append(shots, s.at("review-"+part, page.Review, func() page.Place { return page.Place{Page: page.Review, Part: part} }))
			}
		case page.Safety:
			for _, tab := range []struct {
				name string
				tab  int
			}{{"restore", page.SafetyRestore}, {"verify", page.SafetyVerify}, {"retention", page.SafetyRetention}} {
				shots = append(shots, s.at("safety-"+tab.name, page.Safety, func() page.Place { return page.Place{Page: page.Safety, Tab: tab.tab} }))
			}
		}
	}
	shots = append(shots,
		shot{"search", func(s *studio) { s.window.Find("and") }, open},
		shot{"help", func(s *studio) {
			s.window.Show(page.Place{Page: page.Start})
			s.window.Help()
		}, open})
	for _, look := range []struct {
		name        string
		dark, large bool
	}{{"dark", true, false}, {"large", false, true}} {
		choices := usual
		choices.Dark, choices.Large = look.dark, look.large
		shots = append(shots, shot{"", func(s *studio) {
			s.window.Escape()
			s.window.Choose(choices)
		}, open})
		for _, name := range []page.Name{page.Start, page.People, page.Write, page.Backlog} {
			if !slices.ContainsFunc(s.window.Screens, func(c shell.Screen) bool { return c.Name == name }) {
				continue
			}
			shots = append(shots, s.page(string(name)+"-"+look.name, name))
		}
	}
	shots = append(shots, shot{"", func(s *studio) { s.window.Choose(usual) }, open})
	shots = append(append(shots, s.outageShots(usual)...), s.drillShots()...)
	return append(shots,
		shot{"lock", func(s *studio) { s.window.Lock() }, shut},
		shot{"lock-temporary", func(s *studio) { s.window.Arrival() }, shut})
}

// page is a picture of a page with something to see on it.
func (s *studio) page(picture string, name page.Name) shot {
	return s.at(picture, name, func() page.Place { return s.place(name) })
}

// at is a picture of a page at a place of its own.
func (s *studio) at(picture string, name page.Name, place func() page.Place) shot {
	return shot{picture, func(s *studio) { s.window.Show(place()) }, func(s *studio) bool { return s.window.At() == name }}
}

// planTab is the person's tab with the plan.
const planTab = 1

// read leaves traces in the log: persons who were read about, one whose protected details were
// opened, and a sample that waits for its word.
func (s *studio) read(people []desk.PersonRow) error {
	ctx, session := context.Background(), s.window.Session()
	for _, p := range people[:8] {
		if _, err := session.Open(ctx, p.ID); err != nil {
			return err
		}
	}
	if _, err := session.Unshield(ctx, s.covered(), session.Words().Say("picture.reason")); err != nil {
		return err
	}
	_, _, err := session.DrawSample(ctx, sampleSize, desk.LogQuery{})
	return err
}

// sampleSize is how many lines of the log the picture of a sample shows.
const sampleSize = 6

// colleagues gives the demo unit a nurse, an assistant, and an envelope for the night's temporary.
func (s *studio) colleagues() error {
	ctx, session := context.Background(), s.window.Session()
	w := session.Words()
	for i, areas := range [][]access.Area{{access.AreaSocial, access.AreaHealth}, nil} {
		n := strconv.Itoa(i + 1)
		if _, err := session.AddUser(ctx, desk.NewUser{Name: w.Say("picture.user_" + n), Title: w.Say("picture.title_" + n),
			Passphrase: s.demo.passphrase, Role: access.RoleStaff, Areas: areas}); err != nil {
			return err
		}
	}
	for _, order := range []desk.EnvelopeOrder{
		{Use: access.UseEmergency, Areas: []access.Area{access.AreaHealth}},
		{Use: access.UseShift, Until: care.Day(session.Now()).Add(shiftEnd)},
	} {
		if _, _, err := session.NewEnvelope(ctx, order); err != nil {
			return err
		}
	}
	return nil
}

// shiftEnd is when the shift ends in the pictures.
const shiftEnd = 22 * time.Hour
