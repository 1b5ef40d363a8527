package printer

import (
	"errors"
	"syscall"
)

// Windows' own numbers for a full disk: ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
const (
	handleDiskFull syscall.Errno = 39
	diskFull       syscall.Errno = 112
)

// full tells whether an error means that the disk is full.
func full(err error) bool { return errors.Is(err, handleDiskFull) || errors.Is(err, diskFull) }
