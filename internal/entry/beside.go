package entry

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// The kinds and fields that are compared with one another. Their forms hold to these names.
const (
	KindSigning    Kind = "signing"    // of a health order
	KindAttendance Kind = "attendance" // a visit that was made, or not

	fieldOrder   = "order"
	fieldOutcome = "outcome"
	fieldEnd     = "end"    // clock
	fieldDouble  = "double" // staffing

	outcomeNotDone   = "not_done"
	outcomeCancelled = "cancelled"
	doubleYes        = "yes"
)

// The codes of what is asked about because of other entries.
const (
	CodeSameDose  = "same_dose"
	CodeOverlap   = "overlap"
	CodeSameVisit = "same_visit"
)

// doseApart is how near two signings of the same dose are asked about.
const doseApart = 30 * time.Minute

// longestVisit is how far apart two visits that overlap can begin.
const longestVisit = 24 * time.Hour

// Beside is a question about an entry because of others, which are shown beside it. Code names the
// sentence "entry.<code>"; whoever answers yes has it among Entry.Confirmed.
type Beside struct {
	Code   string
	Others []*Tracked // oldest event first
}

// Beside finds what asks about an entry before it is signed: the same dose signed by somebody else
// within thirty minutes, attendance by the same author or of the same person at overlapping times
// without double staffing, and a visit that was reported already. Entries that were struck or
// corrected, the one that it corrects and its own parts aren't compared.
func (b *Backlog) Beside(e Entry) []Beside {
	var found []Beside
	add := func(code string, others []*Tracked) {
		if len(others) > 0 && !slices.Contains(e.Confirmed, code) {
			found = append(found, Beside{Code: code, Others: others})
		}
	}
	switch e.Kind {
	case KindSigning:
		add(CodeSameDose, b.near(e, doseApart, func(t *Tracked) bool { return sameDose(e, t.Entry) }))
	case KindAttendance:
		visits := b.sameVisit(e)
		add(CodeSameVisit, visits)
		add(CodeOverlap, b.near(e, longestVisit, func(t *Tracked) bool { return overlap(e, t.Entry) && !slices.Contains(visits, t) }))
	}
	return found
}

// near are the entries that count whose events lie within a time of the entry's.
func (b *Backlog) near(e Entry, within time.Duration, same func(*Tracked) bool) []*Tracked {
	if e.EventTime.IsZero() {
		return nil
	}
	var list []*Tracked
	for _, t := range b.between(e.EventTime.Add(-within), e.EventTime.Add(within+time.Nanosecond)) {
		if t.Kind == e.Kind && counts(e, t) && same(t) {
			list = append(list, t)
		}
	}
	return list
}

func (b *Backlog) sameVisit(e Entry) []*Tracked {
	if e.Visit == "" {
		return nil
	}
	var list []*Tracked
	for _, t := range b.visits[e.Visit] {
		if t.Kind == KindAttendance && counts(e, t) && (sameWriter(e, t.Entry) || !doubled(e, t.Entry)) {
			list = append(list, t)
		}
	}
	slices.SortFunc(list, byEvent)
	return list
}

// counts tells whether another entry is compared with this one.
func counts(e Entry, t *Tracked) bool {
	return t.ID != e.ID && t.ID != e.Corrects && t.State != StateStruck && t.State != StateCorrected && (t.Parts == 0 || t.Whole != e.Whole)
}

// sameDose: an order that somebody else gave, too.
func sameDose(e, other Entry) bool {
	order := plain(e.Values[fieldOrder])
	return order != "" && order == plain(other.Values[fieldOrder]) && sameSubject(e, other) && !sameWriter(e, other) &&
		e.Values[fieldOutcome] != outcomeNotDone && other.Values[fieldOutcome] != outcomeNotDone
}

// overlap: one person in two places, or two visits in one home at the same time.
func overlap(e, other Entry) bool {
	if e.Values[fieldOutcome] == outcomeCancelled || other.Values[fieldOutcome] == outcomeCancelled {
		return false
	}
	if !sameWriter(e, other) && (!sameSubject(e, other) || doubled(e, other)) {
		return false
	}
	from, to := e.span()
	otherFrom, otherTo := other.span()
	return from.Before(otherTo) && otherFrom.Before(to)
}

// span is from when to when a visit lasted. One that doesn't say when it ended takes a minute.
func (e Entry) span() (from, to time.Time) {
	from = e.EventTime.In(care.Stockholm)
	to = from.Add(time.Minute)
	if clock, err := time.Parse("15:04", strings.TrimSpace(e.Values[fieldEnd])); err == nil {
		to = care.LocalTime(from.Year(), from.Month(), from.Day(), clock.Hour(), clock.Minute(), 0)
		if to.Before(from) { // past midnight
			to = care.LocalTime(from.Year(), from.Month(), from.Day()+1, clock.Hour(), clock.Minute(), 0)
		}
	}
	return from, to
}

func doubled(e, other Entry) bool {
	return e.Values[fieldDouble] == doubleYes || other.Values[fieldDouble] == doubleYes
}

// sameSubject tells whether both are about one person, by their number where the binder didn't know
// them.
func sameSubject(e, other Entry) bool {
	if e.PersonID != "" && other.PersonID != "" {
		return e.PersonID == other.PersonID
	}
	return e.Subject != nil && other.Subject != nil && e.Subject.Number != "" && e.Subject.Number == other.Subject.Number
}

// sameWriter tells whether both were written by one person: on paper only the name says so.
func sameWriter(e, other Entry) bool {
	x, y := e.Writer(), other.Writer()
	if x.Identity != "" && y.Identity != "" {
		return x.Identity == y.Identity
	}
	return plain(x.Name) != "" && plain(x.Name) == plain(y.Name)
}

// plain is a text by which two are compared: small letters and single spaces.
func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
