package vault

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// leaver is someone who was removed and kept everything that they had.
type leaver struct {
	id      string
	private []byte
	root    []byte
	keys    *keyring
	marks   marks
}

// full makes a vault with bodies of every area in every table, a founder and a second user with
// all areas.
func full(t *testing.T, bodies int) (v *Vault, dir, code string, gone leaver) {
	t.Helper()
	v, dir, code = newVault(t)
	gone.id = enrol(t, v, staffKey.Name, staffKey.Passphrase, access.Areas())
	for n := range bodies {
		var c ledger.Change
		for _, area := range access.Areas() {
			id := fmt.Sprintf("%d-%d", area, n)
			c.Puts = append(c.Puts, ledger.Item{Area: area, Kind: "thing", ID: id, Body: []byte("sak " + id)})
			c.DraftPuts = append(c.DraftPuts, ledger.Draft{ID: id, Area: area, Body: []byte("utkast " + id)})
			stream := ledger.StreamMain
			if area == access.AreaLog {
				stream = ledger.StreamLog
			}
			c.Appends = append(c.Appends, ledger.Append{Stream: stream, Area: area, Kind: ledger.KindEntry, Body: []byte("post " + id)})
		}
		commit(t, v, c)
	}
	shut(t, v)
	theirs := comeIn(t, dir, staffKey)
	gone.private, gone.root, gone.marks = slices.Clone(theirs.self.private), slices.Clone(theirs.self.root), theirs.marks
	private, err := kem().NewPrivateKey(gone.private)
	if err != nil {
		t.Fatal(err)
	}
	gone.keys, _, _, err = theirs.readKeys(t.Context(), theirs.writer, theirs.self.identity, private)
	if err != nil || len(gone.keys.areas()) != len(access.Areas()) {
		t.Fatal(gone.keys.areas(), err)
	}
	shut(t, theirs)
	return comeIn(t, dir, founderKey), dir, code, gone
}

