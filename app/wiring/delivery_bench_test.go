//go:build bench

package wiring

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/desk"
)

// A Lifecare that thinks for a while, and so many entries. Four lines at a time could give four; each
// entry waits for the disk twice, which takes its part of that.
const (
	benchEntries  = 200
	benchThinking = 80 * time.Millisecond
	deliveryGoal  = 2.5
)

// TestRatioDelivery holds a delivery, each entry on disk before it leaves, against the bare calls one
// after the other.
func TestRatioDelivery(t *testing.T) {
	u := newDeliveringUnit(t)
	u.writeMany(benchEntries)
	if err := u.TakeOverDelivery(t.Context(), "Mätning"); err != nil {
		t.Fatal(err)
	}
	u.Garble(1, 0, benchThinking)
	from := time.Now()
	result, err := u.Deliver(t.Context(), nil, nil)
	if err != nil || result.Entered != benchEntries {
		t.Fatalf("%+v, %v", result, err)
	}
	ours := time.Since(from)
	sent := slices.Clone(u.sent)
	from = time.Now()
	for _, one := range sent {
		if answer, err := u.carrier.Send(t.Context(), one); err != nil || answer.Outcome != desk.OutcomeEntered {
			t.Fatalf("%+v, %v", answer, err)
		}
	}
	bare := time.Since(from)
	row(t, "delivery of 200 entries, one call after the other", ours.Round(time.Millisecond).String(), bare.Round(time.Millisecond).String(), float64(bare)/float64(ours), deliveryGoal)
}
