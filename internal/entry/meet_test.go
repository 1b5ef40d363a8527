package entry

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
)

// What comes of two things that two laptops did without knowing of one another. Each line holds in both
// orders: what the one did, the other, the state, and what a person is told.
const meetings = `
entered   entered    entered    undo
entered   claimed    entered    -
entered   struck     struck     undo
entered   corrected  corrected  undo
entered   sending    entered    unsure
entered   handed     entered    -
struck    struck     struck     -
struck    corrected  corrected  rival
corrected corrected  corrected  rival
struck    claimed    struck     -
corrected claimed    corrected  -
sending   claimed    sending    -
sending   handed     sending    -
sending   struck     struck     unsure
sending   corrected  corrected  unsure
sending   sending    sending    -
`

func TestTwoLaptopsMeetInEitherOrder(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(meetings), "\n") {
		w := strings.Fields(line)
		pair := []Event{{Type: EventType(w[0]), By: anna, Reason: "a", Reference: "a"}, {Type: EventType(w[1]), By: maria, Reason: "b", Reference: "b"}}
		for range 2 {
			b := told(t, pair)
			got, _ := b.Get("n1")
			say := []string{}
			if got.Undo() {
				say = append(say, "undo")
			}
			if got.Unsure() {
				say = append(say, "unsure")
			}
			if newer, ok := b.Get(got.NewID); ok && len(b.Rivals(newer)) > 0 {
				say = append(say, "rival")
			}
			if told := strings.Join(say, " "); string(got.State) != w[2] || told != strings.Trim(w[3], "-") {
				t.Errorf("%s: %s %q", line, got.State, told)
			}
			slices.Reverse(pair)
		}
	}
}

func ids(list []*Tracked) string {
	said := []string{}
	for _, t := range list {
		said = append(said, t.ID)
	}
	slices.Sort(said)
	return strings.Join(said, " ")
}

// Two laptops corrected the same entry: both versions wait, each shown beside the other, until one is
// struck.
func TestTwoCorrectionsStandSideBySide(t *testing.T) {
	b := told(t, []Event{{Type: EventCorrected, By: anna, Reason: "a"}, {Type: EventCorrected, By: maria, Reason: "b"}})
	first, _ := b.Get("new a")
	second, _ := b.Get("new b")
	if first.State != StateSigned || second.State != StateSigned || first.SecondOf != "" || second.SecondOf != "n1" {
		t.Fatalf("%+v\n%+v", first, second)
	}
	if ids(b.Rivals(first)) != "new b" || ids(b.Rivals(second)) != "new a" {
		t.Errorf("beside the first %s, beside the second %s", ids(b.Rivals(first)), ids(b.Rivals(second)))
	}
	apply(t, b, Event{Type: EventStruck, ID: "new b", By: anna, Reason: "den andra gäller"})
	if len(b.Rivals(first)) != 0 || len(b.Rivals(second)) != 0 {
		t.Errorf("after a choice: %s, %s", ids(b.Rivals(first)), ids(b.Rivals(second)))
	}
}

// One laptop struck what the other corrected: the new version stands beside the struck one.
func TestACorrectionOfWhatWasStruckIsShownBesideIt(t *testing.T) {
	for _, events := range [][]Event{
		{{Type: EventStruck, By: anna, Reason: "a"}, {Type: EventCorrected, By: maria, Reason: "b"}},
		{{Type: EventCorrected, By: maria, Reason: "b"}, {Type: EventStruck, By: anna, Reason: "a"}},
	} {
		b := told(t, events)
		newer, _ := b.Get("new b")
		if newer == nil || ids(b.Rivals(newer)) != "n1" {
			t.Fatalf("%s: beside it %s", names(events), ids(b.Rivals(newer)))
		}
		if old, _ := b.Get("n1"); old.State != StateCorrected || old.NewID != "new b" || len(old.Ends) != 1 {
			t.Errorf("%s: %+v", names(events), old)
		}
	}
}

// A draft came back with a copy and was signed on both laptops, differently.
func TestOneDraftSignedDifferentlyIsTwoVersions(t *testing.T) {
	b := signed(t, note())
	for n, text := range []string{"Sov oroligt.", "Vaken.", "Vaken."} {
		other := note()
		other.Text = text
		err := b.Apply(Event{Type: EventSigned, ID: "n1", By: maria, Entry: &other})
		if (err != nil) != (n == 2) {
			t.Errorf("%q: %v", text, err)
		}
	}
	first, _ := b.Get("n1")
	second, ok := b.Get("n1-v2")
	third, ok2 := b.Get("n1-v3")
	if !ok || !ok2 || b.Len() != 3 || first.Text != "Sov lugnt." || second.Text != "Sov oroligt." || second.SecondOf != "n1" || third.Text != "Vaken." {
		t.Fatalf("%d entries, %+v", b.Len(), second)
	}
	if first.Before() != "" || second.Before() != "n1" {
		t.Errorf("versions of %q and %q", first.Before(), second.Before())
	}
	if ids(b.Rivals(first)) != "n1-v2 n1-v3" || ids(b.Rivals(second)) != "n1 n1-v3" {
		t.Errorf("beside the first %s, beside the second %s", ids(b.Rivals(first)), ids(b.Rivals(second)))
	}
}

