package outage

import (
	"cmp"
	"slices"
	"time"

	"avbrottsparm/internal/text"
)

// State is how a system, or a part of one, is while something is broken.
type State struct {
	System System
	// Functions are all that staff do with it, in the catalogue's order; empty where nothing that is
	// broken touches it, and where the catalogue names none.
	Functions []FunctionState
	Still     Still // the worst of its functions
	Some      bool  // whether something of it still works, for now or on a condition
}

// FunctionState is what is left of one thing that staff do with a system.
type FunctionState struct {
	System   string // id
	Function string // id
	What     text.Both
	Still    Still
	If       text.Both // every condition, where it works on one
	Long     text.Both // a time that no clock counts
	// Until is when it runs out, counted from when the failure began; zero where no clock counts it, or
	// nobody knows when that was. Ran says that it has run out, at Until.
	Until time.Time
	Ran   bool
	// Open is the open fact where the routine asks how long, or whether; Unsure the one that asks whether
	// what stands here is right.
	Open, Unsure string
	Instead      []text.Both // what to do instead, in order
	Failures     []string    // why: ids
	Source       []string
}

// ranks orders what is left, best first.
var ranks = map[Still]int{StillWorks: 0, StillUntil: 1, StillIf: 2, StillOpen: 3, StillNot: 4}

// Now is how every system is at a time, by place, each part after its system. Everything that is broken
// counts, with what follows from it, and the worst wins: more failures never make anything better, and
// their order changes nothing. A system of whose needs one is gone altogether doesn't work.
func (c Catalogue) Now(broken []Broken, at time.Time) []State {
	v := c.view(lasting(broken, at))
	states := make([]State, 0, len(c.Systems))
	for _, s := range c.Systems {
		states = append(states, v.state(s, at))
	}
	return states
}

// RunsOut is what will run out after a time, soonest first; then what works for a time that no clock
// counts.
func RunsOut(states []State, at time.Time) []FunctionState {
	var timed, untimed []FunctionState
	for _, s := range states {
		for _, f := range s.Functions {
			switch {
			case f.Still == StillNot:
			case f.Until.After(at):
				timed = append(timed, f)
			case f.Still == StillUntil:
				untimed = append(untimed, f)
			}
		}
	}
	slices.SortStableFunc(timed, func(a, b FunctionState) int { return a.Until.Compare(b.Until) })
	return append(timed, untimed...)
}

// StepOf is a step of a failure's.
type StepOf struct {
	Failure string
	Step    Step
	// Also are the keys of the same step under other failures that are there: one tick stands for all.
	Also []string
}

// Key names the step as ticks do.
func (s StepOf) Key() string { return s.Failure + "/" + s.Step.ID }

// StepsFor is what to do about the failures that last and what follows from them, in order and without
// doubles, and without those that are wrong while something else is gone too: the steps for everyone and those for the given audiences, every step where none is given or
// AudienceAll is among them.
func (c Catalogue) StepsFor(broken []Broken, who []Audience) []StepOf {
	var all []StepOf
	at := map[text.Both]int{}
	there := c.there(broken)
	for _, f := range there {
		for _, step := range f.Steps {
			if !step.isFor(who) || slices.ContainsFunc(there, func(f Failure) bool { return slices.Contains(step.Unless, f.ID) }) {
				continue
			}
			if i, twice := at[step.Text]; twice {
				all[i].Also = append(all[i].Also, f.ID+"/"+step.ID)
				continue
			}
			at[step.Text] = len(all)
			all = append(all, StepOf{Failure: f.ID, Step: step})
		}
	}
	return all
}

func (s Step) isFor(who []Audience) bool {
	if len(s.For) == 0 || len(who) == 0 || slices.Contains(s.For, AudienceAll) || slices.Contains(who, AudienceAll) {
		return true
	}
	return slices.ContainsFunc(who, func(a Audience) bool { return slices.Contains(s.For, a) })
}

// there is the failures that last and what follows from them, each once, by place.
func (c Catalogue) there(broken []Broken) []Failure {
	var all []Failure
	since := begins(c.Closure(broken))
	for _, f := range c.Failures {
		if _, is := since[f.ID]; is {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b Failure) int { return cmp.Or(cmp.Compare(a.Place, b.Place), cmp.Compare(a.ID, b.ID)) })
	return all
}
