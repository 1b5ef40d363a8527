package vault

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/ledger"
)

// TestADamagedCheckpointKeepsNobodyOut: the checkpoint is never needed, so a lost page of its index
// is no reason not to open what is whole.
func TestADamagedCheckpointKeepsNobodyOut(t *testing.T) {
	v, dir := filled(t)
	shut(t, v)
	var page int64
	tamper(t, dir, func(db *sql.DB) {
		if err := db.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_checkpoint_1'`).Scan(&page); err != nil {
			t.Fatal(err)
		}
	})
	path := filepath.Join(dir, FileName)
	raw := readAll(t, path)
	clear(raw[(page-1)*usualPage : page*usualPage])
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	v = reopen(t, dir)
	kept, err := v.Checkpoint(t.Context())
	if err != nil || len(kept.At) != 0 {
		t.Errorf("the damaged checkpoint gives %+v, %v", kept, err)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("ändå")}})
	if got := bodies(t, v, ledger.StreamMain); !got["ändå"] || !got["första"] {
		t.Errorf("bodies %v", got)
	}
}
