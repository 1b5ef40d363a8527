package desk

import (
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
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
	// LastPrinted is when the newest print was drawn that was saved or that a printer took, in UTC; zero
	// when never. Unprinted is how many prints wait or may not have come out.
	LastPrinted time.Time
	Unprinted   int
	PrintDays   []time.Time
	// Doubts is how many questions about who is who wait for an answer.
	Doubts   int
	Unlogged int
	Altered  error
	Outages  []*care.PlannedOutage // planned stops of systems in the next OutageDays, by start
	// Condition is how the unit works now. Planned are the planned outages of the next OutageDays by start,
	// wherever they come from, Duties what they call for now, and SaveOften the one during which everyone
	// saves their work often; nil for none.
	Condition Condition
	Planned   []outage.Planned
	Duties    []DutyRow
	SaveOften *outage.Planned
	Clock     bool // the computer's clock is behind what is already written
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

// Status tells how things stand.
func (s *Session) Status() Status {
	counts := s.Counts()
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.desk.now()
	st := Status{Unit: s.unit.Name, Demo: s.unit.Demo, Persons: len(s.replica.Persons()),
		VisitsToday: countVisits(s.replica.VisitsOn(now)), Counts: counts, LastPrinted: s.prints.last(), Unprinted: len(s.jobs.failed) + len(s.askedAbout()),
		PrintDays: care.PrintSpan(now, s.desk.Working), Doubts: s.doubts, Unlogged: s.leftUnlogged(), Altered: s.altered, Clock: s.clockUncertain(),
		Outages: s.replica.Outages(now, care.NextDay(now, OutageDays+1)),
		Replica: s.replicaDue(), ReplicaPurged: s.keeping.Purged}
	st.Fresh = s.ages(now)
	st.Condition, st.Planned, st.Duties = s.condition(), s.plannedBetween(now, care.NextDay(now, OutageDays+1)), s.plannedDuties()
	if p, often := saveOften(st.Duties); often {
		st.SaveOften = &p
	}
	return st
}

// ages is how old the data of each kind is that the binder speaks of.
func (s *Session) ages(now time.Time) []KindAge {
	var ages []KindAge
	for _, kind := range care.Always() {
		ages = append(ages, s.age(kind, now))
	}
	for _, kind := range care.Sometimes() {
		if age := s.age(kind, now); !age.AsOf.IsZero() {
			ages = append(ages, age)
		}
	}
	return ages
}

// age is how old the data of a kind is. A schedule is as old as the oldest of the routes that go
// today and tomorrow, so that a new file about one route doesn't make the others look new.
func (s *Session) age(kind care.Kind, now time.Time) KindAge {
	at := s.fresh[kind]
	if kind == care.KindVisit {
		for _, day := range []time.Time{now, care.NextDay(now, 1)} {
			if oldest := s.replica.Schedules(day, s.standing); !oldest.IsZero() && oldest.Before(at) {
				at = oldest
			}
		}
	}
	if !s.keeping.Purged.IsZero() {
		at = time.Time{} // it is no longer in the binder, however fresh it was
	}
	return KindAge{Kind: kind, AsOf: at, TooOld: at.IsZero() || now.Sub(at) > care.FreshFor(kind)}
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
