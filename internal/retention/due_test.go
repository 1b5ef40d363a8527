package retention_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/retention"
	"avbrottsparm/internal/text"
)

// imported is when the newest data left Lifecare.
var imported = time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC)

// after is a moment so many days after the import.
func after(days float64) time.Time {
	return imported.Add(time.Duration(days * 24 * float64(time.Hour)))
}

// visit is one unlocking of the binder.
type visit struct {
	day    float64
	doubts bool // the clock is behind what is already written
	step   retention.Step
	left   int
}

// Each row is a binder that is opened on some days after its newest data came in. The rules are
// those that hold by themselves: thirty days, warned a week ahead.
func TestTheReplicaGoesOnlyAfterWarningsThatPeopleHadTimeToSee(t *testing.T) {
	nothing, warn, purge := retention.StepNothing, retention.StepWarn, retention.StepPurge
	for name, visits := range map[string][]visit{
		"fresh":                     {{day: 0, step: nothing}, {day: 22.9, step: nothing}},
		"opened every day":          {{day: 23, step: warn, left: 7}, {day: 24, step: warn, left: 6}, {day: 29.5, step: warn, left: 1}, {day: 30, step: purge}},
		"warned late":               {{day: 28, step: warn, left: 7}, {day: 30, step: warn, left: 5}, {day: 34.9, step: warn, left: 1}, {day: 35, step: purge}},
		"old before anybody saw it": {{day: 80, step: warn, left: 7}, {day: 86, step: warn, left: 1}, {day: 87, step: purge}},
		"long unopened":             {{day: 25, step: warn, left: 7}, {day: 200, step: warn, left: 7}, {day: 207, step: purge}},
		"opened four times a year":  {{day: 25, step: warn, left: 7}, {day: 115, step: warn, left: 7}, {day: 205, step: purge}},
		"opened once a month":       {{day: 25, step: warn, left: 7}, {day: 54, step: purge}},
		"clock a year ahead":        {{day: 24, step: warn, left: 7}, {day: 390, step: warn, left: 7}, {day: 391, step: warn, left: 6}},
		"a year ahead and right again": {{day: 10, step: nothing}, {day: 375, step: warn, left: 7}, {day: 11, step: nothing},
			{day: 23, step: warn, left: 7}, {day: 30, step: purge}},
		"set back to before the data": {{day: 24, step: warn, left: 7}, {day: -3, step: nothing}},
		"behind its own records":      {{day: 23, step: warn, left: 7}, {day: 31, doubts: true, step: warn, left: 1}, {day: 31, step: purge}},
	} {
		t.Run(name, func(t *testing.T) {
			var warned retention.Warned
			for _, v := range visits {
				due := retention.Default().Due(after(v.day), imported, warned, !v.doubts)
				if due.Step != v.step || due.Left != v.left {
					t.Errorf("day %v: step %d with %d days left, want %d with %d", v.day, due.Step, due.Left, v.step, v.left)
				}
				warned = due.Warned
			}
		})
	}
}

// Given a warning, when newer data comes in, then the days begin from it.
func TestNewDataClearsTheWarning(t *testing.T) {
	rules := retention.Default()
	warned := rules.Due(after(29), imported, retention.Warned{}, true).Warned
	due := rules.Due(after(31), after(30), warned, true)
	if due.Step != retention.StepNothing || !due.Warned.First.IsZero() {
		t.Errorf("after new data: %+v", due)
	}
	due = rules.Due(after(58), after(30), warned, true)
	if due.Step != retention.StepWarn || due.Left != 7 {
		t.Errorf("four weeks later: %+v, want a warning of its own", due)
	}
	if rules.Due(after(90), time.Time{}, warned, true).Step != retention.StepNothing {
		t.Error("a binder that never had any data has nothing to purge")
	}
}

