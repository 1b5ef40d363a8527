package entry

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
)

// starts are the events that bring an entry to each state, known to both laptops.
var starts = map[State][]Event{
	StateSigned:    {},
	StateClaimed:   {{Type: EventClaimed, By: anna}},
	StateSending:   {{Type: EventSending}},
	StateUnknown:   {{Type: EventSending}, {Type: EventUnanswered}},
	StateEntered:   {{Type: EventEntered, Reference: "start"}},
	StateVerified:  {{Type: EventEntered, Reference: "start"}, {Type: EventVerified, Of: "start"}},
	StateStruck:    {{Type: EventStruck, Reason: "start"}},
	StateCorrected: {{Type: EventEntered, Reference: "start"}, {Type: EventCorrected, Reason: "start"}},
}

// walk is two laptops that both know an entry and then don't meet.
type walk struct {
	t      *testing.T
	start  []Event
	told   []Event    // as the ledger orders them, of both
	own    [2][]Event // what each did
	agreed map[string]string
	leaves int
}

// happenings are what can be done on a laptop that sees an entry so, each with names of its own.
func happenings(b *Backlog, laptop, step int) []Event {
	t, _ := b.Get("n1")
	name := fmt.Sprintf("%c%d", 'a'+laptop, step)
	by := []Author{anna, maria}[laptop]
	var out []Event
	for _, typ := range EventTypes() {
		if _, ok := t.State.After(typ); !ok || typ == EventVouched || typ == EventMatched {
			continue
		}
		e := Event{Type: typ, By: by, Reason: name}
		switch typ {
		case EventEntered:
			if !t.State.Waits() {
				continue // nobody enters what they see in Lifecare
			}
			e.Reference = name
			if t.State == StateSending || t.State == StateUnknown {
				e.Via = "note"
			}
		case EventVerified, EventReturned:
			e.Of = t.Reference
		case EventUndone:
			d, left := t.ToUndo()
			if !left {
				continue
			}
			e.Of, e.Reference = d.Reference, "undo "+name
		}
		out = append(out, e)
	}
	return out
}

// whole fills in what an event of the walk leaves out.
func (e Event) whole(n int) Event {
	e.ID, e.At = "n1", night.Add(time.Duration(n)*time.Minute)
	switch e.Type {
	case EventClaimed:
		e.Until = e.At.Add(time.Hour)
	case EventHanded:
		e.To = &maria
	case EventCorrected:
		newer := note()
		newer.ID, newer.Corrects, newer.Text = "new "+e.Reason, "n1", "text "+e.Reason
		e.Entry = &newer
	}
	return e
}

func told(t *testing.T, events []Event) *Backlog {
	t.Helper()
	b := signed(t, note())
	for i, e := range events {
		tell(b, e.whole(i))
	}
	return b
}

// tell takes an event in as the desk does: what doesn't fit changes nothing.
func tell(b *Backlog, e Event) bool { return b.Apply(e) == nil }

func (w *walk) on(depth int) {
	w.check()
	if depth == 0 {
		return
	}
	for laptop := range w.own {
		if len(w.told) == 0 && laptop == 1 {
			continue // the first to do something is called a
		}
		view := told(w.t, slices.Concat(w.start, w.own[laptop]))
		for _, e := range happenings(view, laptop, len(w.own[laptop])) {
			w.told, w.own[laptop] = append(w.told, e), append(w.own[laptop], e)
			w.on(depth - 1)
			w.told, w.own[laptop] = w.told[:len(w.told)-1], w.own[laptop][:len(w.own[laptop])-1]
		}
	}
}

// Whatever two laptops do with an entry before they meet, up to five things in any order: no text and
// no entering is lost, what stands in Lifecare once too often is told, and so is what may stand there;
// both laptops come to the same, whose clock ever was ahead; and a checkpoint says it all.
func TestWhateverTwoLaptopsDoNothingIsLost(t *testing.T) {
	leaves := 0
	for _, from := range States()[1:] {
		w := walk{t: t, start: starts[from], agreed: map[string]string{}}
		if got, _ := told(t, w.start).Get("n1"); got.State != from {
			t.Fatalf("the walk from %s begins at %s", from, got.State)
		}
		w.on(5)
		leaves += w.leaves
	}
	if leaves < 80000 {
		t.Errorf("only %d walks", leaves)
	}
	t.Logf("%d walks", leaves)
}

