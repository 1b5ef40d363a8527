package desk

import (
	"cmp"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// OutageReport is the one-page report of an outage: how long, what, who was touched, and how far what was
// written during it has come. The counts are none for who may not read entries. Fault "outage.unknown".
func (s *Session) OutageReport(id string) (outage.Report, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.outages.Get(id)
	if !known {
		return outage.Report{}, text.NewFault("outage.unknown")
	}
	return s.report(o), nil
}

func (s *Session) report(o outage.Outage) outage.Report {
	r := o.Report(s.catalogue(), s.countsOf(o), s.desk.now())
	r.Units = cmp.Or(r.Units, s.unit.Name)
	r.Overlaps = len(s.outages.Overlapping(o.ID))
	return r
}

// countsOf is how far what was written of an outage has come.
func (s *Session) countsOf(o outage.Outage) outage.Counts {
	if s.may(access.RightRead) != nil {
		return outage.Counts{}
	}
	n := outage.Counts{Known: true}
	for _, records := range s.withheld {
		n.Hidden += records
	}
	if o.Drill {
		return n
	}
	now, persons := s.desk.now(), map[string]bool{}
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return during(t, o) && t.State != entry.StateCorrected }) {
		if t.PersonID != "" {
			persons[t.PersonID] = true
		}
		n.Entries++
		switch {
		case t.State.Waits():
			n.Waiting++
			if s.desk.Kinds.Late(t, now) {
				n.Late++
			}
		case t.State == entry.StateEntered, t.State == entry.StateVerified:
			n.Entered++
			if s.wasLate(t) {
				n.Late++
			}
		default:
			n.Other++
		}
	}
	n.Persons = len(persons)
	return n
}

// wasLate tells whether an entry had passed a deadline when it was entered.
func (s *Session) wasLate(t *entry.Tracked) bool {
	then := *t
	then.State = entry.StateSigned
	return !t.EnteredAt.IsZero() && s.desk.Kinds.Late(&then, t.EnteredAt)
}

// OutageStats is what the outages of a year come to; drills are none.
func (s *Session) OutageStats(year int) outage.YearStats {
	s.mu.Lock()
	defer s.mu.Unlock()
	return outage.StatsOf(s.outages.All(), year)
}

// CyberDraft is the draft of a step of reporting a significant incident (cybersäkerhetslagen 2025:1506):
// it asks whether the outage is one, and never says so. Fault "outage.unknown".
func (s *Session) CyberDraft(id string, kind outage.CyberKind) (outage.CyberReport, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.outages.Get(id)
	if !known {
		return outage.CyberReport{}, text.NewFault("outage.unknown")
	}
	return outage.CyberDraft(s.desk.Words, kind, s.catalogue(), s.report(o)), nil
}
