package vault

import (
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func contains(said, part string) bool { return strings.Contains(said, part) }

// Every head that the vault has had, as it would stand on paper, is found again, and with it how
// much has come since.
func TestAHeadHeldOnPaperIsFoundAgain(t *testing.T) {
	v, dir, _ := newVault(t)
	var codes []string
	for _, body := range []string{"a", "b", "c"} {
		commit(t, v, ledger.Change{Appends: []ledger.Append{note(body), logged("läst")}})
		codes = append(codes, v.Head().Code())
	}
	shut(t, v)
	v = reopen(t, dir)
	for i, code := range codes {
		for _, typed := range []string{code, strings.ToUpper(code), strings.ReplaceAll(code, "-", " "), " " + strings.ReplaceAll(code, "-", "") + "\n"} {
			match, err := v.FindHead(t.Context(), typed)
			if err != nil || !match.Found || match.Since != 2*(len(codes)-1-i) || match.At.IsZero() {
				t.Errorf("head %d typed %q: %+v, %v", i, typed, match, err)
			}
		}
	}
	if match, err := v.FindHead(t.Context(), "0000-1111-2222-3333-4444"); err != nil || match.Found {
		t.Errorf("a head that never was: %+v, %v", match, err)
	}
	for _, wrong := range []string{"", "0000-1111-2222-3333", codes[0] + "0", "x" + codes[0][1:]} {
		if _, err := v.FindHead(t.Context(), wrong); !text.IsFault(err, "vault.head_form") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	// The end is cut, and the head row is put back to match as it did then: paper shows it.
	if _, err := v.db.Exec(`DELETE FROM record WHERE seq = 3`); err != nil {
		t.Fatal(err)
	}
	for i, code := range codes {
		if match, err := v.FindHead(t.Context(), code); err != nil || match.Found != (i < 2) {
			t.Errorf("after the cut, head %d: %+v, %v", i, match, err)
		}
	}
}

// Rows that a merge or a repair brought in lie in another order than they were written in.
func TestAHeadIsFoundAlthoughTheRowsLieInAnotherOrder(t *testing.T) {
	v, _, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a"), logged("läst")}})
	code := v.Head().Code()
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("b"), logged("läst")}})
	if _, err := v.db.Exec(`UPDATE record SET rowid = 1000 - rowid`); err != nil {
		t.Fatal(err)
	}
	if match, err := v.FindHead(t.Context(), code); err != nil || !match.Found || match.Since != 2 {
		t.Errorf("%+v, %v", match, err)
	}
}

func TestWhatIsWithheldIsCountedByArea(t *testing.T) {
	v, _, _ := newVault(t)
	health := ledger.Append{Stream: ledger.StreamMain, Area: access.AreaHealth, Kind: ledger.KindEntry, Body: []byte("hsl")}
	commit(t, v, ledger.Change{
		Puts:    []ledger.Item{{Area: access.AreaProtected, Kind: "secrets", ID: "x", Body: []byte("hemligt")}, item(1, "öppet")},
		Appends: []ledger.Append{note("a"), health, health, logged("läst")},
	})
	if got, err := v.Withheld(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("with every key: %v, %v", got, err)
	}
	for _, area := range []access.Area{access.AreaHealth, access.AreaProtected, access.AreaLog} {
		v.ring.drop(area)
	}
	got, err := v.Withheld(t.Context())
	if err != nil || len(got) != 3 || got[access.AreaHealth] != 2 || got[access.AreaProtected] != 1 || got[access.AreaLog] != 1 {
		t.Errorf("without three: %v, %v", got, err)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{logged("läst"), note("b")}})
	if got, err := v.Withheld(t.Context()); err != nil || len(got) != 3 || got[access.AreaHealth] != 2 || got[access.AreaLog] != 2 {
		t.Errorf("after one more: %v, %v", got, err)
	}
}
