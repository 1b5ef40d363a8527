package backup

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"avbrottsparm/internal/text"
)

// WriteFile makes a file of what fill writes, readable by its owner only, whole or not there at
// all. No file is ever overwritten: the one that is there may be the only copy of something. It
// gives the size in bytes. Faults: "backup.exists", "backup.not_written", those of fill.
func WriteFile(path string, fill func(out io.Writer) error) (size int64, err error) {
	if _, err := os.Lstat(path); err == nil {
		return 0, text.NewFault("backup.exists")
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".parm-*.tmp") // 0600
	if err != nil {
		return 0, notWritten(err)
	}
	defer func() {
		if gone := os.Remove(part.Name()); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, notWritten(gone))
		}
	}()
	if size, err = pourInto(part, fill); err != nil {
		return 0, err
	}
	err = claim(part.Name(), path)
	switch {
	case errors.Is(err, fs.ErrExist):
		return 0, text.NewFault("backup.exists")
	case err != nil:
		return 0, notWritten(err)
	}
	return size, nil
}

func pourInto(part *os.File, fill func(out io.Writer) error) (size int64, err error) {
	out := bufio.NewWriterSize(part, 1<<20)
	err = fill(out)
	if err == nil {
		err = notWritten(out.Flush())
	}
	if err == nil {
		err = notWritten(part.Sync())
	}
	if err == nil {
		size, err = part.Seek(0, io.SeekEnd)
		err = notWritten(err)
	}
	if shut := part.Close(); err == nil {
		err = notWritten(shut)
	}
	return size, err
}

// claim gives the whole file its name. A hard link fails where the name is taken, which a rename
// would not; sticks that know no hard links (FAT) get an empty file first, which fails likewise.
func claim(part, path string) error {
	err := os.Link(part, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return claimWithoutLinks(part, path)
}

func claimWithoutLinks(part, path string) error {
	holder, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := holder.Close(); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
