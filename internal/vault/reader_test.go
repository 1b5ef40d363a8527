package vault_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hpke"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/vault"

	_ "github.com/mattn/go-sqlite3"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// TestIndependentReader opens one record with nothing but docs/security.md: none of the package's
// code, only the libraries that the document names.
func TestIndependentReader(t *testing.T) {
	const name, phrase, body = "åsa öberg", "fyra ord om havet", "Kände sig yr i natt."
	dir := filepath.Join(t.TempDir(), "v")
	v, _, err := vault.Create(t.Context(), dir, vault.Founder{Name: "Åsa Öberg", Passphrase: phrase})
	must(t, err)
	headers, err := v.Commit(t.Context(), ledger.Change{Appends: []ledger.Append{
		{Stream: ledger.StreamMain, Area: access.AreaHealth, Kind: ledger.KindEntry, Body: []byte(body)},
		{Stream: ledger.StreamLog, Area: access.AreaLog, Kind: ledger.KindAccess, Body: []byte(body)},
	}})
	must(t, err)
	must(t, v.Close())

	db, err := sql.Open("sqlite3", filepath.Join(dir, "binder.vault"))
	must(t, err)
	defer db.Close()
	id, salt := one(t, db, `SELECT value FROM meta WHERE name = 'vault'`), one(t, db, `SELECT value FROM meta WHERE name = 'salt'`)

	// The slot: kind 1, its salt, Argon2id, HKDF for its place and its key.
	var memory, passes, lanes uint32
	must(t, db.QueryRow(`SELECT memory, passes, lanes FROM slot WHERE kind = 1`).Scan(&memory, &passes, &lanes))
	slotSalt := sha256.Sum256(join([]byte("avbrottsparm/1 slot salt"), salt, []byte{1}, []byte(name)))
	key := argon2.IDKey([]byte(phrase), slotSalt[:], passes, memory, uint8(lanes), 32)
	place := expand(t, key, "avbrottsparm/1 slot id")[:16]
	identity, sealed := one(t, db, `SELECT identity FROM slot WHERE id = ?`, place), one(t, db, `SELECT sealed FROM slot WHERE id = ?`, place)
	ad := join([]byte{1}, id, []byte{6, 1}, place, identity, u32(memory), u32(passes), []byte{byte(lanes)})
	keys := open(t, expand(t, key, "avbrottsparm/1 slot key"), sealed, ad)
	private, err := hpke.DHKEM(ecdh.X25519()).NewPrivateKey(keys[:32])
	must(t, err)

	for _, h := range headers {
		// The area's key, generation 1, then the body's own key, then the body.
		area := byte(h.Area)
		bound := join([]byte{1}, id, []byte{5, area}, u32(1))
		info := join([]byte("avbrottsparm/1 area key"), bound, identity)
		areaKey, err := hpke.Open(private, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), info,
			one(t, db, `SELECT wrapped FROM area_key WHERE area = ? AND generation = 1 AND identity = ?`, area, identity))
		must(t, err)
		wrapped := one(t, db, `SELECT key FROM record WHERE id = ?`, h.ID[:])
		if !bytes.Equal(wrapped[:4], u32(1)) {
			t.Fatalf("generation %x", wrapped[:4])
		}
		var own []byte
		if h.Area == access.AreaLog {
			reviewer, err := hpke.DHKEM(ecdh.X25519()).NewPrivateKey(areaKey)
			must(t, err)
			own, err = hpke.Open(reviewer, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), bound, wrapped[4:])
			must(t, err)
		} else {
			own = aead(t, areaKey, wrapped[4:], bound)
		}
		header := one(t, db, `SELECT header FROM record WHERE id = ?`, h.ID[:])
		hash := sha256.Sum256(header)
		plain := open(t, own, one(t, db, `SELECT body FROM record WHERE id = ?`, h.ID[:]), join([]byte{1}, id, []byte{3}, hash[:]))
		commitment := sha256.Sum256(plain)
		if string(plain[32:]) != body || !bytes.Equal(commitment[:], header[69:101]) {
			t.Errorf("read %q, commitment %x", plain[32:], commitment)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func one(t *testing.T, db *sql.DB, query string, args ...any) []byte {
	t.Helper()
	var out []byte
	must(t, db.QueryRow(query, args...).Scan(&out))
	return out
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func u32(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }

func expand(t *testing.T, secret []byte, info string) []byte {
	t.Helper()
	key, err := hkdf.Expand(sha256.New, secret, info, 32)
	must(t, err)
	return key
}

// aead opens nonce | XChaCha20-Poly1305.
func aead(t *testing.T, key, sealed, ad []byte) []byte {
	t.Helper()
	box, err := chacha20poly1305.NewX(key)
	must(t, err)
	plain, err := box.Open(nil, sealed[:24], sealed[24:], ad)
	must(t, err)
	return plain
}

// open also takes the length and the padding away.
func open(t *testing.T, key, sealed, ad []byte) []byte {
	t.Helper()
	plain := aead(t, key, sealed, ad)
	return plain[4 : 4+binary.BigEndian.Uint32(plain)]
}
