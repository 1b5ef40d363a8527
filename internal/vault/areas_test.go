package vault

import (
	"database/sql"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// onlyAreas leaves an open vault with the keys of someone who may read no more than these.
func onlyAreas(v *Vault, keep ...access.Area) {
	may := map[access.Area]bool{}
	for _, area := range keep {
		may[area] = true
	}
	for area, k := range v.ring.current {
		switch {
		case may[area]:
		case area.SealedToPublicKey():
			k.private = nil
		default:
			delete(v.ring.keys, area)
			delete(v.ring.current, area)
		}
	}
}

func TestAreaWithoutKeyIsWithheld(t *testing.T) {
	v, dir, _ := newVault(t)
	health := ledger.Item{Area: access.AreaHealth, Kind: "order", ID: "h1", Body: []byte("Waran")}
	commit(t, v, ledger.Change{
		Puts:      []ledger.Item{item(1, "ett"), health},
		DraftPuts: []ledger.Draft{{ID: "d", Area: access.AreaHealth, Body: []byte("utkast")}},
		Appends:   []ledger.Append{note("social"), {Stream: ledger.StreamMain, Area: access.AreaHealth, Kind: ledger.KindEntry, Body: []byte("hsl")}},
	})
	shut(t, v)
	v = reopen(t, dir)
	onlyAreas(v, access.AreaCommon, access.AreaSocial)

	if got := items(t, v); len(got) != 1 || got["person/p00001"] != "ett" {
		t.Errorf("items %v", got)
	}
	if drafts, err := v.Drafts(t.Context()); err != nil || len(drafts) != 0 {
		t.Errorf("drafts %v, %v", drafts, err)
	}
	if all := records(t, v, ledger.StreamMain); len(all) != 3 || all[0].Withheld || !all[1].Withheld || all[1].Body != nil {
		t.Errorf("records %+v", all)
	}
	// Everyone adds to the log, only a reviewer reads it.
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(2, "två")}, Appends: []ledger.Append{logged("läst")}})
	if log := records(t, v, ledger.StreamLog); len(log) != 1 || !log[0].Withheld {
		t.Errorf("log %+v", log)
	}
	if _, err := v.Commit(t.Context(), ledger.Change{Puts: []ledger.Item{health}}); !text.IsFault(err, "vault.not_allowed") {
		t.Errorf("wrote into another area: %v", err)
	}
	if report := verified(t, v); !report.OK() || report.Withheld != 2 || report.Opened != 3 || report.Items != 2 {
		t.Errorf("report %+v", report)
	}
	shut(t, v)
	v = reopen(t, dir)
	if log := records(t, v, ledger.StreamLog); len(log) != 1 || string(log[0].Body) != "läst" {
		t.Errorf("the reviewer's log %+v", log)
	}
	if report := verified(t, v); !report.OK() || report.Opened != 5 || report.Items != 3 {
		t.Errorf("report %+v", report)
	}
}

// TestRotationTouchesKeysOnly does what a later issue will do for good: a second generation of
// two areas, with every body key wrapped anew. Nothing else may have to change for it.
func TestRotationTouchesKeysOnly(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett")}, Appends: []ledger.Append{note("a"), logged("b")}})
	head := v.Head()
	for _, turn := range []struct {
		table string
		area  access.Area
	}{{"item", access.AreaCommon}, {"record", access.AreaCommon}, {"record", access.AreaSocial}} {
		second := rotated(t, v, turn.area)
		rewrap(t, v, turn.table, turn.area, func(wrapped []byte) []byte {
			var own [keySize]byte
			if withheld, err := v.ring.unwrap(own[:0], turn.area, wrapped); withheld || err != nil {
				t.Fatal(withheld, err)
			}
			again, err := second.wrap(nil, own[:], randomBytes(nonceSize))
			if err != nil {
				t.Fatal(err)
			}
			return again
		})
	}
	if v.Head() != head {
		t.Error("the head moved")
	}
	shut(t, v)
	v = reopen(t, dir)
	if report := verified(t, v); !report.OK() || report.Opened != 3 || items(t, v)["person/p00001"] != "ett" {
		t.Errorf("report %+v", report)
	}
	if k := v.ring.current[access.AreaSocial]; k.generation != 2 {
		t.Errorf("sealing goes on with generation %d", k.generation)
	}
}

// rotated gives an area a second generation, for the founder, once.
func rotated(t *testing.T, v *Vault, area access.Area) *areaKey {
	t.Helper()
	if k := v.ring.current[area]; k.generation == 2 {
		return k
	}
	k, err := newAreaKey(v.id, area, 2, nil, randomBytes(keySize))
	if err != nil {
		t.Fatal(err)
	}
	row := areaRow{area: area, generation: 2, public: []byte{}}
	if _, err := v.writer.ExecContext(t.Context(), `INSERT INTO area (area, generation, public, mark) VALUES (?, 2, x'', ?)`,
		area, v.root.sign("area", row.numbers(), row.public)); err != nil {
		t.Fatal(err)
	}
	keys, found, err := findSlot(t.Context(), v.writer, v.id, v.salt, passphraseInput("", phrase))
	if err != nil || !found {
		t.Fatal(found, err)
	}
	if err := addAreaKey(t.Context(), v.writer, v.id, v.root, k, keys); err != nil {
		t.Fatal(err)
	}
	v.ring.add(k)
	return k
}

// rewrap writes anew the column key of an area's rows.
func rewrap(t *testing.T, v *Vault, table string, area access.Area, change func([]byte) []byte) {
	t.Helper()
	where := "area = ?"
	if table == "record" {
		where = "hex(substr(header, 35, 1)) = printf('%02X', ?)" // the header's byte of the area
	}
	rows, err := v.writer.QueryContext(t.Context(), `SELECT rowid, key FROM `+table+` WHERE `+where, byte(area))
	if err != nil {
		t.Fatal(err)
	}
	keys := map[int64][]byte{}
	for rows.Next() {
		var id int64
		var key sql.RawBytes
		if err := rows.Scan(&id, &key); err != nil {
			t.Fatal(err)
		}
		keys[id] = change(key)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	if len(keys) == 0 {
		t.Fatalf("no row of area %s in %s", area, table)
	}
	for id, key := range keys {
		if _, err := v.writer.ExecContext(t.Context(), `UPDATE `+table+` SET key = ? WHERE rowid = ?`, key, id); err != nil {
			t.Fatal(err)
		}
	}
}
