package vault

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

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
