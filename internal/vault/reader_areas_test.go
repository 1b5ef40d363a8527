package vault_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/hpke"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/vault"

	"github.com/klauspost/compress/s2"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// reader is somebody with the file, docs/security.md and one user's passphrase or code.
type reader struct {
	t        *testing.T
	db       *sql.DB
	id, salt []byte
	identity []byte
	private  hpke.PrivateKey
	root     []byte
	keys     map[[2]uint32][]byte // area keys by area and generation
}

// TestEachSlotOpensItsOwnAreasOnly: a vault with users of every role, an envelope and the recovery
// code, and a colleague who left. Each slot is opened by hand, every area key that lies in the
// file is tried, and with what opens every row: nobody comes farther than their areas.
func TestEachSlotOpensItsOwnAreasOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "v")
	v, recovery, err := vault.Create(t.Context(), dir, vault.Founder{Name: "Åsa Öberg", Passphrase: "fyra ord om havet"})
	must(t, err)
	keeper, err := v.RecoveryIdentity(t.Context())
	must(t, err)
	type opener struct {
		kind         byte
		name, secret string
		areas        []access.Area
	}
	openers := []opener{{1, "åsa öberg", "fyra ord om havet", access.Areas()}, {3, "", recovery, access.Areas()}}
	holders := map[access.Area][]string{}
	hold := func(identity string, areas []access.Area) {
		for _, area := range areas {
			holders[area] = append(holders[area], identity)
		}
	}
	hold(v.Identity(), access.Areas())
	hold(keeper, access.Areas())
	none := func(string) (ledger.Change, error) { return ledger.Change{}, nil }
	for _, role := range access.Roles() {
		phrase := "lång fras för " + string(role)
		identity, _, err := v.Enrol(t.Context(), access.Newcomer{Name: string(role), Secret: phrase, Areas: role.UsualAreas()}, none)
		must(t, err)
		openers = append(openers, opener{1, string(role), phrase, role.UsualAreas()})
		hold(identity, role.UsualAreas())
	}
	nurse := access.RoleStaff.AreasFor([]access.Area{access.AreaHealth})
	gone, _, err := v.Enrol(t.Context(), access.Newcomer{Name: "Eva Ek", Secret: "gul blå röd grön", Areas: nurse}, none)
	must(t, err)
	identity, code, err := v.Enrol(t.Context(), access.Newcomer{Areas: access.RoleTemporary.UsualAreas()}, none)
	must(t, err)
	openers = append(openers, opener{4, "", code, access.RoleTemporary.UsualAreas()})
	hold(identity, access.RoleTemporary.UsualAreas())

	write(t, v, "före")
	must(t, v.Rotate(t.Context(), access.Rotation{Remove: []string{gone}, Holders: only(holders, nurse)}, ledger.Change{}))
	write(t, v, "efter") // the rewrapping waits, so that both generations lie in the file
	must(t, v.Close())

	db, err := sql.Open("sqlite3", filepath.Join(dir, "binder.vault"))
	must(t, err)
	defer db.Close()
	for _, o := range openers {
		r := &reader{t: t, db: db, keys: map[[2]uint32][]byte{},
			id: one(t, db, `SELECT value FROM meta WHERE name = 'vault'`), salt: one(t, db, `SELECT value FROM meta WHERE name = 'salt'`)}
		if !r.slot(o.kind, o.name, o.secret) {
			t.Fatalf("%s has no slot", o.name)
		}
		r.unwrapAll()
		opened := r.tryAll()
		for _, area := range access.Areas() {
			want := 0
			if slices.Contains(o.areas, area) {
				want = 6 // item, draft and record, before and after
			}
			if opened[area] != want {
				t.Errorf("kind %d %q opens %d bodies of %s, want %d", o.kind, o.name, opened[area], area, want)
			}
		}
		r.checkMarks()
	}
	r := &reader{t: t, db: db, id: one(t, db, `SELECT value FROM meta WHERE name = 'vault'`), salt: one(t, db, `SELECT value FROM meta WHERE name = 'salt'`)}
	if r.slot(1, "eva ek", "gul blå röd grön") {
		t.Error("whoever left still has a slot")
	}
}

