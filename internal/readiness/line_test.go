package readiness_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

var noon = time.Date(2026, time.November, 24, 12, 0, 0, 0, care.Stockholm)

// teller tells things one after the other.
type teller struct {
	book  *readiness.Book
	clock uint64
}

func telling() *teller { return &teller{book: readiness.NewBook()} }

func (t *teller) tell(e readiness.Event) {
	t.clock++
	if e.By.Name == "" {
		e.By = outage.By{Identity: "11", Name: "Ulla Ek"}
	}
	if e.Told.IsZero() {
		e.Told = e.At
	}
	t.book.Take(e, t.clock)
}

func (t *teller) round(item string, at time.Time, ok bool) {
	t.tell(readiness.Event{Type: readiness.EventRound, Item: item, At: at, OK: ok})
}

func (t *teller) line(tb testing.TB, item readiness.Item, seen readiness.Seen, now time.Time) readiness.Line {
	tb.Helper()
	item.Title, item.How = text.Both{SV: "a", EN: "a"}, text.Both{SV: "a", EN: "a"}
	if item.Weight == 0 {
		item.Weight = 4
	}
	return t.book.Lines(readiness.List{Items: []readiness.Item{item}}, seen, now)[0]
}

func day(n int) time.Time { return care.NextDay(noon, n).Add(12 * time.Hour) }

// What is done every day is in order on the day, due on the next and late on the one after: also on the
// days of 23 and 25 hours.
func TestADailyRoundIsLateOnTheSecondDay(t *testing.T) {
	daily := readiness.Item{ID: "phones_charged", Kind: readiness.KindCheck, Days: 1}
	for _, checked := range []time.Time{
		noon,
		time.Date(2026, time.March, 28, 23, 50, 0, 0, care.Stockholm),   // the night has 23 hours
		time.Date(2026, time.October, 24, 23, 50, 0, 0, care.Stockholm), // and 25
		time.Date(2026, time.October, 25, 0, 10, 0, 0, care.Stockholm),
		time.Date(2026, time.December, 31, 8, 0, 0, 0, care.Stockholm),
	} {
		unit := telling()
		unit.round(daily.ID, checked, true)
		next, late := care.NextDay(checked, 1), care.NextDay(checked, 2)
		for _, moment := range []struct {
			at   time.Time
			want readiness.State
		}{
			{checked, readiness.StateOK},
			{next.Add(-time.Second), readiness.StateOK},
			{next, readiness.StateSoon},
			{late.Add(-time.Second), readiness.StateSoon},
			{late, readiness.StateLate},
			{late.AddDate(1, 0, 0), readiness.StateLate},
		} {
			l := unit.line(t, daily, readiness.Seen{}, moment.at)
			if l.State != moment.want || !l.Due.Equal(late) || l.By != "Ulla Ek" || !l.Last.Equal(checked) {
				t.Errorf("checked %v, at %v: %s, due %v", checked, moment.at, l.State, l.Due)
			}
		}
	}
}

