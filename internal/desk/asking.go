package desk

import (
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// Check lists what is missing before the entry can be signed, and what is asked about and not confirmed
// yet: also what only the binder can know, that it happened before the person came to the unit, that
// somebody else has written the same, and that the computer's clock can't be trusted.
func (s *Session) Check(e entry.Entry) []entry.Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.problems(e)
}

func (s *Session) problems(e entry.Entry) []entry.Problem {
	found := s.desk.Kinds.Check(e, s.desk.now())
	ask := func(code string) {
		if !slices.Contains(e.Confirmed, code) {
			found = append(found, entry.Problem{Field: form.IDEventTime, Code: code, Asks: true})
		}
	}
	if since := s.since(e.PersonID); !since.IsZero() && !e.EventTime.IsZero() && care.Day(e.EventTime).Before(care.Day(since)) {
		ask("before_moved_in")
	}
	if s.clockUncertain() {
		ask("clock_uncertain")
	}
	return found
}

// since is when the unit began to care for a person, by what their executions and decisions say; zero
// when nothing says so.
func (s *Session) since(personID string) time.Time {
	var first time.Time
	earlier := func(at time.Time) {
		if !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	if personID == "" {
		return first
	}
	s.replica.Each(care.KindReference, func(item care.Item) {
		if r := item.(*care.Reference); r.What == care.ReferenceExecution && r.PersonID == personID {
			earlier(r.Starts)
		}
	})
	return first
}

// Beside are the entries to show side by side with a question about this one.
func (s *Session) Beside(e entry.Entry) []entry.Tracked {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	return nil
}
