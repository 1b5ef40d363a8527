package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

func start(failures ...string) outage.Event {
	e := outage.Event{}
	for _, f := range failures {
		e.Broken = append(e.Broken, outage.Broken{Failure: f})
	}
	return e
}

// began opens an outage with these failures.
func (u *unit) began(s *desk.Session, e outage.Event) outage.Outage {
	u.t.Helper()
	o, err := s.StartOutage(u.t.Context(), e)
	u.must(err)
	return o
}

func (u *unit) tells(s *desk.Session, e outage.Event) outage.Outage {
	u.t.Helper()
	o, err := s.TellOutage(u.t.Context(), e)
	u.must(err)
	return o
}

func (u *unit) view(s *desk.Session, id string, who ...outage.Audience) desk.OutageView {
	u.t.Helper()
	v, err := s.Outage(id, who...)
	u.must(err)
	return v
}

// Given Lifecare that doesn't answer, when somebody says so, then the unit is in an outage, everyone on it
// sees what works and what to do, what is ticked is ticked for all, and it is there after a lock.
func TestAnOutageFromStartToEnd(t *testing.T) {
	u, s := catalogued(t)
	if c := s.Condition(); c.Phase != desk.PhaseNormal || c.Outage != nil {
		t.Fatalf("at first: %+v", c)
	}
	u.now = monday.Add(2 * time.Hour) // nine o'clock, in office hours
	o := u.began(s, start("lifecare"))
	if o.ID == "" || !o.Began.Equal(u.now) || !o.Open() {
		t.Fatalf("%+v", o)
	}
	u.now = u.now.Add(20 * time.Minute)
	s = u.open("sara")
	v, open := s.OpenOutage()
	if !open || v.ID != o.ID || v.Since != 20*time.Minute || len(v.States) < 14 || len(v.Steps) == 0 || len(v.Calls) == 0 || v.UpdateDue {
		t.Fatalf("open %v: since %v, %d systems, %d steps, %d to call", open, v.Since, len(v.States), len(v.Steps), len(v.Calls))
	}
	if v.Calls[0].Number != "0121-18499" {
		t.Errorf("called first: %+v", v.Calls[0])
	}
	step := v.Steps[0].Key()
	_, err := s.TickStep(t.Context(), o.ID, step, true)
	u.must(err)
	if row := u.view(u.open("lena"), o.ID, outage.AudienceAll).Steps[0]; !row.Done || row.By != "Sara" && row.By == "" {
		t.Errorf("%+v", row)
	}
	_, err = s.TickStep(t.Context(), o.ID, step, false)
	u.must(err)
	u.tells(s, outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Servicedesk söker felet."})
	u.now = u.now.Add(time.Hour)
	s = u.open("lena")
	if v := u.view(s, o.ID); v.Steps[0].Done || !v.UpdateDue || len(v.Timeline) != 4 || v.Mended {
		t.Errorf("done %v, update due %v, %d events", v.Steps[0].Done, v.UpdateDue, len(v.Timeline))
	}
	_, err = s.MendOutage(t.Context(), o.ID, "lifecare", "", time.Time{})
	u.must(err)
	if v := u.view(s, o.ID); !v.Mended || !v.Open() {
		t.Errorf("mended %v, open %v", v.Mended, v.Open())
	}
	_, err = s.EndOutage(t.Context(), o.ID, time.Time{})
	u.must(err)
	s = u.open("lena")
	if v := u.view(s, o.ID); v.Open() || v.Mended || v.Since != 80*time.Minute || len(v.States) != 0 {
		t.Errorf("%+v", v.Outage)
	}
	if c := s.Condition(); c.Phase != desk.PhaseNormal {
		t.Errorf("nothing waits, and it is %s", c.Phase)
	}
	if n := len(u.logLines(access.ActionOutage)); n != 6 {
		t.Errorf("%d lines of the log", n)
	}
}

// What was written during the outage holds the unit in the return until it is in Lifecare.
func TestTheReturnLastsUntilAllIsEntered(t *testing.T) {
	u, s := catalogued(t)
	signed(t, s, note(t, s, "före avbrottet", monday.Add(-10*time.Hour)))
	u.now = monday.Add(time.Hour)
	s = u.open("lena")
	o := u.began(s, start("lifecare"))
	u.now = u.now.Add(time.Hour)
	s = u.open("lena")
	n := signed(t, s, note(t, s, "under avbrottet", u.now.Add(-time.Minute)))
	if v := u.view(s, o.ID); v.Entries != 1 || v.Waiting != 1 || v.Notes != 0 {
		t.Errorf("%d entries, %d wait, %d unread", v.Entries, v.Waiting, v.Notes)
	}
	if v := u.view(u.open("sara"), o.ID); v.Notes != 1 {
		t.Errorf("%d unread", v.Notes)
	}
	s = u.open("lena")
	_, err := s.EndOutage(t.Context(), o.ID, time.Time{})
	u.must(err)
	u.now = u.now.Add(10 * time.Minute)
	s = u.open("lena")
	if c := s.Condition(); c.Phase != desk.PhaseReturn || c.Waiting != 1 || c.Outage == nil || c.Outage.ID != o.ID {
		t.Fatalf("%+v", c)
	}
	_, err = s.Reenter(t.Context(), n.ID, "10:05", "")
	u.must(err)
	if c := s.Condition(); c.Phase != desk.PhaseNormal || c.Waiting != 0 {
		t.Errorf("%+v", c)
	}
	r, err := s.OutageReport(o.ID)
	u.must(err)
	if r.Entries != 1 || r.Entered != 1 || r.Waiting != 0 || r.Persons != 1 || r.Duration != time.Hour {
		t.Errorf("%+v", r)
	}
}

// Who writes may tell; the steward, who may read about nobody, sees the outage and counts no entries.
func TestWhoMayTellOfAnOutage(t *testing.T) {
	u, s := catalogued(t)
	u.add(s, "Siv Alm", "systemförvaltare", access.RoleSteward)
	o := u.began(s, start("lifecare"))
	n := note(t, s, "under avbrottet", u.now)
	signed(t, s, n)
	_, code := u.shift(s)
	temporary := u.arrive(code)
	u.tells(temporary, outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Vikarien är på plats."})
	if by := u.view(temporary, o.ID).Timeline[1].By; !strings.Contains(by.Name, "uppgiven identitet") {
		t.Errorf("told by %q", by.Name)
	}
	steward := u.open("Siv Alm")
	v := u.view(steward, o.ID)
	if v.Entries != 0 || v.Notes != 0 || len(v.Timeline) != 2 || len(v.States) < 14 {
		t.Errorf("%d entries, %d notes, %d events, %d systems", v.Entries, v.Notes, len(v.Timeline), len(v.States))
	}
	if _, err := steward.EndOutage(t.Context(), o.ID, time.Time{}); err == nil {
		t.Error("the steward ended it")
	}
	_, err := steward.StartOutage(t.Context(), start("power"))
	fault(t, err, "access.not_allowed")
	s = u.open("lena")
	_, err = s.EndOutage(t.Context(), o.ID, time.Time{})
	u.must(err)
	if c := u.open("Siv Alm").Condition(); c.Waiting != 0 {
		t.Errorf("the steward is told of %d entries", c.Waiting)
	}
}

// A drill is no outage: it stands apart, and nothing comes of it.
func TestADrillIsNoOutage(t *testing.T) {
	u, s := catalogued(t)
	e := start("power")
	e.Drill = true
	o := u.began(s, e)
	c := s.Condition()
	if c.Phase != desk.PhaseNormal || c.Outage != nil || c.Drill == nil || c.Drill.ID != o.ID {
		t.Errorf("%+v", c)
	}
	if _, open := s.OpenOutage(); open {
		t.Error("the drill is open as an outage")
	}
	u.began(s, start("power"))
	if c := s.Condition(); c.Phase != desk.PhaseOutage || c.Drill == nil {
		t.Errorf("%+v", c)
	}
	signed(t, s, note(t, s, "under övningen", u.now))
	if v := u.view(s, o.ID); v.Entries != 0 || v.UpdateDue {
		t.Errorf("%d entries of a drill", v.Entries)
	}
}

func TestAMessageIsNotedAsAttempted(t *testing.T) {
	u, s := catalogued(t)
	e := start("lifecare")
	e.Touched = "Hemtjänst Norr"
	o := u.began(s, e)
	d, err := s.MessageDraft(o.ID, outage.MessageFirst)
	u.must(err)
	if d.Touched != "Hemtjänst Norr" || d.What == "" || d.Kind != outage.MessageFirst {
		t.Errorf("%+v", d)
	}
	u.now = u.now.Add(2 * time.Hour)
	s = u.open("lena")
	if v := u.view(s, o.ID); !v.UpdateDue || len(v.Escalations) == 0 {
		t.Errorf("update due %v, %d escalations", v.UpdateDue, len(v.Escalations))
	}
	_, err = s.MessageDraft("ingen", outage.MessageFirst)
	fault(t, err, "outage.unknown")
	_, err = s.SendMessage(t.Context(), o.ID, outage.Sent{Kind: outage.MessageFirst, Channel: outage.ChannelSMS, Text: "Lifecare svarar inte.", Group: "Hemtjänst", Numbers: 3})
	u.must(err)
	v := u.view(u.open("sara"), o.ID)
	if v.UpdateDue || len(v.Messages) != 1 || v.Messages[0].Message.Numbers != 3 {
		t.Errorf("%+v", v.Messages)
	}
	u.tells(u.open("sara"), outage.Event{Outage: o.ID, Type: outage.EventEscalate, Step: v.Escalations[0].ID})
	if after := u.view(u.open("lena"), o.ID); len(after.Escalations) != len(v.Escalations)-1 {
		t.Errorf("%d escalations are due", len(after.Escalations))
	}
}

// Without WiFi the phones at Aspgården go over to 4G and nothing is to be done there; without power, or
// without 4G too, that is not so, and nobody is told it (routine 4.2, 4.3).
func TestNoStepIsWrongBecauseSomethingElseIsGone(t *testing.T) {
	u, s := catalogued(t)
	keys := func(failures ...string) string {
		e := start(failures...)
		e.Type = outage.EventStart
		o, err := s.TellOutageAnyway(t.Context(), e)
		u.must(err)
		var all []string
		for _, step := range u.view(s, o.ID, outage.AudienceAll).Steps {
			all = append(all, step.Key())
		}
		return strings.Join(all, " ")
	}
	if got := keys("wifi"); !strings.Contains(got, "wifi/aspgarden") || !strings.Contains(got, "wifi/sim") {
		t.Errorf("without WiFi: %s", got)
	}
	if got := keys("power"); strings.Contains(got, "wifi/aspgarden") || !strings.Contains(got, "power/aspgarden") || !strings.Contains(got, "wifi/sim") {
		t.Errorf("without power: %s", got)
	}
	if got := keys("wifi", "mobile"); strings.Contains(got, "wifi/aspgarden") || strings.Contains(got, "wifi/sim") || !strings.Contains(got, "no_network/aspgarden") {
		t.Errorf("without any network: %s", got)
	}
}

// The steps that somebody sees are those of their role and areas.
func TestWhoseStepsTheOpenerSees(t *testing.T) {
	u, s := catalogued(t)
	if got := s.Roles(); !slices.Contains(got, outage.AudienceHeads) || !slices.Contains(got, outage.AudienceProviders) || slices.Contains(got, outage.AudienceAll) {
		t.Errorf("the head sees %q", got)
	}
	if got := u.open("sara").Roles(); slices.Contains(got, outage.AudienceHeads) || slices.Contains(got, outage.AudiencePlanners) {
		t.Errorf("staff see %q", got)
	}
}

func TestAReportToReadOut(t *testing.T) {
	_, s := catalogued(t)
	said, calls := s.ReportText(outage.Answers{Systems: []string{s.Catalogue().Whole()[0].ID}, Reach: outage.ReachSeveral}, "070-174 06 05")
	if !strings.Contains(said, "Hemtjänst Norr") || !strings.Contains(said, "070-174 06 05") || len(calls) == 0 {
		t.Errorf("%q, %d to call", said, len(calls))
	}
	if f := s.Diagnose(outage.Answers{Light: outage.No, Reach: outage.ReachUnits}); !f.Outage || len(f.Broken) == 0 {
		t.Errorf("%+v", f)
	}
}
