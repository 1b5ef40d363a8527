package data_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/holiday"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

var atNight = time.Date(2026, 11, 24, 3, 0, 0, 0, care.Stockholm)

func brokenAt(since time.Time, ids ...string) []outage.Broken {
	var all []outage.Broken
	for _, id := range ids {
		id, of, _ := strings.Cut(id, ":")
		all = append(all, outage.Broken{Failure: id, Of: of, Since: since})
	}
	return all
}

func stateOf(t *testing.T, c outage.Catalogue, broken []outage.Broken, at time.Time, where string) outage.FunctionState {
	t.Helper()
	system, function, _ := strings.Cut(where, "/")
	if s, known := c.System(system); !known || !slices.ContainsFunc(s.Functions, func(f outage.Function) bool { return f.ID == function }) {
		t.Fatalf("the catalogue has no %s", where)
	}
	for _, s := range c.Now(broken, at) {
		for _, f := range s.Functions {
			if f.System == system && f.Function == function {
				return f
			}
		}
	}
	return outage.FunctionState{Still: outage.StillWorks}
}

// Several failures at once, as nights go.
func TestWhatIsLeftInTheProgramsOwnCatalogue(t *testing.T) {
	c := embedded(t)
	for _, a := range []struct {
		name   string
		broken []string
		after  time.Duration
		where  string
		still  outage.Still
	}{
		{"power and 4G together leave LMO without a network", []string{"power", "mobile"}, 0, "lmo_app/read", outage.StillNot},
		{"without power alone LMO runs on 4G", []string{"power"}, 0, "lmo_app/read", outage.StillIf},
		{"a computer with a cable gets in without WiFi and 4G", []string{"wifi", "mobile"}, 0, "lifecare_hsl/work", outage.StillIf},
		{"but not while Lifecare is down", []string{"wifi", "mobile", "lifecare"}, 0, "lifecare_hsl/work", outage.StillNot},
		{"the alarm server lasts half an hour without power", []string{"power"}, 29 * time.Minute, "safety_alarms/server", outage.StillUntil},
		{"and no longer", []string{"power"}, 30 * time.Minute, "safety_alarms/server", outage.StillNot},
		{"it minds neither Lifecare nor Phoniro", []string{"lifecare", "phoniro"}, 9 * time.Hour, "safety_alarms/server", outage.StillWorks},
		{"ordinary keys open always", []string{"lifecare", "phoniro", "power", "mobile"}, 9 * time.Hour, "digital_locks/key", outage.StillWorks},
		{"the log-in service takes every tag", []string{"idp"}, 0, "log_in/feitian", outage.StillNot},
		{"user names and passwords stay", []string{"idp"}, 0, "log_in/password", outage.StillWorks},
		{"no way in leaves those who are in", []string{"idp", "ad"}, 0, "lifecare_hsl/work", outage.StillIf},
		{"one bank leaves the others", []string{"one_bank:Testbanken"}, 0, "log_in/bankid", outage.StillIf},
		{"slow is no failure", []string{"slow:lifecare_hsl"}, 0, "lifecare_hsl/work", outage.StillIf},
		{"one app alone", []string{"one_app:lmo_app"}, 0, "lmo_app/locks", outage.StillNot},
		{"an app goes with the locks that it opens", []string{"one_app:digital_locks"}, 0, "home_care_nurses/locks", outage.StillNot},
	} {
		if f := stateOf(t, c, brokenAt(atNight, a.broken...), atNight.Add(a.after), a.where); f.Still != a.still {
			t.Errorf("%s: %s is %q because of %v", a.name, a.where, f.Still, f.Failures)
		}
	}
}

func named(broken []outage.Broken) string {
	var all []string
	for _, b := range broken {
		all = append(all, strings.TrimSuffix(b.Failure+":"+b.Of, ":"))
	}
	return strings.Join(all, "+")
}

