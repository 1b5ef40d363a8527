package outage

import (
	"cmp"
	"slices"
	"time"

	"avbrottsparm/internal/text"
)

// FailureSlow is the failure that takes nothing away: systems answer, but slowly.
const FailureSlow = "slow"

// told is what one cause says of a function.
type told struct {
	*Effect
	since    time.Time
	failures []string
}

// cause is why a system is gone altogether. Where one of spoken has an effect of its own on a function,
// that stands instead.
type cause struct {
	failures []string
	spoken   []string
	since    time.Time
	source   string
	// seen is that somebody saw the system not work: it counts where the failure says nothing, or that
	// it works.
	seen bool
}

// view is what everything that is broken says, before the worst is chosen.
type view struct {
	c     Catalogue
	told  map[string]map[string][]told // by system and function
	gone  map[string][]cause           // by system
	slow  map[string]bool
	there map[string]time.Time // failures, with since when
}

// view gathers what the failures that last say, with what follows from them.
func (c Catalogue) view(broken []Broken) *view {
	all := c.Closure(broken)
	places := map[string]int{}
	for i := range c.Failures {
		places[c.Failures[i].ID] = c.Failures[i].Place
	}
	slices.SortStableFunc(all, func(a, b Broken) int {
		return cmp.Or(cmp.Compare(places[a.Failure], places[b.Failure]), cmp.Compare(a.Failure, b.Failure), cmp.Compare(a.Of, b.Of), a.Since.Compare(b.Since))
	})
	v := &view{c: c, told: map[string]map[string][]told{}, gone: map[string][]cause{}, slow: map[string]bool{}, there: begins(all)}
	for _, b := range all {
		v.take(b)
	}
	for _, s := range c.Systems {
		for _, n := range s.Needs {
			v.need(s, n)
		}
	}
	v.toParts()
	return v
}

// take adds what one failure says.
func (v *view) take(b Broken) {
	f, known := v.c.Failure(b.Failure)
	if b.Failure == FailureSlow {
		for _, id := range append([]string{b.Of}, b.Systems...) {
			v.slow[id] = true
		}
		return
	}
	why := []string{f.ID}
	for i := range f.Effects {
		e := &f.Effects[i]
		if v.told[e.System] == nil {
			v.told[e.System] = map[string][]told{}
		}
		v.told[e.System][e.Function] = append(v.told[e.System][e.Function], told{Effect: e, since: b.Since, failures: why})
	}
	touched := f.Touches
	if known && f.Scope == ScopeSystem {
		touched = append(slices.Clone(touched), b.Of)
	}
	source := ""
	if len(f.Source) > 0 {
		source = f.Source[0]
	}
	for _, id := range touched {
		v.gone[id] = append(v.gone[id], cause{failures: []string{b.Failure}, spoken: []string{b.Failure}, since: b.Since, source: source})
	}
	for _, id := range b.Systems {
		v.gone[id] = append(v.gone[id], cause{failures: []string{b.Failure}, spoken: []string{b.Failure}, since: b.Since, seen: true})
	}
}

// need takes a system away when every failure of one of its needs is there. A failure that always
// follows from those ("no network at all") may say otherwise of a function.
func (v *view) need(s System, n Need) {
	since, gone := lastOf(n.AnyOf, v.there)
	if !gone {
		return
	}
	why := cause{failures: n.AnyOf, since: since, source: cmp.Or(n.Source, s.Source)}
	for i := range v.c.Failures {
		f := &v.c.Failures[i]
		if slices.ContainsFunc(f.Follows, func(list []string) bool { return within(list, n.AnyOf) }) {
			why.spoken = append(why.spoken, f.ID)
		}
	}
	v.gone[s.ID] = append(v.gone[s.ID], why)
}

// within tells whether every one of some ids is among others.
func within(list, others []string) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(id string) bool { return !slices.Contains(others, id) })
}

// toParts hands on what takes a whole system away to its parts.
func (v *view) toParts() {
	for _, s := range v.c.Systems {
		if s.PartOf != "" {
			v.gone[s.ID] = append(v.gone[s.ID], v.gone[s.PartOf]...)
			v.slow[s.ID] = v.slow[s.ID] || v.slow[s.PartOf]
		}
	}
}

// state is how one system is.
func (v *view) state(s System, at time.Time) State {
	st := State{System: s, Still: StillWorks, Some: true}
	if len(v.told[s.ID]) == 0 && len(v.gone[s.ID]) == 0 && !v.slow[s.ID] {
		return st
	}
	functions := s.Functions
	if len(functions) == 0 {
		functions = []Function{{What: s.About}}
	}
	st.Some = false
	for _, fn := range functions {
		f := combine(v.says(s.ID, fn.ID), at)
		f.System, f.Function, f.What = s.ID, fn.ID, fn.What
		st.Functions = append(st.Functions, f)
		st.Some = st.Some || f.Still != StillNot && f.Still != StillOpen
		if ranks[f.Still] > ranks[st.Still] {
			st.Still = f.Still
		}
	}
	return st
}

// says is all that is said of a function. Where a failure that follows from several together names a
// condition, theirs are left out: of a computer without WiFi and 4G/5G only the cable is said.
func (v *view) says(system, function string) []told {
	spoken := v.told[system][function]
	all := slices.DeleteFunc(slices.Clone(spoken), func(t told) bool {
		return t.Still == StillIf && t.Minutes == 0 && t.Open == "" && slices.ContainsFunc(spoken, func(o told) bool { return o.Still == StillIf && v.sums(o, t) })
	})
	for _, g := range v.gone[system] {
		if !v.speaks(g, system, function) {
			all = append(all, told{Effect: &Effect{Still: StillNot, Source: g.source}, since: g.since, failures: g.failures})
		}
	}
	if v.slow[system] {
		all = append(all, told{Effect: &Effect{Still: StillIf, If: slowly()}, failures: []string{FailureSlow}})
	}
	return all
}

// speaks tells whether a failure says of the function what it is when the system is gone.
func (v *view) speaks(g cause, system, function string) bool {
	return slices.ContainsFunc(v.told[system][function], func(t told) bool {
		return slices.Contains(g.spoken, t.failures[0]) && (!g.seen || t.Still != StillWorks)
	})
}

// sums tells whether what one failure says stands for another's: it follows from that one, or from what
// that one takes with it, and others, which are all there.
func (v *view) sums(sum, t told) bool {
	f, _ := v.c.Failure(sum.failures[0])
	return slices.ContainsFunc(f.Follows, func(list []string) bool {
		_, there := lastOf(list, v.there)
		return there && len(list) > 1 && slices.ContainsFunc(list, func(id string) bool { return v.behind(id, t.failures[0]) })
	})
}

// behind tells whether a failure is another, or is there because that one alone is: WiFi without power.
func (v *view) behind(id, other string) bool {
	f, _ := v.c.Failure(id)
	return id == other || slices.ContainsFunc(f.Follows, func(list []string) bool { return len(list) == 1 && list[0] == other })
}

// slowly words that it works, if one waits.
func slowly() text.Both {
	const key = "outage.slowly"
	return text.Both{SV: text.For(text.Swedish).Say(key), EN: text.For(text.English).Say(key)}
}
