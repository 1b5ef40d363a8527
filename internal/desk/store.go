package desk

import (
	"context"
	"io"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// Store is an open vault: what it holds, whose keys open it, and its copies.
type Store interface {
	Content
	Keys
	Copies
	Trays
	Yielding
	// ReadOnly tells that the folder can't be written and that a private copy is read.
	ReadOnly() bool
	Close() error
}

// Content is what a vault holds.
type Content interface {
	// Items gives every item; of those that lie apart (ledger.Apart) without the body, which Item
	// opens one at a time.
	Items(ctx context.Context, each func(ledger.Item) error) error
	Item(ctx context.Context, ref ledger.ItemRef) (ledger.Item, error)
	Records(ctx context.Context, stream ledger.Stream, each func(ledger.Record) error) error
	// RecordsChosen opens only the records whose header choose accepts; it may be called from
	// several goroutines at once.
	RecordsChosen(ctx context.Context, stream ledger.Stream, choose func(ledger.Header) bool, each func(ledger.Record) error) error
	// Checkpoint gives what was kept of the main stream, as far as the ledger agrees with it, and
	// RecordsAfter the records of the main stream that it does not stand for, and where the chains
	// have come with them. KeepCheckpoint keeps a new one up to there; it touches no record.
	Checkpoint(ctx context.Context) (ledger.Checkpoint, error)
	RecordsAfter(ctx context.Context, at map[access.Area]ledger.Position, each func(ledger.Record) error) (ledger.Position, error)
	KeepCheckpoint(ctx context.Context, parts []ledger.Part, at ledger.Position) error
	Drafts(ctx context.Context) ([]ledger.Draft, error)
	Commit(ctx context.Context, change ledger.Change) ([]ledger.Header, error)
	// Purge takes bodies away for good and leaves tombstones; change is stored in the same step.
	Purge(ctx context.Context, ids []ledger.RecordID, change ledger.Change) error
	Verify(ctx context.Context, progress func(done, total int)) (ledger.Report, error)
	Head() ledger.Head
	// FindHead looks for the moment at which the vault had a head of that code, as printed.
	FindHead(ctx context.Context, code string) (ledger.HeadMatch, error)
	// Withheld counts the items and records of each area that the opener has no key for.
	Withheld(ctx context.Context) (map[access.Area]int, error)
	Name(kind, natural string) string
}

// Keys are the identities of a vault and what they open. A change that goes with a step is stored
// in the same transaction, or neither is.
type Keys interface {
	// Identity is who opened the vault, 32 hex digits; ByRecovery tells that it was the recovery
	// code.
	Identity() string
	ByRecovery() bool
	// Areas are those whose content the opener can read.
	Areas() []access.Area
	// Enrol makes an identity that opens with n's name and secret and has the keys of n's areas.
	// Without a secret it makes the code of an envelope, 80 bits, which it returns this once.
	Enrol(ctx context.Context, n access.Newcomer, with func(identity string) (ledger.Change, error)) (identity, code string, err error)
	// Arrive turns the envelope that opened the vault into a personal slot of the same identity:
	// the code opens nothing any more.
	Arrive(ctx context.Context, name, passphrase string, change ledger.Change) error
	// Redeem opens an envelope inside an open vault: its areas' keys are wrapped to the opener
	// and used from now on, and the envelope's identity is gone. with may refuse it.
	Redeem(ctx context.Context, code string, with func(identity string, areas []access.Area) (ledger.Change, error)) error
	// Confirm sees that a secret is the one that the vault was opened with: the opener's passphrase, or
	// the code; name is the opener's. A wrong one counts and waits as at the lock screen; nothing changes.
	Confirm(ctx context.Context, name, secret string) error
	// ChangePassphrase gives the opener another passphrase, or another name.
	ChangePassphrase(ctx context.Context, name, current, fresh string) error
	// ReplaceRecovery makes a new recovery identity and code; the old code opens nothing.
	ReplaceRecovery(ctx context.Context, with func(identity string) (ledger.Change, error)) (code string, err error)
	// RecoveryIdentity is the identity of the recovery code in a vault whose settings do not name
	// it yet.
	RecoveryIdentity(ctx context.Context) (string, error)
	// Drop takes identities away without new keys: envelopes that were used or ran out.
	Drop(ctx context.Context, identities []string, change ledger.Change) error
	// Grant gives an identity the keys of more areas; Withdraw takes them without new keys, for
	// a grant that ran out.
	Grant(ctx context.Context, identity string, areas []access.Area, change ledger.Change) error
	Withdraw(ctx context.Context, identity string, areas []access.Area, change ledger.Change) error
	// Rotate makes new area keys. What was sealed before opens as before, and Rewrap goes
	// through it afterwards: it may be stopped at any point and goes on from there.
	Rotate(ctx context.Context, r access.Rotation, change ledger.Change) error
	Rewrap(ctx context.Context, progress func(done, total int)) error
	// RewrapLeft is how many bodies still lie under an older key.
	RewrapLeft(ctx context.Context) (int, error)
}

// Copies are a vault's consistent copies: those beside it, and those that leave the laptop.
type Copies interface {
	// KeepCopy makes a copy beside the vault, verifies it by opening, and keeps the newest eight.
	KeepCopy(ctx context.Context, progress func(done, total int)) (ledger.Copy, error)
	// RenewCopies makes one copy and deletes all older ones: after a rotation or a purge.
	RenewCopies(ctx context.Context, progress func(done, total int)) (ledger.Copy, error)
	// Kept lists the copies beside the vault, newest first, without opening them.
	Kept(ctx context.Context) ([]ledger.Copy, error)
	// Export writes a consistent copy, which a vault of another laptop can be made of.
	Export(ctx context.Context, out io.Writer) error
	// Compare tells what a copy of this vault and this vault have that the other lacks. The key
	// opens the copy; an empty one means the area keys that are open now, without deriving
	// anything. File is a path, also to a copy beside the vault.
	Compare(ctx context.Context, file string, key access.Key) (ledger.Difference, error)
	// Merge brings in what the copy has and this vault lacks or can no longer open. Nothing that
	// is here goes; a tombstone wins on either side.
	Merge(ctx context.Context, file string, key access.Key, progress func(done, total int)) (ledger.Difference, error)
	// Regain brings back keys whose rows were taken out of the file: the opener's from the newest
	// copy beside the vault that they open, and from them those of everyone whom named says to
	// hold an area. It tells the copy and how many came back.
	Regain(ctx context.Context, named map[access.Area][]string) (from ledger.Copy, keys int, err error)
}

// Vaults makes and opens vaults in a folder.
type Vaults interface {
	Exists(dir string) bool
	Create(ctx context.Context, dir, name, passphrase string) (s Store, recoveryCode string, err error)
	// Unlock opens a vault; a format of an earlier program is brought up to date first, with a
	// copy kept.
	Unlock(ctx context.Context, dir string, key access.Key) (Store, error)
	// Wait is how long the next try to open has to wait after wrong passphrases.
	Wait(ctx context.Context, dir string) (time.Duration, error)
	// Recover puts a damaged vault together from the newest copy that opens and every record of
	// the damaged file that opens, keeps that file aside, and opens the result.
	Recover(ctx context.Context, dir string, key access.Key, progress func(done, total int)) (Store, ledger.Recovery, error)
	// Place puts an exported copy where no vault is. Fault "vault.exists".
	Place(ctx context.Context, dir, file string) error
}
