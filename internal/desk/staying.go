package desk

import (
	"time"

	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
)

// Staying is something that happened to an entry and that stays in a copy, because copy and binder
// went on apart in the same chain. It says which entry it is and nothing of what stands in it.
type Staying struct {
	ID   string // of the entry
	What entry.EventType
	At   time.Time // when the entry's event was, else when the event was noted; UTC
	By   string
}

// StaysInCopy lists what a merge could not bring of the entries, and counts the records among them
// that can't be read here.
func StaysInCopy(d ledger.Difference) (stays []Staying, closed int) {
	for _, r := range d.Stay {
		var event entry.Event
		if r.Body == nil || decode(r.Body, &event) != nil || !event.Type.Valid() {
			closed++
			continue
		}
		at := event.At
		if event.Entry != nil {
			at = event.Entry.EventTime
		}
		stays = append(stays, Staying{ID: event.ID, What: event.Type, At: at, By: event.By.Name})
	}
	return stays, closed
}
