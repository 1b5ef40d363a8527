package care

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Chart is what is known about a person beyond card, plan and visits: health care, decisions,
// absence and documents. Parts whose area the opener has no key for are empty.
type Chart struct {
	Medications []*Medication // by name; the ones that a newer list lacks too. See InUse
	// Orders are the health orders, what several answers say of one put together: those with an
	// hour first, then by what they are.
	Orders         []*HealthOrder
	Signings       []*Signing       // newest first, of the last SigningDays
	Investigations []*Investigation // newest first
	Decisions      []*Decision      // newest first
	Absences       []*Absence       // by start
	Journals       []*Journal       // newest first
	JournalNotes   []*JournalNote   // newest first
	Documents      []*Document      // newest first
	Facts          []*HealthFacts   // newest first
}

// SigningDays is how many days of signings a chart goes back.
const SigningDays = 14

// charts are the charts of everyone, by person, and what concerns the whole unit.
type charts struct {
	people  map[string]*Chart
	outages []*PlannedOutage
	unit    []*Contact
	staff   []*Reference
}

// of is a person's chart to add to.
func (c *charts) of(personID string) *Chart {
	chart := c.people[personID]
	if chart == nil {
		chart = &Chart{}
		c.people[personID] = chart
	}
	return chart
}

// chartsOf gathers the kinds that only charts hold. A medicine that a newer list lacks stays: it
// is shown struck through, so that nobody gives it from an older paper (requirement 17).
func chartsOf(items map[Kind]map[string]Item) *charts {
	c := &charts{people: map[string]*Chart{}}
	for _, kind := range Kinds() {
		if kind == KindVisit { // none in a chart, and far more than of all others together
			continue
		}
		for _, item := range items[kind] {
			if m, ok := item.(*Medication); ok {
				chart := c.of(m.PersonID)
				chart.Medications = append(chart.Medications, m)
			} else if !item.ItemMeta().Gone() {
				c.take(item)
			}
		}
	}
	for _, chart := range c.people {
		chart.sort()
	}
	slices.SortFunc(c.outages, func(x, y *PlannedOutage) int { return cmp.Or(x.Start.Compare(y.Start), cmp.Compare(x.ID, y.ID)) })
	c.unit = inContactOrder(mergeContacts(c.unit))
	slices.SortFunc(c.staff, func(x, y *Reference) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID)) })
	return c
}

func (c *charts) take(item Item) {
	switch it := item.(type) {
	case *HealthOrder:
		c.of(it.PersonID).Orders = append(c.of(it.PersonID).Orders, it)
	case *Signing:
		c.of(it.PersonID).Signings = append(c.of(it.PersonID).Signings, it)
	case *Investigation:
		c.of(it.PersonID).Investigations = append(c.of(it.PersonID).Investigations, it)
	case *Decision:
		c.of(it.PersonID).Decisions = append(c.of(it.PersonID).Decisions, it)
	case *Absence:
		c.of(it.PersonID).Absences = append(c.of(it.PersonID).Absences, it)
	case *Journal:
		c.of(it.PersonID).Journals = append(c.of(it.PersonID).Journals, it)
	case *JournalNote:
		c.of(it.PersonID).JournalNotes = append(c.of(it.PersonID).JournalNotes, it)
	case *Document:
		c.of(it.PersonID).Documents = append(c.of(it.PersonID).Documents, it)
	case *HealthFacts:
		c.of(it.PersonID).Facts = append(c.of(it.PersonID).Facts, it)
	default:
		c.takeOfUnit(item)
	}
}

// takeOfUnit takes what is about nobody in particular.
func (c *charts) takeOfUnit(item Item) {
	switch it := item.(type) {
	case *PlannedOutage:
		c.outages = append(c.outages, it)
	case *Contact:
		if it.PersonID == "" {
			c.unit = append(c.unit, it)
		}
	case *Reference:
		if (it.What == ReferenceStaff || it.What == ReferenceUnit) && !it.Inactive {
			c.staff = append(c.staff, it)
		}
	}
}

