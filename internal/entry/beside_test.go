package entry

import (
	"strings"
	"testing"
	"time"
)

func TestWhatOthersWroteIsShownBeside(t *testing.T) {
	signing := func(id string, by Author, order string, at time.Duration) Entry {
		e := note()
		e.ID, e.Kind, e.Author, e.EventTime = id, KindSigning, by, night.Add(at)
		e.Values = map[string]string{"order": order, "outcome": "done"}
		return e
	}
	visit := func(id string, by Author, person, end string, at time.Duration) Entry {
		e := note()
		e.ID, e.Kind, e.Author, e.PersonID, e.EventTime = id, KindAttendance, by, person, night.Add(at)
		e.Values = map[string]string{"outcome": "done", "end": end}
		return e
	}
	with := func(e Entry, change func(*Entry)) Entry { change(&e); return e }
	set := func(field, value string) func(*Entry) { return func(e *Entry) { e.Values[field] = value } }
	b := signed(t,
		signing("dose", maria, "Insulin kväll", 0),
		signing("mine", anna, "Waran", 0),
		with(signing("missed", maria, "Ögondroppar", 0), set("outcome", "not_done")),
		signing("struck", maria, "Alvedon", 0),
		visit("hers", maria, "p1", "03:40", 0),
		with(visit("planned", maria, "p2", "06:00", 2*time.Hour), func(e *Entry) { e.Visit = "v9" }),
		visit("late", anna, "p3", "00:20", 20*time.Hour+40*time.Minute), // 23:50 to 00:20
		with(visit("paper", Author{Identity: "adm", Name: "Admin"}, "p4", "09:30", 6*time.Hour-10*time.Minute), func(e *Entry) { e.Paper = &Paper{Name: "Anna Berg"} }),
	)
	apply(t, b, Event{Type: EventStruck, ID: "struck", By: maria, Reason: "fel"})
	for name, c := range map[string]struct {
		e    Entry
		want string
	}{
		"the same dose":             {signing("x", anna, "insulin  KVÄLL", 30*time.Minute), "same_dose: dose"},
		"before":                    {signing("x", anna, "Insulin kväll", -30*time.Minute), "same_dose: dose"},
		"longer ago":                {signing("x", anna, "Insulin kväll", 31*time.Minute), ""},
		"another order":             {signing("x", anna, "Insulin morgon", 0), ""},
		"one's own":                 {signing("x", anna, "Waran", time.Minute), ""},
		"of somebody else":          {with(signing("x", anna, "Insulin kväll", 0), func(e *Entry) { e.PersonID = "p2" }), ""},
		"not given now":             {with(signing("x", anna, "Insulin kväll", 0), set("outcome", "not_done")), ""},
		"not given then":            {signing("x", anna, "Ögondroppar", 0), ""},
		"struck":                    {signing("x", anna, "Alvedon", 0), ""},
		"confirmed":                 {with(signing("x", anna, "Insulin kväll", 0), func(e *Entry) { e.Confirmed = []string{"same_dose"} }), ""},
		"its correction":            {with(signing("x", anna, "Insulin kväll", 0), func(e *Entry) { e.Corrects = "dose" }), ""},
		"two at one home":           {visit("x", anna, "p1", "03:30", 10*time.Minute), "overlap: hers"},
		"double staffing":           {with(visit("x", anna, "p1", "03:30", 10*time.Minute), set("double", "yes")), ""},
		"one after the other":       {visit("x", anna, "p1", "04:00", 30*time.Minute), ""},
		"in two places":             {visit("x", maria, "p5", "03:50", 20*time.Minute), "overlap: hers"},
		"without an end":            {visit("x", maria, "p5", "", 20*time.Minute), "overlap: hers"},
		"cancelled":                 {with(visit("x", maria, "p5", "03:50", 20*time.Minute), set("outcome", "cancelled")), ""},
		"past midnight":             {visit("x", anna, "p5", "00:30", 21*time.Hour), "overlap: late"},
		"the same visit":            {with(visit("x", anna, "p2", "06:00", 2*time.Hour), func(e *Entry) { e.Visit = "v9" }), "same_visit: planned"},
		"the visit, days off":       {with(visit("x", anna, "p2", "06:00", 90*time.Hour), func(e *Entry) { e.Visit = "v9" }), "same_visit: planned"},
		"the visit by two":          {with(with(visit("x", anna, "p2", "06:00", 2*time.Hour), func(e *Entry) { e.Visit = "v9" }), set("double", "yes")), ""},
		"twice by one of the two":   {with(with(visit("x", maria, "p2", "06:00", 2*time.Hour), func(e *Entry) { e.Visit = "v9" }), set("double", "yes")), "same_visit: planned"},
		"a name on paper":           {visit("x", anna, "p5", "09:10", 6*time.Hour-15*time.Minute), "overlap: paper"},
		"no time yet":               {with(visit("x", maria, "p1", "", 0), func(e *Entry) { e.EventTime = time.Time{} }), ""},
		"somebody unknown":          {with(visit("x", anna, "", "03:30", 0), func(e *Entry) { e.Subject = &Subject{Name: "Okänd"} }), ""},
		"a note is never the same":  {note(), ""},
		"itself":                    {signing("dose", anna, "Insulin kväll", 0), ""},
		"nothing written, no order": {signing("x", anna, " ", 0), ""},
	} {
		var said []string
		for _, q := range b.Beside(c.e) {
			ids := []string{}
			for _, o := range q.Others {
				ids = append(ids, o.ID)
			}
			said = append(said, q.Code+": "+strings.Join(ids, " "))
		}
		if got := strings.Join(said, ", "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// The parts of one long text are one thing.
func TestPartsAreNotAskedAboutOneAnother(t *testing.T) {
	e := note()
	e.Kind, e.Values, e.Text = KindAttendance, map[string]string{"end": "04:00"}, strings.Repeat("Vi talade länge. ", 1000)
	parts := Split(e)
	b := signed(t, parts[0])
	if got := b.Beside(parts[1]); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if got := b.Beside(func() Entry { e.ID = "n2"; return e }()); len(got) != 1 {
		t.Errorf("another entry at the same time: %+v", got)
	}
}
