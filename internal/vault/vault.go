// Package vault keeps the binder in one encrypted file, binder.vault.
//
// It guarantees that whatever says something about a person is sealed before SQLite sees it, that
// a change is on disk in full before Commit returns or not at all, that the ledger is only added
// to, and that one process at a time has the file. What was altered behind its back is reported
// and never silently shown. The byte layouts stand in docs/security.md.
package vault

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"

	"github.com/gofrs/flock"
)

// FileName is the vault's file in its folder.
const FileName = "binder.vault"

// format is the version of every byte layout in the file.
const format = 1

// vaultID names a vault for ever; every sealed body is bound to it.
type vaultID [16]byte

// Vault is an open vault. Its methods may be called from several goroutines.
type Vault struct {
	dir        string
	file       string         // the database: in dir, or in private
	private    *privateFolder // where dir can't be written, and for a copy that is opened
	full       bool           // private because the disk is full
	salt       []byte
	id         vaultID
	identity   identityID // under gate
	byRecovery bool
	self       slotKeys    // of the opener, for new slots and for taking keys anew; under writing
	via        secretInput // how the opener came in, without the secret; under writing

	lock   *flock.Flock // nil where there is no room for one
	db     *sql.DB
	writer *sql.Conn
	env    surroundings

	root    rootKeys
	ring    *keyring
	marks   marks            // of the rows of the key tables; under writing
	suspect []ledger.Finding // what was wrong with the keys' rows at unlock

	copying sync.Mutex // one copy at a time
	trays   sync.Mutex // one change of the sealed files beside the vault at a time
	writing sync.Mutex // one writer at a time
	stale   bool       // state and keys must be read again before the next write; under writing
	device  deviceFile // under writing
	state   atomic.Pointer[state]
	cuts    atomic.Int64 // purges and changes of keys, which no checkpoint may outlive
	tally   tally        // of records by area, for Withheld
	apart   atomic.Int64 // how many bodies that lie apart were opened

	gate sync.Mutex // guards the three below, and identity
	idle *sync.Cond
	busy int
	shut bool
	done chan struct{} // closed when Close begins, so that long reads end

	closing  sync.Once
	closeErr error
}

// Exists tells whether a folder holds a vault.
func Exists(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, FileName))
	return err == nil && info.Mode().IsRegular()
}

// fileOf is the vault's file of a folder that somebody copied whole; what is a file is one already.
func fileOf(path string) string {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return filepath.Join(path, FileName)
	}
	return path
}

// Identity is who opened the vault: 32 hexadecimal digits that name a key pair.
func (v *Vault) Identity() string {
	v.gate.Lock()
	defer v.gate.Unlock()
	return v.identity.String()
}

// ByRecovery tells whether the recovery code opened the vault.
func (v *Vault) ByRecovery() bool { return v.byRecovery }

// ID is the vault's own id, 32 hexadecimal digits.
func (v *Vault) ID() string { return hex.EncodeToString(v.id[:]) }

// Name gives the opaque stable id of something that has a natural key, such as an identity
// number: 16 lower-case base32 characters of an HMAC under a key that only this vault has. The
// same kind and natural key always give the same name here, and another one in another vault.
func (v *Vault) Name(kind, natural string) string { return v.root.name(kind, natural) }

// Close ends running reads, waits for a running commit, moves everything into the one file,
// forgets the keys and lets other processes in. It may be called again, and then only repeats
// the first answer. It must not be called from inside a callback of Items, Records or Verify.
func (v *Vault) Close() error {
	v.closing.Do(func() { v.closeErr = v.close() })
	return v.closeErr
}

func (v *Vault) close() error {
	v.gate.Lock()
	v.shut = true
	close(v.done)
	for v.busy > 0 {
		v.idle.Wait()
	}
	v.gate.Unlock()

	errs := []error{butFull(v.device.settle())}
	if _, err := v.writer.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		errs = append(errs, butFull(storeFault("checkpoint", err)))
	}
	errs = append(errs, v.writer.Close(), v.db.Close())
	v.ring.wipe()
	v.root.wipe()
	v.self.wipe()
	errs = append(errs, v.release())
	return storeFault("close", errors.Join(errs...))
}

// butFull leaves out that there is no room to tidy up: what was saved lies in the log beside the file, and
// the next opening goes on from there. To say otherwise would make people write the same once more.
func butFull(err error) error {
	if text.IsFault(err, "vault.full") {
		return nil
	}
	return err
}

// enter keeps the vault open while a method works; every enter has its leave.
func (v *Vault) enter() error {
	v.gate.Lock()
	defer v.gate.Unlock()
	if v.shut {
		return text.NewFault("vault.locked")
	}
	v.busy++
	return nil
}

func (v *Vault) leave() {
	v.gate.Lock()
	defer v.gate.Unlock()
	v.busy--
	if v.busy == 0 {
		v.idle.Broadcast()
	}
}

// stopped tells why a long read should end: its own context, or Close.
func (v *Vault) stopped(ctx context.Context) error {
	select {
	case <-v.done:
		return text.NewFault("vault.locked")
	default:
		return ctx.Err()
	}
}

// read runs work on one consistent view of the file. Reading goes on while others write.
func (v *Vault) read(ctx context.Context, work func(ctx context.Context, conn *sql.Conn) error) (err error) {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	// The driver starts a goroutine per row for a context that can be cancelled; stopped looks
	// at the caller's context between batches instead.
	bare := context.WithoutCancel(ctx)
	conn, err := v.db.Conn(bare)
	if err != nil {
		return storeFault("read", err)
	}
	defer func() { err = also(err, conn.Close()) }()
	if _, err := conn.ExecContext(bare, "BEGIN"); err != nil {
		return storeFault("read", err)
	}
	err = work(bare, conn)
	if _, end := conn.ExecContext(bare, "ROLLBACK"); end != nil {
		err = also(err, storeFault("read", end))
	}
	return err
}
