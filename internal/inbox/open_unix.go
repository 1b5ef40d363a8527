//go:build !windows

package inbox

import (
	"errors"
	"os"
	"syscall"
)

var errWritten = errors.New("another program writes to it")

// openPlain opens a file for reading: never through a link, without waiting for whoever writes to a
// pipe that was put in its place, and not while a program that may go on has it open for writing.
func openPlain(path string) (file, error) {
	f, err := openNow(path)
	if err != nil {
		return nil, err
	}
	if written(f.Fd()) {
		return nil, errors.Join(errWritten, f.Close())
	}
	return f, nil
}

// openNow is openPlain where nothing tells whether somebody writes.
func openNow(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
}
