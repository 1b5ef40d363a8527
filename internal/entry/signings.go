package entry

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// ShownSigning is a signing of a health order as Lifecare shows it. Lifecare names the activity that
// it is of, never the person.
type ShownSigning struct {
	ID       string // Lifecare's number of it
	Activity string // Lifecare's number of the activity: "85000"
	Done     bool
	// Performed is when it was done, or when it was said that it was not; zero when it isn't told.
	Performed time.Time
	// Planned is when it was due; AnyTime says that only its day counts. Zero when it isn't told.
	Planned time.Time
	AnyTime bool
	By      string // name, or only a signature
	Title   string
	Result  string
	Reason  string // why it was not done
	// Measured are the values that were measured, as written.
	Measured []care.Measured
	// Wrong says that it was error marked: it stands there, and doesn't count.
	Wrong bool
}

// KnownActivity is an activity of a person's, by Lifecare's number, and what it is called.
type KnownActivity struct {
	Number string
	Called []string
}

// EnteredSigning is a signing that was entered in Lifecare by hand, and the person's activities.
type EnteredSigning struct {
	*Tracked
	Activities []KnownActivity
}

// SigningOutcome is what a comparison with Lifecare came to.
type SigningOutcome string

// The outcomes of a comparison. None of them is the second person's word.
const (
	SigningFound     SigningOutcome = "found"
	SigningDiffers   SigningOutcome = "differs"
	SigningMissing   SigningOutcome = "missing"
	SigningUnmatched SigningOutcome = "unmatched" // it can't be compared
)

// SigningFact is something of a signing that can differ, or that a person has to look at.
type SigningFact string

// The facts, in the order in which they are told.
const (
	FactWrong    SigningFact = "wrong" // error marked in Lifecare
	FactTwice    SigningFact = "twice" // it stands there more than once
	FactOutcome  SigningFact = "outcome"
	FactOrder    SigningFact = "order"
	FactPlanned  SigningFact = "planned"
	FactTime     SigningFact = "time"
	FactWho      SigningFact = "who"
	FactAmount   SigningFact = "amount"
	FactMeasured SigningFact = "measured"
	FactMedicine SigningFact = "medicine"
)

// SigningFinding is what Lifecare shows of an entry.
type SigningFinding struct {
	Outcome SigningOutcome
	Shown   *ShownSigning // nil where nothing was found
	Order   string        // what the activity is called that it was found under
	Differs []SigningFact
	// Look are the facts that the interface doesn't show, or not so that they can be compared.
	Look []SigningFact
}

// How near a signing must be to be the same, and to be taken for it with another time.
const (
	signingSame = 5 * time.Minute
	signingNear = 2 * time.Hour
	plannedSame = time.Minute
	plannedNear = 12 * time.Hour // done long after it was due
)

// pair is an entry and a signing that may be the same; the smallest cost counts.
type pair struct {
	entry, shown int
	cost         time.Duration
}

// The costs of what doesn't fit. They weigh more than any time between two that may be the same.
const (
	costOutcome = 24 * time.Hour
	costPlanned = 10 * costOutcome
	costOrder   = 10 * costPlanned
	costWrong   = 10 * costOrder
)

// CompareSignings finds what Lifecare shows of each entry, in the order of the entries. One signing
// in Lifecare stands for one entry at most, so that of two doses written and one entered only one is
// found. Entries don't keep the activity's number: the activity is known by the person and by the
// name that it has in the binder.
func CompareSignings(entered []EnteredSigning, shown []ShownSigning) []SigningFinding {
	of := map[string][]int{}
	for i, s := range shown {
		of[s.Activity] = append(of[s.Activity], i)
	}
	var pairs []pair
	for i, e := range entered {
		for _, a := range e.Activities {
			for _, j := range of[a.Number] {
				if cost, ok := e.cost(a, shown[j]); ok {
					pairs = append(pairs, pair{i, j, cost})
				}
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.entry, b.entry), cmp.Compare(a.shown, b.shown))
	})
	found, taken := map[int]int{}, map[int]bool{}
	for _, p := range pairs {
		if _, has := found[p.entry]; !has && !taken[p.shown] {
			found[p.entry], taken[p.shown] = p.shown, true
		}
	}
	findings := make([]SigningFinding, len(entered))
	for i, e := range entered {
		at, has := found[i]
		switch {
		case has:
			findings[i] = e.against(shown[at])
			if e.again(shown[at], shown, of, taken) {
				findings[i].differs(FactTwice)
			}
		case len(e.Activities) == 0:
			findings[i].Outcome = SigningUnmatched
		default:
			findings[i].Outcome = SigningMissing
		}
	}
	return findings
}

// cost tells whether a signing may be the entry, and how badly it fits.
func (e EnteredSigning) cost(a KnownActivity, s ShownSigning) (time.Duration, bool) {
	planned, told := e.planned(s)
	apart, timed := e.apart(s)
	switch {
	case planned && (!timed || apart <= plannedNear):
	case timed && apart <= signingNear:
	default:
		return 0, false
	}
	cost := min(apart, plannedNear)
	for _, c := range []struct {
		not  bool
		cost time.Duration
	}{{e.done() != s.Done, costOutcome}, {told && !planned, costPlanned}, {!e.calls(a), costOrder}, {s.Wrong, costWrong}} {
		if c.not {
			cost += c.cost
		}
	}
	return cost, true
}

