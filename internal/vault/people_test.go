package vault

import (
	"errors"
	"slices"
	"testing"

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
