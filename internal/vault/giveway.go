package vault

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"avbrottsparm/internal/text"
)

// wantedName is the file by which whoever meets the lock asks a program in the background for the
// vault.
const wantedName = "binder.wanted"

const (
	// givesWayWithin is how long a program that gives way has to let go, and a little more.
	givesWayWithin = 7 * time.Second
	asksEvery      = 200 * time.Millisecond
)

// GiveWay tells other programs that this one lets go of the vault when it is asked.
func (v *Vault) GiveWay() error {
	if v.lock == nil {
		return nil
	}
	if err := removeFiles(filepath.Join(v.dir, wantedName)); err != nil {
		return storeFault("give way", err)
	}
	h := readHolder(v.dir)
	h.yields = true
	return replaceFile(filepath.Join(v.dir, holderName), h.line())
}

// Wanted tells whether another program has asked for the vault since GiveWay.
func (v *Vault) Wanted() bool {
	_, err := os.Lstat(filepath.Join(v.dir, wantedName))
	return v.lock != nil && err == nil
}

// lockOrAsk is lockFolder; a program that gives way is asked for the folder and waited for.
func lockOrAsk(ctx context.Context, dir string, env surroundings) (*Vault, error) {
	v, err := lockFolder(dir, env)
	asked := false
	for waited := time.Duration(0); text.IsFault(err, "vault.in_use") && waited < givesWayWithin && readHolder(dir).yields; waited += asksEvery {
		if failed := replaceFile(filepath.Join(dir, wantedName), nil); failed != nil {
			return nil, also(err, failed)
		}
		asked = true
		if failed := env.sleep(ctx, asksEvery); failed != nil {
			return nil, failed
		}
		v, err = lockFolder(dir, env)
	}
	if err == nil && asked {
		if failed := removeFiles(filepath.Join(dir, wantedName)); failed != nil {
			return nil, also(storeFault("ask for the vault", failed), v.abandon())
		}
	}
	return v, err
}