func TestRulesAreCheckedBeforeTheyHold(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*retention.Rules)
		fault  string
	}{
		"as they are":            {func(*retention.Rules) {}, ""},
		"a week":                 {func(r *retention.Rules) { r.ReplicaDays, r.WarnDays = 7, 3 }, ""},
		"six days":               {func(r *retention.Rules) { r.ReplicaDays = 6 }, "retention.replica_days"},
		"more than a year":       {func(r *retention.Rules) { r.ReplicaDays = 366 }, "retention.replica_days"},
		"no warning":             {func(r *retention.Rules) { r.WarnDays = 0 }, "retention.warn_days"},
		"a warning too long":     {func(r *retention.Rules) { r.WarnDays = 30 }, "retention.warn_days"},
		"entries by no decision": {func(r *retention.Rules) { r.KeepDays = map[retention.Law]int{retention.LawSocial: 60} }, "retention.decision_first"},
		"entries by a decision": {func(r *retention.Rules) {
			r.Decision, r.KeepDays = "SN 2026:14", map[retention.Law]int{retention.LawSocial: 60}
		}, ""},
		"entries gone in a week": {func(r *retention.Rules) {
			r.Decision, r.KeepDays = "SN 2026:14", map[retention.Law]int{retention.LawSocial: 7}
		}, "retention.keep_days"},
		"a law nobody heard of":   {func(r *retention.Rules) { r.Decision, r.KeepDays = "SN 2026:14", map[retention.Law]int{"x": 60} }, "retention.keep_days"},
		"a decision that is left": {func(r *retention.Rules) { r.Decision = "SN 2026:14" }, ""},
	} {
		rules := retention.Default()
		c.change(&rules)
		err := rules.Check()
		if (c.fault == "") != (err == nil) || (c.fault != "" && !text.IsFault(err, c.fault)) {
			t.Errorf("%s: %v, want %q", name, err, c.fault)
		}
	}
}

// An entry that nobody has entered in Lifecare exists nowhere else.
func TestOnlyEntriesInLifecareGoAndOnlyByADecision(t *testing.T) {
	decided := retention.Rules{ReplicaDays: 30, WarnDays: 7, Decision: "SN 2026:14", KeepDays: map[retention.Law]int{retention.LawSocial: 60}}
	entered := func(kind entry.Kind) entry.Tracked {
		return entry.Tracked{Entry: entry.Entry{Kind: kind}, State: entry.StateEntered, EnteredAt: imported}
	}
	unsent := entered(entry.KindNote)
	unsent.State = entry.StateSigned
	draft := entered(entry.KindNote)
	draft.State = entry.StateDraft
	undated := entered(entry.KindNote)
	undated.EnteredAt = time.Time{}
	signing := entered(entry.KindSigning)
	signing.Area = access.AreaSocial
	twice, unsure := entered(entry.KindNote), entered(entry.KindNote)
	twice.Doubles, unsure.Sent = []entry.Entering{{Reference: "2"}}, 1
	blankDecision := decided
	blankDecision.Decision = "  "
	both := decided
	both.KeepDays = map[retention.Law]int{retention.LawSocial: 60, retention.LawHealth: 90}
	for name, c := range map[string]struct {
		rules retention.Rules
		entry entry.Tracked
		day   float64
		want  bool
	}{
		"its days are over":         {decided, entered(entry.KindNote), 60.1, true},
		"its last day":              {decided, entered(entry.KindNote), 60, false},
		"no decision":               {retention.Default(), entered(entry.KindNote), 9999, false},
		"an empty decision":         {blankDecision, entered(entry.KindNote), 9999, false},
		"not in Lifecare":           {decided, unsent, 9999, false},
		"a draft":                   {decided, draft, 9999, false},
		"in Lifecare twice":         {decided, twice, 9999, false},
		"perhaps twice":             {decided, unsure, 9999, false},
		"entered nobody knows when": {decided, undated, 9999, false},
		"health is kept":            {decided, entered(entry.KindHealthNote), 9999, false},
		"health by the decision":    {both, entered(entry.KindHealthNote), 91, true},
		"of no known kind":          {both, entered("letter"), 9999, false},
		"signed by home care":       {decided, signing, 9999, false},
		"that by the decision":      {both, signing, 91, true},
	} {
		if got := c.rules.EntryDue(c.entry, after(c.day)); got != c.want {
			t.Errorf("%s: due is %v", name, got)
		}
	}
}

func TestTheLogIsKeptFiveYearsWhateverTheRules(t *testing.T) {
	at := time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		now  time.Time
		want bool
	}{
		{at, false}, {at.AddDate(4, 11, 30), false}, {at.AddDate(5, 0, 0), false}, {at.AddDate(5, 0, 1), true}, {at.AddDate(-1, 0, 0), false},
	} {
		if got := retention.LogMayGo(at, c.now); got != c.want {
			t.Errorf("on %s: may go is %v", c.now.Format(time.DateOnly), got)
		}
	}
}

func TestEachAreaOfCareHasALaw(t *testing.T) {
	for area, want := range map[access.Area]retention.Law{access.AreaSocial: retention.LawSocial, access.AreaCaseWork: retention.LawSocial,
		access.AreaHealth: retention.LawHealth, access.AreaLog: "", access.AreaCommon: ""} {
		if got := retention.LawOf(area); got != want {
			t.Errorf("%s: %q, want %q", area, got, want)
		}
	}
	if laws := retention.Laws(); len(laws) != 2 {
		t.Errorf("%v", laws)
	}
}
