package vault

import (
	"database/sql"
	"slices"
	"testing"

	"avbrottsparm/internal/ledger"
)

// TestALostHeadBringsNoOlderReplicaBack: whoever deletes the sealed head, or puts an older one back,
// must not get the older replica of a copy brought in as the newer one by who repairs the damage.
// The loss stays told until a copy has mended it, also after the line of the log that every unlock
// writes.
func TestALostHeadBringsNoOlderReplicaBack(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, db *sql.DB, older []byte){
		"deleted": func(t *testing.T, db *sql.DB, _ []byte) { run(t, db, `DELETE FROM head`) },
		"altered": func(t *testing.T, db *sql.DB, _ []byte) { run(t, db, `UPDATE head SET body = zeroblob(length(body))`) },
		"an older one put back": func(t *testing.T, db *sql.DB, older []byte) {
			run(t, db, `UPDATE head SET version = version - 1, body = ?`, older)
		},
	} {
		t.Run(name, func(t *testing.T) {
			v, dir := filled(t)
			file := copied(t, v, dir)
			shut(t, v)
			var older []byte
			tamper(t, dir, func(db *sql.DB) { older = blob(t, db, `SELECT body FROM head`) })
			v = reopen(t, dir)
			commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "nyare")}})
			shut(t, v)
			tamper(t, dir, func(db *sql.DB) { harm(t, db, older) })

			for range 2 {
				v = reopen(t, dir)
				commit(t, v, ledger.Change{Appends: []ledger.Append{logged("öppnad")}})
				lost := func(f ledger.Finding) bool { return f.Code == "head" }
				if report := verified(t, v); !slices.ContainsFunc(report.Faults, lost) {
					t.Errorf("the lost head is not told: %+v", report.Faults)
				}
				shut(t, v)
			}
			v = reopen(t, dir)
			merged(t, v, file)
			if got := items(t, v); got["person/p00001"] != "nyare" {
				t.Errorf("the replica after the repair: %v", got)
			}
			if report := verified(t, v); !report.OK() {
				t.Errorf("not mended: %+v", report.Faults)
			}
		})
	}
}