func TestHowThingsStandWithAnItem(t *testing.T) {
	check := readiness.Item{ID: "usb", Kind: readiness.KindCheck, Days: 7, Soon: 1}
	count := readiness.Item{ID: "sim", Kind: readiness.KindCount, Days: 30, Least: 2}
	share := readiness.Item{ID: "freja", Kind: readiness.KindShare, Days: 90, Least: 50}
	place := readiness.Item{ID: "keys", Kind: readiness.KindText, Days: 180}
	cabinet := readiness.Item{ID: "cabinet", Kind: readiness.KindYesNo}
	round := func(e readiness.Event) []readiness.Event {
		e.Type, e.At = readiness.EventRound, noon
		return []readiness.Event{e}
	}
	for _, one := range []struct {
		name   string
		item   readiness.Item
		told   []readiness.Event
		now    time.Time
		state  readiness.State
		points int // of 400
	}{
		{"nobody has looked", check, nil, noon, readiness.StateOpen, 0},
		{"in order", check, round(readiness.Event{Item: "usb", OK: true}), noon, readiness.StateOK, 400},
		{"not in order", check, round(readiness.Event{Item: "usb", Missing: "två av fem"}), noon, readiness.StateMissing, 0},
		{"in order, and yet something is missing", check, round(readiness.Event{Item: "usb", OK: true, Missing: "en kabel"}), noon, readiness.StateMissing, 0},
		{"six days later it is soon due", check, round(readiness.Event{Item: "usb", OK: true}), day(6), readiness.StateSoon, 400},
		{"on the seventh day it still counts", check, round(readiness.Event{Item: "usb", OK: true}), day(7), readiness.StateSoon, 400},
		{"on the eighth it is late", check, round(readiness.Event{Item: "usb", OK: true}), day(8), readiness.StateLate, 0},
		{"what was missing stays missing", check, round(readiness.Event{Item: "usb", Missing: "alla"}), day(8), readiness.StateMissing, 0},
		{"the clock could not be trusted", check, round(readiness.Event{Item: "usb", OK: true, Unsure: true}), noon, readiness.StateOpen, 0},
		{"told from a laptop whose clock is ahead", check, round(readiness.Event{Item: "usb", OK: true}), noon.Add(-time.Hour), readiness.StateOpen, 0},
		{"two of two", count, round(readiness.Event{Item: "sim", OK: true, Count: 2}), noon, readiness.StateOK, 400},
		{"one of two", count, round(readiness.Event{Item: "sim", OK: true, Count: 1}), noon, readiness.StateMissing, 200},
		{"none", count, round(readiness.Event{Item: "sim", OK: true}), noon, readiness.StateMissing, 0},
		{"one of two, a year ago", count, round(readiness.Event{Item: "sim", OK: true, Count: 1}), day(400), readiness.StateMissing, 0},
		{"enough have it", share, round(readiness.Event{Item: "freja", OK: true, Count: 10, Of: 20}), noon, readiness.StateOK, 400},
		{"half of what is enough", share, round(readiness.Event{Item: "freja", OK: true, Count: 5, Of: 20}), noon, readiness.StateMissing, 200},
		{"of nobody", share, round(readiness.Event{Item: "freja", OK: true}), noon, readiness.StateOpen, 0},
		{"where they are", place, round(readiness.Event{Item: "keys", OK: true, Value: "Nyckelskåpet"}), noon, readiness.StateOK, 400},
		{"nobody wrote where", place, round(readiness.Event{Item: "keys", OK: true}), noon, readiness.StateMissing, 0},
		{"it is there, and needs no looking after", cabinet, round(readiness.Event{Item: "cabinet", OK: true}), day(3000), readiness.StateOK, 400},
		{"it isn't there", cabinet, round(readiness.Event{Item: "cabinet"}), noon, readiness.StateMissing, 0},
	} {
		unit := telling()
		for _, e := range one.told {
			unit.tell(e)
		}
		l := unit.line(t, one.item, readiness.Seen{}, one.now)
		if l.State != one.state || l.Points != one.points {
			t.Errorf("%s: %s with %d points, want %s with %d", one.name, l.State, l.Points, one.state, one.points)
		}
		if words := l.Reason.Say(text.For(text.Swedish)); (words == "") != (l.State == readiness.StateOK) || len(words) > 1 && words[0] == '[' {
			t.Errorf("%s: the reason is %q", one.name, words)
		}
	}
}

// Only what a unit may lack can be said not to be there; it then counts in neither direction.
func TestWhatIsNotOnTheUnitCountsForNothing(t *testing.T) {
	unit := telling()
	for _, id := range []string{"tag", "usb"} {
		unit.tell(readiness.Event{Type: readiness.EventHere, Item: id, At: noon})
	}
	if l := unit.line(t, readiness.Item{ID: "usb", Kind: readiness.KindCheck}, readiness.Seen{}, noon); l.State != readiness.StateOpen {
		t.Errorf("what every unit has is %s", l.State)
	}
	tag := readiness.Item{ID: "tag", Kind: readiness.KindCheck, Sites: true}
	l := unit.line(t, tag, readiness.Seen{}, noon)
	if s := readiness.ScoreOf([]readiness.Line{l}); l.State != readiness.StateNotHere || s.Most != 0 || s.Percent != 0 || len(s.Reasons) != 0 {
		t.Errorf("%s gives %+v", l.State, s)
	}
	unit.tell(readiness.Event{Type: readiness.EventHere, Item: "tag", At: noon, OK: true})
	if l := unit.line(t, tag, readiness.Seen{}, noon); l.State != readiness.StateOpen {
		t.Errorf("after all it is %s", l.State)
	}
}

