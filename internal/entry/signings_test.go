package entry

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

var eight = time.Date(2026, 11, 23, 8, 0, 0, 0, care.Stockholm)

// dosett is a dose that was given at eight and entered by hand.
func dosett(change ...func(*EnteredSigning)) EnteredSigning {
	e := EnteredSigning{Tracked: &Tracked{Entry: Entry{Kind: KindSigning, PersonID: "p", EventTime: eight.Add(4 * time.Minute), Author: Author{Identity: "1", Name: "Lena Ek"},
		Values: map[string]string{"order": "Överlämna  dosett", "outcome": "done", "as_needed": "no", "planned": "2026-11-23 08:00"}},
		State: StateEntered, EnteredBy: Author{Identity: "2", Name: "Sara Berg"}},
		Activities: []KnownActivity{{Number: "85", Called: []string{"Överlämna dosett"}}, {Number: "86", Called: []string{"Insulin"}}}}
	for _, c := range change {
		c(&e)
	}
	return e
}

func shownDose(change ...func(*ShownSigning)) ShownSigning {
	s := ShownSigning{ID: "1", Activity: "85", Done: true, Performed: eight.Add(5 * time.Minute).UTC(), Planned: eight.UTC(), By: "Ek, Lena"}
	for _, c := range change {
		c(&s)
	}
	return s
}

func value(field, v string) func(*EnteredSigning) {
	return func(e *EnteredSigning) { e.Values[field] = v }
}

// What Lifecare shows of one entry: the same, different in what, or nothing.
func TestASigningAgainstLifecare(t *testing.T) {
	late := func(d time.Duration) func(*ShownSigning) {
		return func(s *ShownSigning) { s.Performed = s.Performed.Add(d) }
	}
	notDone := func(s *ShownSigning) { s.Done = false }
	asNeeded := []func(*EnteredSigning){value("as_needed", "yes"), value("amount", "2"), value("planned", "")}
	unplanned := func(s *ShownSigning) { s.Planned = time.Time{} }
	result := func(r string) func(*ShownSigning) { return func(s *ShownSigning) { s.Result = r } }
	measured := func(v string) func(*ShownSigning) {
		return func(s *ShownSigning) { s.Measured = append(s.Measured, care.Measured{Name: "x", Value: v}) }
	}
	for name, c := range map[string]struct {
		e       []func(*EnteredSigning)
		s       []func(*ShownSigning)
		want    SigningOutcome
		differs []SigningFact
		look    []SigningFact
	}{
		"the same":           {want: SigningFound},
		"five minutes later": {s: []func(*ShownSigning){late(4 * time.Minute)}, want: SigningFound},
		"six minutes later":  {s: []func(*ShownSigning){late(5 * time.Minute)}, want: SigningDiffers, differs: []SigningFact{FactTime}},
		"signed at the end of the shift, for eight": {s: []func(*ShownSigning){late(6 * time.Hour)}, want: SigningDiffers, differs: []SigningFact{FactTime}},
		"another day":  {s: []func(*ShownSigning){late(24 * time.Hour)}, want: SigningMissing},
		"not done":     {s: []func(*ShownSigning){notDone}, want: SigningDiffers, differs: []SigningFact{FactOutcome}},
		"error marked": {s: []func(*ShownSigning){func(s *ShownSigning) { s.Wrong = true }}, want: SigningDiffers, differs: []SigningFact{FactWrong}},
		"both not done, noted much later": {e: []func(*EnteredSigning){value("outcome", "not_done"), func(e *EnteredSigning) { e.EventTime = eight }},
			s: []func(*ShownSigning){notDone, late(5 * time.Hour)}, want: SigningFound},
		"for noon":          {s: []func(*ShownSigning){func(s *ShownSigning) { s.Planned = s.Planned.Add(4 * time.Hour) }}, want: SigningDiffers, differs: []SigningFact{FactPlanned}},
		"another order":     {s: []func(*ShownSigning){func(s *ShownSigning) { s.Activity = "86" }}, want: SigningDiffers, differs: []SigningFact{FactOrder}},
		"another person's":  {s: []func(*ShownSigning){func(s *ShownSigning) { s.Activity = "87" }}, want: SigningMissing},
		"by another":        {s: []func(*ShownSigning){func(s *ShownSigning) { s.By = "Per Alm" }}, want: SigningDiffers, differs: []SigningFact{FactWho}},
		"by who entered":    {s: []func(*ShownSigning){func(s *ShownSigning) { s.By = "Sara Berg" }}, want: SigningFound},
		"a signature":       {s: []func(*ShownSigning){func(s *ShownSigning) { s.By = "leek" }}, want: SigningFound, look: []SigningFact{FactWho}},
		"nobody":            {s: []func(*ShownSigning){func(s *ShownSigning) { s.By = "" }}, want: SigningFound, look: []SigningFact{FactWho}},
		"no activity known": {e: []func(*EnteredSigning){func(e *EnteredSigning) { e.Activities = nil }}, want: SigningUnmatched},
		"two of one name": {e: []func(*EnteredSigning){func(e *EnteredSigning) { e.Activities[1].Called = []string{"ÖVERLÄMNA DOSETT"} }}, want: SigningFound,
			look: []SigningFact{FactOrder}},
		"a day without hour": {s: []func(*ShownSigning){func(s *ShownSigning) { s.AnyTime, s.Planned = true, care.Day(eight) }}, want: SigningFound},
		"only a day": {s: []func(*ShownSigning){func(s *ShownSigning) { s.AnyTime, s.Planned, s.Performed = true, care.Day(eight), time.Time{} }}, want: SigningFound,
			look: []SigningFact{FactTime}},
		"as needed, no number":    {e: asNeeded, s: []func(*ShownSigning){unplanned}, want: SigningFound, look: []SigningFact{FactAmount, FactMedicine}},
		"as needed, the number":   {e: asNeeded, s: []func(*ShownSigning){unplanned, result("Gav 2,0 st")}, want: SigningFound, look: []SigningFact{FactMedicine}},
		"as needed, another":      {e: asNeeded, s: []func(*ShownSigning){unplanned, result("Gav 1")}, want: SigningDiffers, differs: []SigningFact{FactAmount}, look: []SigningFact{FactMedicine}},
		"measured":                {e: []func(*EnteredSigning){value("measured", "P-glukos 7,40")}, s: []func(*ShownSigning){measured("7.4")}, want: SigningFound},
		"pressure in two":         {e: []func(*EnteredSigning){value("measured", "145/82")}, s: []func(*ShownSigning){measured("145"), measured("82")}, want: SigningFound},
		"measured something else": {e: []func(*EnteredSigning){value("measured", "7,4")}, s: []func(*ShownSigning){measured("4.7")}, want: SigningDiffers, differs: []SigningFact{FactMeasured}},
		"measured not shown":      {e: []func(*EnteredSigning){value("measured", "7,4")}, want: SigningDiffers, differs: []SigningFact{FactMeasured}},
		"measured in the result":  {e: []func(*EnteredSigning){value("measured", "7,4")}, s: []func(*ShownSigning){result("Glukos 7,4")}, want: SigningFound},
		"measured shown only":     {s: []func(*ShownSigning){measured("7.4")}, want: SigningDiffers, differs: []SigningFact{FactMeasured}},
		"measured in words":       {e: []func(*EnteredSigning){value("measured", "för högt")}, want: SigningFound, look: []SigningFact{FactMeasured}},
	} {
		got := CompareSignings([]EnteredSigning{dosett(c.e...)}, []ShownSigning{shownDose(c.s...)})[0]
		if got.Outcome != c.want || !slices.Equal(got.Differs, c.differs) || !slices.Equal(got.Look, c.look) {
			t.Errorf("%s: %s %v %v, want %s %v %v", name, got.Outcome, got.Differs, got.Look, c.want, c.differs, c.look)
		}
		if (got.Shown != nil) != (got.Outcome == SigningFound || got.Outcome == SigningDiffers) {
			t.Errorf("%s: shown %+v", name, got.Shown)
		}
	}
}

