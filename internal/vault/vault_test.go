package vault

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

const phrase = "fyra ord om havet"

// newVault makes a vault in a folder of its own and closes it with the test.
func newVault(t *testing.T) (*Vault, string, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pärm")
	v, code, err := Create(t.Context(), dir, Founder{Name: "Åsa Öberg", Passphrase: phrase})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
	return v, dir, code
}

func reopen(t *testing.T, dir string) *Vault {
	t.Helper()
	v, err := Unlock(t.Context(), dir, "", phrase)
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

func shut(t *testing.T, v *Vault) {
	t.Helper()
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}

func commit(t *testing.T, v *Vault, c ledger.Change) []ledger.Header {
	t.Helper()
	headers, err := v.Commit(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return headers
}

func item(n int, body string) ledger.Item {
	return ledger.Item{Area: access.AreaCommon, Kind: "person", ID: fmt.Sprintf("p%05d", n), Body: []byte(body)}
}

func note(body string) ledger.Append {
	return ledger.Append{Stream: ledger.StreamMain, Area: access.AreaSocial, Kind: ledger.KindEntry, Body: []byte(body)}
}

func logged(body string) ledger.Append {
	return ledger.Append{Stream: ledger.StreamLog, Area: access.AreaLog, Kind: ledger.KindAccess, Body: []byte(body)}
}

func items(t *testing.T, v *Vault) map[string]string {
	t.Helper()
	all, err := itemsAnd(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func itemsAnd(ctx context.Context, v *Vault) (map[string]string, error) {
	all := map[string]string{}
	err := v.Items(ctx, func(i ledger.Item) error {
		all[i.Kind+"/"+i.ID] = string(i.Body)
		return nil
	})
	return all, err
}

func records(t *testing.T, v *Vault, stream ledger.Stream) []ledger.Record {
	t.Helper()
	var all []ledger.Record
	err := v.Records(t.Context(), stream, func(r ledger.Record) error {
		all = append(all, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func verified(t *testing.T, v *Vault) ledger.Report {
	t.Helper()
	report, err := v.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestWhatIsCommittedIsThereAfterReopening(t *testing.T) {
	v, dir, _ := newVault(t)
	id, identity, name := v.ID(), v.Identity(), v.Name("person", "192401297250")
	commit(t, v, ledger.Change{
		Puts:      []ledger.Item{item(1, "ett"), item(2, "två"), item(3, "")},
		DraftPuts: []ledger.Draft{{ID: "d1", Area: access.AreaHealth, Body: []byte("utkast")}},
		Appends:   []ledger.Append{note("första"), logged("läst"), note("andra")},
	})
	commit(t, v, ledger.Change{
		Puts:       []ledger.Item{item(1, "ett igen")},
		Drops:      []ledger.ItemRef{{Kind: "person", ID: "p00002"}},
		DraftPuts:  []ledger.Draft{{ID: "d2", Area: access.AreaSocial, Body: []byte("nytt")}},
		DraftDrops: []string{"d1"},
		Appends:    []ledger.Append{note("tredje")},
	})
	head := v.Head()
	shut(t, v)
	shut(t, v) // closing twice is closing once

	v = reopen(t, dir)
	if v.ID() != id || v.Identity() != identity || v.ByRecovery() || v.Head() != head {
		t.Error("the vault has another id, opener or head after reopening")
	}
	if got := v.Name("person", "192401297250"); got != name || len(got) != 16 || got == v.Name("person", "192402149237") || got == v.Name("plan", "192401297250") {
		t.Errorf("name %q, was %q", got, name)
	}
	got := items(t, v)
	if len(got) != 2 || got["person/p00001"] != "ett igen" || got["person/p00003"] != "" {
		t.Errorf("items: %v", got)
	}
	drafts, err := v.Drafts(t.Context())
	if err != nil || len(drafts) != 1 || drafts[0].ID != "d2" || string(drafts[0].Body) != "nytt" {
		t.Errorf("drafts: %v, %v", drafts, err)
	}
	var bodies []string
	for _, r := range records(t, v, ledger.StreamMain) {
		if r.Kind == ledger.KindEntry {
			bodies = append(bodies, string(r.Body))
		}
	}
	if strings.Join(bodies, " ") != "första andra tredje" {
		t.Errorf("records: %v", bodies)
	}
	if log := records(t, v, ledger.StreamLog); len(log) != 1 || string(log[0].Body) != "läst" {
		t.Errorf("log: %v", log)
	}
	report := verified(t, v)
	want := ledger.Report{Records: 6, Opened: 6, Chains: 2, Items: 2, Drafts: 1, Head: head}
	if !report.OK() || report.Records != want.Records || report.Opened != want.Opened || report.Chains != want.Chains ||
		report.Items != want.Items || report.Drafts != want.Drafts || report.Head != want.Head {
		t.Errorf("report %+v, want %+v", report, want)
	}
}

func TestHeadersComeBackInOrderAndLinked(t *testing.T) {
	v, _, _ := newVault(t)
	var appends []ledger.Append
	for n := range 3*chunkRows + 7 {
		appends = append(appends, note(fmt.Sprint(n)))
	}
	headers := commit(t, v, ledger.Change{Appends: appends})
	var prev [32]byte
	for n, h := range headers {
		if h.Seq != uint64(n+1) || h.Prev != prev {
			t.Fatalf("header %d: seq %d", n, h.Seq)
		}
		prev = h.Hash()
	}
	for n, r := range records(t, v, ledger.StreamMain) {
		if r.Header != headers[n] || string(r.Body) != fmt.Sprint(n) {
			t.Fatalf("record %d is another", n)
		}
	}
}

func TestUnlocking(t *testing.T) {
	v, dir, code := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett")}, Appends: []ledger.Append{note("a"), logged("b")}})
	founder := v.Identity()
	shut(t, v)
	for _, try := range []struct{ name, phrase string }{
		{"Åsa Öberg", phrase}, {"", phrase}, {"  åsa   öberg ", phrase}, {"A\u030asa O\u0308berg", phrase},
	} {
		v, err := Unlock(t.Context(), dir, try.name, try.phrase)
		if err != nil {
			t.Fatalf("%q: %v", try.name, err)
		}
		if v.Identity() != founder || len(founder) != 32 {
			t.Errorf("%q is identity %s", try.name, v.Identity())
		}
		shut(t, v)
	}
	v, err := UnlockRecovery(t.Context(), dir, strings.ToLower(strings.ReplaceAll(code, "-", " ")))
	if err != nil {
		t.Fatal(err)
	}
	if !v.ByRecovery() || v.Identity() == founder || items(t, v)["person/p00001"] != "ett" || !verified(t, v).OK() {
		t.Error("the recovery code does not open everything as itself")
	}
	shut(t, v)
}

func TestWrongNameLooksLikeWrongPassphrase(t *testing.T) {
	v, dir, _ := newVault(t)
	shut(t, v)
	var said []string
	for _, try := range []struct{ name, phrase string }{{"Bo Ek", phrase}, {"Åsa Öberg", "helt fel fras"}, {"", "helt fel fras"}} {
		_, err := Unlock(t.Context(), dir, try.name, try.phrase)
		if !text.IsFault(err, "vault.wrong_passphrase") {
			t.Fatalf("%v: %v", try, err)
		}
		said = append(said, fmt.Sprintf("%#v %s", err.(*text.Fault).Pairs, err))
	}
	if said[0] != said[1] || said[1] != said[2] {
		t.Errorf("errors differ: %q", said)
	}
}

func TestWaitingGrowsWithWrongPassphrases(t *testing.T) {
	v, dir, _ := newVault(t)
	shut(t, v)
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	var waited []time.Duration
	env := surroundings{now: func() time.Time { return now }, cost: testingCost, sleep: func(_ context.Context, d time.Duration) error {
		waited = append(waited, d)
		now = now.Add(d)
		return nil
	}}
	for range 12 {
		if _, err := unlock(t.Context(), dir, passphraseInput("", "helt fel fras"), env); !text.IsFault(err, "vault.wrong_passphrase") {
			t.Fatal(err)
		}
	}
	want := "[1s 2s 4s 8s 16s 32s 1m0s 1m0s 1m0s]"
	if fmt.Sprint(waited) != want {
		t.Errorf("waited %v, want %s", waited, want)
	}
	waited, now = nil, now.Add(-time.Hour) // a clock set back waits the delay, not an hour
	v, err := unlock(t.Context(), dir, passphraseInput("", phrase), env)
	if err != nil || fmt.Sprint(waited) != "[1m0s]" {
		t.Fatalf("waited %v, %v", waited, err)
	}
	shut(t, v)
	waited = nil
	v, err = unlock(t.Context(), dir, passphraseInput("", phrase), env)
	if err != nil || waited != nil {
		t.Fatalf("the count did not go: waited %v, %v", waited, err)
	}
	shut(t, v)
}

func TestOneProcessAtATime(t *testing.T) {
	v, dir, code := newVault(t)
	if _, err := Unlock(t.Context(), dir, "", phrase); !text.IsFault(err, "vault.in_use") {
		t.Errorf("unlock: %v", err)
	}
	if _, err := UnlockRecovery(t.Context(), dir, code); !text.IsFault(err, "vault.in_use") {
		t.Errorf("recovery: %v", err)
	}
	if _, _, err := Create(t.Context(), dir, Founder{Name: "x", Passphrase: phrase}); !text.IsFault(err, "vault.exists") {
		t.Errorf("create: %v", err)
	}
	shut(t, v)
	reopen(t, dir)
	if _, err := v.Commit(t.Context(), ledger.Change{Appends: []ledger.Append{note("x")}}); !text.IsFault(err, "vault.locked") {
		t.Errorf("commit after closing: %v", err)
	}
}

func TestCreateRefuses(t *testing.T) {
	for _, c := range []struct{ name, phrase, code string }{
		{"Åsa", "sju tkn", "vault.weak_passphrase"},
		{"Åsa", "", "vault.weak_passphrase"},
		{"  ", phrase, "vault.name_missing"},
	} {
		dir := filepath.Join(t.TempDir(), "ny")
		if _, _, err := Create(t.Context(), dir, Founder{Name: c.name, Passphrase: c.phrase}); !text.IsFault(err, c.code) {
			t.Errorf("%q %q: %v", c.name, c.phrase, err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
			t.Error("a refused creation left a folder")
		}
	}
}
