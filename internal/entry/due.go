package entry

import (
	"cmp"
	"slices"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// Mark is a time by which something should be done with an entry.
type Mark struct {
	At     time.Time
	Hours  int // after the event; 0 is at once
	What   text.Both
	Source string // the law or the routine
}

// Passed tells whether the mark is behind us. What should be done at once has the day of the event.
func (m Mark) Passed(now time.Time) bool {
	return hasPassed(m.At, m.Hours, now)
}

// Left is the time until the mark, below zero when it has passed.
func (m Mark) Left(now time.Time) time.Duration { return m.At.Sub(now) }

// DueClass says how urgent an entry is.
type DueClass string

// The classes, by the next mark.
const (
	DueLate      DueClass = "late"      // a mark has passed
	DueToday     DueClass = "today"     // before midnight in Stockholm
	DueTwoDays   DueClass = "two_days"  // within 48 hours
	DueFortnight DueClass = "fortnight" // within fourteen days
	DueLater     DueClass = "later"
	DueNone      DueClass = "none" // no mark, or nothing left to enter
)

// DueClasses are all classes, the most urgent first.
func DueClasses() []DueClass {
	return []DueClass{DueLate, DueToday, DueTwoDays, DueFortnight, DueLater, DueNone}
}

// DueOf are the marks of an entry by its form and what was chosen in it, the earliest first, whether
// they have passed or not.
func (k Kinds) DueOf(t *Tracked) []Mark {
	f, ok := k.Form(t.Kind)
	if !ok {
		return nil
	}
	var marks []Mark
	for _, due := range f.Entry.Due {
		if due.If.Holds(t.Values) {
			marks = append(marks, markOf(t, due))
		}
	}
	slices.SortStableFunc(marks, func(x, y Mark) int { return cmp.Compare(x.Hours, y.Hours) })
	return marks
}

func markOf(t *Tracked, due form.Due) Mark {
	return Mark{At: dueAt(t, due), Hours: due.Hours, What: due.What, Source: due.Source}
}

// NextDue is the next mark of an entry that waits; when all have passed, the last of them. False for
// an entry without marks, and for one that is in Lifecare or ended.
func (k Kinds) NextDue(t *Tracked, now time.Time) (Mark, bool) {
	next, _ := k.due(t, now)
	if next == nil {
		return Mark{}, false
	}
	return markOf(t, *next), true
}

// NextAt is when the next mark of an entry is, and whether one has passed, as NextDue and Late tell. It
// makes nothing, for it is asked of every entry at every key.
func (k Kinds) NextAt(t *Tracked, now time.Time) (at time.Time, late, ok bool) {
	next, late := k.due(t, now)
	if next == nil {
		return time.Time{}, false, false
	}
	return dueAt(t, *next), late, true
}

// Late tells whether an entry that waits has passed one of its marks.
func (k Kinds) Late(t *Tracked, now time.Time) bool {
	_, late := k.due(t, now)
	return late
}

// Class is how urgent an entry is.
func (k Kinds) Class(t *Tracked, now time.Time) DueClass {
	return k.class(t, now, midnight(now))
}

// Classes is Class for many entries at one time: tonight is reckoned once.
func (k Kinds) Classes(now time.Time) func(*Tracked) DueClass {
	tonight := midnight(now)
	return func(t *Tracked) DueClass { return k.class(t, now, tonight) }
}

func (k Kinds) class(t *Tracked, now, tonight time.Time) DueClass {
	next, late := k.due(t, now)
	if next == nil {
		return DueNone
	}
	at := dueAt(t, *next)
	switch left := at.Sub(now); {
	case late:
		return DueLate
	case at.Before(tonight):
		return DueToday
	case left <= 48*time.Hour:
		return DueTwoDays
	case left <= 14*24*time.Hour:
		return DueFortnight
	}
	return DueLater
}

// due finds the next mark and whether one has passed. It is asked of every entry at every key, so that
// it makes nothing.
func (k Kinds) due(t *Tracked, now time.Time) (next *form.Due, late bool) {
	f := k.by[t.Kind]
	if f == nil || !t.State.Waits() {
		return nil, false
	}
	ahead := false // next lies before us
	for i := range f.Entry.Due {
		d := &f.Entry.Due[i]
		if !d.If.Holds(t.Values) {
			continue
		}
		passed := hasPassed(dueAt(t, *d), d.Hours, now)
		late = late || passed
		switch {
		case next == nil, !passed && !ahead, // the first ahead
			!passed && d.Hours < next.Hours,          // a nearer one
			passed && !ahead && d.Hours > next.Hours: // a later one of those behind us
			next, ahead = d, !passed
		}
	}
	return next, late
}

func dueAt(t *Tracked, d form.Due) time.Time {
	return t.EventTime.Add(time.Duration(d.Hours) * time.Hour)
}

func hasPassed(at time.Time, hours int, now time.Time) bool {
	if hours > 0 {
		return now.After(at)
	}
	return now.After(at) && (now.Sub(at) > 25*time.Hour || !now.Before(midnight(at)))
}

// midnight is when the day of a time ends, in Stockholm.
func midnight(at time.Time) time.Time {
	y, m, d := at.In(care.Stockholm).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, care.Stockholm)
}