// One signing in Lifecare stands for one entry: two doses written and one entered is one found and one
// missing, whatever the order of the lists; the better fit counts.
func TestOneSigningStandsForOneEntry(t *testing.T) {
	first, second := dosett(), dosett(func(e *EnteredSigning) { e.EventTime = e.EventTime.Add(20 * time.Minute) })
	for _, list := range [][]EnteredSigning{{first, second}, {second, first}} {
		got := CompareSignings(list, []ShownSigning{shownDose()})
		at := slices.IndexFunc(list, func(e EnteredSigning) bool { return e.Tracked == first.Tracked })
		if got[at].Outcome != SigningFound || got[1-at].Outcome != SigningMissing {
			t.Errorf("%+v", got)
		}
	}
	wrong := shownDose(func(s *ShownSigning) { s.ID, s.Wrong = "2", true })
	if got := CompareSignings([]EnteredSigning{first}, []ShownSigning{wrong, shownDose()})[0]; got.Outcome != SigningFound || got.Shown.ID != "1" {
		t.Errorf("the error marked one counts before the one that took its place: %+v", got)
	}
	evening := dosett(func(e *EnteredSigning) {
		e.EventTime, e.Values["planned"] = eight.Add(12*time.Hour), "2026-11-23 20:00"
	})
	late := shownDose(func(s *ShownSigning) {
		s.ID, s.Performed, s.Planned = "3", eight.Add(12*time.Hour), eight.Add(12*time.Hour)
	})
	if got := CompareSignings([]EnteredSigning{evening, first}, []ShownSigning{shownDose(), late}); got[0].Shown.ID != "3" || got[1].Shown.ID != "1" || got[0].Outcome != SigningFound {
		t.Errorf("%+v", got)
	}
}

// A dose that stands twice in Lifecare is told, unless both were written here.
func TestADoseThatStandsTwice(t *testing.T) {
	again := shownDose(func(s *ShownSigning) { s.ID, s.Performed = "2", s.Performed.Add(2*time.Minute) })
	if got := CompareSignings([]EnteredSigning{dosett()}, []ShownSigning{shownDose(), again})[0]; !slices.Equal(got.Differs, []SigningFact{FactTwice}) {
		t.Errorf("%+v", got)
	}
	if got := CompareSignings([]EnteredSigning{dosett(), dosett()}, []ShownSigning{shownDose(), again}); got[0].Outcome != SigningFound || got[1].Outcome != SigningFound {
		t.Errorf("%+v", got)
	}
}
