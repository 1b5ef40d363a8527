package wiring

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

func broken(failures ...string) outage.Event {
	e := outage.Event{}
	for _, f := range failures {
		e.Broken = append(e.Broken, outage.Broken{Failure: f})
	}
	return e
}

func (l *laptop) tell(e outage.Event) {
	l.t.Helper()
	_, err := l.TellOutage(l.t.Context(), e)
	l.must(err)
}

// told is what a laptop knows of an outage, in words that can be compared.
func (l *laptop) told(id string) string {
	l.t.Helper()
	v, err := l.Outage(id, outage.AudienceAll)
	l.must(err)
	var done, notes []string
	for _, step := range v.Steps {
		if step.Done {
			done = append(done, step.Key())
		}
	}
	for _, e := range v.Timeline {
		if e.Text != "" {
			notes = append(notes, e.Text)
		}
	}
	slices.Sort(notes)
	return strings.Join(slices.Concat([]string{v.ID, v.Began.UTC().Format(time.RFC3339), v.Ended.UTC().Format(time.RFC3339)}, done, notes), "; ")
}

// Given two laptops on which an outage was begun before they parted, when each ticks and notes, and one of
// them opens another outage, then after they meet, in whatever order, both tell the same, with all ticks
// and both outages.
func TestTwoLaptopsInOneOutage(t *testing.T) {
	a, b, _ := twoLaptops(t)
	o, err := a.StartOutage(t.Context(), broken("lifecare"))
	a.must(err)
	b.brings(a.copied())
	v, err := a.Outage(o.ID, outage.AudienceAll)
	a.must(err)
	if len(v.Steps) < 2 {
		t.Fatalf("%d steps", len(v.Steps))
	}
	_, err = a.TickStep(t.Context(), o.ID, v.Steps[0].Key(), true)
	a.must(err)
	a.tell(outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Servicedesk är ringd."})
	_, err = b.TickStep(t.Context(), o.ID, v.Steps[1].Key(), true)
	b.must(err)
	b.tell(outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Nycklarna är hämtade."})
	power, err := b.StartOutage(t.Context(), broken("power"))
	b.must(err)
	fromA, fromB := a.copied(), b.copied()
	a.brings(fromB)
	b.brings(fromA)
	a.brings(fromB)
	for _, id := range []string{o.ID, power.ID} {
		if x, y := a.told(id), b.told(id); x != y || strings.Count(x, "lifecare/") != 2 && id == o.ID {
			t.Errorf("a tells %s\nb tells %s", x, y)
		}
	}
	for name, l := range map[string]*laptop{"a": a, "b": b, "a reopened": {t: t, dir: a.dir, Session: reopened(t, a)}} {
		if c := l.Condition(); c.Phase != desk.PhaseOutage || c.More != 1 || len(l.Outages()) != 2 {
			t.Errorf("%s: %s, %d more, %d outages", name, c.Phase, c.More, len(l.Outages()))
		}
	}
}

// Given two laptops that part, when each opens an outage of the same failure, one ends it and the other
// doesn't know, then both stand after they meet until somebody ends the other and joins them.
func TestTwoLaptopsBeginTheSameOutage(t *testing.T) {
	a, b, _ := twoLaptops(t)
	ofA, err := a.StartOutage(t.Context(), broken("wifi"))
	a.must(err)
	ofB, err := b.StartOutage(t.Context(), broken("wifi"))
	b.must(err)
	_, err = a.EndOutage(t.Context(), ofA.ID, time.Time{})
	a.must(err)
	a.brings(b.copied())
	if c := a.Condition(); c.Phase != desk.PhaseOutage || c.Outage.ID != ofB.ID || len(a.Outages()) != 2 {
		t.Fatalf("%+v", c)
	}
	same := outage.Event{Outage: ofB.ID, Type: outage.EventJoin, Other: ofA.ID}
	if _, err := a.TellOutage(t.Context(), same); !text.IsFault(err, "outage.join_over") {
		t.Fatalf("one that goes on is joined with one that is over: %v", err)
	}
	_, err = a.EndOutage(t.Context(), ofB.ID, time.Time{})
	a.must(err)
	a.tell(same)
	b.brings(a.copied())
	for name, l := range map[string]*laptop{"a": a, "b": b} {
		if all := l.Outages(); len(all) != 1 || len(all[0].Joined) != 1 {
			t.Errorf("%s: %+v", name, all)
		}
	}
}

// Given two laptops that part, when each changes another contact, one settles a fact and the other adapts
// the catalogue and the times, then nothing of it is lost when they meet.
func TestTwoLaptopsChangeWhatTheUnitHasOfItsOwn(t *testing.T) {
	a, b, _ := twoLaptops(t)
	with := func(l *laptop, id, number string, more ...outage.Contact) {
		book := l.Contacts()
		book[slices.IndexFunc(book, func(c outage.Contact) bool { return c.ID == id })].Number = number
		l.must(l.SetContacts(t.Context(), append(book, more...)))
	}
	with(a, "after_hours", "0980-319 250", outage.Contact{Role: outage.ContactUnitPhone, Name: "Kvällens telefon", Number: "070-174 06 96"})
	with(b, "on_call", "0980-319 251", outage.Contact{Role: outage.ContactUnitPhone, Name: "Helgens telefon", Number: "070-174 06 97"})
	a.must(a.SettleFact(t.Context(), "homecare_hours", "12 timmar"))
	planned, err := b.AddPlanned(t.Context(), outage.Planned{Title: "Byte av larmserver", Kind: outage.PlannedOther, Start: b.Now().Add(time.Hour), End: b.Now().Add(2 * time.Hour)})
	b.must(err)
	limits := b.Limits()
	limits.UpdateMinutes = 30
	b.must(b.SetLimits(t.Context(), limits))
	fromA, fromB := a.copied(), b.copied()
	b.brings(fromA)
	a.brings(fromB)
	for name, l := range map[string]*laptop{"a": a, "b": b, "a reopened": {t: t, dir: a.dir, Session: reopened(t, a)}} {
		c := l.Catalogue()
		for id, number := range map[string]string{"after_hours": "0980-319 250", "on_call": "0980-319 251"} {
			if got, _ := c.Contact(id); got.Number != number {
				t.Errorf("%s: %s is %q", name, id, got.Number)
			}
		}
		for _, own := range []string{"Kvällens telefon", "Helgens telefon"} {
			if !slices.ContainsFunc(c.Contacts, func(c outage.Contact) bool { return c.Name == own }) {
				t.Errorf("%s: %s is gone", name, own)
			}
		}
		if answer, known := c.Answered("homecare_hours"); !known || answer.Minutes != 720 || c.Limits.UpdateMinutes != 30 {
			t.Errorf("%s: %+v, %d minutes", name, answer, c.Limits.UpdateMinutes)
		}
		if got := l.Planned(l.Now(), l.Now().Add(3*time.Hour)); !slices.ContainsFunc(got, func(p outage.Planned) bool { return p.ID == planned.ID }) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// The invented unit has whom to call and write to, and one phone that lacks its number.
func TestTheDemoHasAContactBook(t *testing.T) {
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	a := &laptop{t: t, dir: t.TempDir()}
	a.Session, _, err = Demo(t.Context(), d, a.dir, laptopPhrase, time.Now())
	a.must(err)
	locked(t, a.Session)
	groups := a.Recipients()
	missing, phones := 0, 0
	for _, g := range groups {
		missing, phones = missing+len(g.Missing), phones+len(g.Contacts)
	}
	if len(groups) != 3 || phones != 5 || missing != 1 {
		t.Errorf("%d groups, %d phones, %d without a number", len(groups), phones, missing)
	}
}
