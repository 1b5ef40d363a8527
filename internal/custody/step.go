package custody

import "avbrottsparm/internal/text"

// State is where a numbered paper is. The names are part of the ledger and of parm's answers; the
// sentences "custody.state.<state>" word them.
type State string

// The states of a paper.
const (
	StateIssued      State = "issued"      // printed, and out
	StateReturned    State = "returned"    // handed in
	StateTranscribed State = "transcribed" // what was written on it is in the binder, or in Lifecare
	StateKept        State = "kept"        // in the archive: the paper note is a record
	StateDestroyed   State = "destroyed"   // shredded
	StateMissing     State = "missing"     // looked for and not found
)

// States lists the states in the order of a paper's life.
func States() []State {
	return []State{StateIssued, StateReturned, StateTranscribed, StateKept, StateDestroyed, StateMissing}
}

// Valid tells whether the word names a state.
func (s State) Valid() bool {
	for _, known := range States() {
		if s == known {
			return true
		}
	}
	return false
}

// Out tells whether somebody still has to account for the paper.
func (s State) Out() bool { return s == StateIssued || s == StateMissing }

// Step is what somebody tells of a numbered paper. The names are part of the ledger and words of
// "parm form"; the sentences "custody.step.<step>" word them.
type Step string

// The steps.
const (
	StepReturn     Step = "return"
	StepTranscribe Step = "transcribe"
	StepKeep       Step = "keep"
	StepDestroy    Step = "destroy"
	StepMiss       Step = "missing"
	StepFind       Step = "found"
)

// Steps lists the steps in the order in which they are offered.
func Steps() []Step {
	return []Step{StepReturn, StepTranscribe, StepKeep, StepDestroy, StepMiss, StepFind}
}

// Valid tells whether the word names a step.
func (s Step) Valid() bool {
	for _, known := range Steps() {
		if s == known {
			return true
		}
	}
	return false
}

// Sort is what a numbered paper is for.
type Sort uint8

// The sorts.
const (
	SortForm  Sort = iota // is written on, so it is transcribed before anything else becomes of it
	SortSheet             // is read only: a sheet of a protected identity
)

// lives are the tables of a paper's life: from a state, by a step, to a state. Each step
// that is not there is refused. A form that comes back empty is destroyed without being
// transcribed, with a word on why (NeedsNote).
var lives = map[Sort]map[State]map[Step]State{
	SortForm: {
		StateIssued:      {StepReturn: StateReturned, StepMiss: StateMissing},
		StateReturned:    {StepTranscribe: StateTranscribed, StepDestroy: StateDestroyed, StepMiss: StateMissing},
		StateTranscribed: {StepKeep: StateKept, StepDestroy: StateDestroyed, StepMiss: StateMissing},
		StateMissing:     {StepFind: StateIssued},
	},
	SortSheet: {
		StateIssued:   {StepReturn: StateReturned, StepMiss: StateMissing},
		StateReturned: {StepDestroy: StateDestroyed, StepMiss: StateMissing},
		StateMissing:  {StepFind: StateIssued},
	},
}

// After is the state that a step leads to, and whether it is allowed there.
func (s State) After(sort Sort, step Step) (State, bool) {
	to, ok := lives[sort][s][step]
	return to, ok
}

// Open lists the steps that a paper may take next, in the order in which they are offered.
func (s State) Open(sort Sort) []Step {
	var open []Step
	for _, step := range Steps() {
		if _, ok := s.After(sort, step); ok {
			open = append(open, step)
		}
	}
	return open
}

// NeedsNote tells whether a step needs a word on why: a form that is destroyed although nothing on it
// was transcribed.
func (s State) NeedsNote(sort Sort, step Step) bool {
	return sort == SortForm && s == StateReturned && step == StepDestroy
}

// LongestNote is how many characters the note of a step may have.
const LongestNote = 200

// Check tells whether a step may be taken from a state. Faults: "custody.step" for a word that names
// none, "custody.state", "custody.no_note", "custody.long_note".
func Check(sort Sort, from State, step Step, note string) error {
	_, allowed := from.After(sort, step)
	switch {
	case !step.Valid():
		return text.NewFault("custody.step")
	case !allowed:
		return text.NewFault("custody.state", "state", text.Phrases{{Key: "custody.state." + string(from)}},
			"next", next(sort, from))
	case from.NeedsNote(sort, step) && note == "":
		return text.NewFault("custody.no_note")
	case len([]rune(note)) > LongestNote:
		return text.NewFault("custody.long_note", "most", LongestNote)
	}
	return nil
}

// next words what may be told of a paper instead.
func next(sort Sort, from State) text.Phrases {
	open := from.Open(sort)
	if len(open) == 0 {
		return text.Phrases{{Key: "custody.next.none"}}
	}
	var list text.Phrases
	for _, step := range open {
		list = append(list, text.Phrase{Key: "custody.next." + string(step)})
	}
	return list
}
