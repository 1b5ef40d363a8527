package vault

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// rewrapDir tells a copy of this test program to rewrap a vault until it is killed.
const rewrapDir = "VAULT_TEST_REWRAP"

// rewrapUntilKilled says how far it has come.
func rewrapUntilKilled(dir string) error {
	v, err := Open(context.Background(), dir, founderKey)
	if err != nil {
		return err
	}
	err = v.rewrap(context.Background(), 20, func(done, total int) { fmt.Println(done, total) })
	return errors.Join(err, v.Close())
}

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

func TestRewrapGoesOnWhereItWasStopped(t *testing.T) {
	v, dir, _, gone := full(t, 20)
	dismiss(t, v, gone.id)
	want := verified(t, v)
	chance := rand.New(rand.NewPCG(1, 2))
	last, stops := 1<<30, 0
	for {
		ctx, cancel := context.WithCancel(t.Context())
		batches := chance.IntN(7)
		err := v.rewrap(ctx, 17, func(int, int) {
			if batches--; batches < 0 {
				cancel()
			}
			// Colleagues save in between.
			commit(t, v, ledger.Change{DraftPuts: []ledger.Draft{{ID: "1-1", Area: access.AreaCommon, Body: []byte("under tiden")}}})
		})
		cancel()
		if err == nil {
			break
		}
		if stops++; !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		left, err := v.RewrapLeft(t.Context())
		if err != nil || left > last {
			t.Fatalf("%d left after %d, %v", left, last, err)
		}
		last = left
		whole(t, v, want)
		shut(t, v)
		v = comeIn(t, dir, founderKey)
	}
	if stops < 5 {
		t.Errorf("stopped only %d times", stops)
	}
	whole(t, v, want)
	if n := opens(t, gone.keys, wrapped(t, v)); n != 0 {
		t.Errorf("they open %d bodies", n)
	}
}

func TestRewrapSurvivesKills(t *testing.T) {
	v, dir, _, gone := full(t, 20)
	dismiss(t, v, gone.id)
	want := verified(t, v)
	shut(t, v)
	kills := 0
	for said := 1; ; said = said%5 + 1 {
		done, killed := killRewrap(t, dir, said)
		v = comeIn(t, dir, founderKey)
		whole(t, v, want)
		left, err := v.RewrapLeft(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !killed {
			if left != 0 {
				t.Errorf("%d left, said %s", left, done)
			}
			break
		}
		kills++
		shut(t, v)
	}
	if kills < 4 {
		t.Errorf("only %d kills", kills)
	}
	if n := opens(t, gone.keys, wrapped(t, v)); n != 0 {
		t.Errorf("they open %d bodies", n)
	}
}

// killRewrap starts the child and kills it after some steps, unless it ends before.
func killRewrap(t *testing.T, dir string, enough int) (last string, killed bool) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), rewrapDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 1; lines.Scan(); n++ {
		if last = lines.Text(); strings.HasPrefix(last, "error") {
			t.Fatal(last)
		}
		if n == enough {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	return last, child.Wait() != nil
}

func TestRotatedAgainWhileRewrapping(t *testing.T) {
	v, dir, _, gone := full(t, 12)
	dismiss(t, v, gone.id)
	want := verified(t, v)
	turns := 0
	if err := v.rewrap(t.Context(), 10, func(int, int) {
		if turns++; turns%9 == 0 && turns < 40 {
			rotate(t, v, access.AreaSocial, access.AreaLog, access.AreaSettings)
		}
	}); err != nil {
		t.Fatal(err)
	}
	whole(t, v, want)
	shut(t, v)
	v = comeIn(t, dir, founderKey)
	whole(t, v, want)
	if err := v.Rewrap(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	whole(t, v, want)
	if left, err := v.RewrapLeft(t.Context()); err != nil || left != 0 || rows(t, v, `SELECT COUNT(*) FROM area`) != 8 {
		t.Errorf("%d left, %v", left, err)
	}
}

func TestRowsThatDoNotOpenKeepTheirKey(t *testing.T) {
	v, dir, _, gone := full(t, 3)
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		run(t, db, `UPDATE item SET key = ? WHERE kind = 'thing' AND id = '3-1'`, flipped(blob(t, db, `SELECT key FROM item WHERE id = '3-1'`)))
		run(t, db, `UPDATE record SET key = ? WHERE stream = 2 AND seq = 2`, flipped(blob(t, db, `SELECT key FROM record WHERE stream = 2 AND seq = 2`)))
	})
	v = comeIn(t, dir, founderKey)
	dismiss(t, v, gone.id)
	before := verified(t, v)
	if len(before.Faults) == 0 {
		t.Fatal("the test changed nothing")
	}
	for range 2 {
		if err := v.Rewrap(t.Context(), nil); !text.IsFault(err, "vault.altered") {
			t.Fatalf("rewrapped: %v", err)
		}
		after := verified(t, v)
		if after.Opened != before.Opened || after.Items != before.Items || len(after.Faults) != len(before.Faults) {
			t.Errorf("%+v, was %+v", after, before)
		}
	}
	// Two areas still have their older key, the other six are done.
	if left, err := v.RewrapLeft(t.Context()); err != nil || left != 4 || rows(t, v, `SELECT COUNT(*) FROM area`) != 10 {
		t.Errorf("%d left, %v", left, err)
	}
	if n := opens(t, gone.keys, wrapped(t, v)); n != 0 {
		t.Errorf("they open %d", n)
	}
}
