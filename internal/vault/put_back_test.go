package vault

import (
	"database/sql"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func told(t *testing.T, v *Vault, code string) bool {
	t.Helper()
	return slices.ContainsFunc(verified(t, v).Faults, func(f ledger.Finding) bool { return f.Code == code })
}

// TestAPassphrasePutBackIsTold: the slot of a passphrase that was changed is copied back into the
// file, beside the new one.
func TestAPassphrasePutBackIsTold(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
	shut(t, v)
	older := filepath.Join(t.TempDir(), "older.vault")
	if err := os.WriteFile(older, readAll(t, filepath.Join(dir, FileName)), 0o600); err != nil {
		t.Fatal(err)
	}
	v = reopen(t, dir)
	if told(t, v, "slot") {
		t.Error("told before anything was put back")
	}
	if err := v.ChangePassphrase(t.Context(), "Åsa Öberg", phrase, "en helt annan fras"); err != nil {
		t.Fatal(err)
	}
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		db.SetMaxOpenConns(1)
		if _, err := db.Exec(`ATTACH ? AS older`, older); err != nil {
			t.Fatal(err)
		}
		run(t, db, `INSERT OR IGNORE INTO slot SELECT * FROM older.slot`)
	})
	v = reopen(t, dir)
	if !told(t, v, "slot") {
		t.Error("the passphrase that was put back is not told")
	}
	if err := v.Records(t.Context(), ledger.StreamMain, func(ledger.Record) error { return nil }); !text.IsFault(err, "vault.altered") {
		t.Errorf("unlocking says %v", err)
	}
}

// TestAVaultThatNobodyOpensIsDamaged: without any slot there is nothing to be wrong about, and a
// copy can be looked for.
func TestAVaultThatNobodyOpensIsDamaged(t *testing.T) {
	v, dir, _ := newVault(t)
	keepCopy(t, v)
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) { run(t, db, `DELETE FROM slot`) })
	if _, err := Unlock(t.Context(), dir, "", phrase); !text.IsFault(err, "vault.damaged") {
		t.Errorf("got %v", err)
	}
}

// TestWhatIsWrittenAfterTheHighestNumberIsFound: somebody gives the last record the highest number
// there is, so that the next one would have none.
func TestWhatIsWrittenAfterTheHighestNumberIsFound(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a"), note("b")}})
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		run(t, db, `UPDATE record SET seq = ? WHERE stream = 1 AND seq = 2`, int64(math.MaxInt64))
	})
	v = reopen(t, dir)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("efteråt")}})
	found := false
	err := v.Records(t.Context(), ledger.StreamMain, func(r ledger.Record) error {
		found = found || string(r.Body) == "efteråt"
		return nil
	})
	if !text.IsFault(err, "vault.altered") || !found {
		t.Errorf("found %t, told %v", found, err)
	}
}