// The old version was purged, or lies behind a wall that isn't open: the new one is there all the same.
func TestACorrectionOfWhatIsNotThereIsThere(t *testing.T) {
	b := NewBacklog()
	apply(t, b, Event{Type: EventCorrected, By: anna, Reason: "a"}.whole(1))
	if newer, ok := b.Get("new a"); !ok || newer.State != StateSigned || b.Len() != 1 {
		t.Errorf("%d entries", b.Len())
	}
}

// An entry entered twice: one of them is found missing, and the other counts.
func TestOfTwoEnteringsTheOneThatIsThereCounts(t *testing.T) {
	for name, events := range map[string][]Event{
		"returned before": {{Type: EventEntered, Reference: "1"}, {Type: EventReturned, Of: "1", Reason: "saknas"}, {Type: EventEntered, Reference: "2"}},
		"returned after":  {{Type: EventEntered, Reference: "1"}, {Type: EventEntered, Reference: "2"}, {Type: EventReturned, Of: "1", Reason: "saknas"}},
	} {
		got, _ := told(t, events).Get("n1")
		if got.State != StateEntered || got.Reference != "2" || got.Undo() || len(got.Earlier) != 1 || got.Earlier[0].ReturnedFor != "saknas" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	b := told(t, []Event{{Type: EventEntered, Reference: "1"}, {Type: EventEntered, Reference: "2"}})
	got, _ := b.Get("n1")
	if d, left := got.ToUndo(); !left || d.Reference != "2" {
		t.Errorf("to undo %+v", d)
	}
	apply(t, b, Event{Type: EventUndone, ID: "n1", At: night, By: maria, Of: "1", Reference: "3"}) // the other one was taken out
	if got.Reference != "2" || got.Undo() || got.State != StateEntered || got.Earlier[0].UndoneReference != "3" {
		t.Errorf("after one was taken out: %+v", got)
	}
}

// Events in any order from anywhere: nothing panics, no text is lost, and a checkpoint says it all.
func FuzzApply(f *testing.F) {
	f.Add([]byte{0, 0, 8, 1, 12, 0, 12, 1})
	f.Add([]byte{0, 0, 4, 0, 5, 0, 8, 0, 10, 0, 13, 0})
	f.Fuzz(func(t *testing.T, raw []byte) {
		b := NewBacklog()
		texts := map[string]bool{}
		types := append(EventTypes(), "erased", "")
		for i := 0; i+1 < len(raw) && i < 200; i += 2 {
			n := int(raw[i+1])
			e := Event{Type: types[int(raw[i])%len(types)], ID: fmt.Sprintf("n%d", n%4), At: night, By: []Author{anna, maria}[n/4%2],
				Reference: fmt.Sprint(n / 8 % 4), Of: []string{"", "0", "1", "2"}[n/16%4], Via: []string{"", "note"}[n/64%2], Reason: fmt.Sprint(i)}
			if n < 250 {
				written := note()
				written.ID, written.Text = fmt.Sprintf("n%d", n/4%4), fmt.Sprint("text ", n)
				if e.Type == EventSigned {
					written.ID = e.ID
				}
				e.Entry = &written
			}
			if err := b.Apply(e); err == nil && (e.Type == EventSigned || e.Type == EventCorrected) {
				texts[e.Entry.Text] = true
			}
		}
		for _, tracked := range b.Sorted() {
			delete(texts, tracked.Text)
			if tracked.State == StateEntered && tracked.EnteredAt.IsZero() || tracked.State == StateSigned && !tracked.EnteredAt.IsZero() {
				t.Errorf("%s and entered at %s", tracked.State, tracked.EnteredAt)
			}
			if b.open.holds(tracked) != tracked.Left() {
				t.Errorf("%s: open %v", tracked.State, b.open.holds(tracked))
			}
		}
		if len(texts) > 0 {
			t.Errorf("lost %v", texts)
		}
		if !packedAlike(t, b) {
			t.Error("a checkpoint says something else")
		}
	})
}

// An event of the ledger that anybody could have written is decoded and applied, or refused.
func FuzzEvent(f *testing.F) {
	for _, typ := range EventTypes() {
		raw, err := json.Marshal(Event{Type: typ, Reference: "1", Reason: "x"}.whole(1))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var e Event
		if json.Unmarshal(raw, &e) != nil {
			return
		}
		b := signed(t, note())
		if err := b.Apply(e); err != nil && b.Len() != 1 {
			t.Errorf("refused, and %d entries", b.Len())
		}
		for _, area := range []access.Area{access.AreaSocial, access.AreaHealth, 0} {
			for _, part := range b.Pack(area, 1<<20) {
				if _, err := Unpack(part); err != nil {
					t.Errorf("packed it does not open: %v", err)
				}
			}
		}
	})
}
