package desk_test

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// codes are what an entry is asked about.
func codes(s *desk.Session, e entry.Entry) []string {
	var all []string
	for _, p := range s.Check(e) {
		if !p.Asks {
			all = append(all, "!"+p.Code)
			continue
		}
		all = append(all, p.Code)
	}
	return all
}

// Whatever is asked about is signed once the author says yes, with that answer; not before, and no other
// answer is kept.
func TestQuestionsAreAnsweredAndKept(t *testing.T) {
	for code, ask := range map[string]func(*unit, *entry.Entry){
		"future":          func(u *unit, e *entry.Entry) { e.EventTime = u.now.Add(time.Hour) },
		"long_ago":        func(u *unit, e *entry.Entry) { e.EventTime = u.now.AddDate(-3, 0, 0) },
		"dose":            func(_ *unit, e *entry.Entry) { e.Text = "Gav 500 mg Alvedon." },
		"clock_uncertain": func(u *unit, e *entry.Entry) { u.now = u.now.AddDate(0, 0, -3); e.EventTime = u.now.Add(-time.Hour) },
		"before_moved_in": func(u *unit, e *entry.Entry) { e.EventTime = u.now.AddDate(0, 0, -20) },
	} {
		t.Run(code, func(t *testing.T) {
			u, s := filled(t)
			if code == "before_moved_in" {
				u.executed(s, u.now.AddDate(0, 0, -10))
			}
			e := note(t, s, "Tillsyn", u.now.Add(-time.Hour))
			if got := codes(s, e); len(got) != 0 {
				t.Fatalf("asked at first: %v", got)
			}
			ask(u, &e)
			if got := codes(s, e); !slices.Equal(got, []string{code}) {
				t.Fatalf("asked: %v", got)
			}
			_, err := s.Sign(t.Context(), e)
			fault(t, err, "entry."+code)
			e.Confirmed = []string{"overlap", code}
			if got := signed(t, s, e); !slices.Equal(got.Confirmed, []string{code}) {
				t.Errorf("kept %v", got.Confirmed)
			}
		})
	}
}

// executed says since when the unit cares for Elsa.
func (u *unit) executed(s *desk.Session, since time.Time) {
	u.read(s, "verkställighet", care.Batch{Format: "table.reference", Kinds: []care.Kind{care.KindReference}, Incoming: []care.Incoming{
		{Row: 2, Whose: elsa, Item: &care.Reference{What: care.ReferenceExecution, Number: "7", Starts: since}},
		{Row: 3, Whose: elsa, Item: &care.Reference{What: care.ReferenceExecution, Number: "8", Starts: since.AddDate(0, 0, 5)}}}})
}

// The first day with the unit is no question; of a person about whom nothing is known neither is any day.
func TestTheFirstDayIsNoQuestion(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Tillsyn", u.now.AddDate(0, 0, -10).Add(-time.Hour))
	if got := codes(s, e); len(got) != 0 {
		t.Errorf("nothing known: %v", got)
	}
	u.executed(s, u.now.AddDate(0, 0, -10))
	if got := codes(s, e); len(got) != 0 {
		t.Errorf("the first day: %v", got)
	}
	e.PersonID = s.People("Åke")[0].ID
	e.EventTime = u.now.AddDate(0, 0, -100)
	if got := codes(s, e); len(got) != 0 {
		t.Errorf("another person: %v", got)
	}
}

// The same dose by two people within thirty minutes: the other's signing stands beside the question.
func TestTheSameDoseTwiceIsAskedAboutBesideTheOther(t *testing.T) {
	u, s := filled(t)
	dose := func(s *desk.Session, at time.Time) entry.Entry {
		e, err := s.Begin(desk.Beginning{Kind: entry.KindSigning, PersonID: elsaOf(s)})
		u.must(err)
		e.EventTime, e.Values = at, map[string]string{"order": "Insulin före frukost", "outcome": "done", "as_needed": "no", "delegation": "valid"}
		return e
	}
	first := signed(t, s, dose(s, u.now.Add(-40*time.Minute)))
	if got := codes(s, dose(s, u.now.Add(-30*time.Minute))); len(got) != 0 {
		t.Errorf("one's own: %v", got)
	}
	sara := u.open("sara")
	e := dose(sara, u.now.Add(-15*time.Minute))
	if got := codes(sara, e); !slices.Equal(got, []string{"same_dose"}) {
		t.Fatalf("asked: %v", got)
	}
	if beside := sara.Beside(e); len(beside) != 1 || beside[0].ID != first.ID {
		t.Errorf("beside: %+v", beside)
	}
	_, err := sara.Sign(t.Context(), e)
	fault(t, err, "entry.same_dose")
	e.Confirmed = []string{"same_dose"}
	if got := signed(t, sara, e); !slices.Equal(got.Confirmed, e.Confirmed) {
		t.Errorf("kept %v", got.Confirmed)
	}
	later := dose(sara, u.now.Add(20*time.Minute))
	later.EventTime = u.now
	if beside := sara.Beside(later); len(beside) != 0 {
		t.Errorf("forty minutes later: %+v", beside)
	}
}

// Two visits at once by one person, and one visit twice, are asked about.
func TestVisitsThatOverlapAreAskedAbout(t *testing.T) {
	u, s := filled(t)
	u.now = u.now.Add(6 * time.Hour)
	v := visitOf(t, s, u.now, elsaOf(s))
	first := signed(t, s, attendance(t, s, v))
	if got := codes(s, attendance(t, s, v)); !slices.Equal(got, []string{"same_visit"}) {
		t.Errorf("the same visit: %v", got)
	}
	other := attendance(t, s, visitOf(t, s, u.now, s.People("Birgit")[0].ID))
	if got := codes(s, other); len(got) != 0 {
		t.Errorf("the next visit: %v", got)
	}
	other.EventTime = v.Start.Add(30 * time.Minute)
	if got := codes(s, other); !slices.Equal(got, []string{"overlap"}) {
		t.Errorf("half an hour in: %v", got)
	}
	if beside := s.Beside(other); len(beside) != 1 || beside[0].ID != first.ID {
		t.Errorf("beside: %+v", beside)
	}
}
