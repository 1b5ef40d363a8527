package entry

import (
	"strings"
	"testing"
	"time"
)

// The table of an entry's life as people would tell it; whatever isn't here is not allowed.
const lives = `
draft     signed     signed
signed    claimed    claimed
signed    handed     signed
signed    sending    sending
signed    entered    entered
signed    struck     struck
signed    corrected  corrected
claimed   claimed    claimed
claimed   released   signed
claimed   handed     signed
claimed   sending    sending
claimed   entered    entered
claimed   struck     struck
claimed   corrected  corrected
sending   unanswered unknown
sending   refused    signed
sending   entered    entered
unknown   absent     signed
unknown   entered    entered
entered   entered    entered
entered   verified   verified
entered   returned   signed
entered   undone     entered
entered   struck     struck
entered   corrected  corrected
verified  entered    verified
verified  returned   signed
verified  undone     verified
verified  struck     struck
verified  corrected  corrected
struck    entered    struck
struck    undone     struck
corrected entered    corrected
corrected undone     corrected
`

// What another laptop did before it met this one, told when it makes no more difference, or a different
// one.
const lateLives = `
signed    unanswered unknown
signed    refused    signed
signed    verified   signed
signed    returned   signed
signed    undone     signed
claimed   unanswered unknown
claimed   refused    claimed
claimed   verified   claimed
claimed   returned   claimed
claimed   undone     claimed
sending   handed     sending
sending   sending    sending
sending   verified   sending
sending   returned   sending
sending   undone     sending
sending   struck     struck
sending   corrected  corrected
unknown   handed     unknown
unknown   sending    unknown
unknown   unanswered unknown
unknown   refused    signed
unknown   verified   unknown
unknown   returned   unknown
unknown   undone     unknown
unknown   struck     struck
unknown   corrected  corrected
entered   handed     entered
entered   sending    entered
entered   unanswered entered
entered   refused    entered
entered   absent     entered
verified  handed     verified
verified  sending    verified
verified  unanswered verified
verified  refused    verified
verified  absent     verified
verified  verified   verified
struck    sending    struck
struck    unanswered struck
struck    refused    struck
struck    absent     struck
struck    verified   struck
struck    returned   struck
struck    struck     struck
struck    corrected  corrected
corrected sending    corrected
corrected unanswered corrected
corrected refused    corrected
corrected absent     corrected
corrected verified   corrected
corrected returned   corrected
corrected struck     corrected
corrected corrected  corrected
`

func tableOf(lines string) map[State]map[EventType]State {
	table := map[State]map[EventType]State{}
	for _, s := range States() {
		table[s] = map[EventType]State{}
	}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		w := strings.Fields(line)
		table[State(w[0])][EventType(w[1])] = State(w[2])
	}
	return table
}

// Every state meets every event: a person may do what the first table says, another laptop may tell
// what the second says, and nothing else changes anything.
func TestTheLifeOfAnEntry(t *testing.T) {
	allowed, told := tableOf(lives), tableOf(lateLives)
	for _, from := range States() {
		if from != StateDraft {
			allowed[from][EventVouched], allowed[from][EventMatched] = from, from
		}
		for _, event := range EventTypes() {
			want, ok := allowed[from][event]
			if got, can := from.After(event); can != ok || got != want {
				t.Errorf("%s by %s: %q %v, want %q %v", from, event, got, can, want, ok)
			}
			if from == StateDraft || event == EventSigned {
				continue // TestEventsThatDoNotFitChangeNothing
			}
			if !ok {
				want, ok = told[from][event]
			}
			b := NewBacklog()
			b.put(&Tracked{Entry: note(), State: from, EnteredAt: enteredIn(from), Sent: sentIn(from)})
			newer := note()
			newer.ID = "n2"
			err := b.Apply(Event{Type: event, ID: "n1", At: night, By: maria, Entry: &newer, To: &maria, Until: night.Add(time.Hour)})
			if (err == nil) != ok {
				t.Errorf("%s by %s: %v", from, event, err)
			}
			got, _ := b.Get("n1")
			if ok && got.State != want || !ok && got.State != from {
				t.Errorf("%s by %s leads to %s", from, event, got.State)
			}
		}
	}
}

func sentIn(s State) int {
	if s == StateSending || s == StateUnknown {
		return 1
	}
	return 0
}

func enteredIn(s State) time.Time {
	if s == StateEntered || s == StateVerified {
		return night
	}
	return time.Time{}
}

func TestAClaimRunsOut(t *testing.T) {
	b := signed(t, note())
	apply(t, b, Event{Type: EventClaimed, ID: "n1", By: maria, Until: night.Add(time.Hour)})
	got, _ := b.Get("n1")
	if got.StateAt(night) != StateClaimed || got.StateAt(night.Add(time.Hour)) != StateSigned {
		t.Errorf("%s, then %s", got.StateAt(night), got.StateAt(night.Add(time.Hour)))
	}
}

func TestACorrectionIsANewEntryAndTheOldOneStays(t *testing.T) {
	b := signed(t, note())
	apply(t, b, Event{Type: EventEntered, ID: "n1", At: night, By: anna, Reference: "4711"})
	newer := note()
	newer.ID, newer.Text, newer.Corrects = "n2", "Sov oroligt.", "n1"
	apply(t, b, Event{Type: EventCorrected, ID: "n1", At: night, By: anna, Reason: "Fel person.", Entry: &newer})
	old, _ := b.Get("n1")
	if old.State != StateCorrected || old.Text != "Sov lugnt." || old.NewID != "n2" || !old.Undo() {
		t.Errorf("the old one: %+v", old)
	}
	if got, ok := b.Get("n2"); !ok || got.State != StateSigned || got.Text != "Sov oroligt." {
		t.Errorf("the new one: %+v", got)
	}
	apply(t, b, Event{Type: EventUndone, ID: "n1", At: night, By: anna, Reference: "4712"})
	if old.Undo() {
		t.Error("the mark in Lifecare isn't told")
	}
}

func TestTwoLaptopsThatEnteredTheSameNoteAreBothKept(t *testing.T) {
	b := signed(t, note())
	apply(t, b, Event{Type: EventEntered, ID: "n1", At: night, By: anna, Reference: "1"})
	apply(t, b, Event{Type: EventEntered, ID: "n1", At: night, By: maria, Reference: "2"})
	if got, _ := b.Get("n1"); got.Reference != "1" || len(got.Doubles) != 1 || got.Doubles[0].Reference != "2" {
		t.Errorf("%+v", got)
	}
}

func apply(t *testing.T, b *Backlog, e Event) {
	t.Helper()
	if err := b.Apply(e); err != nil {
		t.Fatal(err)
	}
}
