package vault

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func isManifest(f ledger.Finding) bool { return f.Code == "manifest" }

// TestAnOlderReplicaIsToldAfterARecovery: the table of items is gone and the newest copy is of before
// the last import. What the vault then shows is old, and that is told until an import or a copy of
// after it has mended it.
func TestAnOlderReplicaIsToldAfterARecovery(t *testing.T) {
	older := func(t *testing.T) (dir, newer string) {
		v, dir, _ := newVault(t)
		commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "gammal"), item(2, "två"), {Area: access.AreaSettings, Kind: "unit", ID: "unit", Body: []byte("enhet")}}})
		keepCopy(t, v)
		commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ny"), item(3, "tre")}, Drops: []ledger.ItemRef{{Kind: "person", ID: "p00002"}}})
		newer = filepath.Join(t.TempDir(), "newer.vault")
		out, err := os.Create(newer)
		if err != nil {
			t.Fatal(err)
		}
		if err := also(v.Export(t.Context(), out), out.Close()); err != nil {
			t.Fatal(err)
		}
		shut(t, v)
		dropTable(t, dir, `item`)
		v, told := recoverIn(t, dir)
		if !slices.ContainsFunc(told.Lost, isManifest) {
			t.Errorf("the recovery tells %+v", told.Lost)
		}
		if got, err := itemsAnd(t.Context(), v); !text.IsFault(err, "vault.altered") || got["person/p00001"] != "gammal" {
			t.Errorf("%v, %v", got, err)
		}
		shut(t, v)
		return dir, newer
	}
	stays := func(t *testing.T, v *Vault) {
		t.Helper()
		if !told(t, v, "manifest") {
			t.Error("it is no longer told")
		}
	}
	t.Run("an import", func(t *testing.T) {
		dir, _ := older(t)
		v := reopen(t, dir)
		stays(t, v)
		commit(t, v, ledger.Change{Puts: []ledger.Item{{Area: access.AreaSettings, Kind: "unit", ID: "other", Body: []byte("enhet")}}})
		stays(t, v)
		commit(t, v, ledger.Change{Puts: []ledger.Item{item(3, "tre")}})
		stays(t, v)
		commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ny"), item(3, "tre")}, Drops: []ledger.ItemRef{{Kind: "person", ID: "p00002"}}})
		if report := verified(t, v); !report.OK() {
			t.Errorf("still %+v", report.Faults)
		}
	})
	t.Run("a newer copy", func(t *testing.T) {
		dir, newer := older(t)
		v := reopen(t, dir)
		commit(t, v, ledger.Change{Puts: []ledger.Item{item(4, "efteråt")}})
		if diff := merged(t, v, newer); !diff.NewerItems {
			t.Errorf("merged %+v", diff)
		}
		got := items(t, v)
		if got["person/p00001"] != "ny" || got["person/p00003"] != "tre" || got["person/p00004"] != "efteråt" || len(got) != 4 {
			t.Errorf("items %v", got)
		}
		if report := verified(t, v); !report.OK() {
			t.Errorf("still %+v", report.Faults)
		}
		if diff := merged(t, v, newer); diff.Items != 0 {
			t.Errorf("merging again brings %+v", diff)
		}
	})
}
