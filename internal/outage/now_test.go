package outage_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

func said(s string) text.Both { return text.Both{SV: s, EN: "en " + s} }

func function(ids ...string) []outage.Function {
	var all []outage.Function
	for _, id := range ids {
		all = append(all, outage.Function{ID: id, What: said(id)})
	}
	return all
}

func effectOf(where string, still outage.Still) outage.Effect {
	system, function, _ := strings.Cut(where, "/")
	return outage.Effect{System: system, Function: function, Still: still, Source: "routine 4.1"}
}

func until(where string, minutes int) outage.Effect {
	e := effectOf(where, outage.StillUntil)
	e.Minutes = minutes
	return e
}

func onIf(where, condition string) outage.Effect {
	e := effectOf(where, outage.StillIf)
	e.If = said(condition)
	return e
}

func instead(e outage.Effect, what string) outage.Effect {
	e.Instead = []text.Both{said(what)}
	return e
}

func step(id, words string, who ...outage.Audience) outage.Step {
	return outage.Step{ID: id, Text: said(words), For: who}
}

// engine is a small catalogue with everything that the rules look at: needs, parts, scopes, what follows,
// times, conditions.
func engine() outage.Catalogue {
	lifecare := func(id string, place int) outage.System {
		return outage.System{ID: id, Place: place, Name: said(id), Functions: function("work"), Needs: []outage.Need{{AnyOf: []string{"lifecare"}}, {AnyOf: []string{"no_login", "ad"}}}}
	}
	return outage.Catalogue{
		Systems: []outage.System{
			{ID: "log_in", Place: 1, Name: said("Inloggning"), Functions: function("bankid", "freja", "feitian", "password")},
			lifecare("lifecare_myndighet", 3), lifecare("lifecare_hsl", 5), lifecare("lifecare_utforare", 6),
			{ID: "e_services", Place: 4, Name: said("E-tjänster"), Functions: function("apply"), Needs: []outage.Need{{AnyOf: []string{"lifecare"}}}},
			{ID: "lmo_app", Place: 9, Name: said("LMO"), Functions: function("read", "attendance", "locks"), Needs: []outage.Need{{AnyOf: []string{"wifi", "mobile"}, Source: "routine 4.3"}}},
			{ID: "phoniro_administration", Place: 10, Name: said("Phoniro"), Functions: function("register"), Needs: []outage.Need{{AnyOf: []string{"phoniro"}}}},
			{ID: "digital_locks", Place: 11, Name: said("Lås"), Functions: function("app", "key")},
			{ID: "home_care", Place: 11, PartOf: "digital_locks", Name: said("Home Care"), Functions: function("locks")},
			{ID: "door_locks", Place: 13, Name: said("Boendelås"), Functions: function("app", "radio")},
			{ID: "safety_alarms", Place: 14, Name: said("Trygghetslarm"), Functions: function("server", "receive")},
		},
		Failures: []outage.Failure{
			{ID: "lifecare", Place: 10, Name: said("Lifecare är nere"), Vendor: "vendor_lifecare", Source: []string{"routine 4.1"},
				Steps:   []outage.Step{step("stay", "Logga inte ut."), step("plan", "Ta fram schemat.", outage.AudiencePlanners), step("paper", "Skriv för hand.")},
				Effects: []outage.Effect{effectOf("lifecare_hsl/work", outage.StillNot), effectOf("lifecare_utforare/work", outage.StillNot), effectOf("lifecare_myndighet/work", outage.StillNot), instead(onIf("lmo_app/read", "så länge du är inloggad"), "Schemat"), effectOf("lmo_app/attendance", outage.StillNot), onIf("lmo_app/locks", "så länge du är inloggad"), onIf("digital_locks/app", "så länge du är inloggad"), effectOf("digital_locks/key", outage.StillWorks)}},
			{ID: "e_services", Place: 20, Name: said("E-tjänsterna är nere"), Follows: [][]string{{"lifecare"}}, Effects: []outage.Effect{effectOf("e_services/apply", outage.StillNot)}},
			{ID: "phoniro", Place: 30, Name: said("Phoniro är nere"), Vendor: "vendor_phoniro", Touches: []string{"phoniro_administration"},
				Steps:   []outage.Step{step("stay_in", "Logga inte ut.")},
				Effects: []outage.Effect{onIf("digital_locks/app", "så länge du är inloggad"), {System: "home_care", Function: "locks", Still: outage.StillIf, If: said("så länge du är inloggad"), Unsure: "homecare_offline"}}},
			{ID: "power", Place: 40, Name: said("Strömavbrott"), Effects: []outage.Effect{until("safety_alarms/server", 30), until("safety_alarms/receive", 30), {System: "door_locks", Function: "radio", Still: outage.StillUntil, Open: "radio_minutes"}},
				Steps: []outage.Step{step("ups", "Koppla in UPS.")}},
			{ID: "wifi", Place: 50, Name: said("WiFi är borta"), Follows: [][]string{{"power"}}, Source: []string{"routine 4.3"},
				Effects: []outage.Effect{instead(onIf("lifecare_hsl/work", "på dator med kabel, eller delat från telefon"), "Dela från telefonen"), instead(effectOf("lmo_app/read", outage.StillWorks), "Stäng av WiFi"), effectOf("safety_alarms/receive", outage.StillWorks)}},
			{ID: "mobile", Place: 60, Name: said("4G/5G är borta"), Effects: []outage.Effect{onIf("lifecare_hsl/work", "på dator med kabel"), onIf("lmo_app/read", "i kommunens nät")}},
			{ID: "no_network", Place: 70, Name: said("Inget nät"), Follows: [][]string{{"wifi", "mobile"}}, Effects: []outage.Effect{onIf("lifecare_hsl/work", "på dator med kabel"), onIf("lmo_app/locks", "så länge du är inloggad")}},
			{ID: "bankid", Place: 80, Name: said("BankID är nere"), Effects: []outage.Effect{effectOf("log_in/bankid", outage.StillNot)}},
			{ID: "one_bank", Place: 90, Scope: outage.ScopeBank, Name: said("En banks BankID är nere"), Effects: []outage.Effect{onIf("log_in/bankid", "med annan bank")}},
			{ID: "freja", Place: 100, Name: said("Freja ID är nere"), Effects: []outage.Effect{effectOf("log_in/freja", outage.StillNot)}},
			{ID: "idp", Place: 110, Name: said("Inloggningstjänsten är nere"), Effects: []outage.Effect{effectOf("log_in/bankid", outage.StillNot), effectOf("log_in/freja", outage.StillNot), effectOf("log_in/feitian", outage.StillNot)}},
			{ID: "feitian", Place: 120, Name: said("Feitian fungerar inte"), Effects: []outage.Effect{effectOf("log_in/feitian", outage.StillNot)}},
			{ID: "ad", Place: 130, Name: said("AD är nere"), Effects: []outage.Effect{effectOf("log_in/password", outage.StillNot)}},
			{ID: "no_login", Place: 140, Name: said("Ingen inloggning"), Follows: [][]string{{"bankid", "freja", "feitian"}, {"idp"}}, Effects: []outage.Effect{onIf("lifecare_hsl/work", "på dator"), onIf("lifecare_utforare/work", "på dator"), onIf("lifecare_myndighet/work", "på dator")}},
			{ID: "one_app", Place: 150, Scope: outage.ScopeSystem, Name: said("En app")},
			{ID: "site", Place: 160, Scope: outage.ScopeSite, Name: said("En plats"), Effects: []outage.Effect{effectOf("safety_alarms/server", outage.StillNot), effectOf("safety_alarms/receive", outage.StillNot), effectOf("door_locks/app", outage.StillNot)}},
			{ID: "slow", Place: 170, Scope: outage.ScopeSystem, Name: said("Segt")},
		},
		Contacts: []outage.Contact{
			{ID: "service_desk", Role: outage.ContactServiceDesk, Name: "IT servicedesk", Number: "0121-18499", Hours: outage.HoursOffice},
			{ID: "support", Role: outage.ContactSupport, Name: "Support", Number: "0121-18218", Hours: outage.HoursOffice},
			{ID: "restart", Role: outage.ContactRestart, Name: "Får starta om larmservern"},
			{ID: "vendor_lifecare", Role: outage.ContactVendor, Name: "Leverantören av Lifecare", Customer: "K-4711"},
			{ID: "vendor_phoniro", Role: outage.ContactVendor, Name: "Leverantören av Phoniro"},
		},
		Limits: outage.Limits{OfficeFrom: "08:00", OfficeTo: "16:30", PatchFrom: "10:00", PatchTo: "12:00", PatchMinutes: 10, UpdateMinutes: 60, NoticeDays: 14,
			Escalations: []outage.Escalation{{ID: "paper", Minutes: 1440}, {ID: "heads", Minutes: 120}, {ID: "local", Minutes: 240}}},
	}
}

