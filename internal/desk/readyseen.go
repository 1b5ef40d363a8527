package desk

import (
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/readiness"
)

// receivers are those who receive care, in the order of lists.
func (s *Session) receivers() []*care.Person {
	persons, err := s.subjects(Order{})
	if err != nil {
		return nil
	}
	return persons
}

// seesReady is what the binder itself sees of how the unit is prepared, by the id of the item in
// data/catalogue/readiness.json. What it can't see is left out, and counts as unknown.
func (s *Session) seesReady(now time.Time) map[string]readiness.Found {
	found := map[string]readiness.Found{}
	for _, c := range s.desk.Readiness.Checklists {
		found["answers_"+c.ID] = s.ready.Answers(c).Found(now)
	}
	return found
}
