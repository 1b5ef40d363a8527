package desk

import (
	"context"
	"io"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Sealer encrypts a copy that leaves the laptop, and opens it again.
type Sealer interface {
	// Seal encrypts what is written to recipients, or under a passphrase; one of the two is given.
	// The copy is whole when Close has returned nil.
	Seal(out io.Writer, recipients []string, passphrase string) (io.WriteCloser, error)
	// Open decrypts a file. What was written to out is to be used only when it returns nil: then
	// the whole file was verified to its end.
	Open(ctx context.Context, file, passphrase, identityFile string, out io.Writer) error
}

// To is who can open a copy that leaves the laptop: the holders of keys (age1...), or whoever
// knows a passphrase. One of the two.
type To struct {
	Recipients []string
	Passphrase string
}

// Opens is what opens the envelope of a copy: the passphrase that it was made with, or the file
// with a recipient's secret key. A copy that lay beside a vault has no envelope and needs neither.
type Opens struct {
	Passphrase   string
	IdentityFile string
}

// The ages at which a new copy is due: an hour when something has been added, a day in any case.
const (
	copyAfterChange = time.Hour
	copyAnyway      = 24 * time.Hour
)

// KeepCopy makes a copy beside the vault and verifies it by opening. The binder can be read and
// written in meanwhile; progress may be nil. It needs no right: whoever works in the binder keeps
// it safe. Faults: "vault.read_only", "copies.full": the binder itself has everything.
func (s *Session) KeepCopy(ctx context.Context, progress func(done, total int)) (ledger.Copy, error) {
	made, err := s.store.KeepCopy(ctx, progress)
	if err = s.met(err); text.IsFault(err, "vault.full") {
		return made, text.Because(err, "copies.full")
	}
	return made, err
}

// CopyDue tells whether a copy beside the vault is due: the newest is older than an hour and the
// head has moved since, or it is older than a day, or there is none, or the clock was set back to
// before it. Never in a vault that can't be written.
func (s *Session) CopyDue(ctx context.Context) bool {
	if s.store.ReadOnly() {
		return false
	}
	kept, err := s.store.Kept(ctx)
	if err != nil || len(kept) == 0 {
		return true // making the copy tells what is wrong with the folder
	}
	age := s.desk.now().Sub(kept[0].Taken)
	return age > copyAnyway || age < -clockSlack || age > copyAfterChange && kept[0].Head != s.store.Head()
}

// Kept lists the copies beside the vault, newest first.
func (s *Session) Kept(ctx context.Context) ([]ledger.Copy, error) { return s.store.Kept(ctx) }

// ReadOnly tells that the folder can't be written: everything can be read, and nothing saved.
func (s *Session) ReadOnly() bool { return s.store.ReadOnly() }

// Moved is the ledger's record of a copy that left the laptop or came in.
type Moved struct {
	Out bool      `json:"out"`
	At  time.Time `json:"at"` // with zone offset
	By  string    `json:"by"` // the identity
	// Head is the code of the head that the copy has, or that the vault had before it came in.
	Head string `json:"head"`
	// Recipients is how many keys can open it; zero with a passphrase.
	Recipients int `json:"recipients,omitempty"`
	// Records and Items are what came in.
	Records int `json:"records,omitempty"`
	Items   int `json:"items,omitempty"`
}

// Backup writes a sealed copy of the whole binder, which a binder on another laptop can be made
// of. What was written counts only when it returns nil. Faults: "access.not_allowed",
// "backup.bad_recipient", "backup.weak_passphrase", "backup.no_key".
func (s *Session) Backup(ctx context.Context, out io.Writer, to To) error {
	if err := s.May(access.RightBackup); err != nil {
		return err
	}
	head := s.Head()
	sealed, err := s.desk.Sealer.Seal(out, to.Recipients, to.Passphrase)
	if err != nil {
		return err
	}
	if err := s.store.Export(ctx, sealed); err != nil {
		return err
	}
	if err := sealed.Close(); err != nil {
		return text.Because(err, "backup.not_written")
	}
	return s.noteMove(ctx, Moved{Out: true, Head: head, Recipients: len(to.Recipients)}, access.ActionBackup)
}

// noteMove records that a copy left or came in. A binder that can't be written can still be
// copied from: then the line of the log waits in memory.
func (s *Session) noteMove(ctx context.Context, m Moved, action access.Action) error {
	s.hold()
	defer s.mu.Unlock()
	if !s.store.ReadOnly() {
		m.At, m.By = s.desk.now(), s.user.Identity
		rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindCopy, m)
		if err != nil {
			return err
		}
		if err := s.commit(ctx, ledger.Change{Appends: []ledger.Append{rec}}); err != nil {
			return err
		}
	}
	s.log(ctx, action, "", "")
	return nil
}
