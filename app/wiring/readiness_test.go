package wiring

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// standing is how ready a unit is, without the moments at which it was asked.
func (l *laptop) standing() string {
	l.t.Helper()
	type short struct {
		ID, State, By, Missing string
		Good, Of               int
	}
	var all []short
	r := l.Ready()
	for _, g := range r.Groups {
		for _, line := range g.Lines {
			if line.ID != "copies" { // each laptop has its own
				all = append(all, short{line.ID, string(line.State), line.By, line.Missing, line.Good, line.Of})
			}
		}
	}
	raw, err := json.Marshal([]any{all, l.Checklists(), l.Readables()})
	l.must(err)
	return string(raw)
}

// Given two laptops on which colleagues make rounds, answer the same checklist, read it and hold a drill,
// when each brings in the other's copy, then both tell the same, also after a restart, and whoever had read
// the checklist of one laptop is asked for the two together.
func TestTwoLaptopsPrepare(t *testing.T) {
	a, b, _ := twoLaptops(t)
	ctx := t.Context()
	a.must(a.SetChecklist(ctx, "planned", "Enhetschefen", map[string]string{"paper": "Pärmen.", "handle": "I pärmen.", "work": "För hand."}))
	a.must(a.ConfirmRead(ctx, "checklist:planned"))
	a.must(a.NoteRound(ctx, "usb_batteries", readiness.Told{OK: true}))
	a.must(a.NoteRound(ctx, "last_login", readiness.Told{Part: "Mobil 1", OK: true, Value: "Siv Ek"}))
	b.must(b.SetChecklist(ctx, "planned", "Enhetschefen", map[string]string{"paper": "", "handle": "", "work": "", "enter": "Den som skrev."})) // a whole form, one answer
	b.must(b.NoteRound(ctx, "usb_batteries", readiness.Told{Missing: "två av fem"}))
	b.must(b.NoteRound(ctx, "last_login", readiness.Told{Part: "Mobil 2", OK: true, Value: "Bo Alm"}))
	b.must(b.NotHere(ctx, "staff_tag", true))
	now := b.Now()
	_, err := b.RecordDrill(ctx, readiness.Drill{Began: now.Add(-10 * time.Minute), Ended: now, Tasks: []readiness.Task{{Kind: readiness.TaskFind, Done: true, Seconds: 30}}})
	b.must(err)

	fromA, fromB := a.copied(), b.copied()
	a.brings(fromB)
	b.brings(fromA)
	if a.standing() != b.standing() {
		t.Errorf("the two differ:\n%s\n%s", a.standing(), b.standing())
	}
	checklist := a.Checklists()[0]
	if len(checklist.Texts) != 4 || checklist.Owner != "Enhetschefen" {
		t.Errorf("the checklist is %+v", checklist)
	}
	r, err := a.Receipts("checklist:planned")
	if a.must(err); len(r.Have) != 0 || len(r.Before) != 1 {
		t.Errorf("receipts: %+v", r)
	}
	if parts := a.RoundParts("last_login"); len(parts) != 2 || len(a.Drills(now.Year()).Drills) != 1 {
		t.Errorf("%d telephones, %d drills", len(parts), len(a.Drills(now.Year()).Drills))
	}
	again := &laptop{t: t, dir: a.dir, Session: reopened(t, a)}
	if again.standing() != b.standing() {
		t.Errorf("after a restart:\n%s\n%s", again.standing(), b.standing())
	}
	if report, err := again.Verify(ctx, nil); err != nil || !report.OK() {
		t.Errorf("%+v, %v", report, err)
	}
}

// The list that the program brings asks for open facts that its catalogue has, so that a settled time
// counts where a log-in lasts only so long.
func TestReadinessAndCatalogueFitTogether(t *testing.T) {
	list, err := Readiness()
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, item := range list.Items {
		for _, id := range item.Facts {
			asked++
			if f, known := catalogue.Fact(id); !known || f.Sort != "duration" {
				t.Errorf("%s waits for the fact %s, which is %q", item.ID, id, f.Sort)
			}
		}
	}
	if asked == 0 {
		t.Error("no item waits for a fact")
	}
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	parts := []string{"score", "rounds", "checklist", "facts", "contacts", "documents", "drills", "limits"}
	for _, item := range list.Items {
		to, what, _ := strings.Cut(string(item.Go), ":")
		switch {
		case item.Go == "":
		case to == "print" && d.Prints(desk.What(what)), to == "ready" && slices.Contains(parts, what):
		default:
			t.Errorf("%s leads to %q", item.ID, item.Go)
		}
	}
}