func only(holders map[access.Area][]string, areas []access.Area) map[access.Area][]string {
	some := map[access.Area][]string{}
	for _, area := range areas {
		some[area] = holders[area]
	}
	return some
}

// write puts one body of every area into every table.
func write(t *testing.T, v *vault.Vault, when string) {
	t.Helper()
	var c ledger.Change
	for _, area := range access.Areas() {
		body := []byte(strings.Repeat(fmt.Sprintf("%s %s ", area, when), 40))
		id := fmt.Sprint(when, area)
		c.Puts = append(c.Puts, ledger.Item{Area: area, Kind: "thing", ID: id, Body: body})
		c.DraftPuts = append(c.DraftPuts, ledger.Draft{Area: area, ID: id, Body: body})
		c.Appends = append(c.Appends, ledger.Append{Stream: ledger.StreamMain, Area: area, Kind: ledger.KindEntry, Body: body})
	}
	_, err := v.Commit(t.Context(), c)
	must(t, err)
}

// slot derives a slot and opens it, if it is there.
func (r *reader) slot(kind byte, name, secret string) bool {
	var memory, passes, lanes uint32
	must(r.t, r.db.QueryRow(`SELECT DISTINCT memory, passes, lanes FROM slot WHERE kind = ?`, kind).Scan(&memory, &passes, &lanes))
	salt := sha256.Sum256(join([]byte("avbrottsparm/1 slot salt"), r.salt, []byte{kind}, []byte(name)))
	key := argon2.IDKey([]byte(secret), salt[:], passes, memory, uint8(lanes), 32)
	place := expand(r.t, key, "avbrottsparm/1 slot id")[:16]
	var sealed []byte
	err := r.db.QueryRow(`SELECT identity, sealed FROM slot WHERE id = ?`, place).Scan(&r.identity, &sealed)
	if err == sql.ErrNoRows {
		return false
	}
	must(r.t, err)
	ad := join([]byte{1}, r.id, []byte{6, kind}, place, r.identity, u32(memory), u32(passes), []byte{byte(lanes)})
	both := open(r.t, expand(r.t, key, "avbrottsparm/1 slot key"), sealed, ad)
	r.private, err = hpke.DHKEM(ecdh.X25519()).NewPrivateKey(both[:32])
	must(r.t, err)
	r.root = both[32:]
	return true
}

// unwrapAll tries every wrapped area key of the file, also those that are somebody else's.
func (r *reader) unwrapAll() {
	rows, err := r.db.Query(`SELECT area, generation, wrapped FROM area_key`)
	must(r.t, err)
	defer rows.Close()
	for rows.Next() {
		var area, generation uint32
		var wrapped []byte
		must(r.t, rows.Scan(&area, &generation, &wrapped))
		info := join([]byte("avbrottsparm/1 area key"), r.bound(area, generation), r.identity)
		if secret, err := hpke.Open(r.private, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), info, wrapped); err == nil {
			r.keys[[2]uint32{area, generation}] = secret
		}
	}
	must(r.t, rows.Err())
}

func (r *reader) bound(area, generation uint32) []byte {
	return join([]byte{1}, r.id, []byte{5, byte(area)}, u32(generation))
}

