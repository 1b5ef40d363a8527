package entry

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// Backlog is every signed entry and its state: the fold over the ledger. It isn't safe for concurrent
// use, reading included.
type Backlog struct {
	entries map[string]*Tracked
	all     *order                // every entry
	open    *order                // those with which something is left to do
	closed  map[brief]int         // how many of the others there are of each kind, person and so on
	states  map[State]int         // how many are in each
	visits  map[string][]*Tracked // by the planned visit that they were written from
	said    map[*Tracked]string   // what stands in an open entry, in small letters, once it was looked through
	typed   typed
	changes int // how many entries came or went
}

// NewBacklog is an empty backlog.
func NewBacklog() *Backlog {
	return &Backlog{entries: map[string]*Tracked{}, all: newOrder(), open: newOrder(), closed: map[brief]int{}, states: map[State]int{},
		visits: map[string][]*Tracked{}, said: map[*Tracked]string{}}
}

// Apply takes one event into the backlog. What was written is never lost by it: a version that another
// laptop signed of the same entry is kept beside the first. An event that neither the table nor its
// late part allows changes nothing and is an error: "entry.unknown" or "entry.state".
func (b *Backlog) Apply(e Event) error {
	known, ok := b.entries[e.ID]
	writes := e.Type == EventSigned || e.Type == EventCorrected
	switch {
	case writes && e.Entry == nil:
		return text.NewFault("entry.state")
	case e.Type == EventSigned:
		return b.signed(*e.Entry, e.ID, "")
	case !ok && e.Type == EventCorrected: // the old version was purged, or lies behind a closed wall
		return b.signed(*e.Entry, e.Entry.ID, "")
	case !ok:
		return text.NewFault("entry.unknown")
	}
	to, allowed := known.State.After(e.Type)
	if !allowed {
		if to, allowed = late[known.State][e.Type]; !allowed {
			return text.NewFault("entry.state")
		}
	}
	if e.Type == EventCorrected {
		second := ""
		if known.State.Ended() {
			second = known.ID
		}
		if err := b.signed(*e.Entry, e.Entry.ID, second); err != nil {
			return err // the same record once more
		}
	}
	b.leave(known)
	known.take(e, to)
	b.join(known)
	return nil
}

// signed takes in what somebody signed. The same entry once more is an error, another text under the
// same id is a second version.
func (b *Backlog) signed(e Entry, id, second string) error {
	for n := 2; ; n++ {
		there, taken := b.entries[id]
		if !taken {
			break
		}
		if there.wrote(e) {
			return text.NewFault("entry.state")
		}
		second = e.ID
		id = fmt.Sprintf("%s-v%d", e.ID, n)
	}
	e.ID = id
	b.put(&Tracked{Entry: e, State: StateSigned, SecondOf: second})
	return nil
}

// wrote tells whether an entry says what this one says. Times are compared as moments.
func (t *Tracked) wrote(e Entry) bool {
	same := t.EventTime.Equal(e.EventTime) && t.WrittenTime.Equal(e.WrittenTime)
	mine := t.Entry
	mine.ID, mine.PersonID, mine.EventTime, mine.WrittenTime = e.ID, e.PersonID, e.EventTime, e.WrittenTime
	return same && reflect.DeepEqual(mine, e)
}

func (b *Backlog) put(t *Tracked) {
	if old, there := b.entries[t.ID]; there {
		b.remove(old)
	}
	b.entries[t.ID] = t
	b.changes++
	b.all.add(t)
	if t.Visit != "" {
		b.visits[t.Visit] = append(b.visits[t.Visit], t)
	}
	b.join(t)
}

// leave and join keep the counts and the open entries around everything that happens to an entry.
func (b *Backlog) leave(t *Tracked) {
	b.states[t.State]--
	delete(b.said, t)
	b.typed = typed{}
	if t.Left() {
		return
	}
	x := briefOf(t)
	if b.closed[x]--; b.closed[x] == 0 {
		delete(b.closed, x)
	}
}

func (b *Backlog) join(t *Tracked) {
	b.states[t.State]++
	b.typed = typed{}
	if t.Left() {
		b.open.add(t)
		return
	}
	b.open.drop(t)
	b.closed[briefOf(t)]++
}

func (b *Backlog) remove(t *Tracked) {
	b.leave(t)
	b.all.drop(t)
	b.open.drop(t)
	delete(b.entries, t.ID)
	b.changes++
	if t.Visit != "" {
		b.visits[t.Visit] = slices.DeleteFunc(b.visits[t.Visit], func(o *Tracked) bool { return o == t })
	}
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
		if t, ok := b.entries[id]; ok {
			b.remove(t)
		}
	}
}

// Len is the number of signed entries, entered ones included.
func (b *Backlog) Len() int { return len(b.entries) }

// Changes counts the entries that came and went: while it stays the same, so do the ids.
func (b *Backlog) Changes() int { return b.changes }

// Count is how many entries are in a state.
func (b *Backlog) Count(s State) int { return b.states[s] }

// Sorted is every entry, oldest event first.
func (b *Backlog) Sorted() []*Tracked { return slices.Clone(b.all.sorted()) }

// List is every entry that keep accepts, oldest event first.
func (b *Backlog) List(keep func(*Tracked) bool) []*Tracked {
	var list []*Tracked
	for _, t := range b.all.sorted() {
		if keep == nil || keep(t) {
			list = append(list, t)
		}
	}
	return list
}

// Waiting is the backlog as a person meets it: what they are responsible for first, then the
// others', each oldest event first (routine 5.3).
func (b *Backlog) Waiting(me access.User) []*Tracked {
	var mine, others []*Tracked
	for _, t := range b.open.sorted() {
		switch {
		case !t.State.Waits():
		case me.Is(t.Answers().Identity):
			mine = append(mine, t)
		default:
			others = append(others, t)
		}
	}
	return append(mine, others...)
}

// between are the entries whose events lie from one time up to another.
func (b *Backlog) between(from, to time.Time) []*Tracked { return between(b.all.sorted(), from, to) }

// Rivals are the other versions of an entry that another laptop made without knowing of it, and the
// original when it was struck there: a person looks at them side by side and strikes what is wrong.
func (b *Backlog) Rivals(t *Tracked) []*Tracked {
	if t.State.Ended() {
		return nil
	}
	var list []*Tracked
	add := func(id string) {
		if o, ok := b.entries[id]; ok && o != t && !o.State.Ended() && !slices.Contains(list, o) {
			list = append(list, o)
		}
	}
	if old, ok := b.entries[t.Corrects]; ok && len(old.Ends) > 0 {
		struck := old.struck()
		add(old.NewID)
		for _, end := range old.Ends {
			add(end.NewID)
		}
		if struck {
			list = append(list, old)
		}
	}
	first := t.ID
	if t.SecondOf != "" {
		first = t.SecondOf
	}
	add(first)
	for n := 2; ; n++ {
		id := fmt.Sprintf("%s-v%d", first, n)
		if _, ok := b.entries[id]; !ok {
			break
		}
		add(id)
	}
	return list
}

// struck tells whether any laptop struck it: the version that took its place came by the first ending
// otherwise.
func (t *Tracked) struck() bool {
	if t.State == StateStruck {
		return true
	}
	return slices.ContainsFunc(t.Ends, func(end Ending) bool { return end.NewID == "" || end.NewID == t.NewID })
}
