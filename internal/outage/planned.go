package outage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// PlannedKind is why a planned outage is (routine 2).
type PlannedKind string

// The kinds of planned outage; the sentences "outage.planned.<kind>" name them.
const (
	PlannedUpgrade PlannedKind = "upgrade" // of Lifecare or Phoniro (routine 2.1)
	PlannedPatch   PlannedKind = "patch"   // the municipality's window (routine 2.2)
	PlannedOther   PlannedKind = "other"
)

// PlannedSource is from where the binder knows of a planned outage.
type PlannedSource string

// The sources.
const (
	PlannedCalendar PlannedSource = "calendar" // a file of a calendar
	PlannedUnit     PlannedSource = "unit"     // the unit wrote it
	PlannedRule     PlannedSource = "rule"     // every second Wednesday
)

// Planned is a planned outage. One of the unit's own that has the id of another replaces that: a patch
// Wednesday that IT has moved, or taken off.
type Planned struct {
	ID      string        `json:"id"`
	Title   string        `json:"title,omitempty"` // empty where the rule made it: its kind names it
	Start   time.Time     `json:"start"`
	End     time.Time     `json:"end"`
	Systems []string      `json:"systems,omitempty"` // ids
	Kind    PlannedKind   `json:"kind"`
	Source  PlannedSource `json:"source"`
	Text    string        `json:"text,omitempty"`
	// Off says that it isn't held.
	Off bool `json:"off,omitempty"`
	// Minutes is how long systems are gone within it, where that is known (routine 2.2), else 0.
	Minutes int `json:"minutes,omitempty"`
	// Notice and DayBefore are midnight in Stockholm of the days on which notice is given and the SMS
	// goes out (routine 2.1); zero for a patch Wednesday, which IT tells of itself.
	Notice    time.Time `json:"notice,omitzero"`
	DayBefore time.Time `json:"day_before,omitzero"`
}

// Duty is something to do about a planned outage.
type Duty string

// The duties; the sentences "outage.duty.<duty>" word them.
const (
	DutyNotice    Duty = "notice"     // two weeks before: tell (routine 2.1)
	DutyDayBefore Duty = "day_before" // the day before: SMS
	DutySaveOften Duty = "save_often" // while it lasts: save work often (routine 2.2)
	DutyDone      Duty = "done"       // afterwards: say that it is over
)

// PlannedDuty is a duty with the time from which it is there and until when it makes sense.
type PlannedDuty struct {
	Duty
	From, To time.Time
}

// doneWithin is for how long after a planned outage the message that it is over makes sense.
const doneWithin = 24 * time.Hour

// Duties is what there is to do about it at a time, whether or not it is done already.
func (p Planned) Duties(at time.Time) []PlannedDuty {
	if p.Off {
		return nil
	}
	all := []PlannedDuty{{DutySaveOften, p.Start, p.End}}
	if p.Kind != PlannedPatch {
		all = []PlannedDuty{{DutyNotice, p.Notice, p.DayBefore}, {DutyDayBefore, p.DayBefore, p.Start},
			{DutySaveOften, p.Start, p.End}, {DutyDone, p.End, p.End.Add(doneWithin)}}
	}
	return slices.DeleteFunc(all, func(d PlannedDuty) bool { return at.Before(d.From) || !at.Before(d.To) })
}

// PlannedBetween is the planned outages that touch a span of time, by when they begin: the unit's own,
// those of calendars, and the patch Wednesdays, except where one of the others is the same window. What is
// taken off is left out.
func PlannedBetween(from, to time.Time, l Limits, own, calendar []Planned) []Planned {
	all := slices.Concat(own, calendar)
	for _, p := range patches(from, to, l) {
		if !slices.ContainsFunc(slices.Concat(own, calendar), p.same) {
			all = append(all, p)
		}
	}
	var chosen []Planned
	seen := map[string]bool{}
	for _, p := range all {
		again := p.ID != "" && seen[p.ID]
		seen[p.ID] = true
		if !again && !p.Off && p.Start.Before(to) && p.last().After(from) {
			chosen = append(chosen, p.Timed(l))
		}
	}
	slices.SortStableFunc(chosen, func(a, b Planned) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID)) })
	return chosen
}

// last is its end, or a moment after its start where it has none.
func (p Planned) last() time.Time {
	if p.End.After(p.Start) {
		return p.End
	}
	return p.Start.Add(time.Minute)
}

// Timed is the planned outage with the days of notice put in by the unit's times.
func (p Planned) Timed(l Limits) Planned {
	p.Notice, p.DayBefore = time.Time{}, time.Time{}
	if p.Kind != PlannedPatch {
		p.Notice, p.DayBefore = care.NextDay(p.Start, -l.NoticeDays), care.NextDay(p.Start, -1)
	}
	return p
}

// patches are the patch Wednesdays of the months that a span touches.
func patches(from, to time.Time, l Limits) []Planned {
	var all []Planned
	from, to = from.In(care.Stockholm), to.In(care.Stockholm)
	for month := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC); month.Before(to.AddDate(0, 0, 1)); month = month.AddDate(0, 1, 0) {
		start, end := PatchWednesday(month.Year(), month.Month(), l)
		all = append(all, Planned{ID: fmt.Sprintf("patch-%04d-%02d", month.Year(), int(month.Month())), Start: start, End: end,
			Kind: PlannedPatch, Source: PlannedRule, Minutes: l.PatchMinutes})
	}
	return all
}

// same tells whether another is this patch Wednesday under an id of its own: it touches the window and
// says so.
func (p Planned) same(other Planned) bool {
	return !other.Off && other.ID != p.ID && other.Start.Before(p.End) && other.last().After(p.Start) && (other.Kind == PlannedPatch || KindOfTitle(other.Title) == PlannedPatch)
}

// KindOfTitle guesses the kind of a calendar's entry by its title.
func KindOfTitle(title string) PlannedKind {
	title = strings.ToLower(title)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(title, word) })
	}
	switch {
	case has("patch", "servicefönster", "service window"):
		return PlannedPatch
	case has("uppgradering", "upgrade", "release", "ny version"):
		return PlannedUpgrade
	}
	return PlannedOther
}
