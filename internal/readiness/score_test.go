package readiness_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/readiness"
)

// prepared is a unit in which everything is as it should be, told at noon.
func prepared(t testing.TB, list readiness.List) (*teller, readiness.Seen) {
	t.Helper()
	unit := telling()
	found := map[string]readiness.Found{}
	for _, i := range list.Items {
		switch i.Kind {
		case readiness.KindSeen:
			found[i.ID] = readiness.Found{State: readiness.StateOK, Good: 5, Of: 5}
		case readiness.KindGroups:
			for _, group := range i.Groups {
				unit.tell(readiness.Event{Type: readiness.EventReceipt, Item: i.ID, Part: group, At: noon, OK: true})
			}
		case readiness.KindParts:
			for _, phone := range []string{"Mobil 1", "Mobil 2"} {
				unit.tell(readiness.Event{Type: readiness.EventRound, Item: i.ID, Part: phone, Value: "Ulla Ek", At: noon, OK: true})
			}
		default:
			unit.tell(readiness.Event{Type: readiness.EventRound, Item: i.ID, At: noon, OK: true, Count: 20, Of: 20, Value: "Skåpet"})
		}
	}
	return unit, readiness.Seen{Found: found}
}

func (t *teller) score(list readiness.List, seen readiness.Seen, now time.Time) readiness.Score {
	return readiness.ScoreOf(t.book.Lines(list, seen, now))
}

// Only a unit in which everything was checked in time and is in order has a hundred; one of which
// nothing is known has none.
func TestTheScoreIsHonest(t *testing.T) {
	list := embedded(t)
	if s := telling().score(list, readiness.Seen{}, noon); s.Percent != 0 || s.Points != 0 || len(s.Reasons) != len(list.Items) {
		t.Errorf("nothing is known, and it is %d percent with %d reasons", s.Percent, len(s.Reasons))
	}
	unit, seen := prepared(t, list)
	if s := unit.score(list, seen, noon); s.Percent != 100 || s.Points != s.Most || len(s.Reasons) != 0 {
		t.Errorf("everything is in order, and it is %d percent with %v", s.Percent, s.Reasons)
	}
	for _, i := range list.Items { // each of them matters
		if i.Kind != readiness.KindSeen {
			continue
		}
		worse := readiness.Seen{Found: map[string]readiness.Found{}}
		for id, f := range seen.Found {
			worse.Found[id] = f
		}
		delete(worse.Found, i.ID)
		if s := unit.score(list, worse, noon); s.Percent == 100 || len(s.Reasons) != 1 || s.Reasons[0].ID != i.ID {
			t.Errorf("%s is unknown, and it is %d percent", i.ID, s.Percent)
		}
		worse.Found[i.ID] = readiness.Found{State: readiness.StateMissing, Good: 5, Of: 5}
		if s := unit.score(list, worse, noon); s.Percent == 100 {
			t.Errorf("%s is missing although all are counted as good, and it is 100 percent", i.ID)
		}
	}
	late := unit.score(list, readiness.Seen{}, noon.AddDate(10, 0, 0))
	for _, l := range late.Reasons {
		if l.Days > 0 && l.Kind != readiness.KindSeen && l.State != readiness.StateLate {
			t.Errorf("ten years later %s is %s", l.ID, l.State)
		}
	}
}

func TestTheWorstReasonComesFirst(t *testing.T) {
	list := embedded(t)
	unit, seen := prepared(t, list)
	unit.tell(readiness.Event{Type: readiness.EventRound, Item: "usb_batteries", At: noon, Missing: "alla"})
	seen.Found["facts"] = readiness.Found{State: readiness.StateOpen, Good: 1, Of: 4}
	seen.Found["read_documents"] = readiness.Found{State: readiness.StateMissing, Good: 4, Of: 5}
	seen.Found["read_planned"] = readiness.Found{State: readiness.StateLate}
	s := unit.score(list, seen, noon)
	var got []string
	for _, l := range s.Reasons {
		got = append(got, l.ID)
	}
	if want := []string{"facts", "usb_batteries", "read_planned", "read_documents"}; !slices.Equal(got, want) {
		t.Errorf("the reasons are %v, want %v", got, want)
	}
	if s.Percent != s.Points*100/s.Most || s.Percent == 100 {
		t.Errorf("%d of %d is %d percent", s.Points, s.Most, s.Percent)
	}
}

