package desk

import (
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// Diagnose says what probably is broken, from a few plain answers. It stores nothing.
func (s *Session) Diagnose(a outage.Answers) outage.Finding {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.catalogue().Diagnose(a)
}

// ReportText is the report of a failure, to read out or to paste into the service desk's form, and whom to
// call with it, first to last. It has no identity number in it, and what names a cared-for person is left
// out of it and said to be.
func (s *Session) ReportText(a outage.Answers, phone string) (string, []outage.Contact) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, c := s.desk.now(), s.catalogue()
	if s.replica.Mentions(a.Seen, now) != care.MentionNothing { // it goes to another authority's desk
		a.Seen = s.desk.Words.Say("outage.report.named")
	}
	o := outage.Reported{Unit: s.unit.Name, Reporter: signature(s.user), Phone: tidy(phone), At: now}
	return c.ReportText(s.desk.Words, a, o), c.Calls(c.Diagnose(a).Broken, now, s.desk.Working)
}
