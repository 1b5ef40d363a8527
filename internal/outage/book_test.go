package outage_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

const (
	firstID  = "11111111111111111111111111111111"
	secondID = "22222222222222222222222222222222"
	drillID  = "33333333333333333333333333333333"
)

// downAt is when Lifecare goes down.
var downAt = time.Date(2026, 11, 24, 2, 14, 0, 0, care.Stockholm)

func after(minutes int) time.Time { return downAt.Add(time.Duration(minutes) * time.Minute) }

// happens is something that somebody tells at once.
func happens(id string, kind outage.EventType, minutes int) outage.Event {
	return outage.Event{Outage: id, Type: kind, At: after(minutes), Told: after(minutes), By: outage.By{Identity: "lena", Name: "Lena Ström", Title: "undersköterska"}}
}

func faults(failures ...string) []outage.Broken {
	var list []outage.Broken
	for _, f := range failures {
		list = append(list, outage.Broken{Failure: f})
	}
	return list
}

func starts(id string, minutes int, failures ...string) outage.Event {
	e := happens(id, outage.EventStart, minutes)
	e.Broken = faults(failures...)
	return e
}

func with(e outage.Event, change func(*outage.Event)) outage.Event {
	change(&e)
	return e
}

// told is an event as a laptop's ledger has it.
type told struct {
	event outage.Event
	clock uint64
}

// take reads a ledger into a book.
func take(list []told) *outage.Book {
	b := outage.NewBook()
	for _, one := range list {
		b.Take(one.event, one.clock)
	}
	return b
}

// inTurn is events told one after the other.
func inTurn(events ...outage.Event) []told {
	var list []told
	for i, e := range events {
		list = append(list, told{e, uint64(i + 1)})
	}
	return list
}

func the(t *testing.T, b *outage.Book, id string) outage.Outage {
	t.Helper()
	o, there := b.Get(id)
	if !there {
		t.Fatalf("there is no outage %.4s", id)
	}
	return o
}

func TestANightWithoutLifecareIsToldFromBeginningToEnd(t *testing.T) {
	b := take(inTurn(
		with(starts(firstID, 0, "lifecare"), func(e *outage.Event) { e.Title, e.Touched = "Lifecare nere", "hemtjänsten" }),
		with(happens(firstID, outage.EventReport, 5), func(e *outage.Event) { e.To, e.Case = "service_desk", "INC-1" }),
		with(happens(firstID, outage.EventTick, 6), func(e *outage.Event) { e.Step = "lifecare/paper" }),
		with(happens(firstID, outage.EventMessage, 10), func(e *outage.Event) {
			e.Message = &outage.Sent{Kind: outage.MessageFirst, Channel: outage.ChannelSMS, Text: "Lifecare är nere"}
		}),
		with(happens(firstID, outage.EventExpect, 12), func(e *outage.Event) { e.Expected = after(180) }),
		with(happens(firstID, outage.EventBreak, 30), func(e *outage.Event) { e.Broken = faults("power") }),
		with(happens(firstID, outage.EventReading, 31), func(e *outage.Event) { e.Reading, e.Value = "ups", "28 min" }),
		with(happens(firstID, outage.EventEscalate, 125), func(e *outage.Event) { e.Step = "heads" }),
		with(happens(firstID, outage.EventMend, 130), func(e *outage.Event) { e.Broken = faults("power") }),
		happens(firstID, outage.EventEnd, 192),
		with(happens(firstID, outage.EventReview, 600), func(e *outage.Event) { e.Text, e.Incidents = "Ladda telefonerna.", "inga" }),
	))
	o := the(t, b, firstID)
	if o.Open() || !o.Began.Equal(downAt) || !o.Ended.Equal(after(192)) || o.Lasted(after(900)) != 192*time.Minute {
		t.Errorf("from %v to %v", o.Began, o.Ended)
	}
	if o.Title != "Lifecare nere" || o.Touched != "hemtjänsten" || !o.Expected.Equal(after(180)) || !o.LastMessage.Equal(after(10)) || !o.Escalated["heads"] {
		t.Errorf("%+v", o)
	}
	want := []outage.Broken{{Failure: "lifecare", Since: downAt, Until: after(192)}, {Failure: "power", Since: after(30), Until: after(130)}}
	if !reflect.DeepEqual(o.Broken, want) || len(o.Now()) != 0 {
		t.Errorf("broken: %+v", o.Broken)
	}
	if tick := o.Ticks["lifecare/paper"]; tick.By.Name != "Lena Ström" || !tick.At.Equal(after(6)) {
		t.Errorf("ticks: %+v", o.Ticks)
	}
	if o.Incidents != "inga" || o.Improve != "Ladda telefonerna." || !o.Reviewed.Equal(after(600)) {
		t.Errorf("review: %q %q", o.Incidents, o.Improve)
	}
	if len(o.Timeline) != 11 || len(o.Messages) != 1 || len(o.Reports) != 1 || len(o.Readings) != 1 || o.Unsure {
		t.Errorf("timeline of %d, %d messages, %d reports, %d readings", len(o.Timeline), len(o.Messages), len(o.Reports), len(o.Readings))
	}
	if len(b.Open()) != 0 || len(b.All()) != 1 {
		t.Error("it goes on in the list")
	}
}

