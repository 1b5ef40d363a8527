package vault

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"avbrottsparm/internal/ledger"
)

// proof prints a line of the table of faults: what was done, and what held.
func proof(fault, format string, args ...any) {
	fmt.Printf("proof\t%s\t%s\n", fault, fmt.Sprintf(format, args...))
}

// TestProofClock lets the computer's clock jump while records are written and the vault is closed
// and opened: an hour back, a year forward and back again, across both changes of the clocks.
// Order and chains hold.
func TestProofClock(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 10, 25, 2, 30, 0, 0, stockholm) // half past two comes twice that night
	env := usualSurroundings()
	env.now = func() time.Time { return now }
	dir := filepath.Join(t.TempDir(), "pärm")
	v, _, err := create(t.Context(), dir, Founder{Name: "Åsa Öberg", Passphrase: phrase}, env)
	if err != nil {
		t.Fatal(err)
	}
	jumps := []time.Duration{0, 30 * time.Minute, time.Hour, -time.Hour, time.Minute, 365 * 24 * time.Hour, -365 * 24 * time.Hour, time.Second,
		time.Date(2027, 3, 28, 1, 59, 59, 0, stockholm).Sub(now), 2 * time.Second, -3 * time.Second, -400 * 24 * time.Hour, 0}
	var last ledger.Clock
	written := 0
	for round := range 3 {
		for i, jump := range jumps {
			now = now.Add(jump)
			for _, h := range commit(t, v, ledger.Change{Appends: []ledger.Append{note(fmt.Sprint(written)), logged("läst")}}) {
				if h.Clock <= last {
					t.Fatalf("round %d, jump %d (%v): the clock of the ledger went back", round, i, jump)
				}
				last = h.Clock
			}
			written++
			if i%4 == 3 {
				shut(t, v)
				if v, err = unlock(t.Context(), dir, passphraseInput("", phrase), env); err != nil {
					t.Fatalf("jump %v: %v", jump, err)
				}
			}
		}
	}
	next := 0
	if err := v.Records(t.Context(), ledger.StreamMain, func(r ledger.Record) error {
		if string(r.Body) != fmt.Sprint(next) {
			return fmt.Errorf("note %q stands where %d should", r.Body, next)
		}
		next++
		return nil
	}); err != nil || next != written {
		t.Errorf("%d of %d notes in order, %v", next, written, err)
	}
	if report := verified(t, v); !report.OK() || report.Opened != 2*written {
		t.Errorf("%+v", report)
	}
	shut(t, v)
	proof("clock", "%d jumps back and forth, %d records in order, chains whole", 3*len(jumps), 2*written)
}