// tryAll tries every key on every body and counts what opened by the area that it says.
func (r *reader) tryAll() map[access.Area]int {
	opened := map[access.Area]int{}
	rows, err := r.db.Query(`SELECT 'item', area, version, kind, id, key, body, NULL FROM item
		UNION ALL SELECT 'draft', area, version, '', id, key, body, NULL FROM draft
		UNION ALL SELECT 'record', 0, 0, '', '', key, body, header FROM record`)
	must(r.t, err)
	defer rows.Close()
	for rows.Next() {
		var table, kind, id string
		var area byte
		var version uint64
		var key, body, header []byte
		must(r.t, rows.Scan(&table, &area, &version, &kind, &id, &key, &body, &header))
		ad := join([]byte{1}, r.id)
		switch table {
		case "item":
			ad = join(ad, []byte{1, area}, binary.BigEndian.AppendUint64(nil, version), binary.BigEndian.AppendUint16(nil, uint16(len(kind))), []byte(kind), []byte(id))
		case "draft":
			ad = join(ad, []byte{2, area}, binary.BigEndian.AppendUint64(nil, version), []byte(id))
		case "record":
			hash := sha256.Sum256(header)
			ad = join(ad, []byte{3}, hash[:])
		}
		if plain := r.try(key, body, ad); plain != nil {
			if table == "record" {
				plain = plain[32:]
			}
			if said, found := access.AreaNamed(strings.Fields(string(plain))[0]); found {
				opened[said]++
			}
		}
	}
	must(r.t, rows.Err())
	return opened
}

// try gives a body's plaintext, or nil when none of the keys opens it.
func (r *reader) try(key, body, ad []byte) []byte {
	for place, secret := range r.keys {
		bound := r.bound(place[0], place[1])
		var own []byte
		if box, err := chacha20poly1305.NewX(secret); err == nil && len(key) == 76 {
			own, err = box.Open(nil, key[4:28], key[28:], bound)
			if err != nil {
				own = nil
			}
		} else if private, err := hpke.DHKEM(ecdh.X25519()).NewPrivateKey(secret); err == nil {
			own, err = hpke.Open(private, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), bound, key[4:])
			if err != nil {
				own = nil
			}
		}
		if own == nil {
			continue
		}
		plain := aead(r.t, own, body, ad)
		length := binary.BigEndian.Uint32(plain)
		packed := length>>31 == 1
		plain = plain[4 : 4+length&^(1<<31)]
		if packed {
			var err error
			plain, err = s2.Decode(nil, plain)
			must(r.t, err)
		}
		return plain
	}
	return nil
}

// checkMarks sees that every row of the key tables bears the mark that the document tells.
func (r *reader) checkMarks() {
	mark := func(key []byte, table string, fields ...[]byte) []byte {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte("avbrottsparm/1 " + table))
		for _, f := range fields {
			mac.Write(u32(uint32(len(f))))
			mac.Write(f)
		}
		return mac.Sum(nil)
	}
	first := expand(r.t, r.root, "avbrottsparm/1 mark")
	second := expand(r.t, join(r.root, r.keys[[2]uint32{7, 2}]), "avbrottsparm/1 mark")
	rows, err := r.db.Query(`SELECT 'identity', 0, kind, id, public, mark FROM identity
		UNION ALL SELECT 'area', area, generation, x'', public, mark FROM area
		UNION ALL SELECT 'area key', area, generation, identity, wrapped, mark FROM area_key`)
	must(r.t, err)
	defer rows.Close()
	for rows.Next() {
		var table string
		var area, number uint32
		var id, value, have []byte
		must(r.t, rows.Scan(&table, &area, &number, &id, &value, &have))
		key := second
		if area == 7 {
			key = first // the first generation vouches for itself and for the second
		}
		var want []byte
		switch table {
		case "identity":
			want = mark(key, table, id, []byte{byte(number)}, value)
		case "area":
			want = mark(key, table, append([]byte{byte(area)}, u32(number)...), value)
		default:
			want = mark(key, table, append([]byte{byte(area)}, u32(number)...), id, value)
		}
		if !bytes.Equal(have, want) {
			r.t.Errorf("%s of area %d, generation or kind %d: another mark", table, area, number)
		}
	}
	must(r.t, rows.Err())
}
