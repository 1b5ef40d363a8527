package readiness_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

func TestWhatCanBeToldOfAnItem(t *testing.T) {
	list := embedded(t)
	for _, one := range []struct {
		name, item string
		told       readiness.Told
		fault      string
	}{
		{"in order", "usb_batteries", readiness.Told{OK: true}, ""},
		{"something is missing", "usb_batteries", readiness.Told{Missing: "två"}, ""},
		{"not in order, without a word on what", "usb_batteries", readiness.Told{}, "ready.nothing"},
		{"of what the binder sees itself", "fresh", readiness.Told{OK: true}, "ready.seen"},
		{"of what groups know", "outage_plan_known", readiness.Told{OK: true}, "ready.seen"},
		{"a part of what has none", "usb_batteries", readiness.Told{OK: true, Part: "Mobil 1"}, "ready.part"},
		{"no telephone", "last_login", readiness.Told{OK: true, Value: "Ulla Ek"}, "ready.part"},
		{"a telephone without anybody", "last_login", readiness.Told{OK: true, Part: "Mobil 1"}, "ready.nothing"},
		{"a telephone out of use", "last_login", readiness.Told{Part: "Mobil 1"}, ""},
		{"a telephone's name without end", "last_login", readiness.Told{Part: strings.Repeat("x", 500)}, "ready.part"},
		{"three keys", "feitian_stock", readiness.Told{OK: true, Count: 3}, ""},
		{"less than none", "feitian_stock", readiness.Told{OK: true, Count: -3}, "ready.count"},
		{"more than there are", "feitian_stock", readiness.Told{OK: true, Count: 1 << 40}, "ready.count"},
		{"of nobody", "freja", readiness.Told{OK: true, Count: 3}, "ready.share"},
		{"more than all", "freja", readiness.Told{OK: true, Count: 21, Of: 20}, "ready.share"},
		{"nobody of all", "freja", readiness.Told{OK: true, Of: 20}, ""},
		{"where, without saying where", "spare_keys", readiness.Told{OK: true}, "ready.nothing"},
		{"nowhere", "spare_keys", readiness.Told{Missing: "Ingen vet"}, ""},
		{"it isn't there", "key_cabinet", readiness.Told{}, ""},
		{"an hour ahead", "usb_batteries", readiness.Told{OK: true, At: noon.Add(time.Hour)}, "ready.future"},
		{"a minute ahead, by another clock", "usb_batteries", readiness.Told{OK: true, At: noon.Add(time.Minute)}, ""},
		{"yesterday", "usb_batteries", readiness.Told{OK: true, At: noon.AddDate(0, 0, -1)}, ""},
		{"two years ago", "usb_batteries", readiness.Told{OK: true, At: noon.AddDate(-2, 0, 0)}, "ready.long_ago"},
	} {
		item, known := list.Item(one.item)
		if !known {
			t.Fatalf("no item %s", one.item)
		}
		err := item.Check(one.told, noon)
		if one.fault == "" && err != nil || one.fault != "" && !text.IsFault(err, one.fault) {
			t.Errorf("%s: %v, want %q", one.name, err, one.fault)
		}
		for _, lang := range []text.Lang{text.Swedish, text.English} {
			if w := text.For(lang); err != nil && (w.Explain(err) == w.Say("error.unknown") || strings.Contains(w.Explain(err), "{")) {
				t.Errorf("%s: %q in %s", one.name, w.Explain(err), lang)
			}
		}
	}
	item, _ := list.Item("usb_batteries")
	if e := item.Event(readiness.Told{OK: true, Count: 4, Of: 9}); e.Count != 0 || e.Of != 0 {
		t.Errorf("a check keeps numbers: %+v", e)
	}
}