func TestTicksAreTakenBackByClockAndNotByTime(t *testing.T) {
	tick := with(happens(firstID, outage.EventTick, 9), func(e *outage.Event) { e.Step = "lifecare/paper" })
	untick := with(happens(firstID, outage.EventUntick, 3), func(e *outage.Event) { e.Step = "lifecare/paper" })
	for name, c := range map[string]struct {
		list []told
		done bool
	}{
		"unticked later with an earlier time": {[]told{{tick, 2}, {untick, 3}}, false},
		"ticked again":                        {[]told{{tick, 2}, {untick, 3}, {with(tick, func(e *outage.Event) { e.At = after(1) }), 4}}, true},
		"unticked before it was ticked":       {[]told{{untick, 2}, {tick, 3}}, true},
	} {
		o := the(t, take(append([]told{{starts(firstID, 0, "lifecare"), 1}}, c.list...)), firstID)
		if _, done := o.Ticks["lifecare/paper"]; done != c.done {
			t.Errorf("%s: done is %v", name, done)
		}
	}
}

func TestAnOutageThatWasNotOverGoesOn(t *testing.T) {
	lasting := inTurn(starts(firstID, 0, "lifecare", "wifi"),
		with(happens(firstID, outage.EventMend, 20), func(e *outage.Event) { e.Broken = faults("wifi") }),
		happens(firstID, outage.EventEnd, 60), happens(firstID, outage.EventReopen, 70))
	o := the(t, take(lasting), firstID)
	if !o.Open() || len(o.Now()) != 1 || o.Now()[0].Failure != "lifecare" || !o.Broken[1].Until.Equal(after(20)) {
		t.Errorf("what ended by itself came back, or what ended with the outage didn't: %+v", o.Broken)
	}
	// Somebody on a laptop that hadn't heard of the end sees something break after it.
	unaware := append(lasting[:3:3], told{with(happens(firstID, outage.EventBreak, 65), func(e *outage.Event) { e.Broken = faults("power") }), 9})
	if o := the(t, take(unaware), firstID); !o.Open() || len(o.Now()) != 2 {
		t.Errorf("what broke after the end is hidden by it: %+v", o.Broken)
	}
	// What is told afterwards of the time before the end ended with it.
	late := append(lasting[:3:3], told{with(happens(firstID, outage.EventBreak, 40), func(e *outage.Event) { e.Broken, e.Told = faults("power"), after(90) }), 9})
	if o := the(t, take(late), firstID); o.Open() || !o.Broken[2].Until.Equal(after(60)) {
		t.Errorf("what broke before the end goes on: %+v", o.Broken)
	}
	again := append(lasting, told{with(happens(firstID, outage.EventBreak, 80), func(e *outage.Event) { e.Broken = faults("wifi") }), 9})
	if o := the(t, take(again), firstID); len(o.Broken) != 3 || len(o.Now()) != 2 {
		t.Errorf("what came back isn't there twice: %+v", o.Broken)
	}
}

