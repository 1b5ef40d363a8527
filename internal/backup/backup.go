// Package backup puts a copy that leaves the laptop into an age file, and takes it out again.
//
// What Open wrote counts only when it returned nil: then the file was whole and every byte of it
// was verified. The bounds on size, header and scrypt work are checked before anything is derived
// or decrypted. The files are those of the age command, so a binder never depends on this program
// to be opened (age-encryption.org/v1).
package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"avbrottsparm/internal/text"
)

const (
	// maxFile is far above any binder: a million records take less than two gigabytes.
	maxFile = 8 << 30
	// usualWork is age's own: about a second and 256 MiB to try one passphrase.
	usualWork = 18
	// maxWork is what a file may ask of this computer: 1 GiB for a moment.
	maxWork = 20
	// maxRecipients is how many keys a copy is made to, and how many header lines are bound to.
	maxRecipients = 20
	// leastPassphrase is in characters. The file can be carried off and guessed at in peace.
	leastPassphrase = 12
)

// Age seals and opens age files.
type Age struct {
	work int // the scrypt work factor of what is sealed, as a power of two
}

// New is the usual one. A program built by "go test" seals with little work.
func New() Age {
	if testing.Testing() {
		return Age{work: 10}
	}
	return Age{work: usualWork}
}

// Seal encrypts what is written to recipients (age1..., at most 20), or under a passphrase of at
// least 12 characters. The file is whole when Close has returned nil. Faults: "backup.no_key",
// "backup.two_keys", "backup.bad_recipient", "backup.weak_passphrase", "backup.not_written".
func (a Age) Seal(out io.Writer, recipients []string, passphrase string) (io.WriteCloser, error) {
	to, err := a.recipients(recipients, passphrase)
	if err != nil {
		return nil, err
	}
	disk := &sink{to: out}
	w, err := age.Encrypt(disk, to...)
	switch {
	case disk.err != nil:
		return nil, notWritten(disk.err)
	case err != nil:
		return nil, text.Because(err, "backup.bad_recipient", "n", len(recipients))
	}
	return &sealing{w: w}, nil
}

func (a Age) recipients(written []string, passphrase string) ([]age.Recipient, error) {
	switch {
	case len(written) == 0 && passphrase == "":
		return nil, text.NewFault("backup.no_key")
	case len(written) > 0 && passphrase != "":
		return nil, text.NewFault("backup.two_keys")
	case passphrase != "":
		return a.scrypt(passphrase)
	case len(written) > maxRecipients:
		return nil, text.NewFault("backup.bad_recipient", "n", maxRecipients+1)
	}
	var to []age.Recipient
	for i, one := range written {
		read, err := age.ParseRecipients(strings.NewReader(strings.TrimSpace(one)))
		if err != nil || len(read) != 1 {
			return nil, text.Because(err, "backup.bad_recipient", "n", i+1)
		}
		to = append(to, read...)
	}
	return to, nil
}

func (a Age) scrypt(passphrase string) ([]age.Recipient, error) {
	typed := norm.NFC.String(passphrase)
	if utf8.RuneCountInString(typed) < leastPassphrase {
		return nil, text.NewFault("backup.weak_passphrase", "want", leastPassphrase)
	}
	r, err := age.NewScryptRecipient(typed)
	if err != nil {
		return nil, fmt.Errorf("backup: passphrase: %w", err)
	}
	r.SetWorkFactor(a.work)
	return []age.Recipient{r}, nil
}

// sink remembers why the disk refused, which age's own errors hide.
type sink struct {
	to  io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.to.Write(p)
	if err != nil && s.err == nil {
		s.err = err
	}
	return n, err
}

// sealing words the disk's refusals.
type sealing struct{ w io.WriteCloser }

func (s *sealing) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	return n, notWritten(err)
}

func (s *sealing) Close() error { return notWritten(s.w.Close()) }

func notWritten(err error) error {
	if err == nil {
		return nil
	}
	return text.Because(fmt.Errorf("backup: write: %w", bare(err)), "backup.not_written")
}

// Open decrypts a file into out. Faults: "file.missing", "file.unreadable", "backup.not_ours",
// "backup.too_large", "backup.wants_passphrase" and "backup.wants_identity" for the other way of
// opening, "backup.wrong_passphrase", "backup.wrong_identity", "backup.bad_identity",
// "backup.too_heavy", "backup.cut" for a file that is not whole, "backup.not_written".
func (a Age) Open(ctx context.Context, file, passphrase, identityFile string, out io.Writer) (err error) {
	in, err := os.Open(file)
	if err != nil {
		return unreadable(err)
	}
	defer func() { err = errors.Join(err, bare(in.Close())) }()
	info, err := in.Stat()
	switch {
	case err != nil:
		return unreadable(err)
	case info.IsDir():
		return text.NewFault("file.folder")
	case !info.Mode().IsRegular():
		return text.NewFault("file.no_file")
	case info.Size() > maxFile:
		return text.NewFault("backup.too_large", "max", maxFile>>30)
	}
	// A file that grows while it is read is not read past the bound.
	return a.open(ctx, io.LimitReader(in, maxFile+1), passphrase, identityFile, out)
}

func (a Age) open(ctx context.Context, in io.Reader, passphrase, identityFile string, out io.Writer) error {
	front, whole, err := readFront(in)
	if err != nil {
		return err
	}
	keys, err := keysFor(front, passphrase, identityFile)
	if err != nil {
		return err
	}
	plain, err := age.Decrypt(whole, keys...)
	if err != nil {
		return refused(err, front)
	}
	return pour(ctx, plain, out)
}

// pour copies to the end. Every chunk was verified before it is handed out, and only the last one
// proves that none is missing: so the caller waits for nil.
func pour(ctx context.Context, from io.Reader, to io.Writer) error {
	chunk := make([]byte, 64<<10)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := from.Read(chunk)
		if n > 0 {
			if _, failed := to.Write(chunk[:n]); failed != nil {
				return notWritten(failed)
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case isDisk(err):
			return unreadable(err)
		case err != nil:
			return text.Because(fmt.Errorf("backup: read: %w", err), "backup.cut")
		}
	}
}

// isDisk tells an error of the file from one of the stream in it.
func isDisk(err error) bool {
	var path *fs.PathError
	return errors.As(err, &path)
}

func unreadable(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return text.Because(bare(err), "file.missing")
	}
	return text.Because(bare(err), "file.unreadable")
}

// bare takes the path out of an error: folders are often named after people.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
