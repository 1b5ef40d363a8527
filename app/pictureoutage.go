package main

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/settings"
	"avbrottsparm/internal/outage"
)

// calmShots are the pictures of the outage page while everything works: the questions that lead to what
// it is, what they come to, the systems, a guide and what is planned.
func (s *studio) calmShots() []shot {
	open := func(s *studio) bool { return s.window.At() == page.Outage }
	at := func(name, part, topic string) shot {
		return s.at(name, page.Outage, func() page.Place { return page.Place{Page: page.Outage, Part: part, Topic: topic} })
	}
	shots := []shot{at("outage-trouble", page.OutageTrouble, "lifecare_hsl")}
	// Lifecare for health care and for providers is gone, for several colleagues. It isn't about the log-in.
	// There is light.
	for _, keys := range [][]fyne.KeyName{right(1), right(11), right(1), right(0), right(0)} {
		shots = append(shots, shot{"", func(s *studio) { s.answer(keys) }, open})
	}
	return append(shots,
		shot{"outage-finding", func(*studio) {}, open},
		at("outage-systems", page.OutageSystems, ""),
		at("outage-system", page.OutageSystems, "digital_locks"),
		at("outage-guide", page.OutageGuide, "power"),
		at("outage-planned", page.OutagePlanned, ""),
		at("", page.OutageNow, ""))
}

// right are the keys that choose the answer so many steps after the first.
func right(steps int) []fyne.KeyName {
	return append(slices.Repeat([]fyne.KeyName{fyne.KeyRight}, steps), fyne.KeySpace)
}

// answer types an answer to the question that is shown, and goes on to the next, unless the question did so
// by itself.
func (s *studio) answer(keys []fyne.KeyName) {
	canvas := s.window.Window().Canvas()
	at := canvas.Focused()
	for _, name := range keys {
		if at = canvas.Focused(); at != nil {
			at.TypedKey(&fyne.KeyEvent{Name: name})
		}
	}
	if hears, does := canvas.(fyne.Shortcutable); does && canvas.Focused() == at {
		hears.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	}
}

// outageShots are the pictures of an outage that goes on, and of its end.
func (s *studio) outageShots(usual settings.Choices) []shot {
	do := func(prepare func() error) shot {
		return shot{"", func(s *studio) {
			if err := prepare(); err != nil {
				s.end(err)
			}
		}, func(s *studio) bool { return s.window.At() != "" }}
	}
	at := func(name, part string) shot {
		return s.at(name, page.Outage, func() page.Place { return page.Place{Page: page.Outage, Part: part, Outage: s.outage} })
	}
	size := func(height float32) shot {
		return do(func() error {
			s.window.Window().Resize(fyne.NewSize(s.size.Width, height))
			return nil
		})
	}
	shots := []shot{do(s.breakDown), s.page("start-outage", page.Start), size(tall),
		at("outage-now", page.OutageNow), at("outage-messages", page.OutageMessages), size(s.size.Height)}
	for _, look := range []struct {
		name        string
		dark, large bool
	}{{"dark", true, false}, {"large", false, true}} {
		choices := usual
		choices.Dark, choices.Large = look.dark, look.large
		shots = append(shots, do(func() error { s.window.Choose(choices); return nil }), at("outage-now-"+look.name, page.OutageNow))
	}
	return append(shots, do(func() error { s.window.Choose(usual); return nil }), do(s.mend),
		s.page("start-return", page.Start), at("outage-after", page.OutageAfter), at("outage-history", page.OutageHistory))
}

// tall is a height that shows the clock with all columns, and a message with its code, on the screen of
// `make screenshots`.
const tall = 920

// How long before the clock of the pictures Lifecare went, the power went, and the units were told.
const (
	lifecareGone = 2*time.Hour + 7*time.Minute
	powerGone    = 17 * time.Minute
	unitsTold    = 105 * time.Minute
)

// breakDown begins an outage of Lifecare that the power follows, with what was done about it.
func (s *studio) breakDown() error {
	ctx, session := context.Background(), s.window.Session()
	w, now := session.Words(), session.Now()
	o, err := session.StartOutage(ctx, outage.Event{At: now.Add(-lifecareGone), Touched: w.Say("picture.touched"),
		Broken: []outage.Broken{{Failure: "lifecare", Since: now.Add(-lifecareGone)}}})
	if err != nil {
		return err
	}
	s.outage = o.ID
	draft, err := session.MessageDraft(o.ID, outage.MessageFirst)
	if err != nil {
		return err
	}
	draft.Doing = w.Say("picture.doing")
	for _, e := range []outage.Event{
		{Type: outage.EventReport, At: now.Add(-2 * time.Hour), To: "service_desk", Case: w.Say("picture.case")},
		{Type: outage.EventTick, At: now.Add(-118 * time.Minute), Step: "lifecare/report"},
		{Type: outage.EventTick, At: now.Add(-112 * time.Minute), Step: "lifecare/one_place"},
		{Type: outage.EventMessage, At: now.Add(-unitsTold), Message: &outage.Sent{Kind: outage.MessageFirst, Channel: outage.ChannelSMS,
			Text: draft.SMS(w, now.Add(-unitsTold)), Group: w.Say("outagepage.message.everyone"), Numbers: 4}},
		{Type: outage.EventNote, At: now.Add(-75 * time.Minute), Text: w.Say("picture.noted")},
		{Type: outage.EventExpect, At: now.Add(-75 * time.Minute), Expected: now.Add(113 * time.Minute)},
		{Type: outage.EventBreak, At: now.Add(-powerGone), Broken: []outage.Broken{{Failure: "power", Since: now.Add(-powerGone)}}},
		{Type: outage.EventReading, At: now.Add(-4 * time.Minute), Reading: "battery", Value: w.Say("picture.battery")},
	} {
		e.Outage = o.ID
		if _, err := session.TellOutage(ctx, e); err != nil {
			return err
		}
	}
	s.window.Changed()
	return nil
}

// mend ends the outage, and says what to do better.
func (s *studio) mend() error {
	ctx, session := context.Background(), s.window.Session()
	w, now := session.Words(), session.Now()
	for _, failure := range []string{"power", "lifecare"} {
		if _, err := session.MendOutage(ctx, s.outage, failure, "", now); err != nil {
			return err
		}
	}
	if _, err := session.EndOutage(ctx, s.outage, now); err != nil {
		return err
	}
	_, err := session.TellOutage(ctx, outage.Event{Outage: s.outage, Type: outage.EventReview, Incidents: "1", Text: w.Say("picture.better")})
	s.window.Changed()
	return err
}
