package backlog

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// shownSignings is a Lifecare that shows one signing of whatever is asked for.
type shownSignings struct {
	at    time.Time
	asked int
	err   error
}

func (l *shownSignings) Signings(_ context.Context, p desk.SigningPeriod) (desk.ShownSignings, error) {
	l.asked++
	if l.err != nil {
		return desk.ShownSignings{}, l.err
	}
	var list []entry.ShownSigning
	for _, a := range p.Activities {
		list = append(list, entry.ShownSigning{ID: a, Activity: a, Done: true, Performed: l.at, By: "demo"})
	}
	return desk.ShownSignings{List: list}, nil
}

// The second person is told what Lifecare shows, beside the buttons with which they answer themselves;
// without a connection nothing is offered.
func TestTheSecondPersonIsToldWhatLifecareShows(t *testing.T) {
	h, _ := connected(t)
	e := signDose(t, h)
	l := &shownSignings{at: e.EventTime.Add(2 * time.Minute), err: text.NewFault("lifecare.busy")}
	h.Signings = l
	if _, err := h.Session().Reenter(context.Background(), e.ID, "03:20", ""); err != nil {
		t.Fatal(err)
	}
	h.Reopen(t)
	h.Clock = h.Clock.Add(time.Minute)
	s := open(h)
	c := s.sheet.closing.compare
	if !c.ask.Visible() || c.said.Visible() || l.asked != 0 {
		t.Fatal("it isn't offered, or Lifecare is asked before anybody says so")
	}
	test.Tap(c.ask)
	if len(h.Failed) != 1 || c.said.Visible() || c.ask.Disabled() {
		t.Errorf("a Lifecare that doesn't answer: %v, %q", h.Failed, c.said.Text())
	}
	l.err = nil
	test.Tap(c.ask)
	if said := c.said.Text(); !c.said.Visible() || !strings.Contains(said, "Lifecare visar: utförd") || !strings.Contains(said, "av demo") {
		t.Errorf("it says %q", said)
	}
	if got := tracked(t, h, e.ID); got.State != entry.StateEntered || !s.sheet.closing.agrees.Visible() {
		t.Errorf("it is %s before the second person said so", got.State)
	}
	alone := pagetest.New(t)
	d := signDose(t, alone)
	if _, err := alone.Session().Reenter(context.Background(), d.ID, "03:20", ""); err != nil {
		t.Fatal(err)
	}
	alone.Reopen(t)
	if open(alone).sheet.closing.compare.ask.Visible() {
		t.Error("without a connection it is offered")
	}
}
