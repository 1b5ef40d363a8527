package desk

import (
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/retention"
)

// Status is what the start page and the status line tell.
type Status struct {
	Unit        string
	Demo        bool
	Persons     int
	VisitsToday int
	Fresh       []KindAge
	Counts      Counts
	LastPrinted time.Time // UTC; zero when never
	PrintDays   []time.Time
	Unlogged    int
	Altered     error
	Clock       bool // the computer's clock is behind what is already written
	// Replica is whether the copy of Lifecare is about to go, and in how many days; ReplicaPurged is
	// when it went, in UTC, and zero once something new has come in.
	Replica       retention.Due
	ReplicaPurged time.Time
}

// KindAge is how old the data of a kind is.
type KindAge struct {
	Kind care.Kind
	AsOf time.Time // UTC; zero when none has come in
	// TooOld says that it is past the limit of its kind.
	TooOld bool
}

// limits is how old each kind of data may be before the window says so in red: schedules a day,
// the rest a week.
var limits = map[care.Kind]time.Duration{
	care.KindVisit:    24 * time.Hour,
	care.KindPerson:   7 * 24 * time.Hour,
	care.KindRelative: 7 * 24 * time.Hour,
	care.KindContact:  7 * 24 * time.Hour,
	care.KindWarning:  7 * 24 * time.Hour,
	care.KindPlan:     7 * 24 * time.Hour,
}

// Status tells how things stand.
func (s *Session) Status() Status {
	counts := s.Counts()
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.desk.now()
	st := Status{Unit: s.unit.Name, Demo: s.unit.Demo, Persons: len(s.replica.Persons()),
		VisitsToday: countVisits(s.replica.VisitsOn(now)), Counts: counts, LastPrinted: s.printed,
		PrintDays: care.PrintSpan(now, s.desk.Working), Unlogged: len(s.unlogged), Altered: s.altered, Clock: s.clockUncertain(),
		Replica: s.replicaDue(), ReplicaPurged: s.keeping.Purged}
	for _, kind := range []care.Kind{care.KindVisit, care.KindPerson, care.KindRelative, care.KindContact, care.KindWarning, care.KindPlan} {
		at := s.fresh[kind]
		if !s.keeping.Purged.IsZero() {
			at = time.Time{} // it is no longer in the binder, however fresh it was
		}
		st.Fresh = append(st.Fresh, KindAge{Kind: kind, AsOf: at, TooOld: at.IsZero() || now.Sub(at) > limits[kind]})
	}
	return st
}

// countVisits counts the visits to persons; pauses and other work are not visits.
func countVisits(visits []*care.Visit) int {
	n := 0
	for _, v := range visits {
		if v.Kind == care.VisitVisit {
			n++
		}
	}
	return n
}
