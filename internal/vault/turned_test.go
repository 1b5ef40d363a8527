package vault

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// TestASlotThatTurnedOpensAgain: a bit turns in what a slot is found by, so that the right
// passphrase looks wrong. The copy tells how the row was; what the slot holds is this file's own.
func TestASlotThatTurnedOpensAgain(t *testing.T) {
	for _, turn := range []string{
		`UPDATE slot SET id = randomblob(16) WHERE kind <> 3`,
		`UPDATE slot SET memory = memory + 1024 WHERE kind <> 3`,
		`UPDATE slot SET passes = passes + 1 WHERE kind <> 3`,
		`UPDATE slot SET kind = kind + 8 WHERE kind <> 3`,
		`UPDATE slot SET identity = randomblob(16) WHERE kind <> 3`,
	} {
		v, dir, _ := newVault(t)
		keepCopy(t, v)
		commit(t, v, ledger.Change{Appends: []ledger.Append{note("efter kopian")}})
		shut(t, v)
		tamper(t, dir, func(db *sql.DB) { run(t, db, turn) })
		if _, err := unlock(t.Context(), dir, passphraseInput("", "inte den rätta frasen"), brief()); err == nil {
			t.Errorf("%s: a wrong passphrase opened it", turn)
		}
		v, how, lost := openOrRecover(t, dir)
		if v == nil {
			t.Errorf("%s: stays shut", turn)
			continue
		}
		if n := lacks(t, v, map[string]bool{"efter kopian": true}); n != 0 || lost != 0 {
			t.Errorf("%s: %s, %d notes missing, %d told as lost", turn, how, n, lost)
		}
		shut(t, v)
		if err := os.RemoveAll(filepath.Join(dir, copiesName)); err != nil { // it was put back, not only got round
			t.Fatal(err)
		}
		v = reopen(t, dir)
		if report := verified(t, v); !report.OK() {
			t.Errorf("%s: %+v", turn, report.Faults)
		}
		shut(t, v)
	}
}

// TestARowThatTurnedInTheCopyDoesNoHarm: the copy's rows of others are not taken along.
func TestARowThatTurnedInTheCopyDoesNoHarm(t *testing.T) {
	v, dir, _, _ := full(t, 1)
	one := filepath.Join(dir, copiesName, keepCopy(t, v).File)
	shut(t, v)
	db, err := openLone(one, "rw")
	if err != nil {
		t.Fatal(err)
	}
	run(t, db, `UPDATE slot SET id = randomblob(16) WHERE identity = (SELECT identity FROM slot WHERE kind = 1 ORDER BY id DESC LIMIT 1)`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, dir, func(db *sql.DB) {
		run(t, db, `UPDATE slot SET id = randomblob(16) WHERE identity = (SELECT identity FROM slot WHERE kind = 1 ORDER BY id LIMIT 1)`)
	})
	for range 2 {
		in := 0
		for _, key := range []access.Key{founderKey, staffKey} {
			if v, err := unlock(t.Context(), dir, inputFor(t, key), brief()); err == nil {
				in++
				shut(t, v)
			} else if !text.IsFault(err, "vault.wrong_passphrase") {
				t.Error(err)
			}
		}
		if in != 2 {
			t.Errorf("%d of 2 came in", in)
		}
	}
}

func inputFor(t *testing.T, key access.Key) secretInput {
	t.Helper()
	in, err := inputOf(key)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// TestATurnedSlotLetsNobodyElseIn: an older copy brings neither a changed passphrase nor somebody
// who was removed back, whatever else turned in the file.
func TestATurnedSlotLetsNobodyElseIn(t *testing.T) {
	v, dir, _, gone := full(t, 1)
	older := filepath.Join(dir, copiesName, keepCopy(t, v).File)
	kept, err := os.ReadFile(older)
	if err != nil {
		t.Fatal(err)
	}
	named := everyone(access.Areas(), v.Identity())
	if err := v.Rotate(t.Context(), access.Rotation{Remove: []string{gone.id}, Holders: named}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	shut(t, v)
	if err := os.WriteFile(older, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	tamper(t, dir, func(db *sql.DB) { run(t, db, `UPDATE slot SET id = randomblob(16)`) })
	refused(t, dir, staffKey, "vault.wrong_passphrase")
	v = comeIn(t, dir, founderKey)
	shut(t, v)
	var left []byte
	tamper(t, dir, func(db *sql.DB) { left = blob(t, db, `SELECT group_concat(hex(sealed)) FROM slot`) })
	if before := slotsIn(t, older); bytes.Equal(left, before) {
		t.Error("the slot of who was removed is back")
	}
	if _, _, err := recoverVault(t.Context(), dir, staffKey, nil, brief()); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("who was removed: %v", err)
	}
}

func slotsIn(t *testing.T, path string) (all []byte) {
	t.Helper()
	db, err := openLone(path, "ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	return blob(t, db, `SELECT group_concat(hex(sealed)) FROM slot`)
}