var night = time.Date(2026, 11, 24, 3, 0, 0, 0, care.Stockholm)

func broken(ids ...string) []outage.Broken {
	var all []outage.Broken
	for _, id := range ids {
		id, of, _ := strings.Cut(id, ":")
		all = append(all, outage.Broken{Failure: id, Of: of, Since: night})
	}
	return all
}

// left is what is left of a function, found by "system/function".
func left(t *testing.T, states []outage.State, where string) outage.FunctionState {
	t.Helper()
	for _, s := range states {
		for _, f := range s.Functions {
			if f.System+"/"+f.Function == where {
				return f
			}
		}
	}
	return outage.FunctionState{Still: outage.StillWorks}
}

func TestWhatIsLeftUnderSeveralFailures(t *testing.T) {
	c := engine()
	for _, a := range []struct {
		name   string
		broken []outage.Broken
		after  time.Duration
		where  string
		still  outage.Still
		says   string // the condition
	}{
		{"nothing is broken", nil, 0, "lifecare_hsl/work", outage.StillWorks, ""},
		{"Lifecare is down", broken("lifecare"), 0, "lifecare_hsl/work", outage.StillNot, ""},
		{"LMO reads offline while logged in", broken("lifecare"), 0, "lmo_app/read", outage.StillIf, "så länge du är inloggad"},
		{"e-services follow", broken("lifecare"), 0, "e_services/apply", outage.StillNot, ""},
		{"without WiFi LMO runs on 4G", broken("wifi"), 0, "lmo_app/read", outage.StillWorks, ""},
		{"no network at all takes LMO", broken("wifi", "mobile"), 0, "lmo_app/read", outage.StillNot, ""},
		{"unless no network says otherwise", broken("wifi", "mobile"), 0, "lmo_app/locks", outage.StillIf, "så länge du är inloggad"},
		{"power and 4G take WiFi too", broken("power", "mobile"), 0, "lmo_app/read", outage.StillNot, ""},
		{"of a computer only the cable is said", broken("wifi", "mobile"), 0, "lifecare_hsl/work", outage.StillIf, "på dator med kabel"},
		{"two conditions hold together", append(broken("wifi"), broken("idp")...), 0, "lifecare_hsl/work", outage.StillIf, "på dator med kabel, eller delat från telefon, och på dator"},
		{"UPS keeps the alarm server", broken("power"), 29 * time.Minute, "safety_alarms/server", outage.StillUntil, ""},
		{"for half an hour", broken("power"), 30 * time.Minute, "safety_alarms/server", outage.StillNot, ""},
		{"nobody knows how long the radio lasts", broken("power"), 48 * time.Hour, "door_locks/radio", outage.StillUntil, ""},
		{"not yet begun", broken("power"), -time.Minute, "safety_alarms/server", outage.StillWorks, ""},
		{"one app alone", broken("one_app:lmo_app"), 0, "lmo_app/read", outage.StillNot, ""},
		{"and nothing else", broken("one_app:lmo_app"), 0, "lifecare_hsl/work", outage.StillWorks, ""},
		{"a part goes with its system", broken("one_app:digital_locks"), 0, "home_care/locks", outage.StillNot, ""},
		{"slow is no failure", broken("slow:lmo_app"), 0, "lmo_app/read", outage.StillIf, "det går långsamt"},
		{"any tag but the password is left", broken("bankid", "freja", "feitian"), 0, "lifecare_hsl/work", outage.StillIf, "på dator"},
		{"no way in at all", broken("idp", "ad"), 0, "lifecare_utforare/work", outage.StillNot, ""},
		{"an unknown failure changes nothing", broken("volcano"), 0, "lmo_app/read", outage.StillWorks, ""},
		{"what somebody saw counts", []outage.Broken{{Failure: "volcano", Since: night, Systems: []string{"door_locks"}}}, 0, "door_locks/app", outage.StillNot, ""},
		{"but not against what is known", []outage.Broken{{Failure: "lifecare", Since: night, Systems: []string{"lmo_app"}}}, 0, "lmo_app/read", outage.StillIf, "så länge du är inloggad"},
		{"a mended failure is gone", []outage.Broken{{Failure: "lifecare", Since: night, Until: night.Add(time.Hour)}}, time.Hour, "lifecare_hsl/work", outage.StillWorks, ""},
		{"until it was mended it counts", []outage.Broken{{Failure: "lifecare", Since: night, Until: night.Add(time.Hour)}}, 59 * time.Minute, "e_services/apply", outage.StillNot, ""},
	} {
		f := left(t, c.Now(a.broken, night.Add(a.after)), a.where)
		if f.Still != a.still || f.If.SV != a.says {
			t.Errorf("%s: %s is %q %q, want %q %q", a.name, a.where, f.Still, f.If.SV, a.still, a.says)
		}
	}
}