// However the unit stands, the score doesn't rise when something gets worse: when time goes by, when
// something is told missing or fewer, when a telephone or a group no longer counts, when less is seen.
func TestTheScoreNeverRisesWhenSomethingGetsWorse(t *testing.T) {
	list := embedded(t)
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 11))
		unit, seen := somehow(list, r)
		now := noon.Add(time.Duration(r.IntN(400*24)) * time.Hour)
		before := unit.score(list, seen, now)
		item := list.Items[r.IntN(len(list.Items))]
		for n, worse := range []func() string{
			func() string { now = now.Add(time.Duration(r.IntN(300)) * time.Hour); return "time goes by" },
			func() string { worsen(unit, item, now); return "told of " + item.ID },
			func() string {
				f := seen.Found[item.ID]
				f.Good = max(f.Good-1, 0)
				if f.State.Good() {
					f.State = readiness.StateLate
				}
				seen.Found[item.ID] = f
				return "less is seen of " + item.ID
			},
			func() string { delete(seen.Found, item.ID); return "nothing is seen of " + item.ID },
			func() string {
				f := seen.Found["numbers"]
				f.Of++
				seen.Found["numbers"] = missing(f)
				return "a contact without number"
			},
		} {
			what := worse()
			after := unit.score(list, seen, now)
			if after.Points > before.Points || after.Percent > before.Percent || after.Most != before.Most {
				t.Fatalf("seed %d, step %d, %s: from %d to %d of %d", seed, n, what, before.Points, after.Points, after.Most)
			}
			before = after
		}
	}
}

func missing(f readiness.Found) readiness.Found {
	if f.State.Good() {
		f.State = readiness.StateMissing
	}
	return f
}

// somehow is a unit as it may stand.
func somehow(list readiness.List, r *rand.Rand) (*teller, readiness.Seen) {
	unit := telling()
	found := map[string]readiness.Found{}
	for _, i := range list.Items {
		at := noon.Add(-time.Duration(r.IntN(60*24)) * time.Hour)
		switch {
		case r.IntN(5) == 0:
		case i.Kind == readiness.KindSeen:
			of := r.IntN(6)
			good := r.IntN(of + 1)
			found[i.ID] = missing(readiness.Found{State: readiness.States()[r.IntN(5)], Good: good, Of: of})
			if good == of && of > 0 {
				found[i.ID] = readiness.Found{State: readiness.StateOK, Good: good, Of: of}
			}
		case i.Kind == readiness.KindGroups:
			for _, group := range i.Groups {
				unit.tell(readiness.Event{Type: readiness.EventReceipt, Item: i.ID, Part: group, At: at, OK: r.IntN(3) > 0})
			}
		case i.Kind == readiness.KindParts:
			for _, phone := range []string{"Mobil 1", "Mobil 2", "Mobil 3"} {
				unit.tell(readiness.Event{Type: readiness.EventRound, Item: i.ID, Part: phone, Value: "Ulla Ek", At: at, OK: true, Missing: strings.Repeat("x", r.IntN(2))})
			}
		default:
			unit.tell(readiness.Event{Type: readiness.EventRound, Item: i.ID, At: at, OK: r.IntN(3) > 0, Count: r.IntN(21), Of: 20, Value: "Skåpet"})
		}
	}
	return unit, readiness.Seen{Found: found}
}

// worsen tells that an item stands worse than it did.
func worsen(unit *teller, i readiness.Item, now time.Time) {
	last, _ := unit.book.Round(i.ID, "")
	at := last.At
	if at.IsZero() {
		at = now
	}
	switch i.Kind {
	case readiness.KindSeen:
	case readiness.KindGroups:
		unit.tell(readiness.Event{Type: readiness.EventReceipt, Item: i.ID, Part: i.Groups[0], At: now})
	case readiness.KindParts:
		unit.tell(readiness.Event{Type: readiness.EventRound, Item: i.ID, Part: "Mobil 2", Value: "Ulla Ek", Missing: "borta", At: now})
	case readiness.KindCount, readiness.KindShare:
		unit.tell(readiness.Event{Type: readiness.EventRound, Item: i.ID, OK: last.OK, Count: max(last.Count-1, 0), Of: max(last.Of, 1), At: at})
	default:
		unit.tell(readiness.Event{Type: readiness.EventRound, Item: i.ID, Missing: "allt", At: now})
	}
}
