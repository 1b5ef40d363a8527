package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// enrol adds somebody with the usual areas of a role.
func enrol(t *testing.T, v *Vault, name, passphrase string, areas []access.Area) string {
	t.Helper()
	identity, code, err := v.Enrol(t.Context(), access.Newcomer{Name: name, Secret: passphrase, Areas: areas}, func(identity string) (ledger.Change, error) {
		return ledger.Change{Puts: []ledger.Item{{Area: access.AreaSettings, Kind: "user", ID: identity, Body: []byte(name)}}}, nil
	})
	if err != nil || code != "" || len(identity) != 32 {
		t.Fatalf("enrolling %s: %q, %q, %v", name, identity, code, err)
	}
	return identity
}

// envelope makes the code of an envelope.
func envelope(t *testing.T, v *Vault, areas []access.Area) (identity, code string) {
	t.Helper()
	identity, code, err := v.Enrol(t.Context(), access.Newcomer{Areas: areas}, func(identity string) (ledger.Change, error) {
		return ledger.Change{Puts: []ledger.Item{{Area: access.AreaSettings, Kind: "envelope", ID: identity}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if whole, err := envelopeForm.parse(code); err != nil || whole != code || len(code) != 23 {
		t.Fatalf("code %q: %v", code, err)
	}
	return identity, code
}

// comeIn opens the vault and closes it with the test.
func comeIn(t *testing.T, dir string, key access.Key) *Vault {
	t.Helper()
	v, err := Open(t.Context(), dir, key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
	return v
}

func refused(t *testing.T, dir string, key access.Key, code string) {
	t.Helper()
	if v, err := Open(t.Context(), dir, key); !text.IsFault(err, code) {
		t.Errorf("opened with %+v: %v, want %s", key, err, code)
		if err == nil {
			shut(t, v)
		}
	}
}

var (
	founderKey = access.Key{Name: "Åsa Öberg", Passphrase: phrase}
	staffKey   = access.Key{Name: "Bo Ek", Passphrase: "kaffe regn cykel moln"}
	healthNote = ledger.Append{Stream: ledger.StreamMain, Area: access.AreaHealth, Kind: ledger.KindEntry, Body: []byte("hsl")}
)

func TestASecondUser(t *testing.T) {
	v, dir, code := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett")}, Appends: []ledger.Append{note("sol"), healthNote, logged("läst")}})
	founder := v.Identity()
	staff := enrol(t, v, staffKey.Name, staffKey.Passphrase, access.RoleStaff.UsualAreas())
	shut(t, v)

	refused(t, dir, access.Key{Passphrase: phrase}, "vault.wrong_passphrase") // the nameless slot is gone
	v = comeIn(t, dir, founderKey)
	if v.Identity() != founder || items(t, v)["user/"+staff] != staffKey.Name || !verified(t, v).OK() {
		t.Error("the founder does not find what was stored with the new user")
	}
	shut(t, v)
	v = comeIn(t, dir, access.Key{Recovery: code})
	shut(t, v)

	v = comeIn(t, dir, access.Key{Name: " bo  EK", Passphrase: staffKey.Passphrase})
	if v.Identity() != staff || v.ByRecovery() || !slices.Equal(v.Areas(), access.RoleStaff.UsualAreas()) {
		t.Errorf("identity %s with areas %v", v.Identity(), v.Areas())
	}
	all := records(t, v, ledger.StreamMain)
	if string(all[0].Body) != "sol" || !all[1].Withheld || all[1].Body != nil {
		t.Errorf("records %+v", all)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("b"), logged("c")}})
	if log := records(t, v, ledger.StreamLog); !log[0].Withheld || !log[1].Withheld {
		t.Errorf("staff read the log: %+v", log)
	}
	if _, err := v.Commit(t.Context(), ledger.Change{Appends: []ledger.Append{healthNote}}); !text.IsFault(err, "vault.not_allowed") {
		t.Errorf("wrote into health: %v", err)
	}
	if report := verified(t, v); !report.OK() || report.Withheld != 3 {
		t.Errorf("report %+v", report)
	}
}

func TestEnrolRefuses(t *testing.T) {
	v, dir, _ := newVault(t)
	nothing := func(string) (ledger.Change, error) { return ledger.Change{}, nil }
	stop := errors.New("nej")
	staff := access.RoleStaff.UsualAreas()
	for _, c := range []struct {
		who  access.Newcomer
		with func(string) (ledger.Change, error)
		code string
	}{
		{access.Newcomer{Name: "Bo Ek", Secret: "kort", Areas: staff}, nothing, "vault.weak_passphrase"},
		{access.Newcomer{Name: "Bo Ek", Areas: staff}, nothing, "vault.weak_passphrase"},
		{access.Newcomer{Name: "  ", Secret: phrase, Areas: staff}, nothing, "vault.name_missing"},
		{access.Newcomer{Name: "åsa  öberg", Secret: phrase, Areas: staff}, nothing, "vault.name_taken"},
		{access.Newcomer{Name: "Bo Ek", Secret: phrase, Areas: []access.Area{77}}, nothing, ""},
		{access.Newcomer{Name: "Bo Ek", Secret: phrase, Areas: staff}, func(string) (ledger.Change, error) { return ledger.Change{}, stop }, ""},
	} {
		_, _, err := v.Enrol(t.Context(), c.who, c.with)
		if err == nil || (c.code != "" && !text.IsFault(err, c.code)) {
			t.Errorf("%+v: %v", c.who, err)
		}
	}
	shut(t, v)
	v = reopen(t, dir) // the nameless slot is still there: nobody came
	enrol(t, v, staffKey.Name, staffKey.Passphrase, staff)
	shut(t, v)
	v = comeIn(t, dir, staffKey)
	_, _, err := v.Enrol(t.Context(), access.Newcomer{Name: "Eva", Secret: phrase, Areas: access.RoleUnitHead.UsualAreas()}, nothing)
	if !text.IsFault(err, "vault.not_allowed") {
		t.Errorf("gave keys that they do not have: %v", err)
	}
	if n := rows(t, v, `SELECT COUNT(*) FROM identity`); n != 3 {
		t.Errorf("%d identities", n)
	}
}

func rows(t *testing.T, v *Vault, query string, args ...any) (n int) {
	t.Helper()
	if err := v.writer.QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAShiftEnvelope(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("sol"), healthNote}})
	identity, code := envelope(t, v, access.RoleTemporary.UsualAreas())
	founder := v.Identity()
	shut(t, v)

	v = comeIn(t, dir, access.Key{Envelope: fmt.Sprint(" ", code[:11], " ", code[12:])})
	if v.Identity() != identity || !slices.Equal(v.Areas(), access.RoleTemporary.UsualAreas()) {
		t.Fatalf("identity %s, areas %v", v.Identity(), v.Areas())
	}
	if err := v.Arrive(t.Context(), "Vik Arie", "kort", ledger.Change{}); !text.IsFault(err, "vault.weak_passphrase") {
		t.Errorf("a weak passphrase: %v", err)
	}
	if err := v.Arrive(t.Context(), "Vik Arie", "sol vind vatten", ledger.Change{Puts: []ledger.Item{{Area: access.AreaSettings, Kind: "user", ID: identity}}}); err != nil {
		t.Fatal(err)
	}
	if err := v.Arrive(t.Context(), "Vik Arie", "sol vind vatten två", ledger.Change{}); !text.IsFault(err, "vault.not_allowed") {
		t.Errorf("arrived twice: %v", err)
	}
	shut(t, v)

	refused(t, dir, access.Key{Envelope: code}, "vault.wrong_envelope")
	v = comeIn(t, dir, access.Key{Name: "Vik Arie", Passphrase: "sol vind vatten"})
	if v.Identity() != identity || !records(t, v, ledger.StreamMain)[1].Withheld {
		t.Error("the temporary is somebody else, or reads health")
	}
	if err := v.ChangePassphrase(t.Context(), "Vik Arie", "sol vind vatten", "sol vind vatten två"); err != nil {
		t.Error(err)
	}
	shut(t, v)

	v = comeIn(t, dir, access.Key{Passphrase: phrase}) // a temporary does not make a second user
	if v.Identity() != founder {
		t.Error("another founder")
	}
	for range 2 { // what is gone is gone
		if err := v.Drop(t.Context(), []string{identity}, ledger.Change{Appends: []ledger.Append{logged("slut")}}); err != nil {
			t.Fatal(err)
		}
	}
	recovery, err := v.RecoveryIdentity(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Drop(t.Context(), []string{recovery}, ledger.Change{}); err == nil {
		t.Error("the recovery code was dropped")
	}
	shut(t, v)
	refused(t, dir, access.Key{Name: "Vik Arie", Passphrase: "sol vind vatten två"}, "vault.wrong_passphrase")
}

func TestRedeemingAnEnvelope(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("sol"), healthNote}})
	staff := enrol(t, v, staffKey.Name, staffKey.Passphrase, access.RoleStaff.UsualAreas())
	_, code := envelope(t, v, access.Together(access.Everyone(), []access.Area{access.AreaHealth}))
	shut(t, v)

	v = comeIn(t, dir, staffKey)
	none := func(string, []access.Area) (ledger.Change, error) { return ledger.Change{}, nil }
	for typed, want := range map[string]string{
		envelopeForm.fresh(): "vault.wrong_envelope", code[:20]: "vault.envelope_length", "U" + code[1:]: "vault.envelope_typo",
	} {
		if err := v.Redeem(t.Context(), typed, none); !text.IsFault(err, want) {
			t.Errorf("%q: %v", typed, err)
		}
	}
	stop := errors.New("nej")
	if err := v.Redeem(t.Context(), code, func(string, []access.Area) (ledger.Change, error) { return ledger.Change{}, stop }); !errors.Is(err, stop) || len(v.Areas()) != 5 {
		t.Errorf("refused: %v, areas %v", err, v.Areas())
	}
	err := v.Redeem(t.Context(), code, func(identity string, areas []access.Area) (ledger.Change, error) {
		if !slices.Equal(areas, []access.Area{access.AreaHealth}) || slices.Contains(v.Areas(), access.AreaHealth) {
			t.Errorf("gains %v, has %v", areas, v.Areas())
		}
		return ledger.Change{Appends: []ledger.Append{healthNote, logged("öppnade")}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if all := records(t, v, ledger.StreamMain); string(all[1].Body) != "hsl" || !verified(t, v).OK() {
		t.Errorf("records %+v", all)
	}
	if err := v.Redeem(t.Context(), code, none); !text.IsFault(err, "vault.wrong_envelope") {
		t.Errorf("redeemed twice: %v", err)
	}
	shut(t, v)
	refused(t, dir, access.Key{Envelope: code}, "vault.wrong_envelope")
	v = comeIn(t, dir, staffKey)
	if !slices.Contains(v.Areas(), access.AreaHealth) {
		t.Error("the area does not stay until it is withdrawn")
	}
	if err := v.Withdraw(t.Context(), staff, []access.Area{access.AreaHealth}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	if slices.Contains(v.Areas(), access.AreaHealth) || !records(t, v, ledger.StreamMain)[1].Withheld {
		t.Error("the area is still open in the session")
	}
	if err := v.Grant(t.Context(), staff, []access.Area{access.AreaHealth}, ledger.Change{}); !text.IsFault(err, "vault.not_allowed") {
		t.Errorf("gave oneself an area: %v", err)
	}
	shut(t, v)
	v = comeIn(t, dir, founderKey)
	if err := v.Grant(t.Context(), staff, []access.Area{access.AreaHealth, access.AreaLog}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	if err := v.Grant(t.Context(), fmt.Sprintf("%032x", 7), []access.Area{access.AreaHealth}, ledger.Change{}); err == nil {
		t.Error("gave keys to nobody")
	}
	shut(t, v)
	v = comeIn(t, dir, staffKey)
	if len(v.Areas()) != 7 || verified(t, v).Withheld != 0 {
		t.Errorf("areas %v", v.Areas())
	}
}

func TestTheLastKeyStays(t *testing.T) {
	v, dir, _ := newVault(t)
	recovery, err := v.RecoveryIdentity(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	withdraw := func(who string) error {
		return v.Withdraw(t.Context(), who, []access.Area{access.AreaHealth}, ledger.Change{})
	}
	if err := withdraw(recovery); err != nil {
		t.Fatal(err)
	}
	if err := withdraw(v.Identity()); err == nil {
		t.Error("nobody can open health any more")
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{healthNote}}) // the session has it back
	shut(t, v)
	if v = reopen(t, dir); string(records(t, v, ledger.StreamMain)[0].Body) != "hsl" {
		t.Error("health does not open")
	}
}

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
