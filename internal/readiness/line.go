package readiness

import (
	"time"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// State is how things stand with an item. The sentences "ready.state.<state>" word it.
type State string

// The states, best first.
const (
	StateOK      State = "ok"       // checked in time, and as it should be
	StateSoon    State = "soon"     // as it should be, and soon due again
	StateLate    State = "late"     // was as it should be, too long ago
	StateMissing State = "missing"  // something is missing
	StateOpen    State = "open"     // nobody knows
	StateNotHere State = "not_here" // the unit has no such thing
)

// Reason is why an item stands as it does: a key and its pairs.
type Reason struct {
	Key   string
	N     int // of a key for Count
	Pairs []any
}

// Line is an item and how things stand with it.
type Line struct {
	ID     string
	Group  string
	Kind   Kind
	Title  text.Both
	How    text.Both
	State  State
	Reason Reason
	// Missing is what somebody wrote that is missing.
	Missing string
	// Due is the start of the first day in Stockholm on which it is late; zero for what has no rhythm.
	Due time.Time
	// Last is when it was last looked at, and By by whom; zero and empty when never.
	Last time.Time
	By   string
	// Good of Of are as they should be, where they are counted; Of is zero where they aren't.
	Good, Of int
	// Weight is its share of the score, and Points what it gives, in hundredths of a weight.
	Weight int
	Points int
	Go     outage.Link
	Source []string
}

// Found is what the binder itself sees of an item (KindSeen).
type Found struct {
	State State
	// Good of Of are as they should be; Of zero for what isn't counted.
	Good, Of int
	Reason   Reason
	Last     time.Time
	By       string
	Due      time.Time
}

// Score is one honest figure over all items.
type Score struct {
	// Points of Most, in hundredths of a weight.
	Points, Most int
	// Percent is rounded down: 100 only when everything is as it should be.
	Percent int
	// Reasons are the lines that pull it down, worst first.
	Reasons []Line
}
