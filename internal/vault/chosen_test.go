package vault

import (
	"database/sql"
	"slices"
	"testing"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Whoever asks for some lines gets these, and is told all the same when another one is gone or a
// chosen one doesn't open. Those that were not chosen are not opened.
func TestChosenRecordsComeAndTheOthersAreFollowed(t *testing.T) {
	v, dir, _ := newVault(t)
	headers := commit(t, v, ledger.Change{Appends: []ledger.Append{logged("a"), logged("b"), logged("c"), logged("d")}})
	chosen := func(v *Vault, seqs ...uint64) ([]string, error) {
		var bodies []string
		err := v.RecordsChosen(t.Context(), ledger.StreamLog, func(h ledger.Header) bool { return slices.Contains(seqs, h.Seq) },
			func(r ledger.Record) error {
				bodies = append(bodies, string(r.Body))
				return nil
			})
		return bodies, err
	}
	if got, err := chosen(v, headers[1].Seq, headers[3].Seq); err != nil || !slices.Equal(got, []string{"b", "d"}) {
		t.Errorf("chosen: %q, %v", got, err)
	}
	if got, err := chosen(v); err != nil || got != nil {
		t.Errorf("none chosen: %q, %v", got, err)
	}
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		run(t, db, `UPDATE record SET body = ? WHERE id = ?`, flipped(blob(t, db, `SELECT body FROM record WHERE id = ?`, headers[0].ID[:])), headers[0].ID[:])
	})
	v = reopen(t, dir)
	if got, err := chosen(v, headers[1].Seq); err != nil || !slices.Equal(got, []string{"b"}) {
		t.Errorf("a spoiled body that was not asked for: %q, %v", got, err)
	}
	if got, err := chosen(v, headers[0].Seq, headers[1].Seq); !text.IsFault(err, "vault.altered") || !slices.Equal(got, []string{"b"}) {
		t.Errorf("a spoiled body that was asked for: %q, %v", got, err)
	}
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) { run(t, db, `DELETE FROM record WHERE id = ?`, headers[2].ID[:]) })
	if got, err := chosen(reopen(t, dir), headers[1].Seq); !text.IsFault(err, "vault.altered") || !slices.Equal(got, []string{"b"}) {
		t.Errorf("with another line gone: %q, %v", got, err)
	}
}
