package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// SigningReader reads the signings of health orders that Lifecare shows. Its errors hold neither key
// nor person.
type SigningReader interface {
	Signings(ctx context.Context, p SigningPeriod) (ShownSignings, error)
}

// SigningPeriod is what is asked for: days, both included, and Lifecare's numbers of activities.
type SigningPeriod struct {
	From, To   time.Time
	Activities []string
}

// ShownSignings is what Lifecare shows.
type ShownSignings struct {
	List []entry.ShownSigning
	// Loose says that the list kept changing while it was read, so that one can be missing.
	Loose bool
}

// SigningRow is one entered signing that no second person has compared yet, and what Lifecare shows of
// it. It proposes: the second person still looks and says so (VerifyEntry).
type SigningRow struct {
	EntryID    string
	PersonID   string
	PersonName string
	Order      string // as it stands in the entry
	EventTime  time.Time
	entry.SigningFinding
	// Shows is what Lifecare shows, in words; empty where nothing was found.
	Shows string
	// Says is what differs, what a person has to look at, or why it can't be compared, a sentence each.
	Says []string
}

// SigningCheck is a comparison. Nothing of it is stored.
type SigningCheck struct {
	Rows []SigningRow // by the time of the event
	At   time.Time    // UTC
}

// Count is how many rows came to an outcome.
func (c SigningCheck) Count(o entry.SigningOutcome) int {
	n := 0
	for _, r := range c.Rows {
		if r.Outcome == o {
			n++
		}
	}
	return n
}

// checkDays is how far back signings are compared: the list that is asked for is the whole unit's.
const checkDays = 92

// CheckSignings compares the signings that were entered by hand with what Lifecare's interface shows.
// Rows are those that wait for the second person; those who were compared already take part, so that
// each signing in Lifecare stands for one entry. Nothing is changed, in Lifecare or here, but the
// log. Faults: "access.not_allowed", "vault.read_only", "connection.none_possible", "connection.none",
// those of the reader.
func (s *Session) CheckSignings(ctx context.Context) (SigningCheck, error) {
	reader, list, err := s.signingsToCheck()
	if err != nil {
		return SigningCheck{}, err
	}
	var shown ShownSignings
	if period := periodOf(list); len(period.Activities) > 0 {
		if shown, err = reader.Signings(ctx, period); err != nil {
			return SigningCheck{}, err
		}
	}
	s.hold()
	defer s.mu.Unlock()
	if ctx.Err() != nil { // the binder may be closed
		return SigningCheck{}, ctx.Err()
	}
	if err := s.mayCheckSignings(); err != nil {
		return SigningCheck{}, err
	}
	check := SigningCheck{At: s.desk.now().UTC()}
	logged := map[string]bool{"": true} // one line a person
	for i, f := range entry.CompareSignings(list, shown.List) {
		if list[i].State != entry.StateEntered {
			continue
		}
		row := s.signingRow(list[i], f, shown.Loose)
		check.Rows = append(check.Rows, row)
		if !logged[row.PersonID] {
			logged[row.PersonID] = true
			s.unlogged = append(s.unlogged, s.line(access.ActionRead, row.PersonID, string(entry.KindSigning)))
		}
	}
	slices.SortStableFunc(check.Rows, func(a, b SigningRow) int {
		return cmp.Or(a.EventTime.Compare(b.EventTime), cmp.Compare(a.EntryID, b.EntryID))
	})
	s.writeLog(ctx)
	return check, nil
}

// CanCheckSignings tells whether there is a connection over which signings can be compared.
func (s *Session) CanCheckSignings() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mayCheckSignings() == nil
}

func (s *Session) mayCheckSignings() error {
	if err := s.may(access.RightReenter); err != nil {
		return err
	}
	switch {
	case s.store.ReadOnly(): // who has seen what could not be noted
		return text.NewFault("vault.read_only")
	case s.desk.Signings == nil:
		return text.NewFault("connection.none_possible")
	case !s.link.configured():
		return text.NewFault("connection.none")
	}
	return nil
}

// signingsToCheck makes the reader, and the signings that stand in Lifecare, each with the activities
// of its person. The copies don't change while Lifecare is asked.
func (s *Session) signingsToCheck() (SigningReader, []entry.EnteredSigning, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.mayCheckSignings(); err != nil {
		return nil, nil, err
	}
	reader, err := s.desk.Signings(s.link.Connection)
	if err != nil {
		return nil, nil, err
	}
	known := s.activitiesByPerson()
	since := s.desk.now().AddDate(0, 0, -checkDays)
	var list []entry.EnteredSigning
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool {
		return t.Kind == entry.KindSigning && (t.State == entry.StateEntered || t.State == entry.StateVerified)
	}) {
		copied := *t
		one := entry.EnteredSigning{Tracked: &copied}
		if t.EventTime.After(since) { // older ones are for a person to look at
			one.Activities = known[t.PersonID]
		}
		list = append(list, one)
	}
	return reader, list, nil
}

// activitiesByPerson are the activities that the binder knows by Lifecare's number. The lists about one
// activity are items of their own with the same number, and call it the same.
func (s *Session) activitiesByPerson() map[string][]entry.KnownActivity {
	known, at := map[string][]entry.KnownActivity{}, map[[2]string]int{}
	s.replica.Each(care.KindHealthOrder, func(item care.Item) {
		o := item.(*care.HealthOrder)
		number, is := strings.CutPrefix(o.SourceID, "activity:")
		if !is || o.PersonID == "" {
			return
		}
		key := [2]string{o.PersonID, number}
		i, has := at[key]
		if !has {
			i = len(known[o.PersonID])
			at[key] = i
			known[o.PersonID] = append(known[o.PersonID], entry.KnownActivity{Number: number})
		}
		a := &known[o.PersonID][i]
		for _, name := range []string{o.Title, o.Text, o.Code} {
			if name = strings.TrimSpace(name); name != "" && !slices.Contains(a.Called, name) {
				a.Called = append(a.Called, name)
			}
		}
	})
	for _, list := range known {
		slices.SortFunc(list, func(a, b entry.KnownActivity) int { return cmp.Compare(a.Number, b.Number) })
	}
	return known
}

// periodOf is from the day before the first to the day after the last: days are Lifecare's, and what
// was entered with another time should be found.
func periodOf(list []entry.EnteredSigning) SigningPeriod {
	var p SigningPeriod
	asked := map[string]bool{}
	for _, e := range list {
		if e.State != entry.StateEntered || len(e.Activities) == 0 {
			continue
		}
		day := care.Day(e.EventTime)
		if p.From.IsZero() || day.Before(p.From) {
			p.From = day
		}
		if day.After(p.To) {
			p.To = day
		}
		for _, a := range e.Activities {
			if !asked[a.Number] {
				asked[a.Number] = true
				p.Activities = append(p.Activities, a.Number)
			}
		}
	}
	if len(p.Activities) > 0 {
		p.From, p.To = care.NextDay(p.From, -1), care.NextDay(p.To, 1)
	}
	return p
}
