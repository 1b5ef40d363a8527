package readiness

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"avbrottsparm/internal/care"
)

// How many rounds of one thing, and receipts of one person for one document, are kept to look back at; the
// ledger has them all.
const (
	history  = 20
	versions = 5
)

// told is an event with its place in the order of all laptops.
type told struct {
	Event Event  `json:"event"`
	Clock uint64 `json:"clock"`
	raw   string // tells apart what was told at once
}

// Book is what was told: the fold over the ledger. The same records give the same book in whatever order
// and however often they are read, so that copies of a binder can be merged. Of two things that were
// told of the same, the one that was so later counts, by the clocks of the records (ledger.Clock's number).
type Book struct {
	slots map[slot][]told // newest first
}

// slot is what an event is about: a newer one takes the place of an older one.
type slot struct {
	about      string
	item, part string
	by         string
}

// NewBook is an empty book.
func NewBook() *Book { return &Book{slots: map[slot][]told{}} }

// slotOf is what an event is about, and how many of such are kept.
func slotOf(e Event) (slot, int) {
	switch e.Type {
	case EventRound:
		return slot{about: "round", item: e.Item, part: e.Part}, history
	case EventHere:
		return slot{about: "here", item: e.Item}, 1
	case EventReceipt:
		if e.Part != "" {
			return slot{about: "known", item: e.Item, part: e.Part}, 1
		}
		return slot{about: "receipt", item: e.Item, by: e.By.Identity}, versions
	case EventAnswer:
		return slot{about: "answer", item: e.Item, part: e.Part}, 1
	case EventDrill:
		return slot{about: "drill", item: e.Drill.ID}, 1
	case EventFolder:
		return slot{about: "folder", item: e.Item}, 1
	case EventFact, EventUnfact:
		return slot{about: "fact", item: e.Item}, 1
	case EventOnList, EventOffList:
		return slot{about: "list", item: e.Item}, 1
	default:
		return slot{about: "planned", item: e.Item}, 1
	}
}

// Take notes an event. It reports whether this program knows its type; what is out of bounds changes
// nothing.
func (b *Book) Take(e Event, clock uint64) bool {
	if !e.Type.known() {
		return false
	}
	if !e.whole() {
		return true
	}
	raw, err := json.Marshal(e)
	if err != nil {
		return true // a time that can't be written was never read from a ledger
	}
	b.take(told{Event: e, Clock: clock, raw: string(raw)})
	return true
}

func (b *Book) take(t told) {
	at, keep := slotOf(t.Event)
	list := b.slots[at]
	i, there := slices.BinarySearchFunc(list, t, newestFirst)
	if there {
		return
	}
	list = slices.Insert(list, i, t)
	b.slots[at] = list[:min(len(list), keep)]
}

// when is the moment that something told is about, in milliseconds by the clock of its record: what was
// noted from paper days afterwards takes the place of nothing that was seen since. The record's clock goes
// on from that of every other laptop, so a laptop whose clock was ahead is overruled by the next round.
func (t told) when() int64 {
	return int64(t.Clock>>16) - max(t.Event.Told.Sub(t.Event.At), 0).Milliseconds()
}

func newestFirst(x, y told) int {
	return cmp.Or(cmp.Compare(y.when(), x.when()), cmp.Compare(y.Clock, x.Clock), y.Event.Told.Compare(x.Event.Told), cmp.Compare(y.raw, x.raw))
}

func (b *Book) newest(at slot) (Event, bool) {
	if list := b.slots[at]; len(list) > 0 {
		return list[0].Event, true
	}
	return Event{}, false
}

// about is the newest event of every slot of a sort, by item and part.
func (b *Book) about(about string) []Event {
	var all []Event
	for at, list := range b.slots {
		if at.about == about {
			all = append(all, list[0].Event)
		}
	}
	slices.SortFunc(all, func(x, y Event) int {
		return cmp.Or(cmp.Compare(x.Item, y.Item), cmp.Compare(x.Part, y.Part), cmp.Compare(x.Version, y.Version), cmp.Compare(x.By.Identity, y.By.Identity))
	})
	return all
}

// Facts are the open facts that are settled: the event that settled each, by the fact's id.
func (b *Book) Facts() map[string]Event {
	return b.standing("fact", EventFact)
}

// OnList are the open facts that stand on the checklist of a planned outage, by the fact's id; Part is
// the planned outage.
func (b *Book) OnList() map[string]Event {
	return b.standing("list", EventOnList)
}

// Planned are the planned outages of the unit's own, by id.
func (b *Book) Planned() map[string]Event {
	return b.standing("planned", EventPlanned)
}

