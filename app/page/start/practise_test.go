package start

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

func TestADrillIsOfferedOnceAQuarterWhileAllIsCalm(t *testing.T) {
	w := text.For(text.Swedish)
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 30, 0, 0, care.Stockholm)
	}
	held := func(began time.Time) waiting {
		return waiting{practises: true, drills: []readiness.Event{{Drill: &readiness.Drill{Began: began.UTC(), Ended: began.Add(10 * time.Minute).UTC()}}}}
	}
	normal := calm()
	normal.Condition.Phase = desk.PhaseNormal
	demo, outage, empty := normal, normal, normal
	demo.Demo, outage.Condition.Phase, empty.Persons = true, desk.PhaseOutage, 0
	for name, c := range map[string]struct {
		st    desk.Status
		waits waiting
		now   time.Time
		want  bool
	}{
		"never held":                    {normal, waiting{practises: true}, friday, true},
		"held this quarter":             {normal, held(at(time.May, 4, 10)), friday, false},
		"held on its first night":       {normal, held(at(time.April, 1, 0)), friday, false},
		"held the night before":         {normal, held(at(time.March, 31, 23)), friday, true},
		"held on new year's eve":        {normal, waiting{practises: true}, at(time.January, 1, 0).UTC(), true},
		"by who doesn't lead the unit":  {normal, waiting{}, friday, false},
		"in a drill":                    {demo, waiting{practises: true}, friday, false},
		"in an outage":                  {outage, waiting{practises: true}, friday, false},
		"before anything has come here": {empty, waiting{practises: true}, friday, false},
	} {
		got := dutiesOf(w, c.st, c.waits, drafts, c.now)
		var offered []duty
		for _, d := range got {
			if d.to == (page.Place{Page: page.Ready, Part: page.ReadyDrills}) {
				offered = append(offered, d)
			}
		}
		if len(offered) == 1 != c.want {
			t.Errorf("%s: %+v", name, got)
		}
		if c.want && (offered[0].tone != control.ToneCalm || offered[0].button != "Öva" || !strings.Contains(offered[0].sentence, "Ingen övning") || got[len(got)-1] != offered[0]) {
			t.Errorf("%s: %+v", name, offered)
		}
	}
}

func TestOnlyWhoLeadsTheUnitIsAskedToPractise(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{})
	if !s.waits.practises || len(s.waits.drills) != 0 {
		t.Fatalf("%+v", s.waits)
	}
	d := readiness.Drill{Began: h.Clock.Add(-20 * time.Minute), Ended: h.Clock.Add(-10 * time.Minute), Tasks: []readiness.Task{{Kind: readiness.TaskCall}}}
	if _, err := h.Session().RecordDrill(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	h.Hand.Move(refreshEvery)
	if len(s.waits.drills) != 1 {
		t.Error("a drill that was held is not seen")
	}
	s.Leave()
	if _, err := h.Session().AddUser(t.Context(), desk.NewUser{Name: "Kim Ask", Title: "titel", Passphrase: pagetest.Passphrase, Role: access.RoleStaff}); err != nil {
		t.Fatal(err)
	}
	h.As(t, "Kim Ask", pagetest.Passphrase)
	s = New(h).(*screen)
	h.Open(s, page.Place{})
	if s.waits.practises {
		t.Error("staff are asked to practise")
	}
}
