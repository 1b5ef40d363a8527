package entry

import (
	"cmp"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

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
	case !allowed || ((e.Type == EventSigned || e.Type == EventCorrected) && e.Entry == nil):
		return text.NewFault("entry.state")
	}
	if e.Type == EventSigned {
		b.entries[e.ID] = &Tracked{Entry: *e.Entry, State: to}
		return nil
	}
	known.take(e, to)
	if _, there := b.entries[e.newID()]; e.Type == EventCorrected && !there {
		b.entries[e.newID()] = &Tracked{Entry: *e.Entry, State: StateSigned}
	}
	return nil
}

func (e Event) newID() string {
	if e.Entry == nil {
		return ""
	}
	return e.Entry.ID
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
	waiting := b.List(func(t *Tracked) bool { return t.State.Waits() })
	slices.SortStableFunc(waiting, func(x, y *Tracked) int {
		return cmp.Compare(rank(x, me), rank(y, me))
	})
	return waiting
}

func rank(t *Tracked, me access.User) int {
	if me.Is(t.Answers().Identity) {
		return 0
	}
	return 1
}
