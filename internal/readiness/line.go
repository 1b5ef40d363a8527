package readiness

import (
	"fmt"
	"strconv"
	"time"

	"avbrottsparm/internal/care"
)

// State is how things stand with an item. The sentences "ready.state.<state>" word it.
type State string

// The states, best first.
const (
	StateOK      State = "ok"       // checked in time, and as it should be
	StateSoon    State = "soon"     // as it should be, and soon due again
	StateLate    State = "late"     // was as it should be, too long ago
	StateMissing State = "missing"  // something is missing
	StateOpen    State = "open"     // nobody knows
	StateNotHere State = "not_here" // the unit has no such thing, and has said so
)

// States lists the states, best first.
func States() []State {
	return []State{StateOK, StateSoon, StateLate, StateMissing, StateOpen, StateNotHere}
}

// Good tells whether nothing has to be done now.
func (s State) Good() bool { return s == StateOK || s == StateSoon }

// Reason is why an item stands as it does. Counted says that Key is one for Words.Count with N.
type Reason struct {
	Key     string
	Counted bool
	N       int
	Pairs   []any
}

// Words are the sentences of a language; text.Words is.
type Words interface {
	Say(key string, pairs ...any) string
	Count(key string, n int, pairs ...any) string
}

// Say words a reason; empty for none.
func (r Reason) Say(w Words) string {
	switch {
	case r.Key == "":
		return ""
	case r.Counted:
		return w.Count(r.Key, r.N, r.Pairs...)
	}
	return w.Say(r.Key, r.Pairs...)
}

// Line is an item and how things stand with it.
type Line struct {
	Item
	State  State
	Reason Reason
	// Missing is what somebody wrote that is missing, and Value what they wrote that there is: of a count
	// the number, of a share "8/20".
	Missing, Value string
	// Due is when it is late: the start of a day in Stockholm, or a moment where a fact gives a time. Zero
	// for what has no rhythm.
	Due time.Time
	// Last is when it was last looked at, and By by whom; zero and empty when never.
	Last time.Time
	By   string
	// Good of Of are as they should be, where they are counted; Of is zero where they aren't.
	Good, Of int
	// Points are what it gives, in hundredths of a weight.
	Points int
	lasts  time.Duration // how long a round holds, where a fact says so
}

// full is what a line gives at most, in hundredths of a weight.
func (l Line) full() int { return l.Weight * 100 }

// lost is what a line takes from the score.
func (l Line) lost() int {
	if l.State == StateNotHere {
		return 0
	}
	return l.full() - l.Points
}

// Found is what the binder itself sees of an item (KindSeen).
type Found struct {
	State State
	// Good of Of are as they should be; Of zero for what isn't counted.
	Good, Of int
	Reason   Reason
	Last     time.Time
	By       string
	Due      time.Time
}

// Seen is what the binder itself sees, by the item's id.
type Seen struct {
	// Found is how things stand with items of KindSeen; what is not in it is unknown.
	Found map[string]Found
	// Lasts is how long a round holds where a settled fact says so (Item.Facts).
	Lasts map[string]time.Duration
}

// Lines are the items of a list and how things stand with them at a moment, in the list's order.
func (b *Book) Lines(list List, seen Seen, now time.Time) []Line {
	lines := make([]Line, 0, len(list.Items))
	for _, item := range list.Items {
		lines = append(lines, b.line(item, seen, now))
	}
	return lines
}

func (b *Book) line(item Item, seen Seen, now time.Time) Line {
	l := Line{Item: item, lasts: seen.Lasts[item.ID]}
	if e, not := b.NotHere(item.ID); not && item.Sites {
		l.State, l.Last, l.By, l.Reason = StateNotHere, e.At, e.By.Name, Reason{Key: "ready.why.not_here"}
		return l
	}
	switch item.Kind {
	case KindSeen:
		l.see(seen.Found)
	case KindGroups:
		b.lineOfGroups(&l, now)
	case KindParts:
		b.lineOfParts(&l, now)
	default:
		b.lineOfRound(&l, now)
	}
	l.Points = l.points()
	return l
}

// points are what a line gives: all of its weight when it is as it should be, and else a part only where
// things are counted one by one. Only what is as it should be gives everything.
func (l Line) points() int {
	switch {
	case l.State == StateNotHere:
		return 0
	case l.State.Good():
		return l.full()
	case l.Of <= 0 || l.Good <= 0:
		return 0
	}
	good, of := l.Good, l.Of
	if l.Kind == KindShare {
		good, of = good*100, of*l.Least // of what is enough
	}
	return min(l.full()*min(good, of)/of, l.full()-1)
}