func TestTheBeginningIsSetRightAfterwards(t *testing.T) {
	begun := inTurn(starts(firstID, 0, "lifecare"), with(happens(firstID, outage.EventBreak, 30), func(e *outage.Event) { e.Broken = faults("power") }))
	earlier := append(begun, told{with(happens(firstID, outage.EventMove, -25), func(e *outage.Event) { e.Told, e.Unsure = after(40), true }), 8})
	o := the(t, take(earlier), firstID)
	if !o.Began.Equal(after(-25)) || !o.Broken[0].Since.Equal(after(-25)) || !o.Broken[1].Since.Equal(after(30)) || !o.Unsure {
		t.Errorf("moved: %v %+v", o.Began, o.Broken)
	}
	one := append(begun, told{with(happens(firstID, outage.EventMove, 20), func(e *outage.Event) { e.Told, e.Broken = after(40), faults("power") }), 8})
	if o := the(t, take(one), firstID); !o.Began.Equal(downAt) || !o.Broken[1].Since.Equal(after(20)) {
		t.Errorf("one failure moved: %v %+v", o.Began, o.Broken)
	}
	before := append(begun, told{with(happens(firstID, outage.EventBreak, -60), func(e *outage.Event) { e.Broken, e.Told = faults("wifi"), after(40) }), 8})
	if o := the(t, take(before), firstID); !o.Began.Equal(after(-60)) {
		t.Errorf("something broke before it, and it began at %v", o.Began)
	}
	ended := append(begun, told{happens(firstID, outage.EventEnd, 60), 8}, told{with(happens(firstID, outage.EventMove, 90), func(e *outage.Event) { e.Told = after(100) }), 9})
	if o := the(t, take(ended), firstID); o.Lasted(after(200)) != 0 || o.Ended.Before(o.Began) {
		t.Errorf("it lasted %v", o.Lasted(after(200)))
	}
}

// Two laptops without a network each open the same outage; later somebody says that they are one.
func TestTwoLaptopsThatBeganTheSameOutageHaveOne(t *testing.T) {
	list := []told{
		{with(starts(firstID, 4, "lifecare"), func(e *outage.Event) { e.Title = "Lifecare" }), 10},
		{starts(secondID, 0, "lifecare", "wifi"), 11},
		{with(happens(firstID, outage.EventTick, 6), func(e *outage.Event) { e.Step = "lifecare/paper" }), 12},
		{with(happens(secondID, outage.EventTick, 7), func(e *outage.Event) { e.Step = "wifi/sim" }), 13},
		{with(happens(secondID, outage.EventNote, 8), func(e *outage.Event) { e.Text = "Tavlan i köket är uppdaterad." }), 14},
		{with(happens(firstID, outage.EventJoin, 60), func(e *outage.Event) { e.Other = secondID }), 20},
	}
	b := take(list)
	for _, id := range []string{firstID, secondID} {
		o := the(t, b, id)
		if o.ID != firstID || !slices.Equal(o.Joined, []string{secondID}) || o.Title != "Lifecare" || !o.Began.Equal(downAt) {
			t.Errorf("%.4s leads to %.4s, joined %v, began %v", id, o.ID, o.Joined, o.Began)
		}
		if len(o.Ticks) != 2 || len(o.Broken) != 2 || len(o.Timeline) != 6 {
			t.Errorf("ticks %v, broken %v, %d in the timeline", o.Ticks, o.Broken, len(o.Timeline))
		}
	}
	if all := b.All(); len(all) != 1 || len(b.Overlapping(firstID)) != 0 {
		t.Errorf("the list has %d", len(all))
	}
	// Both laptops may say so, each in its own direction.
	both := append(list, told{with(happens(secondID, outage.EventJoin, 61), func(e *outage.Event) { e.Other = firstID }), 21})
	if o := the(t, take(both), secondID); o.ID != firstID || len(take(both).All()) != 1 {
		t.Errorf("joined both ways it is %.4s", o.ID)
	}
	// Before they are joined they overlap.
	if apart := take(list[:5]); !slices.Equal(apart.Overlapping(firstID), []string{secondID}) || len(apart.Open()) != 2 {
		t.Errorf("apart: %v", apart.Overlapping(firstID))
	}
}

