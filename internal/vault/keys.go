package vault

import (
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/hpke"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strings"

	"avbrottsparm/internal/access"

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

// rootKeys come from the root secret that every slot gives: they open no body, but seal the head
// and make the names.
type rootKeys struct{ head, naming []byte }

func rootFrom(secret []byte) rootKeys {
	return rootKeys{head: derive(secret, "head"), naming: derive(secret, "naming")}
}

func (r rootKeys) wipe() {
	clear(r.head)
	clear(r.naming)
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
	ahead      *ahead // beside public
}

// wrap adds generation | wrapped body key to out.
func (k *areaKey) wrap(out, own, nonce []byte) ([]byte, error) {
	out = binary.BigEndian.AppendUint32(out, k.generation)
	if k.public != nil {
		sealed, err := k.sealPublic(own)
		return append(out, sealed...), err
	}
	out = append(out, nonce...)
	return k.aead.Seal(out, nonce, own, k.ad), nil
}

// unwrap adds the body key to out.
func (r *keyring) unwrap(out []byte, area access.Area, wrapped []byte) (withheld bool, err error) {
	if len(wrapped) < 4+keySize+tagSize {
		return false, errSealed
	}
	if !area.Valid() {
		return false, errSealed
	}
	current, k := r.find(area, binary.BigEndian.Uint32(wrapped))
	if !current.reads() {
		return true, nil
	}
	if !k.reads() {
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

// newAreaKey makes the usable key from its secret; a nil secret of a public-key area gives one
// that seals only.
func newAreaKey(id vaultID, area access.Area, generation uint32, public, secret []byte) (*areaKey, error) {
	k := &areaKey{area: area, generation: generation, secret: secret, ad: id.keyAD(area, generation)}
	var err error
	if !area.SealedToPublicKey() {
		k.aead, err = chacha20poly1305.NewX(secret)
		return k, err
	}
	k.ahead = &ahead{}
	if k.public, err = kem().NewPublicKey(public); err != nil || secret == nil {
		return k, err
	}
	k.private, err = kem().NewPrivateKey(secret)
	return k, err
}

// freshAreaKey makes a generation of an area, and the bytes of its public key if it has one.
func freshAreaKey(id vaultID, area access.Area, generation uint32) (*areaKey, []byte, error) {
	if !area.SealedToPublicKey() {
		k, err := newAreaKey(id, area, generation, nil, randomBytes(keySize))
		return k, []byte{}, err
	}
	pair, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	public := pair.PublicKey().Bytes()
	k, err := newAreaKey(id, area, generation, public, pair.Bytes())
	return k, public, err
}

// wrapInfo binds a wrapped area key to its vault, area, generation and receiver.
func wrapInfo(id vaultID, area access.Area, generation uint32, to identityID) []byte {
	info := append([]byte(label+"area key"), id.keyAD(area, generation)...)
	return append(info, to[:]...)
}
