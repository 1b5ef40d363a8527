package printer

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"avbrottsparm/internal/text"
)

// SaveAs writes a file under exactly the path that somebody chose, readable by its owner only. It
// is whole or not there at all. A file that is already there is replaced only when that was asked
// for. The folder must exist. Faults: printer.exists, printer.not_writable, printer.full.
func SaveAs(path string, content []byte, replace bool) (err error) {
	if _, taken := os.Lstat(path); taken == nil && !replace {
		return text.NewFault("printer.exists")
	}
	sweepParts(filepath.Dir(path))
	part, err := os.CreateTemp(filepath.Dir(path), partPrefix+"*"+partEnding)
	if err != nil {
		return whySave(err)
	}
	defer func() {
		if gone := os.Remove(part.Name()); gone != nil && !errors.Is(gone, fs.ErrNotExist) && err == nil {
			err = whySave(gone)
		}
	}()
	if err := fill(part, content); err != nil {
		return whySave(err)
	}
	if replace {
		err = os.Rename(part.Name(), path)
	} else {
		err = place(part.Name(), path)
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return text.NewFault("printer.exists")
	case err != nil:
		return whySave(err)
	}
	return nil
}