func TestADrillStaysApart(t *testing.T) {
	drill := with(starts(drillID, 5, "lifecare"), func(e *outage.Event) { e.Drill = true })
	b := take(inTurn(starts(firstID, 0, "lifecare"), drill,
		with(happens(firstID, outage.EventJoin, 9), func(e *outage.Event) { e.Other = drillID }),
		with(happens(drillID, outage.EventJoin, 9), func(e *outage.Event) { e.Other = firstID })))
	open := b.Open()
	if len(open) != 2 || open[0].ID != firstID || open[1].ID != drillID || !open[1].Drill || open[0].Drill {
		t.Errorf("open: %+v", open)
	}
	if len(b.Overlapping(firstID)) != 0 || len(b.Overlapping(drillID)) != 0 {
		t.Error("a drill overlaps an outage")
	}
	if err := b.Check(with(happens(firstID, outage.EventJoin, 9), func(e *outage.Event) { e.Other = drillID })); err == nil {
		t.Error("a drill may be joined with an outage")
	}
}

func TestWhatALaterProgramToldIsKept(t *testing.T) {
	b := take(inTurn(starts(firstID, 0, "lifecare")))
	if b.Take(with(happens(firstID, "weather", 5), func(e *outage.Event) { e.Text = "storm" }), 7) {
		t.Error("the program says that it knows what it doesn't")
	}
	if o := the(t, b, firstID); len(o.Timeline) != 1 {
		t.Errorf("the unknown changes the outage: %+v", o.Timeline)
	}
	if raw, err := json.Marshal(b); err != nil || !strings.Contains(string(raw), "storm") {
		t.Errorf("what isn't known is lost: %s, %v", raw, err)
	}
	for _, known := range []outage.EventType{outage.EventStart, outage.EventReview, outage.EventJoin} {
		if !b.Take(happens(secondID, known, 1), 8) {
			t.Errorf("%s isn't known", known)
		}
	}
}

// history draws what two laptops could have told of three outages, one of them a drill, in an order that
// need not make sense.
func history(r *rand.Rand) []told {
	ids := []string{firstID, secondID, drillID}
	failures := []string{"lifecare", "power", "wifi"}
	list := []told{{starts(firstID, 0, "lifecare"), 1}, {starts(secondID, r.IntN(9), "lifecare", "wifi"), 2},
		{with(starts(drillID, 3, "power"), func(e *outage.Event) { e.Drill = true }), 3}}
	kinds := []outage.EventType{outage.EventBreak, outage.EventMend, outage.EventTick, outage.EventUntick, outage.EventNote, outage.EventReading,
		outage.EventReport, outage.EventMessage, outage.EventEscalate, outage.EventExpect, outage.EventMove, outage.EventJoin, outage.EventEnd,
		outage.EventReopen, outage.EventReview, outage.EventStart, "weather"}
	for i := range 25 {
		e := happens(ids[r.IntN(3)], kinds[r.IntN(len(kinds))], r.IntN(300)-20)
		e.Told, e.Unsure = after(400+i/3), r.IntN(9) == 0
		e.Step = fmt.Sprintf("lifecare/%d", r.IntN(3))
		e.Text = fmt.Sprintf("text %d", i)
		switch e.Type {
		case outage.EventBreak, outage.EventMend, outage.EventStart:
			e.Broken = []outage.Broken{{Failure: failures[r.IntN(3)], Systems: []string{fmt.Sprint(r.IntN(4))}}}
			if r.IntN(3) == 0 {
				e.Broken[0].Since = after(r.IntN(300) - 40)
			}
		case outage.EventMove:
			if r.IntN(2) == 0 {
				e.Broken = faults(failures[r.IntN(3)])
			}
		case outage.EventJoin:
			e.Other = ids[r.IntN(3)]
		case outage.EventMessage:
			e.Message = &outage.Sent{Kind: outage.MessageUpdate, Channel: outage.ChannelSMS, Text: e.Text}
		case outage.EventExpect:
			e.Expected = after(r.IntN(500))
		}
		list = append(list, told{e, uint64(4 + i/2)}) // some at the same clock
	}
	return list
}

