package vault

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"avbrottsparm/internal/text"
)

// newVaultIn makes a vault that has nothing yet.
func newVaultIn(dir string, env surroundings) *Vault {
	v := &Vault{dir: dir, file: filepath.Join(dir, FileName), env: env, done: make(chan struct{})}
	v.idle = sync.NewCond(&v.gate)
	return v
}

// lockFolder takes the folder and makes a vault that has nothing else yet.
func lockFolder(dir string, env surroundings) (*Vault, error) {
	lock, err := seize(dir)
	if err != nil {
		return nil, err
	}
	v := newVaultIn(dir, env)
	v.lock = lock
	return v, nil
}

// reach opens the file of the vault in dir, without its keys. Where the folder can't be written,
// or its disk is so full that SQLite can't work there, a private copy is opened and only read. A
// vault that another process has is never read past its lock.
func reach(ctx context.Context, dir string, env surroundings) (_ *Vault, err error) {
	path := filepath.Join(dir, FileName)
	if err := inspect(path); err != nil && !recovered(dir) {
		return nil, err
	}
	v, err := lockOrAsk(ctx, dir, env)
	if unwritable(err) {
		full := text.IsFault(err, "vault.full")
		v, err = newVaultIn(dir, env), nil
		v.full = full
	} else if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = also(err, v.abandon())
		}
	}()
	if v.lock != nil {
		if err = finishRecovery(dir); err == nil {
			if err = mayWrite(dir); err == nil {
				err = v.openFile(ctx)
			}
		}
		if err == nil || !unwritable(err) {
			return v, err
		}
		v.full = text.IsFault(err, "vault.full")
		err = v.letGo()
	}
	if recovered(dir) {
		path = filepath.Join(dir, recoveredName)
	}
	if err == nil {
		err = v.turnPrivate(ctx, path)
	}
	return v, err
}

// mayWrite tells whether files can be made in a folder and the vault's own can be written. A disk
// that is full is met later, by what does not fit.
func mayWrite(dir string) error {
	file, err := os.OpenFile(filepath.Join(dir, FileName), os.O_RDWR, 0)
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		return storeFault("open", err)
	}
	probe := filepath.Join(dir, "device.new")
	file, err = os.OpenFile(probe, os.O_WRONLY|os.O_CREATE, 0o600)
	if err == nil {
		err = also(file.Close(), os.Remove(probe))
	}
	if err = storeFault("open", err); text.IsFault(err, "vault.full") {
		return nil
	}
	return err
}

// openFile opens the database, brings it to the present format and reads what lies in the clear.
func (v *Vault) openFile(ctx context.Context) error {
	if err := inspect(v.file); err != nil {
		return err
	}
	if v.private == nil {
		if err := v.keepOldFormat(v.file); err != nil {
			return err
		}
		if broken, err := logBroken(v.file); err != nil || broken {
			return also(storeFault("open", err), damagedIf(broken))
		}
	}
	var err error
	if v.db, err = openDatabase(v.file); err != nil {
		return err
	}
	if v.writer, err = v.db.Conn(ctx); err != nil {
		return storeFault("open", err)
	}
	if err := checkTables(ctx, v.writer); err != nil {
		return err
	}
	if err := v.migrate(ctx); err != nil {
		return err
	}
	return v.readClear(ctx)
}

func damagedIf(broken bool) error {
	if broken {
		return text.NewFault("vault.damaged")
	}
	return nil
}

func (v *Vault) readClear(ctx context.Context) error {
	id, err := v.meta(ctx, metaVault)
	if err != nil {
		return err
	}
	if v.salt, err = v.meta(ctx, metaSalt); err != nil {
		return err
	}
	if len(id) != len(v.id) || len(v.salt) != saltSize {
		return text.NewFault("vault.damaged")
	}
	v.id = vaultID(id)
	return nil
}

// letGo closes the database after an opening that failed.
func (v *Vault) letGo() error {
	var errs []error
	if v.writer != nil {
		errs = append(errs, v.writer.Close())
	}
	if v.db != nil {
		errs = append(errs, v.db.Close())
	}
	v.writer, v.db = nil, nil
	return storeFault("let go", errors.Join(errs...))
}

// release gives back the folder's lock and takes a private copy away.
func (v *Vault) release() error {
	var errs []error
	if v.lock != nil {
		errs = append(errs, v.lock.Unlock())
	}
	return errors.Join(append(errs, v.private.remove())...)
}

// abandon lets go of everything after a failed opening.
func (v *Vault) abandon() error {
	errs := []error{v.letGo()}
	if v.ring != nil {
		v.ring.wipe()
	}
	v.root.wipe()
	v.self.wipe()
	return storeFault("let go", errors.Join(append(errs, v.release())...))
}
