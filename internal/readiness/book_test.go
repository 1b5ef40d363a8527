package readiness_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

// one is an event with the clock of its record.
type one struct {
	event readiness.Event
	clock uint64
}

// anything draws an event of any type about few things, so that many are about the same.
func anything(r *rand.Rand) readiness.Event {
	types := []readiness.EventType{readiness.EventRound, readiness.EventHere, readiness.EventReceipt, readiness.EventAnswer, readiness.EventDrill, readiness.EventFolder,
		readiness.EventFact, readiness.EventUnfact, readiness.EventOnList, readiness.EventOffList, readiness.EventPlanned, readiness.EventUnplanned, "from a later program"}
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	e := readiness.Event{Type: types[r.IntN(len(types))], Item: pick("usb", "sim", "login", "planned"), Part: pick("", "it", "Mobil 1"),
		At: noon.Add(time.Duration(r.IntN(3)) * time.Hour), Told: noon.Add(time.Duration(r.IntN(3)) * time.Hour),
		By: outage.By{Identity: pick("11", "22"), Name: pick("Ulla Ek", "Bo Alm")}, OK: r.IntN(2) == 0, Unsure: r.IntN(5) == 0,
		Missing: pick("", "en"), Value: pick("", "12 timmar"), Version: pick("", "a", "b"), Count: r.IntN(3), Of: r.IntN(3)}
	if e.Type == readiness.EventDrill {
		e.Drill = &readiness.Drill{ID: strings.Repeat(pick("a", "b"), 32), Began: noon, Ended: noon.Add(time.Duration(r.IntN(20)) * time.Minute),
			Tasks: []readiness.Task{{Kind: readiness.TaskFind, Done: e.OK, Seconds: r.IntN(300)}}}
	}
	if e.Type == readiness.EventPlanned {
		e.Fields = map[string]string{"title": pick("Uppgradering", "Servicefönster"), "kind": "upgrade"}
	}
	return e
}

// The same records come to the same book in whatever order and however often they are read, also when
// it was kept and read again in between.
func TestTheBookIsTheSameWhateverTheOrder(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		var records []one
		for range 120 {
			records = append(records, one{anything(r), uint64(r.IntN(40))}) // clocks that meet
		}
		var want []byte
		for try := range 4 {
			r.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
			book := readiness.NewBook()
			for i, rec := range records {
				book.Take(rec.event, rec.clock)
				if again := records[r.IntN(i+1)]; try > 0 {
					book.Take(again.event, again.clock)
				}
				if try > 1 && i == len(records)/2 {
					book = kept(t, book)
				}
			}
			raw, err := json.Marshal(book)
			if err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = raw
			}
			if !bytes.Equal(raw, want) {
				t.Fatalf("seed %d, try %d: another book", seed, try)
			}
		}
	}
}

// kept is a book as a checkpoint gives it back.
func kept(t *testing.T, book *readiness.Book) *readiness.Book {
	t.Helper()
	raw, err := json.Marshal(book)
	if err != nil {
		t.Fatal(err)
	}
	again := new(readiness.Book)
	if err := json.Unmarshal(raw, again); err != nil {
		t.Fatal(err)
	}
	return again
}

func TestTheLaterWordCounts(t *testing.T) {
	unit := telling()
	unit.tell(readiness.Event{Type: readiness.EventFact, Item: "homecare_hours", Value: "12 timmar", At: noon})
	unit.tell(readiness.Event{Type: readiness.EventFact, Item: "plan_known", Value: "ja", At: noon})
	unit.tell(readiness.Event{Type: readiness.EventOnList, Item: "plan_known", Part: "p1", At: noon})
	unit.tell(readiness.Event{Type: readiness.EventPlanned, Item: "p1", Fields: map[string]string{"title": "Uppgradering"}, At: noon})
	if facts := unit.book.Facts(); len(facts) != 2 || facts["homecare_hours"].Value != "12 timmar" {
		t.Errorf("settled: %v", facts)
	}
	if lists, planned := unit.book.OnList(), unit.book.Planned(); lists["plan_known"].Part != "p1" || planned["p1"].Fields["title"] != "Uppgradering" {
		t.Errorf("on the list %v, planned %v", lists, planned)
	}
	unit.tell(readiness.Event{Type: readiness.EventUnfact, Item: "homecare_hours", At: noon})
	unit.tell(readiness.Event{Type: readiness.EventOffList, Item: "plan_known", At: noon})
	unit.tell(readiness.Event{Type: readiness.EventUnplanned, Item: "p1", At: noon})
	if len(unit.book.Facts()) != 1 || len(unit.book.OnList()) != 0 || len(unit.book.Planned()) != 0 {
		t.Errorf("taken back: %v %v %v", unit.book.Facts(), unit.book.OnList(), unit.book.Planned())
	}
	if unit.book.Take(readiness.Event{Type: "weather", Item: "rain"}, 99) {
		t.Error("a type that nobody knows is known")
	}
	for i := range 30 {
		unit.round("usb", noon.Add(time.Duration(i)*time.Hour), i%2 == 0)
	}
	if rounds := unit.book.Rounds("usb"); len(rounds) != 20 || !rounds[0].At.Equal(noon.Add(29*time.Hour)) {
		t.Errorf("%d rounds kept", len(rounds))
	}
}

