package vault

import (
	"context"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/hpke"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"

	"golang.org/x/crypto/chacha20poly1305"
)

// label starts every string that separates one use of a key from another.
const label = "avbrottsparm/1 "

func kem() hpke.KEM                { return hpke.DHKEM(ecdh.X25519()) }
func suite() (hpke.KDF, hpke.AEAD) { return hpke.HKDFSHA256(), hpke.ChaCha20Poly1305() }
func derive(secret []byte, use string) []byte {
	key, err := hkdf.Expand(sha256.New, secret, label+use, keySize)
	if err != nil {
		// Only a length above 8160 bytes fails, and the length is fixed.
		panic(err)
	}
	return key
}

// identityID names a key pair: the first half of SHA-256 over its public key.
type identityID [16]byte

func identityOf(public []byte) identityID {
	sum := sha256.Sum256(public)
	return identityID(sum[:16])
}

// Kinds of identity, part of the file format. 3 and 4 are kept for the shift envelope and for
// other laptops.
const (
	identityPerson   = 1
	identityRecovery = 2
)

// rootKeys come from the root secret that every slot gives: they open no body, but show that
// the rows of the key tables are the vault's own, seal the head and make the names.
type rootKeys struct{ mark, head, naming []byte }

func rootFrom(secret []byte) rootKeys {
	return rootKeys{mark: derive(secret, "mark"), head: derive(secret, "head"), naming: derive(secret, "naming")}
}

func (r rootKeys) wipe() {
	clear(r.mark)
	clear(r.head)
	clear(r.naming)
}

// sign marks a row of the key tables.
func (r rootKeys) sign(table string, fields ...[]byte) []byte {
	mac := hmac.New(sha256.New, r.mark)
	mac.Write([]byte(label + table))
	for _, field := range fields {
		mac.Write(binary.BigEndian.AppendUint32(nil, uint32(len(field))))
		mac.Write(field)
	}
	return mac.Sum(nil)
}

var nameAlphabet = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func (r rootKeys) name(kind, natural string) string {
	mac := hmac.New(sha256.New, r.naming)
	mac.Write(binary.BigEndian.AppendUint16(nil, uint16(len(kind))))
	mac.Write([]byte(kind))
	mac.Write([]byte(natural))
	return strings.ToLower(nameAlphabet.EncodeToString(mac.Sum(nil)[:10]))
}

// wrappedSize is the most that a wrapped body key takes.
const wrappedSize = 4 + 32 + keySize + tagSize

// areaKey is one generation of an area's key. An area sealed to a public key has public and,
// for those who may read it, private; any other area has aead.
type areaKey struct {
	area       access.Area
	generation uint32
	secret     []byte
	ad         []byte
	aead       cipher.AEAD
	public     hpke.PublicKey
	private    hpke.PrivateKey
}

// wrap adds generation | wrapped body key to out.
func (k *areaKey) wrap(out, own, nonce []byte) ([]byte, error) {
	out = binary.BigEndian.AppendUint32(out, k.generation)
	if k.public != nil {
		kdf, aead := suite()
		sealed, err := hpke.Seal(k.public, kdf, aead, k.ad, own)
		if err != nil {
			return nil, fmt.Errorf("vault: wrap: %w", err)
		}
		return append(out, sealed...), nil
	}
	out = append(out, nonce...)
	return k.aead.Seal(out, nonce, own, k.ad), nil
}

// keyring holds the area keys that the one who opened the vault has.
type keyring struct {
	keys    map[access.Area]map[uint32]*areaKey
	current map[access.Area]*areaKey
}

func (r *keyring) add(k *areaKey) {
	if r.keys[k.area] == nil {
		r.keys[k.area] = map[uint32]*areaKey{}
	}
	r.keys[k.area][k.generation] = k
	if r.current[k.area] == nil || r.current[k.area].generation < k.generation {
		r.current[k.area] = k
	}
}

// unwrap adds the body key to out.
func (r *keyring) unwrap(out []byte, area access.Area, wrapped []byte) (withheld bool, err error) {
	if len(wrapped) < 4+keySize+tagSize {
		return false, errSealed
	}
	if !area.Valid() {
		return false, errSealed
	}
	current := r.current[area]
	if current == nil || (current.public != nil && current.private == nil) {
		return true, nil
	}
	k := r.keys[area][binary.BigEndian.Uint32(wrapped)]
	if k == nil || (k.public != nil && k.private == nil) {
		return false, errSealed // whoever reads an area has all its generations
	}
	sealed := wrapped[4:]
	if k.private != nil {
		kdf, aead := suite()
		own, err := hpke.Open(k.private, kdf, aead, k.ad, sealed)
		if err != nil || len(own) != keySize {
			return false, errSealed
		}
		copy(out[:keySize], own)
		clear(own)
		return false, nil
	}
	if len(sealed) != nonceSize+keySize+tagSize {
		return false, errSealed
	}
	if _, err := k.aead.Open(out, sealed[:nonceSize], sealed[nonceSize:], k.ad); err != nil {
		return false, errSealed
	}
	return false, nil
}

