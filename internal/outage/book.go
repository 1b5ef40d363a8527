package outage

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// entered is an event with its place in the order of all laptops.
type entered struct {
	Event Event  `json:"event"`
	Clock uint64 `json:"clock"`
	raw   string // tells apart what was told at once
}

// Book is every outage of the unit: the fold over the ledger. The same events give the same book in
// whatever order and however often they are read, so that copies of a binder can be merged. Of two
// things that were told of the same, the later one counts, by the clock of the record (ledger.Clock's
// number), and never by what somebody says that the time was.
type Book struct {
	tracks map[string][]entered // by outage, in their order, each once
	// all is what the tracks come to, as All gives it; nil when something was taken in since: a window
	// asks at every turn.
	all []Outage
}

// NewBook is a book without outages.
func NewBook() *Book { return &Book{tracks: map[string][]entered{}} }

// NewID draws the id of a new outage, 32 hex digits; nil reads the system's random source.
func NewID(random io.Reader) (string, error) {
	if random == nil {
		random = rand.Reader
	}
	var id [16]byte
	if _, err := io.ReadFull(random, id[:]); err != nil {
		return "", fmt.Errorf("outage: draw an id: %w", err)
	}
	return hex.EncodeToString(id[:]), nil
}

// known tells whether this program knows a type of event.
func (t EventType) known() bool {
	switch t {
	case EventStart, EventBreak, EventMend, EventTick, EventUntick, EventNote, EventReading, EventReport, EventMessage,
		EventEscalate, EventExpect, EventMove, EventJoin, EventEnd, EventReopen, EventReview:
		return true
	}
	return false
}

// Take notes an event. What is told of an outage whose start isn't read yet waits for it. It reports
// whether this program knows the event: one that it doesn't is kept for a later program, and changes
// nothing.
func (b *Book) Take(e Event, clock uint64) bool {
	raw, err := json.Marshal(e)
	if err != nil {
		return true // a time that can't be written was never read from a ledger
	}
	one := entered{Event: e, Clock: clock, raw: string(raw)}
	list := b.tracks[e.Outage]
	if at, there := slices.BinarySearchFunc(list, one, inOrder); !there {
		b.tracks[e.Outage], b.all = slices.Insert(list, at, one), nil
	}
	return e.Type.known()
}

func inOrder(x, y entered) int {
	return cmp.Or(cmp.Compare(x.Clock, y.Clock), x.Event.Told.Compare(y.Event.Told), cmp.Compare(x.raw, y.raw))
}

// MarshalJSON packs the book. The same events always give the same bytes.
func (b *Book) MarshalJSON() ([]byte, error) {
	list := []entered{}
	for _, track := range b.tracks {
		list = append(list, track...)
	}
	slices.SortFunc(list, func(x, y entered) int { return cmp.Or(inOrder(x, y), cmp.Compare(x.Event.Outage, y.Event.Outage)) })
	return json.Marshal(list)
}

// UnmarshalJSON adds what a packed book holds.
func (b *Book) UnmarshalJSON(raw []byte) error {
	var list []entered
	if err := json.Unmarshal(raw, &list); err != nil {
		return err
	}
	if b.tracks == nil {
		b.tracks = map[string][]entered{}
	}
	for _, one := range list {
		b.Take(one.Event, one.Clock)
	}
	return nil
}

// Get finds an outage by its id, or by that of one that was joined with it.
func (b *Book) Get(id string) (Outage, bool) {
	for _, o := range b.told() {
		if o.ID == id || slices.Contains(o.Joined, id) {
			return o, true
		}
	}
	return Outage{}, false
}

// All is every outage, drills after the others, newest first among each. What lies in them is shared, and
// is only read.
func (b *Book) All() []Outage { return slices.Clone(b.told()) }

// told is what the tracks come to.
func (b *Book) told() []Outage {
	if b.all != nil {
		return b.all
	}
	b.all = []Outage{}
	for _, g := range b.groups() {
		b.all = append(b.all, g.outage())
	}
	slices.SortFunc(b.all, func(x, y Outage) int {
		return cmp.Or(cmp.Compare(drilled(x), drilled(y)), y.Began.Compare(x.Began), cmp.Compare(x.ID, y.ID))
	})
	return b.all
}

func drilled(o Outage) int {
	if o.Drill {
		return 1
	}
	return 0
}

// Open is every outage that isn't over, drills after the others, newest first among each.
func (b *Book) Open() []Outage {
	return slices.DeleteFunc(b.All(), func(o Outage) bool { return !o.Open() })
}

// Overlapping is the ids of the outages that went on at the same time as one, newest first. Drills
// overlap nothing, and an outage not those that were joined with it.
func (b *Book) Overlapping(id string) []string {
	one, there := b.Get(id)
	if !there || one.Drill {
		return nil
	}
	var ids []string
	for _, o := range b.All() {
		if o.ID != one.ID && !o.Drill && meets(o, one) {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// meets tells whether two outages went on at the same time.
func meets(x, y Outage) bool {
	before := func(x, y Outage) bool { return !x.Ended.IsZero() && !x.Ended.After(y.Began) }
	return !before(x, y) && !before(y, x)
}

// group is an outage with those that were joined with it.
type group struct {
	root string
	ids  []string // sorted, the root among them
	list []entered
}

// groups parts the book into outages that have begun, those that were joined as one. A drill is never
// joined with an outage.
func (b *Book) groups() []group {
	starts := map[string]entered{}
	for id, track := range b.tracks {
		if at := slices.IndexFunc(track, func(e entered) bool { return e.Event.Type == EventStart }); at >= 0 {
			starts[id] = track[at]
		}
	}
	of, joined := map[string]string{}, map[string]bool{}
	for id := range starts {
		of[id] = id
	}
	for id := range starts {
		for _, e := range b.tracks[id] {
			other, there := starts[e.Event.Other]
			if e.Event.Type != EventJoin || !there || e.Event.Other == id || other.Event.Drill != starts[id].Event.Drill {
				continue
			}
			joined[e.Event.Other] = true
			unite(of, id, e.Event.Other)
		}
	}
	byName := map[string]*group{}
	for id, name := range of {
		g := byName[name]
		if g == nil {
			g = &group{}
			byName[name] = g
		}
		g.ids = append(g.ids, id)
		g.list = append(g.list, b.tracks[id]...)
	}
	all := make([]group, 0, len(byName))
	for _, g := range byName {
		slices.Sort(g.ids)
		slices.SortFunc(g.list, inOrder)
		g.root = slices.MinFunc(g.ids, func(x, y string) int {
			return cmp.Or(cmp.Compare(under(joined, x), under(joined, y)), inOrder(starts[x], starts[y]))
		})
		all = append(all, *g)
	}
	return all
}

// unite puts the groups of two outages together.
func unite(of map[string]string, x, y string) {
	from, to := of[y], of[x]
	for id, name := range of {
		if name == from {
			of[id] = to
		}
	}
}

// under orders the outages of a group: one that wasn't joined into another comes first.
func under(joined map[string]bool, id string) int {
	if joined[id] {
		return 1
	}
	return 0
}
