package entry

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// EventType is something that happens to an entry.
type EventType string

// The events in an entry's life.
const (
	EventSigned  EventType = "signed"
	EventEntered EventType = "entered"
	// EventVouched is a colleague's word that the author is who they stated to be; By is the
	// colleague. It changes no state.
	EventVouched EventType = "vouched"
)

// Valid tells whether this program knows the event.
func (e EventType) Valid() bool {
	return e == EventSigned || e == EventEntered || e == EventVouched
}

// Event is one step in an entry's life, as the ledger keeps it.
type Event struct {
	Type EventType `json:"type"`
	ID   string    `json:"id"` // of the entry
	At   time.Time `json:"at"`
	By   Author    `json:"by"`
	// Entry is the whole entry, on EventSigned.
	Entry *Entry `json:"entry,omitempty"`
	// Reference is Lifecare's own time or number, on EventEntered.
	Reference string `json:"reference,omitempty"`
	// Reason says why it wasn't the author who entered it (routine 5.3: the one responsible for
	// the note enters it; another only if that can't be).
	Reason string `json:"reason,omitempty"`
}

// next is the table of an entry's life: from a state, by an event, to a state.
var next = map[State]map[EventType]State{
	StateDraft:   {EventSigned: StateSigned},
	StateSigned:  {EventEntered: StateEntered, EventVouched: StateSigned},
	StateEntered: {EventVouched: StateEntered},
}

// After is the state that an event leads to, and whether it is allowed there.
func (s State) After(e EventType) (State, bool) {
	to, ok := next[s][e]
	return to, ok
}

// Tracked is an entry with what has happened to it.
type Tracked struct {
	Entry
	State     State
	EnteredAt time.Time
	EnteredBy Author
	Reference string
	Reason    string
	// VouchedBy is who vouched for an author of stated identity, and when.
	VouchedBy Author
	VouchedAt time.Time
}

// Unvouched tells whether the author is who they said to be and nobody has vouched: every paper
// and field with the author's name says "uppgiven identitet".
func (t *Tracked) Unvouched() bool { return t.Author.Stated && t.VouchedAt.IsZero() }

// Backlog is every signed entry and its state: the fold over the ledger.
type Backlog struct {
	entries map[string]*Tracked
}

// NewBacklog is an empty backlog.
func NewBacklog() *Backlog { return &Backlog{entries: map[string]*Tracked{}} }

// Apply takes one event into the backlog. An event that the table doesn't allow changes nothing
// and is an error: "entry.unknown" or "entry.state".
func (b *Backlog) Apply(e Event) error {
	known, ok := b.entries[e.ID]
	state := StateDraft
	if ok {
		state = known.State
	}
	to, allowed := state.After(e.Type)
	switch {
	case !ok && e.Type != EventSigned:
		return text.NewFault("entry.unknown")
	case !allowed || (e.Type == EventSigned && e.Entry == nil):
		return text.NewFault("entry.state")
	}
	switch e.Type {
	case EventSigned:
		b.entries[e.ID] = &Tracked{Entry: *e.Entry, State: to}
	case EventEntered:
		known.State, known.EnteredAt, known.EnteredBy = to, e.At, e.By
		known.Reference, known.Reason = e.Reference, e.Reason
	case EventVouched:
		if known.Unvouched() { // a second word, from another laptop, adds nothing
			known.VouchedBy, known.VouchedAt = e.By, e.At
		}
	}
	return nil
}

// CheckEntered tells what is missing before an entry may be marked as entered: Lifecare's
// reference always, and a reason when someone other than the author enters it (routine 5.3).
func (t *Tracked) CheckEntered(by access.User, reference, reason string) error {
	if _, ok := t.State.After(EventEntered); !ok {
		return text.NewFault("entry.state")
	}
	if strings.TrimSpace(reference) == "" {
		return text.NewFault("entry.no_reference")
	}
	if !by.Is(t.Author.Identity) && strings.TrimSpace(reason) == "" {
		return text.NewFault("entry.no_reason")
	}
	return nil
}

// Get finds an entry by its id.
func (b *Backlog) Get(id string) (*Tracked, bool) {
	t, ok := b.entries[id]
	return t, ok
}

// Drop takes entries out whose records were purged.
func (b *Backlog) Drop(ids map[string]bool) {
	for id := range ids {
		delete(b.entries, id)
	}
}

// Len is the number of signed entries, entered ones included.
func (b *Backlog) Len() int { return len(b.entries) }

// Count is how many entries are in a state.
func (b *Backlog) Count(s State) int {
	n := 0
	for _, t := range b.entries {
		if t.State == s {
			n++
		}
	}
	return n
}

// List is every entry that keep accepts, oldest event first.
func (b *Backlog) List(keep func(*Tracked) bool) []*Tracked {
	var list []*Tracked
	for _, t := range b.entries {
		if keep == nil || keep(t) {
			list = append(list, t)
		}
	}
	slices.SortFunc(list, func(x, y *Tracked) int {
		if c := x.EventTime.Compare(y.EventTime); c != 0 {
			return c
		}
		return cmp.Compare(x.ID, y.ID)
	})
	return list
}

// Waiting is the backlog as a person meets it: what they are responsible for first, then the
// others', each oldest event first (routine 5.3).
func (b *Backlog) Waiting(me access.User) []*Tracked {
	waiting := b.List(func(t *Tracked) bool { return t.State == StateSigned })
	slices.SortStableFunc(waiting, func(x, y *Tracked) int {
		return cmp.Compare(rank(x, me), rank(y, me))
	})
	return waiting
}

func rank(t *Tracked, me access.User) int {
	if me.Is(t.Author.Identity) {
		return 0
	}
	return 1
}
