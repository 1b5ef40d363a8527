package vault

import (
	"context"
	"database/sql"
	"fmt"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Nothing tells a name that is not there, a user who was removed and a code that was used from a
// wrong passphrase: the same sentence, and as many derivations.
func TestNothingTellsWhoMayOpen(t *testing.T) {
	v, dir, _ := newVault(t)
	gone := enrol(t, v, "Eva Ek", "gul blå röd grön", access.RoleStaff.UsualAreas())
	if err := v.Drop(t.Context(), []string{gone}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	for _, in := range []secretInput{
		passphraseInput("Åsa Öberg", "helt fel fras"), passphraseInput("Bo Ek", phrase), passphraseInput("Eva Ek", "gul blå röd grön"),
		passphraseInput("", phrase), {kind: slotEnvelope, secret: envelopeForm.fresh()}, {kind: slotRecovery, secret: recoveryForm.fresh()},
	} {
		costs, err := costsOf(t.Context(), v.writer, in.kind)
		if err != nil || len(costs) != 1 || costs[0] != testingCost {
			t.Errorf("kind %d derives %v, %v", in.kind, costs, err)
		}
		if _, found, err := findSlot(t.Context(), v.writer, v.id, v.salt, in); found || err != nil {
			t.Errorf("%+v: %v, %v", in, found, err)
		}
	}
	shut(t, v)
	var said []string
	for _, key := range []access.Key{{Name: "Åsa Öberg", Passphrase: "helt fel fras"}, {Name: "Bo Ek", Passphrase: phrase}, {Name: "Eva Ek", Passphrase: "gul blå röd grön"}} {
		_, err := Open(t.Context(), dir, key)
		said = append(said, fmt.Sprintf("%#v", err))
	}
	if said[0] != said[1] || said[1] != said[2] {
		t.Errorf("errors differ: %q", said)
	}
}

func TestNewSlotsCostWhatTheOpenersDo(t *testing.T) {
	v, dir, _ := newVault(t)
	shut(t, v)
	env := usualSurroundings()
	env.cost = cost{memory: 128, passes: 2, lanes: 1} // a program that would choose otherwise today
	v, err := unlock(t.Context(), dir, passphraseInput("", phrase), env)
	if err != nil {
		t.Fatal(err)
	}
	enrol(t, v, staffKey.Name, staffKey.Passphrase, access.RoleStaff.UsualAreas())
	envelope(t, v, access.Everyone())
	if err := v.ChangePassphrase(t.Context(), "Åsa Öberg", phrase, phrase+" igen"); err != nil {
		t.Fatal(err)
	}
	if n := rows(t, v, `SELECT COUNT(DISTINCT memory || ' ' || passes || ' ' || lanes) FROM slot`); n != 1 {
		t.Errorf("%d different costs, so that unlocking derives more often than it must", n)
	}
	shut(t, v)
}

func TestWaitingIsTold(t *testing.T) {
	v, dir, _ := newVault(t)
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	look := func() time.Duration {
		t.Helper()
		left, err := wait(t.Context(), dir, now)
		if err != nil {
			t.Fatal(err)
		}
		return left
	}
	if look() != 0 { // and the vault is open meanwhile
		t.Error("waits without a wrong try")
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
	shut(t, v)
	slept := 0
	env := surroundings{now: func() time.Time { return now }, cost: testingCost, sleep: func(_ context.Context, d time.Duration) error {
		// The folder is free while somebody waits: a colleague may open it.
		lock, err := seize(dir)
		if err != nil {
			t.Errorf("shut out while another one waits: %v", err)
			return nil
		}
		slept++
		now = now.Add(d)
		return lock.Unlock()
	}}
	for range 5 {
		if _, err := unlock(t.Context(), dir, passphraseInput("", "helt fel fras"), env); !text.IsFault(err, "vault.wrong_passphrase") {
			t.Fatal(err)
		}
	}
	if slept != 2 || look() != 4*time.Second {
		t.Errorf("slept %d times, %s left", slept, look())
	}
	now = now.Add(1500 * time.Millisecond)
	if look() != 2500*time.Millisecond {
		t.Errorf("%s left", look())
	}
	now = now.Add(-time.Hour)
	if look() != 4*time.Second {
		t.Errorf("a clock set back: %s left", look())
	}
	// Another process fails while this one waits: then it waits anew.
	now = now.Add(time.Hour)
	failed := false
	env.sleep = func(_ context.Context, d time.Duration) error {
		now = now.Add(d)
		if !failed {
			failed = true
			tamper(t, dir, func(db *sql.DB) {
				run(t, db, `UPDATE meta SET value = ? WHERE name = 'tries'`, fmt.Appendf(nil, `{"count":6,"last":%d}`, now.UnixMilli()))
			})
			return nil
		}
		slept++
		if d != 8*time.Second {
			t.Errorf("waits %s after another process failed", d)
		}
		return nil
	}
	v, err := unlock(t.Context(), dir, passphraseInput("", phrase), env)
	if err != nil || slept != 3 {
		t.Fatalf("slept %d times, %v", slept, err)
	}
	if look() != 0 {
		t.Error("the right passphrase did not end it")
	}
	shut(t, v)
	if _, err := Wait(t.Context(), t.TempDir()); !text.IsFault(err, "vault.none") {
		t.Errorf("no vault: %v", err)
	}
}
