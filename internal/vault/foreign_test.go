package vault

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func TestWhatIsNotOursInTheFileNeverActs(t *testing.T) {
	for _, c := range []struct{ name, do, code string }{
		{"a trigger that deletes notes", `CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM record WHERE seq = 1; END`, "vault.foreign"},
		{"a trigger that keeps wrong tries from counting", `CREATE TRIGGER t BEFORE INSERT ON meta WHEN new.name = 'tries' BEGIN SELECT RAISE(IGNORE); END`, "vault.foreign"},
		{"a view", `CREATE VIEW people AS SELECT * FROM item`, "vault.foreign"},
		{"a view in the place of a table", `ALTER TABLE draft RENAME TO kept; CREATE VIEW draft AS SELECT * FROM kept`, "vault.foreign"},
		{"another table", `CREATE TABLE mine (a)`, "vault.foreign"},
		{"an index", `CREATE INDEX i ON item (area)`, "vault.foreign"},
		{"statistics", `ANALYZE`, "vault.foreign"},
		{"a table of ours taken away", `DROP TABLE head`, "vault.damaged"},
		{"a column added", `ALTER TABLE item ADD COLUMN extra TEXT`, "vault.damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, dir, _ := newVault(t)
			commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett")}, Appends: []ledger.Append{note("a")}})
			shut(t, v)
			tamper(t, dir, func(db *sql.DB) {
				if _, err := db.Exec(c.do); err != nil {
					t.Fatal(err)
				}
			})
			path := filepath.Join(dir, FileName)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			// A wrong passphrase would be counted, so nothing may come so far.
			if _, err := Unlock(t.Context(), dir, "", "helt fel fras"); !text.IsFault(err, c.code) {
				t.Errorf("unlocking: %v, want %s", err, c.code)
			}
			if _, err := Wait(t.Context(), dir); !text.IsFault(err, c.code) {
				t.Errorf("waiting: %v, want %s", err, c.code)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
				t.Errorf("the file was touched, %v", err)
			}
		})
	}
}
