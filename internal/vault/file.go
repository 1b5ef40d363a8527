package vault

import (
	"errors"
	"io"
	"os"
	"runtime"
)

// copyFile copies bytes into a new file of the owner's alone and waits until they are on disk. A
// file of that name is replaced only once the new one is whole.
func copyFile(to, from string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = also(err, source.Close()) }()
	fresh := to + ".new"
	target, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	if err == nil {
		err = target.Sync()
	}
	if err = also(err, target.Close()); err != nil {
		return also(err, os.Remove(fresh))
	}
	return os.Rename(fresh, to)
}

// syncFile waits until a file's bytes are on disk.
func syncFile(path string) (err error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return also(file.Sync(), file.Close())
}

// syncFolder waits until a folder's names are on disk; Windows has no such call and needs none.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return also(folder.Sync(), folder.Close())
}

// removeFiles takes files away; one that is not there is gone already.
func removeFiles(paths ...string) error {
	var errs []error
	for _, path := range paths {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