// What people answer at three in the morning, and what it probably is.
func TestTheProbableFailure(t *testing.T) {
	c := embedded(t)
	lifecare := []string{"lifecare_myndighet", "lifecare_hsl", "lifecare_utforare", "lifecare_planering"}
	for _, a := range []struct {
		name    string
		answers outage.Answers
		want    string
	}{
		{"no light", outage.Answers{Light: outage.No, Systems: []string{"lifecare_hsl"}}, "power"},
		{"no signal", outage.Answers{Signal: outage.No, Systems: []string{"lmo_app"}}, "mobile"},
		{"no signal, and Lifecare doesn't answer on WiFi either", outage.Answers{Signal: outage.No, Wifi: outage.Yes, Systems: []string{"e_services"}}, "mobile or mobile+e_services"},
		{"no WiFi", outage.Answers{Wifi: outage.No, Systems: lifecare, Light: outage.Yes}, "wifi"},
		{"the password works on a computer", outage.Answers{Systems: lifecare, Password: outage.TriedWorked, Reach: outage.ReachSeveral}, "bankid or one_bank"},
		{"and BankID doesn't, for any bank", outage.Answers{Systems: lifecare, Password: outage.TriedWorked, Ways: []string{"bankid"}, Bank: outage.No}, "bankid"},
		{"colleagues with another bank get in", outage.Answers{Password: outage.TriedWorked, Bank: outage.Yes}, "one_bank"},
		{"Lifecare for who is logged in", outage.Answers{Systems: lifecare, Password: outage.TriedNotAbout, Light: outage.Yes, Signal: outage.Yes, Reach: outage.ReachUnits}, "lifecare"},
		{"Lifecare, and nobody has tried to log in", outage.Answers{Systems: lifecare}, "lifecare or bankid"},
		{"LMO alone", outage.Answers{Systems: []string{"lmo_app"}}, "one_app:lmo_app or lifecare"},
		{"LMO alone, and Lifecare answers", outage.Answers{Systems: []string{"lmo_app"}, Works: lifecare}, "one_app:lmo_app"},
		{"LMO and locks", outage.Answers{Systems: []string{"lmo_app", "digital_locks"}}, "lifecare or phoniro"},
		{"Phoniro's tool", outage.Answers{Systems: []string{"phoniro_administration"}}, "phoniro"},
		{"Phoniro's tool, locks and cabinets", outage.Answers{Systems: []string{"phoniro_administration", "digital_locks", "medicine_cabinets"}}, "phoniro"},
		{"Lifecare and Phoniro while the web works", outage.Answers{Systems: append([]string{"phoniro_administration"}, lifecare...), Web: outage.Yes}, "idp or lifecare+phoniro"},
		{"the same for who is logged in", outage.Answers{Systems: append([]string{"phoniro_administration"}, lifecare...), Web: outage.Yes, Password: outage.TriedNotAbout}, "lifecare+phoniro"},
		{"e-services, and Lifecare answers", outage.Answers{Systems: []string{"e_services"}, Works: lifecare}, "e_services"},
		{"everything slow", outage.Answers{Slow: outage.Yes, Systems: []string{"lifecare_hsl"}}, "slow:lifecare_hsl"},
		{"alarms at Aspgården", outage.Answers{Systems: []string{"safety_alarms", "door_locks"}, Light: outage.Yes}, "site:Aspgården"},
		{"only me", outage.Answers{Reach: outage.ReachMe, Systems: []string{"lmo_app"}}, ""},
	} {
		f := c.Diagnose(a.answers)
		got := named(f.Broken)
		if len(f.Or) > 0 {
			got += " or " + named(f.Or)
		}
		if got != a.want {
			t.Errorf("%s: %s, want %s (%v)", a.name, got, a.want, f.Say)
		}
		if asked := len(f.Ask); asked > outage.MostQuestions || f.Sure && asked > 0 || !f.Sure && asked == 0 {
			t.Errorf("%s: sure %v and asks %v", a.name, f.Sure, f.Ask)
		}
	}
}