func (w *walk) check() {
	w.leaves++
	events := slices.Concat(w.start, w.told)
	b := told(w.t, events)
	t, _ := b.Get("n1")
	var wrong []string
	say := func(ok bool, format string, args ...any) {
		if !ok {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	var entered []string
	returned, undone, verified := map[string]bool{}, map[string]bool{}, map[string]bool{}
	sent, struck, corrected := 0, false, false
	for _, e := range events {
		switch e.Type {
		case EventSending:
			sent++
		case EventRefused, EventAbsent:
			sent--
		case EventEntered:
			entered = append(entered, e.Reference)
			if e.Via != "" {
				sent--
			}
		case EventVerified:
			verified[e.Of] = true
		case EventReturned:
			returned[e.Of] = true
		case EventUndone:
			undone[e.Of] = true
		case EventStruck:
			struck = true
			say(t.EndedReason == e.Reason || slices.ContainsFunc(t.Ends, func(end Ending) bool { return end.Reason == e.Reason }), "why it was struck is lost")
		case EventCorrected:
			corrected = true
			newer, ok := b.Get("new " + e.Reason)
			say(ok && newer.Text == "text "+e.Reason && newer.State == StateSigned, "the version %s is lost", e.Reason)
		}
	}
	say(t.Text == note().Text, "the text is lost")
	say(t.State.Ended() == (struck || corrected) && (t.State == StateCorrected) == corrected, "ended: %s", t.State)
	known := []string{t.Reference}
	for _, d := range slices.Concat(t.Doubles, t.Earlier) {
		known = append(known, d.Reference)
	}
	var there []string // in Lifecare
	for _, reference := range entered {
		say(slices.Contains(known, reference), "the entering %s is forgotten", reference)
		if !undone[reference] && (t.State.Ended() || !returned[reference]) {
			there = append(there, reference)
		}
	}
	if t.State.Ended() {
		say(t.Undo() == (len(there) > 0), "%v left in Lifecare, to undo %v", there, t.Undo())
	} else {
		say(t.State.InLifecare() == (len(there) > 0), "%v in Lifecare, and it is %s", there, t.State)
		say(len(there) < 2 || t.Undo(), "%v in Lifecare, and nobody is told", there)
		say(!t.State.InLifecare() || slices.Contains(there, t.Reference), "%s counts, %v is there", t.Reference, there)
		say((t.State == StateVerified) == (t.State.InLifecare() && verified[t.Reference]), "verified %v, and it is %s by %s", verified, t.State, t.Reference)
	}
	// What both knew to be on its way both may have settled: then it is asked about once more at worst.
	twice := w.settled(0) && w.settled(1)
	say(twice || t.Sent == sent, "%d sent without an answer, %d told", sent, t.Sent)
	say(t.Sent == 0 || t.State == StateSending || t.Unsure(), "sent without an answer, and nobody is told")
	say((t.ClaimedBy == Author{}) == (t.State != StateClaimed), "claimed by %q, and it is %s", t.ClaimedBy.Name, t.State)
	say(len(b.open.sorted()) == len(b.List((*Tracked).Left)), "the open ones are %d", len(b.open.sorted()))

	slices.Sort(there)
	pending := t.Sent
	if twice {
		pending = 0
	}
	essence := fmt.Sprint(t.State.Ended(), corrected, t.State.InLifecare(), t.State == StateVerified && len(there) == 1, there, pending, b.Len())
	key := fmt.Sprint(names(w.own[0]), names(w.own[1]))
	if other, met := w.agreed[key]; met {
		say(other == essence, "in another order it comes to %s, now to %s", other, essence)
	}
	w.agreed[key] = essence
	if w.leaves%16 == 0 {
		say(reflect.DeepEqual(b.entries, told(w.t, events).entries), "the same comes to something else")
		say(packedAlike(w.t, told(w.t, events)), "a checkpoint says something else")
	}
	if len(wrong) > 0 {
		w.t.Fatalf("%s\nthen %s: %s\n%+v", names(w.start), names(w.told), strings.Join(wrong, "; "), t)
	}
}

// settled tells whether a laptop had an answer about what was on its way from the start.
func (w *walk) settled(laptop int) bool {
	if len(w.start) == 0 || w.start[0].Type != EventSending {
		return false
	}
	return slices.ContainsFunc(w.own[laptop], func(e Event) bool {
		return e.Type == EventRefused || e.Type == EventAbsent || e.Type == EventUnanswered || e.Type == EventEntered && e.Via != ""
	})
}

func names(events []Event) string {
	var said []string
	for _, e := range events {
		said = append(said, fmt.Sprintf("%s %s%s", e.By.Name, e.Type, strings.TrimSuffix(" of "+e.Of, " of ")))
	}
	return strings.Join(said, ", ")
}

// packedAlike packs a backlog, reads it, and tells whether both go on alike.
func packedAlike(t *testing.T, b *Backlog) bool {
	t.Helper()
	back := NewBacklog()
	for _, part := range b.Pack(access.AreaSocial, 1<<20) {
		list, err := Unpack(part)
		if err != nil {
			t.Fatal(err)
		}
		back.Restore(list)
	}
	same := func() bool {
		return slices.EqualFunc(b.Pack(access.AreaSocial, 1<<20), back.Pack(access.AreaSocial, 1<<20), slices.Equal[[]byte]) &&
			b.Len() == back.Len() && len(b.open.sorted()) == len(back.open.sorted()) && b.Count(StateSigned) == back.Count(StateSigned)
	}
	if !same() {
		return false
	}
	for _, typ := range []EventType{EventEntered, EventReturned, EventStruck} {
		e := Event{Type: typ, Reference: "afterwards", By: maria}.whole(99)
		if tell(b, e) != tell(back, e) || !same() {
			return false
		}
	}
	return true
}
