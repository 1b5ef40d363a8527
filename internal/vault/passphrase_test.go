package vault

import (
	"context"
	"fmt"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func TestChangingThePassphrase(t *testing.T) {
	v, dir, code := newVault(t)
	for _, c := range []struct{ name, current, fresh, code string }{
		{"Åsa Öberg", "helt fel fras", "nya ord om skogen", "vault.wrong_passphrase"},
		{"Åsa Öberg", phrase, "kort", "vault.weak_passphrase"},
		{"", phrase, "nya ord om skogen", "vault.name_missing"},
	} {
		if err := v.ChangePassphrase(t.Context(), c.name, c.current, c.fresh); !text.IsFault(err, c.code) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if err := v.ChangePassphrase(t.Context(), "Åsa Öberg Ek", phrase, "nya ord om skogen"); err != nil {
		t.Fatal(err)
	}
	// Again in the same session, from the new one.
	if err := v.ChangePassphrase(t.Context(), "Åsa Ek", phrase, "tredje gången nu"); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("the old one still counts: %v", err)
	}
	if err := v.ChangePassphrase(t.Context(), "Åsa Ek", "nya ord om skogen", "tredje gången nu"); err != nil {
		t.Fatal(err)
	}
	shut(t, v)
	for _, old := range []access.Key{founderKey, {Passphrase: phrase}, {Name: "Åsa Öberg Ek", Passphrase: "nya ord om skogen"}} {
		refused(t, dir, old, "vault.wrong_passphrase")
	}
	v = comeIn(t, dir, access.Key{Passphrase: "tredje gången nu"}) // one user still needs no name
	if err := v.ChangePassphrase(t.Context(), "Åsa Ek", "tredje gången nu", "fjärde gången nu"); err != nil {
		t.Error(err)
	}
	shut(t, v)
	v = comeIn(t, dir, access.Key{Name: "Åsa Ek", Passphrase: "fjärde gången nu"})
	enrol(t, v, staffKey.Name, staffKey.Passphrase, access.RoleStaff.UsualAreas())
	if err := v.ChangePassphrase(t.Context(), "Åsa Ek", "fjärde gången nu", phrase); err != nil {
		t.Error(err)
	}
	shut(t, v)
	refused(t, dir, access.Key{Passphrase: phrase}, "vault.wrong_passphrase")
	v = comeIn(t, dir, access.Key{Recovery: code})
	if err := v.ChangePassphrase(t.Context(), "Åsa Ek", code, phrase); !text.IsFault(err, "vault.not_allowed") {
		t.Errorf("by the recovery code: %v", err)
	}
}

func TestWrongCurrentPassphrasesCountAsTries(t *testing.T) {
	v, dir, _ := newVault(t)
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	var waited []time.Duration
	v.env.now = func() time.Time { return now }
	v.env.sleep = func(_ context.Context, d time.Duration) error {
		waited = append(waited, d)
		now = now.Add(d)
		return nil
	}
	for range 6 {
		if err := v.ChangePassphrase(t.Context(), "Åsa Öberg", "helt fel fras", "nya ord om skogen"); !text.IsFault(err, "vault.wrong_passphrase") {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(waited) != "[1s 2s 4s]" {
		t.Errorf("waited %v", waited)
	}
	shut(t, v)
	if left, err := wait(t.Context(), dir, now); err != nil || left != 8*time.Second {
		t.Errorf("at the lock screen %s, %v", left, err)
	}
}

func TestReplacingTheRecoveryCode(t *testing.T) {
	v, dir, old := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("sol"), healthNote, logged("läst")}})
	before, err := v.RecoveryIdentity(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	keeper := func(identity string) (ledger.Change, error) {
		return ledger.Change{Puts: []ledger.Item{{Area: access.AreaSettings, Kind: "keeper", ID: "k", Body: []byte(identity)}}}, nil
	}
	code, err := v.ReplaceRecovery(t.Context(), keeper)
	if err != nil {
		t.Fatal(err)
	}
	after, err := v.RecoveryIdentity(t.Context())
	if err != nil || after == before || items(t, v)["keeper/k"] != after {
		t.Errorf("identity %s, was %s, %v", after, before, err)
	}
	id, err := parseIdentity(before)
	if err != nil {
		t.Fatal(err)
	}
	if n := rows(t, v, `SELECT (SELECT COUNT(*) FROM slot WHERE identity = ?1) + (SELECT COUNT(*) FROM area_key WHERE identity = ?1)`, id[:]); n != 0 {
		t.Errorf("%d rows of the old code are left", n)
	}
	shut(t, v)
	refused(t, dir, access.Key{Recovery: old}, "vault.wrong_recovery")

	// The one who lost everything but the code makes a new one with it, and the session goes on.
	v = comeIn(t, dir, access.Key{Recovery: code})
	again, err := v.ReplaceRecovery(t.Context(), keeper)
	if err != nil {
		t.Fatal(err)
	}
	if now, err := v.RecoveryIdentity(t.Context()); err != nil || now != v.Identity() || items(t, v)["keeper/k"] != now {
		t.Errorf("the session is %s, the code %s, %v", v.Identity(), now, err)
	}
	rotate(t, v, access.Areas()...)
	if report := verified(t, v); !report.OK() || report.Withheld != 0 {
		t.Errorf("report %+v", report)
	}
	shut(t, v)
	refused(t, dir, access.Key{Recovery: code}, "vault.wrong_recovery")
	v = comeIn(t, dir, access.Key{Recovery: again})
	if report := verified(t, v); !report.OK() || report.Withheld != 0 || !v.ByRecovery() {
		t.Errorf("report %+v", report)
	}
	shut(t, v)
	v = reopen(t, dir)
	enrol(t, v, staffKey.Name, staffKey.Passphrase, access.RoleSteward.UsualAreas()[:3])
	shut(t, v)
	v = comeIn(t, dir, staffKey)
	if _, err := v.ReplaceRecovery(t.Context(), keeper); !text.IsFault(err, "vault.not_allowed") {
		t.Errorf("without all keys: %v", err)
	}
}

// Whoever has the binder open can be asked again who they are; nothing is changed by it, and a wrong answer
// counts as one at the lock screen.
func TestTheOpenerIsAskedAgain(t *testing.T) {
	v, dir, code := newVault(t)
	head := v.Head()
	if err := v.Confirm(t.Context(), founderKey.Name, "helt fel fras"); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("a wrong one: %v", err)
	}
	if err := v.Confirm(t.Context(), founderKey.Name, ""); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("none: %v", err)
	}
	if err := v.Confirm(t.Context(), founderKey.Name, phrase); err != nil || v.Head() != head {
		t.Errorf("the right one: %v", err)
	}
	enrol(t, v, staffKey.Name, staffKey.Passphrase, access.RoleStaff.UsualAreas())
	if err := v.Confirm(t.Context(), founderKey.Name, phrase); err != nil {
		t.Errorf("after a second user came: %v", err)
	}
	if err := v.Confirm(t.Context(), founderKey.Name, staffKey.Passphrase); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("a colleague's: %v", err)
	}
	shut(t, v)
	v = comeIn(t, dir, staffKey)
	if err := v.Confirm(t.Context(), staffKey.Name, staffKey.Passphrase); err != nil {
		t.Errorf("the colleague: %v", err)
	}
	if err := v.Confirm(t.Context(), staffKey.Name, phrase); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("the founder's: %v", err)
	}
	shut(t, v)
	v = comeIn(t, dir, access.Key{Recovery: code})
	if err := v.Confirm(t.Context(), "", code); err != nil {
		t.Errorf("the recovery code: %v", err)
	}
	if err := v.Confirm(t.Context(), "", phrase); err == nil {
		t.Error("a passphrase counts for who came with the code")
	}
}
