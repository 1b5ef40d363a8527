package desk_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

func upgrade(days int) outage.Planned {
	start := time.Date(2026, 11, 23+days, 10, 0, 0, 0, care.Stockholm)
	return outage.Planned{Title: "Uppgradering av Lifecare", Kind: outage.PlannedUpgrade, Start: start, End: start.Add(2 * time.Hour)}
}

// duties are what planned outages call for at a moment, by the id of the outage.
func duties(u *unit, at time.Time, id string) map[outage.Duty]desk.DutyRow {
	u.now = at
	found := map[outage.Duty]desk.DutyRow{}
	for _, d := range u.open("lena").PlannedDuties() {
		if d.Planned.ID == id {
			found[d.Duty] = d
		}
	}
	return found
}

// Given an upgrade that the unit notes, then notice is due two weeks before, a text message the day before,
// saving often while it lasts, and word afterwards; what was sent is told by whom (routine 2.1, 2.2).
func TestWhatAPlannedOutageCallsFor(t *testing.T) {
	u, s := catalogued(t)
	systems := s.Catalogue().Whole()
	plan := upgrade(20)
	plan.Systems = []string{systems[0].ID}
	p, err := s.AddPlanned(t.Context(), plan)
	u.must(err)
	start := p.Start
	for _, c := range []struct {
		name string
		at   time.Time
		duty outage.Duty
		send outage.MessageKind
	}{
		{"fifteen days before", start.AddDate(0, 0, -15), "", ""},
		{"two weeks before", start.AddDate(0, 0, -14), outage.DutyNotice, outage.MessageNotice},
		{"the day before", start.AddDate(0, 0, -1), outage.DutyDayBefore, outage.MessageDay},
		{"while it lasts", start.Add(time.Hour), outage.DutySaveOften, ""},
		{"afterwards", p.End.Add(time.Hour), outage.DutyDone, outage.MessageDone},
		{"long afterwards", p.End.AddDate(0, 0, 3), "", ""},
	} {
		found := duties(u, c.at, p.ID)
		if c.duty == "" && len(found) == 0 {
			continue
		}
		row, there := found[c.duty]
		if !there || len(found) != 1 || row.Done || row.Message != c.send {
			t.Errorf("%s: %+v", c.name, found)
			continue
		}
		near, save := u.open("lena").SaveOften()
		if save != (c.duty == outage.DutySaveOften) || save && near.ID != p.ID {
			t.Errorf("%s: save often is %v", c.name, save)
		}
		if c.send != "" {
			u.must(u.open("sara").NotePlannedMessage(t.Context(), p.ID, outage.Sent{Kind: c.send, Channel: outage.ChannelSMS, Text: "Lifecare uppgraderas."}))
			if row := duties(u, c.at, p.ID)[c.duty]; !row.Done || row.By == "" {
				t.Errorf("%s: %+v", c.name, row)
			}
		}
	}
}

// A patch Wednesday that IT has moved stands where the unit says, once; one that isn't held doesn't stand.
func TestAPatchWednesdayIsMovedAndTakenOff(t *testing.T) {
	u, s := catalogued(t)
	from, to := monday, monday.AddDate(0, 2, 0)
	patches := s.Planned(from, to)
	if len(patches) != 2 || patches[0].ID != "patch-2026-12" || patches[0].Start.Day() != 9 || patches[0].Source != outage.PlannedRule {
		t.Fatalf("%+v", patches)
	}
	moved := patches[0]
	moved.Start, moved.End = moved.Start.AddDate(0, 0, 1), moved.End.AddDate(0, 0, 1)
	_, err := s.ChangePlanned(t.Context(), moved)
	u.must(err)
	u.must(s.RemovePlanned(t.Context(), patches[1].ID))
	got := u.open("lena").Planned(from, to)
	if len(got) != 1 || got[0].Start.Day() != 10 || got[0].Source != outage.PlannedUnit {
		t.Errorf("%+v", got)
	}
	own, err := s.AddPlanned(t.Context(), upgrade(3))
	u.must(err)
	u.must(s.RemovePlanned(t.Context(), own.ID))
	if got := u.open("lena").Planned(from, to); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

// What the calendar tells is there too, once.
func TestThePlannedOutagesOfTheCalendar(t *testing.T) {
	u, s := catalogued(t)
	start := time.Date(2026, 11, 30, 18, 0, 0, 0, care.Stockholm)
	u.read(s, "calendar", care.Batch{Format: "ical", Kinds: []care.Kind{care.KindPlannedOutage}, FullList: true, Incoming: []care.Incoming{
		{Row: 1, Item: &care.PlannedOutage{Meta: care.Meta{Source: "ical", SourceID: "1"}, Start: start, End: start.Add(time.Hour), Title: "Uppgradering Phoniro"}}}})
	got := s.Planned(monday, monday.AddDate(0, 0, 10))
	if len(got) != 1 || got[0].Title != "Uppgradering Phoniro" || got[0].Kind != outage.PlannedUpgrade || got[0].Source != outage.PlannedCalendar {
		t.Fatalf("%+v", got)
	}
	u.must(s.PutOnChecklist(t.Context(), "homecare_hours", got[0].ID))
	if row := factOf(t, u.open("lena"), "homecare_hours"); row.OnChecklist != got[0].ID {
		t.Errorf("%+v", row)
	}
	u.must(s.PutOnChecklist(t.Context(), "homecare_hours", ""))
	if row := factOf(t, u.open("lena"), "homecare_hours"); row.OnChecklist != "" {
		t.Errorf("%+v", row)
	}
}

func TestWhatIsNoPlannedOutage(t *testing.T) {
	u, s := catalogued(t)
	with := func(change func(*outage.Planned)) outage.Planned {
		p := upgrade(3)
		p.Systems = nil
		change(&p)
		return p
	}
	for code, p := range map[string]outage.Planned{
		"planned.empty":    with(func(p *outage.Planned) { p.Title = " " }),
		"planned.times":    with(func(p *outage.Planned) { p.End = p.Start }),
		"planned.long":     with(func(p *outage.Planned) { p.Title = string(make([]rune, 201)) + "x" }),
		"outage.no_system": with(func(p *outage.Planned) { p.Systems = []string{"fax"} }),
		"outage.person":    with(func(p *outage.Planned) { p.Title = "Byte av lås hos Elsa Lund" }),
	} {
		_, err := s.AddPlanned(t.Context(), p)
		fault(t, err, code)
	}
	_, err := u.open("sara").AddPlanned(t.Context(), with(func(*outage.Planned) {}))
	fault(t, err, "access.not_allowed")
	_, err = u.open("lena").ChangePlanned(t.Context(), with(func(p *outage.Planned) { p.ID = "okänd" }))
	fault(t, err, "planned.unknown")
	fault(t, u.open("lena").RemovePlanned(t.Context(), "okänd"), "planned.unknown")
	if n := len(u.logLines(access.ActionOutage)); n != 0 {
		t.Errorf("%d lines", n)
	}
}
