package desk

import (
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
)

// Schedule is a day's visits.
type Schedule struct {
	Day    time.Time // midnight in Stockholm
	Routes []care.RouteDay
	// Persons are those whom the visits concern, by id.
	Persons map[string]*care.Person
	// Away are the absences of those of them who aren't at home on the day, by person.
	Away map[string]*care.Absence
	// Outages are the planned stops of systems on the day.
	Outages []*care.PlannedOutage
	// AsOf is when the schedule left its source, in UTC; zero when none has come in.
	AsOf time.Time
}

// Schedule is the visits of the day on which t falls, by route, nights whole. An empty route
// means all. Who may not read sees none.
func (s *Session) Schedule(t time.Time, route string) Schedule {
	s.mu.Lock()
	defer s.mu.Unlock()
	day := Schedule{Day: care.Day(t), Persons: map[string]*care.Person{}, Away: map[string]*care.Absence{}, AsOf: s.fresh[care.KindVisit]}
	if s.may(access.RightRead) != nil {
		return day
	}
	day.Outages = s.replica.Outages(day.Day, care.NextDay(t, 1))
	for _, r := range s.replica.RoutesOn(t) {
		if route != "" && r.Route != route {
			continue
		}
		day.Routes = append(day.Routes, r)
		for _, v := range r.Visits {
			if p, ok := s.replica.Person(v.PersonID); ok {
				day.Persons[p.ID] = p
				if a := s.replica.Away(p.ID, v.Start); a != nil {
					day.Away[p.ID] = a
				}
			}
		}
	}
	return day
}

// ScheduleDays lists the days that have visits.
func (s *Session) ScheduleDays() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	return s.replica.Days()
}

// PrintDays is the days whose schedules are printed on the day of t: through the next working
// day (routine 5.4).
func (s *Session) PrintDays(t time.Time) []time.Time {
	return care.PrintSpan(t, s.desk.Working)
}