// Given three telephones, then each has its own last log-in, and the shortest settled time counts when
// there is one: until then a day.
func TestWhoLastLoggedInOnEachPhone(t *testing.T) {
	item := readiness.Item{ID: "last_login", Kind: readiness.KindParts, Days: 1}
	unit := telling()
	login := func(phone, who string, at time.Time, ok bool) {
		unit.tell(readiness.Event{Type: readiness.EventRound, Item: item.ID, Part: phone, Value: who, At: at, OK: ok})
	}
	if l := unit.line(t, item, readiness.Seen{}, noon); l.State != readiness.StateOpen || l.Points != 0 {
		t.Errorf("without telephones it is %s", l.State)
	}
	login("Mobil 1", "Ulla Ek", noon, true)
	login("Mobil 2", "Bo Alm", noon.Add(-20*time.Hour), true)
	login("Mobil 3", "Bo Alm", day(-5), true)
	if l := unit.line(t, item, readiness.Seen{}, noon); l.State != readiness.StateLate || l.Good != 2 || l.Of != 3 || l.Points != 266 {
		t.Errorf("two of three: %s, %d of %d, %d points", l.State, l.Good, l.Of, l.Points)
	}
	login("Mobil 3", "", noon, false) // taken out of use
	if l := unit.line(t, item, readiness.Seen{}, noon); !l.State.Good() || l.Of != 2 {
		t.Errorf("two of two: %s of %d", l.State, l.Of)
	}
	seen := readiness.Seen{Lasts: map[string]time.Duration{item.ID: 12 * time.Hour}}
	l := unit.line(t, item, seen, noon)
	if l.State != readiness.StateLate || l.Good != 1 || !l.Due.Equal(noon.Add(-8*time.Hour)) {
		t.Errorf("with twelve hours: %s, %d of %d, due %v", l.State, l.Good, l.Of, l.Due)
	}
	login("Mobil 2", "Bo Alm", noon.Add(-11*time.Hour), true)
	if l := unit.line(t, item, seen, noon); l.State != readiness.StateSoon {
		t.Errorf("with an hour left it is %s", l.State)
	}
	login("Mobil 2", "Bo Alm", noon, false) // there, and not as it should be
	if l := unit.line(t, item, seen, noon); l.State != readiness.StateMissing || l.Good != 1 || l.Of != 2 {
		t.Errorf("with one that isn't in order: %s, %d of %d", l.State, l.Good, l.Of)
	}
	if in := unit.book.InUse(item.ID); len(in) != 2 || in[0].Part != "Mobil 1" {
		t.Errorf("in use: %+v", in)
	}
}

// Given an outage plan, then it is known when IT, system administration and heads have each said so
// within the year.
func TestThePlanIsKnownToEachGroup(t *testing.T) {
	item := readiness.Item{ID: "plan", Kind: readiness.KindGroups, Groups: []string{"it", "system_administration", "heads"}, Days: 365, Soon: 30}
	unit := telling()
	known := func(group string, at time.Time, ok bool) {
		unit.tell(readiness.Event{Type: readiness.EventReceipt, Item: item.ID, Part: group, At: at, OK: ok})
	}
	steps := []struct {
		do     func()
		state  readiness.State
		points int
	}{
		{func() {}, readiness.StateOpen, 0},
		{func() { known("it", noon, true) }, readiness.StateMissing, 133},
		{func() { known("heads", day(-400), true) }, readiness.StateMissing, 133},
		{func() { known("system_administration", noon, true) }, readiness.StateLate, 266},
		{func() { known("heads", noon, true) }, readiness.StateOK, 400},
		{func() { known("it", noon, false) }, readiness.StateMissing, 266},
	}
	for i, step := range steps {
		step.do()
		if l := unit.line(t, item, readiness.Seen{}, noon); l.State != step.state || l.Points != step.points {
			t.Errorf("step %d: %s with %d points", i, l.State, l.Points)
		}
	}
	known("it", noon, true)
	if l := unit.line(t, item, readiness.Seen{}, day(340)); l.State != readiness.StateSoon {
		t.Errorf("a month before the year is over it is %s", l.State)
	}
}
