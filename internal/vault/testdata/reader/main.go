// Package main opens one record of a binder with nothing but docs/security.md:
//
//	reader binder.vault NAME PASSPHRASE-FILE RECORD-ID
package main

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hpke"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/klauspost/compress/snappy"
	_ "github.com/mattn/go-sqlite3"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/text/unicode/norm"
)

const label = "avbrottsparm/1 "

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
func u32(n uint32) []byte         { return binary.BigEndian.AppendUint32(nil, n) }
func expand(secret []byte, use string) []byte {
	return must(hkdf.Expand(sha256.New, secret, label+use, 32))
}
func aead(key, sealed, ad []byte) []byte {
	return must(must(chacha20poly1305.NewX(key)).Open(nil, sealed[:24], sealed[24:], ad))
}

// open is aead without length and padding, and unpacked where the highest bit of the length says so.
func open(key, sealed, ad []byte) []byte {
	plain := aead(key, sealed, ad)
	length := binary.BigEndian.Uint32(plain)
	if plain = plain[4 : 4+length&^(1<<31)]; length>>31 == 1 {
		return must(snappy.Decode(nil, plain))
	}
	return plain
}

func main() {
	db := must(sql.Open("sqlite3", "file:"+os.Args[1]+"?mode=ro"))
	blob := func(query string, args ...any) (out []byte) {
		must(0, db.QueryRow(query, args...).Scan(&out))
		return out
	}
	id, name := blob(`SELECT value FROM meta WHERE name = 'vault'`), strings.ToLower(norm.NFC.String(strings.Join(strings.Fields(os.Args[2]), " ")))
	phrase, _, _ := strings.Cut(string(must(os.ReadFile(os.Args[3]))), "\n")
	var memory, passes, lanes uint32
	must(0, db.QueryRow(`SELECT memory, passes, lanes FROM slot WHERE kind = 1`).Scan(&memory, &passes, &lanes))
	salt := sha256.Sum256(join([]byte(label+"slot salt"), blob(`SELECT value FROM meta WHERE name = 'salt'`), []byte{1}, []byte(name)))
	k := argon2.IDKey([]byte(norm.NFC.String(phrase)), salt[:], passes, memory, uint8(lanes), 32)
	slot := expand(k, "slot id")[:16]
	identity := blob(`SELECT identity FROM slot WHERE id = ?`, slot)
	ad := join([]byte{1}, id, []byte{6, 1}, slot, identity, u32(memory), u32(passes), []byte{byte(lanes)})
	private := must(hpke.DHKEM(ecdh.X25519()).NewPrivateKey(open(expand(k, "slot key"), blob(`SELECT sealed FROM slot WHERE id = ?`, slot), ad)[:32]))

	record := must(hex.DecodeString(os.Args[4]))
	header, wrapped := blob(`SELECT header FROM record WHERE id = ?`, record), blob(`SELECT key FROM record WHERE id = ?`, record)
	bound := join([]byte{1}, id, []byte{5, header[34]}, wrapped[:4]) // area, generation
	area := must(hpke.Open(private, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), join([]byte(label+"area key"), bound, identity),
		blob(`SELECT wrapped FROM area_key WHERE area = ? AND generation = ? AND identity = ?`, header[34], binary.BigEndian.Uint32(wrapped), identity)))
	hash := sha256.Sum256(header)
	plain := open(aead(area, wrapped[4:], bound), blob(`SELECT body FROM record WHERE id = ?`, record), join([]byte{1}, id, []byte{3}, hash[:]))
	if sum := sha256.Sum256(plain); !bytes.Equal(sum[:], header[69:101]) {
		log.Fatal("the body is not what the header commits to")
	}
	fmt.Printf("%s\n", plain[32:])
}