// Each of the fourteen systems leads somewhere when it is all that somebody names.
func TestEverySystemAloneLeadsToAFailure(t *testing.T) {
	c, w := embedded(t), text.For(text.Swedish)
	for _, s := range c.Systems {
		f := c.Diagnose(outage.Answers{Systems: []string{s.ID}, Reach: outage.ReachSeveral})
		if !f.Outage || len(f.Broken) == 0 {
			t.Errorf("%s leads to %+v", s.ID, f)
			continue
		}
		if now := c.Now(f.Broken, atNight); !slices.ContainsFunc(now, func(st outage.State) bool { return st.System.ID == s.ID && st.Still != outage.StillWorks }) {
			t.Errorf("%s was named, and %s leaves it whole", s.ID, named(f.Broken))
		}
		report := c.ReportText(w, outage.Answers{Systems: []string{s.ID}, Reach: outage.ReachSeveral}, outage.Reported{Unit: "Hemtjänst Norr", At: atNight})
		if !strings.Contains(report, s.Name.SV) || strings.Contains(report, "[[") {
			t.Errorf("the report about %s:\n%s", s.ID, report)
		}
	}
}

func TestWhomToCallByTheProgramsOwnCatalogue(t *testing.T) {
	c := embedded(t)
	ids := func(broken []outage.Broken, at time.Time) string {
		var all []string
		for _, k := range c.Calls(broken, at, holiday.Working) {
			all = append(all, k.ID)
		}
		return strings.Join(all, " ")
	}
	day := time.Date(2026, 11, 24, 10, 0, 0, 0, care.Stockholm)
	if got := ids(brokenAt(day, "lifecare"), day); got != "service_desk support vendor_lifecare" {
		t.Errorf("Lifecare on a Tuesday: %s", got)
	}
	if got := ids(brokenAt(atNight, "lifecare"), atNight); got != "after_hours on_call vendor_lifecare" {
		t.Errorf("Lifecare at night: %s", got)
	}
	midsummer := time.Date(2026, 6, 19, 10, 0, 0, 0, care.Stockholm)
	if got := ids(brokenAt(midsummer, "power"), midsummer); got != "after_hours on_call restart" {
		t.Errorf("no power on Midsummer Eve: %s", got)
	}
}

// breaking picks failures at random, since some minutes before the night.
func breaking(r *rand.Rand, c outage.Catalogue, n int) []outage.Broken {
	var all []outage.Broken
	for range n {
		f := c.Failures[r.IntN(len(c.Failures))]
		b := outage.Broken{Failure: f.ID, Since: atNight.Add(-time.Duration(r.IntN(90)) * time.Minute)}
		if f.Scope == outage.ScopeSystem {
			b.Of = c.Systems[r.IntN(len(c.Systems))].ID
		}
		if r.IntN(5) == 0 {
			b.Systems = []string{c.Systems[r.IntN(len(c.Systems))].ID}
		}
		all = append(all, b)
	}
	return all
}

func TestMoreFailuresNeverMakeTheProgramsOwnCatalogueBetter(t *testing.T) {
	c := embedded(t)
	ranks := []outage.Still{outage.StillWorks, outage.StillUntil, outage.StillIf, outage.StillOpen, outage.StillNot}
	r := rand.New(rand.NewPCG(5, 6))
	for range 400 {
		few := breaking(r, c, r.IntN(4))
		more := append(slices.Clone(few), breaking(r, c, 1)...)
		shuffled := slices.Clone(more)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		was, is, again := c.Now(few, atNight), c.Now(more, atNight), c.Now(shuffled, atNight)
		for i := range was {
			for k, f := range was[i].Functions {
				now := is[i].Functions[k]
				if cmp.Compare(slices.Index(ranks, now.Still), slices.Index(ranks, f.Still)) < 0 ||
					now.Still == f.Still && f.Still != outage.StillNot && !f.Until.IsZero() && (now.Until.IsZero() || now.Until.After(f.Until)) {
					t.Fatalf("%s/%s was %q until %s and is %q until %s\n%s\n%s", f.System, f.Function, f.Still, f.Until, now.Still, now.Until, named(few), named(more))
				}
			}
			for k, f := range is[i].Functions {
				if o := again[i].Functions[k]; o.Still != f.Still || o.If != f.If || !o.Until.Equal(f.Until) || !slices.Equal(o.Instead, f.Instead) {
					t.Fatalf("%s/%s depends on the order of %s", f.System, f.Function, named(more))
				}
			}
		}
	}
}

