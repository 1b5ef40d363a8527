package vault

import (
	"fmt"
	"os"
	"path/filepath"

	"avbrottsparm/internal/text"

	"github.com/gofrs/flock"
)

const lockName = "binder.lock"

// prepare makes the folder, for its owner alone. A folder that was there and holds other things
// keeps its own rights.
func prepare(dir string) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return storeFault("make folder", err)
	}
	return storeFault("make folder", os.Chmod(dir, 0o700))
}

// seize takes the folder for this process, or says that another one has it.
func seize(dir string) (*flock.Flock, error) {
	shared, err := onNetwork(dir)
	if err != nil {
		return nil, storeFault("look at the disk", err)
	}
	if shared {
		return nil, text.NewFault("vault.network")
	}
	lock := flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600))
	got, err := lock.TryLock()
	if err != nil {
		return nil, storeFault("lock", err)
	}
	if !got {
		return nil, readHolder(dir).fault()
	}
	if err := announce(dir); err != nil {
		return nil, also(err, lock.Unlock())
	}
	return lock, nil
}

// replaceFile writes a small file whole: a reader meets the old bytes or the new ones.
func replaceFile(path string, data []byte) error {
	return replaceSeen(path, func(sight) []byte { return data })
}

// replaceSeen is replaceFile for what says which file it stands in.
func replaceSeen(path string, data func(sight) []byte) error {
	fresh := path + ".new"
	file, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return storeFault("write device", err)
	}
	seen, err := sightOf(file)
	if err == nil {
		_, err = file.Write(data(seen))
	}
	if err == nil {
		err = file.Sync()
	}
	if shut := file.Close(); err == nil {
		err = shut
	}
	if err == nil {
		err = os.Rename(fresh, path)
	}
	if err != nil {
		return storeFault("write device", fmt.Errorf("replace: %w", err))
	}
	return nil
}