func (e EnteredSigning) done() bool { return e.Values[fieldOutcome] != outcomeNotDone }

// planned tells whether both were due at the same time, and whether both say so.
func (e EnteredSigning) planned(s ShownSigning) (same, told bool) {
	due, err := time.ParseInLocation("2006-01-02 15:04", e.Values[fieldPlanned], care.Stockholm)
	switch {
	case s.Planned.IsZero():
		return false, false
	case s.AnyTime && err == nil:
		return care.Day(s.Planned).Equal(care.Day(due)), true
	case s.AnyTime: // of what has no hour only the day can be told
		return care.Day(s.Planned).Equal(care.Day(e.EventTime)), false
	case err != nil:
		return false, false
	}
	return s.Planned.Sub(due).Abs() <= plannedSame, true
}

// apart is how far the times lie from one another. What was not done has the time when it was due,
// in the entry and often in Lifecare too.
func (e EnteredSigning) apart(s ShownSigning) (time.Duration, bool) {
	var near []time.Duration
	if !s.Performed.IsZero() {
		near = append(near, s.Performed.Sub(e.EventTime).Abs())
	}
	if !s.Planned.IsZero() && !s.AnyTime && !s.Done && !e.done() {
		near = append(near, s.Planned.Sub(e.EventTime).Abs())
	}
	if len(near) == 0 {
		return plannedNear, false
	}
	return slices.Min(near), true
}

// calls tells whether the activity has the name that stands in the entry.
func (e EnteredSigning) calls(a KnownActivity) bool {
	return slices.ContainsFunc(a.Called, func(name string) bool { return plain(name) == plain(e.Values[fieldOrder]) })
}

// again tells whether what was done stands there once more, for no other entry.
func (e EnteredSigning) again(found ShownSigning, shown []ShownSigning, of map[string][]int, taken map[int]bool) bool {
	return slices.ContainsFunc(of[found.Activity], func(i int) bool {
		s := shown[i]
		if taken[i] || s.Wrong || !s.Done || !found.Done {
			return false
		}
		due := !s.AnyTime && !found.AnyTime && !s.Planned.IsZero() && s.Planned.Equal(found.Planned)
		return due || !s.Performed.IsZero() && s.Performed.Sub(found.Performed).Abs() <= signingSame
	})
}

// differs notes a fact that differs, where it is told.
func (f *SigningFinding) differs(fact SigningFact) {
	f.Outcome = SigningDiffers
	f.Differs = append(f.Differs, fact)
	order := []SigningFact{FactWrong, FactTwice, FactOutcome, FactOrder, FactPlanned, FactTime, FactWho, FactAmount, FactMeasured}
	slices.SortFunc(f.Differs, func(a, b SigningFact) int { return cmp.Compare(slices.Index(order, a), slices.Index(order, b)) })
}

// against compares an entry with the signing that was found for it.
func (e EnteredSigning) against(s ShownSigning) SigningFinding {
	f := SigningFinding{Outcome: SigningFound, Shown: &s}
	named := 0
	for _, a := range e.Activities {
		if e.calls(a) {
			named++
		}
		if a.Number == s.Activity {
			if len(a.Called) > 0 {
				f.Order = a.Called[0]
			}
			if !e.calls(a) {
				f.differs(FactOrder)
			}
		}
	}
	if named > 1 { // several activities have that name
		f.Look = append(f.Look, FactOrder)
	}
	if s.Wrong {
		f.differs(FactWrong)
	}
	if e.done() != s.Done {
		f.differs(FactOutcome)
	}
	planned, told := e.planned(s)
	if told && !planned {
		f.differs(FactPlanned)
	}
	switch apart, timed := e.apart(s); {
	case !timed:
		f.Look = append(f.Look, FactTime)
	case apart > signingSame && (s.Done || e.done() || !planned):
		f.differs(FactTime)
	}
	e.who(s, &f)
	e.amount(s, &f)
	e.measured(s, &f)
	return f
}

// who compares the name with those who may have signed in Lifecare: whoever did it, whoever answers
// for entering it, and whoever entered it.
func (e EnteredSigning) who(s ShownSigning, f *SigningFinding) {
	if len(nameWords(s.By)) < 2 { // nobody, or only a signature
		f.Look = append(f.Look, FactWho)
		return
	}
	for _, one := range []Author{e.Writer(), e.Author, e.Answers(), e.EnteredBy} {
		if slices.Equal(nameWords(one.Name), nameWords(s.By)) {
			return
		}
	}
	f.differs(FactWho)
}

// nameWords are the words of a name whatever their order: "Ek, Lena" is Lena Ek.
func nameWords(name string) []string {
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(name, ",", " ")))
	slices.Sort(words)
	return words
}