// dismiss removes somebody and gives every area a new key for the others.
func dismiss(t *testing.T, v *Vault, who string) {
	t.Helper()
	recovery, err := v.RecoveryIdentity(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := access.Rotation{Remove: []string{who}, Holders: map[access.Area][]string{}}
	for _, area := range access.Areas() {
		r.Holders[area] = []string{v.Identity(), recovery}
	}
	change := ledger.Change{Puts: []ledger.Item{{Area: access.AreaSettings, Kind: "user", ID: who, Body: []byte("har slutat")}}}
	if err := v.Rotate(t.Context(), r, change); err != nil {
		t.Fatal(err)
	}
}

// wrapped are all body keys of the file, by table and row.
func wrapped(t *testing.T, v *Vault) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, table := range []struct{ name, area string }{{"item", "area"}, {"draft", "area"}, {"record", "instr(x'0102030405060708', substr(header, 35, 1))"}} {
		found, err := v.writer.QueryContext(t.Context(), `SELECT `+table.area+`, rowid, key FROM `+table.name+` WHERE key IS NOT NULL`)
		if err != nil {
			t.Fatal(err)
		}
		for found.Next() {
			var area, row int
			var key []byte
			if err := found.Scan(&area, &row, &key); err != nil {
				t.Fatal(err)
			}
			all[fmt.Sprintf("%s %d %d", table.name, area, row)] = key
		}
		if err := found.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// opens counts the body keys that a ring opens.
func opens(t *testing.T, ring *keyring, keys map[string][]byte) (n int) {
	t.Helper()
	for place, key := range keys {
		area, err := strconv.Atoi(strings.Fields(place)[1])
		if err != nil {
			t.Fatal(err)
		}
		var own [keySize]byte
		if withheld, err := ring.unwrap(own[:0], access.Area(area), key); err == nil && !withheld {
			n++
		}
	}
	return n
}

// whole sees that every body opens.
func whole(t *testing.T, v *Vault, want ledger.Report) {
	t.Helper()
	report := verified(t, v)
	if !report.OK() || report.Withheld != 0 || report.Opened != want.Records || report.Items != want.Items || report.Drafts != want.Drafts {
		t.Fatalf("report %+v, want %+v", report, want)
	}
}

func TestSomeoneWhoLeftOpensNothing(t *testing.T) {
	const bodies = 12
	v, dir, code, gone := full(t, bodies)
	before := wrapped(t, v)
	if n := opens(t, gone.keys, before); n != len(before) || n < 3*8*bodies {
		t.Fatalf("they opened %d of %d before", n, len(before))
	}
	head := v.Head()
	dismiss(t, v, gone.id)
	if v.Head() == head {
		t.Error("the change was not stored with the rotation")
	}
	// What is sealed from now on is closed to them at once, and the rest after the rewrapping.
	left, err := v.RewrapLeft(t.Context())
	if err != nil || left != len(before)-1+8 { // the user's own item was sealed anew; an area key of each area
		t.Errorf("%d left of %d, %v", left, len(before), err)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{healthNote, logged("efteråt")}})
	now := wrapped(t, v)
	if n := opens(t, gone.keys, now); n != len(before)-1 {
		t.Errorf("they open %d", n)
	}
	want := verified(t, v)
	last := 0
	if err := v.Rewrap(t.Context(), func(done, total int) {
		if done < last || total != left || done > total {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last = done
	}); err != nil {
		t.Fatal(err)
	}
	if left, err := v.RewrapLeft(t.Context()); err != nil || left != 0 || last != len(before)-1+8 {
		t.Errorf("%d left, %d done, %v", left, last, err)
	}
	whole(t, v, want)
	if n := opens(t, gone.keys, wrapped(t, v)); n != 0 {
		t.Errorf("they open %d bodies", n)
	}
	if n := rows(t, v, `SELECT COUNT(*) FROM area`); n != 8 {
		t.Errorf("%d area keys are left", n)
	}
	for place, key := range before {
		if inFolder(t, dir, key) {
			t.Fatalf("the old key of %s is still in the folder", place)
		}
	}
	shut(t, v)
	refused(t, dir, staffKey, "vault.wrong_passphrase")
	for _, key := range []access.Key{founderKey, {Recovery: code}} {
		v := comeIn(t, dir, key)
		whole(t, v, want)
		// Not even the rows of the file give their private key anything.
		id, err := parseIdentity(gone.id)
		if err != nil {
			t.Fatal(err)
		}
		private, err := kem().NewPrivateKey(gone.private)
		if err != nil {
			t.Fatal(err)
		}
		if ring, _, _, err := v.readKeys(t.Context(), v.writer, id, private); err != nil || len(ring.areas()) != 0 {
			t.Errorf("areas %v, %v", ring.areas(), err)
		}
		shut(t, v)
	}
}

func TestOnlyTheNamedHold(t *testing.T) {
	v, dir, code := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{healthNote, note("sol"), logged("läst")}})
	staff := enrol(t, v, staffKey.Name, staffKey.Passphrase, access.RoleSteward.UsualAreas())
	founder := v.Identity()
	recovery, err := v.RecoveryIdentity(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]access.Rotation{
		"oneself removed": {Remove: []string{founder}},
		"nobody holds":    {Holders: map[access.Area][]string{access.AreaHealth: {}}},
		"nobody known":    {Holders: map[access.Area][]string{access.AreaHealth: {fmt.Sprintf("%032x", 1)}}},
		"only who goes":   {Remove: []string{staff}, Holders: map[access.Area][]string{access.AreaHealth: {staff}}},
		"the code goes":   {Remove: []string{recovery}},
		"no area":         {Holders: map[access.Area][]string{99: {founder}}},
		"no identity":     {Holders: map[access.Area][]string{access.AreaHealth: {"åsa"}}},
	} {
		if err := v.Rotate(t.Context(), r, ledger.Change{}); err == nil {
			t.Errorf("%s: rotated", name)
		}
	}
	if n := rows(t, v, `SELECT COUNT(*) FROM area`); n != 8 || v.ring.now(access.AreaHealth).generation != 1 {
		t.Errorf("%d area keys after refusals", n)
	}
	// Health without the founder: the session loses it, and the colleague goes on.
	if err := v.Rotate(t.Context(), access.Rotation{Holders: map[access.Area][]string{access.AreaHealth: {staff, recovery, fmt.Sprintf("%032x", 1)}}}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	if slices.Contains(v.Areas(), access.AreaHealth) || !records(t, v, ledger.StreamMain)[0].Withheld {
		t.Error("the founder still reads health")
	}
	if _, err := v.Commit(t.Context(), ledger.Change{Appends: []ledger.Append{healthNote}}); !text.IsFault(err, "vault.not_allowed") {
		t.Errorf("the founder still writes health: %v", err)
	}
	if left, err := v.RewrapLeft(t.Context()); err != nil || left != 0 {
		t.Errorf("%d left for someone without the key, %v", left, err)
	}
	shut(t, v)
	v = comeIn(t, dir, founderKey)
	if slices.Contains(v.Areas(), access.AreaHealth) || !verified(t, v).OK() {
		t.Error("the founder reads health after opening again")
	}
	shut(t, v)
	// The steward has no key of the log, and makes it a new one for those who read it.
	v = comeIn(t, dir, staffKey)
	if err := v.Rotate(t.Context(), access.Rotation{Holders: map[access.Area][]string{access.AreaLog: {founder, recovery}}}, ledger.Change{Appends: []ledger.Append{logged("ny")}}); err != nil {
		t.Fatal(err)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{healthNote, logged("efter")}})
	if err := v.Rewrap(t.Context(), nil); err != nil {
		t.Error(err)
	}
	shut(t, v)
	v = comeIn(t, dir, access.Key{Recovery: code})
	if left, err := v.RewrapLeft(t.Context()); err != nil || left != 1+1 {
		t.Errorf("%d left of the log, %v", left, err)
	}
	if err := v.Rewrap(t.Context(), nil); err != nil {
		t.Error(err)
	}
	log := records(t, v, ledger.StreamLog)
	if report := verified(t, v); !report.OK() || report.Withheld != 0 || len(log) != 3 || string(log[2].Body) != "efter" {
		t.Errorf("report %+v, log %d", report, len(log))
	}
}

func TestMissingKeysOfEveryoneAreTold(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett")}, Appends: []ledger.Append{note("a")}})
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) { run(t, db, `DELETE FROM area_key WHERE area = 1`) })
	v = reopen(t, dir)
	if report := verified(t, v); !slices.Contains(report.Faults, ledger.Finding{Code: "key"}) {
		t.Errorf("report %+v", report)
	}
}