func TestWhatIsLeftSaysWhyAndWhatInstead(t *testing.T) {
	c := engine()
	f := left(t, c.Now(broken("lifecare"), night), "lmo_app/read")
	if len(f.Instead) != 1 || f.Instead[0].SV != "Schemat" || !slices.Equal(f.Failures, []string{"lifecare"}) || !slices.Equal(f.Source, []string{"routine 4.1"}) {
		t.Errorf("LMO under Lifecare: %+v", f)
	}
	f = left(t, c.Now(broken("wifi", "mobile"), night), "lmo_app/read")
	if slices.Contains(f.Instead, said("Stäng av WiFi")) || !slices.Contains(f.Source, "routine 4.3") {
		t.Errorf("without any network it is no use to turn WiFi off: %+v", f)
	}
	if f := left(t, c.Now(broken("phoniro"), night), "home_care/locks"); f.Unsure != "homecare_offline" {
		t.Errorf("the routine asks about Home Care: %+v", f)
	}
	states := c.Now(broken("lifecare"), night)
	if len(states) != len(c.Systems) || states[0].Functions != nil || states[0].Still != outage.StillWorks || !states[0].Some {
		t.Errorf("a system that nothing touches: %+v", states[0])
	}
	for _, s := range states {
		if s.System.ID == "lmo_app" && (s.Still != outage.StillNot || !s.Some || len(s.Functions) != 3) {
			t.Errorf("LMO as a whole: %+v", s)
		}
	}
}

