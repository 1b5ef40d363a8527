package vault

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"math/bits"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"

	"golang.org/x/crypto/chacha20poly1305"
)

// table numbers stand in the associated data, so that a body fits its own table only.
const (
	tableItem       byte = 1
	tableDraft      byte = 2
	tableRecord     byte = 3
	tableHead       byte = 4
	tableKey        byte = 5
	tableSlot       byte = 6
	tableCheckpoint byte = 7
)

const (
	nonceSize = chacha20poly1305.NonceSizeX
	tagSize   = chacha20poly1305.Overhead
	keySize   = chacha20poly1305.KeySize
	saltSize  = 32
)

// errSealed says that sealed bytes did not open: altered, swapped, or under another key.
var errSealed = errors.New("vault: sealed bytes do not open")

// bound starts the associated data of everything: format, vault, table.
func (id vaultID) bound(table byte, room int) []byte {
	ad := make([]byte, 0, 18+room)
	ad = append(ad, format)
	ad = append(ad, id[:]...)
	return append(ad, table)
}

func (id vaultID) itemAD(area access.Area, version uint64, ref ledger.ItemRef) []byte {
	ad := id.bound(tableItem, 11+len(ref.Kind)+len(ref.ID))
	ad = append(ad, byte(area))
	ad = binary.BigEndian.AppendUint64(ad, version)
	ad = binary.BigEndian.AppendUint16(ad, uint16(len(ref.Kind)))
	ad = append(ad, ref.Kind...)
	return append(ad, ref.ID...)
}

func (id vaultID) draftAD(area access.Area, version uint64, draft string) []byte {
	ad := id.bound(tableDraft, 9+len(draft))
	ad = append(ad, byte(area))
	ad = binary.BigEndian.AppendUint64(ad, version)
	return append(ad, draft...)
}

// recordAD binds a body to its whole header, so that a chain knitted anew opens no bodies.
func (id vaultID) recordAD(hash [32]byte) []byte {
	return append(id.bound(tableRecord, len(hash)), hash[:]...)
}

func (id vaultID) headAD(version uint64) []byte {
	return binary.BigEndian.AppendUint64(id.bound(tableHead, 8), version)
}

func (id vaultID) keyAD(area access.Area, generation uint32) []byte {
	ad := append(id.bound(tableKey, 5), byte(area))
	return binary.BigEndian.AppendUint32(ad, generation)
}

// padded is the size that n bytes are sealed at: steps of a sixteenth of the next power of two and
// never below 64, so that a size tells little about a text.
func padded(n int) int {
	step := max(64, 1<<bits.Len(uint(max(n-1, 0)))/16)
	return (n + step - 1) / step * step
}

// packedFlag stands in the length of what was packed before it was sealed.
const packedFlag = 1 << 31

// appendSealed adds nonce | XChaCha20-Poly1305(length | plain | zeros) to out, under a key. The
// flag is 0 or packedFlag.
func appendSealed(out, key, nonce, ad, plain []byte, flag uint32) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, err
	}
	out = append(out, nonce...)
	start := len(out)
	out = binary.BigEndian.AppendUint32(out, uint32(len(plain))|flag)
	out = append(out, plain...)
	out = append(out, make([]byte, padded(4+len(plain))-4-len(plain))...)
	return aead.Seal(out[:start], nonce, out[start:], ad), nil
}

// openSealed undoes appendSealed. The answer lies in the bytes of sealed unless it was packed.
func openSealed(sealed, key, ad []byte) ([]byte, error) {
	if len(sealed) < nonceSize+tagSize+4 {
		return nil, errSealed
	}
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, err
	}
	nonce, box := sealed[:nonceSize], sealed[nonceSize:]
	plain, err := aead.Open(box[:0], nonce, box, ad)
	if err != nil {
		return nil, errSealed
	}
	length := binary.BigEndian.Uint32(plain)
	size := length &^ packedFlag
	if uint64(size) > uint64(len(plain)-4) {
		return nil, errSealed
	}
	plain = plain[4 : 4+size : 4+size]
	if length&packedFlag != 0 {
		return unpack(plain)
	}
	return plain, nil
}

// sealSmall seals what is not a body: a slot's keys, the head row.
func sealSmall(key, ad, plain []byte) ([]byte, error) {
	nonce := randomBytes(nonceSize)
	return appendSealed(nil, key, nonce, ad, plain, 0)
}

// randomBytes never fails: without a source of randomness Go ends the program.
func randomBytes(n int) []byte {
	out := make([]byte, n)
	rand.Read(out)
	return out
}

// sealBody packs parts and seals them under a fresh key of their own, wrapped by the area's key.
func (k *areaKey) sealBody(ad []byte, parts ...[]byte) (wrapped, body []byte, err error) {
	packer := packers.Get().(*packer)
	defer packers.Put(packer)
	plain, flag := packer.pack(parts...)
	return k.sealPlain(ad, plain, flag)
}

// sealPlain seals what was packed already, or is not to be: one copy of it is made and no more.
func (k *areaKey) sealPlain(ad, plain []byte, flag uint32) (wrapped, body []byte, err error) {
	random := make([]byte, keySize+2*nonceSize)
	rand.Read(random)
	own := random[:keySize]
	defer clear(own)
	out := make([]byte, 0, wrappedSize+nonceSize+padded(4+len(plain))+tagSize)
	out, err = k.wrap(out, own, random[keySize:keySize+nonceSize])
	if err != nil {
		return nil, nil, err
	}
	split := len(out)
	out, err = appendSealed(out, own, random[keySize+nonceSize:], ad, plain, flag)
	if err != nil {
		return nil, nil, err
	}
	return out[:split:split], out[split:], nil
}

// openBody opens what sealBody sealed, in place. withheld says that the one who opened the vault
// has no key for it.
func (r *keyring) openBody(area access.Area, wrapped, body, ad []byte) (plain []byte, withheld bool, err error) {
	var own [keySize]byte
	defer clear(own[:])
	withheld, err = r.unwrap(own[:0], area, wrapped)
	if withheld || err != nil {
		return nil, withheld, err
	}
	plain, err = openSealed(body, own[:], ad)
	return plain, false, err
}
