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
// yet: also what only the binder can know, that it happened before the person came to the unit, that the
// paper was printed for another, that somebody else has written the same, and that the computer's clock
// can't be trusted.
func (s *Session) Check(e entry.Entry) []entry.Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.problems(e)
}

// problems is Check; the entry is compared with those of other backlogs, too.
func (s *Session) problems(e entry.Entry, with ...*entry.Backlog) []entry.Problem {
	found := s.desk.Kinds.Check(e, s.desk.now())
	if field := s.names(e); field != "" && !slices.Contains(e.Confirmed, entry.CodeTellsWho) &&
		!slices.ContainsFunc(found, func(p entry.Problem) bool { return p.Code == entry.CodeTellsWho }) {
		found = append(found, entry.Problem{Field: field, Code: entry.CodeTellsWho, Asks: true})
	}
	ask := func(code string) {
		if !slices.Contains(e.Confirmed, code) && !slices.ContainsFunc(found, func(p entry.Problem) bool { return p.Code == code }) {
			found = append(found, entry.Problem{Field: form.IDEventTime, Code: code, Asks: true})
		}
	}
	if since := s.since(e.PersonID); !since.IsZero() && !e.EventTime.IsZero() && care.Day(e.EventTime).Before(care.Day(since)) {
		ask("before_moved_in")
	}
	if s.anothersPaper(e) {
		ask("other_paper")
	}
	for _, b := range s.beside(e, with...) {
		ask(b.Code)
	}
	if s.clockUncertain() {
		ask("clock_uncertain")
	}
	return found
}

// names is the field whose text names a person of the binder where nobody's name belongs: what is about
// keys, locks and systems is read by more people than those who give the care. Empty for none.
func (s *Session) names(e entry.Entry) string {
	f, ok := s.desk.Kinds.Form(e.Kind)
	if !ok || !slices.Contains(f.Entry.Never, form.ContentPerson) {
		return ""
	}
	for _, id := range entry.Texts(f, e) {
		if s.replica.Mentions(e.Value(id), s.desk.now()) == care.MentionName {
			return id
		}
	}
	return ""
}

// beside asks the backlogs about an entry as it would be signed.
func (s *Session) beside(e entry.Entry, with ...*entry.Backlog) []entry.Beside {
	e.Author = s.me()
	found := s.backlog.Beside(e)
	for _, b := range with {
		found = append(found, b.Beside(e)...)
	}
	return found
}

// anothersPaper tells whether the paper that an entry is written down from was printed for somebody else.
func (s *Session) anothersPaper(e entry.Entry) bool {
	if e.Paper == nil || e.PersonID == "" {
		return false
	}
	slip, err := s.slip(e.Paper.Number)
	return err == nil && slip.Person != "" && slip.Person != e.PersonID
}

// since is when the unit began to care for a person: the first of their executions, or where none is known
// of their decisions; zero when nothing says so.
func (s *Session) since(personID string) time.Time {
	if personID == "" {
		return time.Time{}
	}
	var executed, decided time.Time
	s.replica.Each(care.KindReference, func(item care.Item) {
		if r := item.(*care.Reference); r.What == care.ReferenceExecution && r.PersonID == personID {
			executed = earlier(executed, r.Starts)
		}
	})
	s.replica.Each(care.KindDecision, func(item care.Item) {
		if d := item.(*care.Decision); d.PersonID == personID {
			decided = earlier(decided, d.From)
		}
	})
	if executed.IsZero() {
		return decided
	}
	return executed
}

// earlier is the earlier of two times; one that is zero says nothing.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

// Beside are the entries to show side by side with the questions about this one, oldest event first: the
// same dose, a visit at the same time, the same visit.
func (s *Session) Beside(e entry.Entry) []entry.Tracked {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	var list []entry.Tracked
	for _, b := range s.beside(e) {
		for _, t := range b.Others {
			if !slices.ContainsFunc(list, func(known entry.Tracked) bool { return known.ID == t.ID }) {
				list = append(list, *t)
			}
		}
	}
	slices.SortStableFunc(list, func(x, y entry.Tracked) int { return x.EventTime.Compare(y.EventTime) })
	return list
}