// Given a round that was noted on paper on Monday and one that was noted in the binder on Tuesday, when
// the paper is entered on Wednesday, then Tuesday's still counts. Given a laptop whose clock is a year
// ahead, when somebody checks again, then that counts.
func TestTheRoundThatWasMadeLaterCounts(t *testing.T) {
	book := readiness.NewBook()
	tell := func(at, told time.Time, clock time.Time, missing string) {
		book.Take(readiness.Event{Type: readiness.EventRound, Item: "usb", At: at, Told: told, OK: missing == "", Missing: missing}, uint64(clock.UnixMilli())<<16)
	}
	tell(day(1), day(1), day(1), "")
	tell(day(0), day(2), day(2), "alla")
	if e, _ := book.Round("usb", ""); e.Missing != "" || !e.At.Equal(day(1)) {
		t.Errorf("after the paper was entered: %+v", e)
	}
	tell(day(365), day(365), day(365), "en") // the clock is ahead
	if e, _ := book.Round("usb", ""); e.Missing != "en" {
		t.Errorf("the last word is %+v", e)
	}
	tell(day(3), day(3), day(365).Add(time.Millisecond), "") // the ledger's clock goes on from there
	if e, _ := book.Round("usb", ""); !e.OK || !e.At.Equal(day(3)) {
		t.Errorf("checked again: %+v", e)
	}
	if n := len(book.Rounds("usb")); n != 4 {
		t.Errorf("%d rounds", n)
	}
}

// A hostile or damaged record changes nothing, and keeps nobody out.
func TestWhatIsOutOfBoundsChangesNothing(t *testing.T) {
	long := strings.Repeat("x", 5000)
	drill := func(change func(*readiness.Drill)) *readiness.Drill {
		d := &readiness.Drill{ID: strings.Repeat("a", 32), Began: noon, Ended: noon.Add(time.Minute), Tasks: []readiness.Task{{Kind: readiness.TaskCall}}}
		change(d)
		return d
	}
	many := map[string]string{}
	for i := range 100 {
		many[fmt.Sprint(i)] = ""
	}
	for name, e := range map[string]readiness.Event{
		"about nothing":           {Type: readiness.EventRound},
		"a long id":               {Type: readiness.EventRound, Item: long},
		"a long part":             {Type: readiness.EventRound, Item: "usb", Part: long},
		"lines in an id":          {Type: readiness.EventRound, Item: "usb\nsim"},
		"a long word":             {Type: readiness.EventRound, Item: "usb", Missing: long},
		"a negative count":        {Type: readiness.EventRound, Item: "usb", Count: -1},
		"a count without end":     {Type: readiness.EventRound, Item: "usb", Of: 1 << 40},
		"a drill without one":     {Type: readiness.EventDrill, Item: "x"},
		"a drill without id":      {Type: readiness.EventDrill, Drill: drill(func(d *readiness.Drill) { d.ID = "" })},
		"a drill without tasks":   {Type: readiness.EventDrill, Drill: drill(func(d *readiness.Drill) { d.Tasks = nil })},
		"a drill that ends first": {Type: readiness.EventDrill, Drill: drill(func(d *readiness.Drill) { d.Ended = d.Began.Add(-1) })},
		"a task of no kind":       {Type: readiness.EventDrill, Drill: drill(func(d *readiness.Drill) { d.Tasks[0].Kind = "dance" })},
		"a task of a year":        {Type: readiness.EventDrill, Drill: drill(func(d *readiness.Drill) { d.Tasks[0].Seconds = 1 << 30 })},
		"fields without end":      {Type: readiness.EventPlanned, Item: "p", Fields: many},
		"a field without end":     {Type: readiness.EventPlanned, Item: "p", Fields: map[string]string{"title": long}},
	} {
		book := readiness.NewBook()
		if known := book.Take(e, 1); !known {
			t.Errorf("%s: the type isn't known", name)
		}
		if raw, err := json.Marshal(book); err != nil || string(raw) != "[]" {
			t.Errorf("%s: %s, %v", name, raw, err)
		}
	}
	if err := json.Unmarshal([]byte(`{"a":1}`), readiness.NewBook()); err == nil {
		t.Error("a book of another shape was read")
	}
}

func FuzzBook(f *testing.F) {
	f.Add([]byte(`[{"event":{"type":"round","item":"usb","at":"2026-11-24T12:00:00+01:00","told":"2026-11-24T12:00:00+01:00","by":{"identity":"1","name":"U"},"ok":true},"clock":4}]`))
	f.Add([]byte(`[{"event":{"type":"drill","item":"","drill":{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","began":"2026-01-01T00:00:00Z","ended":"2026-01-01T00:10:00Z","tasks":[{"kind":"find"}]}},"clock":1}]`))
	list := embedded(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		book := readiness.NewBook()
		if json.Unmarshal(raw, book) != nil {
			return
		}
		again := kept(t, book)
		one, two := book.Lines(list, readiness.Seen{}, noon), again.Lines(list, readiness.Seen{}, noon)
		score := readiness.ScoreOf(one)
		if readiness.ScoreOf(two).Points != score.Points || score.Percent < 0 || score.Percent > 100 || score.Points > score.Most {
			t.Fatalf("%+v", score)
		}
		if slices.ContainsFunc(one, func(l readiness.Line) bool { return l.Points < 0 || l.Points > l.Weight*100 }) {
			t.Fatal("a line gives more than it weighs")
		}
		book.DrillsOf(2026)
	})
}
