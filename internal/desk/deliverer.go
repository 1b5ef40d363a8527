package desk

import (
	"context"
	"time"

	"avbrottsparm/internal/form"
)

// Deliverer brings entries into Lifecare through its own interface. Its errors hold neither key nor
// person.
type Deliverer interface {
	// Look asks for the units, staff, headlines and executions that a delivery names by number.
	Look(ctx context.Context) (Directory, error)
	// Fields are what would go over the line for an entry, in the order in which it goes.
	Fields(s Sending) []SentField
	// Send brings one entry in and says what came of it; Answer.Outcome is sure whatever the error
	// is, and an error says why it did not go in, in words. When ctx ends, a call under way is given
	// a moment to end.
	Send(ctx context.Context, s Sending) (Answer, error)
}

// Directory is what Lifecare knows by number, as it answers now. It is kept in memory only.
type Directory struct {
	Units      []DirectoryUnit
	Staff      []DirectoryStaff
	Headlines  []DirectoryHeadline
	Executions []DirectoryExecution
	At         time.Time // UTC
}

// DirectoryUnit is a provider's unit.
type DirectoryUnit struct {
	ID     int
	Name   string
	Active bool
}

// DirectoryStaff is a member of staff, with the numbers and names that visits are reported under.
type DirectoryStaff struct {
	ID     int
	Name   string
	Title  string
	Number string // identity number, twelve characters
	UserID string
	Sign   string
	Units  []int // where they have a role that is active
}

// DirectoryHeadline is a headline (sökord) that notes are written under.
type DirectoryHeadline struct {
	ID   int
	Name string
	Law  string // "SoL", "LSS", "HSL", or empty
	// Category is the service category that it belongs to; zero for all.
	Category int
	Active   bool
}

// DirectoryExecution is a person's execution (verkställighet) at a unit.
type DirectoryExecution struct {
	ID     int
	Number string // the person's identity number, twelve characters
	Law    string
	// Category is the service category of what is carried out; zero when it isn't known.
	Category int
	Unit     int
	Starts   time.Time // zero when it isn't known
	Ends     time.Time // zero while it goes on
	Ended    bool
}

// Sending is one entry as it goes to Lifecare. What the way has no use for is zero.
type Sending struct {
	Way form.Delivery
	// External is the binder's own id of it, by which Lifecare knows it again where the way has one.
	External string
	Number   string // the person's identity number, twelve characters
	Client   int    // Lifecare's number of the person
	Unit     int
	Headline int
	// Execution is under which decision it is carried out; zero where the way does without.
	Execution int
	Staff     DirectoryStaff
	Role      string // under which documentation is written
	Law       string
	Happened  time.Time
	Ends      time.Time
	Written   time.Time
	Text      string
	Signed    bool // whoever wrote it signed it in the binder
	// Outcome is "done", "cancelled" or "declined" of a visit.
	Outcome string
	Double  bool
	Reason  string
	Minutes int    // that a cancelled visit would have taken
	Planned string // Lifecare's id of the planned visit; empty where there is none
	// Meal is "main", "snack", "evening" or "dessert", and Quantity how many.
	Meal     string
	Quantity int
}

// SentField is one field as it goes over the line, by Lifecare's own name.
type SentField struct {
	Name  string
	Value string
}

// Outcome is what is known of an entry after a try to send it.
type Outcome int

// The outcomes.
const (
	// OutcomeUnknown: it may have arrived, or not. A person looks in Lifecare.
	OutcomeUnknown Outcome = iota
	// OutcomeEntered: Lifecare has it and said so.
	OutcomeEntered
	// OutcomeRefused: Lifecare said no to it.
	OutcomeRefused
	// OutcomeUnsent: not a byte of it left, or Lifecare took nothing in; it can be sent another time.
	OutcomeUnsent
)

// Answer is what came of sending an entry.
type Answer struct {
	Outcome Outcome
	// Number is Lifecare's own number of it, and At the moment by Lifecare's clock, in UTC.
	Number string
	At     time.Time
	// Words are what Lifecare said when it refused: one line, short. They may name a person and go
	// nowhere but into the entry's own record.
	Words string
	// Stop says that nothing else would go in either: the key, the address, the line.
	Stop bool
}
