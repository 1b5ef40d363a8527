package wiring

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

// state is everything that two laptops must agree on after they have met.
func (l *laptop) state() string {
	l.t.Helper()
	var all []any
	for _, o := range l.Outages() {
		all = append(all, o)
		v, err := l.Outage(o.ID, outage.AudienceAll)
		l.must(err)
		for _, step := range v.Steps {
			all = append(all, fmt.Sprintf("%s %v %s", step.Key(), step.Done, step.By))
		}
		r, err := l.OutageReport(o.ID)
		l.must(err)
		all = append(all, r.Incidents, r.Improve, r.Waiting, r.Overlaps)
	}
	for _, f := range l.Facts() {
		all = append(all, f.ID, f.Settled, f.OnChecklist)
	}
	for name, raw := range l.ExportCatalogue() {
		if name == "contacts.json" || name == "failures/lifecare.json" || name == "limits.json" {
			all = append(all, name+string(raw))
		}
	}
	ready := l.Ready()
	for _, g := range ready.Groups {
		for _, line := range g.Lines {
			// How fresh copies and data are is each laptop's own.
			if line.Kind != readiness.KindSeen {
				all = append(all, fmt.Sprint(line.ID, line.State, line.Missing, line.Value, line.Good, line.By))
			}
		}
	}
	for _, c := range l.Checklists() {
		all = append(all, c.Texts)
	}
	for _, p := range l.Planned(l.Now(), l.Now().AddDate(0, 1, 0)) {
		all = append(all, p.ID, p.Title, p.Start.UTC().Format(time.RFC3339), p.Off)
	}
	said := make([]string, len(all))
	for i, one := range all {
		raw, err := json.Marshal(one)
		l.must(err)
		said[i] = string(raw)
	}
	slices.Sort(said) // the files come in any order
	return strings.Join(said, "\n")
}

func (l *laptop) contacts(change func(book []outage.Contact) []outage.Contact) {
	l.t.Helper()
	l.must(l.SetContacts(l.t.Context(), change(l.Contacts())))
}

func at(book []outage.Contact, id string) int {
	return slices.IndexFunc(book, func(c outage.Contact) bool { return c.ID == id })
}

// Given two laptops that part in an outage, when each tells the contrary of the other about the same things,
// then after they meet, whoever brings in first, both come to the same, and again after they are opened anew.
func TestTwoLaptopsTellTheContrary(t *testing.T) {
	a, b, _ := twoLaptops(t)
	ctx := t.Context()
	o, err := a.StartOutage(ctx, broken("lifecare"))
	a.must(err)
	other, err := a.StartOutage(ctx, broken("wifi"))
	a.must(err)
	p, err := a.AddPlanned(ctx, outage.Planned{Title: "Byte", Kind: outage.PlannedOther, Start: a.Now().Add(48 * time.Hour), End: a.Now().Add(50 * time.Hour)})
	a.must(err)
	b.brings(a.copied())

	a.tell(outage.Event{Outage: o.ID, Type: outage.EventTick, Step: "lifecare/stay"})
	b.tell(outage.Event{Outage: o.ID, Type: outage.EventTick, Step: "lifecare/stay"})
	b.tell(outage.Event{Outage: o.ID, Type: outage.EventUntick, Step: "lifecare/stay"})
	a.tell(outage.Event{Outage: o.ID, Type: outage.EventMend, Broken: []outage.Broken{{Failure: "lifecare"}}})
	b.tell(outage.Event{Outage: o.ID, Type: outage.EventBreak, Broken: []outage.Broken{{Failure: "power"}}})
	b.tell(outage.Event{Outage: o.ID, Type: outage.EventMove, At: b.Now().Add(-3 * time.Hour)})
	a.tell(outage.Event{Outage: o.ID, Type: outage.EventMove, At: a.Now().Add(-time.Hour)})
	a.tell(outage.Event{Outage: o.ID, Type: outage.EventExpect, Expected: a.Now().Add(time.Hour)})
	b.tell(outage.Event{Outage: o.ID, Type: outage.EventExpect})
	a.tell(outage.Event{Outage: o.ID, Type: outage.EventJoin, Other: other.ID})
	b.tell(outage.Event{Outage: other.ID, Type: outage.EventJoin, Other: o.ID})
	a.tell(outage.Event{Outage: o.ID, Type: outage.EventEnd})
	a.tell(outage.Event{Outage: o.ID, Type: outage.EventReview, Text: "Fler lampor", Incidents: "0"})
	b.tell(outage.Event{Outage: o.ID, Type: outage.EventReview, Text: "Färre lampor", Incidents: "2"})

	a.must(a.SettleFact(ctx, "homecare_hours", "12 timmar"))
	b.must(b.SettleFact(ctx, "homecare_hours", "8 timmar"))
	a.must(a.UnsettleFact(ctx, "homecare_hours"))
	a.must(a.PutOnChecklist(ctx, "plan_known", p.ID))
	b.must(b.RemovePlanned(ctx, p.ID))
	a.contacts(func(book []outage.Contact) []outage.Contact {
		book[at(book, "service_desk")].Note = "av a"
		return slices.Delete(book, at(book, "on_call"), at(book, "on_call")+1)
	})
	b.contacts(func(book []outage.Contact) []outage.Contact {
		book[at(book, "service_desk")].Note = "av b"
		book[at(book, "on_call")].Note = "finns"
		slices.Reverse(book)
		return book
	})
	for l, name := range map[*laptop]string{a: "Lifecare a", b: "Lifecare b"} {
		raw := strings.Replace(string(l.ExportCatalogue()["failures/lifecare.json"]), "Lifecare är nere", name, 1)
		l.must(l.ImportCatalogue(ctx, map[string][]byte{"failures/lifecare.json": []byte(raw)}))
		limits := l.Limits()
		limits.UpdateMinutes = len(name) + int(name[len(name)-1])
		l.must(l.SetLimits(ctx, limits))
		checklist := l.Checklists()[0]
		l.must(l.SetChecklist(ctx, checklist.ID, name, map[string]string{checklist.Questions[0].ID: name}))
	}
	a.must(a.NoteRound(ctx, "computers_charged", readiness.Told{OK: true}))
	b.must(b.NoteRound(ctx, "computers_charged", readiness.Told{Missing: "två laddare"}))

	fromA, fromB := a.copied(), b.copied()
	a.brings(fromB)
	b.brings(fromA)
	a.brings(b.copied())
	b.brings(a.copied())
	want := a.state()
	for name, l := range map[string]*laptop{"b": b, "a reopened": {t: t, dir: a.dir, Session: reopened(t, a)}, "b reopened": {t: t, dir: b.dir, Session: reopened(t, b)}} {
		if got := l.state(); got != want {
			t.Errorf("%s differs:\n%s", name, differing(want, got))
		}
	}
}

// differing is the lines that only one of two states has.
func differing(x, y string) string {
	var only []string
	for _, pair := range [][2]string{{x, y}, {y, x}} {
		there := strings.Split(pair[1], "\n")
		for line := range strings.SplitSeq(pair[0], "\n") {
			if !slices.Contains(there, line) {
				only = append(only, line[:min(len(line), 600)])
			}
		}
		only = append(only, "--")
	}
	return strings.Join(only, "\n")
}
