//go:build !windows

package printer

import (
	"errors"
	"syscall"
)

// full tells whether an error means that the person's share of the disk is used up.
func full(err error) bool { return errors.Is(err, syscall.EDQUOT) }
