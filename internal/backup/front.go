package backup

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"
	"golang.org/x/text/unicode/norm"

	"avbrottsparm/internal/text"
)

const (
	firstLine = "age-encryption.org/v1\n"
	// maxHeader is what the header of a file may take, in bytes: twenty recipients of the longest
	// kind are half of it.
	maxHeader = 64 << 10
	// maxIdentities is how long a file with secret keys may be, in bytes.
	maxIdentities = 1 << 20
)

// front is what stands readable before the encrypted part.
type front struct{ sealedByPassphrase bool }

// readFront looks at the header without trusting it, and gives the file from its beginning.
// Files that the age command wrote as text (--armor) are read too.
func readFront(in io.Reader) (front, io.Reader, error) {
	whole := bufio.NewReaderSize(in, maxHeader)
	start, err := whole.Peek(len(armor.Header))
	if err != nil && !errors.Is(err, io.EOF) {
		return front{}, nil, unreadable(err)
	}
	if string(start) == armor.Header {
		whole = bufio.NewReaderSize(armor.NewReader(whole), maxHeader)
	}
	header, err := whole.Peek(maxHeader)
	switch {
	case isDisk(err):
		return front{}, nil, unreadable(err)
	case !bytes.HasPrefix(header, []byte(firstLine)):
		return front{}, nil, text.NewFault("backup.not_ours")
	}
	header, _, found := bytes.Cut(header, []byte("\n---"))
	switch {
	case !found && len(header) < maxHeader:
		return front{}, nil, text.NewFault("backup.cut")
	case !found, bytes.Count(header, []byte("\n-> ")) > 2*maxRecipients: // other programs add lines that nobody opens
		return front{}, nil, text.NewFault("backup.not_ours")
	}
	return front{sealedByPassphrase: bytes.Contains(header, []byte("\n-> scrypt "))}, whole, nil
}

// keysFor makes the keys to try, and says which way of opening the file wants when the other was
// given.
func keysFor(f front, passphrase, identityFile string) ([]age.Identity, error) {
	switch {
	case f.sealedByPassphrase && passphrase == "":
		return nil, text.NewFault("backup.wants_passphrase")
	case !f.sealedByPassphrase && identityFile == "":
		return nil, text.NewFault("backup.wants_identity")
	case !f.sealedByPassphrase:
		return identities(identityFile)
	}
	id, err := age.NewScryptIdentity(norm.NFC.String(passphrase))
	if err != nil {
		return nil, text.Because(err, "backup.wrong_passphrase")
	}
	id.SetMaxWorkFactor(maxWork)
	return []age.Identity{id}, nil
}

// identities reads the secret keys of a file as age-keygen writes it.
func identities(file string) (_ []age.Identity, err error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, text.Because(bare(err), "backup.bad_identity")
	}
	defer func() { err = errors.Join(err, bare(in.Close())) }()
	keys, err := age.ParseIdentities(io.LimitReader(in, maxIdentities))
	if err != nil {
		return nil, text.NewFault("backup.bad_identity") // the reader's own words may quote the key
	}
	return keys, nil
}

// refused says why no key opened the file.
func refused(err error, f front) error {
	var none *age.NoIdentityMatchError
	switch {
	case isDisk(err):
		return unreadable(err)
	case strings.Contains(err.Error(), "work factor too large"):
		return text.Because(err, "backup.too_heavy")
	case errors.As(err, &none) || errors.Is(err, age.ErrIncorrectIdentity):
		if f.sealedByPassphrase {
			return text.Because(err, "backup.wrong_passphrase")
		}
		return text.Because(err, "backup.wrong_identity")
	}
	return text.Because(err, "backup.cut")
}
