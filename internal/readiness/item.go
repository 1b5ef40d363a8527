package readiness

import (
	"time"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// Kind is how an item is told.
type Kind string

// The kinds of item.
const (
	KindCheck  Kind = "check"  // it is as it should be, or something is missing
	KindCount  Kind = "count"  // how many there are; Least is enough
	KindShare  Kind = "share"  // how many of how many; Least is how many in a hundred is enough
	KindYesNo  Kind = "yes_no" // it is there, or it isn't
	KindText   Kind = "text"   // something to write down, such as where it is
	KindParts  Kind = "parts"  // several of a sort, each with who: which telephone was last logged in by whom
	KindGroups Kind = "groups" // known to each of Groups
	KindSeen   Kind = "seen"   // the binder sees it by itself: Found
)

// List is what belongs to being ready: data/catalogue/readiness.json. It is checked when it is read.
type List struct {
	Groups     []Group     `json:"groups"`
	Items      []Item      `json:"items"`
	Checklists []Checklist `json:"checklists"`
}

// Group is a heading over items.
type Group struct {
	ID    string    `json:"id"`
	Title text.Both `json:"title"`
}

// Item is one thing that belongs to being ready.
type Item struct {
	// ID names the item for ever: what was told of it points to it.
	ID    string    `json:"id"`
	Group string    `json:"group"`
	Kind  Kind      `json:"kind"`
	Title text.Both `json:"title"`
	How   text.Both `json:"how"` // one line: what to look for
	// Days is how long a round holds, in days by the calendar of Stockholm: 1 means that it is done each
	// day. 0 means that it holds until something else is told.
	Days int `json:"days,omitempty"`
	// Soon is how many days before it is due people are reminded.
	Soon int `json:"soon,omitempty"`
	// Weight is its share of the score.
	Weight int `json:"weight"`
	Least  int `json:"least,omitempty"`
	// Groups are who has to know it (KindGroups): words of "ready.group.<id>".
	Groups []string `json:"groups,omitempty"`
	// Facts are open facts that say how long it holds once one is settled as a time; the shortest counts.
	// Until then Days does.
	Facts []string `json:"facts,omitempty"`
	// Sites says that not every unit has such a thing, and that a unit may say so.
	Sites  bool        `json:"sites,omitempty"`
	Paper  bool        `json:"paper,omitempty"` // stands on the list of rounds on paper
	Go     outage.Link `json:"go,omitempty"`
	Source []string    `json:"source,omitempty"`
}

// Checklist is a list of questions that a unit answers for itself (routine 2.3, 5.1).
type Checklist struct {
	ID        string     `json:"id"`
	Title     text.Both  `json:"title"`
	Questions []Question `json:"questions"`
	// Days is how long after its newest change it is to be looked through again.
	Days   int      `json:"days"`
	Source []string `json:"source"`
}

// Question is one of a checklist.
type Question struct {
	ID   string    `json:"id"`
	Text text.Both `json:"text"`
}

// Item finds an item by its id.
func (l List) Item(id string) (Item, bool) {
	for _, item := range l.Items {
		if item.ID == id {
			return item, true
		}
	}
	return Item{}, false
}

// Checklist finds a checklist by its id.
func (l List) Checklist(id string) (Checklist, bool) {
	for _, c := range l.Checklists {
		if c.ID == id {
			return c, true
		}
	}
	return Checklist{}, false
}

// Aged is how things stand with what the binder saw happen at a moment, by the item's rhythm; zero when
// it never did.
func (i Item) Aged(at time.Time, by string, now time.Time) Found {
	l := Line{Item: i}
	f := Found{Last: at, By: by, Due: l.until(at)}
	switch late, soon := l.when(at, now); {
	case at.IsZero():
		return Found{State: StateMissing, Reason: Reason{Key: "ready.why.never_done"}}
	case at.After(now.Add(clockSlack)):
		f.State, f.Reason = StateOpen, Reason{Key: "ready.why.clock"}
	case late:
		f.State, f.Reason = StateLate, Reason{Key: "ready.why.late", Counted: true, N: daysBetween(at, now)}
	case soon:
		f.State, f.Reason = StateSoon, Reason{Key: "ready.why.soon"}
	default:
		f.State = StateOK
	}
	return f
}

// Counted is how things stand with what is counted one by one; nothing at all is unknown. The key of the
// reason says what those that are not as they should be are.
func Counted(good, of int, key string) Found {
	f := Found{Good: good, Of: of, State: StateOK}
	switch {
	case of <= 0:
		f = Found{State: StateOpen, Reason: Reason{Key: "ready.why.none_there"}}
	case good < of:
		f.State, f.Reason = StateMissing, Reason{Key: key, Counted: true, N: of - good}
	}
	return f
}
