package outage

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Counts is what was written and done about it, as somebody who may read it counted.
type Counts struct {
	// Known is false where nobody could count: the numbers then say nothing.
	Known   bool
	Persons int // persons whom entries of the outage are about
	// Entries are those of the outage. Entered, Waiting and Other add up to them: in Lifecare, still to be
	// entered, and closed in another way (kept on paper, or nothing to enter).
	Entries, Entered, Waiting, Other int
	// Late are those among them that were entered after their deadline, or wait past it.
	Late int
	// Hidden are entries of the unit that whoever counted may not read: they are in none of the numbers.
	Hidden int
}

// SystemTime is a system that the outage touched.
type SystemTime struct {
	System System
	// Worst is the worst that became of one of its functions, and When for how long altogether something
	// of it didn't work as usual.
	Worst    Still
	Touched  time.Duration
	Failures []string // why, in the order of the catalogue
}

// Report is the page about an outage for whoever decides: what is known, and what isn't.
type Report struct {
	Outage
	Counts
	At       time.Time // when it was made
	Duration time.Duration
	// Systems are those that were touched, by their place; a part only where its system doesn't tell it.
	Systems []SystemTime
	Units   string // who was touched, in words; empty where nobody said
	// Overlaps is how many other outages went on meanwhile.
	Overlaps int
}

// Report puts together what is known of an outage at a time.
func (o Outage) Report(c Catalogue, n Counts, at time.Time) Report {
	return Report{Outage: o, Counts: n, At: at, Duration: o.minutes(at), Systems: o.systems(c, at), Units: trimmed(o.Touched)}
}

// Between is how long it is from one moment to another as their clocks say it, without seconds: times and
// durations on a paper then add up.
func Between(from, to time.Time) time.Duration {
	return max(0, to.Truncate(time.Minute).Sub(from.Truncate(time.Minute)))
}

// minutes is how long it lasted, as the clocks of its begin and end say it.
func (o Outage) minutes(at time.Time) time.Duration {
	if !o.Open() {
		at = o.Ended
	}
	return Between(o.Began, at)
}

// systems is what became of each system, from one change to the next.
func (o Outage) systems(c Catalogue, at time.Time) []SystemTime {
	until := at
	if !o.Open() {
		until = o.Ended
	}
	found := map[string]*SystemTime{}
	marks := o.changes(c, until)
	for i := range max(0, len(marks)-1) {
		for _, s := range c.Now(o.Broken, marks[i]) {
			if s.Still == StillWorks {
				continue
			}
			t := found[s.System.ID]
			if t == nil {
				t = &SystemTime{System: s.System, Worst: StillWorks}
				found[s.System.ID] = t
			}
			t.Touched += Between(marks[i], marks[i+1])
			t.add(s)
		}
	}
	list := make([]SystemTime, 0, len(found))
	for _, s := range c.Systems {
		if t := found[s.ID]; t != nil && !t.within(found[s.PartOf]) {
			list = append(list, *t)
		}
	}
	return list
}

// within tells whether what became of a part is told by its system already.
func (t *SystemTime) within(whole *SystemTime) bool {
	return whole != nil && badness(whole.Worst) >= badness(t.Worst) && whole.Touched >= t.Touched
}

// Alike are systems that the outage touched in the same way.
type Alike struct {
	Worst   Still
	Touched time.Duration
	Systems []System // by their place
}

// Alikes puts the systems together that were touched in the same way, to the minute: the worst first, and
// of these those that were touched longest.
func (r Report) Alikes() []Alike {
	var all []Alike
	for _, t := range r.Systems {
		touched := t.Touched.Round(time.Minute)
		i := slices.IndexFunc(all, func(a Alike) bool { return a.Worst == t.Worst && a.Touched == touched })
		if i < 0 {
			i, all = len(all), append(all, Alike{Worst: t.Worst, Touched: touched})
		}
		all[i].Systems = append(all[i].Systems, t.System)
	}
	slices.SortStableFunc(all, func(x, y Alike) int {
		return cmp.Or(cmp.Compare(badness(y.Worst), badness(x.Worst)), cmp.Compare(y.Touched, x.Touched))
	})
	return all
}

// Names words the systems.
func (a Alike) Names(w Words) string {
	names := make([]string, len(a.Systems))
	for i, s := range a.Systems {
		names[i] = s.Name.In(w.Lang())
	}
	return strings.Join(names, ", ")
}

// add takes in how a system stood for a while.
func (t *SystemTime) add(s State) {
	if badness(s.Still) > badness(t.Worst) {
		t.Worst = s.Still
	}
	for _, f := range s.Functions {
		if f.Still != StillWorks {
			t.Failures = union(t.Failures, f.Failures)
		}
	}
}

// badness orders what is left of a function.
func badness(s Still) int {
	return slices.Index([]Still{StillWorks, StillUntil, StillIf, StillOpen, StillNot}, s)
}

// changes is when anything began, ended or ran out, from the begin until a time, each once.
func (o Outage) changes(c Catalogue, until time.Time) []time.Time {
	marks := []time.Time{o.Began, until}
	for _, b := range o.Broken {
		marks = append(marks, b.Since, b.Until)
	}
	for _, at := range slices.Clone(marks) {
		if at.IsZero() || at.After(until) {
			continue
		}
		for _, f := range RunsOut(c.Now(o.Broken, at), at) {
			marks = append(marks, f.Until)
		}
	}
	marks = slices.DeleteFunc(marks, func(t time.Time) bool { return t.IsZero() || t.Before(o.Began) || t.After(until) })
	slices.SortFunc(marks, time.Time.Compare)
	return slices.CompactFunc(marks, time.Time.Equal)
}

// FailureTime is one failure over a year.
type FailureTime struct {
	Failure string
	Times   int
	Time    time.Duration
}

// YearStats is a year's outages. Drills are counted apart and never among them.
type YearStats struct {
	Year                 int
	Outages, Planned     int // that began in the year; Planned are among Outages
	Open                 int // that last: their time isn't known, and is in no sum
	Drills               int
	Time, Longest        time.Duration // how long something was broken, outages at the same time counted once
	LongestID            string
	ByMonth              [12]int // by when they began
	ByFailure            []FailureTime
	Messages, Reports    int
	Reviewed, Unreviewed int // over, with and without a review
	Unsure               int // whose times rest on a clock that could not be trusted
}

// byTime orders failures, those that took most time first.
func byTime(x, y FailureTime) int {
	return cmp.Or(cmp.Compare(y.Time, x.Time), cmp.Compare(y.Times, x.Times), cmp.Compare(x.Failure, y.Failure))
}
