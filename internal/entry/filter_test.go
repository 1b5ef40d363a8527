package entry

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// dueKinds are a note that is due after two days, a deviation that is due at once and, where it harmed
// somebody, reported within fourteen days, and a signing that a second person compares.
func dueKinds(t *testing.T) Kinds {
	t.Helper()
	due := func(hours int, what string, cond form.Condition) form.Due {
		return form.Due{Hours: hours, What: text.Both{SV: what, EN: what}, If: cond}
	}
	written := func(id, area string, w form.Written) form.Form {
		w.Target.Order = []string{"personal_id", "person", form.IDEventTime, form.IDHeadline, form.IDText}
		w.Fields = append([]form.Field{{ID: form.IDEventTime, Kind: form.FieldTime, Required: true}, {ID: form.IDHeadline, Kind: form.FieldLine},
			{ID: form.IDText, Kind: form.FieldText}}, w.Fields...)
		return form.Form{ID: id, Version: 1, Subject: form.SubjectPerson, Area: area, Title: text.Both{SV: id, EN: id}, Entry: &w}
	}
	harmed := form.Condition{Field: "grade", Is: []string{"harm"}}
	k, err := NewKinds([]form.Form{
		written("note", form.AreaSocial, form.Written{Order: 1, Due: []form.Due{due(48, "enter", form.Condition{})}}),
		written("deviation", form.AreaSocial, form.Written{Order: 3, Due: []form.Due{due(14*24, "report", harmed), due(0, "tell", form.Condition{})},
			Fields: []form.Field{{ID: "grade", Kind: form.FieldChoice, Label: text.Both{SV: "Grad", EN: "Grade"},
				Choices: []form.Choice{{ID: "harm", Both: text.Both{SV: "skada", EN: "harm"}}, {ID: "risk"}}}}}),
		written("signing", form.AreaHealth, form.Written{Order: 2, Second: true}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestMarksCountDown(t *testing.T) {
	k := dueKinds(t)
	of := func(kind Kind, grade string, state State) *Tracked {
		e := note()
		e.Kind, e.Values = kind, map[string]string{"grade": grade}
		return &Tracked{Entry: e, State: state}
	}
	hour := func(h float64) time.Time { return night.Add(time.Duration(h * float64(time.Hour))) }
	for name, c := range map[string]struct {
		t     *Tracked
		now   time.Time
		class DueClass
		next  string // what it asks for
		late  bool
	}{
		"two days ahead":              {of(KindNote, "", StateSigned), hour(1), DueTwoDays, "enter", false},
		"to the second":               {of(KindNote, "", StateSigned), hour(48), DueToday, "enter", false},
		"today":                       {of(KindNote, "", StateSigned), hour(47), DueToday, "enter", false},
		"late":                        {of(KindNote, "", StateClaimed), hour(48.1), DueLate, "enter", true},
		"unknown waits, too":          {of(KindNote, "", StateUnknown), hour(50), DueLate, "enter", true},
		"in Lifecare":                 {of(KindNote, "", StateEntered), hour(50), DueNone, "", false},
		"struck":                      {of(KindNote, "", StateStruck), hour(50), DueNone, "", false},
		"at once, the same day":       {of("deviation", "risk", StateSigned), hour(20), DueToday, "tell", false},
		"at once, the next":           {of("deviation", "risk", StateSigned), hour(21), DueLate, "tell", true},
		"harm, the same day":          {of("deviation", "harm", StateSigned), hour(1), DueToday, "tell", false},
		"harm, late and counted down": {of("deviation", "harm", StateSigned), hour(30), DueLate, "report", true},
		"all passed, the last":        {of("deviation", "harm", StateSigned), hour(15 * 24), DueLate, "report", true},
		"without a mark":              {of("signing", "", StateSigned), hour(900), DueNone, "", false},
		"of another program":          {of("novel", "", StateSigned), hour(900), DueNone, "", false},
	} {
		next, found := k.NextDue(c.t, c.now)
		if got := k.Class(c.t, c.now); got != c.class || next.What.SV != c.next || found != (c.next != "") || k.Late(c.t, c.now) != c.late {
			t.Errorf("%s: %s, next %q, late %v", name, got, next.What.SV, k.Late(c.t, c.now))
		}
	}
	harm := of("deviation", "harm", StateSigned)
	marks := k.DueOf(harm)
	if len(marks) != 2 || marks[0].What.SV != "tell" || marks[1].Left(hour(24)) != 13*24*time.Hour || marks[1].Passed(hour(24)) {
		t.Errorf("marks %+v", marks)
	}
	if marks := k.DueOf(of("deviation", "risk", StateSigned)); len(marks) != 1 {
		t.Errorf("marks of a risk: %+v", marks)
	}
	fresh := of(KindNote, "", StateSigned)
	fresh.EventTime = night.Add(72 * time.Hour)
	far := of(KindNote, "", StateSigned)
	far.EventTime = night.Add(40 * 24 * time.Hour)
	if k.Class(fresh, night) != DueFortnight || k.Class(far, night) != DueLater {
		t.Errorf("%s and %s", k.Class(fresh, night), k.Class(far, night))
	}
}

// A unit after an outage: who has what left, and how far all have come.
func afterOutage(t *testing.T) *Backlog {
	t.Helper()
	b := NewBacklog()
	for i, c := range []struct {
		id, person string
		kind       Kind
		by         Author
		text       string
	}{
		{"n1", "p1", KindNote, anna, "Sov lugnt."},
		{"n2", "p2", KindNote, maria, "Åt hälften."},
		{"n3", "", KindNote, anna, "Grannen ringde."},
		{"s1", "p1", KindSigning, anna, ""},
		{"s2", "p1", KindSigning, anna, ""},
		{"d1", "p2", "deviation", maria, "Föll i hallen."},
		{"u1", "p2", KindNote, anna, "Skickad."},
		{"x1", "p1", KindNote, anna, "Fel person."},
	} {
		e := note()
		e.ID, e.PersonID, e.Kind, e.Author, e.Text, e.EventTime = c.id, c.person, c.kind, c.by, c.text, night.Add(time.Duration(i)*time.Hour)
		e.Subject = &Subject{Name: map[string]string{"p1": "Åsa Öst", "p2": "Bo Ek", "": "Okänd Granne"}[c.person]}
		if c.kind == KindSigning {
			e.Area = access.AreaHealth
		}
		apply(t, b, Event{Type: EventSigned, ID: c.id, By: c.by, Entry: &e})
	}
	apply(t, b, Event{Type: EventHanded, ID: "n2", By: maria, To: &anna, Reason: "Ledig"})
	apply(t, b, Event{Type: EventEntered, ID: "s1", At: night, By: anna, Reference: "1"})
	apply(t, b, Event{Type: EventEntered, ID: "s2", At: night, By: anna, Reference: "2"})
	apply(t, b, Event{Type: EventVerified, ID: "s2", At: night, By: maria, Of: "2"})
	apply(t, b, Event{Type: EventClaimed, ID: "n1", By: anna, Until: night.Add(time.Hour)})
	apply(t, b, Event{Type: EventSending, ID: "u1", By: anna})
	apply(t, b, Event{Type: EventUnanswered, ID: "u1", By: anna})
	apply(t, b, Event{Type: EventEntered, ID: "x1", At: night, By: anna, Reference: "3"})
	apply(t, b, Event{Type: EventStruck, ID: "x1", At: night, By: anna, Reason: "Fel person"})
	return b
}

func TestTheBacklogIsFiltered(t *testing.T) {
	b, k := afterOutage(t), dueKinds(t)
	now := night.Add(49 * time.Hour)
	for name, c := range map[string]struct {
		f    Filter
		want string
	}{
		"what is left":         {Filter{}, "n1 n2 n3 d1 u1 x1"},
		"all":                  {Filter{All: true}, "n1 n2 n3 s1 s2 d1 u1 x1"},
		"mine":                 {Filter{Mine: true, Me: annaUser}, "n1 n2 n3 u1 x1"},
		"others'":              {Filter{Others: true, Me: annaUser}, "d1"},
		"by who answers":       {Filter{Answers: "b2"}, "d1"},
		"a person's":           {Filter{PersonID: "p2"}, "n2 d1 u1"},
		"a kind":               {Filter{Kind: KindSigning, All: true}, "s1 s2"},
		"in Lifecare":          {Filter{State: StateEntered}, "s1"},
		"claims that ran out":  {Filter{State: StateSigned}, "n1 n2 n3 d1"},
		"nobody knows":         {Filter{State: StateUnknown}, "u1"},
		"a wall":               {Filter{Area: access.AreaHealth, All: true}, "s1 s2"},
		"late":                 {Filter{Due: DueLate}, "n1 d1"},
		"nearly":               {Filter{Due: DueToday}, "n2 n3 u1"},
		"a word":               {Filter{Text: "LUGNT"}, "n1"},
		"two words":            {Filter{Text: "bo hallen"}, "d1"},
		"a name":               {Filter{Text: "öst", All: true}, "n1 s1 s2 x1"},
		"who answers, by name": {Filter{Text: "anna hälften"}, "n2"},
		"a time":               {Filter{From: night.Add(time.Hour), To: night.Add(3 * time.Hour)}, "n2 n3"},
		"nothing":              {Filter{Text: "ost"}, ""},
	} {
		var got []string
		for _, e := range b.Filtered(c.f, k, now) {
			got = append(got, e.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
	// What was looked through is looked through anew once something was said about it.
	apply(t, b, Event{Type: EventHanded, ID: "d1", By: maria, To: &Author{Identity: "c3", Name: "Cecilia"}})
	if got := b.Filtered(Filter{Text: "cecilia hallen"}, k, now); len(got) != 1 {
		t.Errorf("handed over and not found: %d", len(got))
	}
}

func TestTheBacklogIsCounted(t *testing.T) {
	b, k := afterOutage(t), dueKinds(t)
	now := night.Add(48*time.Hour + 90*time.Minute)
	// s1 waits for its second person, x1 must be marked in Lifecare and counts no more.
	if got, want := b.Progress(Filter{}, k, now), (Progress{Done: 1, Total: 7, Verify: 1, Undo: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	tell := func(groups []Group) string {
		var said []string
		for _, g := range groups {
			said = append(said, fmt.Sprintf("%s/%s %d of %d, %d wait, %d entered, %d late, %d unknown", g.Key, g.Label, g.Done, g.Total, g.Waiting, g.Entered, g.Late, g.Unknown))
		}
		return strings.Join(said, "\n")
	}
	for by, want := range map[GroupBy]string{
		ByResponsible: "b2/Maria Ek 0 of 1, 1 wait, 0 entered, 1 late, 0 unknown\na1/Anna Berg 1 of 6, 4 wait, 2 entered, 2 late, 1 unknown",
		ByPerson: "p2/Bo Ek 0 of 3, 3 wait, 0 entered, 2 late, 1 unknown\np1/Åsa Öst 1 of 3, 1 wait, 2 entered, 1 late, 0 unknown\n" +
			"~okänd granne/Okänd Granne 0 of 1, 1 wait, 0 entered, 0 late, 0 unknown",
		ByKind: "note/ 0 of 4, 4 wait, 0 entered, 2 late, 1 unknown\nsigning/ 1 of 2, 0 wait, 2 entered, 0 late, 0 unknown\n" +
			"deviation/ 0 of 1, 1 wait, 0 entered, 1 late, 0 unknown",
		ByDue: "late/ 0 of 3, 3 wait, 0 entered, 3 late, 0 unknown\ntoday/ 0 of 2, 2 wait, 0 entered, 0 late, 1 unknown\nnone/ 1 of 2, 0 wait, 2 entered, 0 late, 0 unknown",
	} {
		if got := tell(b.Groups(by, Filter{}, k, now)); got != want {
			t.Errorf("by %s\n%s\nwant\n%s", by, got, want)
		}
	}
	var said []string
	for _, row := range b.Tallies(Filter{}, k, now) {
		said = append(said, fmt.Sprintf("%s %s %d/%d", row.Kind, row.Name, row.Done, row.Total))
	}
	if got, want := strings.Join(said, ", "), "note Bo Ek 0/2, note Okänd Granne 0/1, note Åsa Öst 0/1, signing Åsa Öst 1/2, deviation Bo Ek 0/1"; got != want {
		t.Errorf("tallies %s, want %s", got, want)
	}
}

// The lists that Apply keeps are those that one would sort and count anew, whatever comes, goes and comes
// back, read or not in between.
func TestTheIndexSaysWhatIsThere(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 2))
	b, k := NewBacklog(), dueKinds(t)
	var purged []string
	for step := range 4000 {
		id := fmt.Sprintf("n%d", random.IntN(300))
		switch random.IntN(12) {
		case 0:
			b.Drop(map[string]bool{id: true})
			purged = append(purged, id)
		case 1:
			if known, ok := b.Get(id); ok {
				again := *known
				b.Restore([]*Tracked{&again})
			}
		default:
			e := note()
			e.ID, e.EventTime = id, night.Add(time.Duration(random.IntN(5000))*time.Minute)
			e.Kind, e.PersonID = k.Offered()[random.IntN(3)], fmt.Sprintf("p%d", random.IntN(3))
			if _, ok := b.Get(id); !ok {
				tell(b, Event{Type: EventSigned, ID: id, Entry: &e})
				continue
			}
			newer := e
			newer.ID = fmt.Sprintf("n%d", 300+random.IntN(300))
			types := EventTypes()
			tell(b, Event{Type: types[1+random.IntN(len(types)-1)], ID: id, At: night, By: anna, Reference: fmt.Sprint(step), Entry: &newer})
		}
		if random.IntN(20) > 0 {
			continue
		}
		var want, open []*Tracked
		states := map[State]int{}
		for _, tracked := range b.entries {
			want = append(want, tracked)
			states[tracked.State]++
			if tracked.Left() {
				open = append(open, tracked)
			}
		}
		slices.SortFunc(want, byEvent)
		slices.SortFunc(open, byEvent)
		if !slices.Equal(b.Sorted(), want) || !slices.Equal(b.open.sorted(), open) {
			t.Fatalf("step %d: %d listed of %d, %d open of %d", step, len(b.Sorted()), len(want), len(b.open.sorted()), len(open))
		}
		everything := Filter{From: night.AddDate(-1, 0, 0)} // not by the counts that are kept
		apart := Overview{Groups: map[GroupBy][]Group{}, Tallies: b.Tallies(everything, k, night), Progress: b.Progress(everything, k, night)}
		for _, by := range GroupBys() {
			apart.Groups[by] = b.Groups(by, everything, k, night)
		}
		if got := b.Overview(Filter{}, k, night); !reflect.DeepEqual(got, apart) {
			t.Fatalf("step %d: %+v, want %+v", step, got, apart)
		}
		for _, s := range States() {
			if b.Count(s) != states[s] {
				t.Fatalf("step %d: %d are %s, told %d", step, states[s], s, b.Count(s))
			}
		}
	}
	if len(purged) < 100 {
		t.Errorf("only %d purged", len(purged))
	}
}
