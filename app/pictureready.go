package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

// readyShots are the pictures of how well the unit is prepared.
func (s *studio) readyShots() []shot {
	var shots []shot
	for _, of := range []struct{ part, topic string }{{page.ReadyRounds, "car_chargers"}, {page.ReadyChecklist, "planned"}, {page.ReadyFacts, "eservices_messages"},
		{page.ReadyContacts, "service_desk"}, {page.ReadyDocuments, ""}, {page.ReadyDrills, ""}, {page.ReadyLimits, ""}} {
		topic := func() string { return of.topic }
		if of.part == page.ReadyDocuments {
			topic = func() string { return s.document }
		}
		shots = append(shots, s.at("ready-"+of.part, page.Ready, func() page.Place { return page.Place{Page: page.Ready, Part: of.part, Topic: topic()} }))
	}
	return append(shots, s.at("", page.Ready, func() page.Place { return page.Place{Page: page.Ready, Part: page.ReadyScore} }))
}

// prepared tells the demo unit's readiness: some of it looked at, one thing missing, a list answered, a
// routine filed and read, a drill held.
func (s *studio) prepared() error {
	ctx, session := context.Background(), s.window.Session()
	w, now := session.Words(), session.Now()
	for _, round := range []struct {
		item string
		told readiness.Told
	}{
		{"computers_charged", readiness.Told{OK: true}}, {"phones_charged", readiness.Told{OK: true}}, {"usb_batteries", readiness.Told{OK: true}},
		{"cabinet_ups", readiness.Told{OK: true}}, {"car_chargers", readiness.Told{Missing: w.Say("picture.lacks")}},
		{"feitian_stock", readiness.Told{OK: true, Count: 3}}, {"sim_stock", readiness.Told{}}, {"freja", readiness.Told{Count: 9, Of: 14}},
		{"key_cabinet", readiness.Told{OK: true}}, {"spare_keys", readiness.Told{OK: true, Value: w.Say("picture.key_place")}},
		{"last_login", readiness.Told{OK: true, Part: w.Say("picture.phone"), Value: w.Say("picture.user_2")}},
	} {
		if err := session.NoteRound(ctx, round.item, round.told); err != nil {
			return err
		}
	}
	for _, item := range []string{"alarm_server_ups", "lock_ups", "staff_tag", "door_keys", "restarters"} { // they belong to one home
		if err := session.NotHere(ctx, item, true); err != nil {
			return err
		}
	}
	if err := session.SetChecklist(ctx, "planned", w.Say("picture.owner"), map[string]string{"paper": w.Say("picture.answer_paper"),
		"handle": w.Say("picture.answer_handle"), "work": w.Say("picture.answer_work"), "enter": w.Say("picture.answer_enter")}); err != nil {
		return err
	}
	doc, err := session.FileUnitDocument(ctx, w.Say("picture.document"), []byte(w.Say("picture.routine")), desk.UnitRoutine, w.Say("picture.owner"), care.NextDay(now, 90))
	if err != nil {
		return err
	}
	s.document = doc.ID
	for _, id := range []string{"checklist:planned", "document:" + doc.ID} {
		if err := session.ConfirmRead(ctx, id); err != nil {
			return err
		}
	}
	if err := session.ConfirmFor(ctx, "outage_plan_known", "it", w.Say("picture.known"), true); err != nil {
		return err
	}
	if err := s.askAtTheNext(ctx, session, "eservices_messages"); err != nil {
		return err
	}
	began := now.Add(-26 * time.Hour)
	_, err = session.RecordDrill(ctx, readiness.Drill{ID: strings.Repeat("0d", 16), Began: began, Ended: began.Add(7*time.Minute + 20*time.Second), Tasks: []readiness.Task{
		{Kind: readiness.TaskFind, Done: true, Seconds: 74}, {Kind: readiness.TaskPrint, Done: true, Seconds: 131},
		{Kind: readiness.TaskWrite, Done: true, Seconds: 152}, {Kind: readiness.TaskCall, Seconds: 83}}})
	s.window.Changed()
	return err
}

// askAtTheNext puts an open question on the checklist of the next upgrade.
func (s *studio) askAtTheNext(ctx context.Context, session *desk.Session, fact string) error {
	planned := session.Planned(session.Now(), care.NextDay(session.Now(), 60))
	i := slices.IndexFunc(planned, func(p outage.Planned) bool { return p.Kind == outage.PlannedUpgrade })
	if i < 0 {
		return nil
	}
	return session.PutOnChecklist(ctx, fact, planned[i].ID)
}

// drillShots are the pictures of a drill: the first task in its striped frame, and how it went.
func (s *studio) drillShots() []shot {
	return []shot{
		s.at("", page.Ready, func() page.Place { return page.Place{Page: page.Ready, Part: page.ReadyDrills} }),
		{"drill", func(s *studio) {
			s.real = s.window.Session()
			s.window.Practise()
		}, func(s *studio) bool { return s.window.At() == page.Start && s.window.Session() != s.real }},
	}
}
