package custody

import (
	"cmp"
	"slices"
	"time"
)

// Event is what somebody told of a numbered paper, as the ledger keeps it.
type Event struct {
	Number Number    `json:"number"`
	Step   Step      `json:"step"`
	At     time.Time `json:"at"`
	By     string    `json:"by"` // the identity of who told it
	Note   string    `json:"note,omitempty"`
	// Unused says that nobody looked: the paper went with those of the binder that a newer print
	// replaced. It changes nothing of a paper that somebody else handed in.
	Unused bool `json:"unused,omitempty"`
}

// Issue is a numbered paper as it left the printer.
type Issue struct {
	Number  Number    `json:"n"`
	Kind    string    `json:"k"` // of the sheet; a form's own id
	Sort    Sort      `json:"s,omitempty"`
	Version int       `json:"v,omitempty"` // of the form; 0 for what is no form
	Pages   int       `json:"g,omitempty"`
	Person  string    `json:"p,omitempty"` // the binder's id of whom it is about; empty for none
	At      time.Time `json:"t"`
	By      string    `json:"b"` // the identity of who printed it
	// Key is the sheet of the binder that it is; empty for a paper that was printed by itself.
	Key Key `json:"l,omitzero"`
}

// Slip is a numbered paper with what has happened to it.
type Slip struct {
	Issue
	State State
	// Changed, ChangedBy and Note are of the newest step; of the issue where there was none.
	Changed   time.Time
	ChangedBy string
	Note      string
	// Unused says that the newest step was told unseen, of a form that a newer print replaced.
	Unused bool
	// Events are all steps that were taken, oldest first; Get gives them, List doesn't. One that did
	// not fit, because another laptop had told something else before, is among them and changed nothing.
	Events []Event
	clock  uint64 // of its print
}

// told is an event with its place in the order of all laptops.
type told struct {
	Event
	clock uint64
}

// track is what the ledger says of one number, in whatever order it was read.
type track struct {
	issue  Issue
	issued bool
	at     uint64 // clock of the issue; the first one counts
	steps  []told // in their order, each once
}

// Book is every numbered paper and where it is: the fold over the ledger. The same records give the
// same book in whatever order and however often they are read, so that copies of a binder can be
// merged. The clock of a record is ledger.Clock's number.
type Book struct {
	tracks map[Number]*track
}

// NewBook is a book without papers.
func NewBook() *Book { return &Book{tracks: map[Number]*track{}} }

func (b *Book) track(n Number) *track {
	t := b.tracks[n]
	if t == nil {
		t = &track{}
		b.tracks[n] = t
	}
	return t
}

// Issue notes that a paper left the printer. Of two papers with one number the first counts.
func (b *Book) Issue(i Issue, clock uint64) {
	if !i.Number.Valid() {
		return
	}
	t := b.track(i.Number)
	if !t.issued || clock < t.at {
		t.issue, t.issued, t.at = i, true, clock
	}
}

// Tell notes a step. What doesn't fit changes no state; what is told of a paper that the book doesn't
// know waits until the paper's issue is read. It reports whether this program knows the step.
func (b *Book) Tell(e Event, clock uint64) bool {
	if !e.Step.Valid() {
		return false
	}
	if !e.Number.Valid() {
		return true
	}
	t := b.track(e.Number)
	one := told{Event: e, clock: clock}
	at, there := slices.BinarySearchFunc(t.steps, one, inOrder)
	if !there {
		t.steps = slices.Insert(t.steps, at, one)
	}
	return true
}

func inOrder(x, y told) int {
	return cmp.Or(cmp.Compare(x.clock, y.clock), x.At.Compare(y.At), cmp.Compare(x.Step, y.Step), cmp.Compare(x.By, y.By), cmp.Compare(x.Note, y.Note),
		cmp.Compare(unseen(x), unseen(y)))
}

// unseen orders what was told of one paper at once: what somebody saw comes first.
func unseen(e told) int {
	if e.Unused {
		return 1
	}
	return 0
}

// slip walks the life of a paper.
func (t *track) slip() Slip {
	s := Slip{Issue: t.issue, State: StateIssued, Changed: t.issue.At, ChangedBy: t.issue.By, clock: t.at}
	for _, e := range t.steps {
		if to, ok := s.after(e.Event); ok {
			s.State, s.Changed, s.ChangedBy, s.Note, s.Unused = to, e.At, e.By, e.Note, e.Unused
		}
	}
	return s
}

// Get finds a paper by its number.
func (b *Book) Get(n Number) (Slip, bool) {
	t := b.tracks[n]
	if t == nil || !t.issued {
		return Slip{}, false
	}
	s := t.slip()
	for _, e := range t.steps {
		s.Events = append(s.Events, e.Event)
	}
	return s, true
}

// Has tells whether anything is known of the number, so that it is not drawn again.
func (b *Book) Has(n Number) bool { return b.tracks[n] != nil }

// List is every paper that keep accepts, newest issue first.
func (b *Book) List(keep func(Slip) bool) []Slip {
	var list []Slip
	for _, t := range b.tracks {
		if !t.issued {
			continue
		}
		if s := t.slip(); keep == nil || keep(s) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(x, y Slip) int {
		return cmp.Or(y.At.Compare(x.At), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Number, y.Number))
	})
	return list
}

// Counts is how the papers of a span of time are accounted for.
type Counts struct {
	// Printed is how many left the printer in the span. Where they are now adds up to it.
	Printed     int
	Out         int // not handed in
	Replaced    int // of those out: forms of the binder that a newer print replaced
	Returned    int // handed in, and not transcribed or destroyed
	Transcribed int
	Kept        int
	Destroyed   int
	Missing     int
	// OutNow and ReturnedNow count all papers, whenever they were printed.
	OutNow, ReturnedNow int
}

// Count counts the papers that were printed from one moment until before another; a zero time leaves
// that side open. Replaced tells which of those that are out count as such; nil for none.
func (b *Book) Count(from, to time.Time, replaced func(Slip) bool) Counts {
	var c Counts
	for _, t := range b.tracks {
		if !t.issued {
			continue
		}
		s := t.slip()
		switch s.State {
		case StateIssued:
			c.OutNow++
		case StateReturned:
			c.ReturnedNow++
		}
		if !within(s.At, from, to) {
			continue
		}
		c.Printed++
		*c.of(s.State)++
		if replaced != nil && replaced(s) {
			c.Replaced++
		}
	}
	return c
}

func (c *Counts) of(s State) *int {
	switch s {
	case StateReturned:
		return &c.Returned
	case StateTranscribed:
		return &c.Transcribed
	case StateKept:
		return &c.Kept
	case StateDestroyed:
		return &c.Destroyed
	case StateMissing:
		return &c.Missing
	default:
		return &c.Out
	}
}

func within(at, from, to time.Time) bool {
	return (from.IsZero() || !at.Before(from)) && (to.IsZero() || at.Before(to))
}