// A change of the clocks moves nothing: half an hour is half an hour.
func TestAChangeOfTheClocksMovesNoUPS(t *testing.T) {
	for _, begin := range []time.Time{
		time.Date(2026, 3, 29, 0, 45, 0, 0, time.UTC),  // 01:45, and 02:00 becomes 03:00
		time.Date(2026, 10, 25, 0, 45, 0, 0, time.UTC), // 02:45, and 03:00 becomes 02:00
		time.Date(2027, 10, 31, 0, 45, 0, 0, time.UTC),
	} {
		begin = begin.In(care.Stockholm)
		b := []outage.Broken{{Failure: "power", Since: begin}}
		f := left(t, engine().Now(b, begin.Add(time.Minute)), "safety_alarms/server")
		if f.Until.Sub(begin) != 30*time.Minute {
			t.Errorf("from %s until %s", begin, f.Until)
		}
		if f := left(t, engine().Now(b, begin.Add(29*time.Minute)), "safety_alarms/server"); f.Still != outage.StillUntil {
			t.Errorf("29 minutes after %s: %+v", begin, f)
		}
		if f := left(t, engine().Now(b, begin.Add(31*time.Minute)), "safety_alarms/server"); f.Still != outage.StillNot || !f.Ran {
			t.Errorf("31 minutes after %s: %+v", begin, f)
		}
	}
}

func TestWhatRunsOutComesSoonestFirst(t *testing.T) {
	c := engine()
	c.Failures[0].Effects = append(c.Failures[0].Effects, until("door_locks/app", 10))
	b := []outage.Broken{{Failure: "power", Since: night}, {Failure: "lifecare", Since: night.Add(15 * time.Minute)}}
	at := night.Add(16 * time.Minute)
	var got []string
	for _, f := range outage.RunsOut(c.Now(b, at), at) {
		got = append(got, f.System+"/"+f.Function)
	}
	if want := "door_locks/app safety_alarms/server safety_alarms/receive door_locks/radio"; strings.Join(got, " ") != want {
		t.Errorf("runs out %v, want %s", got, want)
	}
	at = night.Add(2 * time.Hour)
	if ran := outage.RunsOut(c.Now(b, at), at); len(ran) != 1 || !ran[0].Until.IsZero() {
		t.Errorf("after two hours only what no clock counts is left: %+v", ran)
	}
}

func TestWhatFollowsBeganWithTheLastOfThem(t *testing.T) {
	c := engine()
	b := []outage.Broken{{Failure: "power", Since: night}, {Failure: "mobile", Since: night.Add(time.Hour)}}
	began := map[string]time.Time{}
	for _, one := range c.Closure(b) {
		began[one.Failure] = one.Since
	}
	if !began["wifi"].Equal(night) || !began["no_network"].Equal(night.Add(time.Hour)) || len(began) != 4 {
		t.Errorf("what follows: %v", began)
	}
	later := append(slices.Clone(b), outage.Broken{Failure: "wifi", Since: night.Add(30 * time.Minute)})
	n := 0
	for _, one := range c.Closure(later) {
		if one.Failure == "wifi" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("WiFi went with the power, half an hour before somebody noticed: %d of it", n)
	}
	ended := []outage.Broken{{Failure: "power", Since: night, Until: night.Add(time.Minute)}}
	if all := c.Closure(ended); len(all) != 1 {
		t.Errorf("what has ended brings nothing: %+v", all)
	}
}

