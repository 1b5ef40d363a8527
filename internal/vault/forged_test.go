package vault

import (
	"database/sql"
	"slices"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// TestKeysOfTheirOwnMaking: whoever left knows the root secret and what the keys were, and has
// got hold of the laptop. They put themselves back, and keys of their own before everybody else's.
func TestKeysOfTheirOwnMaking(t *testing.T) {
	for _, rewrapped := range []bool{false, true} {
		v, dir, _, gone := full(t, 2)
		founder := v.Identity()
		dismiss(t, v, gone.id)
		if rewrapped {
			if err := v.Rewrap(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
		want := verified(t, v)
		shut(t, v)
		old := gone.marks
		old.settings = map[uint32][]byte{1: old.now, 2: old.now, 3: old.now, 4: old.now}
		forge(t, dir, gone, founder, old)

		refused(t, dir, staffKey, "vault.damaged") // their slot opens, and they are nobody
		v = comeIn(t, dir, founderKey)
		report := verified(t, v)
		if report.Withheld != 0 || report.Opened != want.Opened || report.Items != want.Items ||
			!slices.ContainsFunc(report.Faults, func(f ledger.Finding) bool { return f.Code == "key" }) {
			t.Errorf("report %+v, want %+v", report, want)
		}
		before := wrapped(t, v)
		headers := commit(t, v, ledger.Change{
			Puts:    []ledger.Item{{Area: access.AreaSettings, Kind: "unit", ID: "u", Body: []byte("ny")}},
			Appends: []ledger.Append{healthNote, logged("efter"), note("b")},
		})
		if n := opens(t, gone.keys, only(wrapped(t, v), before)); n != 0 {
			t.Errorf("they open %d of what was written since, %d records", n, len(headers))
		}
		// The next rotation wraps to whom it names, and sweeps out what lay in its way.
		rotate(t, v, access.AreaHealth)
		recovery, err := v.RecoveryIdentity(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		everybody := map[access.Area][]string{}
		for _, area := range access.Areas() {
			everybody[area] = []string{founder, recovery, gone.id} // even if the settings named them
		}
		if err := v.Rotate(t.Context(), access.Rotation{Holders: everybody}, ledger.Change{}); err != nil {
			t.Fatal(err)
		}
		if n := rows(t, v, `SELECT COUNT(*) FROM area_key WHERE hex(identity) = upper(?)`, gone.id); n != 0 {
			t.Errorf("%d keys wrapped to whoever left", n)
		}
		if err := v.Rewrap(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		shut(t, v)
		v = comeIn(t, dir, founderKey)
		if report := verified(t, v); !report.OK() || report.Withheld != 0 {
			t.Errorf("after the sweep %+v", report)
		}
		if n := opens(t, gone.keys, wrapped(t, v)); n != 0 {
			t.Errorf("they open %d bodies", n)
		}
		shut(t, v)
	}
}

// only are the entries that are not in other as they are.
func only(all, other map[string][]byte) map[string][]byte {
	fresh := map[string][]byte{}
	for place, key := range all {
		if string(other[place]) != string(key) {
			fresh[place] = key
		}
	}
	return fresh
}

// forge writes what someone with the root secret and the marks of their time can: their own
// identity and slot, keys wrapped to it, and newer generations wrapped to everybody.
func forge(t *testing.T, dir string, gone leaver, founder string, m marks) {
	t.Helper()
	id, err := parseIdentity(gone.id)
	if err != nil {
		t.Fatal(err)
	}
	me := identity{slotKeys: slotKeys{identity: id, private: gone.private, root: gone.root}, kind: identityPerson}
	key, err := kem().NewPrivateKey(gone.private)
	if err != nil {
		t.Fatal(err)
	}
	me.receiver = receiver{id: id, public: key.PublicKey()}
	tamper(t, dir, func(db *sql.DB) {
		conn, err := db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		try := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		vault, salt := vaultID(blob(t, db, `SELECT value FROM meta WHERE name = 'vault'`)), blob(t, db, `SELECT value FROM meta WHERE name = 'salt'`)
		try(addIdentity(t.Context(), conn, m, me))
		try(addSlot(t.Context(), conn, vault, salt, testingCost, secretInput{kind: slotNamed, name: staffKey.Name, secret: staffKey.Passphrase}, me.slotKeys))
		victim, err := parseIdentity(founder)
		try(err)
		public, err := kem().NewPublicKey(blob(t, db, `SELECT public FROM identity WHERE id = ?`, victim[:]))
		try(err)
		for _, area := range access.Areas() {
			for _, own := range gone.keys.all(area) { // their old keys, as if they had stayed
				try(addAreaKey(t.Context(), conn, vault, m, own, me.receiver))
			}
			// The next generation after the newest there is.
			newest := uint32(0)
			try(conn.QueryRowContext(t.Context(), `SELECT MAX(generation) FROM area WHERE area = ?`, area).Scan(&newest))
			k, half, err := freshAreaKey(vault, area, newest+1)
			try(err)
			try(addArea(t.Context(), conn, m, k, half))
			try(addAreaKey(t.Context(), conn, vault, m, k, me.receiver))
			try(addAreaKey(t.Context(), conn, vault, m, k, receiver{id: victim, public: public}))
			gone.keys.add(k)
		}
		try(conn.Close())
	})
}
