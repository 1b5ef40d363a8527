// Package printer saves a finished PDF and hands it to the operating system: to a viewer, or to a
// printer.
//
// A saved file is whole or not there at all, readable by its owner only, and never takes the
// place of another file. A print job goes to the print system on standard input under a neutral
// title, so that no file and no name is left behind; where a program needs a file, it lies in a
// private folder for as long as that.
package printer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"avbrottsparm/internal/text"
)

// mostCopies is how many files of one name a folder may hold before something is wrong.
const mostCopies = 10000

// Save writes a PDF into a folder, which is made (owner only) if it is missing, and returns the
// path that it got: a name that is taken becomes "name-2.pdf", "name-3.pdf". Faults:
// printer.not_writable, printer.full, printer.bad_name.
func Save(dir, name string, pdf []byte) (path string, err error) {
	if name == "" || name == "." || name == ".." || name != filepath.Base(name) || strings.ContainsAny(name, `/\`) {
		return "", text.NewFault("printer.bad_name")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", whySave(err)
	}
	sweepParts(dir)
	// The name is hidden and ends in .tmp until the file is whole, so that nothing picks it up.
	part, err := os.CreateTemp(dir, partPrefix+"*"+partEnding)
	if err != nil {
		return "", whySave(err)
	}
	defer removePart(part.Name())
	if err := fill(part, pdf); err != nil {
		return "", whySave(err)
	}
	path, err = claim(part.Name(), dir, name)
	if err != nil {
		return "", whySave(err)
	}
	return path, nil
}

const (
	partPrefix, partEnding = ".parm-", ".tmp"
	// partAge is after how long a part is nobody's: writing one takes seconds.
	partAge = 10 * time.Minute
)

// sweepParts takes away what a program left behind that was stopped while it saved: nobody sees such a
// file, and it may be one that anybody can open. What can't be removed must not keep a page from coming.
func sweepParts(dir string) {
	files, err := os.ReadDir(dir)
	if err != nil { // what can't be read is told by what is saved there
		return
	}
	for _, file := range files {
		if !strings.HasPrefix(file.Name(), partPrefix) || !strings.HasSuffix(file.Name(), partEnding) || !file.Type().IsRegular() {
			continue
		}
		path := filepath.Join(dir, file.Name())
		if info, err := os.Lstat(path); err != nil || time.Since(info.ModTime()) < partAge {
			continue
		}
		removePart(path)
	}
}

// removePart takes a part away. One that can't go now is tried again when something is saved the next
// time: a file that has its name by then is saved all the same.
func removePart(path string) {
	if err := os.Remove(path); err != nil {
		return
	}
}

// fill writes and closes the file; it is owner-only from the start.
func fill(file *os.File, pdf []byte) error {
	_, err := file.Write(pdf)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// claim gives the finished file the first free name.
func claim(part, dir, name string) (string, error) {
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for n := 1; n <= mostCopies; n++ {
		path := filepath.Join(dir, name)
		if n > 1 {
			path = filepath.Join(dir, fmt.Sprintf("%s-%d%s", stem, n, ext))
		}
		err := place(part, path)
		if !errors.Is(err, fs.ErrExist) {
			return path, err
		}
	}
	return "", fs.ErrExist
}

// place moves the file to a name that must be free. A hard link fails where the name is taken; a
// rename would not.
func place(part, path string) error {
	err := os.Link(part, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return placeWithoutLinks(part, path)
}

// placeWithoutLinks serves sticks that know no hard links (FAT): an empty file takes the name,
// which fails where it is taken, and the rename then replaces that file.
func placeWithoutLinks(part, path string) error {
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

// whySave tells a full disk from a folder that can't be written. The path stays out of the
// message: a folder can be called after a person.
func whySave(err error) error {
	cause := bare(err)
	if errors.Is(err, syscall.ENOSPC) || full(err) {
		return text.Because(fmt.Errorf("printer: save: %w", cause), "printer.full")
	}
	return text.Because(fmt.Errorf("printer: save: %w", cause), "printer.not_writable")
}

// bare strips the path from a file error.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