func (l *Line) see(found map[string]Found) {
	f, known := found[l.ID]
	if !known {
		l.State, l.Reason = StateOpen, Reason{Key: "ready.why.unseen"}
		return
	}
	l.State, l.Good, l.Of, l.Reason, l.Last, l.By, l.Due = f.State, f.Good, f.Of, f.Reason, f.Last, f.By, f.Due
}

// lineOfRound is an item that somebody looks at as a whole.
func (b *Book) lineOfRound(l *Line, now time.Time) {
	e, told := b.Round(l.ID, "")
	if !told {
		l.State, l.Reason = StateOpen, Reason{Key: "ready.why.never"}
		return
	}
	l.Last, l.By, l.Missing, l.Value = e.At, e.By.Name, e.Missing, e.Value
	l.Due = l.until(e.At)
	state, why := l.content(e)
	aged, old := l.age(e, now)
	if state.Good() {
		state, why = aged, old
	}
	if !aged.Good() { // what was counted then is not known to be so now
		l.Good, l.Of = 0, 0
	}
	l.State, l.Reason = state, why
}

// content is what was told of an item, whenever that was.
func (l *Line) content(e Event) (State, Reason) {
	switch l.Kind {
	case KindCount:
		l.Value = strconv.Itoa(e.Count)
		l.Good, l.Of = min(e.Count, l.Least), l.Least
		if e.Count < l.Least {
			return StateMissing, Reason{Key: "ready.why.few", Counted: true, N: e.Count, Pairs: []any{"least", l.Least}}
		}
	case KindShare:
		if e.Of <= 0 {
			return StateOpen, Reason{Key: "ready.why.of_none"}
		}
		l.Value = fmt.Sprintf("%d/%d", e.Count, e.Of)
		l.Good, l.Of = min(e.Count, e.Of), e.Of
		if l.Good*100 < l.Of*l.Least {
			pairs := []any{"count", e.Count, "of", e.Of, "least", l.Least}
			if l.Least == 100 {
				return StateMissing, Reason{Key: "ready.why.share_all", Pairs: pairs[:4]}
			}
			return StateMissing, Reason{Key: "ready.why.share", Pairs: pairs}
		}
	case KindText:
		if e.Value == "" {
			return StateMissing, Reason{Key: "ready.why.no_text"}
		}
	}
	if !e.OK || e.Missing != "" {
		l.Good, l.Of = 0, 0
		if e.Missing != "" {
			return StateMissing, Reason{Key: "ready.why.missing_what", Pairs: []any{"what", e.Missing}}
		}
		return StateMissing, Reason{Key: "ready.why.missing"}
	}
	return StateOK, Reason{}
}

// age is whether what was as it should be still counts.
func (l *Line) age(e Event, now time.Time) (State, Reason) {
	if unsure(e, now) != StateOK {
		return StateOpen, Reason{Key: "ready.why.clock"}
	}
	switch late, soon := l.when(e.At, now); {
	case late:
		return StateLate, Reason{Key: "ready.why.late", Counted: true, N: daysBetween(e.At, now)}
	case soon:
		return StateSoon, Reason{Key: "ready.why.soon"}
	}
	return StateOK, Reason{}
}

// until is when what was looked at at a moment is late; zero for never.
func (l *Line) until(at time.Time) time.Time {
	if l.lasts > 0 {
		return at.Add(l.lasts)
	}
	return due(at, l.Days)
}

// when tells whether what was looked at at a moment is late, or due soon: on the last day on which it
// counts, and on the item's Soon days before it; in the last quarter of a time that a fact gives.
func (l *Line) when(at, now time.Time) (late, soon bool) {
	if l.lasts > 0 {
		left := at.Add(l.lasts).Sub(now)
		return left <= 0, left < l.lasts/4
	}
	return isLate(at, l.Days, now), l.Days > 0 && !now.Before(care.NextDay(at, max(l.Days-l.Soon, 1)))
}

// earlier is the earlier of two moments; one that is zero counts for nothing.
func earlier(x, y time.Time) time.Time {
	if x.IsZero() || !y.IsZero() && y.Before(x) {
		return y
	}
	return x
}
