package entry

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

func TestASummarySaysWhoWroteOnPaperAndWhen(t *testing.T) {
	paper := func(id, name, said string, at time.Duration) Entry {
		e := note()
		e.ID, e.Text, e.EventTime, e.Author = id, said, night.Add(at), maria
		e.Paper = &Paper{Number: "17", Name: name, Title: "vikarie"}
		e.Subject = &Subject{Name: "Åsa Öst"}
		return e
	}
	health := paper("h", "Rut Ek", "Blodtryck 140/80.", time.Hour)
	health.Kind, health.Area = KindHealthNote, access.AreaHealth
	fall := paper("f", "Rut Ek", "Föll vid sängen.", 3*time.Hour) // lex Sarah is no part of the journal
	fall.Kind, fall.Area = "deviation", access.AreaSocial
	dose := paper("d", "Rut Ek", "Gav en tablett.", 4*time.Hour)
	dose.Kind, dose.Area = "signing", access.AreaSocial
	wrong := paper("w", "Rut Ek", "Fel person.", 2*time.Hour)
	long := note()
	long.ID, long.EventTime, long.Headline, long.Part, long.Parts = "b", night.Add(30*time.Hour), "Samtal", 1, 2
	b := signed(t, paper("p2", "Ali Noor", "Åt hälften.", 5*time.Hour), paper("p1", "Ali Noor", "Sov lugnt.", 0), health, fall, dose, wrong, long)
	apply(t, b, Event{Type: EventStruck, ID: "w", By: maria, Reason: "fel"})
	got, ok := dueKinds(t).Summary(KindNote, b.Sorted(), text.For(text.Swedish))
	want := `Gäller anteckningar som skrevs under ett avbrott i Lifecare, från sön 22 nov 2026 03:10 till sön 22 nov 2026 08:10.
På papper skrev: Ali Noor, vikarie (2 anteckningar, sön 22 nov 2026 03:10 - sön 22 nov 2026 08:10).

sön 22 nov 2026 03:10, Tillsyn (Ali Noor): Sov lugnt.
sön 22 nov 2026 08:10, Tillsyn (Ali Noor): Åt hälften.`
	if !ok || got.Text != want || got.Kind != KindNote || got.PersonID != "p1" || !got.EventTime.Equal(night.Add(5*time.Hour)) || got.ID != "" || got.Headline == "" {
		t.Errorf("%+v\n%s", got, got.Text)
	}
	if _, ok := dueKinds(t).Summary(KindNote, nil, text.For(text.Swedish)); ok {
		t.Error("nothing is summed up")
	}
	if english, _ := dueKinds(t).Summary(KindNote, b.Sorted(), text.For(text.English)); !strings.Contains(english.Text, "On paper wrote: Ali Noor, vikarie (2 notes") {
		t.Errorf("in English:\n%s", english.Text)
	}
}

func TestASummaryTellsFieldsToo(t *testing.T) {
	e := note()
	e.Kind, e.Area, e.Headline, e.Text, e.Values, e.Paper = "deviation", access.AreaSocial, "", "Föll.", map[string]string{"grade": "harm"}, &Paper{Name: "Rut Ek"}
	got, ok := dueKinds(t).Summary("deviation", signed(t, e).Sorted(), text.For(text.Swedish))
	if !ok || !strings.HasSuffix(got.Text, "deviation (Rut Ek): Grad: skada. Föll.") {
		t.Errorf("%q", got.Text)
	}
}

// Who types on, back or anew, or changes another choice, sees what a fresh look shows.
func TestTypingOnShowsWhatAFreshLookShows(t *testing.T) {
	b, k := afterOutage(t), dueKinds(t)
	now := night.Add(49 * time.Hour)
	var filters []Filter
	for _, text := range []string{"a", "an", "ann", "anna", "anna h", "anna ", "an", "s", "so", "sov", "sov anna", "Sov", "x", "xy", "", "ö", "öst"} {
		for _, f := range []Filter{{}, {All: true}, {Mine: true, Me: annaUser}, {Others: true, Me: annaUser}, {Due: DueLate}, {Kind: KindNote}, {State: StateSigned}, {PersonID: "p1"}} {
			f.Text = text
			filters = append(filters, f)
		}
	}
	for i, f := range filters {
		for _, next := range []Filter{f, filters[(i*7+8)%len(filters)], filters[(i+8)%len(filters)]} {
			got := b.Filtered(next, k, now)
			b.typed = typed{}
			if want := b.Filtered(next, k, now); !slices.Equal(got, want) {
				t.Fatalf("after %+v, %+v: %s, want %s", f, next, ids(got), ids(want))
			}
			b.Filtered(f, k, now)
		}
	}
	b.Filtered(Filter{Text: "so"}, k, now)
	e := note()
	e.ID = "new"
	apply(t, b, Event{Type: EventSigned, ID: "new", Entry: &e})
	if got := b.Filtered(Filter{Text: "sov"}, k, now); !strings.Contains(ids(got), "new") {
		t.Errorf("what was signed meanwhile is missing: %s", ids(got))
	}
}

// Whatever is written in the fields, what is asked for Lifecare holds it.
func FuzzCheck(f *testing.F) {
	f.Add("Tillsyn", "Sov lugnt.", "harm", "2026-11-22")
	f.Add("", "Gav 500 mg", "harm,risk", ",, ,")
	f.Fuzz(func(t *testing.T, headline, said, grade, other string) {
		k := dueKinds(t)
		e := note()
		e.Kind, e.Headline, e.Text, e.Values = "deviation", headline, said, map[string]string{"grade": grade, "other": other}
		for _, p := range k.Check(e, night) {
			if p.Code == "" || p.Field == "" {
				t.Errorf("a problem without a name: %+v", p)
			}
		}
		var copied []string
		for _, field := range k.CopyFields(e, "", "", text.Swedish) {
			copied = append(copied, field.Value)
		}
		for _, value := range []string{headline, said} {
			if strings.TrimSpace(value) != "" && !slices.Contains(copied, value) {
				t.Errorf("%q isn't among what is copied", value)
			}
		}
		k.DueOf(&Tracked{Entry: e, State: StateSigned})
		tracked := &Tracked{Entry: e, State: StateSigned}
		if got := signed(t, e).Filtered(Filter{Text: strings.Join(strings.Fields(said), " ")}, k, night); len(got) != 1 {
			t.Errorf("%q isn't found by its own words", said)
		}
		if k.Late(tracked, night) {
			t.Error("late when it happens")
		}
	})
}