func (r *keyring) wipe() {
	for _, generations := range r.keys {
		for _, k := range generations {
			clear(k.secret)
			k.aead, k.private = nil, nil
		}
	}
	clear(r.keys)
	clear(r.current)
}

// newAreaKey makes the usable key from its secret; a nil secret of a public-key area gives one
// that seals only.
func newAreaKey(id vaultID, area access.Area, generation uint32, public, secret []byte) (*areaKey, error) {
	k := &areaKey{area: area, generation: generation, secret: secret, ad: id.keyAD(area, generation)}
	var err error
	if !area.SealedToPublicKey() {
		k.aead, err = chacha20poly1305.NewX(secret)
		return k, err
	}
	if k.public, err = kem().NewPublicKey(public); err != nil || secret == nil {
		return k, err
	}
	k.private, err = kem().NewPrivateKey(secret)
	return k, err
}

// freshAreaKey makes generation 1 of an area, and the bytes of its public key if it has one.
func freshAreaKey(id vaultID, area access.Area) (*areaKey, []byte, error) {
	if !area.SealedToPublicKey() {
		k, err := newAreaKey(id, area, 1, nil, randomBytes(keySize))
		return k, []byte{}, err
	}
	pair, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	public := pair.PublicKey().Bytes()
	k, err := newAreaKey(id, area, 1, public, pair.Bytes())
	return k, public, err
}

// wrapInfo binds a wrapped area key to its vault, area, generation and receiver.
func wrapInfo(id vaultID, area access.Area, generation uint32, to identityID) []byte {
	info := append([]byte(label+"area key"), id.keyAD(area, generation)...)
	return append(info, to[:]...)
}

// loadKeys reads the area keys that an identity may have. A row without the vault's own mark is
// not used, and told as a finding: someone without a passphrase put it there.
func (v *Vault) loadKeys(ctx context.Context, conn *sql.Conn, private hpke.PrivateKey) error {
	v.ring = &keyring{keys: map[access.Area]map[uint32]*areaKey{}, current: map[access.Area]*areaKey{}}
	rows, err := conn.QueryContext(ctx, `SELECT a.area, a.generation, a.public, a.mark, k.wrapped, k.mark FROM area a
		LEFT JOIN area_key k ON k.area = a.area AND k.generation = a.generation AND k.identity = ?
		ORDER BY a.area, a.generation`, v.identity[:])
	if err != nil {
		return storeFault("read keys", err)
	}
	defer rows.Close()
	for rows.Next() {
		var row areaRow
		if err := rows.Scan(&row.area, &row.generation, &row.public, &row.mark, &row.wrapped, &row.keyMark); err != nil {
			return storeFault("read keys", err)
		}
		if !v.takeKey(row, private) {
			v.suspect = append(v.suspect, ledger.Finding{Code: "key", Seq: uint64(row.generation)})
		}
	}
	for _, area := range access.Everyone() {
		if v.ring.current[area] == nil { // whoever opens the vault has these: the row is gone or changed
			v.suspect = append(v.suspect, ledger.Finding{Code: "key"})
		}
	}
	return storeFault("read keys", rows.Err())
}

type areaRow struct {
	area                           access.Area
	generation                     uint32
	public, mark, wrapped, keyMark []byte
}

func (row areaRow) numbers() []byte {
	return binary.BigEndian.AppendUint32([]byte{byte(row.area)}, row.generation)
}

// takeKey adds a row's key to the ring and tells whether the row is in order.
func (v *Vault) takeKey(row areaRow, private hpke.PrivateKey) bool {
	if !row.area.Valid() || !hmac.Equal(row.mark, v.root.sign("area", row.numbers(), row.public)) {
		return false
	}
	var secret []byte
	if row.wrapped != nil {
		if !hmac.Equal(row.keyMark, v.root.sign("area key", row.numbers(), v.identity[:], row.wrapped)) {
			return false
		}
		kdf, aead := suite()
		var err error
		secret, err = hpke.Open(private, kdf, aead, wrapInfo(v.id, row.area, row.generation, v.identity), row.wrapped)
		if err != nil || len(secret) != keySize {
			return false
		}
	}
	if secret == nil && !row.area.SealedToPublicKey() {
		return true // someone else's area
	}
	k, err := newAreaKey(v.id, row.area, row.generation, row.public, secret)
	if err != nil {
		return false
	}
	v.ring.add(k)
	return true
}
