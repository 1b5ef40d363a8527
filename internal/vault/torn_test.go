package vault

import (
	"database/sql"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// TestItemsThatWereTakenOutComeBackOlder: somebody deletes a row that was changed since the copy was
// made. The copy's version comes back, and it is told that it may be older; what was removed since,
// and who had access then, does not come back.
func TestItemsThatWereTakenOutComeBackOlder(t *testing.T) {
	user := ledger.Item{Area: access.AreaSettings, Kind: "user", ID: "u1", Body: []byte("användare")}
	for _, c := range []struct {
		name, del string
		items     int
	}{
		{"changed since", `DELETE FROM item WHERE kind = 'person' AND id = 'p00001'`, 1},
		{"damaged", `UPDATE item SET body = zeroblob(length(body)) WHERE id = 'p00001'`, 1},
		{"made since", `DELETE FROM item WHERE id = 'p00004'`, 0},
		{"who has access", `DELETE FROM item WHERE kind = 'user'`, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, dir, _ := newVault(t)
			commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "gammal"), item(2, "två"), user}})
			if c.items == 0 {
				commit(t, v, ledger.Change{Puts: []ledger.Item{item(3, "tre")}})
			}
			file := filepath.Join(dir, copiesName, keepCopy(t, v).File)
			user.Body = []byte("ändrad användare")
			commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ny"), item(4, "fyra"), user}})
			if c.items == 0 {
				commit(t, v, ledger.Change{Drops: []ledger.ItemRef{{Kind: "person", ID: "p00003"}, {Kind: "person", ID: "p00002"}}})
			}
			shut(t, v)
			tamper(t, dir, func(db *sql.DB) { run(t, db, c.del) })
			v = reopen(t, dir)
			for n, want := range []int{c.items, 0} {
				if diff := merged(t, v, file); diff.Items != want || !diff.Torn || diff.Same {
					t.Errorf("merge %d: %+v", n, diff)
				}
			}
			got, err := itemsAnd(t.Context(), v)
			if !text.IsFault(err, "vault.altered") {
				t.Errorf("it is no longer told: %v", err)
			}
			if _, back := got["person/p00003"]; back {
				t.Error("what was removed came back")
			}
			if c.items == 1 && (got["person/p00001"] != "gammal" || got["person/p00004"] != "fyra" || len(got) != 4) {
				t.Errorf("items %v", got)
			}
			if _, back := got["user/u1"]; back != (c.name != "who has access") {
				t.Errorf("items %v", got)
			}
		})
	}
}