// The window asks each second what is left.
func TestWhatIsLeftIsWorkedOutInAMoment(t *testing.T) {
	c := embedded(t)
	broken := brokenAt(atNight, "power", "mobile", "lifecare", "phoniro", "idp")
	if allocated := testing.AllocsPerRun(20, func() { c.Now(broken, atNight) }); allocated > 5000 {
		t.Errorf("five failures at once take %.0f pieces of memory", allocated)
	}
}

// What is said of the ways in together is what holds for all that is gone: nobody is told to share 4G
// that isn't there, or to try a WiFi that went with the power.
func TestPowerAnd4GTogetherLeaveOnlyTheCable(t *testing.T) {
	c := embedded(t)
	for _, broken := range [][]string{{"power", "mobile"}, {"wifi", "mobile"}, {"mobile", "power", "wifi"}} {
		there := brokenAt(atNight, broken...)
		for where, says := range map[string]string{"devices/laptop": "med nätverkskabel", "lifecare_hsl/work": "på dator med nätverkskabel", "lifecare_planering/work": "på dator med nätverkskabel"} {
			if f := stateOf(t, c, there, atNight, where); f.Still != outage.StillIf || f.If.SV != says {
				t.Errorf("%v: %s is %q: %q", broken, where, f.Still, f.If.SV)
			}
		}
		if f := stateOf(t, c, there, atNight, "devices/tablets"); f.Still != outage.StillNot {
			t.Errorf("%v: phones and tablets are %q: %q", broken, f.Still, f.If.SV)
		}
		for _, s := range c.StepsFor(there, nil) {
			if s.Key() == "mobile/inside" || s.Key() == "wifi/sim" || s.Key() == "wifi/share" {
				t.Errorf("%v: one is told %q", broken, s.Step.Text.SV)
			}
		}
	}
	if f := stateOf(t, c, brokenAt(atNight, "power"), atNight, "devices/cable"); f.Still != outage.StillIf {
		t.Errorf("without power a computer with a cable is %q", f.Still)
	}
}

// While it lasts, an outage is called what is still gone: nobody goes by a network that is back.
func TestAnOutageIsCalledWhatIsStillGone(t *testing.T) {
	c, w := embedded(t), text.For(text.Swedish)
	o := outage.Outage{ID: "1", Began: atNight, Broken: brokenAt(atNight, "power", "mobile")}
	if said := c.TitleOf(w, o); said != "Strömavbrott, 4G/5G är borta" {
		t.Errorf("at first it is %q", said)
	}
	o.Broken[1].Until = atNight.Add(time.Hour)
	if said := c.TitleOf(w, o); said != "Strömavbrott" {
		t.Errorf("with 4G back it is %q", said)
	}
	o.Broken[0].Until = atNight.Add(2 * time.Hour)
	if said := c.TitleOf(w, o); said != "Strömavbrott, 4G/5G är borta" {
		t.Errorf("with all back it is %q", said)
	}
	o.Broken[0].Until, o.Ended = time.Time{}, atNight.Add(3*time.Hour)
	if said := c.TitleOf(w, o); said != "Strömavbrott, 4G/5G är borta" {
		t.Errorf("when it is over it is %q", said)
	}
}
