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
entered   struck     struck
entered   corrected  corrected
verified  entered    verified
verified  returned   signed
verified  struck     struck
verified  corrected  corrected
struck    entered    struck
struck    undone     struck
corrected entered    corrected
corrected undone     corrected
`

// Every state meets every event: what the table doesn't allow changes nothing, in the table and in
// the backlog.
func TestTheLifeOfAnEntry(t *testing.T) {
	allowed := map[State]map[EventType]State{}
	for _, line := range strings.Split(strings.TrimSpace(lives), "\n") {
		w := strings.Fields(line)
		if allowed[State(w[0])] == nil {
			allowed[State(w[0])] = map[EventType]State{}
		}
		allowed[State(w[0])][EventType(w[1])] = State(w[2])
	}
	for _, from := range States() {
		if from != StateDraft {
			allowed[from][EventVouched], allowed[from][EventMatched] = from, from
		}
		for _, event := range EventTypes() {
			want, ok := allowed[from][event]
			if got, can := from.After(event); can != ok || got != want {
				t.Errorf("%s by %s: %q %v, want %q %v", from, event, got, can, want, ok)
			}
			b := NewBacklog()
			if from != StateDraft {
				e := note()
				b.entries[e.ID] = &Tracked{Entry: e, State: from, EnteredAt: enteredIn(from)}
			}
			newer := note()
			if event == EventCorrected {
				newer.ID = "n2"
			}
			err := b.Apply(Event{Type: event, ID: "n1", At: night, By: maria, Entry: &newer, To: &maria, Until: night.Add(time.Hour)})
			if (err == nil) != ok {
				t.Errorf("%s by %s: %v", from, event, err)
			}
			got, there := b.Get("n1")
			if there && ok && got.State != want || there && !ok && got.State != from {
				t.Errorf("%s by %s leads to %s", from, event, got.State)
			}
		}
	}
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
