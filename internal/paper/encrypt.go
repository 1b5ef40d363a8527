package paper

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"slices"
)

// locks are the entries of an encryption dictionary of revision 6 (ISO 32000-2, 7.6.4), with the
// key of the file that they hide.
type locks struct {
	block             cipher.Block // AES-256 with the key of the file
	user, owner       []byte       // U and O: hash, salt of the hash, salt of the key
	userKey, ownerKey []byte       // UE and OE: the key of the file, sealed
	allowed           []byte       // Perms
	id                []byte       // ID, which readers want though revision 6 has no use for it
}

// allowAll forbids nothing that a reader can be asked to forbid; the bits that are reserved are as
// the standard wants them (ISO 32000-2, table 22). What follows is algorithm 10.
const (
	allowAll = -4
	allowed  = "\xFC\xFF\xFF\xFF\xFF\xFF\xFF\xFFTadb"
)

// drawn is n random bytes; the program ends where the system has none.
func drawn(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}

// newLocks draws a key for one file. The passphrase is of at most longestPassphrase bytes. The owner's
// entries are random bytes: those of a passphrase that nobody has, without the work of hashing it.
func newLocks(user string) (*locks, error) {
	key := drawn(32)
	l := &locks{id: drawn(16), owner: drawn(48), ownerKey: drawn(32), allowed: append([]byte(allowed), drawn(4)...)}
	var err error
	if l.user, l.userKey, err = lockKey(key, user); err != nil {
		return nil, err
	}
	if l.block, err = aes.NewCipher(key); err != nil {
		return nil, fmt.Errorf("paper: encrypt: %w", err)
	}
	l.block.Encrypt(l.allowed, l.allowed)
	return l, nil
}

// lockKey seals the key of the file with a passphrase: algorithm 8 of the standard.
func lockKey(key []byte, passphrase string) (entry, sealed []byte, err error) {
	check, salt := drawn(8), drawn(8)
	hash, err := hardHash([]byte(passphrase), check)
	if err != nil {
		return nil, nil, err
	}
	entry = slices.Concat(hash, check, salt)
	if hash, err = hardHash([]byte(passphrase), salt); err != nil {
		return nil, nil, err
	}
	block, err := aes.NewCipher(hash)
	if err != nil {
		return nil, nil, fmt.Errorf("paper: encrypt: %w", err)
	}
	sealed = make([]byte, len(key))
	cipher.NewCBCEncrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(sealed, key)
	return entry, sealed, nil
}

// hardHash is algorithm 2.B of the standard, for the user's passphrase: at least 64 rounds, then until
// the last byte of a round is small enough.
func hardHash(passphrase, salt []byte) ([]byte, error) {
	first := sha256.Sum256(slices.Concat(passphrase, salt))
	hash := first[:]
	var round []byte
	for n := 1; ; n++ {
		round = round[:0]
		for range 64 {
			round = append(append(round, passphrase...), hash...)
		}
		block, err := aes.NewCipher(hash[:16])
		if err != nil {
			return nil, fmt.Errorf("paper: encrypt: %w", err)
		}
		cipher.NewCBCEncrypter(block, hash[16:32]).CryptBlocks(round, round)
		sum := 0 // of the first 16 bytes as one number, which leaves the same rest as its bytes' sum
		for _, b := range round[:16] {
			sum += int(b)
		}
		switch sum % 3 {
		case 0:
			h := sha256.Sum256(round)
			hash = h[:]
		case 1:
			h := sha512.Sum384(round)
			hash = h[:]
		default:
			h := sha512.Sum512(round)
			hash = h[:]
		}
		if last := int(round[len(round)-1]); n >= 64 && last <= n-32 {
			return hash[:32], nil
		}
	}
}

// sealedLen is how long n bytes are when sealed: a vector before, and padding to whole blocks.
func sealedLen(n int) int { return aes.BlockSize + (n/aes.BlockSize+1)*aes.BlockSize }

// seal adds a string or stream to dst, encrypted with AES-256 in CBC under a vector of its own
// (algorithm 1.A).
func (l *locks) seal(dst, plain []byte) []byte {
	at := len(dst)
	dst = slices.Grow(dst, sealedLen(len(plain)))[:at+aes.BlockSize]
	rand.Read(dst[at:])
	dst = append(dst, plain...)
	pad := aes.BlockSize - len(plain)%aes.BlockSize
	for range pad {
		dst = append(dst, byte(pad))
	}
	body := dst[at+aes.BlockSize:]
	cipher.NewCBCEncrypter(l.block, dst[at:at+aes.BlockSize]).CryptBlocks(body, body)
	return dst
}

// dictionary is the body of the encryption dictionary, which is never encrypted itself.
func (l *locks) dictionary() string {
	return fmt.Sprintf("<</Filter /Standard /V 5 /R 6 /Length 256 /P %d /EncryptMetadata true\n"+
		"/CF <</StdCF <</AuthEvent /DocOpen /CFM /AESV3 /Length 32>>>> /StmF /StdCF /StrF /StdCF\n"+
		"/U <%X>\n/UE <%X>\n/O <%X>\n/OE <%X>\n/Perms <%X>>>",
		allowAll, l.user, l.userKey, l.owner, l.ownerKey, l.allowed)
}
