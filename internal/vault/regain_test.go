package vault

import (
	"database/sql"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// everyone says who holds the areas.
func everyone(areas []access.Area, ids ...string) map[access.Area][]string {
	named := map[access.Area][]string{}
	for _, area := range areas {
		named[area] = ids
	}
	return named
}

// TestKeysThatWereTakenAwayComeBackFromTheCopy: somebody deletes the rows of an area's keys. The
// copy has them, for the one who opens the vault; the others get theirs from them.
func TestKeysThatWereTakenAwayComeBackFromTheCopy(t *testing.T) {
	for _, area := range []access.Area{access.AreaCommon, access.AreaSocial, access.AreaLog, access.AreaIntake} {
		t.Run(area.String(), func(t *testing.T) {
			v, dir, _, gone := full(t, 2)
			keepCopy(t, v)
			mine := v.Identity()
			shut(t, v)
			tamper(t, dir, func(db *sql.DB) { run(t, db, `DELETE FROM area_key WHERE area = ?`, area) })
			v = comeIn(t, dir, founderKey)
			if v.ring.now(area).reads() {
				t.Fatal("the key is still there")
			}
			from, keys, err := v.Regain(t.Context(), everyone(access.Areas(), mine, gone.id))
			if err != nil || keys != 2 || from.File == "" {
				t.Fatalf("%d keys from %q, %v", keys, from.File, err)
			}
			if report := verified(t, v); !report.OK() || report.Withheld != 0 {
				t.Errorf("%+v", report)
			}
			commit(t, v, ledger.Change{Puts: []ledger.Item{{Area: access.AreaSettings, Kind: "thing", ID: "new", Body: []byte("ny")}}})
			if _, keys, err := v.Regain(t.Context(), everyone(access.Areas(), mine, gone.id)); err != nil || keys != 0 {
				t.Errorf("again %d keys, %v", keys, err)
			}
			shut(t, v)
			for _, key := range []access.Key{founderKey, staffKey} {
				v = comeIn(t, dir, key)
				if report := verified(t, v); !report.OK() || report.Withheld != 0 {
					t.Errorf("%s: %+v", key.Name, report)
				}
				shut(t, v)
			}
		})
	}
}

// TestNoKeyComesBackThatWasGivenUp: a copy of before a rotation has only keys that no longer count,
// whoever is not named gets nothing, and who was removed stays out.
func TestNoKeyComesBackThatWasGivenUp(t *testing.T) {
	v, dir, _, gone := full(t, 2)
	keepCopy(t, v)
	mine := v.Identity()
	rotate(t, v, access.AreaSocial)
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		run(t, db, `DELETE FROM area_key WHERE area = ?`, access.AreaSocial)
		run(t, db, `DELETE FROM area_key WHERE area = ?`, access.AreaHealth)
		run(t, db, `DELETE FROM area_key WHERE area = ?`, access.AreaCaseWork)
	})
	v = comeIn(t, dir, founderKey)
	named := everyone([]access.Area{access.AreaSocial, access.AreaHealth}, mine)
	named[access.AreaCaseWork] = []string{gone.id}
	if _, keys, err := v.Regain(t.Context(), named); err != nil || keys != 1 {
		t.Errorf("%d keys, %v", keys, err)
	}
	if v.ring.now(access.AreaSocial).reads() || !v.ring.now(access.AreaHealth).reads() || v.ring.now(access.AreaCaseWork).reads() {
		t.Errorf("reads %v", v.Areas())
	}
	shut(t, v)
	v = comeIn(t, dir, staffKey)
	if v.ring.now(access.AreaHealth).reads() {
		t.Error("who is not named got a key")
	}
}

// TestPutBackSettingsGiveNobodyAKey: while an item is not the one that the vault left, only the
// opener's own keys come back.
func TestPutBackSettingsGiveNobodyAKey(t *testing.T) {
	v, dir, _, gone := full(t, 2)
	keepCopy(t, v)
	mine := v.Identity()
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		run(t, db, `DELETE FROM area_key WHERE area = ?`, access.AreaSocial)
		run(t, db, `UPDATE item SET version = version - 1 WHERE rowid = (SELECT MAX(rowid) FROM item)`)
	})
	v = comeIn(t, dir, founderKey)
	if _, keys, err := v.Regain(t.Context(), everyone([]access.Area{access.AreaSocial}, mine, gone.id)); err != nil || keys != 1 {
		t.Errorf("%d keys, %v", keys, err)
	}
	if !v.ring.now(access.AreaSocial).reads() {
		t.Error("the opener's own key did not come back")
	}
}