func (b *Book) standing(about string, holds EventType) map[string]Event {
	all := map[string]Event{}
	for _, e := range b.about(about) {
		if e.Type == holds {
			all[e.Item] = e
		}
	}
	return all
}

// Round is the newest round of an item, or of a part of it.
func (b *Book) Round(item, part string) (Event, bool) {
	return b.newest(slot{about: "round", item: item, part: part})
}

// Parts are the newest rounds of an item's parts, such as its telephones, by part.
func (b *Book) Parts(item string) []Event {
	var parts []Event
	for _, e := range b.about("round") {
		if e.Item == item && e.Part != "" {
			parts = append(parts, e)
		}
	}
	return parts
}

// Rounds are the newest rounds of an item and its parts, newest first.
func (b *Book) Rounds(item string) []Event {
	var list []told
	for at, rounds := range b.slots {
		if at.about == "round" && at.item == item {
			list = append(list, rounds...)
		}
	}
	slices.SortFunc(list, newestFirst)
	return events(list[:min(len(list), history)])
}

// NotHere tells whether the unit has said that it has no such thing.
func (b *Book) NotHere(item string) (Event, bool) {
	e, ok := b.newest(slot{about: "here", item: item})
	return e, ok && !e.OK
}

// OlderReceipts are those of a document in another version than this, newest first.
func (b *Book) OlderReceipts(document, version string) []Event {
	var list []told
	for at, receipts := range b.slots {
		if at.about != "receipt" || at.item != document {
			continue
		}
		for _, t := range receipts {
			if t.Event.Version != version {
				list = append(list, t)
			}
		}
	}
	slices.SortFunc(list, newestFirst)
	return events(list)
}

// receipt is somebody's newest receipt for a version of a document.
func (b *Book) receipt(document, version, by string) (Event, bool) {
	for _, t := range b.slots[slot{about: "receipt", item: document, by: by}] {
		if t.Event.Version == version {
			return t.Event, true
		}
	}
	return Event{}, false
}

func events(list []told) []Event {
	var all []Event
	for _, t := range list {
		all = append(all, t.Event)
	}
	return all
}

// Known is when a group was last said to know an item.
func (b *Book) Known(item, group string) (Event, bool) {
	return b.newest(slot{about: "known", item: item, part: group})
}

// Answer is what stands on a checklist under a question, or as its owner.
func (b *Book) Answer(checklist, question string) (Event, bool) {
	return b.newest(slot{about: "answer", item: checklist, part: question})
}

// Drills are the drills that began in a year, by the calendar of Stockholm; newest first.
func (b *Book) Drills(year int) []Event {
	var list []Event
	for _, e := range b.about("drill") {
		if e.Drill.Began.In(care.Stockholm).Year() == year {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(x, y Event) int { return y.Drill.Began.Compare(x.Drill.Began) })
	return list
}

// LastDrill is the newest drill that was held up to a moment, and LastWholeDrill the newest in which every
// task was done.
func (b *Book) LastDrill(now time.Time) (Event, bool) {
	return b.lastDrill(now, func(Drill) bool { return true })
}

// LastWholeDrill is described at LastDrill.
func (b *Book) LastWholeDrill(now time.Time) (Event, bool) { return b.lastDrill(now, Drill.Whole) }

func (b *Book) lastDrill(now time.Time, chosen func(Drill) bool) (Event, bool) {
	var last Event
	found := false
	for _, e := range b.about("drill") {
		if !e.Drill.Ended.After(now) && chosen(*e.Drill) && (!found || e.Drill.Ended.After(last.Drill.Ended)) {
			last, found = e, true
		}
	}
	return last, found
}

// Folder is when a person's home folder was last filled; the person by the binder's id.
func (b *Book) Folder(person string) (Event, bool) {
	return b.newest(slot{about: "folder", item: person})
}

// MarshalJSON writes the book as a checkpoint keeps it; the same book gives the same bytes.
func (b *Book) MarshalJSON() ([]byte, error) {
	var all []told
	for list := range maps.Values(b.slots) {
		all = append(all, list...)
	}
	slices.SortFunc(all, newestFirst)
	if all == nil {
		all = []told{}
	}
	raw, err := json.Marshal(all)
	if err != nil {
		return nil, fmt.Errorf("readiness: encode book: %w", err)
	}
	return raw, nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (b *Book) UnmarshalJSON(raw []byte) error {
	var all []told
	if err := json.Unmarshal(raw, &all); err != nil {
		return fmt.Errorf("readiness: decode book: %w", err)
	}
	b.slots = map[slot][]told{}
	for _, t := range all {
		b.Take(t.Event, t.Clock)
	}
	return nil
}
