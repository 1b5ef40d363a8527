package outage

import (
	"maps"
	"slices"
	"time"
)

// Closure is the failures that are given with those that follow from them: no power takes WiFi with it
// (routine 4.2). One that follows began when the last of those that it follows from began, by whichever
// way it was there first, and stands without a scope. What has ended brings nothing with it. The given
// ones stand first and unchanged.
func (c Catalogue) Closure(broken []Broken) []Broken {
	given := begins(broken)
	since := maps.Clone(given)
	for changed := true; changed; {
		changed = false
		for i := range c.Failures {
			f := &c.Failures[i]
			for _, list := range f.Follows {
				at, there := lastOf(list, since)
				before, had := since[f.ID]
				if there && (!had || sooner(at, before)) {
					since[f.ID], changed = at, true
				}
			}
		}
	}
	all := slices.Clone(broken)
	for i := range c.Failures {
		f := &c.Failures[i]
		at, there := since[f.ID]
		before, had := given[f.ID]
		if there && (!had || sooner(at, before)) {
			all = append(all, Broken{Failure: f.ID, Since: at})
		}
	}
	return all
}

// begins is when each failure that lasts began first.
func begins(broken []Broken) map[string]time.Time {
	since := map[string]time.Time{}
	for _, b := range broken {
		if before, had := since[b.Failure]; b.Until.IsZero() && (!had || sooner(b.Since, before)) {
			since[b.Failure] = b.Since
		}
	}
	return since
}

// lastOf is when the last of some failures began, zero where that isn't known of one; all of them must
// be there.
func lastOf(list []string, since map[string]time.Time) (at time.Time, there bool) {
	for i, id := range list {
		began, ok := since[id]
		if !ok {
			return time.Time{}, false
		}
		if i == 0 || sooner(at, began) {
			at = began
		}
	}
	return at, len(list) > 0
}

// sooner orders times; an unknown one comes after every other.
func sooner(a, b time.Time) bool {
	return !a.IsZero() && (b.IsZero() || a.Before(b))
}

// lasting is the failures that are there at a time, without their ends.
func lasting(broken []Broken, at time.Time) []Broken {
	var there []Broken
	for _, b := range broken {
		begun := !b.Since.After(at)
		ended := !b.Until.IsZero() && !b.Until.After(at)
		if begun && !ended {
			b.Until = time.Time{}
			there = append(there, b)
		}
	}
	return there
}
