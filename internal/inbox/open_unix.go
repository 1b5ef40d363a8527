//go:build !windows

package inbox

import (
	"errors"
	"os"
	"syscall"
)

// openPlain opens a file for reading: never through a link, without waiting for whoever writes to a
// pipe that was put in its place, and not while a program that may go on has it open for writing,
// unless anyway says so.
func openPlain(path string, anyway bool) (file, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	if !anyway && written(f.Fd()) {
		return nil, errors.Join(errWritten, f.Close())
	}
	return f, nil
}
