package outage

import (
	"cmp"
	"slices"
	"time"

	"avbrottsparm/internal/text"
)

// runs is when what a cause leaves runs out, zero where no clock counts it.
func (t told) runs() time.Time {
	if t.Minutes <= 0 || t.since.IsZero() || t.Still == StillNot {
		return time.Time{}
	}
	return t.since.Add(time.Duration(t.Minutes) * time.Minute)
}

// level is what is left at a time: nothing, once it has run out.
func (t told) level(at time.Time) Still {
	if until := t.runs(); !until.IsZero() && !until.After(at) {
		return StillNot
	}
	return t.Still
}

// combine chooses the worst of what is said of a function, and what goes with it. What says nothing
// leaves it working.
func combine(all []told, at time.Time) FunctionState {
	f := FunctionState{Still: StillWorks}
	for _, t := range all {
		if level := t.level(at); ranks[level] > ranks[f.Still] {
			f.Still = level
		}
	}
	why := deciding(all, f.Still, at)
	for _, t := range why {
		f.Instead = union(f.Instead, t.Instead)
		f.Failures = union(f.Failures, t.failures)
		if t.Source != "" {
			f.Source = union(f.Source, []string{t.Source})
		}
	}
	if f.Still == StillNot {
		f.gone(why)
	} else {
		f.limits(why)
	}
	return f
}

// deciding is what decides: what takes it away where it is gone, else all that limits it, worst first;
// all of it where nothing does.
func deciding(all []told, worst Still, at time.Time) []told {
	var why []told
	for _, t := range all {
		level := t.level(at)
		if worst == StillWorks || level == worst || worst != StillNot && level != StillWorks {
			why = append(why, t)
		}
	}
	slices.SortStableFunc(why, func(a, b told) int { return ranks[b.level(at)] - ranks[a.level(at)] })
	return why
}

// gone is a function that doesn't work: it ran out where nothing else takes it away, and that is unsure
// where all that takes it away is.
func (f *FunctionState) gone(why []told) {
	f.Ran, f.Unsure = true, why[0].Unsure
	for _, t := range why {
		until := t.runs()
		f.Ran = f.Ran && !until.IsZero()
		if sooner(until, f.Until) {
			f.Until = until
		}
		if t.Unsure == "" {
			f.Unsure = ""
		}
	}
	if !f.Ran {
		f.Until = time.Time{}
	}
}

// limits is a function that works still: every condition and time that it has.
func (f *FunctionState) limits(why []told) {
	var ifs, longs []text.Both
	for _, t := range why {
		ifs, longs = union(ifs, some(t.If)), union(longs, some(t.Long))
		if sooner(t.runs(), f.Until) {
			f.Until = t.runs()
		}
		f.Open = cmp.Or(f.Open, t.Open)
		f.Unsure = cmp.Or(f.Unsure, t.Unsure)
	}
	f.If, f.Long = andAlso(ifs), andAlso(longs)
}

// some is a text in a list, none where it is empty.
func some(b text.Both) []text.Both {
	if b == (text.Both{}) {
		return nil
	}
	return []text.Both{b}
}

// andAlso is conditions that all have to hold, in one sentence.
func andAlso(list []text.Both) text.Both {
	if len(list) == 0 {
		return text.Both{}
	}
	all := list[0]
	for _, one := range list[1:] {
		all.SV = text.For(text.Swedish).Say("outage.and_also", "a", all.SV, "b", one.SV)
		all.EN = text.For(text.English).Say("outage.and_also", "a", all.EN, "b", one.EN)
	}
	return all
}

// union adds what isn't there yet.
func union[T comparable](list, more []T) []T {
	for _, one := range more {
		if !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	return list
}