func TestTheBookIsTheSameInAnyOrderAndAnyRepetition(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 7))
		list := history(r)
		want := take(list)
		all := want.All()
		raw, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		for range 4 {
			mixed := slices.Clone(list)
			for range r.IntN(20) {
				mixed = append(mixed, list[r.IntN(len(list))])
			}
			r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
			got := take(mixed)
			if !reflect.DeepEqual(got.All(), all) {
				t.Fatalf("seed %d: another order gives\n%+v\ninstead of\n%+v", seed, got.All(), all)
			}
			if other, err := json.Marshal(got); err != nil || string(other) != string(raw) {
				t.Fatalf("seed %d: another order packs differently (%v)", seed, err)
			}
			cut := r.IntN(len(mixed))
			kept := outage.NewBook()
			packed, err := json.Marshal(take(mixed[:cut]))
			if err != nil || json.Unmarshal(packed, kept) != nil {
				t.Fatal("a part can't be kept")
			}
			for _, one := range mixed[cut:] {
				kept.Take(one.event, one.clock)
			}
			if again, err := json.Marshal(kept); err != nil || string(again) != string(raw) {
				t.Fatalf("seed %d: a checkpoint with the rest packs differently (%v)", seed, err)
			}
		}
	}
}

func TestWhateverWasToldTheOutageMakesSense(t *testing.T) {
	for seed := range uint64(2000) {
		for _, o := range take(history(rand.New(rand.NewPCG(seed, 11)))).All() {
			if o.Began.IsZero() || !o.Ended.IsZero() && o.Ended.Before(o.Began) {
				t.Fatalf("seed %d: from %v to %v", seed, o.Began, o.Ended)
			}
			for _, b := range o.Broken {
				switch {
				case !b.Until.IsZero() && b.Until.Before(b.Since):
					t.Fatalf("seed %d: %s ended before it began", seed, b.Failure)
				case !o.Open() && b.Until.IsZero():
					t.Fatalf("seed %d: the outage is over and %s goes on", seed, b.Failure)
				}
			}
			if !slices.IsSortedFunc(o.Timeline, func(x, y outage.Event) int { return x.At.Compare(y.At) }) {
				t.Fatalf("seed %d: the timeline isn't in order", seed)
			}
			if slices.Contains(o.Joined, o.ID) {
				t.Fatalf("seed %d: joined with itself", seed)
			}
		}
	}
}

func TestAnIDIsDrawn(t *testing.T) {
	id, err := outage.NewID(strings.NewReader("0123456789abcdef"))
	if err != nil || id != "30313233343536373839616263646566" {
		t.Errorf("%q, %v", id, err)
	}
	if _, err := outage.NewID(strings.NewReader("short")); err == nil {
		t.Error("an id without enough chance")
	}
	x, errX := outage.NewID(nil)
	y, errY := outage.NewID(nil)
	if x == y || len(x) != 32 || errX != nil || errY != nil {
		t.Errorf("%q and %q", x, y)
	}
}

func FuzzBookUnmarshal(f *testing.F) {
	raw, err := json.Marshal(take(history(rand.New(rand.NewPCG(1, 1)))[:5]))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`[{"event":{"outage":"a","type":"join","other":"a"},"clock":1}]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b := outage.NewBook()
		if json.Unmarshal(raw, b) != nil {
			return
		}
		b.All()
		first, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		again := outage.NewBook()
		if err := json.Unmarshal(first, again); err != nil {
			t.Fatal(err)
		}
		if second, err := json.Marshal(again); err != nil || string(second) != string(first) {
			t.Errorf("packed twice: %s, then %s, %v", first, second, err)
		}
	})
}
