package desk

import (
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// OutageView is an outage as its page shows it at a moment. It names nobody whom the unit cares for, so
// that who may not read persons may see it too.
type OutageView struct {
	outage.Outage
	// States is what works and what doesn't, RunsOut what works for a time still, soonest first.
	States  []outage.State
	RunsOut []outage.FunctionState
	// Steps are those of the audiences that were asked for.
	Steps []StepRow
	// Calls is whom to call now, first to last.
	Calls []outage.Contact
	// Escalations are the unit's limits that are reached and not carried out, Next the one that comes;
	// nil when none is left. UpdateDue says that no message has gone out for so long that a reminder comes.
	Escalations []outage.EscalationAt
	Next        *outage.EscalationAt
	UpdateDue   bool
	// Entries is how many entries were written of what happened while it lasted, Waiting how many of them
	// are not in Lifecare, and Notes how many the opener has not read. All are none for who may not read.
	Entries, Waiting, Notes int
	// Overlaps are the other outages that lasted at the same time.
	Overlaps []outage.Outage
	// Since is how long it has lasted, or lasted; never negative, although the clock was set back.
	Since time.Duration
	// Mended says that nothing is broken any more although the outage is open: it may be over.
	Mended bool
	// Missing are those of Calls that have no number.
	Missing []outage.Contact
}

// StepRow is a step with whether it is done.
type StepRow struct {
	outage.StepOf
	Done bool
	By   string
	At   time.Time
}

// Outages are all outages and drills, newest first.
func (s *Session) Outages() []outage.Outage {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.outages.All()
}

// Outage is one outage with the steps of the given audiences, none meaning the opener's and
// outage.AudienceAll every step. Fault
// "outage.unknown".
func (s *Session) Outage(id string, who ...outage.Audience) (OutageView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.outages.Get(id)
	if !known {
		return OutageView{}, text.NewFault("outage.unknown")
	}
	return s.outageView(o, who), nil
}

// OpenOutage is the newest outage that is open; drills are none.
func (s *Session) OpenOutage(who ...outage.Audience) (OutageView, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.outages.Open() {
		if !o.Drill {
			return s.outageView(o, who), true
		}
	}
	return OutageView{}, false
}

func (s *Session) outageView(o outage.Outage, who []outage.Audience) OutageView {
	at, c := s.momentOf(o.ID), s.catalogue()
	if len(who) == 0 {
		who = s.roles()
	}
	broken := o.Now()
	v := OutageView{Outage: o, Mended: o.Open() && len(o.Broken) > 0 && len(broken) == 0}
	if o.Open() {
		v.States = c.Now(broken, at)
		v.RunsOut = outage.RunsOut(v.States, at)
		v.Calls = c.Calls(broken, at, s.desk.Working)
		v.UpdateDue = c.Limits.UpdateDue(lastWord(o, at), at)
		v.Escalations = c.Limits.Due(o.Began, o.Escalated, at)
		if next, comes := c.Limits.NextEscalation(o.Began, o.Escalated, at); comes {
			v.Next = &next
		}
	}
	for _, contact := range v.Calls {
		if contact.Number == "" {
			v.Missing = append(v.Missing, contact)
		}
	}
	v.Steps = s.stepRows(c.StepsFor(o.Broken, who), o)
	for _, id := range s.outages.Overlapping(o.ID) {
		if other, known := s.outages.Get(id); known {
			v.Overlaps = append(v.Overlaps, other)
		}
	}
	v.Since = o.Lasted(at)
	s.countEntries(&v)
	return v
}

// lastWord is when the units last heard of an outage, its begin where they haven't. What was noted while the
// clock was years ahead doesn't count: it would silence the reminder for as long.
func lastWord(o outage.Outage, at time.Time) time.Time {
	last := o.Began
	for _, m := range o.Messages {
		if !m.At.After(at.Add(clockSlack)) {
			last = newer(last, m.At)
		}
	}
	return last
}

func newer(x, y time.Time) time.Time {
	if x.After(y) {
		return x
	}
	return y
}

func (s *Session) stepRows(steps []outage.StepOf, o outage.Outage) []StepRow {
	rows := make([]StepRow, len(steps))
	for i, step := range steps {
		rows[i] = StepRow{StepOf: step}
		for _, key := range append([]string{step.Key()}, step.Also...) {
			if tick, done := o.Ticks[key]; done {
				rows[i].Done, rows[i].By, rows[i].At = true, tick.By.Name, tick.At
				break
			}
		}
	}
	return rows
}

func (s *Session) countEntries(v *OutageView) {
	if s.may(access.RightRead) != nil || v.Drill {
		return
	}
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return during(t, v.Outage) }) {
		v.Entries++
		if t.State.Waits() {
			v.Waiting++
		}
		if s.unread(t) {
			v.Notes++
		}
	}
}

// Roles are the audiences whose steps the opener sees, from role and areas; the window lets them choose
// others.
func (s *Session) Roles() []outage.Audience {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.roles()
}

func (s *Session) roles() []outage.Audience {
	var who []outage.Audience
	areas := s.store.Areas()
	if s.user.Role.May(access.RightUnit) {
		who = append(who, outage.AudienceHeads)
	}
	for _, a := range []struct {
		area access.Area
		who  outage.Audience
	}{{access.AreaSocial, outage.AudienceProviders}, {access.AreaHealth, outage.AudienceHealth}, {access.AreaCaseWork, outage.AudienceCaseWork}} {
		if slices.Contains(areas, a.area) {
			who = append(who, a.who)
		}
	}
	if s.user.Role.May(access.RightImport) {
		who = append(who, outage.AudiencePlanners)
	}
	return who
}