func TestStepsComeInOrderWithoutDoubles(t *testing.T) {
	c := engine()
	keys := func(who ...outage.Audience) string {
		var all []string
		for _, s := range c.StepsFor(broken("power", "phoniro", "lifecare"), who) {
			all = append(all, s.Key())
		}
		return strings.Join(all, " ")
	}
	if got := keys(outage.AudienceHealth); got != "lifecare/stay lifecare/paper power/ups" {
		t.Errorf("for health care: %s", got)
	}
	if got := keys(); got != "lifecare/stay lifecare/plan lifecare/paper power/ups" || got != keys(outage.AudienceAll) {
		t.Errorf("for all: %s", got)
	}
	if steps := c.StepsFor(broken("phoniro", "lifecare"), nil); !slices.Equal(steps[0].Also, []string{"phoniro/stay_in"}) {
		t.Errorf("one tick stands for both: %+v", steps[0])
	}
}

// worse tells whether a function is worse off than it was.
func worse(was, is outage.FunctionState) bool {
	ranks := []outage.Still{outage.StillWorks, outage.StillUntil, outage.StillIf, outage.StillOpen, outage.StillNot}
	if r := cmp.Compare(slices.Index(ranks, is.Still), slices.Index(ranks, was.Still)); r != 0 {
		return r > 0
	}
	if was.Still == outage.StillNot || was.Until.Equal(is.Until) {
		return true
	}
	return was.Until.IsZero() || !is.Until.IsZero() && is.Until.Before(was.Until)
}

// randomly breaks some things, since some minutes, some with what somebody saw.
func randomly(r *rand.Rand, c outage.Catalogue, n int) []outage.Broken {
	var all []outage.Broken
	for range n {
		b := outage.Broken{Failure: c.Failures[r.IntN(len(c.Failures))].ID, Since: night.Add(-time.Duration(r.IntN(60)) * time.Minute)}
		if r.IntN(2) == 0 {
			b.Of = c.Systems[r.IntN(len(c.Systems))].ID
		}
		if r.IntN(4) == 0 {
			b.Systems = []string{c.Systems[r.IntN(len(c.Systems))].ID}
		}
		if r.IntN(5) == 0 {
			b.Since = time.Time{}
		}
		all = append(all, b)
	}
	return all
}

func TestMoreFailuresNeverMakeAnythingBetter(t *testing.T) {
	c := engine()
	r := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		few := randomly(r, c, r.IntN(4))
		more := append(slices.Clone(few), randomly(r, c, 1+r.IntN(2))...)
		was, is := c.Now(few, night), c.Now(more, night)
		for i, s := range is {
			for _, f := range was[i].Functions {
				if now := left(t, is[i:i+1], s.System.ID+"/"+f.Function); !worse(f, now) {
					t.Fatalf("%s/%s was %q until %s, and with more broken it is %q until %s\n%+v\n%+v", s.System.ID, f.Function, f.Still, f.Until, now.Still, now.Until, few, more)
				}
			}
		}
	}
}

func TestTheOrderOfFailuresChangesNothing(t *testing.T) {
	c := engine()
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		one := randomly(r, c, 1+r.IntN(5))
		other := slices.Clone(one)
		r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		a, b := c.Now(one, night), c.Now(other, night)
		for i := range a {
			if !slices.EqualFunc(a[i].Functions, b[i].Functions, sameState) {
				t.Fatalf("%s depends on the order of %+v:\n%+v\n%+v", a[i].System.ID, one, a[i].Functions, b[i].Functions)
			}
		}
		if x, y := c.StepsFor(one, nil), c.StepsFor(other, nil); !slices.EqualFunc(x, y, func(p, q outage.StepOf) bool { return p.Key() == q.Key() }) {
			t.Fatalf("the steps depend on the order of %+v", one)
		}
	}
}

func sameState(a, b outage.FunctionState) bool {
	return a.Function == b.Function && a.Still == b.Still && a.If == b.If && a.Long == b.Long && a.Until.Equal(b.Until) && a.Ran == b.Ran &&
		a.Open == b.Open && a.Unsure == b.Unsure && slices.Equal(a.Instead, b.Instead) && slices.Equal(a.Failures, b.Failures) && slices.Equal(a.Source, b.Source)
}