// Three drills over the turn of a year: each counts in the year in which it began in Stockholm.
func TestTheDrillsOfAYear(t *testing.T) {
	unit := telling()
	drill := func(id string, began time.Time, find, call int, whole bool) {
		d := readiness.Drill{ID: strings.Repeat(id, 32), Began: began, Ended: began.Add(10 * time.Minute),
			Tasks: []readiness.Task{{Kind: readiness.TaskFind, Done: true, Seconds: find}, {Kind: readiness.TaskCall, Done: whole, Seconds: call}}}
		if err := d.Check(began.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		unit.tell(readiness.Event{Type: readiness.EventDrill, Item: d.ID, At: d.Ended, Drill: &d})
	}
	eve := time.Date(2026, time.January, 1, 0, 5, 0, 0, care.Stockholm)
	drill("a", eve.Add(-10*time.Minute), 60, 60, true)
	drill("b", eve, 30, 90, true)
	drill("c", eve.AddDate(0, 5, 0), 50, 200, false)
	drill("d", eve.AddDate(0, 6, 0), 70, 100, true)
	drill("d", eve.AddDate(0, 6, 0), 70, 100, true)
	year := unit.book.DrillsOf(2026)
	if len(year.Drills) != 3 || year.Whole != 2 || year.Drills[0].Drill.ID[0] != 'd' {
		t.Fatalf("%+v", year)
	}
	if before := unit.book.DrillsOf(2025); len(before.Drills) != 1 {
		t.Errorf("the year before has %d", len(before.Drills))
	}
	find, call := year.Tasks[0], year.Tasks[3]
	if find.Done != 3 || find.Median != 50*time.Second || call.Done != 2 || call.Given != 3 || call.Median != 95*time.Second {
		t.Errorf("find %+v, call %+v", find, call)
	}
	if year.Tasks[1].Given != 0 || year.Tasks[1].Median != 0 {
		t.Errorf("nobody printed: %+v", year.Tasks[1])
	}
	if last, held := unit.book.LastDrill(eve.AddDate(0, 5, 1)); !held || last.Drill.ID[0] != 'c' {
		t.Errorf("the last in May is %+v", last)
	}
	if last, held := unit.book.LastWholeDrill(eve.AddDate(0, 5, 1)); !held || last.Drill.ID[0] != 'b' {
		t.Errorf("the last whole one in May is %+v", last)
	}
	if _, held := unit.book.LastDrill(eve.AddDate(-1, 0, 0)); held {
		t.Error("one was held before the first")
	}
	ahead := readiness.Drill{ID: strings.Repeat("e", 32), Began: noon, Ended: noon.Add(time.Hour), Tasks: []readiness.Task{{Kind: readiness.TaskFind}}}
	if err := ahead.Check(noon); !text.IsFault(err, "ready.future") {
		t.Errorf("a drill that ends in an hour: %v", err)
	}
	ahead.Tasks = nil
	if err := ahead.Check(noon); !text.IsFault(err, "ready.drill") {
		t.Errorf("a drill without tasks: %v", err)
	}
}

func TestWhatTheBinderCountsAndSeesHappen(t *testing.T) {
	for _, one := range []struct {
		good, of int
		want     readiness.State
	}{{0, 0, readiness.StateOpen}, {0, 3, readiness.StateMissing}, {2, 3, readiness.StateMissing}, {3, 3, readiness.StateOK}} {
		f := readiness.Counted(one.good, one.of, "ready.why.facts")
		if f.State != one.want || f.State == readiness.StateMissing && f.Reason.N != one.of-one.good {
			t.Errorf("%d of %d is %s, %d are missing", one.good, one.of, f.State, f.Reason.N)
		}
	}
	weekly := readiness.Item{ID: "binder_printed", Days: 7, Soon: 2}
	for _, one := range []struct {
		at   time.Time
		want readiness.State
	}{{time.Time{}, readiness.StateMissing}, {noon, readiness.StateOK}, {day(-4), readiness.StateOK}, {day(-5), readiness.StateSoon},
		{day(-7), readiness.StateSoon}, {day(-8), readiness.StateLate}, {day(1), readiness.StateOpen}} {
		if f := weekly.Aged(one.at, "", noon); f.State != one.want {
			t.Errorf("of %v it is %s, want %s", one.at, f.State, one.want)
		}
	}
}