func (c *Chart) sort() {
	slices.SortFunc(c.Medications, func(x, y *Medication) int {
		return cmp.Or(cmp.Compare(fold(x.Name), fold(y.Name)), cmp.Compare(x.Strength, y.Strength), cmp.Compare(x.ID, y.ID))
	})
	c.Orders = mergeOrders(c.Orders)
	newestFirst(c.Signings, (*Signing).At)
	newestFirst(c.Investigations, func(i *Investigation) time.Time { return cmp.Or(i.Updated, i.Starts) })
	slices.SortFunc(c.Decisions, func(x, y *Decision) int {
		return cmp.Or(cmp.Or(y.From, y.Date).Compare(cmp.Or(x.From, x.Date)), cmp.Compare(fold(x.What), fold(y.What)), cmp.Compare(x.ID, y.ID))
	})
	newestFirst(c.Journals, func(j *Journal) time.Time { return j.Starts })
	newestFirst(c.JournalNotes, func(n *JournalNote) time.Time { return n.At })
	newestFirst(c.Facts, func(f *HealthFacts) time.Time { return cmp.Or(f.Noted, f.AsOf) })
	newestFirst(c.Documents, func(d *Document) time.Time { return d.Date })
	slices.SortFunc(c.Absences, func(x, y *Absence) int { return cmp.Or(x.From.Compare(y.From), cmp.Compare(x.ID, y.ID)) })
}

// newestFirst orders items by a time of theirs, then id, so that lists never jump about.
func newestFirst[T Item](items []T, at func(T) time.Time) {
	slices.SortFunc(items, func(x, y T) int {
		return cmp.Or(at(y).Compare(at(x)), cmp.Compare(x.ItemMeta().ID, y.ItemMeta().ID))
	})
}

// chart is a person's chart with the signings of the last SigningDays before the day of t and later.
func (r *Replica) chart(personID string, t time.Time) Chart {
	r.index()
	whole := r.charts.people[personID]
	if whole == nil {
		return Chart{}
	}
	chart := *whole
	since := NextDay(t, -SigningDays)
	chart.Signings = slices.DeleteFunc(slices.Clone(whole.Signings), func(s *Signing) bool { return s.At().Before(since) })
	return chart
}

// Away is the absence that covers the day of t; of several the one that lasts longest. Nil when
// the person is at home.
func (r *Replica) Away(personID string, t time.Time) *Absence {
	r.index()
	if chart := r.charts.people[personID]; chart != nil {
		return chart.Away(t)
	}
	return nil
}

// Away is the absence that covers the day of t; nil when the person is at home.
func (c *Chart) Away(t time.Time) *Absence {
	var away *Absence
	for _, a := range c.Absences {
		if a.Covers(t) && (away == nil || (!away.To.IsZero() && (a.To.IsZero() || a.To.After(away.To)))) {
			away = a
		}
	}
	return away
}

// Coming are the absences that begin after the day of t.
func (c *Chart) Coming(t time.Time) []*Absence {
	return slices.DeleteFunc(slices.Clone(c.Absences), func(a *Absence) bool { return !Day(a.From).After(Day(t)) })
}

// Outages are the planned stops that touch the time from (inclusive) to (exclusive), by start.
func (r *Replica) Outages(from, to time.Time) []*PlannedOutage {
	r.index()
	return slices.DeleteFunc(slices.Clone(r.charts.outages), func(o *PlannedOutage) bool {
		return !o.Start.Before(to) || !maxTime(o.End, o.Start.Add(1)).After(from)
	})
}

func maxTime(x, y time.Time) time.Time {
	if y.After(x) {
		return y
	}
	return x
}

// UnitContacts are the contacts that belong to no person: the unit's own telephone list.
func (r *Replica) UnitContacts() []*Contact {
	r.index()
	return r.charts.unit
}

// Reachable are the units and members of staff of whom a telephone number or an e-mail address is
// known, by name. A protected number doesn't count.
func (r *Replica) Reachable() []*Reference {
	r.index()
	return slices.DeleteFunc(slices.Clone(r.charts.staff), func(f *Reference) bool {
		return len(f.Emails) == 0 && !slices.ContainsFunc(f.Phones, func(p Phone) bool { return !p.Protected && strings.TrimSpace(p.Number) != "" })
	})
}
