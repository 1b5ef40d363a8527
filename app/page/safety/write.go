package safety

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"avbrottsparm/internal/text"
)

// write makes a file whole or not at all, for its owner alone, and never in another's place. The
// copy may be larger than memory, so it goes straight to the disk; it is sealed on its way there.
func write(folder, name string, fill func(to io.Writer) error) (path string, err error) {
	path = filepath.Join(folder, name)
	if _, err := os.Lstat(path); err == nil {
		return "", text.NewFault("safety.taken")
	}
	half := path + ".part"
	out, err := os.OpenFile(half, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", whyNot(err)
	}
	err = fill(out)
	if err == nil {
		err = whyNot(out.Sync())
	}
	if shut := out.Close(); err == nil {
		err = whyNot(shut)
	}
	if err == nil {
		err = whyNot(os.Rename(half, path))
	}
	if err != nil {
		return "", errors.Join(err, whyNot(os.Remove(half)))
	}
	return path, nil
}

// whyNot says why a place can't be written, without its path: folders are often named after people.
func whyNot(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC):
		return text.Because(pathless(err), "safety.full")
	}
	return text.Because(pathless(err), "safety.not_writable")
}

func pathless(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
