package readiness

import (
	"slices"
	"time"

	"avbrottsparm/internal/text"
)

// longestAgo is how far back a round may be noted: what was seen earlier says nothing about now.
const longestAgo = 366 * 24 * time.Hour

// Check tells whether an item can be told of like this. Faults: "ready.seen" for what the binder itself
// sees, "ready.part" for one of several without a word on which, or for which there is only one,
// "ready.count" for a number that can't be, "ready.nothing" for what is missing without a word on what,
// or a text without words, "ready.future" and "ready.long_ago" for the time.
func (i Item) Check(t Told, now time.Time) error {
	switch {
	case i.Kind == KindSeen || i.Kind == KindGroups:
		return text.NewFault("ready.seen")
	case (t.Part != "") != (i.Kind == KindParts) || len(t.Part) > longestID:
		return text.NewFault("ready.part")
	case t.Count < 0 || t.Count > mostCount || t.Of < 0 || t.Of > mostCount:
		return text.NewFault("ready.count")
	case i.Kind == KindShare && (t.Of == 0 || t.Count > t.Of):
		return text.NewFault("ready.share")
	case i.Kind == KindText && t.OK && t.Value == "", i.Kind == KindParts && t.OK && t.Value == "",
		i.Kind == KindCheck && !t.OK && t.Missing == "":
		return text.NewFault("ready.nothing")
	case t.At.After(now.Add(clockSlack)):
		return text.NewFault("ready.future")
	case !t.At.IsZero() && now.Sub(t.At) > longestAgo:
		return text.NewFault("ready.long_ago")
	}
	return nil
}

// Event is what is kept of a round, as somebody told it.
func (i Item) Event(t Told) Event {
	e := Event{Type: EventRound, Item: i.ID, Part: t.Part, At: t.At, OK: t.OK, Missing: t.Missing, Value: t.Value}
	switch i.Kind {
	case KindCount:
		e.Count = t.Count
	case KindShare:
		e.Count, e.Of = t.Count, t.Of
	}
	return e
}

// Asks tells whether a group has to know the item.
func (i Item) Asks(group string) bool { return slices.Contains(i.Groups, group) }

// Asks tells whether a question is one of the checklist.
func (c Checklist) Asks(question string) bool {
	return slices.ContainsFunc(c.Questions, func(q Question) bool { return q.ID == question })
}

// gone tells whether a part was told to be out of use.
func (e Event) gone() bool { return !e.OK && e.Value == "" && e.Missing == "" }

// InUse are the parts of an item as they were last told, by part, without those taken out of use.
func (b *Book) InUse(item string) []Event {
	return slices.DeleteFunc(b.Parts(item), Event.gone)
}

// In tells whether somebody is among those who told events.
func (r Reader) In(events []Event) bool {
	return slices.ContainsFunc(events, func(e Event) bool { return slices.Contains(r.Identities, e.By.Identity) })
}
